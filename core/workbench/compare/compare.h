// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/revisions.h"
#include "core/workbench/compare/costs.h"
#include "core/workbench/compare/drawn_before.h"
#include "core/workbench/compare/reliability.h"
#include "core/workbench/compare/seen.h"
#include "core/workbench/data/graded_answer.h"
#include "core/workbench/experiment/same_run.h"
#include "core/workbench/project.h"

namespace lapidary {

/// An arm on one bucket of problems.
struct ArmResult {
    std::string name{}, role{}, model{}, strategy{}, bucket{};
    std::int64_t n = 0, correct = 0;   ///< of the problems that can be scored
    std::int64_t unscorable = 0;       ///< problems without a usable reference: in no other number
    std::int64_t samples = 0, cut = 0; ///< completions that were drawn, and those that were cut before they ended
    double accuracy = 0, low = 0,
           high = 0;                  ///< Wilson, 95 %; without a problem that can be scored nothing is known: 0 to 1
    std::optional<double> faithful{}; ///< share of problems whose chain is right in every step; tasks with chains only
    double tokensPerProblem = 0;      ///< kept + rejected + rollout + verifier
    double seconds = 0;               ///< of all problems together
    std::uint64_t seed = 0;
    bool oracle = false; ///< saw the reference answers: a ceiling, not a method
    double cutRate() const { return samples == 0 ? 0 : static_cast<double>(cut) / static_cast<double>(samples); }
    std::optional<Revisions> revisions{}; ///< of arms whose samples are drafts of one answer
    std::optional<Cost> training{};       ///< all trainings and samplings on the way to its model; where they were told
};
/// Two arms on the same problems: McNemar's exact test. `pHolm` is corrected for all tests of the comparison.
struct PairResult {
    std::string a{}, b{}, bucket{};
    std::int64_t aOnly = 0, bOnly = 0;
    double p = 1, pHolm = 1;
};
struct Comparison {
    std::string experiment{};
    std::vector<ArmResult> arms{};   ///< in the experiment's order, buckets within
    std::vector<PairResult> pairs{}; ///< every two arms that share a bucket's problems: so many looks
    std::vector<TrainingCost> trainings{};
    std::map<std::string, std::string> parents{}; ///< of a trained model: the one that it began from
    std::vector<std::string> missing{};           ///< arms that have not finished
    std::vector<SharedRun> shared{};              ///< arms and stages that are one run
    std::vector<DrawnBefore> drawnBefore{};       ///< arms with samples of another
    std::vector<Reliability> reliabilities{};     ///< of arms whose answers say how sure they were
    Exposure exposure{};                          ///< what the models may have seen of the problems
    std::vector<std::string> bucketNames() const;
    std::vector<std::string> armNames() const;
    const ArmResult *find(const std::string &arm, const std::string &bucket) const;
    const PairResult *pair(const std::string &a, const std::string &b, const std::string &bucket) const;
};

/// From the finished arms' answers. Errors: experiment.never_run, compare.nothing_finished, answers.*.
Result<Comparison> compare(Project &project, const Plan &plan);
/// As promised in the command line's documentation, one object.
Json toJson(const Comparison &comparison);
std::string toCsv(const Comparison &comparison);
/// For a terminal: aligned, with the claims and what did not gain said under each bucket.
std::string toTable(const Comparison &comparison);

/// "sequential_revision: from a draft to the next 5 wrong answers became right and 2 right ones wrong; the first drafts
/// alone: 12 of 40 right." Of arms that revise alone.
std::string revisionSentence(const ArmResult &arm);

/// With the steps of the answers labelled, where a rule of the arms can do it.
Result<std::vector<AnswerPair>> answersSideBySide(Project &project, const Plan &plan, const std::string &armA,
                                                  const std::string &armB);

} // namespace lapidary
