// SPDX-License-Identifier: Apache-2.0
// Legend: P texts before the given ones, R given texts of more than one token, T tokens, D hidden size, N scored
// tokens, V vocabulary.
#include "core/engine/search/given_reader.h"
#include "core/engine/generate/checks.h"
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/model/heads.h"
#include <ATen/ATen.h>
#include <algorithm>
#include <c10/core/InferenceMode.h>

namespace lapidary {

namespace {

using Ids = std::vector<std::int64_t>;
using Logprobs = std::vector<std::vector<std::vector<float>>>; ///< [given][text][token]

Status check(const DecoderConfig &config, std::span<const GivenTexts> given) {
    if (auto ok = mustSpeak(config); !ok) return ok;
    for (std::size_t g = 0; g < given.size(); ++g) {
        const std::string where = "given[" + std::to_string(g) + "]";
        if (given[g].ids.empty()) return fail(emptyPrompt(where + ".ids"));
        if (auto ok = checkTokenIds(given[g].ids, config, where + ".ids"); !ok) return ok;
        for (const Ids &text : given[g].texts) {
            if (auto ok = checkTokenIds(text, config, where + ".texts"); !ok) return ok;
            const auto tokens = static_cast<std::int64_t>(given[g].ids.size() + text.size());
            if (tokens > config.maxPositions) return fail(tooLong(tokens, config.maxPositions, where + ".texts"));
        }
    }
    return {};
}

/// A text whose first token is scored, and whose others are still to be read.
struct Rest {
    std::size_t given, text;
    const Ids *ids;
};

/// [N] of rows of logits, each of which predicts one token.
std::vector<float> logprobsOf(const at::Tensor &logits_NV, const Ids &tokens) {
    const at::Tensor token_N1 = at::tensor(tokens, at::kLong).to(logits_NV.device()).unsqueeze(1);
    const at::Tensor logp_N =
        at::log_softmax(logits_NV.to(at::kFloat), -1).gather(1, token_N1).squeeze(1).cpu().contiguous();
    return {logp_N.const_data_ptr<float>(), logp_N.const_data_ptr<float>() + logp_N.numel()};
}

/// The first tokens of all texts: what was read before them predicts them.
std::vector<Rest> scoreFirst(std::span<const GivenTexts> given, const at::Tensor &logits_PV, Logprobs &out) {
    std::vector<Rest> rest;
    Ids rows, tokens;
    for (std::size_t g = 0; g < given.size(); ++g)
        for (std::size_t t = 0; t < given[g].texts.size(); ++t) {
            const Ids &text = given[g].texts[t];
            if (text.empty()) continue;
            rows.push_back(static_cast<std::int64_t>(g));
            tokens.push_back(text.front());
            if (text.size() > 1) rest.push_back({g, t, &text});
        }
    if (rows.empty()) return rest;
    const at::Tensor row_N = at::tensor(rows, at::kLong).to(logits_PV.device());
    auto next = logprobsOf(logits_PV.index_select(0, row_N), tokens);
    std::size_t at = 0;
    for (std::size_t g = 0; g < given.size(); ++g)
        for (std::size_t t = 0; t < given[g].texts.size(); ++t)
            if (!given[g].texts[t].empty()) out[g][t].push_back(next[at++]);
    return rest;
}

/// All but the last token of each text, in one batch behind what is known.
void scoreRest(const Decoder &model, const KvCache &before, const std::shared_ptr<KvBlockPool> &pool,
               const std::vector<Rest> &rest, Logprobs &out) {
    std::vector<KvText> known;
    std::size_t width = 0;
    for (const Rest &each : rest) {
        known.push_back(before.text(static_cast<std::int64_t>(each.given)));
        width = std::max(width, each.ids->size() - 1);
    }
    const auto R = static_cast<std::int64_t>(rest.size()), T = static_cast<std::int64_t>(width);
    const at::Tensor ids_RT = at::zeros({R, T}, at::kLong);
    Ids counts, places, tokens;
    for (std::int64_t r = 0; r < R; ++r) {
        const Ids &text = *rest[static_cast<std::size_t>(r)].ids;
        const auto count = static_cast<std::int64_t>(text.size()) - 1;
        std::copy(text.begin(), text.end() - 1, ids_RT.mutable_data_ptr<std::int64_t>() + r * T);
        for (std::int64_t t = 0; t < count; ++t) places.push_back(r * T + t);
        tokens.insert(tokens.end(), text.begin() + 1, text.end());
        counts.push_back(count);
    }
    KvCache cache(pool, known);
    const auto device = model.placement().device;
    const at::Tensor hidden_RTD = model.hidden({.ids_BT = ids_RT.to(device), .cache = &cache, .counts = counts});
    const at::Tensor hidden_ND =
        hidden_RTD.flatten(0, 1).index_select(0, at::tensor(places, at::kLong).to(hidden_RTD.device()));
    const auto all = logprobsOf(model.nextLogits(hidden_ND), tokens);
    auto next = all.begin();
    for (const Rest &each : rest) {
        auto &into = out[each.given][each.text];
        const auto end = next + static_cast<std::ptrdiff_t>(each.ids->size()) - 1;
        into.insert(into.end(), next, end);
        next = end;
    }
}

/// Nothing that was computed of a beginning holds for a longer text.
Result<Logprobs> readWhole(const Decoder &model, std::span<const GivenTexts> given, Logprobs out) {
    std::vector<PromptAndCompletion> rows;
    for (const GivenTexts &each : given)
        for (const Ids &text : each.texts) rows.push_back({each.ids, text});
    auto scores = teacherForcedLogprobs(model, rows);
    if (!scores) return unexpected(scores.error());
    auto next = scores->begin();
    for (auto &texts : out)
        for (auto &text : texts) text = std::move((next++)->logprobs);
    return out;
}

} // namespace

Result<Logprobs> readGivenTexts(const Decoder &model, const PromptReader &reader, std::span<const GivenTexts> given) {
    if (auto ok = check(model.config(), given); !ok) return unexpected(ok.error());
    Logprobs out(given.size());
    for (std::size_t g = 0; g < given.size(); ++g) out[g].resize(given[g].texts.size());
    if (given.empty()) return out;
    if (model.config().dependsOnLength()) return readWhole(model, given, std::move(out));
    const c10::InferenceMode noGradients;
    std::vector<TextToRead> before;
    for (const GivenTexts &each : given) before.push_back(reader.toRead(each.ids, nullptr));
    const ReadTexts read = reader.read(std::move(before));
    const auto rest = scoreFirst(given, read.logits_RV, out);
    if (!rest.empty()) scoreRest(model, read.cache, reader.pool(), rest, out);
    return out;
}

} // namespace lapidary
