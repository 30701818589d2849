// SPDX-License-Identifier: Apache-2.0
#include "core/engine/feedback/revise_totals.h"
#include "core/data/feedback/violations.h"
#include "core/stats/intervals.h"
#include "core/text/answer/finish.h"
#include <fstream>

namespace lapidary {
namespace {

struct Totals {
    std::int64_t answers = 0, faulty = 0, unchanged = 0, rows = 0, pairs = 0;
    ViolationCount before{}, after{};
    std::vector<ViolationCount> eachBefore{}, eachAfter{};
};

/// Rows of one answer, and what checks say of it. A revision that was cut, or is empty, is none.
Status addLine(const Json &line, const Constitution &constitution, const Rule &rule, Totals &totals,
               ReviseTotals &out) {
    const auto problem = problemFromJson(line);
    if (!problem) return unexpected(problem.error());
    const Json &last = line.at("rounds").back();
    const std::string answer = line.at("answer"), answerEnd = line.at("finish_reason"), revision = last.at("revision"),
                      revisionEnd = last.at("finish_reason");
    ++totals.answers;
    totals.before.add(countViolations(constitution, rule, *problem, answer, answerEnd, totals.eachBefore));
    totals.after.add(countViolations(constitution, rule, *problem, revision, revisionEnd, totals.eachAfter));
    if (!faultOf(revision, revisionEnd).empty()) {
        ++totals.faulty;
        return {};
    }
    ++totals.rows;
    out.demonstrations +=
        dumpJson({{"id", problem->id}, {"prompt", line.at("prompt")}, {"completion", revision}, {"made_by", "ai"}}) +
        "\n";
    if (revision == answer) {
        ++totals.unchanged;
        return {};
    }
    ++totals.pairs;
    Json pair = {{"id", problem->id},
                 {"prompt", line.at("prompt")},
                 {"chosen", revision},
                 {"rejected", answer},
                 {"made_by", "ai"}};
    if (!endedItself(answerEnd)) pair["rejected_terminated"] = false;
    pair["principle"] = last.at("principle");
    out.pairs += dumpJson(pair) + "\n";
    return {};
}

Result<Json> rates(const ViolationCount &before, const ViolationCount &after) {
    Json out = Json::object();
    for (const auto &[name, count] : {std::pair("before", &before), {"after", &after}}) {
        out[std::string(name)] = {{"answers", count->answers}, {"violations", count->broken}};
        if (count->answers == 0) continue;
        const auto interval = stats::wilson(count->broken, count->answers);
        if (!interval) return unexpected(interval.error());
        out[std::string(name)].update(
            {{"rate", interval->value}, {"rate_low", interval->low}, {"rate_high", interval->high}});
    }
    return out;
}

Status addRates(const Constitution &constitution, const Totals &totals, Json &result) {
    auto all = rates(totals.before, totals.after);
    if (!all) return unexpected(all.error());
    result["violations"] = std::move(*all);
    result["principles"] = Json::array();
    for (std::size_t i = 0; i < constitution.size(); ++i) {
        if (!constitution[i].isChecked()) continue;
        auto each = rates(totals.eachBefore[i], totals.eachAfter[i]);
        if (!each) return unexpected(each.error());
        (*each)["name"] = constitution[i].name;
        result["principles"].push_back(std::move(*each));
    }
    return {};
}

} // namespace

Result<ReviseTotals> reviseTotals(const fs::path &revisions, const Constitution &constitution, const Rule &rule) {
    ReviseTotals out;
    Totals totals;
    totals.eachBefore.resize(constitution.size());
    totals.eachAfter.resize(constitution.size());
    std::ifstream in(revisions);
    for (std::string text; std::getline(in, text);) {
        const auto line = parseJson(text, {.depth = 128});
        if (!line) return unexpected(line.error());
        if (auto ok = addLine(*line, constitution, rule, totals, out); !ok) return unexpected(ok.error());
    }
    if (totals.rows == 0)
        return fail({.code = "revise.none",
                     .message = "no revision is a whole text, so that nothing can be learnt from them",
                     .file = revisions.string(),
                     .found = {"{0} revisions, all of them cut or empty", totals.answers},
                     .remedy = "Raise max_new_tokens, or ask otherwise (revision_prompt, revision_prefix)."});
    out.result = {{"answers", totals.answers},
                  {"rows", totals.rows},
                  {"pairs", totals.pairs},
                  {"faulty", totals.faulty},
                  {"unchanged", totals.unchanged}};
    if (auto ok = addRates(constitution, totals, out.result); !ok) return unexpected(ok.error());
    if (totals.before.answers > 0)
        out.summary = {"Of {0} answers {1} broke a principle that a rule can check before, {2} after the revision.",
                       totals.before.answers, totals.before.broken, totals.after.broken};
    return out;
}

} // namespace lapidary
