// SPDX-License-Identifier: Apache-2.0
// What a person asks of the steps of an answer.
#include "app/worker/asked_problem.h"
#include "app/worker/requests.h"
#include "app/worker/search_teller.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/step_weights.h"
#include "core/stats/intervals.h"

namespace lapidary {

namespace {

Result<std::vector<std::string>> readSteps(const Json &request) {
    const auto wrong = [](std::string field, Sentence found) {
        return fail({.code = "request.steps",
                     .message = "The steps of an answer are missing or malformed.",
                     .field = std::move(field),
                     .found = std::move(found),
                     .expected = "a list of texts, none of them empty"});
    };
    const auto it = request.find("steps");
    if (it == request.end()) return wrong("steps", "nothing");
    if (!it->is_array() || it->empty()) return wrong("steps", dumpJson(*it).substr(0, 80));
    std::vector<std::string> steps;
    for (std::size_t s = 0; s < it->size(); ++s) {
        const Json &step = (*it)[s];
        if (!step.is_string() || step.get<std::string>().empty())
            return wrong("steps[" + std::to_string(s) + "]", dumpJson(step));
        steps.push_back(step.get<std::string>());
    }
    return steps;
}

/// The same question once for each step, with the answer begun up to it.
std::vector<SearchProblem> behindEach(const SearchProblem &problem, const std::vector<std::string> &steps) {
    std::vector<SearchProblem> out;
    std::string begun;
    for (const auto &step : steps) {
        begun += step;
        out.push_back(problem);
        out.back().begun.text = begun;
    }
    return out;
}

Result<Json> valueOf(const SearchOutcome &outcome, const Rule &rule, const Problem &problem) {
    std::int64_t right = 0;
    const auto n = static_cast<std::int64_t>(outcome.candidates.size());
    for (const Candidate &each : outcome.candidates)
        right += gradeCompletion(rule, problem, each.text, each.completion.finishReason).correct;
    const auto interval = stats::wilson(right, n);
    if (!interval) return unexpected(interval.error());
    return Json{{"right", right},           {"n", n},
                {"share", interval->value}, {"low", interval->low},
                {"high", interval->high},   {"tokens", outcome.tokens.spent()}};
}

Result<std::unique_ptr<Rule>> ruleOf(const Json &request, const Problem &problem) {
    const auto name = getString(request, "rule");
    if (!name) return unexpected(name.error());
    auto rule = ruleByName(*name);
    if (!rule || (*rule)->scorable(problem)) return rule;
    return fail({.code = "request.no_reference",
                 .message = "Nothing can come right: there is no answer to compare with.",
                 .field = "reference",
                 .found = problem.reference,
                 .expected = "the right answer, as the rule reads it"});
}

} // namespace

Result<Json> answerStepValues(const Json &request, const ModelSession &session, std::stop_token stop,
                              const TellPartial &tell) {
    const auto &spec = describedCandidates().spec();
    if (auto ok = checkFields(request, {"ids", "prompt", "reference", "rule", "steps", "stream", "set"}, spec); !ok)
        return unexpected(ok.error());
    const auto problem = readProblem(request, session.remote != nullptr);
    if (!problem) return unexpected(problem.error());
    const auto steps = readSteps(request);
    if (!steps) return unexpected(steps.error());
    const auto rule = ruleOf(request, problem->problem);
    if (!rule) return unexpected(rule.error());
    const auto settings = settingsOf(request, spec);
    if (!settings) return unexpected(settings.error());
    const auto config = describedCandidates().read(*settings);
    if (!config) return fail(joined(config.error()));

    SearchContext context = searchContextOf(session, CutAnswers::Keep);
    context.watch.stop = stop;
    SearchTeller teller(tell);
    if (tell && request.value("stream", Json()) == true) teller.watch(context);
    const auto problems = behindEach(*problem, *steps);
    const auto outcomes = drawSamples(problems, context, *config);
    if (!outcomes) return fail(ofRequest(outcomes.error()));
    Json out = {{"steps", Json::array()}, {"tokens", 0}};
    for (const SearchOutcome &outcome : *outcomes) {
        if (outcome.cancelled) return fail(kCancelled, "The request was cancelled.");
        auto value = valueOf(outcome, **rule, problem->problem);
        if (!value) return unexpected(value.error());
        out["tokens"] = out["tokens"].get<std::int64_t>() + (*value)["tokens"].get<std::int64_t>();
        out["steps"].push_back(std::move(*value));
    }
    return out;
}

Result<Json> answerStepWeights(const Json &request, const ModelSession &session, std::stop_token stop) {
    if (auto ok = checkFields(request, {"ids", "prompt", "steps", "answer", "seed", "stream"}); !ok)
        return unexpected(ok.error());
    const auto problem = readProblem(request, false);
    if (!problem) return unexpected(problem.error());
    auto steps = readSteps(request);
    if (!steps) return unexpected(steps.error());
    auto answer = getString(request, "answer");
    if (!answer) return unexpected(answer.error());
    const auto seed = request.contains("seed") ? getInteger(request, "seed") : Result<std::int64_t>(0);
    if (!seed) return unexpected(seed.error());
    SearchContext context = searchContextOf(session, CutAnswers::Keep);
    context.watch.stop = stop;
    const auto model = std::dynamic_pointer_cast<const NetworkModel>(context.model);
    const auto weights = weightsOfSteps(*model, session.model->config(), context, *problem,
                                        {std::move(*steps), std::move(*answer)}, static_cast<std::uint64_t>(*seed));
    if (!weights) return unexpected(weights.error());
    Json out = {{"answer_probability", weights->answer}, {"steps", Json::array()}, {"tokens", weights->tokens}};
    for (const StepWeight &step : weights->steps)
        out["steps"].push_back({{"left_out", step.leftOut},
                                {"true_thinking", step.trueThinking},
                                {"disturbed", step.disturbed.empty() ? Json() : Json(step.disturbed)},
                                {"tokens", step.tokens}});
    return out;
}

} // namespace lapidary
