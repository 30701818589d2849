// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// The bytes before the first NUL are a list of ranks, those behind it a text to encode.
void rank_file(std::string_view bytes) {
    const auto [list, more] = atNul(bytes);
    for (const char *name : {"cl100k_base", "llama3", "qwen"}) {
        const auto parsed = Tokenizer::parseRanks(list, name, "x");
        if (!parsed) {
            promise(!parsed.error().code.empty() && !parsed.error().message.empty());
            continue;
        }
        const std::string text = " The quick <|endoftext|>\xC3\xA9 42  \n" + utf8::sanitize(more);
        const auto encoding = parsed->encode(text, true);
        if (!encoding) return promise(!encoding.error().code.empty());
        promise(encoding->ids.size() == encoding->offsets.size() && encoding->ids.size() == encoding->tokens.size());
        for (const auto &[begin, end] : encoding->offsets) promise(begin <= end && end <= text.size());
        const std::string decoded = parsed->decode(encoding->ids, false);
        promise(utf8::firstInvalid(decoded) == std::string_view::npos);
        StreamDecoder stream(*parsed, true);
        for (const auto id : encoding->ids) stream.push(id);
        stream.finish();
    }
}

} // namespace lapidary::fuzz
