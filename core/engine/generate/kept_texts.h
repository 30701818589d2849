// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/kv_block_pool.h"
#include <list>
#include <map>

namespace lapidary {

class KeptTexts;

/// A text that a network has read, with what it made of it: whoever goes on behind a beginning of it need not have that
/// read again. Letting it go frees its blocks at once. It is empty as soon as others need the memory.
class KeptText {
public:
    KeptText() = default;
    ~KeptText();
    KeptText(const KeptText &) = delete;
    KeptText &operator=(const KeptText &) = delete;
    const std::vector<std::int64_t> &ids() const { return ids_; }
    const KvText &keys() const { return keys_; } ///< of virtual tokens before the ids, too

private:
    friend class KeptTexts;
    std::vector<std::int64_t> ids_{};
    KvText keys_{};
    std::weak_ptr<KeptTexts> among_{};
    std::list<KeptText *>::iterator place_{};
};

/// The texts of one network that are kept between its calls. They hold as long as its weights are what they were. Where
/// they need more than `maxBytes`, those that were used longest ago are emptied.
class KeptTexts : public std::enable_shared_from_this<KeptTexts> {
public:
    KeptTexts(std::shared_ptr<KvBlockPool> pool, std::int64_t maxBytes) : pool_(std::move(pool)), maxBytes_(maxBytes) {}

    std::shared_ptr<const KeptText> keep(std::vector<std::int64_t> ids, KvText keys);
    void use(const KeptText &text); ///< now
    const std::shared_ptr<KvBlockPool> &pool() const { return pool_; }
    std::int64_t bytes() const { return static_cast<std::int64_t>(holders_.size()) * pool_->bytesPerBlock(); }

private:
    friend class KeptText;
    void empty(KeptText &text);
    std::shared_ptr<KvBlockPool> pool_;
    std::int64_t maxBytes_;
    std::list<KeptText *> texts_{};                  ///< the one that was used longest ago first
    std::map<std::int64_t, std::int64_t> holders_{}; ///< of every block that is kept: how many texts it is part of
};

} // namespace lapidary
