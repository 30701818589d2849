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
                  .terminated = endedItself(completion.answer.finishReason)};
        if (!seen.insert(side.text).second) continue;
        if (completion.correct == false)
            sides.wrong.push_back(std::move(side));
        else if (completion.isRight() && side.terminated && !(config.requireFaithful && completion.faithful == false))
            sides.right.push_back(std::move(side));
    }
    return sides;
}

void addPairs(const Json &row, const Sides &sides, const PairsConfig &config, std::vector<Json> &out) {
    struct Candidate {
        std::int64_t difference;
        std::size_t right, wrong;
    };
    std::vector<Candidate> candidates;
    for (std::size_t r = 0; r < sides.right.size(); ++r)
        for (std::size_t w = 0; w < sides.wrong.size(); ++w)
            candidates.push_back({std::abs(sides.right[r].tokens - sides.wrong[w].tokens), r, w});
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto &a, const auto &b) { return a.difference < b.difference; });
    std::set<std::size_t> usedRight, usedWrong;
    const std::string id = row.value("id", "");
    for (const auto &c : candidates) {
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
                              .add("max_pairs", &C::maxPairs, atLeast(0), "pairs", "stops after so many; 0 takes all")
                              .add("include_truncated_completions", &C::includeTruncatedCompletions, "",
                                   "completions that were cut may be rejected ones; they are learnt without an end");
    return d;
}

Result<PairsMade> makePairs(const fs::path &samples, const PairsConfig &config, const RowWork &work) {
    PairsMade made;
    const auto read = forEachRow(samples, [&](const Json &row) -> Status {
        if (auto on = work.next(++made.prompts); !on) return on;
        const auto completions = gradedAnswers(row, "completions");
        if (!completions) return unexpected(completions.error());
        const auto sides = sidesOf(*completions, config, made);
        if (sides.right.empty() || sides.wrong.empty())
            ++made.withoutContrast;
        else
            addPairs(row, sides, config, made.rows);
        return {};
    });
    if (!read) return unexpected(read.error());
    if (config.maxPairs > 0 && made.rows.size() > static_cast<std::size_t>(config.maxPairs))
        made.rows.resize(static_cast<std::size_t>(config.maxPairs));
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
