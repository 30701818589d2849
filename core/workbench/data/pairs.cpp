// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/pairs.h"
#include "core/workbench/data/graded_answer.h"
#include "core/workbench/data/jsonl.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

struct Side {
    std::string text{};
    std::int64_t tokens = 0;
    bool terminated = true;
    std::optional<double> score{};
};

struct Sides {
    std::vector<Side> right{}, wrong{};
};

/// Whether a completion may stand in a pair; where not, it is counted.
bool mayPair(const GradedAnswer &completion, const PairsConfig &config, PairsMade &made) {
    ++made.samples;
    const std::string fault = completion.answer.fault();
    made.empty += fault == "empty";
    made.cut += fault == "cut" || fault == "cancelled";
    made.unscorable += fault.empty() && !completion.isScorable();
    return fault.empty() || (fault == "cut" && config.includeTruncatedCompletions);
}

Sides sidesOf(const std::vector<GradedAnswer> &completions, const PairsConfig &config, PairsMade &made) {
    Sides sides;
    std::set<std::string> seen;
    for (const GradedAnswer &completion : completions) {
        if (!mayPair(completion, config, made)) continue;
        Side side{.text = completion.answer.text,
                  .tokens = completion.answer.cost.kept,
                  .terminated = endedItself(completion.answer.finishReason),
                  .score = completion.answer.score};
        if (!seen.insert(side.text).second) continue;
        if (completion.correct == false)
            sides.wrong.push_back(std::move(side));
        else if (completion.isRight() && side.terminated && !(config.requireFaithful && completion.faithful == false))
            sides.right.push_back(std::move(side));
    }
    return sides;
}

/// A pair that may be made; the lowest rank comes first.
struct Candidate {
    double rank;
    std::size_t right, wrong;
};

std::vector<Candidate> candidatesOf(const Sides &sides, const PairsConfig &config, PairsMade &made) {
    std::vector<Candidate> candidates;
    for (std::size_t r = 0; r < sides.right.size(); ++r)
        for (std::size_t w = 0; w < sides.wrong.size(); ++w) {
            const Side &right = sides.right[r], &wrong = sides.wrong[w];
            const bool misranked = right.score && wrong.score && *wrong.score >= *right.score;
            made.misranked += misranked;
            if (config.select != "misranked")
                candidates.push_back({static_cast<double>(std::abs(right.tokens - wrong.tokens)), r, w});
            else if (misranked)
                candidates.push_back({*right.score - *wrong.score, r, w});
        }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto &a, const auto &b) { return a.rank < b.rank; });
    return candidates;
}

void addPairs(const Json &row, const Sides &sides, const PairsConfig &config, PairsMade &made) {
    std::vector<Json> &out = made.rows;
    std::set<std::size_t> usedRight, usedWrong;
    const std::string id = row.value("id", "");
    for (const auto &c : candidatesOf(sides, config, made)) {
        if (static_cast<std::int64_t>(usedRight.size()) >= config.maxPairsPerPrompt) break;
        if (usedRight.count(c.right) || usedWrong.count(c.wrong)) continue;
        usedRight.insert(c.right);
        usedWrong.insert(c.wrong);
        out.push_back({{"id", id + "/" + std::to_string(usedRight.size())},
                       {"prompt", row.value("prompt", "")},
                       {"chosen", sides.right[c.right].text},
                       {"rejected", sides.wrong[c.wrong].text}});
        if (!sides.wrong[c.wrong].terminated) out.back()["rejected_terminated"] = false;
    }
}

} // namespace

const Described<PairsConfig> &PairsConfig::described() {
    using C = PairsConfig;
    static const auto d = Described<C>()
                              .add("max_pairs_per_prompt", &C::maxPairsPerPrompt, atLeast(1), "pairs",
                                   "more pairs, but of fewer different prompts")
                              .add("require_faithful", &C::requireFaithful, "",
                                   "chosen answers must be right in every step, where steps are known")
                              .choice("select", &C::select, {"similar_length", "misranked"},
                                      "which pairs come first; misranked: only those whose wrong answer the scorer of "
                                      "the samples prefers, for a reward model to learn from")
                              .add("max_pairs", &C::maxPairs, atLeast(0), "pairs", "stops after so many; 0 takes all")
                              .add("include_truncated_completions", &C::includeTruncatedCompletions, "",
                                   "completions that were cut may be rejected ones; they are learnt without an end");
    return d;
}

Result<PairsMade> makePairs(const fs::path &samples, const PairsConfig &config, const RowWork &work) {
    PairsMade made;
    std::int64_t scored = 0;
    const auto read = forEachRow(samples, [&](const Json &row) -> Status {
        if (auto on = work.next(++made.prompts); !on) return on;
        const auto completions = gradedAnswers(row, "completions");
        if (!completions) return unexpected(completions.error());
        for (const GradedAnswer &each : *completions) scored += each.answer.score.has_value();
        const auto sides = sidesOf(*completions, config, made);
        if (sides.right.empty() || sides.wrong.empty())
            ++made.withoutContrast;
        else
            addPairs(row, sides, config, made);
        return {};
    });
    if (!read) return unexpected(read.error());
    if (config.select == "misranked")
        if (auto ok = mustHaveScores(scored, samples); !ok) return unexpected(ok.error());
    if (config.maxPairs > 0 && made.rows.size() > static_cast<std::size_t>(config.maxPairs))
        made.rows.resize(static_cast<std::size_t>(config.maxPairs));
    if (made.rows.empty() && config.select == "misranked" && made.prompts > made.withoutContrast)
        return fail({.code = "pairs.none",
                     .message = "no wrong sample has a higher score than a right one of its prompt",
                     .file = samples.string(),
                     .found = {"{0} prompts with right and wrong samples", made.prompts - made.withoutContrast},
                     .remedy = "Sample more (n), or from a model that was trained against this scorer."});
    if (made.rows.empty())
        return fail({.code = "pairs.none",
                     .message = "no prompt has a right and a wrong sample to compare",
                     .file = samples.string(),
                     .found = {"{0} prompts with {1} samples, {2} of them cut, {3} empty, {4} not graded", made.prompts,
                               made.samples, made.cut, made.empty, made.unscorable},
                     .remedy = "Sample more (n), at a higher temperature, or from a model that is sometimes right; "
                               "where many are cut, raise max_new_tokens."});
    return made;
}

} // namespace lapidary
