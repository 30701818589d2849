// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/feedback/constitution.h"

namespace lapidary {

/// One of two answers that a judge compares.
struct ContestSide {
    Json cell{};         ///< as the row has it: a text or messages
    std::string words{}; ///< the same in words
    std::string finishReason = "stop";
    std::optional<double> gold{}; ///< what an exact grader gave it
};

/// Two answers to one prompt.
struct Contest {
    std::string id{};
    Json prompt{};     ///< as the row has it
    Problem problem{}; ///< the same, for a judge's question and an exact grader
    ContestSide a{}, b{};
    std::optional<bool> voted{}; ///< somebody said before that `a` is better, or worse
};

/// The completions of a row of samples.jsonl two by two, at most `most` pairs: different ones that ended themselves, in
/// the order in which they were drawn, whatever their grades are.
Result<std::vector<Contest>> contestsOfSamples(const Json &row, std::int64_t most);
/// A row of preferences: `a` is what it calls chosen, and the vote says so.
Result<Contest> contestOfPair(const Json &row);

/// Whether `a` is better: by the principle's check where it has one, else by the vote, else, without a principle, by
/// the exact grades. Nothing where nobody can tell, or both are equally good.
std::optional<bool> betterByGold(const Contest &contest, const Principle *principle, const Rule &rule);

/// What a judge said of a contest: the probability that `a` is better, asked with `a` in the first place and asked with
/// `a` in the second, and their mean, the soft label (Lee et al. 2023, arXiv:2309.00267; both orders after Zheng et al.
/// 2023, arXiv:2306.05685).
struct AiLabel {
    double first = 0.5, second = 0.5;
    double soft() const { return 0.5 * (first + second); }
    bool consistent() const { return (first > 0.5) == (second > 0.5) && first != 0.5 && second != 0.5; }
    bool tie() const { return first + second == 1; }
};

/// A row of preferences made by AI: "chosen" is the likelier side, "soft_label" how likely it is the better one,
/// "strength" how much likelier than the other (2 soft_label - 1), and who judged it how.
Json labelledRow(const Contest &contest, const AiLabel &label);

} // namespace lapidary
