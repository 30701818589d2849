// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/tokenizer.h"
#include "core/base/utf8.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// The bytes before the first NUL are the tokenizer.json, those behind it a text to encode.
void tokenizer(std::string_view bytes) {
    const auto nul = bytes.find('\0');
    const auto parsed = Tokenizer::parse(bytes.substr(0, nul), "x");
    if (!parsed) return promise(!parsed.error().code.empty());
    std::string text = "The quick <s>\xC3\xA9 42  \n</s>";
    if (nul != std::string_view::npos) text += utf8::sanitize(bytes.substr(nul + 1));
    const auto encoding = parsed->encode(text, true);
    if (!encoding) return promise(!encoding.error().code.empty());
    promise(encoding->ids.size() == encoding->offsets.size() && encoding->ids.size() == encoding->tokens.size());
    for (const auto &[begin, end] : encoding->offsets) promise(begin <= end && end <= text.size());
    for (std::size_t last = 0; const auto &[begin, end] : encoding->lost) {
        promise(last <= begin && begin < end && end <= text.size());
        last = end;
    }
    parsed->decode(encoding->ids, false);
    StreamDecoder stream(*parsed, true);
    for (const auto id : encoding->ids) stream.push(id);
    stream.finish();
}

} // namespace lapidary::fuzz
