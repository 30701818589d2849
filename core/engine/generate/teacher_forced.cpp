// SPDX-License-Identifier: Apache-2.0
// Legend: B rows, T tokens, N completion tokens of the batch, V vocabulary.
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/generate/checks.h"
#include "core/engine/model/heads.h"
#include <ATen/ATen.h>
#include <algorithm>
#include <c10/core/InferenceMode.h>
#include <numeric>

namespace lapidary {

namespace {

struct Batch {
    std::vector<std::size_t> rows;
    std::int64_t width = 0;
};

std::int64_t lengthOf(const PromptAndCompletion &row) {
    return static_cast<std::int64_t>(row.promptIds.size() + row.completionIds.size());
}

std::vector<Batch> batchesOf(const std::vector<PromptAndCompletion> &rows, std::int64_t maxTokens) {
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return lengthOf(rows[a]) > lengthOf(rows[b]); });
    std::vector<Batch> batches;
    for (std::size_t r : order) {
        if (rows[r].completionIds.empty()) continue;
        const bool fits = !batches.empty() &&
                          static_cast<std::int64_t>(batches.back().rows.size() + 1) * batches.back().width <= maxTokens;
        if (!fits) batches.push_back({{}, lengthOf(rows[r])});
        batches.back().rows.push_back(r);
    }
    return batches;
}

void scoreBatch(const Decoder &model, const std::vector<PromptAndCompletion> &rows, const Batch &batch,
                double temperature, std::vector<TokenScores> &out) {
    const auto count = static_cast<std::int64_t>(batch.rows.size());
    const at::Tensor ids_BT = at::zeros({count, batch.width}, at::kLong);
    std::vector<std::int64_t> lengths, from, target; // place whose logits predict, and the token predicted
    for (std::int64_t b = 0; b < count; ++b) {
        const auto &[prompt, completion] = rows[batch.rows[static_cast<std::size_t>(b)]];
        auto *place = ids_BT.mutable_data_ptr<std::int64_t>() + b * batch.width;
        std::copy(completion.begin(), completion.end(), std::copy(prompt.begin(), prompt.end(), place));
        lengths.push_back(lengthOf(rows[batch.rows[static_cast<std::size_t>(b)]]));
        const auto first = b * batch.width + static_cast<std::int64_t>(prompt.size()) - 1;
        for (std::size_t t = 0; t < completion.size(); ++t) from.push_back(first + static_cast<std::int64_t>(t));
        target.insert(target.end(), completion.begin(), completion.end());
    }
    const auto device = model.placement().device;
    const at::Tensor hidden_BTD = model.hidden({.ids_BT = ids_BT.to(device), .counts = std::move(lengths)});
    const at::Tensor hidden_ND = hidden_BTD.flatten(0, 1).index_select(0, at::tensor(from, at::kLong).to(device));
    const at::Tensor logp_NV = at::log_softmax(model.logits(hidden_ND).to(at::kFloat).div(temperature), -1);
    const at::Tensor target_N1 = at::tensor(target, at::kLong).to(device).unsqueeze(1);
    const at::Tensor logp_N = logp_NV.gather(1, target_N1).squeeze(1).cpu().contiguous();
    const at::Tensor entropy_N = logp_NV.exp().mul(logp_NV).sum(-1).neg().cpu().contiguous();
    std::size_t at = 0;
    for (std::size_t r : batch.rows) {
        const auto length = rows[r].completionIds.size();
        const float *logp = logp_N.const_data_ptr<float>() + at, *entropy = entropy_N.const_data_ptr<float>() + at;
        out[r].logprobs.assign(logp, logp + length);
        out[r].entropies.assign(entropy, entropy + length);
        at += length;
    }
}

} // namespace

Result<std::vector<TokenScores>> teacherForcedLogprobs(const Decoder &model,
                                                       const std::vector<PromptAndCompletion> &rows, double temperature,
                                                       std::int64_t maxTokens) {
    if (auto ok = mustSpeak(model.config()); !ok) return unexpected(ok.error());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto where = "rows[" + std::to_string(r) + "]";
        for (auto [ids, field] :
             {std::pair{&rows[r].promptIds, ".prompt_ids"}, {&rows[r].completionIds, ".completion_ids"}})
            if (auto ok = checkTokenIds(*ids, model.config(), where + field); !ok) return tl::unexpected(ok.error());
        if (rows[r].promptIds.empty()) return tl::unexpected(emptyPrompt(where + ".prompt_ids"));
        if (const auto most = model.config().maxPositions; lengthOf(rows[r]) > most)
            return tl::unexpected(tooLong(lengthOf(rows[r]), most,
                                          where + (rows[r].completionIds.empty() ? ".prompt_ids" : ".completion_ids")));
    }
    const c10::InferenceMode noGradients;
    std::vector<TokenScores> out(rows.size());
    for (const auto &batch : batchesOf(rows, maxTokens)) scoreBatch(model, rows, batch, temperature, out);
    return out;
}

} // namespace lapidary
