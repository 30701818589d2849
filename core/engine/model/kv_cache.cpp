// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/kv_cache.h"
#include <algorithm>

namespace lapidary {
namespace {

at::Tensor indexTensor(const std::vector<std::int64_t> &values, c10::Device device) {
    return at::tensor(values, at::kLong).to(device);
}

} // namespace

KvCache::KvCache(std::int64_t layers, std::int64_t rows, std::int64_t kvHeads, std::int64_t headDim,
                 std::int64_t capacity, c10::ScalarType dtype, c10::Device device)
    : lengths_(static_cast<std::size_t>(rows), 0), capacity_(capacity) {
    for (std::int64_t i = 0; i < layers; ++i) {
        keys_.push_back(at::zeros({rows, kvHeads, capacity, headDim}, at::TensorOptions(dtype).device(device)));
        values_.push_back(at::zeros_like(keys_.back()));
    }
}

std::int64_t KvCache::longest() const {
    return lengths_.empty() ? 0 : *std::max_element(lengths_.begin(), lengths_.end());
}

void KvCache::grow(std::int64_t needed) {
    if (needed <= capacity_) return;
    capacity_ = std::max(needed, capacity_ * 2);
    for (auto *tensors : {&keys_, &values_})
        for (auto &old : *tensors) {
            at::Tensor larger = at::zeros({old.size(0), old.size(1), capacity_, old.size(3)}, old.options());
            larger.narrow(2, 0, old.size(2)).copy_(old);
            old = larger;
        }
}

std::pair<at::Tensor, at::Tensor> KvCache::append(std::int64_t layer, const at::Tensor &k_BKTH,
                                                  const at::Tensor &v_BKTH) {
    const std::int64_t T = k_BKTH.size(2), end = longest() + T;
    grow(end);
    auto &keys = keys_[static_cast<std::size_t>(layer)], &values = values_[static_cast<std::size_t>(layer)];
    const bool even = std::all_of(lengths_.begin(), lengths_.end(), [&](auto n) { return n == lengths_.front(); });
    if (even) {
        keys.narrow(2, lengths_.front(), T).copy_(k_BKTH);
        values.narrow(2, lengths_.front(), T).copy_(v_BKTH);
    } else {
        // slot of token t in row b: lengths[b] + t
        const at::Tensor slots = positions(T).view({rows(), 1, T, 1}).expand_as(k_BKTH);
        keys.scatter_(2, slots, k_BKTH);
        values.scatter_(2, slots, v_BKTH);
    }
    return {keys.narrow(2, 0, end), values.narrow(2, 0, end)};
}

void KvCache::advance(const std::vector<std::int64_t> &counts) {
    for (std::size_t b = 0; b < lengths_.size(); ++b) lengths_[b] += counts[b];
}

KvCache KvCache::select(const std::vector<std::int64_t> &index, std::int64_t capacity) const {
    KvCache out;
    for (const auto b : index) out.lengths_.push_back(lengths_[static_cast<std::size_t>(b)]);
    const std::int64_t used = out.longest();
    out.capacity_ = std::max(capacity, used);
    const at::Tensor rowsTensor = indexTensor(index, keys_.empty() ? c10::Device(c10::kCPU) : keys_.front().device());
    const auto take = [&](const at::Tensor &from) {
        at::Tensor to = at::zeros({static_cast<std::int64_t>(index.size()), from.size(1), out.capacity_, from.size(3)},
                                  from.options());
        to.narrow(2, 0, used).copy_(from.narrow(2, 0, used).index_select(0, rowsTensor));
        return to;
    };
    for (const auto &k : keys_) out.keys_.push_back(take(k));
    for (const auto &v : values_) out.values_.push_back(take(v));
    return out;
}

at::Tensor KvCache::positions(std::int64_t newTokens) const {
    const c10::Device device = keys_.empty() ? c10::Device(c10::kCPU) : keys_.front().device();
    return indexTensor(lengths_, device).unsqueeze(1) +
           at::arange(newTokens, at::TensorOptions(at::kLong).device(device));
}

at::Tensor KvCache::mask(std::int64_t newTokens, std::int64_t window) const {
    const at::Tensor query = positions(newTokens).view({rows(), 1, newTokens, 1});
    const at::Tensor key = at::arange(longest() + newTokens, query.options()).view({1, 1, 1, -1});
    return window > 0 ? key.le(query).logical_and_(key.gt(query - window)) : key.le(query);
}

} // namespace lapidary
