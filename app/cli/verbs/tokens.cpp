// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/verbs/registry.h"
#include "core/base/log.h"
#include "core/base/utf8.h"
#include "core/text/tokenizer/tokenizer.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct TokensFlags {
    std::string tokenizer, encoding, offsets = "bytes";
    bool decode = false, stream = false;
    LineFlags lines;
};

/// Byte offsets to code points; an offset inside a character counts as that character's start.
std::vector<std::size_t> codePointOf(std::string_view text) {
    std::vector<std::size_t> out(text.size() + 1);
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = static_cast<std::size_t>(std::max(1, utf8::sequenceLength(text, at)));
        for (std::size_t i = 0; i < length; ++i) out[at + i] = count;
        at += length;
        ++count;
    }
    out.back() = count;
    return out;
}

Result<Json> encode(const Json &request, const Tokenizer &tokenizer, bool inChars) {
    if (const auto ok = checkRequest(request, {"text", "add_special"}); !ok) return unexpected(ok.error());
    const auto text = getString(request, "text");
    if (!text) return unexpected(text.error());
    const auto addSpecial = getFlag(request, "add_special", true);
    if (!addSpecial) return unexpected(addSpecial.error());
    const auto encoding = tokenizer.encode(*text, *addSpecial);
    if (!encoding) return unexpected(encoding.error());
    const auto chars = inChars ? codePointOf(*text) : std::vector<std::size_t>{};
    Json offsets = Json::array();
    for (const auto &[begin, end] : encoding->offsets)
        offsets.push_back(inChars ? Json{chars[begin], chars[end]} : Json{begin, end});
    Json answer{{"ids", encoding->ids}, {"tokens", encoding->tokens}, {"offsets", std::move(offsets)}};
    for (const auto &[begin, end] : encoding->lost)
        answer["lost"].push_back(inChars ? Json{chars[begin], chars[end]} : Json{begin, end});
    return answer;
}

Result<Json> decode(const Json &request, const Tokenizer &tokenizer, bool stream) {
    if (const auto ok = checkRequest(request, {"ids", "skip_special"}); !ok) return unexpected(ok.error());
    const auto wide = getIntegers(request, "ids");
    if (!wide) return unexpected(wide.error());
    const auto skipSpecial = getFlag(request, "skip_special", false);
    if (!skipSpecial) return unexpected(skipSpecial.error());
    std::vector<std::int32_t> ids;
    for (const auto id : *wide) {
        if (id < 0 || id > INT32_MAX || !tokenizer.tokenOf(static_cast<std::int32_t>(id)))
            return fail({.code = "tokenizer.unknown_id",
                         .message = "The tokenizer has no such token",
                         .field = "ids",
                         .found = std::to_string(id),
                         .expected = "ids of this tokenizer, " + std::to_string(tokenizer.vocabSize()) + " in all"});
        ids.push_back(static_cast<std::int32_t>(id));
    }
    Json out = {{"text", tokenizer.decode(ids, *skipSpecial)}};
    if (!stream) return out;
    StreamDecoder decoder(tokenizer, *skipSpecial);
    out["pieces"] = Json::array();
    for (const auto id : ids) out["pieces"].push_back(decoder.push(id));
    if (auto rest = decoder.finish(); !rest.empty()) out["pieces"].push_back(std::move(rest));
    return out;
}

} // namespace

Action defineTokens(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<TokensFlags>();
    command
        .add_option("--tokenizer", flags->tokenizer,
                    "Folder with a tokenizer.json, tekken.json, tokenizer.model or *.tiktoken, or that file")
        ->required()
        ->type_name("DIR|FILE");
    command
        .add_option("--encoding", flags->encoding,
                    "What a list of tiktoken's ranks is read by, as cl100k_base, o200k_base, llama3 or qwen (default: "
                    "what the file is named after, or its tokenizer_config.json says)")
        ->type_name("NAME");
    command.add_flag("--decode", flags->decode,
                     "Requests are {\"ids\", \"skip_special\"}, answers {\"text\"} (default: off)");
    command.add_flag("--stream", flags->stream,
                     "With --decode: also the pieces as they would be streamed (default: off)");
    command
        .add_option(
            "--offsets", flags->offsets,
            "Unit of the offsets, and of the places \"lost\" that no token expresses: bytes or chars (code points)")
        ->check(CLI::IsMember({"bytes", "chars"}))
        ->capture_default_str();
    addLineFlags(command, flags->lines);
    return [flags, &common]() -> Result<int> {
        if (flags->stream && !flags->decode) return fail(usageError("--stream needs --decode", "--stream"));
        const auto tokenizer = Tokenizer::load(flags->tokenizer, flags->encoding);
        if (!tokenizer) return unexpected(tokenizer.error());
        for (const auto &each : tokenizer->warnings()) log::warning(describe(each));
        return answerLines(flags->lines, common, [&](const Json &request) {
            return flags->decode ? decode(request, *tokenizer, flags->stream)
                                 : encode(request, *tokenizer, flags->offsets == "chars");
        });
    };
}

} // namespace lapidary
