// SPDX-License-Identifier: Apache-2.0
// n graded samples of every problem: the material of preference pairs, of rejection sampling, of RL by stored rollouts,
// and of pass@k curves. With a hint, chains to answers that are told: rationalisation (Zelikman et al. 2022,
// arXiv:2203.14465).
#include "app/worker/jobs/sample.h"
#include "app/worker/jobs/problem_job.h"
#include "app/worker/reward_session.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include "core/text/prompt_words.h"
#include <set>

namespace lapidary {

namespace {

/// The problems without a right sample in a file of samples.
Result<std::vector<Problem>> unsolved(std::vector<Problem> problems, const fs::path &samples) {
    std::set<std::string> solved;
    const auto text = readFile(samples, 1ull << 30);
    if (!text) return unexpected(text.error());
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        const auto row = parseJson(line, {.depth = 128}, samples.string());
        if (!row) return unexpected(row.error());
        for (const Json &each : row->value("completions", Json::array()))
            if (each.value("correct", Json()) == true) solved.insert(row->value("prompt", ""));
    }
    const std::size_t all = problems.size();
    std::erase_if(problems, [&](const Problem &problem) { return solved.contains(problem.prompt); });
    if (!problems.empty()) return problems;
    return fail({.code = "sample.all_solved",
                 .message = "every problem has a right sample already",
                 .file = samples.string(),
                 .field = "inputs.solved",
                 .found = {"{0} problems", all},
                 .expected = "problems without one"});
}

/// What the model is asked; the answer is in it where the settings put it there.
Result<SearchProblem> askedOf(const Problem &problem, const std::string &hintTemplate) {
    SearchProblem out{.problem = problem};
    if (hintTemplate.empty()) return out;
    if (problem.reference.empty() || problem.row.contains("question"))
        return fail({.code = "sample.no_hint",
                     .message = "a hint is put around a prompt and a reference that are texts",
                     .field = "hint_template",
                     .found = problem.reference.empty() ? Sentence("no reference") : Sentence("a conversation"),
                     .remedy = "Leave hint_template empty for such problems."});
    auto filled = fillPrompt(hintTemplate, {{"prompt", problem.prompt}, {"reference", problem.reference}});
    if (!filled) return unexpected(filled.error());
    out.problem.prompt = std::move(*filled);
    return out;
}

Json sampleRow(const SearchOutcome &outcome, const Problem &problem, const Rule *rule) {
    Json row = {{"id", problem.id},
                {"prompt", problem.prompt},
                {"reference", problem.reference},
                {"completions", Json::array()}};
    if (problem.row.contains("question")) row["question"] = problem.question();
    if (outcome.tokens.verifier > 0) row["verifier_tokens"] = outcome.tokens.verifier;
    for (const auto &candidate : outcome.candidates) {
        Json completion = candidateRow(candidate, problem, rule);
        completion["ids"] = candidate.completion.ids;
        row["completions"].push_back(std::move(completion));
    }
    return row;
}

Json totals(const fs::path &file, bool graded) {
    std::ifstream in(file);
    std::int64_t problems = 0, samples = 0, correct = 0, faithful = 0, unscorable = 0, cut = 0, tokens = 0,
                 verifier = 0;
    for (std::string line; std::getline(in, line);) {
        const auto row = parseJson(line, {.depth = 128});
        if (!row) continue;
        ++problems;
        verifier += row->value("verifier_tokens", std::int64_t{0});
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
            {"verifier_tokens", verifier},
            {"cost", {{"tokens_trained", 0}, {"tokens_sampled", tokens + verifier}}}};
}

struct SampleConfig {
    CandidateConfig drawn{};
    std::string scorer = kNobody, hintTemplate{};
    static constexpr const char *kNobody = "none";
    static const Described<SampleConfig> &described();
};

const Described<SampleConfig> &SampleConfig::described() {
    using C = SampleConfig;
    static const auto d = [] {
        std::vector<std::string> names{kNobody};
        for (const ScorerEntry &each : scorers())
            if (!each.needsModel && !each.oracle) names.emplace_back(each.name);
        return Described<C>()
            .include(describedCandidates(), &C::drawn)
            .choice("scorer", &C::scorer, names, "who scores the samples, for a filter that keeps the best of them")
            .add("hint_template", &C::hintTemplate, "",
                 "what is asked instead of the prompt, with {prompt} and {reference} in it; the rows keep the prompt");
    }();
    return d;
}

/// Those of drawing, and those that strategies share.
ConfigSpec settings() {
    ConfigSpec out = SampleConfig::described().spec();
    const auto &shared = describedShared().spec();
    out.insert(out.end(), shared.begin(), shared.end());
    return out;
}

Result<SampleConfig> configOf(const Json &run) {
    Json settings = run.value("config", Json::object());
    if (run.contains("seed") && !settings.contains("seed")) settings["seed"] = run["seed"];
    const auto shared = describedShared().read(takeShared(settings));
    if (!shared) return fail(joined(shared.error()));
    auto config = SampleConfig::described().read(settings);
    if (!config) return fail(joined(config.error()));
    config->drawn.calculator = shared->calculator;
    if (config->scorer == SampleConfig::kNobody) config->scorer.clear();
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
                   {.name = "reward",
                    .what = Artifact::Scores,
                    .required = false,
                    .sameVocabulary = true,
                    .effect = "the reward model that scores, where the scorer is process_reward or reward_model"},
                   {.name = "problems", .what = Artifact::ProblemSet, .effect = "what it is asked"},
                   {.name = "solved",
                    .what = Artifact::Samples,
                    .required = false,
                    .effect = "samples of such problems: those that have a right one there are not asked again"}},
        .outputs = {{.name = "samples", .what = Artifact::Samples, .file = "samples.jsonl"}},
        .sideBySide = {"n"}};
    return method;
}

namespace {

/// The problems that are asked.
Result<std::vector<Problem>> problemsOf(const Json &run, const fs::path &folder) {
    const Json data = run.value("data", Json::object());
    const auto file = getString(data, "problems");
    if (!file) return unexpected(file.error());
    auto problems = readProblems(folder / *file);
    if (!problems || !data.contains("solved")) return problems;
    return unsolved(std::move(*problems), folder / data["solved"].get<std::string>());
}

/// Those from `begin` to `end` as they are put to the model.
Result<std::vector<SearchProblem>> asked(const std::vector<Problem> &problems, std::size_t begin, std::size_t end,
                                         const std::string &hintTemplate, const ModelSession &session,
                                         ChatPrompt &chat) {
    std::vector<SearchProblem> out;
    for (std::size_t p = begin; p < end; ++p) {
        auto each = askedOf(problems[p], hintTemplate);
        if (!each) return unexpected(each.error());
        each->stream = streamOfRow(p);
        if (auto ok = putChat(*each, session, chat); !ok) return unexpected(ok.error());
        out.push_back(std::move(*each));
    }
    return out;
}

} // namespace

Result<Json> runSample(const Json &run, JobContext &context) {
    const fs::path folder = context.runFolder();
    const auto config = configOf(run);
    if (!config) return unexpected(config.error());
    const auto problems = problemsOf(run, folder);
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
    if (auto ok = addModel(run, "reward", folder, *session, openReward, search.reward); !ok)
        return unexpected(ok.error());
    if (*rule) warnOfUnscorable(*problems, **rule, context);
    ProgressReporter progress(context.sink(), "sample", static_cast<std::int64_t>(problems->size()),
                              static_cast<std::int64_t>(out->lines()));
    const auto chunk = problemsPerChunk(*session, config->drawn.n);
    while (out->lines() < problems->size()) {
        const std::size_t begin = out->lines(), end = std::min(begin + chunk, problems->size());
        search.watch.progress = [&](std::int64_t done, std::int64_t) {
            context.waitWhilePaused();
            progress.update(static_cast<std::int64_t>(begin) + done / config->drawn.n);
        };
        const auto part = asked(*problems, begin, end, config->hintTemplate, *session, chat);
        if (!part) return unexpected(part.error());
        const auto outcomes = drawSamples(*part, search, config->drawn, config->scorer);
        if (!outcomes) return unexpected(outcomes.error());
        for (std::size_t p = 0; p < part->size(); ++p) {
            if ((*outcomes)[p].cancelled) return fail(kCancelled, "The job was stopped; what is written stays.");
            const Problem &problem = config->hintTemplate.empty() ? (*part)[p].problem : (*problems)[begin + p];
            if (auto ok = out->append(sampleRow((*outcomes)[p], problem, rule->get())); !ok)
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
