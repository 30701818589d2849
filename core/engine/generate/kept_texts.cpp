// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/kept_texts.h"

namespace lapidary {

KeptText::~KeptText() {
    if (const auto among = among_.lock()) among->empty(*this);
}

std::shared_ptr<const KeptText> KeptTexts::keep(std::vector<std::int64_t> ids, KvText keys) {
    auto text = std::make_shared<KeptText>();
    text->ids_ = std::move(ids);
    text->keys_ = std::move(keys);
    text->among_ = weak_from_this();
    text->place_ = texts_.insert(texts_.end(), text.get());
    for (const auto &block : text->keys_.blocks) ++holders_[block->place];
    while (bytes() > maxBytes_) empty(*texts_.front());
    return text;
}

void KeptTexts::use(const KeptText &text) {
    if (text.among_.lock().get() == this) texts_.splice(texts_.end(), texts_, text.place_);
}

void KeptTexts::empty(KeptText &text) {
    for (const auto &block : text.keys_.blocks)
        if (const auto held = holders_.find(block->place); --held->second == 0) holders_.erase(held);
    texts_.erase(text.place_);
    text.among_.reset();
    text.ids_.clear();
    text.keys_ = {};
}

} // namespace lapidary
