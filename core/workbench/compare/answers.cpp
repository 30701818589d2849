// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/answers.h"
#include "core/data/tasks/task.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace lapidary {
namespace {

/// What tells a problem from every other one of an experiment.
using ProblemKey = std::tuple<std::string, std::string, std::string>;
ProblemKey keyOf(const AnswerRow &row) {
    return {row.bucket, row.id, row.prompt};
}

Result<AnswerRow> answerRow(const Json &row) {
    AnswerRow out;
    for (auto [key, target] :
         {std::pair{"bucket", &out.bucket}, {"id", &out.id}, {"prompt", &out.prompt}, {"reference", &out.reference}}) {
        auto value = getString(row, key);
        if (!value) return unexpected(value.error());
        *target = std::move(*value);
    }
    out.prompt = questionOf(row); // arms may put one problem to their models in different words
    for (const char *key : {"tokens", "seconds"})
        if (!row.contains(key)) return unexpected(getNumber(row, key).error()); // who compares must know what it cost
    auto graded = gradedAnswer(row);
    if (!graded) return unexpected(graded.error());
    out.graded = std::move(*graded);
    const auto wasCut = [](const GradedAnswer &each) { return !endedItself(each.answer.finishReason); };
    out.cut = wasCut(out.graded);
    if (const auto told = row.find("revisions"); told != row.end() && !told->is_null()) {
        const auto revisions = revisionsFromJson(*told);
        if (!revisions) return unexpected(revisions.error());
        out.revisions = *revisions;
    }
    if (row.contains("confidence")) {
        const auto confidence = getNumber(row, "confidence");
        if (!confidence) return unexpected(confidence.error());
        if (!(*confidence >= 0 && *confidence <= 1))
            return fail({.code = "answer.bad_field",
                         .message = "a confidence is a share",
                         .field = "confidence",
                         .found = dumpJson(row["confidence"]),
                         .expected = "a number from 0 to 1"});
        out.confidence = *confidence;
    }
    const auto samples = gradedAnswers(row, "samples");
    if (!samples) return unexpected(samples.error());
    if (samples->empty()) return out;
    out.samples = static_cast<std::int64_t>(samples->size());
    out.cut = std::count_if(samples->begin(), samples->end(), wasCut);
    return out;
}

const PlannedRun *armOf(const Plan &plan, const std::string &name) {
    for (const auto &run : plan.runs)
        if (isArm(run.kind) && run.name == name) return &run;
    return nullptr;
}

/// Labels the steps; without one the answers stand unlabelled.
std::unique_ptr<Rule> ruleOf(const Plan &plan) {
    for (const PlannedRun &run : plan.runs)
        if (isArm(run.kind) && run.config.contains("rule"))
            if (auto made = ruleByName(run.config.value("rule", std::string()))) return std::move(*made);
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

Result<std::vector<AnswerPair>> answersSideBySide(Project &project, const Plan &plan, const std::string &armA,
                                                  const std::string &armB) {
    auto a = answersOf(project, plan, armA);
    if (!a) return unexpected(a.error());
    auto b = answersOf(project, plan, armB);
    if (!b) return unexpected(b.error());
    std::map<ProblemKey, AnswerRow *> byProblem;
    for (auto &row : *b) byProblem[keyOf(row)] = &row;
    const auto rule = ruleOf(plan);
    std::vector<AnswerPair> out;
    for (auto &row : *a) {
        const auto other = byProblem.find(keyOf(row));
        if (other == byProblem.end()) continue;
        out.push_back({row.bucket, row.id, row.prompt, row.reference, std::move(row.graded), other->second->graded});
        AnswerPair &pair = out.back();
        const Problem problem{.id = pair.id, .prompt = pair.prompt, .reference = pair.reference};
        for (GradedAnswer *each : {&pair.a, &pair.b})
            if (rule) labelSteps(*rule, problem, *each);
    }
    return out;
}

namespace {

/// Hardest first; equals stay in the order in which they were asked.
void sortByDifficulty(AnswerMatrix &matrix) {
    std::vector<std::size_t> order(matrix.ids.size());
    std::iota(order.begin(), order.end(), 0);
    std::vector<int> solved(order.size());
    for (const auto &row : matrix.right)
        for (std::size_t p = 0; p < order.size(); ++p) solved[p] += row[p] > 0;
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return solved[a] < solved[b]; });
    AnswerMatrix sorted{.bucket = matrix.bucket, .arms = matrix.arms};
    for (const auto p : order) {
        sorted.ids.push_back(matrix.ids[p]);
        sorted.prompts.push_back(matrix.prompts[p]);
    }
    for (const auto &row : matrix.right) {
        sorted.right.emplace_back();
        for (const auto p : order) sorted.right.back().push_back(row[p]);
    }
    matrix = std::move(sorted);
}

} // namespace

Result<std::vector<AnswerMatrix>> answerMatrices(const Project &project, const Plan &plan) {
    std::vector<AnswerMatrix> out;
    std::map<ProblemKey, std::size_t> place;
    for (const auto &run : plan.runs) {
        if (!isArm(run.kind)) continue;
        const auto state = loggedState(project.runFolder(run.id));
        if (!state) return unexpected(state.error());
        if (state->state != "finished") continue;
        const auto rows = readAnswers(project.runFolder(run.id) / "answers.jsonl");
        if (!rows) return unexpected(rows.error());
        for (const auto &row : *rows) {
            auto it =
                std::find_if(out.begin(), out.end(), [&](const AnswerMatrix &m) { return m.bucket == row.bucket; });
            if (it == out.end()) it = out.insert(out.end(), AnswerMatrix{.bucket = row.bucket});
            if (it->arms.empty() || it->arms.back() != run.name) {
                it->arms.push_back(run.name);
                it->right.emplace_back(it->ids.size(), std::int8_t{-1});
            }
            const auto [at, fresh] = place.try_emplace(keyOf(row), it->ids.size());
            if (fresh) {
                it->ids.push_back(row.id);
                it->prompts.push_back(row.prompt);
                for (auto &each : it->right) each.push_back(-1);
            }
            it->right.back()[at->second] = !row.graded.isScorable() ? -1 : row.graded.isRight() ? 1 : 0;
        }
    }
    for (auto &matrix : out) sortByDifficulty(matrix);
    return out;
}

} // namespace lapidary
