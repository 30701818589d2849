// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <memory>
#include <vector>

// Legend: X blocks, K key-value heads, C tokens of a block, H head size.
namespace lapidary {

class KvBlockPool;

/// A block that somebody holds. Its place in the pool is free again as soon as nobody does.
class KvBlockInUse {
public:
    KvBlockInUse(std::shared_ptr<KvBlockPool> pool, std::int64_t at) : place(at), pool_(std::move(pool)) {}
    ~KvBlockInUse();
    KvBlockInUse(const KvBlockInUse &) = delete;
    KvBlockInUse &operator=(const KvBlockInUse &) = delete;
    const std::int64_t place;
    bool isOf(const KvBlockPool &pool) const { return pool_.get() == &pool; }

private:
    std::shared_ptr<KvBlockPool> pool_;
};
/// Copying it shares the block. There is nothing to give back by hand, and so nothing that could be given back twice.
using KvBlock = std::shared_ptr<const KvBlockInUse>;

/// Keys and values of a text: token t lies in block t / C, and the last block may be partly filled. A copy shares the
/// blocks: nobody writes into one that others hold as well.
struct KvText {
    std::vector<KvBlock> blocks{};
    std::int64_t tokens = 0;
};

/// What the blocks of a network hold.
struct KvShape {
    std::int64_t layers = 0, kvHeads = 0, headDim = 0;
    c10::ScalarType dtype = c10::ScalarType::Float;
    c10::Device device = c10::Device(c10::DeviceType::CPU);
};

/// Memory for keys and values in blocks of a few tokens, each of which holds all layers. Not for several threads at a
/// time.
class KvBlockPool : public std::enable_shared_from_this<KvBlockPool> {
public:
    static constexpr std::int64_t kBlockTokens = 32;
    /// A pool lives in a shared_ptr, since its blocks hold it.
    static std::shared_ptr<KvBlockPool> make(const KvShape &shape, std::int64_t blockTokens = kBlockTokens);

    const KvShape &shape() const { return shape_; }
    std::int64_t blockTokens() const { return blockTokens_; }
    std::int64_t blocksOf(std::int64_t tokens) const { return (tokens + blockTokens_ - 1) / blockTokens_; }
    std::int64_t bytesPerBlock() const;
    std::int64_t used() const { return capacity_ - static_cast<std::int64_t>(free_.size()); }
    std::int64_t capacity() const { return capacity_; }

    void reserve(std::int64_t blocks);             ///< so many can be taken before the memory must grow
    std::vector<KvBlock> take(std::int64_t count); ///< zeros, so that what is masked out is never NaN
    std::vector<KvBlock> copy(const std::vector<KvBlock> &blocks);
    KvText first(const KvText &text, std::int64_t tokens) const; ///< its beginning, in the same blocks

    const at::Tensor &layer(std::int64_t index) const { return layers_[static_cast<std::size_t>(index)]; }

private:
    friend class KvBlockInUse;
    KvBlockPool(const KvShape &shape, std::int64_t blockTokens);
    KvShape shape_;
    std::int64_t blockTokens_, capacity_ = 0;
    std::vector<at::Tensor> layers_; ///< [X, 2, K, C, H] each: keys and values, dense for every head
    std::vector<std::int64_t> free_{};
};

} // namespace lapidary
