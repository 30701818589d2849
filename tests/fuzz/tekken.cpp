// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/fuzz/targets.h"
#include <nlohmann/json.hpp>

namespace lapidary::fuzz {

/// A JSON object is laid over a small tekken.json: {"config": …} replaces the fields that it names, {"vocab": […]} is
/// put behind the 256 bytes. Any file is read or told to be wrong, and what is read writes its own tokens.
void tekken(std::string_view bytes) {
    const auto change = parseJson(bytes, {.depth = 16});
    if (!change || !change->is_object()) return;
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Json file = {{"config",
                  {{"pattern", R"(\p{L}+|[^\p{L}]+)"},
                   {"default_vocab_size", 276},
                   {"default_num_special_tokens", 20},
                   {"version", "v3"}}},
                 {"vocab", Json::array()}};
    for (int i = 0; i < 256; ++i)
        file["vocab"].push_back(
            {{"rank", i}, {"token_bytes", std::string{digits[i >> 2], digits[(i & 3) << 4], '=', '='}}});
    for (const auto &[key, value] : change->items())
        if (key == "vocab" && value.is_array())
            for (const Json &each : value) file["vocab"].push_back(each);
        else if (key == "config" && value.is_object())
            file["config"].update(value);
        else
            file[key] = value;
    const auto parsed = Tokenizer::parse(dumpJson(file), "x");
    if (!parsed) return promise(!parsed.error().code.empty() && !parsed.error().message.empty());
    const std::string text = "[INST] The \xC3\xA9 42  \n</s>ab";
    const auto encoding = parsed->encode(text, true);
    if (!encoding) return promise(!encoding.error().code.empty());
    for (const auto &[begin, end] : encoding->offsets) promise(begin <= end && end <= text.size());
    for (const auto id : encoding->ids) promise(parsed->tokenOf(id).has_value());
    parsed->decode(encoding->ids, false);
}

} // namespace lapidary::fuzz
