// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/judge_rows.h"
#include "core/data/feedback/judge_config.h"
#include "core/workbench/data/jsonl.h"

namespace lapidary {
namespace {

constexpr const char *kFile = "judge.jsonl";

struct JudgeRowsConfig {
    JudgeConfig judge{};
    bool asMessages = false;
    static const Described<JudgeRowsConfig> &described() {
        using C = JudgeRowsConfig;
        static const auto d = Described<C>()
                                  .include(JudgeConfig::described(), &C::judge)
                                  .add("as_messages", &C::asMessages, "",
                                       "writes question and answer as messages, for a judge with a chat template");
        return d;
    }
};

Json messageOf(const char *role, const std::string &content) {
    return Json::array({Json{{"role", role}, {"content", content}}});
}

/// One demonstration for each order, so that the place of an answer tells nothing.
Status addBoth(const Contest &contest, const JudgeRowsConfig &config, std::vector<Json> &out) {
    for (const bool swapped : {false, true}) {
        const auto question = judgeQuestion(config.judge, contest, nullptr, swapped);
        if (!question) return unexpected(question.error());
        const std::string answer = config.judge.answerPrefix + config.judge.answers[swapped ? 1 : 0];
        Json row = {{"id", contest.id + (swapped ? "/b" : "/a")}};
        row["prompt"] = config.asMessages ? messageOf("user", *question) : Json(*question);
        row["completion"] = config.asMessages ? messageOf("assistant", answer) : Json(answer);
        out.push_back(std::move(row));
    }
    return {};
}

Result<RunKind::Made> work(const fs::path &runFolder, const Json &settings, const RowWork &rows) {
    const auto config = JudgeRowsConfig::described().read(settings);
    if (!config) return fail(joined(config.error()));
    if (config->judge.answers.size() != 2)
        return fail({.code = "judge.answers",
                     .message = "a judge chooses between two answers",
                     .field = "answers",
                     .found = {"{0} of them", config->judge.answers.size()},
                     .expected = "two, as [\"A\", \"B\"]"});
    std::vector<Json> made;
    std::int64_t pairs = 0;
    const auto read = forEachRow(runFolder / "pairs.jsonl", [&](const Json &row) -> Status {
        if (auto on = rows.next(++pairs); !on) return on;
        const auto contest = contestOfPair(row);
        if (!contest) return unexpected(contest.error());
        return addBoth(*contest, *config, made);
    });
    if (!read) return unexpected(read.error());
    if (made.empty())
        return fail({.code = "judge.none",
                     .message = "there are no pairs that a judge could learn from",
                     .file = (runFolder / "pairs.jsonl").string(),
                     .found = "no rows"});
    if (auto written = writeFileAtomic(runFolder / kFile, toJsonl(made)); !written) return unexpected(written.error());
    return RunKind::Made{{{"file", kFile}, {"rows", made.size()}, {"prompts", pairs}}};
}

} // namespace

RunKind judgeRowsKind() {
    return {
        .info = {.name = "judge_rows",
                 .summary = "rows for a judge",
                 .role = "stage",
                 .spec = JudgeRowsConfig::described().spec(),
                 .inputs = {{.name = "pairs",
                             .what = Artifact::Rows,
                             .layout = "preference",
                             .effect = "preferences; a judge learns to say of each pair, in both orders, which side "
                                       "was preferred"}},
                 .outputs = {{.name = "rows", .what = Artifact::Rows, .file = kFile, .layout = "prompt_completion"}}},
        .work = work};
}

} // namespace lapidary
