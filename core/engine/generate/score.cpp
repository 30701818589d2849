// SPDX-License-Identifier: Apache-2.0
// Legend: B rows, T tokens, N places that are scored, C labels.
#include "core/engine/generate/score.h"
#include "core/engine/generate/checks.h"
#include "core/engine/model/heads.h"
#include <ATen/ATen.h>
#include <algorithm>
#include <c10/core/InferenceMode.h>

namespace lapidary {
namespace {

using Ids = std::vector<std::int64_t>;

std::vector<ScoreRow> rowsOf(const at::Tensor &scores_NC) {
    const at::Tensor plain = scores_NC.to(at::kCPU, at::kFloat).contiguous();
    const auto width = static_cast<std::size_t>(plain.size(1));
    std::vector<ScoreRow> rows;
    for (const float *row = plain.const_data_ptr<float>(), *end = row + plain.numel(); row != end; row += width)
        rows.emplace_back(row, row + width);
    return rows;
}

void scoreBatch(const Decoder &model, const std::vector<Ids> &rows, std::size_t begin, std::size_t end, bool everyToken,
                std::vector<std::vector<ScoreRow>> &out) {
    std::size_t width = 0;
    for (std::size_t r = begin; r < end; ++r) width = std::max(width, rows[r].size());
    const auto count = static_cast<std::int64_t>(end - begin), T = static_cast<std::int64_t>(width);
    const at::Tensor ids_BT = at::zeros({count, T}, at::kLong);
    std::vector<std::int64_t> places;
    for (std::size_t r = begin; r < end; ++r) {
        const auto first = static_cast<std::int64_t>(r - begin) * T, length = static_cast<std::int64_t>(rows[r].size());
        std::copy(rows[r].begin(), rows[r].end(), ids_BT.mutable_data_ptr<std::int64_t>() + first);
        for (std::int64_t t = everyToken ? 0 : length - 1; t < length; ++t) places.push_back(first + t);
    }
    const auto device = model.placement().device;
    const at::Tensor hidden_ND = model.hidden({.ids_BT = ids_BT.to(device)})
                                     .flatten(0, 1)
                                     .index_select(0, at::tensor(places, at::kLong).to(device));
    auto scores = rowsOf(model.logits(hidden_ND));
    auto next = std::make_move_iterator(scores.begin());
    for (std::size_t r = begin; r < end; ++r) {
        const auto taken = static_cast<std::ptrdiff_t>(everyToken ? rows[r].size() : 1);
        out[r].assign(next, next + taken);
        next += taken;
    }
}

} // namespace

RealTokens realTokens(const Ids &ids, const DecoderConfig &config) {
    RealTokens real{0, ids.size()};
    if (!config.pad) return real;
    const bool onlyPadding =
        config.pad != config.bos && std::find(config.eos.begin(), config.eos.end(), *config.pad) == config.eos.end();
    if (onlyPadding || config.headKind == HeadKind::Sequence)
        while (real.end > 1 && ids[real.end - 1] == *config.pad) --real.end;
    if (onlyPadding)
        while (real.begin + 1 < real.end && ids[real.begin] == *config.pad) ++real.begin;
    return real;
}

Result<std::vector<std::vector<ScoreRow>>> scoreRows(const Decoder &model, const std::vector<Ids> &rows,
                                                     bool everyToken, std::int64_t maxTokens) {
    if (auto ok = mustScore(model.config()); !ok) return unexpected(ok.error());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const std::string where = "rows[" + std::to_string(r) + "].ids";
        if (rows[r].empty()) return fail(emptyPrompt(where));
        const auto tokens = static_cast<std::int64_t>(rows[r].size());
        if (tokens > model.config().maxPositions) return fail(tooLong(tokens, model.config().maxPositions, where));
        if (auto ok = checkTokenIds(rows[r], model.config(), where); !ok) return unexpected(ok.error());
    }
    const c10::InferenceMode noGradients;
    std::vector<std::vector<ScoreRow>> out(rows.size());
    for (std::size_t begin = 0; begin < rows.size();) {
        std::size_t end = begin, width = 0;
        do width = std::max(width, rows[end++].size());
        while (end < rows.size() &&
               static_cast<std::int64_t>((end - begin + 1) * std::max(width, rows[end].size())) <= maxTokens);
        scoreBatch(model, rows, begin, end, everyToken, out);
        begin = end;
    }
    return out;
}

} // namespace lapidary
