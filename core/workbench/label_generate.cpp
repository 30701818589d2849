// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/label_generate.h"
#include "core/config/spec.h"
#include "core/text/answer/finish.h"
#include "core/text/prompt_completion.h"
#include "core/workbench/contender.h"
#include "core/workbench/derived_model.h"

namespace lapidary {

Result<Json> modelOfRun(Project &project, const std::string &run) {
    const fs::path folder = project.runFolder(run);
    const auto document = readDocument((folder / "run.toml").string());
    if (!document) return unexpected(document.error());
    const Json &values = document->values;
    Json model = values.value("model", Json());
    const bool trained = values.value("kind", "") == "train";
    const bool adapter = values.value("config", Json::object()).value("use_peft", false);
    if (trained && (!adapter || model.is_object())) model = trainedReference(model, adapter, "model");
    if (!model.is_object() || !model.contains("path"))
        return fail({.code = "run.no_model", .message = "this run has no model to ask", .file = (folder / "run.toml").string(), .field = "model"});
    model = wholeModelReference(std::move(model), folder);
    const std::string output = trained ? (folder / "model").string() : model["path"].get<std::string>();
    std::error_code wrong;
    if (!fs::is_directory(output, wrong))
        return fail({.code = "run.no_model", .message = "the model of this run is not there (yet)", .file = output, .remedy = "Wait until the run has finished."});
    if (values.contains("device")) model["device"] = values["device"];
    return model;
}

Result<PairRequest> pairRequest(Project &project, const LabelItem &like, std::uint64_t seed) {
    auto model = modelOfRun(project, like.a.run);
    if (!model) return unexpected(model.error());
    std::int64_t longest = 128;
    if (const auto document = readDocument((project.runFolder(like.a.run) / "run.toml").string())) {
        const Json config = document->values.value("config", Json::object());
        longest = config.value("max_new_tokens", config.value("max_completion_length", longest));
    }
    return PairRequest{{{"verb", "generate"}, {"model", std::move(*model)}, {"prompt", like.prompt}, {"n", 2}, {"temperature", 1.0}, {"max_new_tokens", longest},
                        {"seed", seed % (1ull << 31)}}, like};
}

Result<LabelItem> pairFrom(const Json &answer, const PairRequest &asked) {
    LabelItem item{.prompt = asked.like.prompt, .origin = "generated"};
    const Json completions = answer.value("completions", Json::array());
    if (completions.size() != 2)
        return fail({.code = "worker.bad_answer", .message = "The worker did not give two answers", .found = std::to_string(completions.size())});
    for (auto [candidate, i] : {std::pair{&item.a, 0}, {&item.b, 1}}) {
        auto text = getString(completions[static_cast<std::size_t>(i)], "text");
        if (!text) return unexpected(text.error());
        if (const auto fault = faultOf(*text, completions[static_cast<std::size_t>(i)].value("finish_reason", "stop")); !fault.empty())
            return fail({.code = "labels.cut_answer", .message = "a fresh answer of the model is no whole one, and makes no pair",
                         .found = fault + ": " + text->substr(0, 80), .expected = "an answer that the model ended itself",
                         .remedy = "Ask again, or sample with a larger max_new_tokens."});
        *candidate = {.text = std::move(*text), .run = asked.like.a.run, .name = asked.like.a.name};
    }
    if (item.a.text == item.b.text)
        return fail({.code = "labels.same_answers", .message = "the model gave the same answer twice", .found = item.a.text.substr(0, 80), .remedy = "It is sure of itself here; go on with another prompt."});
    item.id = labelItemId(item);
    return item;
}

Result<TokensRequest> tokensRequest(Project &project, const std::string &prompt, const LabelCandidate &answer) {
    auto model = modelOfRun(project, answer.run);
    if (!model) return unexpected(model.error());
    const auto tokenizer = Tokenizer::load((*model)["path"].get<std::string>());
    if (!tokenizer) return unexpected(tokenizer.error());
    const auto pair = tokenisePair(*tokenizer, prompt, answer.text);
    if (!pair) return unexpected(pair.error());
    TokensRequest out;
    std::size_t first = pair->promptLength; // a token that ends within the prompt is none of the answer's
    while (first < pair->ids.size() && pair->offsets[first].second <= prompt.size() && pair->offsets[first].first < pair->offsets[first].second) ++first;
    const auto begin = pair->ids.begin() + static_cast<std::ptrdiff_t>(first);
    std::vector<std::int32_t> completion;
    for (std::size_t i = first; i < pair->ids.size(); ++i) {
        const auto [from, to] = pair->offsets[i];
        if (from == to || to <= prompt.size()) continue; // the end token behind, which the answer may not have
        out.ends.push_back(to - prompt.size());
        completion.push_back(pair->ids[i]);
    }
    out.request = {{"verb", "logprobs"}, {"model", std::move(*model)}, {"prompt_ids", std::vector<std::int32_t>(pair->ids.begin(), begin)}, {"completion_ids", std::move(completion)}};
    return out;
}

Result<AnswerTokens> tokensFrom(const Json &answer, const TokensRequest &asked) {
    AnswerTokens out{.ends = asked.ends};
    for (const Json &value : answer.value("logprobs", Json::array()))
        if (value.is_number()) out.logprobs.push_back(value.get<float>());
    if (out.logprobs.size() != out.ends.size())
        return fail({.code = "worker.bad_answer", .message = "The worker gave another number of log-probabilities than tokens were asked for", .found = std::to_string(out.logprobs.size()), .expected = std::to_string(out.ends.size())});
    return out;
}

} // namespace lapidary
