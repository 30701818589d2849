// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/completion_table.h"
#include <ATen/ATen.h>

namespace lapidary {

void CompletionTable::fillMask(bool maskTruncated) {
    std::size_t longest = 1;
    for (const Rollout &rollout : rollouts_) longest = std::max(longest, rollout.completion.size());
    mask_BC = at::zeros({static_cast<std::int64_t>(rollouts_.size()), static_cast<std::int64_t>(longest)}, at::kDouble);
    double *row = mask_BC.data_ptr<double>();
    for (const Rollout &rollout : rollouts_) {
        if (rollout.learnt(maskTruncated)) std::fill(row + rollout.forced, row + rollout.completion.size(), 1.0);
        row += longest;
    }
}

at::Tensor CompletionTable::tokens(const std::string &column) const {
    at::Tensor out_BC = at::zeros_like(mask_BC);
    double *row = out_BC.data_ptr<double>();
    for (const Rollout &rollout : rollouts_) {
        std::copy(rollout.tokens.at(column).begin(), rollout.tokens.at(column).end(), row);
        row += mask_BC.size(1);
    }
    return out_BC;
}

at::Tensor CompletionTable::sampled() const {
    at::Tensor out_BC = at::zeros_like(mask_BC);
    double *row = out_BC.data_ptr<double>();
    for (const Rollout &rollout : rollouts_) {
        std::copy(rollout.sampled->begin(), rollout.sampled->end(), row + rollout.forced);
        row += mask_BC.size(1);
    }
    return out_BC;
}

at::Tensor CompletionTable::values(const std::string &column) const {
    std::vector<double> values;
    for (const Rollout &rollout : rollouts_) values.push_back(rollout.values.at(column));
    return at::tensor(values, at::kDouble);
}

at::Tensor CompletionTable::ended() const {
    at::Tensor out_B = at::zeros({mask_BC.size(0)}, at::kBool);
    for (std::size_t i = 0; i < rollouts_.size(); ++i) out_B.data_ptr<bool>()[i] = rollouts_[i].terminated();
    return out_B;
}

void CompletionTable::keep(const std::string &column, const at::Tensor &values_BC) {
    const at::Tensor plain_BC = values_BC.to(at::kDouble).contiguous();
    const double *row = plain_BC.const_data_ptr<double>();
    for (Rollout &rollout : rollouts_) {
        rollout.tokens[column].assign(row, row + rollout.completion.size());
        row += plain_BC.size(1);
    }
}

void CompletionTable::keepValues(const std::string &column, const at::Tensor &values_B) {
    for (std::size_t i = 0; i < rollouts_.size(); ++i)
        rollouts_[i].values[column] = values_B[static_cast<std::int64_t>(i)].item<double>();
}

} // namespace lapidary
