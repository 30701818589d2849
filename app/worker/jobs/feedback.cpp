// SPDX-License-Identifier: Apache-2.0
// Preferences from AI feedback (Bai et al. 2022, Lee et al. 2023): a judge compares the answers to a prompt two by two,
// in both orders, by a principle of a constitution where there is one.
#include "app/worker/jobs/feedback.h"
#include "app/worker/jobs/problem_job.h"
#include "core/base/rng.h"
#include "core/data/row_file.h"
#include "core/engine/feedback/feedback_totals.h"
#include "core/engine/feedback/judging.h"

namespace lapidary {
namespace {

constexpr const char *kJudgements = "judgements.jsonl", *kRows = "feedback.jsonl";
constexpr std::size_t kContestsPerChunk = 32;

struct FeedbackConfig {
    JudgeConfig judge{};
    std::string constitution{};
    std::int64_t maxPairsPerPrompt = 1;
    bool dropInconsistent = true;
    std::int64_t seed = 0;
    static const Described<FeedbackConfig> &described() {
        using C = FeedbackConfig;
        static const auto d =
            Described<C>()
                .add("constitution", &C::constitution, "",
                     "a file of principles, of which one is drawn for each pair; without one the better answer is "
                     "asked for")
                .add("max_pairs_per_prompt", &C::maxPairsPerPrompt, atLeast(1), "pairs",
                     "of the samples of a prompt; more pairs, but of fewer different prompts")
                .add("drop_inconsistent", &C::dropInconsistent, "",
                     "leaves out pairs of which the judge says another thing in the other order")
                .include(JudgeConfig::described(), &C::judge)
                .add("seed", &C::seed, "", "which principle is drawn for which pair");
        return d;
    }
};

/// All contests of a file, each with its line where something is wrong.
Status readContests(const fs::path &file, const std::function<Result<std::vector<Contest>>(const Json &)> &read,
                    std::vector<Contest> &out) {
    auto rows = RowFile::open(file, [](std::uint64_t) { return true; });
    if (!rows) return unexpected(rows.error());
    if (rows->badCount() > 0) return fail(rows->bad().front());
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const auto row = rows->row(i);
        if (!row) return unexpected(row.error());
        auto contests = read(*row);
        if (!contests) {
            contests.error().file = file.string();
            contests.error().line = rows->lineOf(i);
            return unexpected(contests.error());
        }
        for (Contest &each : *contests) out.push_back(std::move(each));
    }
    return {};
}

Result<std::vector<Contest>> allContests(const Json &run, const fs::path &folder, const FeedbackConfig &config) {
    const Json data = run.value("data", Json::object());
    std::vector<Contest> out;
    if (const auto file = getString(data, "samples")) {
        const auto read = [&](const Json &row) { return contestsOfSamples(row, config.maxPairsPerPrompt); };
        if (auto ok = readContests(folder / *file, read, out); !ok) return unexpected(ok.error());
    }
    if (const auto file = getString(data, "pairs")) {
        const auto read = [](const Json &row) -> Result<std::vector<Contest>> {
            auto contest = contestOfPair(row);
            if (!contest) return unexpected(contest.error());
            return std::vector<Contest>{std::move(*contest)};
        };
        if (auto ok = readContests(folder / *file, read, out); !ok) return unexpected(ok.error());
    }
    if (out.empty())
        return fail({.code = "feedback.no_pairs",
                     .message = "there are no two answers to compare",
                     .field = "inputs",
                     .found = data.empty() ? Sentence("no samples and no pairs")
                                           : Sentence("no prompt with two different completions that ended themselves"),
                     .expected = "samples with n of 2 or more, or pairs",
                     .remedy = "Sample more (n), at a higher temperature; where many are cut, raise max_new_tokens."});
    return out;
}

Json judgementLine(const Contest &contest, const Principle *principle, const Judgement &said, const Rule &rule,
                   const std::string &judge) {
    const AiLabel &label = said.label;
    const auto gold = betterByGold(contest, principle, rule);
    Json row = labelledRow(contest, label);
    const bool aWins = label.soft() > 0.5;
    row["judge"] = judge;
    row["consistent"] = label.consistent();
    row["scores"] = {aWins ? label.first : 1 - label.first, aWins ? label.second : 1 - label.second};
    if (principle) row["principle"] = principle->name;
    if (!said.reasons[0].empty() || !said.reasons[1].empty()) row["reasons"] = said.reasons;
    return {{"id", contest.id},
            {"first", label.first},
            {"second", label.second},
            {"soft", label.soft()},
            {"consistent", label.consistent()},
            {"tie", label.tie()},
            {"mass", said.mass},
            {"gold", gold ? Json(*gold) : Json()},
            {"row", std::move(row)}};
}

/// Which principle decides which contest depends on the seed and its place alone.
std::vector<const Principle *> drawPrinciples(const Constitution &constitution, std::size_t begin, std::size_t end,
                                              std::uint64_t seed) {
    std::vector<const Principle *> out;
    for (std::size_t i = begin; i < end; ++i)
        out.push_back(constitution.empty()
                          ? nullptr
                          : &constitution[Rng(seed, "feedback/" + std::to_string(i)).below(constitution.size())]);
    return out;
}

struct Judging {
    const FeedbackConfig &config;
    const Constitution &constitution;
    const Rule &rule;
    const ModelSession &session;
};

Status judgeRest(const Judging &judging, const std::vector<Contest> &contests, LineFile &out, JobContext &context) {
    QuestionReader reader(*judging.session.tokenizer, chatPromptOf(judging.session));
    const std::string name = fs::path(judging.session.reference.value("path", "")).filename().string();
    ProgressReporter progress(context.sink(), "feedback", static_cast<std::int64_t>(contests.size()),
                              static_cast<std::int64_t>(out.lines()));
    while (out.lines() < contests.size()) {
        context.waitWhilePaused();
        const std::size_t begin = out.lines(), end = std::min(begin + kContestsPerChunk, contests.size());
        const std::vector<Contest> part(contests.begin() + static_cast<std::ptrdiff_t>(begin),
                                        contests.begin() + static_cast<std::ptrdiff_t>(end));
        const auto principles =
            drawPrinciples(judging.constitution, begin, end, static_cast<std::uint64_t>(judging.config.seed));
        const auto said =
            judge(*judging.session.model, reader, judging.config.judge, part, principles, context.stopToken());
        if (!said) return unexpected(said.error());
        for (std::size_t i = 0; i < part.size(); ++i)
            if (auto ok = out.append(judgementLine(part[i], principles[i], (*said)[i], judging.rule, name)); !ok)
                return ok;
        if (auto ok = out.flush(); !ok) return ok;
        progress.update(static_cast<std::int64_t>(end));
    }
    return {};
}

Status checkJudge(const FeedbackConfig &config, const ModelSession &session) {
    if (auto ok = mustAsk(config.judge); !ok) return ok;
    if (session.tokenizer) return mustTellApart(config.judge, *session.tokenizer);
    return fail({.code = "model.no_tokenizer",
                 .message = "the model's folder has no tokenizer, so that text cannot be read",
                 .remedy = "Copy the tokenizer's files into the folder."});
}

} // namespace

const MethodInfo &feedbackInfo() {
    static const MethodInfo method{
        .name = "feedback",
        .summary = "Lets a judge compare answers two by two: preferences from AI feedback",
        .role = "stage",
        .spec = FeedbackConfig::described().spec(),
        .inputs = {{.name = "policy", .effect = "the judge: a model that writes"},
                   {.name = "samples",
                    .what = Artifact::Samples,
                    .required = false,
                    .neededBy = "max_pairs_per_prompt",
                    .effect = "completions, of which those of a prompt are compared; their grades measure the judge"},
                   {.name = "pairs",
                    .what = Artifact::Rows,
                    .required = false,
                    .neededBy = "max_pairs_per_prompt",
                    .layout = "preference",
                    .effect = "pairs that are compared anew; what they call chosen measures the judge"}},
        .outputs = {{.name = "rows", .what = Artifact::Rows, .file = kRows, .layout = "preference"}}};
    return method;
}

Result<Json> runFeedback(const Json &run, JobContext &context) {
    const fs::path folder = context.runFolder();
    const auto config = FeedbackConfig::described().read(run.value("config", Json::object()));
    if (!config) return fail(joined(config.error()));
    const auto constitution = constitutionFromJson(run.value("principle", Json::array()));
    if (!constitution) return unexpected(constitution.error());
    const auto rule = ruleByName(run.value("rule", ruleNames().front()));
    if (!rule) return unexpected(rule.error());
    const auto contests = allContests(run, folder, *config);
    if (!contests) return unexpected(contests.error());
    const auto session = modelReferenceOf(run, folder).and_then([](const Json &model) { return openModel(model); });
    if (!session) return unexpected(session.error());
    if (auto ok = checkJudge(*config, *session); !ok) return unexpected(ok.error());
    for (const auto &notice : session->notices) context.sink().emit("notice", noticeOf("warning", notice));
    auto out = LineFile::open(folder / kJudgements);
    if (!out) return unexpected(out.error());
    if (auto ok = judgeRest({*config, *constitution, **rule, *session}, *contests, *out, context); !ok)
        return unexpected(ok.error());
    auto totals = feedbackTotals(folder / kJudgements, config->dropInconsistent);
    if (!totals) return unexpected(totals.error());
    if (auto ok = writeFileAtomic(folder / kRows, totals->rows); !ok) return unexpected(ok.error());
    context.sink().emit("notice", noticeOf("info", totals->summary));
    totals->result["file"] = kRows;
    return std::move(totals->result);
}

} // namespace lapidary
