// SPDX-License-Identifier: Apache-2.0
// Legend: R texts, T tokens, D hidden size, V vocabulary.
#include "core/engine/generate/prompt_reader.h"
#include <ATen/ATen.h>
#include <algorithm>

namespace lapidary {

TextToRead PromptReader::toRead(const std::vector<std::int64_t> &ids, const KeptText *kept) const {
    const auto length = static_cast<std::int64_t>(ids.size());
    TextToRead anew{&ids, beginning_, length};
    if (!kept || kept->ids().empty() || !kept->keys().blocks.front()->isOf(*pool_)) return anew;
    const auto common = std::mismatch(ids.begin(), ids.end(), kept->ids().begin(), kept->ids().end()).first;
    const std::int64_t known = std::min<std::int64_t>(common - ids.begin(), length - 1);
    const DecoderConfig &config = model_.config();
    const bool alike = config.stretchAt(kept->keys().tokens) == config.stretchAt(beginning_.tokens + length);
    if (known <= 0 || !alike) return anew;
    return {&ids, pool_->first(kept->keys(), beginning_.tokens + known), length - known};
}

/// Until what is left is no more than a piece.
void PromptReader::readPieces(TextToRead &text, const std::stop_token &stop) const {
    while (text.unread > kPiece) {
        if (stop.stop_requested()) {
            text.unread = 1; // nobody wants the rest
            return;
        }
        KvCache cache(pool_, {text.known});
        text.known = {}; // only the cache holds its last block now, and need not copy it
        const auto *ids = text.ids->data() + text.ids->size() - static_cast<std::size_t>(text.unread);
        const at::Tensor ids_1T = at::tensor(at::ArrayRef<std::int64_t>(ids, kPiece), at::kLong).unsqueeze(0);
        (void)model_.hidden({.ids_BT = ids_1T.to(model_.placement().device), .cache = &cache, .counts = {kPiece}});
        cache.advance({kPiece});
        text.known = cache.text(0);
        text.unread -= kPiece;
    }
}

/// Short texts are read without the long ones, so that what a short one gives does not depend on its company.
ReadTexts PromptReader::read(std::vector<TextToRead> texts, const std::stop_token &stop) const {
    if (inPieces_)
        for (auto &text : texts) readPieces(text, stop);
    std::vector<TextToRead> parts[2];
    std::vector<std::int64_t> places;
    for (const auto &text : texts) {
        auto &part = parts[text.unread >= kManyTokens];
        places.push_back(static_cast<std::int64_t>(part.size()));
        part.push_back(text);
    }
    if (parts[0].empty() || parts[1].empty()) return readTogether(texts);
    ReadTexts read = readTogether(parts[0]);
    const ReadTexts many = readTogether(parts[1]);
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (texts[i].unread >= kManyTokens) places[i] += static_cast<std::int64_t>(parts[0].size());
    read.cache.append(many.cache);
    read.cache.select(places);
    const at::Tensor all_RV = at::cat({read.logits_RV, many.logits_RV});
    read.logits_RV = all_RV.index_select(0, at::tensor(places, at::kLong).to(all_RV.device()));
    return read;
}

ReadTexts PromptReader::readTogether(const std::vector<TextToRead> &texts) const {
    const auto count = static_cast<std::int64_t>(texts.size());
    std::int64_t width = 0;
    std::vector<KvText> rows;
    for (const auto &text : texts) {
        width = std::max(width, text.unread);
        rows.push_back(text.known);
    }
    const at::Tensor ids_RT = at::zeros({count, width}, at::kLong);
    std::vector<std::int64_t> counts, last;
    for (std::int64_t r = 0; r < count; ++r) {
        const auto &text = texts[static_cast<std::size_t>(r)];
        std::copy(text.ids->end() - static_cast<std::ptrdiff_t>(text.unread), text.ids->end(),
                  ids_RT.mutable_data_ptr<std::int64_t>() + r * width);
        counts.push_back(text.unread);
        last.push_back(r * width + text.unread - 1);
    }
    KvCache cache(pool_, rows);
    const at::Tensor hidden_RTD =
        model_.hidden({.ids_BT = ids_RT.to(model_.placement().device), .cache = &cache, .counts = counts});
    cache.advance(counts);
    const auto index = at::tensor(last, at::kLong).to(hidden_RTD.device());
    return {std::move(cache), model_.nextLogits(hidden_RTD.flatten(0, 1).index_select(0, index))};
}

} // namespace lapidary
