// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/text/tokenizer/pattern.h"
#include <functional>
#include <vector>

namespace lapidary {

/// Text on its way through normalisers and pre-tokenisers, with the input bytes that each of its bytes came from.
struct TrackedText {
    std::string text;
    std::vector<std::pair<std::size_t, std::size_t>> origin; ///< per byte of text: [begin, end) in the input
    static TrackedText of(std::string_view input, std::size_t offset);
    TrackedText slice(std::size_t begin, std::size_t end) const;
    void replace(std::size_t begin, std::size_t end, std::string_view with);
};

using Normalizer = std::function<Status(TrackedText &)>;
using PreTokenizer = std::function<Status(std::vector<TrackedText> &)>;
using TokenDecoder = std::function<void(std::vector<std::string> &)>;

/// Each returns an empty function for null; types that are not known are refused by name.
Result<Normalizer> makeNormalizer(const Json &spec, const std::string &file, int depth = 0);
Result<PreTokenizer> makePreTokenizer(const Json &spec, const std::string &file, int depth = 0);
Result<TokenDecoder> makeDecoder(const Json &spec, const std::string &file, int depth = 0);

/// GPT-2's visible spelling of the 256 bytes.
const std::string &byteSymbol(unsigned char byte);

} // namespace lapidary
