// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "widgets/models/compare_view_model.h"

namespace lapidary::test {

/// Seven arms of every role on three buckets, with made figures.
inline ComparisonValues comparedArms() {
    ComparisonValues comparison{.experiment = "Chain arithmetic",
                                .buckets = {"in-distribution", "edge", "out-of-distribution"}};
    const QVector<std::tuple<QString, QString, double, double>> arms{
        {"base", "base", 0.21, 46},
        {"sft", "sft", 0.55, 61},
        {"sft-more", "control", 0.58, 61},
        {"dpo", "rl", 0.63, 64},
        {"grpo", "rl", 0.71, 66},
        {"grpo + self-consistency", "tts", 0.79, 1040},
        {"grpo + best of 16 (verifier)", "oracle", 0.88, 1060}};
    for (const auto &[name, role, share, tokens] : arms) {
        comparison.arms.append({name, role});
        for (int b = 0; b < 3; ++b) {
            const double accuracy = share * (1 - 0.22 * b), half = 0.045;
            comparison.cells.insert({name, comparison.buckets[b]}, {.n = 400,
                                                                    .correct = int(400 * accuracy),
                                                                    .accuracy = accuracy,
                                                                    .low = accuracy - half,
                                                                    .high = accuracy + half,
                                                                    .tokensPerProblem = tokens * (1 + 0.3 * b),
                                                                    .seconds = 31});
        }
    }
    for (const QString &bucket : comparison.buckets)
        comparison.pairs.append({"base", std::get<0>(arms[6]), bucket, 9, 268, 1e-9, 3e-9});
    return comparison;
}

/// Of the first and the last arm.
inline SideBySide answersTo(const ComparisonValues &comparison) {
    const auto graded = [](const std::string &text, const std::string &result, std::int64_t tokens) {
        return GradedAnswer{
            .answer = {.text = text, .finishReason = "stop", .result = result, .cost = {.kept = tokens}},
            .correct = result == "7"};
    };
    SideBySide answers{.armA = "base", .armB = comparison.arms[6].name};
    for (int i = 0; i < 60; ++i) {
        const QString prompt = QStringLiteral("a=3\nb=a+%1\nc=b*2\nd=c-a\nd=?").arg(i % 10);
        answers.problems.push_back(
            {.bucket = comparison.buckets[i % 3].toStdString(),
             .id = QStringLiteral("q%1").arg(i, 3, 10, QLatin1Char('0')).toStdString(),
             .prompt = prompt.toStdString(),
             .reference = "7",
             .a = graded("c=b*2 so c=4\nd=c-a so d=1\nanswer 1", i % 4 ? "1" : "7", 46),
             .b = graded("b=a+2 so b=5\nc=b*2 so c=0\nd=c-a so d=7\nanswer 7", i % 7 ? "7" : "2", 1060)});
    }
    return answers;
}

} // namespace lapidary::test
