// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/kept_texts.h"
#include "core/engine/model/decoder.h"

// Legend: R texts, V vocabulary.
namespace lapidary {

/// A text that is to be read up to its end, and what is known of its beginning. At least its last token is not, since
/// what comes behind it is predicted from it.
struct TextToRead {
    const std::vector<std::int64_t> *ids = nullptr;
    KvText known{};
    std::int64_t unread = 0; ///< of the ids
};

/// What was read: a row for every text, and the logits behind its last token.
struct ReadTexts {
    KvCache cache;
    at::Tensor logits_RV;
};

/// Reads texts for one model. `beginning` stands before every text of which nothing is known.
class PromptReader {
public:
    PromptReader(const Decoder &model, std::shared_ptr<KvBlockPool> pool)
        : model_(model), pool_(std::move(pool)), beginning_(model.beginning(pool_)) {}

    /// `kept` stands for as much of `ids` as it has in common with them. Where positions stretch with the length of a
    /// text, only if they are stretched alike.
    TextToRead toRead(const std::vector<std::int64_t> &ids, const KeptText *kept) const;
    ReadTexts read(const std::vector<TextToRead> &texts) const;
    const std::shared_ptr<KvBlockPool> &pool() const { return pool_; }

private:
    ReadTexts readTogether(const std::vector<TextToRead> &texts) const;
    const Decoder &model_;
    std::shared_ptr<KvBlockPool> pool_;
    KvText beginning_;
};

} // namespace lapidary
