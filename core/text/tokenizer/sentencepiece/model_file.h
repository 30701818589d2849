// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Tokenizers that come as SentencePiece's tokenizer.model. Their file is read here, without the library and its
/// protobuf, of which LibTorch has another in the same process; what they do with a text is what the library does.
namespace lapidary::sentencepiece {

enum class Kind : std::uint8_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

/// Pieces that a text can be cut into; the others only have names.
inline bool isOrdinary(Kind kind) {
    return kind == Kind::Normal || kind == Kind::UserDefined || kind == Kind::Unused;
}

struct Entry {
    std::string text;
    float score = 0;
    Kind kind = Kind::Normal;
};

enum class Algorithm : std::uint8_t { Unigram = 1, Bpe = 2 };

/// What of a model file matters for encoding and decoding, with the defaults of its format.
struct ModelFile {
    std::vector<Entry> entries; ///< by id
    Algorithm algorithm = Algorithm::Unigram;
    bool byteFallback = false, blanksBehind = false;
    bool addDummyPrefix = true, removeExtraBlanks = true, escapeBlanks = true;
    std::string charsmap; ///< see Charsmap; empty: nothing is replaced
    std::string unknownSurface = " \xE2\x81\x87 ";
    std::string bos = "<s>", eos = "</s>", pad = "<pad>";
    std::int32_t unknown = -1;
};

/// tokenizer.bad_model with the offset, the piece or the field of what is wrong.
Result<ModelFile> parseModelFile(std::string_view bytes, const std::string &file);

/// The byte that a name like <0x0A> stands for.
std::optional<unsigned char> byteOfName(std::string_view name);

inline constexpr std::string_view kBlank = "\xE2\x96\x81"; ///< how a space is written inside of pieces

} // namespace lapidary::sentencepiece
