// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/pairs.h"
#include "core/workbench/jsonl.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

struct Side {
    std::string text{};
    std::int64_t tokens = 0;
};

struct Sides {
    std::vector<Side> right{}, wrong{};
};

Sides sidesOf(const Json &row, bool requireFaithful) {
    Sides sides;
    std::set<std::string> seen;
    for (const auto &completion : row.value("completions", Json::array())) {
        Side side{.text = completion.value("text", ""), .tokens = completion.value("tokens", std::int64_t{0})};
        if (!seen.insert(side.text).second) continue;
        const Json correct = completion.value("correct", Json()), faithful = completion.value("faithful", Json());
        if (correct == false) sides.wrong.push_back(std::move(side));
        else if (correct == true && !(requireFaithful && faithful == false)) sides.right.push_back(std::move(side));
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
    std::stable_sort(candidates.begin(), candidates.end(), [](const auto &a, const auto &b) { return a.difference < b.difference; });
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
    }
}

} // namespace

const Described<PairsConfig> &PairsConfig::described() {
    using C = PairsConfig;
    static const auto d = Described<C>()
                              .add("max_pairs_per_prompt", &C::maxPairsPerPrompt, atLeast(1), "pairs", "more pairs, but of fewer different prompts")
                              .add("require_faithful", &C::requireFaithful, "", "chosen answers must be right in every step, where steps are known")
                              .add("max_pairs", &C::maxPairs, atLeast(0), "pairs", "stops after so many; 0 takes all");
    return d;
}

Result<PairsMade> makePairs(const fs::path &samples, const PairsConfig &config) {
    PairsMade made;
    const auto read = forEachRow(samples, [&](const Json &row) -> Status {
        ++made.prompts;
        const auto sides = sidesOf(row, config.requireFaithful);
        if (sides.right.empty() || sides.wrong.empty()) ++made.withoutContrast;
        else addPairs(row, sides, config, made.rows);
        return {};
    });
    if (!read) return unexpected(read.error());
    if (config.maxPairs > 0 && made.rows.size() > static_cast<std::size_t>(config.maxPairs)) made.rows.resize(static_cast<std::size_t>(config.maxPairs));
    if (made.rows.empty())
        return fail({.code = "pairs.none",
                     .message = "no prompt has a right and a wrong sample to compare",
                     .file = samples.string(),
                     .found = std::to_string(made.prompts) + " prompts",
                     .remedy = "Sample more (n), at a higher temperature, or from a model that is sometimes right."});
    return made;
}

} // namespace lapidary
