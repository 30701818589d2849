// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/decode/direct_pass.h"
#include "core/engine/generate/kept_texts.h"
#include "core/engine/model/decoder.h"
#include <stop_token>

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

/// Reads texts for one model. `beginning` stands before every text of which nothing is known. `inPieces`: no more
/// tokens at a time than our own kernels take, so that a token gets the same bits wherever its text was broken off.
class PromptReader {
public:
    /// Tokens of a piece. Many at once suit the kernels best where they are whole tiles.
    static constexpr std::int64_t kPiece = (kManyTokens - 1) / 16 * 16;
    explicit PromptReader(const Decoder &model, std::shared_ptr<KvBlockPool> pool, bool inPieces = false)
        : model_(model), pool_(std::move(pool)), beginning_(model.beginning(pool_)), inPieces_(inPieces) {}

    /// `kept` stands for as much of `ids` as it has in common with them. Where positions stretch with the length of a
    /// text, only if they are stretched alike.
    TextToRead toRead(const std::vector<std::int64_t> &ids, const KeptText *kept) const;
    /// A stop is looked at between pieces. What comes back then may be of texts that were not read to their end.
    ReadTexts read(std::vector<TextToRead> texts, const std::stop_token &stop = {}) const;
    const std::shared_ptr<KvBlockPool> &pool() const { return pool_; }

private:
    void readPieces(TextToRead &text, const std::stop_token &stop) const;
    ReadTexts readTogether(const std::vector<TextToRead> &texts) const;
    const Decoder &model_;
    std::shared_ptr<KvBlockPool> pool_;
    KvText beginning_;
    bool inPieces_;
};

} // namespace lapidary
