// SPDX-License-Identifier: Apache-2.0
// Self-consistency (Wang et al. 2022, arXiv 2203.11171): sample, extract, vote. Deviations:
//  1. a completion without an answer, or one that was cut, has no vote; where nobody votes the first whole one is
//  taken,
//     and where none is whole the problem is unanswered;
//  2. a tie goes to the answer whose first sample came first, and is reported.
#include "core/engine/search/strategies/self_consistency.h"
#include "core/engine/search/candidates.h"
#include <algorithm>

namespace lapidary {

namespace {

struct Ballot {
    std::string answer;
    std::size_t first = 0; ///< candidate
    std::size_t votes = 0;
};

std::vector<Ballot> countVotes(const std::vector<Candidate> &candidates) {
    std::vector<Ballot> ballots;
    for (std::size_t c = 0; c < candidates.size(); ++c) {
        if (!candidates[c].answer || !candidates[c].fault().empty()) continue;
        auto it = std::find_if(ballots.begin(), ballots.end(),
                               [&](const auto &b) { return b.answer == *candidates[c].answer; });
        if (it == ballots.end()) it = ballots.insert(it, {*candidates[c].answer, c, 0});
        ++it->votes;
    }
    return ballots;
}

class SelfConsistency final : public Strategy {
public:
    explicit SelfConsistency(CandidateConfig config) : config_(std::move(config)) {}

    Result<std::vector<SearchOutcome>> run(const std::vector<SearchProblem> &problems,
                                           const SearchContext &context) const override {
        if (!context.rule)
            return fail({.code = "search.no_rule",
                         .message = "A vote needs to know where the answer of a completion stands.",
                         .field = "rule",
                         .remedy = "Name the task's rule, for example chainmod or gsm8k."});
        auto outcomes = drawCandidates(problems, context, config_);
        if (outcomes)
            for (std::size_t p = 0; p < problems.size(); ++p) vote((*outcomes)[p], problems[p], context);
        return outcomes;
    }

private:
    static void vote(SearchOutcome &outcome, const SearchProblem &problem, const SearchContext &context) {
        const auto ballots = countVotes(outcome.candidates);
        if (ballots.empty()) return withoutVotes(outcome, problem, context);
        const auto most = [](const auto &a, const auto &b) { return a.votes < b.votes; };
        const auto &winner = *std::max_element(ballots.begin(), ballots.end(), most); // the first of equals
        outcome.tie =
            std::count_if(ballots.begin(), ballots.end(), [&](const auto &b) { return b.votes == winner.votes; }) > 1;
        for (auto &candidate : outcome.candidates)
            for (const auto &ballot : ballots)
                if (candidate.answer == ballot.answer && candidate.fault().empty())
                    candidate.score = static_cast<double>(ballot.votes);
        choose(outcome, winner.first,
               "votes " + std::to_string(winner.votes) + " of " + std::to_string(outcome.candidates.size()), problem,
               context);
    }

    static void withoutVotes(SearchOutcome &outcome, const SearchProblem &problem, const SearchContext &context) {
        const auto &all = outcome.candidates;
        const auto whole =
            std::find_if(all.begin(), all.end(), [](const auto &candidate) { return candidate.fault().empty(); });
        const auto first = whole == all.end() ? std::size_t{0} : static_cast<std::size_t>(whole - all.begin());
        choose(outcome, first, "no valid answer to vote on", problem, context); // a cut one stays one
    }

    CandidateConfig config_;
};

} // namespace

const MethodInfo &selfConsistencyInfo() {
    static const MethodInfo method{
        .name = "self_consistency",
        .summary = "many samples, the most frequent answer wins",
        .role = "strategy",
        .spec = describedCandidates().spec(),
        .inputs = {{.name = "policy", .effect = "the model that answers"},
                   {.name = "problems", .what = Artifact::ProblemSet, .effect = "the questions"}}};
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeSelfConsistency(const Json &config) {
    auto read = describedCandidates().read(config);
    if (!read) return tl::unexpected(read.error());
    return std::make_unique<SelfConsistency>(std::move(*read));
}

} // namespace lapidary
