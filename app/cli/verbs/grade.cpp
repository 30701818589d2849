// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/verbs/registry.h"
#include "core/data/tasks/rule.h"
#include "core/text/answer/finish.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct GradeFlags {
    std::string rule;
    LineFlags lines;
};

/// "problem" is a prompt, or the whole row of a problem; without one the reference alone must do.
Result<Problem> problemOf(const Json &request) {
    Json row = Json::object();
    if (const auto it = request.find("problem"); it != request.end()) {
        if (!it->is_string() && !it->is_object())
            return fail(wrongField("problem", *it, "a prompt, or an object with \"prompt\""));
        if (it->is_string())
            row["prompt"] = *it;
        else
            row = *it;
    }
    if (!row.contains("prompt")) row["prompt"] = "";
    if (const auto it = request.find("reference"); it != request.end()) row["reference"] = *it;
    if (!request.contains("problem") && !request.contains("reference"))
        return fail({.code = "request.input",
                     .message = "A response is graded against something",
                     .field = "reference",
                     .found = "nothing",
                     .expected = "\"reference\" or \"problem\""});
    return problemFromJson(row);
}

Result<Json> grade(const Json &request, const Rule &rule) {
    if (const auto ok = checkRequest(request, {"response", "reference", "problem", "finish_reason"}); !ok)
        return unexpected(ok.error());
    const auto response = getString(request, "response");
    if (!response) return unexpected(response.error());
    const auto problem = problemOf(request);
    if (!problem) return unexpected(problem.error());
    const auto finish =
        request.contains("finish_reason") ? getString(request, "finish_reason") : Result<std::string>("stop");
    if (!finish) return unexpected(finish.error());
    const Verdict verdict = gradeCompletion(rule, *problem, *response, *finish);
    Json out = {{"valid", verdict.wellFormed},
                {"extracted", verdict.answer ? Json(*verdict.answer) : Json()},
                {"correct", verdict.scorable ? Json(verdict.correct) : Json()}};
    if (!verdict.scorable) out["unscorable"] = true;
    if (!endedItself(*finish)) out["cut"] = true;
    if (verdict.faithful) out["faithful"] = *verdict.faithful;
    if (verdict.steps.empty()) return out;
    for (const auto &step : verdict.steps) out["steps"].push_back({{"text", step.text}, {"correct", step.right}});
    return out;
}

} // namespace

Action defineGrade(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<GradeFlags>();
    std::string known;
    for (const auto &name : ruleForms()) known += (known.empty() ? "" : ", ") + name;
    command.add_option("rule", flags->rule, "How answers are found and compared: " + known)
        ->required()
        ->type_name("RULE");
    addLineFlags(command, flags->lines);
    command.footer(
        "Request {\"response\", \"reference\"} or {\"problem\", \"response\"} (a prompt, or a row of `task`), "
        "optionally \"finish_reason\" (default: stop), answer {\"valid\", \"extracted\", \"correct\", \"steps\"?}. "
        "Without a reference that an answer could be equal to, \"correct\" is null and \"unscorable\" true.");
    return [flags, &common]() -> Result<int> {
        const auto rule = ruleByName(flags->rule);
        if (!rule) return unexpected(rule.error());
        return answerLines(flags->lines, common, [&](const Json &request) { return grade(request, **rule); });
    };
}

} // namespace lapidary
