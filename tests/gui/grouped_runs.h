// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of several seeds with their curves and samples, as values: what charts and tables are looked at with.
#pragma once
#include "core/workbench/data/drawn_sample.h"
#include "widgets/models/values.h"
#include <cmath>

namespace lapidary {

/// Three seeds of GRPO that have ended and a DPO that runs, with an alarm each of two kinds.
inline QVector<RunValues> groupedRuns() {
    QVector<RunValues> runs;
    for (int seed = 0; seed < 3; ++seed)
        runs.append({.id = QStringLiteral("g%1").arg(seed),
                     .name = QStringLiteral("grpo seed %1").arg(seed),
                     .kind = "train",
                     .method = "grpo",
                     .state = RunState::Finished,
                     .checkpoint = 100,
                     .colour = seed});
    runs.append({.id = "d",
                 .name = "dpo",
                 .kind = "train",
                 .method = "dpo",
                 .state = RunState::Running,
                 .done = 120,
                 .total = 300,
                 .etaSeconds = 42,
                 .checkpoint = 100,
                 .colour = 3});
    runs[3].alarms = {{AlarmKind::Spike, "loss", 80, 3.2, 0.7}};
    runs[1].alarms = {{AlarmKind::KlRunaway, "kl", 90, 0.9, 0.02}};
    return runs;
}

inline QVector<CurvePoints> groupedCurves(const QVector<RunValues> &runs) {
    QVector<CurvePoints> curves;
    const auto add = [&](const QString &run, const QString &metric, auto value) {
        CurvePoints part{run, metric, {}};
        for (int step = 1; step <= 120; ++step)
            part.points.append({double(step), 512.0 * step, 0.4 * step, value(step)});
        curves.append(part);
    };
    for (int seed = 0; seed < 3; ++seed) {
        const QString id = runs[seed].id;
        const auto wave = [seed](int step, double scale) {
            return scale * std::sin(step * 12.9898 + seed * 40 + std::sin(step * 78.233 + seed) * 43.7);
        };
        add(id, "reward",
            [&](int step) { return 0.2 + 0.1 * seed + 0.5 * (1 - std::exp(-step / 40.0)) + wave(step, 0.05); });
        add(id, "reward_std", [&](int step) { return 0.15 + wave(step, 0.03); });
        add(id, "frac_reward_zero_std", [&](int step) { return 0.3 + 0.3 * step / 120 + wave(step, 0.06); });
        add(id, "kl", [&](int step) {
            return (seed == 1 && step > 60 ? 0.02 * std::exp((step - 60) / 9.0) : 0.02) + std::abs(wave(step, 0.005));
        });
        add(id, "entropy", [&](int step) { return 1.4 * std::exp(-step / 150.0) + wave(step, 0.04); });
        add(id, "completions/mean_length", [&](int step) { return 60 + 0.2 * step + wave(step, 4); });
    }
    add("d", "loss", [](int step) { return 0.7 * std::exp(-step / 80.0) + 0.1 + (step == 80 ? 2.4 : 0); });
    add("d", "rewards/margins", [](int step) { return 2 * (1 - std::exp(-step / 50.0)); });
    add("d", "rewards/accuracies", [](int step) { return 0.5 + 0.45 * (1 - std::exp(-step / 30.0)); });
    add("d", "rewards/chosen", [](int step) { return -0.004 * step; });
    add("d", "rewards/rejected", [](int step) { return -0.02 * step; });
    return curves;
}

inline QVector<DrawnSample> groupedSamples() {
    QVector<DrawnSample> samples;
    for (int step = 1; step <= 120; ++step)
        for (int k = 0; k < 4; ++k) {
            DrawnSample sample{.run = "g0",
                               .group = "p" + std::to_string(step),
                               .prompt = "a=3\nb=a+2\nc=b*2\nd=c-a\nd=?",
                               .step = double(step),
                               .reward = k == 0 ? 1.0 : 0.0,
                               .advantage = k == 0 ? 1.5 : -0.5};
            auto &tokens = sample.answer.tokens;
            for (const char *token : {"b", "=", "a", "+",   "2",  " so", " b", "=",  "5",      "\n", "c", "=",
                                      "b", "*", "2", " so", " c", "=",   "0",  "\n", "answer", " ",  "7"}) {
                tokens.push_back({.text = token});
                const auto place = double(tokens.size());
                tokens.back().logprob = -0.02f - 4.5f * float(std::abs(std::sin(place * 3.7 + step + k))) *
                                                     (tokens.size() % 5 == 0 ? 1.0f : 0.15f);
                tokens.back().entropy = 2.5f * float(std::abs(std::sin(place * 1.9 + step)));
                sample.refLogps.push_back(double(*tokens.back().logprob) + 0.6 * std::sin(place * 2.3 + k));
                sample.trainLogps.push_back(double(*tokens.back().logprob) + 0.4 * std::cos(place * 1.3 + k));
                sample.answer.text += token;
            }
            sample.rewards = {{"correct", k == 0 ? 1.0 : 0.0}, {"format", std::nullopt}};
            sample.reasons = {
                {"honest", "The answer says what it does not know: it names the value of d as a guess, and "
                           "gives the two ways in which it could be checked against the problem."},
                {"whole", "Nothing that the problem asks for is missing, though the last step is not written "
                          "out and has to be found by the reader."},
                {"clear", "every step names\nthe one before it"}};
            samples.append(sample);
        }
    return samples;
}

} // namespace lapidary
