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
    if (auto ok = checkFields(request, {"ids", "text", "positions"}); !ok) return unexpected(ok.error());
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
    const c10::InferenceMode noGradients;
    const at::Tensor ids_1T = at::tensor(*ids, at::kLong).unsqueeze(0).to(session.model->placement().device);
    at::Tensor hidden_TD = session.model->hidden({.ids_BT = ids_1T}).squeeze(0);
    if (*positions == "last") hidden_TD = hidden_TD.slice(0, -1);
    return Json{{"logits", jsonOfRows(session.model->logits(hidden_TD))}};
}

Result<Json> answerLogprobs(const Json &request, const ModelSession &session) {
    if (auto ok = checkFields(request, {"prompt_ids", "completion_ids", "temperature"}); !ok)
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
