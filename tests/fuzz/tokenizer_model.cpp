// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// The bytes up to the last line break are the tokenizer.model, those behind it more text to encode.
void tokenizer_model(std::string_view bytes) {
    const auto end = bytes.rfind('\n');
    const auto parsed = Tokenizer::parseModel(bytes.substr(0, end), "x");
    if (!parsed) return promise(!parsed.error().code.empty() && !parsed.error().message.empty());
    std::string text = " The quick  <s>\xC3\xA9 42  \nab \xE2\x80\xA6</s> ";
    if (end != std::string_view::npos) text += utf8::sanitize(bytes.substr(end + 1));
    const auto encoding = parsed->encode(text, true);
    if (!encoding) return promise(!encoding.error().code.empty());
    promise(encoding->ids.size() == encoding->offsets.size() && encoding->ids.size() == encoding->tokens.size());
    for (const auto &[begin, stop] : encoding->offsets) promise(begin <= stop && stop <= text.size());
    const std::string decoded = parsed->decode(encoding->ids, false);
    promise(utf8::firstInvalid(decoded) == std::string_view::npos);
    StreamDecoder stream(*parsed, true);
    for (const auto id : encoding->ids) stream.push(id);
    stream.finish();
}

} // namespace lapidary::fuzz
