// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/kernels/decode_attention.h"
#include "core/engine/kernels/kv_write.h"
#include "core/engine/model/kv_block_pool.h"

// Legend: B rows, K key-value heads, H head size, T new tokens.
namespace lapidary {

/// Keys and values of the rows of a batch, in the blocks of a pool. Rows may share blocks with each other and with
/// texts that are kept elsewhere; one that is written into is copied first. Rows differ in length and nothing is
/// shifted: there is no padding on the left, and what lies behind a row's length is never attended to.
class KvCache {
public:
    KvCache(std::shared_ptr<KvBlockPool> pool, const std::vector<KvText> &rows);

    std::int64_t rows() const { return static_cast<std::int64_t>(lengths_.size()); }
    const std::vector<std::int64_t> &lengths() const { return lengths_; }
    std::int64_t longest() const;
    KvText text(std::int64_t row) const; ///< what the row holds, in the same blocks

    /// Room for the next counts[b] ≤ T tokens of each row; without counts for all T. Before a pass writes and reads.
    void makeRoom(std::int64_t newTokens, const std::vector<std::int64_t> &counts);
    /// Into the room, behind each row's present length, which does not move before advance(). Without gradients.
    void write(std::int64_t layer, const at::Tensor &k_BKTH, const at::Tensor &v_BKTH);
    /// All keys and values of the rows and of the room, copied: [B, K, longest() + T, H].
    std::pair<at::Tensor, at::Tensor> gather(std::int64_t layer) const;
    const at::Tensor &blocks(std::int64_t layer) const { return pool_->layer(layer); }
    const KvTable &table() const { return table_; }                  ///< of the rows and of the room, in blocks()
    const std::vector<NewToken> &newTokens() const { return news_; } ///< of the room, row by row
    void advance(const std::vector<std::int64_t> &counts);

    /// Keeps, repeats or reorders rows: new row i is old row index[i]. Copies nothing; blocks that no row has any more
    /// are free at once.
    void select(const std::vector<std::int64_t> &index);

    /// Adds the rows of another cache of the same pool, in the same blocks.
    void append(const KvCache &other);

    /// True where query t of row b may look: key position ≤ lengths[b] + t, and within the window if there is one.
    /// [B, 1, T, longest()+T]
    at::Tensor mask(std::int64_t newTokens, std::int64_t window = 0) const;
    /// Positions of the new tokens, lengths[b] + t; what pads a row stands where its last one does. [B, T] int64
    at::Tensor positions(std::int64_t newTokens) const;

private:
    void ownBlocks(std::int64_t newTokens, const std::vector<std::int64_t> &counts);
    void makePlaces() const;

    std::shared_ptr<KvBlockPool> pool_;
    std::vector<std::vector<KvBlock>> blocks_; ///< of each row, with the room
    std::vector<std::int64_t> lengths_;
    std::int64_t newTokens_ = 0; ///< of the present pass, as the next three are
    std::vector<NewToken> news_{};
    KvTable table_{};
    mutable at::Tensor places_{}; ///< the table, and behind it news_, on the device; made when they are needed there
};

} // namespace lapidary
