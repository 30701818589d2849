// SPDX-License-Identifier: Apache-2.0
#include "core/engine/feedback/feedback_totals.h"
#include "core/stats/intervals.h"
#include <cmath>
#include <fstream>

namespace lapidary {
namespace {

double entropyOf(double p) {
    const auto term = [](double x) { return x > 0 ? -x * std::log(x) : 0.0; };
    return term(p) + term(1 - p);
}

struct Counts {
    std::int64_t contests = 0, inconsistent = 0, ties = 0, rows = 0;
    std::int64_t judged = 0, right = 0; ///< of those that gold can tell
    double entropy = 0, mass = 0, firstShown = 0;
    double sureness = 0, squares = 0; ///< of the judged
};

void count(const Json &line, bool dropInconsistent, Counts &counts, std::string &rows) {
    const bool consistent = line.at("consistent") == true, tie = line.at("tie") == true;
    ++counts.contests;
    counts.inconsistent += !consistent;
    counts.ties += tie;
    counts.entropy += entropyOf(line.at("soft").get<double>());
    counts.mass += line.at("mass").get<double>();
    // of the two answers the one that is shown first: 0.5 without a bias
    counts.firstShown += 0.5 * (line.at("first").get<double>() + 1 - line.at("second").get<double>());
    const Json gold = line.at("gold");
    if (gold.is_boolean()) {
        const double p = line.at("soft").get<double>(), off = p - (gold.get<bool>() ? 1.0 : 0.0);
        ++counts.judged;
        counts.sureness += std::max(p, 1 - p);
        counts.squares += off * off;
        counts.right += !tie && (line.at("soft").get<double>() > 0.5) == gold.get<bool>();
    }
    if (tie || (dropInconsistent && !consistent)) return;
    ++counts.rows;
    rows += dumpJson(line.at("row")) + "\n";
}

/// How far it agrees with whoever knows, where anybody does.
Status addAccuracy(const Counts &counts, Json &result) {
    result["judged"] = counts.judged;
    result["right"] = counts.right;
    if (counts.judged == 0) return {};
    const auto interval = stats::wilson(counts.right, counts.judged);
    if (!interval) return unexpected(interval.error());
    result["accuracy"] = interval->value;
    result["accuracy_low"] = interval->low;
    result["accuracy_high"] = interval->high;
    const auto judged = static_cast<double>(counts.judged);
    result["overconfidence"] = counts.sureness / judged - interval->value;
    result["brier"] = counts.squares / judged;
    return {};
}

std::string percent(double share) {
    return std::to_string(static_cast<int>(std::lround(100 * share)));
}

Sentence summaryOf(const Counts &counts, const Json &result) {
    const Sentence order{"asked in the other order the judge says another thing of {0} of {1} pairs; {2} rows are left",
                         counts.inconsistent, counts.contests, counts.rows};
    if (counts.judged == 0) return {"Nobody can tell how often the judge is right; {0}.", order};
    return {"The judge is right on {0} of {1} pairs that a grader or a vote can tell: {2} % [{3}, {4}]; {5}.",
            counts.right,
            counts.judged,
            percent(result["accuracy"].get<double>()),
            percent(result["accuracy_low"].get<double>()),
            percent(result["accuracy_high"].get<double>()),
            order};
}

} // namespace

Result<FeedbackTotals> feedbackTotals(const fs::path &judgements, bool dropInconsistent) {
    FeedbackTotals out;
    Counts counts;
    std::ifstream in(judgements);
    for (std::string text; std::getline(in, text);) {
        const auto line = parseJson(text, {.depth = 128});
        if (!line) return unexpected(line.error());
        count(*line, dropInconsistent, counts, out.rows);
    }
    if (counts.rows == 0)
        return fail({.code = "feedback.none",
                     .message = "the judge prefers none of two answers, whatever their order",
                     .file = judgements.string(),
                     .found = {"{0} pairs, {1} of them judged otherwise in the other order", counts.contests,
                               counts.inconsistent},
                     .remedy =
                         "Ask a stronger judge or another judge_prompt; drop_inconsistent = false keeps pairs that "
                         "depend on the order."});
    const auto all = static_cast<double>(counts.contests);
    out.result = {{"pairs", counts.rows},
                  {"contests", counts.contests},
                  {"inconsistent", counts.inconsistent},
                  {"inconsistent_share", static_cast<double>(counts.inconsistent) / all},
                  {"ties", counts.ties},
                  {"label_entropy", counts.entropy / all},
                  {"first_shown", counts.firstShown / all},
                  {"answer_mass", counts.mass / all}};
    if (auto ok = addAccuracy(counts, out.result); !ok) return unexpected(ok.error());
    out.summary = summaryOf(counts, out.result);
    return out;
}

} // namespace lapidary
