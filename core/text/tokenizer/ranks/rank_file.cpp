// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include "core/text/tokenizer/base64.h"
#include "core/text/tokenizer/byte_level.h"
#include "core/text/tokenizer/pre_tokenizers/pre_tokenizers.h"
#include "core/text/tokenizer/ranks/ranks.h"
#include <algorithm>

namespace lapidary::ranks {
namespace {

constexpr std::size_t kLongestToken = 1 << 16, kMostTokens = 1 << 24;

std::string_view trimmed(std::string_view line) {
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!line.empty() && isBlank(line.front())) line.remove_prefix(1);
    while (!line.empty() && isBlank(line.back())) line.remove_suffix(1);
    return line;
}

/// A whole number of at most 31 bits.
std::optional<std::int32_t> rankOf(std::string_view text) {
    if (text.empty() || text.size() > 10) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value > INT32_MAX ? std::nullopt : std::optional(static_cast<std::int32_t>(value));
}

/// A line that is "base64 rank".
std::optional<RankedBytes> readLine(std::string_view line) {
    const auto blank = line.find_first_of(" \t");
    if (blank == line.npos) return std::nullopt;
    auto bytes = decodeBase64(line.substr(0, blank));
    const auto rank = rankOf(trimmed(line.substr(blank)));
    if (!bytes || !rank || bytes->size() > kLongestToken) return std::nullopt;
    return RankedBytes{std::move(*bytes), *rank};
}

std::string_view lineAt(std::string_view bytes, std::size_t at) {
    return bytes.substr(at, std::min(bytes.find('\n', at), bytes.size()) - at);
}

Error badLine(const std::string &file, std::int64_t line, Sentence message, std::string_view found, Sentence expected) {
    return {.code = "tokenizer.bad_file",
            .message = std::move(message),
            .file = file,
            .line = line,
            .found = utf8::sanitize(found.substr(0, 80)),
            .expected = std::move(expected)};
}

} // namespace

bool isRankFile(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size(); at += lineAt(bytes, at).size() + 1)
        if (const auto line = trimmed(lineAt(bytes, at)); !line.empty()) return readLine(line).has_value();
    return false;
}

Result<std::vector<RankedBytes>> parseRankFile(std::string_view bytes, const std::string &file) {
    std::vector<RankedBytes> out;
    std::unordered_map<std::string, std::int64_t> lineOfBytes;
    std::unordered_map<std::int32_t, std::int64_t> lineOfRank;
    std::int64_t number = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto whole = lineAt(bytes, at);
        at += whole.size() + 1;
        ++number;
        const auto line = trimmed(whole);
        if (line.empty()) continue;
        auto token = readLine(line);
        if (!token || out.size() >= kMostTokens)
            return fail(badLine(file, number, "this line is no token with its rank", line,
                                "base64, a blank, and a whole number from 0, as \"IQ== 0\""));
        const auto [sameBytes, newBytes] = lineOfBytes.emplace(token->bytes, number);
        if (!newBytes)
            return fail(badLine(file, number, {"this token stands in line {0} already", sameBytes->second}, line,
                                "each token once"));
        const auto [sameRank, newRank] = lineOfRank.emplace(token->id, number);
        if (!newRank)
            return fail(badLine(file, number, {"this rank stands in line {0} already", sameRank->second}, line,
                                "each rank once"));
        out.push_back(std::move(*token));
    }
    if (out.empty()) return fail(badLine(file, 0, "this list of ranks is empty", "", "a token a line"));
    return out;
}

Result<std::shared_ptr<Tokenizer::State>> makeState(const std::vector<RankedBytes> &tokens, const std::string &pattern,
                                                    bool normalised, const std::string &file) {
    auto state = std::make_shared<Tokenizer::State>();
    auto model = models::rankedBytes(tokens, file);
    if (!model) return unexpected(model.error());
    state->model = std::move(*model);
    state->bytePairs = true;
    state->ids = state->model->vocabulary();
    for (const auto &[token, id] : state->ids) state->tokens.emplace(id, token);
    if (normalised) {
        auto form = makeNormalizer({{"type", "NFC"}}, file);
        if (!form) return unexpected(form.error());
        state->normalizer = std::move(*form);
    }
    // ^ and $ mean the ends of the text to who writes such patterns, not of its lines.
    const Json split = {{"type", "Split"}, {"pattern", {{"Regex", "(?-m)" + pattern}}}, {"behavior", "Isolated"}},
               symbols = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}};
    auto words = makePreTokenizer({{"type", "Sequence"}, {"pretokenizers", Json::array({split, symbols})}}, file);
    if (!words) return unexpected(words.error());
    state->preTokenizer = std::move(*words);
    auto decoder = makeDecoder({{"type", "ByteLevel"}}, file);
    if (!decoder) return unexpected(decoder.error());
    state->decoder = std::move(*decoder);
    std::int64_t lacking = 0;
    for (unsigned byte = 0; byte < 256; ++byte) lacking += !state->ids.contains(byteSymbol(std::uint8_t(byte)));
    if (lacking > 0)
        state->warnings.push_back({.code = "tokenizer.missing_bytes",
                                   .message = "some bytes have no rank: what is written with them cannot be expressed",
                                   .file = file,
                                   .found = {"{0} bytes without a rank", lacking},
                                   .expected = "a rank for each of the 256 bytes",
                                   .remedy = "Fetch the whole file anew."});
    return state;
}

} // namespace lapidary::ranks
