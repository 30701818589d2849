// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include "core/text/tokenizer/sentencepiece/parts.h"
#include <algorithm>

namespace lapidary::sentencepiece {
namespace {

/// Pieces back to text: blanks, bytes, and the blank that add_dummy_prefix had put before the text.
class Decoder {
public:
    Decoder(SharedFile file, bool namesUnknown) : file_(std::move(file)), namesUnknown_(namesUnknown) {
        for (const Entry &each : file_->entries) {
            if (isOrdinary(each.kind))
                kinds_.emplace(each.text, each.kind);
            else
                kinds_.insert_or_assign(each.text, each.kind); // a reserved name goes before
        }
    }

    std::string run(const std::vector<std::string> &tokens) const {
        std::string text, bytes;
        bool atStart = true, tookBlank = false;
        const auto flush = [&] {
            for (std::size_t at = 0; at < bytes.size();) {
                const int length = utf8::sequenceLength(bytes, at);
                text.append(length > 0 ? std::string_view(bytes).substr(at, static_cast<std::size_t>(length))
                                       : "\xEF\xBF\xBD");
                at += static_cast<std::size_t>(std::max(length, 1));
            }
            bytes.clear();
        };
        for (const auto &token : tokens) {
            const auto it = kinds_.find(token);
            const std::optional<Kind> kind = it == kinds_.end() ? std::nullopt : std::optional(it->second);
            if (kind == Kind::Byte) {
                bytes += static_cast<char>(*byteOfName(token));
                continue;
            }
            flush();
            if (tookBlank || !text.empty()) atStart = false;
            tookBlank = false;
            if (!kind || kind == Kind::Control || (kind == Kind::Unknown && namesUnknown_))
                text += token; // an added token is its own text
            else if (kind == Kind::Unknown)
                text += file_->unknownSurface;
            else
                tookBlank = spell(token, atStart, text);
        }
        flush();
        return text;
    }

private:
    /// Whether it took the one blank that the text began with.
    bool spell(std::string_view piece, bool atStart, std::string &text) const {
        const bool strip = atStart && (file_->addDummyPrefix || file_->removeExtraBlanks) && piece.starts_with(kBlank);
        if (strip) piece.remove_prefix(kBlank.size());
        while (!piece.empty()) {
            const bool blank = piece.starts_with(kBlank);
            const std::size_t end = blank ? 0 : std::min(piece.find(kBlank), piece.size());
            text.append(blank ? std::string_view(" ") : piece.substr(0, end));
            piece.remove_prefix(blank ? kBlank.size() : end);
        }
        return strip && !file_->removeExtraBlanks;
    }

    SharedFile file_;
    bool namesUnknown_;
    std::unordered_map<std::string_view, Kind> kinds_;
};

} // namespace

TokenDecoder decoder(SharedFile file, bool namesUnknown) {
    return [decoder = std::make_shared<const Decoder>(std::move(file), namesUnknown)](
               std::vector<std::string> &tokens) { tokens = {decoder->run(tokens)}; };
}

} // namespace lapidary::sentencepiece
