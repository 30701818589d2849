// SPDX-License-Identifier: Apache-2.0
// logits, logprobs, info. Legend: T tokens, D hidden size, V vocabulary.
#include "app/worker/facts.h"
#include "app/worker/requests.h"
#include "core/engine/generate/checks.h"
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/model/heads.h"
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace lapidary {

namespace {

Json jsonOfFloats(const float *values, std::size_t count) {
    Json out = Json::array();
    for (std::size_t i = 0; i < count; ++i) out.push_back(jsonOfFloat(values[i]));
    return out;
}

Json jsonOfRows(const at::Tensor &values_TV) {
    const at::Tensor plain = values_TV.to(at::kCPU, at::kFloat).contiguous();
    Json rows = Json::array();
    const auto width = static_cast<std::size_t>(plain.size(1));
    for (std::int64_t t = 0; t < plain.size(0); ++t)
        rows.push_back(jsonOfFloats(plain.const_data_ptr<float>() + static_cast<std::size_t>(t) * width, width));
    return rows;
}

Status checkSequence(const std::vector<std::int64_t> &ids, const DecoderConfig &model, const std::string &field) {
    if (ids.empty()) return fail(emptyPrompt(field));
    const auto tokens = static_cast<std::int64_t>(ids.size());
    if (tokens > model.maxPositions) return fail(tooLong(tokens, model.maxPositions, field));
    return checkTokenIds(ids, model, field);
}

/// The most likely tokens, the first one first: [{"id", "logprob"}].
Json mostLikely(const at::Tensor &logits_V, std::int64_t count) {
    const at::Tensor logp_V = at::log_softmax(logits_V.to(at::kCPU, at::kDouble), -1);
    const auto [logprobs, ids] = logp_V.topk(std::min(count, logp_V.size(0)));
    Json out = Json::array();
    for (std::int64_t i = 0; i < ids.size(0); ++i)
        out.push_back({{"id", ids[i].item<std::int64_t>()}, {"logprob", logprobs[i].item<double>()}});
    return out;
}

/// How many of the most likely tokens are wanted; 0: all logits.
Result<std::int64_t> topOf(const Json &request, bool last) {
    if (!request.contains("top")) return 0;
    const auto top = getInteger(request, "top");
    if (!top) return unexpected(top.error());
    if (*top >= 1 && last) return *top;
    return fail({.code = "request.top",
                 .message = "The most likely tokens are told of one place.",
                 .field = "top",
                 .found = last ? Sentence(std::to_string(*top)) : Sentence("positions that are not \"last\""),
                 .expected = "a number above 0, and \"positions\": \"last\""});
}

/// To the bit as if the model had written the completion, at temperature 1.
Result<Json> asWritten(const Json &request, const ModelSession &session) {
    const auto prompt = getIds(request, "prompt_ids"), completion = getIds(request, "completion_ids");
    const DecoderConfig &model = session.model->config();
    if (auto ok = mustSpeak(model); !ok) return unexpected(ok.error());
    auto whole = *prompt;
    whole.insert(whole.end(), completion->begin(), completion->end());
    if (prompt->empty()) return fail(emptyPrompt("prompt_ids"));
    if (auto ok = checkSequence(whole, model, "completion_ids"); !ok) return unexpected(ok.error());
    if (request.contains("temperature"))
        return fail({.code = "request.temperature",
                     .message = "What was written is scored as the model itself would have it, at temperature 1.",
                     .field = "temperature",
                     .remedy = "Leave it out."});
    const c10::InferenceMode noGradients;
    Json logprobs = Json::array(), entropy = Json::array();
    for (const TokenScore &score : session.writer->scoresOf(*prompt, *completion)) {
        logprobs.push_back(jsonOfFloat(score.logprob));
        entropy.push_back(jsonOfFloat(score.entropy));
    }
    return Json{{"logprobs", std::move(logprobs)}, {"entropy", std::move(entropy)}};
}

Json describeModel(const ModelSession &session) {
    const auto &config = session.model->config();
    return {{"architecture", config.architecture},
            {"parameters", config.parameterCount()},
            {"vocab_size", config.vocabSize},
            {"hidden_size", config.hiddenSize},
            {"layers", config.layers},
            {"heads", config.heads},
            {"kv_heads", config.kvHeads},
            {"max_positions", config.maxPositions},
            {"dtype", session.reference.value("dtype", "") == kInt8 ? kInt8 : nameOf(session.model->placement().dtype)},
            {"device", session.model->placement().device.str()},
            {"head", config.headKind == HeadKind::LanguageModel ? "language_model"
                     : config.headKind == HeadKind::Sequence    ? "sequence_scores"
                                                                : "token_scores"},
            {"labels", config.labels},
            {"tokenizer", session.tokenizer != nullptr}};
}

} // namespace

Result<Json> answerLogits(const Json &request, const ModelSession &session) {
    if (auto ok = checkFields(request, {"ids", "text", "positions", "top"}); !ok) return unexpected(ok.error());
    const auto positions = request.contains("positions") ? getString(request, "positions") : Result<std::string>("all");
    if (!positions) return unexpected(positions.error());
    if (*positions != "all" && *positions != "last")
        return fail({.code = "request.positions",
                     .message = "Unknown positions.",
                     .field = "positions",
                     .found = *positions,
                     .expected = "all or last"});
    if (auto ok = mustSpeak(session.model->config()); !ok) return unexpected(ok.error());
    const auto ids = idsOrText(request, "text", session);
    if (!ids) return unexpected(ids.error());
    if (auto ok = checkSequence(*ids, session.model->config(), request.contains("ids") ? "ids" : "text"); !ok)
        return unexpected(ok.error());
    const auto top = topOf(request, *positions == "last");
    if (!top) return unexpected(top.error());
    const c10::InferenceMode noGradients;
    if (*positions == "last" && session.writer && *top > 0)
        return Json{{"top", mostLikely(session.writer->logitsBehind(*ids), *top)}};
    const at::Tensor ids_1T = at::tensor(*ids, at::kLong).unsqueeze(0).to(session.model->placement().device);
    at::Tensor hidden_TD = session.model->hidden({.ids_BT = ids_1T}).squeeze(0);
    if (*positions == "last") hidden_TD = hidden_TD.slice(0, -1);
    const at::Tensor logits_TV = session.model->logits(hidden_TD);
    if (*top > 0) return Json{{"top", mostLikely(logits_TV[0], *top)}};
    return Json{{"logits", jsonOfRows(logits_TV)}};
}

Result<Json> answerLogprobs(const Json &request, const ModelSession &session) {
    if (auto ok = checkFields(request, {"prompt_ids", "completion_ids", "temperature", "as_written"}); !ok)
        return unexpected(ok.error());
    auto prompt = getIds(request, "prompt_ids");
    if (!prompt) return unexpected(prompt.error());
    auto completion = getIds(request, "completion_ids");
    if (!completion) return unexpected(completion.error());
    const auto temperature = request.contains("temperature") ? getNumber(request, "temperature") : Result<double>(1.0);
    if (!temperature) return unexpected(temperature.error());
    if (*temperature <= 0)
        return fail(
            {.code = "request.temperature",
             .message = "The temperature must be above 0.",
             .field = "temperature",
             .found = dumpJson(request["temperature"]),
             .expected = "a number above 0",
             .remedy =
                 "The log-probabilities of greedy decoding are those of the model itself: leave it out, or give 1."});
    if (request.value("as_written", Json()) == true && session.writer) return asWritten(request, session);
    const auto scores =
        teacherForcedLogprobs(*session.model, {{std::move(*prompt), std::move(*completion)}}, *temperature);
    if (!scores) return unexpected(ofRequest(scores.error()));
    const auto &row = scores->front();
    return Json{{"logprobs", jsonOfFloats(row.logprobs.data(), row.logprobs.size())},
                {"entropy", jsonOfFloats(row.entropies.data(), row.entropies.size())}};
}

Result<Json> answerInfo(const Json &request, const ModelSession *session) {
    if (auto ok = checkFields(request, {}); !ok) return unexpected(ok.error());
    Json out = buildFacts();
    if (session && session->remote)
        out["model"] = {{"remote", session->remote->origin().text()},
                        {"name", session->remote->endpoint().model},
                        {"tokenizer", false}};
    else if (session)
        out["model"] = describeModel(*session);
    return out;
}

} // namespace lapidary
