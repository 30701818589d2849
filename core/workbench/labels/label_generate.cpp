// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_generate.h"
#include "core/config/spec.h"
#include "core/data/chat_pair.h"
#include "core/text/answer/answer.h"
#include "core/text/prompt_completion.h"
#include "core/workbench/compare/contender.h"
#include "core/workbench/labels/label_items.h"
#include "core/workbench/models/derived_model.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>

namespace lapidary {
namespace {
constexpr std::size_t kSpare = 2; // times as many as are needed: some may be cut, or equal

/// The run whose model is to be asked.
Result<std::string> askedRun(const LabelCandidate &answer) {
    if (!answer.run.empty()) return answer.run;
    return fail({.code = "labels.no_model",
                 .message = "nobody knows which model these answers are of",
                 .found = answer.name.empty() ? Sentence("no run") : Sentence(answer.name),
                 .expected = "answers of a run of this project",
                 .remedy = "Make a queue from the samples of a run."});
}
} // namespace

Result<Json> modelOfRun(Project &project, const std::string &run) {
    const fs::path folder = project.runFolder(run);
    return modelOfRunIn(folder, folder / "model");
}

Result<Json> modelOfRunIn(const fs::path &folder, const fs::path &left) {
    const auto document = readDocument((folder / "run.toml").string());
    if (!document) return unexpected(document.error());
    const Json &values = document->values;
    Json model = values.value("model", Json());
    const bool trained = isTraining(values.value("kind", ""));
    const bool adapter = values.value("config", Json::object()).value("use_peft", false);
    if (trained && (!adapter || model.is_object()))
        model = trainedReference(model, adapter, left.lexically_relative(folder).string());
    if (!model.is_object() || !model.contains("path"))
        return fail({.code = "run.no_model",
                     .message = "this run has no model to ask",
                     .file = (folder / "run.toml").string(),
                     .field = "model"});
    model = wholeModelReference(std::move(model), folder);
    const std::string output = trained ? left.string() : model["path"].get<std::string>();
    std::error_code wrong;
    if (!fs::is_directory(output, wrong))
        return fail({.code = "run.no_model",
                     .message = "the model of this run is not there (yet)",
                     .file = output,
                     .remedy = "Wait until the run has finished."});
    if (values.contains("device")) model["device"] = values["device"];
    return model;
}

Result<Json> promptRequest(const LabelItem &item, ChatPrompt &chat) {
    if (item.turns.empty()) return Json{{"prompt", item.prompt}};
    const auto question = chatQuestion(chat, item.turns);
    if (!question) return unexpected(question.error());
    return Json{{"ids", question->ids}};
}

Result<FreshRequest> freshRequest(Project &project, const LabelItem &like, std::uint64_t seed) {
    const auto run = askedRun(like.answers.empty() ? LabelCandidate{} : like.answers[0]);
    if (!run) return unexpected(run.error());
    auto model = modelOfRun(project, *run);
    if (!model) return unexpected(model.error());
    std::int64_t longest = 128;
    if (const auto document = readDocument((project.runFolder(*run) / "run.toml").string())) {
        const Json config = document->values.value("config", Json::object());
        longest = config.value("max_new_tokens", config.value("max_completion_length", longest));
    }
    ChatPrompt chat(model->value("path", std::string()));
    auto request = promptRequest(like, chat);
    if (!request) return unexpected(request.error());
    request->update({{"verb", "generate"},
                     {"model", std::move(*model)},
                     {"n", kSpare * std::max<std::size_t>(like.answers.size(), 2)},
                     {"temperature", 1.0},
                     {"max_new_tokens", longest},
                     {"seed", seed % (1ull << 31)}});
    return FreshRequest{std::move(*request), like};
}

namespace {

/// The whole answers among them; `fault` tells of one that is none.
std::vector<std::string> wholeAnswers(const Answers &answers, Sentence &fault) {
    std::vector<std::string> whole;
    for (const Answer &each : answers.all)
        if (const std::string wrong = each.fault(); wrong.empty())
            whole.push_back(each.text);
        else
            fault = {"{0}: {1}", Sentence::known(wrong), each.text.substr(0, 80)};
    return whole;
}

} // namespace

Result<LabelItem> freshItem(const Json &answer, const FreshRequest &asked) {
    const auto answers = answersFromJson(answer);
    if (!answers) return unexpected(answers.error());
    const std::size_t needed = asked.like.answers.size();
    if (answers->all.size() < needed)
        return fail({.code = "worker.bad_answer",
                     .message = "The worker gave fewer answers than were asked for",
                     .found = std::to_string(answers->all.size()),
                     .expected = {"at least {0}", needed}});
    Sentence fault;
    const auto whole = wholeAnswers(*answers, fault);
    if (whole.size() < needed)
        return fail({.code = "labels.cut_answer",
                     .message = "too few of the model's answers are whole, and others make no item",
                     .found = {"{0} whole of {1}; {2}", whole.size(), answers->all.size(), fault},
                     .expected = {"{0} that the model ended itself", needed},
                     .remedy = "Ask again, or sample with a larger max_new_tokens."});
    std::vector<std::string> chosen;
    for (const std::string &text : whole)
        if (chosen.size() < needed && std::find(chosen.begin(), chosen.end(), text) == chosen.end() &&
            (needed > 1 || text != asked.like.answers[0].text))
            chosen.push_back(text);
    if (chosen.size() < needed)
        return fail({.code = "labels.same_answers",
                     .message = "the model gave the same answer again",
                     .found = whole.front().substr(0, 80),
                     .remedy = "It is sure of itself here; go on with another prompt."});
    LabelItem item{.prompt = asked.like.prompt, .turns = asked.like.turns, .origin = "generated"};
    for (const std::string &text : chosen) {
        item.answers.push_back(asked.like.answers[0]);
        item.answers.back().text = text;
        item.answers.back().terminated = true;
    }
    if (!asked.like.steps.empty()) item.steps = stepsOfAnswer(item.answers[0].text);
    item.id = labelItemId(item);
    return item;
}

Result<TokensRequest> tokensRequest(Project &project, const std::string &prompt, const LabelCandidate &answer) {
    const auto run = askedRun(answer);
    if (!run) return unexpected(run.error());
    auto model = modelOfRun(project, *run);
    if (!model) return unexpected(model.error());
    const auto tokenizer = Tokenizer::load((*model)["path"].get<std::string>());
    if (!tokenizer) return unexpected(tokenizer.error());
    const auto pair = tokenisePair(*tokenizer, prompt, answer.text);
    if (!pair) return unexpected(pair.error());
    TokensRequest out;
    std::size_t first = pair->promptLength; // a token that ends within the prompt is none of the answer's
    while (first < pair->ids.size() && pair->offsets[first].second <= prompt.size() &&
           pair->offsets[first].first < pair->offsets[first].second)
        ++first;
    const auto begin = pair->ids.begin() + static_cast<std::ptrdiff_t>(first);
    std::vector<std::int32_t> completion;
    std::size_t told = 0; // bytes of the answer that the tokens before have
    for (std::size_t i = first; i < pair->ids.size(); ++i) {
        const auto [from, to] = pair->offsets[i];
        if (from == to || to <= prompt.size()) continue; // the end token behind, which the answer may not have
        const std::size_t end = to - prompt.size();
        out.tokens.push_back({.text = answer.text.substr(told, end - told), .id = pair->ids[i]});
        told = end;
        completion.push_back(pair->ids[i]);
    }
    out.request = {{"verb", "logprobs"},
                   {"model", std::move(*model)},
                   {"prompt_ids", std::vector<std::int32_t>(pair->ids.begin(), begin)},
                   {"completion_ids", std::move(completion)}};
    return out;
}

Result<std::vector<TextToken>> tokensFrom(const Json &answer, const TokensRequest &asked) {
    std::vector<float> logprobs;
    for (const Json &value : answer.value("logprobs", Json::array()))
        if (value.is_number()) logprobs.push_back(value.get<float>());
    if (logprobs.size() != asked.tokens.size())
        return fail({.code = "worker.bad_answer",
                     .message = "The worker gave another number of log-probabilities than tokens were asked for",
                     .found = std::to_string(logprobs.size()),
                     .expected = std::to_string(asked.tokens.size())});
    std::vector<TextToken> out = asked.tokens;
    for (std::size_t i = 0; i < out.size(); ++i) out[i].logprob = logprobs[i];
    return out;
}

} // namespace lapidary
