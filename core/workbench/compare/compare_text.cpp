// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv.h"
#include "core/workbench/compare/compare.h"
#include "core/workbench/compare/gains.h"
#include "core/workbench/compare/text_table.h"
#include <algorithm>

namespace lapidary {
namespace {

std::string formatted(const char *format, double value) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

/// What an arm's n leaves out.
std::string unscorableSentence(const Comparison &comparison, const std::string &bucket) {
    std::string text;
    for (const auto &arm : comparison.arms)
        if (arm.bucket == bucket && arm.unscorable > 0)
            text += "  " + arm.name + ": " + std::to_string(arm.unscorable) + " of " +
                    std::to_string(arm.n + arm.unscorable) +
                    " problems are unscorable (no usable reference) and are left out.\n";
    return text;
}

std::string bucketTable(const Comparison &comparison, const std::string &bucket) {
    TextTable table;
    const bool chains = std::any_of(comparison.arms.begin(), comparison.arms.end(),
                                    [&](const auto &a) { return a.bucket == bucket && a.faithful; });
    std::vector<std::string> head{"arm", "role", "accuracy", "95 % interval", "right/n", "cut"};
    if (chains) head.push_back("faithful");
    head.insert(head.end(), {"tokens", "seconds"});
    table.row(head);
    for (const auto &arm : comparison.arms) {
        if (arm.bucket != bucket) continue;
        std::vector<std::string> cells{arm.name,
                                       arm.oracle ? "oracle *" : arm.role,
                                       arm.n > 0 ? formatted("%.3f", arm.accuracy) : "–",
                                       formatted("%.3f", arm.low) + "-" + formatted("%.3f", arm.high),
                                       std::to_string(arm.correct) + "/" + std::to_string(arm.n),
                                       formatted("%.1f %%", 100 * arm.cutRate())};
        if (chains) cells.push_back(arm.faithful ? formatted("%.3f", *arm.faithful) : "");
        cells.push_back(formatted("%.1f", arm.tokensPerProblem));
        cells.push_back(formatted("%.1f", arm.seconds));
        table.row(std::move(cells));
    }
    std::string revised;
    for (const auto &arm : comparison.arms)
        if (arm.bucket == bucket && arm.revisions) revised += "  " + revisionSentence(arm) + "\n";
    for (const Reliability &told : comparison.reliabilities)
        if (told.bucket == bucket) revised += "  " + sentence(told) + "\n";
    return bucket + "\n" + table.text() + unscorableSentence(comparison, bucket) + revised;
}

std::string costTable(const Comparison &comparison) {
    TextTable table;
    table.row({"training", "from", "tokens trained", "tokens sampled", "seconds"});
    for (const auto &training : comparison.trainings)
        table.row({training.name + " (" + training.algorithm + ")", training.model,
                   std::to_string(training.cost.tokensTrained), std::to_string(training.cost.tokensSampled),
                   formatted("%.1f", training.cost.seconds)});
    std::string changes;
    for (const auto &training : comparison.trainings)
        for (const auto &change : training.changes)
            changes += "  " + training.name + " was changed: " + describe(change) + ".\n";
    return table.text() + changes;
}

Json costJson(const Cost &cost) {
    return {{"tokens_trained", cost.tokensTrained}, {"tokens_sampled", cost.tokensSampled}, {"seconds", cost.seconds}};
}

Json calibrationJson(const Reliability &told) {
    Json bins = Json::array();
    for (const auto &bin : told.calibration.bins)
        if (bin.count > 0)
            bins.push_back({{"low", bin.low},
                            {"high", bin.high},
                            {"n", bin.count},
                            {"confidence", bin.confidence},
                            {"accuracy", bin.accuracy}});
    return {{"problems", told.problems},
            {"ece", told.calibration.ece},
            {"ece_floor", told.floor},
            {"bins", std::move(bins)}};
}

Json claimsJson(const Comparison &comparison) {
    Json claims = Json::array();
    for (const auto &bucket : comparison.bucketNames())
        for (const auto &gain : gainsOf(comparison, bucket))
            claims.push_back({{"bucket", bucket},
                              {"from", gain.from->name},
                              {"to", gain.to->name},
                              {"against_control", gain.againstControl},
                              {"same_model", gain.sameModel},
                              {"difference", gain.to->accuracy - gain.from->accuracy},
                              {"p", gain.p},
                              {"p_holm", gain.pHolm},
                              {"looks", gain.looks},
                              {"tokens_from", gain.from->tokensPerProblem},
                              {"tokens_to", gain.to->tokensPerProblem},
                              {"chosen_among", gain.chosenAmong},
                              {"after_the_fact", gain.afterTheFact()},
                              {"gains", gain.gains()}});
    return claims;
}

Json pairsJson(const Comparison &comparison) {
    Json pairs = Json::array();
    for (const auto &pair : comparison.pairs)
        pairs.push_back({{"a", pair.a},
                         {"b", pair.b},
                         {"bucket", pair.bucket},
                         {"a_only", pair.aOnly},
                         {"b_only", pair.bOnly},
                         {"p", pair.p},
                         {"p_holm", pair.pHolm},
                         {"looks", comparison.pairs.size()}});
    return pairs;
}

} // namespace

Json toJson(const Comparison &comparison) {
    Json arms = Json::array(), trainings = Json::array();
    for (const auto &arm : comparison.arms) {
        Json row = {{"name", arm.name},
                    {"role", arm.role},
                    {"model", arm.model},
                    {"strategy", arm.strategy},
                    {"bucket", arm.bucket},
                    {"n", arm.n},
                    {"unscorable", arm.unscorable},
                    {"correct", arm.correct},
                    {"accuracy", arm.n > 0 ? Json(arm.accuracy) : Json()},
                    {"samples", arm.samples},
                    {"cut", arm.cut},
                    {"cut_rate", arm.cutRate()},
                    {"low", arm.low},
                    {"high", arm.high},
                    {"tokens_per_problem", arm.tokensPerProblem},
                    {"seconds", arm.seconds},
                    {"seed", arm.seed}};
        if (arm.faithful) row["faithful"] = *arm.faithful;
        if (arm.revisions) row["revisions"] = toJson(*arm.revisions);
        if (arm.training) row["training"] = costJson(*arm.training);
        for (const Reliability &told : comparison.reliabilities)
            if (told.arm == arm.name && told.bucket == arm.bucket) row["calibration"] = calibrationJson(told);
        arms.push_back(std::move(row));
    }
    for (const auto &training : comparison.trainings) {
        Json row = {{"name", training.name}, {"algorithm", training.algorithm}, {"model", training.model}};
        row.update(costJson(training.cost));
        for (const auto &change : training.changes)
            row["changes"].push_back(
                {{"step", change.step}, {"field", change.field}, {"old", change.before}, {"new", change.after}});
        trainings.push_back(std::move(row));
    }
    Json out = {{"arms", std::move(arms)},
                {"pairs", pairsJson(comparison)},
                {"looks", comparison.pairs.size()},
                {"claims", claimsJson(comparison)},
                {"trainings", std::move(trainings)}};
    out["exposure"] = toJson(comparison.exposure);
    for (const auto &run : comparison.shared) out["shared_runs"].push_back({{"run", run.id}, {"names", run.names}});
    for (const auto &arm : comparison.drawnBefore)
        out["drawn_before"].push_back({{"arm", arm.arm}, {"problems", arm.problems}, {"of", arm.of}});
    if (!comparison.missing.empty()) out["missing"] = comparison.missing;
    return out;
}

namespace {

/// The paired test against the strongest control of the bucket; empty for that control itself, and where there is none.
std::string controlFields(const Comparison &comparison, const ArmResult &arm) {
    const ArmResult *control = strongestControl(comparison, arm.bucket);
    const PairResult *pair = control ? comparison.pair(control->name, arm.name, arm.bucket) : nullptr;
    if (!pair) return ",,,,";
    return "," + csvField(control->name) + formatted(",%.17g", pair->p) + formatted(",%.17g", pair->pHolm) + "," +
           std::to_string(comparison.pairs.size());
}

std::string costFields(const ArmResult &arm) {
    if (!arm.training) return ",,,";
    return "," + std::to_string(arm.training->tokensTrained) + "," + std::to_string(arm.training->tokensSampled) +
           formatted(",%.17g", arm.training->seconds);
}

} // namespace

std::string toCsv(const Comparison &comparison) {
    std::string text = "name,role,model,strategy,bucket,n,correct,accuracy,low,high,faithful,tokens_per_problem,"
                       "seconds,seed,unscorable,samples,cut,cut_rate,"
                       "control,p_control,p_holm_control,looks,tokens_trained,tokens_sampled,training_seconds\n";
    for (const auto &arm : comparison.arms) {
        for (const auto &field : {arm.name, arm.role, arm.model, arm.strategy, arm.bucket})
            text += csvField(field) + ",";
        text += std::to_string(arm.n) + "," + std::to_string(arm.correct);
        for (const double value : {arm.accuracy, arm.low, arm.high}) text += formatted(",%.17g", value);
        text += "," + (arm.faithful ? formatted("%.17g", *arm.faithful) : "") +
                formatted(",%.17g", arm.tokensPerProblem) + formatted(",%.17g", arm.seconds) + "," +
                std::to_string(arm.seed);
        for (const auto count : {arm.unscorable, arm.samples, arm.cut}) text += "," + std::to_string(count);
        text += formatted(",%.17g", arm.cutRate()) + controlFields(comparison, arm) + costFields(arm) + "\n";
    }
    return text;
}

std::string revisionSentence(const ArmResult &arm) {
    const Revisions &made = arm.revisions.value();
    return arm.name + ": from a draft to the next " + std::to_string(made.wrongToRight) +
           " wrong answers became right and " + std::to_string(made.rightToWrong) +
           " right ones wrong; the first drafts alone: " + std::to_string(made.firstRight) + " of " +
           std::to_string(made.problems) + " right.";
}

std::string toTable(const Comparison &comparison) {
    std::string text = comparison.experiment + ", seed " + std::to_string(comparison.arms.front().seed) + "\n";
    for (const auto &bucket : comparison.bucketNames()) {
        text += "\n" + bucketTable(comparison, bucket);
        if (!strongestControl(comparison, bucket))
            text += "  No control arm was measured here: what is gained may come from elsewhere.\n";
        for (const auto &step : gainsOf(comparison, bucket)) text += "  " + sentence(step) + "\n";
    }
    if (!comparison.trainings.empty()) text += "\n" + costTable(comparison);
    text += "\nIntervals: Wilson. p: McNemar's exact test on the same problems; Holm p: corrected for all paired tests "
            "of the comparison (looks).\n"
            "tokens: spent a problem, all samples counted. A training's tokens sampled: its rollouts, or the samples "
            "that its data were made of.\n"
            "cut: share of the completions that were cut before they ended; a cut one neither votes nor wins nor is "
            "right.\n";
    if (std::any_of(comparison.arms.begin(), comparison.arms.end(), [](const auto &arm) { return arm.oracle; }))
        text += "* chooses by the reference answers: a ceiling, not a method.\n";
    for (const auto &line : sentences(comparison.exposure)) text += line + "\n";
    for (const auto &run : comparison.shared) text += sentence(run) + ".\n";
    for (const auto &arm : comparison.drawnBefore) text += sentence(arm) + ".\n";
    if (!comparison.missing.empty()) {
        text += "Not finished:";
        for (const auto &name : comparison.missing) text += " " + name + ";";
        text.back() = '.';
        text += "\n";
    }
    return text;
}

} // namespace lapidary
