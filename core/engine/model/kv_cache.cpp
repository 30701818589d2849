// SPDX-License-Identifier: Apache-2.0
// Legend: B rows, X blocks, K key-value heads, C tokens of a block, T new tokens, N those of them that are real, H head
// size.
#include "core/engine/model/kv_cache.h"
#include <algorithm>
#include <map>

namespace lapidary {
namespace {

at::Tensor indexTensor(const std::vector<std::int64_t> &values, c10::Device device) {
    return at::tensor(values, at::kLong).to(device);
}

} // namespace

KvCache::KvCache(std::shared_ptr<KvBlockPool> pool, const std::vector<KvText> &rows) : pool_(std::move(pool)) {
    for (const auto &row : rows) {
        blocks_.push_back(row.blocks);
        lengths_.push_back(row.tokens);
    }
}

std::int64_t KvCache::longest() const {
    return lengths_.empty() ? 0 : *std::max_element(lengths_.begin(), lengths_.end());
}

KvText KvCache::text(std::int64_t row) const {
    const auto r = static_cast<std::size_t>(row);
    return pool_->first({blocks_[r], lengths_[r]}, lengths_[r]);
}

void KvCache::makeRoom(std::int64_t newTokens, const std::vector<std::int64_t> &counts) {
    ownBlocks(newTokens, counts);
    const std::int64_t C = pool_->blockTokens();
    newTokens_ = newTokens;
    places_.reset();
    news_.clear();
    table_.width = pool_->blocksOf(longest() + newTokens);
    table_.blocks.assign(static_cast<std::size_t>(rows() * table_.width), 0);
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
        auto place = table_.blocks.begin() + static_cast<std::ptrdiff_t>(b) * table_.width;
        const auto end = place + table_.width;
        for (const auto &block : blocks_[b])
            if (place != end) *place++ = block->place;
        // What is behind a row is masked out; it reads itself there, not what others may have left.
        if (!blocks_[b].empty()) std::fill(place, end, blocks_[b].front()->place);
        const std::int64_t count = counts.empty() ? newTokens : counts[b];
        for (std::int64_t t = 0; t < count; ++t) {
            const std::int64_t at = lengths_[b] + t;
            news_.push_back(
                {static_cast<std::int64_t>(b), t, blocks_[b][static_cast<std::size_t>(at / C)]->place, at % C});
        }
    }
}

/// Every block that will be written into belongs to its row alone.
void KvCache::ownBlocks(std::int64_t newTokens, const std::vector<std::int64_t> &counts) {
    std::vector<KvBlock *> shared;
    std::vector<KvBlock> originals;
    std::map<const KvBlockInUse *, long> holders;
    std::int64_t missing = 0;
    std::vector<std::size_t> needed(blocks_.size());
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
        const std::int64_t count = counts.empty() ? newTokens : counts[b];
        if (count == 0) continue;
        needed[b] = static_cast<std::size_t>(pool_->blocksOf(lengths_[b] + count));
        const auto first = static_cast<std::size_t>(lengths_[b] / pool_->blockTokens());
        for (std::size_t i = first; i < std::min(needed[b], blocks_[b].size()); ++i)
            if (long &left = holders.try_emplace(blocks_[b][i].get(), blocks_[b][i].use_count()).first->second;
                left > 1) {
                shared.push_back(&blocks_[b][i]);
                --left; // the last one who holds it may write
            }
        if (needed[b] > blocks_[b].size()) missing += static_cast<std::int64_t>(needed[b] - blocks_[b].size());
    }
    for (const KvBlock *block : shared) originals.push_back(*block);
    auto copies = pool_->copy(originals);
    for (std::size_t i = 0; i < shared.size(); ++i) *shared[i] = std::move(copies[i]);
    auto fresh = pool_->take(missing);
    for (std::size_t b = 0; b < blocks_.size(); ++b)
        while (blocks_[b].size() < needed[b]) {
            blocks_[b].push_back(std::move(fresh.back()));
            fresh.pop_back();
        }
}

void KvCache::write(std::int64_t layer, const at::Tensor &k_BKTH, const at::Tensor &v_BKTH) {
    TORCH_CHECK(!k_BKTH.requires_grad() && !v_BKTH.requires_grad(), "a cache holds no gradients");
    const at::Tensor &into = pool_->layer(layer);
    for (const auto &[part, x] : {std::pair{0, &k_BKTH}, {1, &v_BKTH}}) {
        const at::Tensor given = x->to(pool_->shape().dtype);
        if (into.device().is_cpu()) {
            writeTokensHere(given, into.select(1, part), news_);
            continue;
        }
        makePlaces();
        const auto tokens = static_cast<std::int64_t>(news_.size());
        writeTokens(given, into.select(1, part),
                    places_.narrow(0, rows() * table_.width, 4 * tokens).view({tokens, 4}));
    }
}

/// Once for all layers of a pass, since every copy to a device is waited for.
void KvCache::makePlaces() const {
    if (places_.defined()) return;
    std::vector<std::int64_t> all = table_.blocks;
    for (const auto &[row, token, block, place] : news_) all.insert(all.end(), {row, token, block, place});
    places_ = indexTensor(all, pool_->shape().device);
}

std::pair<at::Tensor, at::Tensor> KvCache::gather(std::int64_t layer) const {
    makePlaces();
    const at::Tensor &from = pool_->layer(layer);
    const auto all = [&](std::int64_t part) {
        const at::Tensor x_KXCH = from.select(1, part).transpose(0, 1);
        return x_KXCH.index_select(1, places_.narrow(0, 0, rows() * table_.width))
            .view({from.size(2), rows(), table_.width * from.size(3), from.size(4)})
            .transpose(0, 1)
            .narrow(2, 0, longest() + newTokens_);
    };
    return {all(0), all(1)};
}

void KvCache::advance(const std::vector<std::int64_t> &counts) {
    for (std::size_t b = 0; b < lengths_.size(); ++b) lengths_[b] += counts[b];
}

void KvCache::select(const std::vector<std::int64_t> &index) {
    std::vector<std::vector<KvBlock>> blocks;
    std::vector<std::int64_t> lengths;
    for (const auto row : index) {
        blocks.push_back(blocks_[static_cast<std::size_t>(row)]);
        lengths.push_back(lengths_[static_cast<std::size_t>(row)]);
    }
    blocks_ = std::move(blocks);
    lengths_ = std::move(lengths);
}

void KvCache::append(const KvCache &other) {
    TORCH_CHECK(pool_ == other.pool_, "blocks of another pool");
    blocks_.insert(blocks_.end(), other.blocks_.begin(), other.blocks_.end());
    lengths_.insert(lengths_.end(), other.lengths_.begin(), other.lengths_.end());
}

/// There may be no position behind a row's last token.
at::Tensor KvCache::positions(std::int64_t newTokens) const {
    std::vector<std::int64_t> last(lengths_), positions;
    for (std::size_t b = 0; b < last.size(); ++b) last[b] = std::max<std::int64_t>(0, lengths_[b] - 1);
    for (const auto &token : news_)
        last[static_cast<std::size_t>(token.row)] = lengths_[static_cast<std::size_t>(token.row)] + token.token;
    for (std::size_t b = 0; b < last.size(); ++b)
        for (std::int64_t t = 0; t < newTokens; ++t) positions.push_back(std::min(lengths_[b] + t, last[b]));
    return indexTensor(positions, pool_->shape().device).view({rows(), newTokens});
}

at::Tensor KvCache::mask(std::int64_t newTokens, std::int64_t window) const {
    const at::Tensor query = positions(newTokens).view({rows(), 1, newTokens, 1});
    const at::Tensor key = at::arange(longest() + newTokens, query.options()).view({1, 1, 1, -1});
    return window > 0 ? key.le(query).logical_and_(key.gt(query - window)) : key.le(query);
}

} // namespace lapidary
