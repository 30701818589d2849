// SPDX-License-Identifier: Apache-2.0
// One strategy on several buckets of problems: a line for every problem, and the totals of each bucket.
#include "app/worker/jobs/evaluate.h"
#include "app/worker/jobs/confidences.h"
#include "app/worker/jobs/problem_job.h"
#include "app/worker/reward_session.h"
#include "core/data/revisions.h"
#include "core/engine/decode/processor.h"
#include "core/engine/search/driver.h"
#include "core/engine/search/kept_draws.h"
#include "core/engine/search/retrieve_tool.h"
#include "core/engine/search/revising.h"
#include "core/engine/search/strategies/experts.h"
#include <map>
#include <sstream>

namespace lapidary {

namespace {

struct Question {
    std::string bucket;
    SearchProblem asked;
};

Result<std::vector<Question>> readBuckets(const Json &run, const fs::path &folder) {
    const auto it = run.find("bucket");
    if (it == run.end() || !it->is_array() || it->empty())
        return fail({.code = "run.no_buckets",
                     .message = "The evaluation has no problems.",
                     .field = "bucket",
                     .expected = "one or more [[bucket]] tables with name and problems"});
    std::vector<Question> questions;
    for (const auto &bucket : *it) {
        const auto name = getString(bucket, "name");
        if (!name) return unexpected(name.error());
        const auto file = getString(bucket, "problems");
        if (!file) return unexpected(file.error());
        auto problems = readProblems(folder / *file);
        if (!problems) return unexpected(problems.error());
        for (auto &problem : *problems) questions.push_back({*name, {.problem = std::move(problem)}});
    }
    return questions;
}

/// Of drafts in their order; nothing where the problem cannot be scored.
Json revisionRow(const Json &samples) {
    std::vector<bool> right;
    for (const auto &sample : samples) {
        if (sample.at("correct").is_null()) return nullptr;
        right.push_back(sample.at("correct") == true);
    }
    return toJson(revisionsOf(right));
}

/// Choices that were given are no samples of the model's, among which votes or luck would find the right one: they
/// stand apart, each with how sure the model was of it, and the chosen one alone is its answer.
void putSamples(Json &row, const SearchOutcome &outcome, const Problem &problem, const Rule &rule) {
    const std::string &how = outcome.candidates[outcome.chosen].completion.finishReason;
    const bool given = how == kGiven || how == kUnread;
    row["samples"] = Json::array();
    for (std::size_t c = 0; c < outcome.candidates.size(); ++c)
        if (!given || c == outcome.chosen)
            row["samples"].push_back(candidateRow(outcome.candidates[c], problem, &rule));
    if (!given) return;
    for (const Candidate &each : outcome.candidates)
        row["choices"].push_back({{"text", each.text},
                                  {"answer", each.answer ? Json(*each.answer) : Json()},
                                  {"logprob", how == kGiven ? Json(each.completion.logprob()) : Json()},
                                  {"tokens", each.completion.ids.size()},
                                  {"probability", each.score ? Json(*each.score) : Json()}});
    row["confidence"] = outcome.answered ? outcome.candidates[outcome.chosen].score.value_or(0) : 0.0;
}

Json answerRow(const Question &question, const SearchOutcome &outcome, const Rule &rule, bool revised) {
    const Problem &problem = question.asked.problem;
    const auto &chosen = outcome.candidates[outcome.chosen];
    Json graded = candidateRow(chosen, problem, &rule);
    if (!outcome.answered) { // nothing won: the text that stands for all is no answer
        graded["answer"] = nullptr;
        for (const char *verdict : {"correct", "faithful"})
            if (graded[verdict] == true) graded[verdict] = false;
    }
    Json row = {{"bucket", question.bucket},
                {"id", problem.id},
                {"prompt", problem.prompt},
                {"reference", problem.reference},
                {"text", chosen.text},
                {"finish_reason", chosen.completion.finishReason},
                {"answer", graded["answer"]},
                {"answered", outcome.answered},
                {"correct", graded["correct"]},
                {"faithful", graded["faithful"]},
                {"tokens", toJson(outcome.tokens)},
                {"seconds", outcome.seconds},
                {"reason", outcome.reason},
                {"tie", outcome.tie},
                {"oracle", outcome.oracle}};
    if (problem.row.contains("question")) row["question"] = problem.question();
    if (!outcome.remote.is_null()) row["remote"] = outcome.remote;
    putSamples(row, outcome, problem, rule);
    if (const auto held = holdsReference(outcome.told, problem.reference)) row["retrieved"] = *held;
    if (revised) row["revisions"] = revisionRow(row["samples"]);
    return row;
}

void addRevisions(Json &bucket, const Json &row) {
    const auto more = row.contains("revisions") ? revisionsFromJson(row["revisions"]) : Result<Revisions>(Revisions{});
    if (!more || more->problems == 0) return;
    Revisions all =
        bucket.contains("revisions") ? revisionsFromJson(bucket["revisions"]).value_or(Revisions{}) : Revisions{};
    all.add(*more);
    bucket["revisions"] = toJson(all);
}

/// One line into the sums of its bucket. What cannot be scored is counted, and is in no other sum.
void addTo(Json &bucket, const Json &row) {
    const auto add = [&](const char *name, std::int64_t more) {
        bucket[name] = bucket[name].get<std::int64_t>() + more;
    };
    if (row.at("correct").is_null()) return add("unscorable", 1);
    add("n", 1);
    add("correct", row.at("correct") == true);
    add("faithful", row.at("faithful") == true);
    add("unanswered", row.at("answered") == false);
    add("ties", row.at("tie") == true);
    add("samples", static_cast<std::int64_t>(row.at("samples").size()));
    for (const auto &sample : row.at("samples"))
        add("cut", !endedItself(sample.at("finish_reason").get<std::string>()));
    for (const char *kind : {"kept", "rejected", "rollout", "verifier"})
        add("tokens", row.at("tokens").at(kind).get<std::int64_t>());
    addRevisions(bucket, row);
    if (const auto held = row.find("retrieved"); held != row.end())
        for (const auto &[name, more] : {std::pair{"retrievals", 1}, {"retrieved", *held == true ? 1 : 0}})
            bucket[name] = bucket.value(name, std::int64_t{0}) + more;
    bucket["seconds"] = bucket["seconds"].get<double>() + row.at("seconds").get<double>();
}

/// From the file, so that a resumed run sums up the same lines as an uninterrupted one.
Result<Json> totals(const fs::path &file) {
    std::ifstream in(file);
    Json buckets = Json::array();
    std::map<std::string, Confidences> confidences;
    for (std::string line; std::getline(in, line);) {
        const auto row = parseJson(line, {.depth = 128});
        if (!row) return unexpected(row.error());
        auto it =
            std::find_if(buckets.begin(), buckets.end(), [&](const Json &b) { return b["name"] == row->at("bucket"); });
        if (it == buckets.end()) {
            Json bucket = {{"name", row->at("bucket")}, {"n", 0}};
            for (const char *count :
                 {"unscorable", "correct", "faithful", "unanswered", "ties", "samples", "cut", "tokens"})
                bucket[count] = 0;
            bucket.update({{"seconds", 0.0}, {"oracle", row->at("oracle")}});
            buckets.push_back(std::move(bucket));
            it = buckets.end() - 1;
        }
        addTo(*it, *row);
        confidences[row->at("bucket").get<std::string>()].add(*row);
    }
    for (auto &bucket : buckets) {
        const auto share = [&](const char *part, const char *whole) {
            const double all = bucket[whole].get<double>();
            return all == 0 ? Json() : Json(bucket[part].get<double>() / all);
        };
        bucket["accuracy"] = share("correct", "n");
        bucket["cut_rate"] = share("cut", "samples");
        bucket["tokens_per_problem"] = share("tokens", "n");
        if (bucket.contains("retrievals")) bucket["retrieval_recall"] = share("retrieved", "retrievals");
        if (auto ok = confidences[bucket["name"].get<std::string>()].tell(bucket); !ok) return unexpected(ok.error());
    }
    return Json{{"buckets", std::move(buckets)}};
}

std::int64_t sumOf(const Json &result, const char *count) {
    std::int64_t sum = 0;
    for (const auto &bucket : result["buckets"]) sum += bucket[count].get<std::int64_t>();
    return sum;
}

struct Evaluation {
    std::vector<Question> questions;
    std::unique_ptr<Strategy> strategy;
    std::unique_ptr<Rule> rule;
    bool trace = false;
    bool revises = false;                     ///< its samples are drafts of one answer
    std::shared_ptr<const KeptDraws> draws{}; ///< of a model of this machine in a project
};

/// Between what the search wants and the network stands what other arms drew of it.
Status openDraws(const Json &run, const fs::path &folder, const ModelSession &session, Evaluation &evaluation,
                 SearchContext &search) {
    if (!run.contains("draws") || !session.model) return {};
    const auto place = getString(run, "draws");
    if (!place) return unexpected(place.error());
    const Kernels *in = kernels(); // which round in different ways
    const fs::path ofModel = (folder / *place).lexically_normal(),
                   here = session.model->placement().device.str() + "-" + (in ? in->name : "plain");
    auto draws = KeptDraws::open(search.model, ofModel / here, folder.filename().string());
    if (!draws) return unexpected(draws.error());
    search.model = evaluation.draws = std::move(*draws);
    return {};
}

void tellOfDraws(const Evaluation &evaluation, JobContext &context) {
    if (!evaluation.draws || evaluation.draws->taken() == 0) return;
    const Sentence text{"The samples of {0} of {1} problems were drawn before, of the same model by the same settings. "
                        "Their tokens and seconds count here as if they had been drawn again.",
                        evaluation.draws->streamsTaken(), evaluation.questions.size()};
    context.sink().emit("notice", noticeOf("info", text));
}

/// How often what is looked for was among the passages: without it a wrong answer says nothing of the reader.
void tellOfRetrieval(const Json &result, JobContext &context) {
    for (const auto &bucket : result["buckets"]) {
        if (!bucket.contains("retrievals")) continue;
        const Sentence text{"{0}: the passages that were found hold a reference of {1} of {2} problems.",
                            bucket["name"].get<std::string>(), bucket["retrieved"].get<std::int64_t>(),
                            bucket["retrievals"].get<std::int64_t>()};
        context.sink().emit("notice", noticeOf("info", text));
    }
}

/// Beside the totals, so that who compares arms hears of it.
Json drawnBefore(const Evaluation &evaluation) {
    return {{"problems", evaluation.draws->streamsTaken()}, {"of", evaluation.questions.size()}};
}

Result<Evaluation> readEvaluation(const Json &run, const fs::path &folder) {
    Evaluation out;
    auto questions = readBuckets(run, folder);
    if (!questions) return unexpected(questions.error());
    out.questions = std::move(*questions);
    const auto ruleName = getString(run, "rule");
    if (!ruleName) return unexpected(ruleName.error());
    auto rule = ruleByName(*ruleName);
    if (!rule) return unexpected(rule.error());
    out.rule = std::move(*rule);
    const auto name = getString(run, "strategy");
    if (!name) return unexpected(name.error());
    const auto entry = strategyByName(*name);
    if (!entry) return unexpected(entry.error());
    Json settings = run.value("config", Json::object());
    for (const auto &field : (*entry)->info().spec)
        if (field.name == "seed" && run.contains("seed") && !settings.contains("seed")) settings["seed"] = run["seed"];
    auto strategy = (*entry)->make(settings);
    if (!strategy) return fail(joined(strategy.error()));
    out.strategy = std::move(*strategy);
    out.revises = revises(*name);
    out.trace = run.value("trace", false);
    return out;
}

Status evaluateRest(const Evaluation &evaluation, std::size_t chunk, SearchContext &search, LineFile &out,
                    JobContext &context) {
    const auto &questions = evaluation.questions;
    ProgressReporter progress(context.sink(), "evaluate", static_cast<std::int64_t>(questions.size()),
                              static_cast<std::int64_t>(out.lines()));
    while (out.lines() < questions.size()) {
        const std::size_t begin = out.lines(), end = std::min(begin + chunk, questions.size());
        search.watch.progress = [&](std::int64_t done, std::int64_t total) {
            context.waitWhilePaused();
            progress.update(static_cast<std::int64_t>(begin) + done * static_cast<std::int64_t>(end - begin) / total);
        };
        std::vector<SearchProblem> part;
        for (std::size_t q = begin; q < end; ++q) {
            part.push_back(questions[q].asked);
            part.back().stream = streamOfRow(q);
        }
        auto outcomes = runSearch(*evaluation.strategy, part, search);
        if (!outcomes) return unexpected(outcomes.error());
        for (std::size_t q = begin; q < end; ++q) {
            auto &outcome = (*outcomes)[q - begin];
            if (evaluation.draws) outcome.seconds += evaluation.draws->secondsTaken(streamOfRow(q));
            if (outcome.cancelled) return fail(kCancelled, "The job was stopped; what is written stays.");
            if (auto ok = out.append(answerRow(questions[q], outcome, *evaluation.rule, evaluation.revises)); !ok)
                return ok;
        }
        if (auto ok = out.flush(); !ok) return ok;
    }
    progress.update(static_cast<std::int64_t>(questions.size()));
    return {};
}

/// The rows of an input.
Result<std::vector<Json>> readRows(const fs::path &path) {
    const auto file = readFile(path, 1ull << 30);
    if (!file) return unexpected(file.error());
    std::vector<Json> rows;
    std::istringstream lines(*file);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        auto row = parseJson(line, {.depth = 128}, path.string());
        if (!row) {
            row.error().line = number;
            return unexpected(row.error());
        }
        rows.push_back(std::move(*row));
    }
    return rows;
}

/// Texts become a tool that finds passages in them; other rows are the strategy's own matter.
Status addRows(const Json &run, const fs::path &folder, SearchContext &search) {
    const Json data = run.value("data", Json::object());
    for (const auto &[port, name] : data.items()) {
        if (!name.is_string() || port == "format") continue;
        const fs::path path = folder / name.get<std::string>();
        auto rows = readRows(path);
        if (!rows) return unexpected(rows.error());
        if (port != "documents") {
            search.rows[port] = std::move(*rows);
            continue;
        }
        std::vector<std::string> passages;
        for (std::size_t row = 0; row < rows->size(); ++row) {
            auto text = getString((*rows)[row], "text");
            if (!text) {
                text.error().file = path.string();
                text.error().line = static_cast<int>(row) + 1;
                return unexpected(text.error());
            }
            for (auto &passage : passagesOf(*text, kPassageBytes)) passages.push_back(std::move(passage));
        }
        search.tools.push_back(retrieveTool(std::move(passages), search.embed));
    }
    return {};
}

/// What the strategy may ask beside the model.
Status addInputs(const Json &run, const fs::path &folder, const ModelSession &session, SearchContext &search) {
    if (auto ok = addModel(run, "reward", folder, session, openReward, search.reward); !ok) return ok;
    if (auto ok = addModel(run, "draft", folder, session, openDraft, search.draft); !ok) return ok;
    for (const char *port : kExpertPorts)
        if (run.contains(port))
            if (auto ok = addModel(run, port, folder, session, openExpert, search.experts[port]); !ok) return ok;
    return addRows(run, folder, search);
}

} // namespace

Result<Json> runEvaluate(const Json &run, JobContext &context) {
    const fs::path folder = context.runFolder();
    auto evaluation = readEvaluation(run, folder);
    if (!evaluation) return unexpected(evaluation.error());
    const auto session = modelReferenceOf(run, folder).and_then([](const Json &model) { return openModel(model); });
    if (!session) return unexpected(session.error());
    auto out = LineFile::open(folder / "answers.jsonl");
    if (!out) return unexpected(out.error());
    SearchContext search = searchForJob(*session, context);
    search.rule = evaluation->rule.get();
    if (auto ok = openDraws(run, folder, *session, *evaluation, search); !ok) return unexpected(ok.error());
    if (auto ok = addInputs(run, folder, *session, search); !ok) return unexpected(ok.error());
    std::vector<Problem> problems;
    ChatPrompt chat = chatPromptOf(*session);
    for (auto &question : evaluation->questions) {
        if (auto ok = evaluation->strategy->checkProblem(question.asked); !ok) return unexpected(ok.error());
        if (auto ok = putChat(question.asked, *session, chat); !ok) return unexpected(ok.error());
        problems.push_back(question.asked.problem);
    }
    warnOfUnscorable(problems, *evaluation->rule, context);
    if (evaluation->trace)
        search.trace = [&](const SearchEvent &event) { context.sink().emit("search", toJson(event)); };
    const auto chunk = problemsPerChunk(*session, evaluation->strategy->drawing().width);
    if (auto ok = evaluateRest(*evaluation, chunk, search, *out, context); !ok) return unexpected(ok.error());
    tellOfDraws(*evaluation, context);
    auto result = totals(folder / "answers.jsonl");
    if (result && evaluation->draws && evaluation->draws->taken() > 0)
        (*result)["drawn_before"] = drawnBefore(*evaluation);
    if (result) tellOfRetrieval(*result, context);
    if (result) tellOfCalibration(*result, context);
    if (result) tellOfCut(sumOf(*result, "cut"), sumOf(*result, "samples"), context);
    return result;
}

} // namespace lapidary
