// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/answers.h"
#include "core/workbench/jsonl.h"
#include <map>

namespace lapidary {
namespace {

Result<AnswerRow> answerRow(const Json &row) {
    AnswerRow out;
    for (auto [key, target] : {std::pair{"bucket", &out.bucket}, {"id", &out.id}, {"prompt", &out.prompt}, {"reference", &out.reference}, {"text", &out.answer.text}}) {
        auto value = getString(row, key);
        if (!value) return unexpected(value.error());
        *target = std::move(*value);
    }
    out.answer.answer = getString(row, "answer").value_or("");
    out.answer.correct = row.value("correct", Json()) == true;
    if (const Json faithful = row.value("faithful", Json()); faithful.is_boolean()) out.answer.faithful = faithful.get<bool>();
    const Json tokens = row.value("tokens", Json::object());
    for (const char *kind : {"kept", "rejected", "rollout", "verifier"}) {
        const auto count = getNumber(tokens, kind);
        if (!count) return unexpected(count.error());
        out.answer.tokens += *count;
    }
    const auto seconds = getNumber(row, "seconds");
    if (!seconds) return unexpected(seconds.error());
    out.seconds = *seconds;
    out.oracle = row.value("oracle", Json()) == true;
    return out;
}

const PlannedRun *armOf(const Plan &plan, const std::string &name) {
    for (const auto &run : plan.runs)
        if (run.kind == "evaluate" && run.name == name) return &run;
    return nullptr;
}

Result<std::vector<AnswerRow>> answersOf(const Project &project, const Plan &plan, const std::string &arm) {
    const auto *run = armOf(plan, arm);
    if (!run) return fail({.code = "compare.unknown_arm", .message = "the experiment has no such arm", .found = arm});
    return readAnswers(project.runFolder(run->id) / "answers.jsonl");
}

} // namespace

Result<std::vector<AnswerRow>> readAnswers(const fs::path &file) {
    std::vector<AnswerRow> rows;
    const auto read = forEachRow(file, [&](const Json &row) -> Status {
        auto answer = answerRow(row);
        if (!answer) return unexpected(answer.error());
        rows.push_back(std::move(*answer));
        return {};
    });
    if (!read) return unexpected(read.error());
    return rows;
}

Result<std::vector<AnswerPair>> answersSideBySide(Project &project, const Plan &plan, const std::string &armA, const std::string &armB) {
    auto a = answersOf(project, plan, armA);
    if (!a) return unexpected(a.error());
    auto b = answersOf(project, plan, armB);
    if (!b) return unexpected(b.error());
    std::map<std::pair<std::string, std::string>, AnswerRow *> byProblem;
    for (auto &row : *b) byProblem[{row.bucket, row.id}] = &row;
    std::vector<AnswerPair> out;
    for (auto &row : *a) {
        const auto other = byProblem.find({row.bucket, row.id});
        if (other == byProblem.end() || other->second->prompt != row.prompt) continue;
        out.push_back({row.bucket, row.id, row.prompt, row.reference, std::move(row.answer), other->second->answer});
    }
    return out;
}

} // namespace lapidary
