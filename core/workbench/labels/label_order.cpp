// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_order.h"
#include "core/base/hash.h"
#include "core/workbench/labels/kinds/pieces.h"
#include "core/workbench/labels/kinds/spans.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr std::size_t kBuckets = 64, kMostRuns = 32; ///< of words, and of runs: more share what they are
constexpr double kRidge = 1;

} // namespace

std::span<const LabelOrder> labelOrders() {
    static const std::vector<LabelOrder> all{
        {.name = "queue",
         .title = worded("As they lie in the queue"),
         .about = worded("The items come as they were drawn when the queue was made.")},
        {.name = "bradley_terry",
         .title = worded("Where your labels tell least"),
         .about = worded("A Bradley-Terry model is fitted to what you prefer, by run, length and words of the answers; "
                         "the comparison comes next from which it would learn most."),
         .asks = LabelOrder::Labels},
        {.name = "reward_margin",
         .title = worded("Where a reward model is unsure"),
         .about = worded("The items come next whose answers a reward model scores most alike."),
         .asks = LabelOrder::Rewards,
         .fewest = 1,
         .most = 1},
        {.name = "reward_disagreement",
         .title = worded("Where reward models disagree"),
         .about = worded("The items come next of which several reward models say the most different things."),
         .asks = LabelOrder::Rewards,
         .fewest = 2,
         .most = 16},
        {.name = "policy_margin",
         .title = worded("Where the model is unsure"),
         .about = worded("The items come next whose answers the model that gave them finds most alike, by the mean "
                         "log-probability of their tokens."),
         .asks = LabelOrder::Policy},
    };
    return all;
}

Result<const LabelOrder *> labelOrderNamed(std::string_view name) {
    std::string known;
    for (const LabelOrder &each : labelOrders()) {
        if (each.name == name) return &each;
        known += (known.empty() ? "" : ", ") + std::string(each.name);
    }
    return fail({.code = "labels.no_order",
                 .message = "there is no such order of the items",
                 .field = "order",
                 .found = std::string(name),
                 .expected = known});
}

bool takesOrders(const LabelKind &kind) {
    return kind.preferences != &noPreferences;
}

std::optional<double> closestScores(const std::vector<double> &scores) {
    if (scores.size() < 2) return std::nullopt;
    std::vector<double> sorted = scores;
    if (!std::all_of(sorted.begin(), sorted.end(), [](double each) { return std::isfinite(each); }))
        return std::nullopt;
    std::sort(sorted.begin(), sorted.end());
    double least = sorted[1] - sorted[0];
    for (std::size_t i = 2; i < sorted.size(); ++i) least = std::min(least, sorted[i] - sorted[i - 1]);
    return -least;
}

std::optional<double> disagreementOf(const std::vector<std::vector<double>> &scores) {
    if (scores.size() < 2 || scores[0].size() < 2) return std::nullopt;
    for (const auto &model : scores)
        for (const double each : model)
            if (!std::isfinite(each) || model.size() != scores[0].size()) return std::nullopt;
    const auto models = static_cast<double>(scores.size());
    double most = 0;
    for (std::size_t i = 0; i < scores[0].size(); ++i)
        for (std::size_t j = i + 1; j < scores[0].size(); ++j) {
            double sum = 0, square = 0;
            for (const auto &model : scores) sum += 1 / (1 + std::exp(model[j] - model[i]));
            for (const auto &model : scores) {
                const double off = 1 / (1 + std::exp(model[j] - model[i])) - sum / models;
                square += off * off;
            }
            most = std::max(most, square / models);
        }
    return most;
}

LabelDoubt::LabelDoubt(const std::vector<LabelItem> &items) {
    for (const LabelItem &item : items)
        for (const LabelCandidate &answer : item.answers)
            if (runs_.size() < kMostRuns && std::find(runs_.begin(), runs_.end(), answer.run) == runs_.end())
                runs_.push_back(answer.run);
    ratings_ = *stats::linearBradleyTerry({}, runs_.size() + 1 + kBuckets, kRidge);
}

/// Each part is about 1 long, so that none outweighs the others before anything is known.
std::vector<double> LabelDoubt::featuresOf(const LabelCandidate &answer) const {
    std::vector<double> out(runs_.size() + 1 + kBuckets);
    const auto run = std::find(runs_.begin(), runs_.end(), answer.run);
    if (run != runs_.end()) out[static_cast<std::size_t>(run - runs_.begin())] = 1;
    out[runs_.size()] = std::log2(1 + static_cast<double>(answer.text.size())) / 4;
    double square = 0;
    double *words = out.data() + runs_.size() + 1;
    for (const auto &[begin, end] : markableWords(answer.text))
        words[hash64(std::string_view(answer.text).substr(begin, end - begin)) % kBuckets] += 1;
    for (std::size_t i = 0; i < kBuckets; ++i) square += words[i] * words[i];
    for (std::size_t i = 0; square > 0 && i < kBuckets; ++i) words[i] /= std::sqrt(square);
    return out;
}

std::vector<double> LabelDoubt::differenceOf(const LabelItem &item, std::size_t better, std::size_t worse) const {
    std::vector<double> out = featuresOf(item.answers[better]);
    const auto other = featuresOf(item.answers[worse]);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] -= other[i];
    return out;
}

Status LabelDoubt::fit(const LabelState &state) {
    std::vector<std::vector<double>> won;
    for (std::size_t i = 0; i < state.items().size(); ++i) {
        if (state.marks()[i].status() != LabelStatus::Done || !state.items()[i].repeats.empty()) continue;
        for (const auto &[better, worse, strong] : state.kind().preferences(state.task(i), state.marks()[i]))
            won.push_back(differenceOf(state.items()[i], better, worse));
    }
    auto fitted = stats::linearBradleyTerry(won, runs_.size() + 1 + kBuckets, kRidge);
    if (!fitted) return unexpected(fitted.error());
    ratings_ = std::move(*fitted);
    learntFrom_ = won.size();
    return {};
}

LabelGains LabelDoubt::gains(const std::vector<LabelItem> &items) const {
    LabelGains out(items.size());
    for (std::size_t n = 0; n < items.size(); ++n) {
        const LabelItem &item = items[n];
        if (!item.repeats.empty()) continue;
        for (std::size_t i = 0; i < item.answers.size(); ++i)
            for (std::size_t j = i + 1; j < item.answers.size(); ++j)
                out[n] = std::max(out[n].value_or(0), ratings_.gain(differenceOf(item, i, j)));
    }
    return out;
}

} // namespace lapidary
