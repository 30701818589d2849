// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/candidates.h"
#include "core/base/hash.h"
#include <algorithm>
#include <chrono>
#include <map>

namespace lapidary {

namespace {

std::string nodeName(const SearchProblem &problem, std::size_t candidate) {
    return problem.problem.id + "/" + std::to_string(candidate);
}

/// A request that stands alone is the same whenever it is asked; the same tokens twice among its problems are two
/// draws.
std::string streamOf(const SearchProblem &problem, const std::vector<std::int64_t> &ids,
                     std::map<std::string, int> &before) {
    if (!problem.stream.empty()) return problem.stream;
    const std::string content =
        contentHash({reinterpret_cast<const char *>(ids.data()), ids.size() * sizeof(std::int64_t)});
    const int times = before[content]++;
    return times == 0 ? content : content + "/again " + std::to_string(times);
}

Result<std::vector<GenerationPrompt>> promptsOf(const std::vector<SearchProblem> &problems,
                                                const SearchContext &context, const CandidateConfig &config) {
    auto prefix = context.encode(config.completionPrefix, false);
    if (!prefix) return tl::unexpected(prefix.error());
    std::vector<GenerationPrompt> prompts;
    std::map<std::string, int> before;
    for (const auto &problem : problems) {
        // Text and prefix are tokenised together, as a prompt and its completion are when a model is trained.
        auto ids =
            problem.ids.empty() ? context.encode(problem.problem.prompt + config.completionPrefix, true) : problem.ids;
        if (!ids) return tl::unexpected(ids.error());
        if (!problem.ids.empty()) ids->insert(ids->end(), prefix->begin(), prefix->end());
        std::string key = streamOf(problem, *ids, before);
        prompts.push_back({.ids = std::move(*ids), .key = std::move(key), .n = config.n});
    }
    return prompts;
}

/// Nodes of the prefix tree of all completions: sorted neighbours share their common beginning.
std::int64_t distinctTokens(const std::vector<Candidate> &candidates) {
    std::vector<const std::vector<std::int64_t> *> sorted;
    for (const auto &candidate : candidates) sorted.push_back(&candidate.completion.ids);
    std::sort(sorted.begin(), sorted.end(), [](auto *a, auto *b) { return *a < *b; });
    std::int64_t nodes = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        nodes += static_cast<std::int64_t>(sorted[i]->size());
        if (i == 0) continue;
        const auto common =
            std::mismatch(sorted[i]->begin(), sorted[i]->end(), sorted[i - 1]->begin(), sorted[i - 1]->end());
        nodes -= common.first - sorted[i]->begin();
    }
    return nodes;
}

SearchOutcome outcomeOf(GeneratedPrompt &&generated, const std::string &prefix, const Rule *rule) {
    SearchOutcome out;
    for (auto &completion : generated.completions) {
        out.cancelled |= completion.finishReason == "cancelled";
        Candidate candidate{.text = prefix + completion.text, .completion = std::move(completion)};
        if (rule) candidate.answer = answerOfCompletion(*rule, candidate.text, candidate.completion.finishReason);
        out.tokens.rejected += candidate.completion.tokens();
        out.candidates.push_back(std::move(candidate));
    }
    out.tokens.cached = generated.cachedTokens;
    out.tokens.distinct = generated.remote.is_null()
                              ? distinctTokens(out.candidates)
                              : out.tokens.rejected; // without ids no prefix is known to be shared
    out.remote = std::move(generated.remote);
    return out;
}

void traceExpansions(const SearchProblem &problem, const SearchOutcome &outcome, const SearchContext &context) {
    if (!context.trace) return;
    for (std::size_t c = 0; c < outcome.candidates.size(); ++c) {
        const auto &candidate = outcome.candidates[c];
        context.trace({{"event", "expand"},
                       {"problem", problem.problem.id},
                       {"parent", problem.problem.id},
                       {"node", nodeName(problem, c)},
                       {"text", candidate.text},
                       {"answer", candidate.answer ? Json(*candidate.answer) : Json()},
                       {"tokens", candidate.completion.tokens()},
                       {"logprob", candidate.completion.logprob()},
                       {"finish_reason", candidate.completion.finishReason}});
    }
}

/// All problems share the batches, so their time can only be shared out; tokens decoded are the fair key.
void shareTime(std::vector<SearchOutcome> &outcomes, double seconds) {
    std::int64_t total = 0;
    for (const auto &outcome : outcomes) total += outcome.tokens.spent();
    for (auto &outcome : outcomes)
        outcome.seconds =
            total > 0 ? seconds * static_cast<double>(outcome.tokens.spent()) / static_cast<double>(total) : 0;
}

} // namespace

const Described<CandidateConfig> &describedCandidates() {
    using C = CandidateConfig;
    static const auto described =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .add("n", &C::n, atLeast(1), "samples", "more completions a problem, more tokens")
            .add("completion_prefix", &C::completionPrefix, "", "text that every completion is made to begin with");
    return described;
}

static Result<std::vector<GeneratedPrompt>> drawHere(const std::vector<SearchProblem> &problems,
                                                     const SearchContext &context, const CandidateConfig &config) {
    const auto prompts = promptsOf(problems, context, config);
    if (!prompts) return tl::unexpected(prompts.error());
    const auto grew = [&](std::size_t problem, const std::vector<std::int64_t> &ids) {
        if (problem == 0) context.grew(ids);
    };
    return generate(*context.model, *prompts,
                    {.sampling = config.sampling,
                     .maxRows = context.maxRows,
                     .decode = context.decode,
                     .stop = context.stop,
                     .progress = context.progress,
                     .grew = context.grew ? decltype(GenerateOptions::grew)(grew) : nullptr});
}

Result<std::vector<SearchOutcome>> drawCandidates(const std::vector<SearchProblem> &problems,
                                                  const SearchContext &context, const CandidateConfig &config) {
    const auto start = std::chrono::steady_clock::now();
    auto generated = context.draw ? context.draw(problems, config) : drawHere(problems, context, config);
    if (!generated) return tl::unexpected(generated.error());
    std::vector<SearchOutcome> outcomes;
    for (std::size_t p = 0; p < problems.size(); ++p) {
        outcomes.push_back(outcomeOf(std::move((*generated)[p]), config.completionPrefix, context.rule));
        traceExpansions(problems[p], outcomes.back(), context);
    }
    shareTime(outcomes, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    return outcomes;
}

namespace {

void traceChoice(const SearchOutcome &outcome, const SearchProblem &problem, const SearchContext &context) {
    if (!context.trace) return;
    for (std::size_t c = 0; c < outcome.candidates.size(); ++c) {
        const auto &candidate = outcome.candidates[c];
        const Json at = {{"problem", problem.problem.id}, {"node", nodeName(problem, c)}};
        const auto tell = [&](Json event) {
            event.update(at);
            context.trace(event);
        };
        if (candidate.score) tell({{"event", "score"}, {"value", *candidate.score}});
        if (c == outcome.chosen) {
            tell({{"event", "choose"},
                  {"reason", outcome.reason},
                  {"answered", outcome.answered},
                  {"tie", outcome.tie},
                  {"oracle", outcome.oracle}});
            continue;
        }
        Json prune = {{"event", "prune"}};
        if (const auto fault = candidate.fault(); !fault.empty()) prune["reason"] = fault;
        tell(std::move(prune));
    }
}

void record(SearchOutcome &outcome, std::size_t candidate, const SearchProblem &problem, const SearchContext &context) {
    outcome.chosen = candidate;
    if (outcome.answered) outcome.answer = outcome.candidates[candidate].answer;
    const auto kept = outcome.candidates[candidate].completion.tokens();
    outcome.tokens.kept += kept;
    outcome.tokens.rejected -= kept;
    traceChoice(outcome, problem, context);
}

} // namespace

void choose(SearchOutcome &outcome, std::size_t candidate, std::string reason, const SearchProblem &problem,
            const SearchContext &context) {
    const std::string fault = outcome.candidates[candidate].fault();
    outcome.answered = fault.empty();
    outcome.reason = fault.empty() ? std::move(reason) : fault;
    record(outcome, candidate, problem, context);
}

void chooseNone(SearchOutcome &outcome, std::string reason, const SearchProblem &problem,
                const SearchContext &context) {
    outcome.answered = false;
    outcome.reason = std::move(reason);
    record(outcome, 0, problem, context);
}

} // namespace lapidary
