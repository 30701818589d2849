// SPDX-License-Identifier: Apache-2.0
// Legend: B rows, T tokens, D hidden size.
#include "core/engine/generate/embed.h"
#include "core/engine/generate/checks.h"
#include <ATen/ATen.h>
#include <algorithm>
#include <c10/core/InferenceMode.h>

namespace lapidary {
namespace {

using Ids = std::vector<std::int64_t>;

/// Batches are padded on the right, which changes no hidden state of a real token.
at::Tensor meansOf(const Decoder &model, const std::vector<Ids> &rows, std::size_t begin, std::size_t end) {
    const auto width = [&](std::size_t r) {
        return std::min<std::int64_t>(std::ssize(rows[r]), model.config().maxPositions);
    };
    std::int64_t longest = 0;
    for (std::size_t r = begin; r < end; ++r) longest = std::max(longest, width(r));
    const auto count = static_cast<std::int64_t>(end - begin);
    const at::Tensor ids_BT = at::zeros({count, longest}, at::kLong), real_BT = at::zeros({count, longest});
    for (std::size_t r = begin; r < end; ++r) {
        const auto place = static_cast<std::int64_t>(r - begin);
        std::copy_n(rows[r].begin(), width(r), ids_BT.mutable_data_ptr<std::int64_t>() + place * longest);
        real_BT[place].narrow(0, 0, width(r)).fill_(1);
    }
    const auto device = model.placement().device;
    const at::Tensor hidden_BTD = model.hidden({.ids_BT = ids_BT.to(device)}).to(at::kFloat);
    const at::Tensor weights_BT1 = (real_BT / real_BT.sum(1, true)).unsqueeze(2).to(device);
    return at::where(weights_BT1 > 0, hidden_BTD * weights_BT1, 0).sum(1).cpu().contiguous();
}

} // namespace

Result<std::vector<std::vector<float>>> embedRows(const Decoder &model, const std::vector<Ids> &rows,
                                                  std::int64_t maxTokens) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const std::string where = "rows[" + std::to_string(r) + "].ids";
        if (rows[r].empty()) return fail(emptyPrompt(where));
        if (auto ok = checkTokenIds(rows[r], model.config(), where); !ok) return unexpected(ok.error());
    }
    const c10::InferenceMode noGradients;
    std::vector<std::vector<float>> out;
    for (std::size_t begin = 0; begin < rows.size();) {
        std::size_t end = begin, width = 0;
        do width = std::max(width, rows[end++].size());
        while (end < rows.size() &&
               static_cast<std::int64_t>((end - begin + 1) * std::max(width, rows[end].size())) <= maxTokens);
        const at::Tensor means_BD = meansOf(model, rows, begin, end);
        const auto size = static_cast<std::size_t>(means_BD.size(1));
        for (const float *row = means_BD.const_data_ptr<float>(), *last = row + means_BD.numel(); row != last;
             row += size)
            out.emplace_back(row, row + size);
        begin = end;
    }
    return out;
}

} // namespace lapidary
