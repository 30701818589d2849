// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/kv_block_pool.h"
#include <algorithm>
#include <cstring>

namespace lapidary {
namespace {

at::Tensor placesOf(const std::vector<KvBlock> &blocks, c10::Device device) {
    std::vector<std::int64_t> places;
    for (const auto &block : blocks) places.push_back(block->place);
    return at::tensor(places, at::kLong).to(device);
}

/// index_fill_ of LibTorch writes number by number.
void clear(at::Tensor &layer, const std::vector<KvBlock> &blocks) {
    if (!layer.is_cpu()) {
        layer.index_fill_(0, placesOf(blocks, layer.device()), 0);
        return;
    }
    const std::size_t size = static_cast<std::size_t>(layer.stride(0)) * layer.element_size();
    for (const auto &block : blocks)
        std::memset(static_cast<char *>(layer.data_ptr()) + static_cast<std::size_t>(block->place) * size, 0, size);
}

} // namespace

KvBlockInUse::~KvBlockInUse() {
    pool_->free_.push_back(place);
}

KvBlockPool::KvBlockPool(const KvShape &shape, std::int64_t blockTokens)
    : shape_(shape), blockTokens_(blockTokens),
      layers_(static_cast<std::size_t>(shape.layers), at::empty({0, 2, shape.kvHeads, blockTokens, shape.headDim},
                                                                at::TensorOptions(shape.dtype).device(shape.device))) {}

std::shared_ptr<KvBlockPool> KvBlockPool::make(const KvShape &shape, std::int64_t blockTokens) {
    return std::shared_ptr<KvBlockPool>(new KvBlockPool(shape, blockTokens));
}

std::int64_t KvBlockPool::bytesPerBlock() const {
    return shape_.layers * 2 * shape_.kvHeads * blockTokens_ * shape_.headDim *
           static_cast<std::int64_t>(c10::elementSize(shape_.dtype));
}

void KvBlockPool::reserve(std::int64_t blocks) {
    if (blocks <= static_cast<std::int64_t>(free_.size())) return;
    const std::int64_t more = std::max(blocks - static_cast<std::int64_t>(free_.size()), capacity_);
    for (auto &layer : layers_) {
        at::Tensor larger = at::empty({capacity_ + more, 2, shape_.kvHeads, blockTokens_, shape_.headDim},
                                      layer.options()); // memory that nobody has written to costs nothing yet
        larger.narrow(0, 0, capacity_).copy_(layer);
        layer = larger;
    }
    free_.reserve(static_cast<std::size_t>(capacity_ + more)); // giving a block back never needs memory
    for (std::int64_t i = more; i > 0; --i) free_.push_back(capacity_ + i - 1);
    capacity_ += more;
}

std::vector<KvBlock> KvBlockPool::take(std::int64_t count) {
    reserve(count);
    std::vector<KvBlock> taken;
    for (std::int64_t i = 0; i < count; ++i) {
        taken.push_back(std::make_shared<const KvBlockInUse>(shared_from_this(), free_.back()));
        free_.pop_back();
    }
    if (count == 0) return taken;
    for (auto &layer : layers_) clear(layer, taken);
    return taken;
}

std::vector<KvBlock> KvBlockPool::copy(const std::vector<KvBlock> &blocks) {
    auto copies = take(static_cast<std::int64_t>(blocks.size()));
    if (blocks.empty()) return copies;
    const at::Tensor from = placesOf(blocks, shape_.device), to = placesOf(copies, shape_.device);
    for (auto &layer : layers_) layer.index_copy_(0, to, layer.index_select(0, from));
    return copies;
}

KvText KvBlockPool::first(const KvText &text, std::int64_t tokens) const {
    const auto end = text.blocks.begin() + static_cast<std::ptrdiff_t>(blocksOf(tokens));
    return {{text.blocks.begin(), end}, tokens};
}

} // namespace lapidary
