// SPDX-License-Identifier: Apache-2.0
#include "app/worker/asked_problem.h"
#include "app/worker/begun_field.h"
#include "app/worker/reward_session.h"
#include "app/worker/search_teller.h"
#include "core/engine/generate/checks.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/driver.h"
#include "core/engine/search/retrieve_tool.h"
#include "core/engine/search/strategies/experts.h"
#include <memory>
#include <numeric>

namespace lapidary {

namespace {

/// What the caller asked for beside the prompt.
struct Wanted {
    bool logprobs = false;
    bool scores = false; ///< of the network itself, whatever it was drawn by
    bool trace = false;
    bool stream = false;
    std::string strategy{}; ///< empty: plain samples
    std::string rule{};
};

Result<Wanted> readWanted(const Json &request) {
    Wanted out;
    for (auto [name, target] : {std::pair{"logprobs", &out.logprobs},
                                {"scores", &out.scores},
                                {"trace", &out.trace},
                                {"stream", &out.stream}}) {
        const auto it = request.find(name);
        if (it == request.end()) continue;
        if (!it->is_boolean())
            return fail({.code = "request.type",
                         .message = "A field has the wrong type.",
                         .field = name,
                         .found = dumpJson(*it),
                         .expected = "true or false"});
        *target = it->get<bool>();
    }
    for (auto [name, target] : {std::pair{"strategy", &out.strategy}, {"rule", &out.rule}}) {
        if (!request.contains(name)) continue;
        auto text = getString(request, name);
        if (!text) return unexpected(text.error());
        *target = std::move(*text);
    }
    return out;
}

/// Texts, cut into passages.
Result<std::vector<std::string>> readDocuments(const Json &documents) {
    std::vector<std::string> passages;
    const bool texts = documents.is_array() && std::all_of(documents.begin(), documents.end(),
                                                           [](const Json &each) { return each.is_string(); });
    if (!texts)
        return fail({.code = "request.type",
                     .message = "A field has the wrong type.",
                     .field = "documents",
                     .found = dumpJson(documents).substr(0, 120),
                     .expected = "an array of texts"});
    for (const auto &text : documents)
        for (auto &passage : passagesOf(text.get<std::string>(), kPassageBytes)) passages.push_back(std::move(passage));
    return passages;
}

/// {"inputs": {port: rows}}: what else a strategy is given.
Status addRows(const Json &request, SearchContext &context) {
    const Json inputs = request.value("inputs", Json::object());
    const bool rows = inputs.is_object() && std::all_of(inputs.begin(), inputs.end(), [](const Json &each) {
                          return each.is_array() &&
                                 std::all_of(each.begin(), each.end(), [](const Json &row) { return row.is_object(); });
                      });
    if (!rows)
        return fail({.code = "request.type",
                     .message = "A field has the wrong type.",
                     .field = "inputs",
                     .found = dumpJson(inputs).substr(0, 120),
                     .expected = "an object of arrays of rows"});
    for (const auto &[port, each] : inputs.items()) context.rows[port] = each.get<std::vector<Json>>();
    return {};
}

/// What a search may ask beside the model.
Status addInputs(const Json &request, const ModelSession &session, SearchContext &context) {
    if (request.contains("documents")) {
        auto passages = readDocuments(request["documents"]);
        if (!passages) return unexpected(passages.error());
        context.tools.push_back(retrieveTool(std::move(*passages), context.embed));
    }
    if (request.contains("reward")) {
        auto reward = openReward(request["reward"], session);
        if (!reward) return unexpected(reward.error());
        context.reward = std::move(*reward);
    }
    if (request.contains("draft")) {
        auto draft = openDraft(request["draft"], session);
        if (!draft) return unexpected(draft.error());
        context.draft = std::move(*draft);
    }
    for (const char *port : kExpertPorts) {
        if (!request.contains(port)) continue;
        auto expert = openExpert(request[port], session);
        if (!expert) return unexpected(expert.error());
        context.experts[port] = std::move(*expert);
    }
    return addRows(request, context);
}

Json toJson(const Candidate &candidate, bool logprobs) {
    Json out = {{"ids", candidate.completion.ids},
                {"text", candidate.text},
                {"finish_reason", candidate.completion.finishReason}};
    if (candidate.answer) out["answer"] = *candidate.answer;
    if (candidate.score) out["score"] = *candidate.score;
    for (const auto &[begin, end] : candidate.byTool) out["tool_tokens"].push_back({begin, end});
    if (candidate.completion.remote.contains("reasoning")) out["reasoning"] = candidate.completion.remote["reasoning"];
    if (!candidate.completion.scores.empty()) {
        Json logprob = Json::array(), entropy = Json::array();
        for (const TokenScore &score : candidate.completion.scores) {
            logprob.push_back(jsonOfFloat(score.logprob));
            entropy.push_back(jsonOfFloat(score.entropy));
        }
        out["scores"] = {{"logprobs", std::move(logprob)}, {"entropy", std::move(entropy)}};
    }
    if (!logprobs) return out;
    out["logprobs"] = Json::array();
    for (float value : candidate.completion.logprobs) out["logprobs"].push_back(jsonOfFloat(value));
    if (candidate.completion.remote.contains("tokens")) out["tokens"] = candidate.completion.remote["tokens"];
    return out;
}

Result<std::vector<SearchOutcome>> search(const std::vector<SearchProblem> &problems, const SearchContext &context,
                                          const Wanted &wanted, const Json &settings) {
    if (wanted.strategy.empty()) {
        const auto config = describedCandidates().read(settings);
        if (!config) return fail(joined(config.error()));
        return drawSamples(problems, context, *config);
    }
    const auto entry = strategyByName(wanted.strategy);
    if (!entry) return unexpected(entry.error());
    const auto strategy = (*entry)->make(settings);
    if (!strategy) return fail(joined(strategy.error()));
    return runSearch(**strategy, problems, context);
}

Result<const ConfigSpec *> specOf(const Wanted &wanted) {
    if (wanted.strategy.empty()) return &describedCandidates().spec();
    const auto entry = strategyByName(wanted.strategy);
    if (!entry) return unexpected(entry.error());
    return &(*entry)->info().spec;
}

/// The texts, what they cost, and what made them.
Json answerOf(const SearchOutcome &outcome, const Wanted &wanted, const ConfigSpec &spec, const Json &settings,
              const Json &model) {
    Json out = {{"completions", Json::array()}, {"chosen", outcome.chosen}, {"tokens", toJson(outcome.tokens)}};
    for (const auto &candidate : outcome.candidates) out["completions"].push_back(toJson(candidate, wanted.logprobs));
    const auto resolved = resolve(spec, settings);
    out["provenance"] = {{"strategy", wanted.strategy.empty() ? "samples" : wanted.strategy},
                         {"config", resolved ? *resolved : settings},
                         {"reason", outcome.reason},
                         {"tie", outcome.tie},
                         {"oracle", outcome.oracle},
                         {"seconds", outcome.seconds},
                         {"model", model}};
    if (!outcome.remote.is_null()) out["provenance"]["remote"] = outcome.remote;
    return out;
}

} // namespace

Result<Json> answerGenerate(const Json &request, const ModelSession &session, std::stop_token stop,
                            const TellPartial &tell) {
    const auto wanted = readWanted(request);
    if (!wanted) return unexpected(wanted.error());
    const auto spec = specOf(*wanted);
    if (!spec) return unexpected(spec.error());
    const auto known = {"ids",    "prompt",   "messages", "reference", "logprobs", "scores", "trace",
                        "stream", "strategy", "rule",     "set",       "begun",    "reward", "documents",
                        "draft",  "inputs",   "expert",   "expert_2",  "expert_3"};
    if (auto ok = checkFields(request, known, **spec); !ok) return unexpected(ok.error());
    auto problem = readProblem(request, session.remote != nullptr);
    if (!problem) return unexpected(problem.error());
    auto begun = readBegun(request, session);
    if (!begun) return unexpected(begun.error());
    problem->begun = std::move(*begun);
    auto settings = settingsOf(request, **spec);
    if (!settings) return unexpected(settings.error());
    if (wanted->strategy.empty() && !settings->contains("n"))
        (*settings)["n"] = 1; // who asks for no search wants one text
    const auto rule = wanted->rule.empty() ? Result<std::unique_ptr<Rule>>(nullptr) : ruleByName(wanted->rule);
    if (!rule) return unexpected(rule.error());

    SearchContext context = searchContextOf(session, CutAnswers::Keep);
    context.rule = rule->get();
    if (auto ok = addInputs(request, session, context); !ok) return unexpected(ok.error());
    context.watch.stop = stop;
    context.watch.scores = wanted->scores;
    Json trace = Json::array();
    SearchTeller teller(tell);
    const bool streams = wanted->stream && tell;
    if (wanted->trace)
        context.trace = [&](const SearchEvent &event) {
            trace.push_back(toJson(event));
            if (streams) teller.add(trace.back());
        };
    if (streams) teller.watch(context);
    const auto outcomes = search({std::move(*problem)}, context, *wanted, *settings);
    if (streams) teller.tellRest();
    if (!outcomes) {
        Error error = ofRequest(outcomes.error());
        if (error.field == "ids" && request.contains("prompt")) error.field = "prompt";
        return fail(std::move(error));
    }

    Json out = answerOf(outcomes->front(), *wanted, **spec, *settings, session.reference);
    if (wanted->trace) out["trace"] = std::move(trace);
    return out;
}

} // namespace lapidary
