// SPDX-License-Identifier: Apache-2.0
// n graded samples of every problem: the material of preference pairs, of RL by stored rollouts, and of pass@k curves.
#include "app/worker/jobs/sample.h"
#include "app/worker/jobs/problem_job.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/configured.h"

namespace lapidary {

namespace {

Json sampleRow(const SearchOutcome &outcome, const Problem &problem, const Rule *rule) {
    Json row = {{"id", problem.id},
                {"prompt", problem.prompt},
                {"reference", problem.reference},
                {"completions", Json::array()}};
    if (problem.row.contains("question")) row["question"] = problem.question();
    for (const auto &candidate : outcome.candidates) {
        Json completion = candidateRow(candidate, problem, rule);
        completion["ids"] = candidate.completion.ids;
        row["completions"].push_back(std::move(completion));
    }
    return row;
}

Json totals(const fs::path &file, bool graded) {
    std::ifstream in(file);
    std::int64_t problems = 0, samples = 0, correct = 0, faithful = 0, unscorable = 0, cut = 0, tokens = 0;
    for (std::string line; std::getline(in, line);) {
        const auto row = parseJson(line, {.depth = 128});
        if (!row) continue;
        ++problems;
        for (const auto &completion : row->at("completions")) {
            ++samples;
            correct += completion["correct"] == true;
            faithful += completion["faithful"] == true;
            unscorable += graded && completion["correct"].is_null();
            cut += !endedItself(completion["finish_reason"].get<std::string>());
            tokens += completion["tokens"].get<std::int64_t>();
        }
    }
    return {{"problems", problems},
            {"samples", samples},
            {"correct", correct},
            {"faithful", faithful},
            {"unscorable", unscorable},
            {"cut", cut},
            {"tokens", tokens},
            {"file", file.filename().string()},
            {"cost", {{"tokens_trained", 0}, {"tokens_sampled", tokens}}}};
}

/// Those of drawing, and those that strategies share.
ConfigSpec settings() {
    ConfigSpec out = describedCandidates().spec();
    const auto &shared = describedShared().spec();
    out.insert(out.end(), shared.begin(), shared.end());
    return out;
}

Result<CandidateConfig> configOf(const Json &run) {
    Json settings = run.value("config", Json::object());
    if (run.contains("seed") && !settings.contains("seed")) settings["seed"] = run["seed"];
    const auto shared = describedShared().read(takeShared(settings));
    if (!shared) return fail(joined(shared.error()));
    auto config = describedCandidates().read(settings);
    if (!config) return fail(joined(config.error()));
    config->calculator = shared->calculator;
    return std::move(*config);
}

} // namespace

const MethodInfo &sampleInfo() {
    static const MethodInfo method{
        .name = "sample",
        .summary = "Draws graded completions of problems",
        .role = "stage",
        .spec = settings(),
        .inputs = {{.name = "policy", .effect = "the model that writes"},
                   {.name = "problems", .what = Artifact::ProblemSet, .effect = "what it is asked"}},
        .outputs = {{.name = "samples", .what = Artifact::Samples, .file = "samples.jsonl"}},
        .sideBySide = {"n"}};
    return method;
}

Result<Json> runSample(const Json &run, JobContext &context) {
    const fs::path folder = context.runFolder();
    const auto config = configOf(run);
    if (!config) return unexpected(config.error());
    const auto file = getString(run.value("data", Json::object()), "problems");
    if (!file) return unexpected(file.error());
    const auto problems = readProblems(folder / *file);
    if (!problems) return unexpected(problems.error());
    const auto rule =
        run.contains("rule") ? ruleByName(run["rule"].get<std::string>()) : Result<std::unique_ptr<Rule>>(nullptr);
    if (!rule) return unexpected(rule.error());
    const auto session = modelReferenceOf(run, folder).and_then([](const Json &model) { return openModel(model); });
    if (!session) return unexpected(session.error());
    auto out = LineFile::open(folder / "samples.jsonl");
    if (!out) return unexpected(out.error());

    ChatPrompt chat = chatPromptOf(*session);
    SearchContext search = searchForJob(*session, context);
    search.rule = rule->get();
    if (*rule) warnOfUnscorable(*problems, **rule, context);
    ProgressReporter progress(context.sink(), "sample", static_cast<std::int64_t>(problems->size()),
                              static_cast<std::int64_t>(out->lines()));
    const auto chunk = problemsPerChunk(*session, config->n);
    while (out->lines() < problems->size()) {
        const std::size_t begin = out->lines(), end = std::min(begin + chunk, problems->size());
        search.watch.progress = [&](std::int64_t done, std::int64_t) {
            context.waitWhilePaused();
            progress.update(static_cast<std::int64_t>(begin) + done / config->n);
        };
        std::vector<SearchProblem> part;
        for (std::size_t p = begin; p < end; ++p) part.push_back({.problem = (*problems)[p], .stream = streamOfRow(p)});
        for (auto &asked : part)
            if (auto ok = putChat(asked, *session, chat); !ok) return unexpected(ok.error());
        const auto outcomes = drawSamples(part, search, *config);
        if (!outcomes) return unexpected(outcomes.error());
        for (std::size_t p = 0; p < part.size(); ++p) {
            if ((*outcomes)[p].cancelled) return fail(kCancelled, "The job was stopped; what is written stays.");
            if (auto ok = out->append(sampleRow((*outcomes)[p], part[p].problem, rule->get())); !ok)
                return unexpected(ok.error());
        }
        if (auto ok = out->flush(); !ok) return unexpected(ok.error());
    }
    progress.update(static_cast<std::int64_t>(problems->size()));
    Json result = totals(folder / "samples.jsonl", *rule != nullptr);
    tellOfCut(result["cut"].get<std::int64_t>(), result["samples"].get<std::int64_t>(), context);
    return result;
}

} // namespace lapidary
