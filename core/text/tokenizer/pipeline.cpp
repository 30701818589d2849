// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/pipeline.h"
#include "core/base/utf8.h"
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <utf8proc.h>

namespace lapidary {
namespace {

constexpr int kDeepest = 16;
constexpr std::size_t kLongestCluster = 1024;      ///< sorting the marks of one character is quadratic in their number
constexpr std::size_t kLongestText = 512ull << 20; ///< what a text may grow to by replacements
constexpr const char *kGpt2Pattern = R"('(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

Error unknown(const std::string &what, const Json &spec, const std::string &file) {
    return {.code = "tokenizer.unknown_part", .message = "this " + what + " is not supported", .file = file, .field = what,
            .found = spec.is_object() ? spec.value("type", Json()).dump() : spec.dump().substr(0, 60)};
}

std::string typeOf(const Json &spec) {
    const Json type = spec.is_object() ? spec.value("type", Json("")) : Json("");
    return type.is_string() ? type.get<std::string>() : "";
}

Result<Pattern> patternOf(const Json &spec, const std::string &what, const std::string &file) {
    const Json pattern = spec.value("pattern", Json());
    if (pattern.is_object() && pattern.contains("String") && pattern["String"].is_string()) return Pattern::literal(pattern["String"].get<std::string>());
    if (pattern.is_object() && pattern.contains("Regex") && pattern["Regex"].is_string()) return Pattern::compile(pattern["Regex"].get<std::string>(), file);
    return fail(unknown(what + " pattern", pattern, file));
}

/// Members of a Sequence, made one by one; `list` is the key under which they stand.
template <class F, class Make> Result<std::vector<F>> members(const Json &spec, const char *list, const std::string &file, int depth, Make make) {
    if (depth >= kDeepest) return fail({.code = "tokenizer.too_deep", .message = "parts nested deeper than 16 levels", .file = file});
    std::vector<F> out;
    for (const auto &member : spec.value(list, Json::array())) {
        auto made = make(member, file, depth + 1);
        if (!made) return unexpected(made.error());
        if (*made) out.push_back(std::move(*made));
    }
    return out;
}

/// Whether a character may melt into the one before it: marks of any class, and the vowels and finals of Hangul.
bool joinsPrevious(char32_t code) {
    const auto *property = utf8proc_get_property(static_cast<utf8proc_int32_t>(code));
    return property->combining_class != 0 || property->category == UTF8PROC_CATEGORY_MN || property->category == UTF8PROC_CATEGORY_MC ||
           (code >= 0x1160 && code <= 0x11FF);
}

/// Byte offsets of the characters in text[begin, end), and its end.
std::vector<std::size_t> characterStarts(std::string_view text, std::size_t begin, std::size_t end) {
    std::vector<std::size_t> starts;
    for (std::size_t at = begin; at < end; at += static_cast<std::size_t>(std::max(1, utf8::sequenceLength(text, at)))) starts.push_back(at);
    starts.push_back(end);
    return starts;
}

/// Applies a utf8proc form to each character together with the marks that follow it. As in the reference, the first
/// character of the result stands for the first of the input (not for the marks that melted into it), and the others for
/// those at the same distance from the end.
void applyForm(TrackedText &tracked, utf8proc_option_t options) {
    TrackedText out;
    for (std::size_t at = 0; at < tracked.text.size();) {
        std::size_t end = at + static_cast<std::size_t>(std::max(1, utf8::sequenceLength(tracked.text, at)));
        while (end < tracked.text.size() && end - at < kLongestCluster && utf8::sequenceLength(tracked.text, end) > 0 && joinsPrevious(utf8::decode(tracked.text, end)))
            end += static_cast<std::size_t>(utf8::sequenceLength(tracked.text, end));
        utf8proc_uint8_t *mapped = nullptr;
        const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t *>(tracked.text.data() + at), static_cast<utf8proc_ssize_t>(end - at), &mapped,
                                       static_cast<utf8proc_option_t>(options | UTF8PROC_STABLE));
        const std::string result = size < 0 ? tracked.text.substr(at, end - at) : std::string(reinterpret_cast<const char *>(mapped), static_cast<std::size_t>(size));
        std::free(mapped);
        const auto before = characterStarts(tracked.text, at, end), after = characterStarts(result, 0, result.size());
        for (std::size_t i = 0; i + 1 < after.size(); ++i) {
            const std::size_t from = i == 0 || i + before.size() < after.size() ? 0 : i + before.size() - after.size();
            out.origin.resize(out.origin.size() + after[i + 1] - after[i], tracked.origin[before[from]]);
        }
        out.text += result;
        at = end;
    }
    tracked = std::move(out);
}

Status replaceAll(TrackedText &tracked, const Pattern &pattern, const std::string &content) {
    TrackedText out;
    std::size_t done = 0;
    const auto keep = [&](std::size_t end) {
        out.text.append(tracked.text, done, end - done);
        out.origin.insert(out.origin.end(), tracked.origin.begin() + static_cast<std::ptrdiff_t>(done), tracked.origin.begin() + static_cast<std::ptrdiff_t>(end));
    };
    bool tooLong = false;
    const auto ok = pattern.forEach(tracked.text, [&](std::size_t begin, std::size_t end) {
        if (tooLong |= out.text.size() + content.size() > kLongestText; tooLong) return;
        keep(begin);
        out.text += content;
        out.origin.resize(out.text.size(), {tracked.origin[begin].first, tracked.origin[end - 1].second});
        done = end;
    });
    if (!ok) return ok;
    if (tooLong) return fail({.code = "tokenizer.pattern_limit", .message = "the normaliser's replacements make the text longer than 512 MiB"});
    keep(tracked.text.size());
    tracked = std::move(out);
    return {};
}

/// How a match of a Split joins its neighbours.
Status splitOn(std::vector<TrackedText> &pieces, const Pattern &pattern, const std::string &behavior, bool invert) {
    std::vector<TrackedText> out;
    for (const auto &piece : pieces) {
        struct Span {
            std::size_t begin, end;
            bool match;
        };
        std::vector<Span> spans;
        std::size_t done = 0;
        const auto ok = pattern.forEach(piece.text, [&](std::size_t begin, std::size_t end) {
            if (begin > done) spans.push_back({done, begin, invert});
            spans.push_back({begin, end, !invert});
            done = end;
        });
        if (!ok) return ok;
        if (done < piece.text.size()) spans.push_back({done, piece.text.size(), invert});
        std::vector<Span> joined;
        bool lastMatched = false;
        for (const Span &span : spans) {
            const bool toPrevious = !joined.empty() && ((behavior == "MergedWithPrevious" && span.match && !lastMatched) ||
                                                        (behavior == "MergedWithNext" && lastMatched && !span.match) ||
                                                        (behavior == "Contiguous" && span.match == lastMatched));
            if (toPrevious) joined.back().end = span.end;
            else if (!(behavior == "Removed" && span.match)) joined.push_back(span);
            lastMatched = span.match;
        }
        for (const Span &span : joined) out.push_back(piece.slice(span.begin, span.end));
    }
    pieces = std::move(out);
    return {};
}

void toByteSymbols(TrackedText &piece) {
    TrackedText out;
    for (std::size_t i = 0; i < piece.text.size(); ++i) {
        out.text += byteSymbol(static_cast<unsigned char>(piece.text[i]));
        out.origin.resize(out.text.size(), piece.origin[i]);
    }
    piece = std::move(out);
}

std::optional<unsigned char> byteOfSymbol(std::string_view symbol) {
    static const auto table = [] {
        std::map<std::string, unsigned char, std::less<>> made;
        for (int byte = 0; byte < 256; ++byte) made[byteSymbol(static_cast<unsigned char>(byte))] = static_cast<unsigned char>(byte);
        return made;
    }();
    const auto it = table.find(symbol);
    return it == table.end() ? std::nullopt : std::optional(it->second);
}

void decodeByteLevel(std::vector<std::string> &tokens) {
    std::string bytes;
    for (const auto &token : tokens) {
        std::string part;
        bool all = true;
        for (std::size_t at = 0; at < token.size() && all;) {
            const auto length = static_cast<std::size_t>(std::max(1, utf8::sequenceLength(token, at)));
            const auto byte = byteOfSymbol(std::string_view(token).substr(at, length));
            if (byte) part += static_cast<char>(*byte);
            else all = false;
            at += length;
        }
        bytes += all ? part : token; // an added token is its own text
    }
    tokens = {utf8::sanitize(bytes)};
}

void decodeByteFallback(std::vector<std::string> &tokens) {
    std::vector<std::string> out;
    std::string bytes;
    const auto flush = [&] {
        if (bytes.empty()) return;
        if (utf8::firstInvalid(bytes) == std::string_view::npos) out.push_back(bytes);
        else
            for (std::size_t i = 0; i < bytes.size(); ++i) out.push_back("\xEF\xBF\xBD");
        bytes.clear();
    };
    for (auto &token : tokens) {
        unsigned value = 0;
        if (token.size() == 6 && token.starts_with("<0x") && token.back() == '>' && std::sscanf(token.c_str() + 3, "%2x", &value) == 1) {
            bytes += static_cast<char>(value);
            continue;
        }
        flush();
        out.push_back(std::move(token));
    }
    flush();
    tokens = std::move(out);
}

} // namespace

TrackedText TrackedText::of(std::string_view input, std::size_t offset) {
    TrackedText tracked{std::string(input), {}};
    for (std::size_t at = 0; at < input.size();) { // every byte of a character stands for the whole character
        const auto length = static_cast<std::size_t>(std::max(1, utf8::sequenceLength(input, at)));
        tracked.origin.resize(at + length, {offset + at, offset + at + length});
        at += length;
    }
    return tracked;
}

TrackedText TrackedText::slice(std::size_t begin, std::size_t end) const {
    return {text.substr(begin, end - begin), {origin.begin() + static_cast<std::ptrdiff_t>(begin), origin.begin() + static_cast<std::ptrdiff_t>(end)}};
}

const std::string &byteSymbol(unsigned char byte) {
    static const auto table = [] {
        std::array<std::string, 256> made;
        char32_t next = 256; // printable bytes stand for themselves, the others take the code points from 256 on
        for (unsigned b = 0; b < 256; ++b) {
            const bool printable = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
            utf8::append(made[b], printable ? b : next++);
        }
        return made;
    }();
    return table[byte];
}

Result<Normalizer> makeNormalizer(const Json &spec, const std::string &file, int depth) {
    if (spec.is_null()) return Normalizer{};
    const std::string type = typeOf(spec);
    if (type == "Sequence") {
        auto list = members<Normalizer>(spec, "normalizers", file, depth, makeNormalizer);
        if (!list) return unexpected(list.error());
        return Normalizer([list = std::move(*list)](TrackedText &text) -> Status {
            for (const auto &each : list)
                if (auto ok = each(text); !ok) return ok;
            return {};
        });
    }
    if (type == "Prepend")
        return Normalizer([prefix = spec.value("prepend", "")](TrackedText &text) -> Status {
            if (text.text.empty()) return {};
            const auto origin = text.origin.front(); // what is put before a text stands for its first character
            text.text.insert(0, prefix);
            text.origin.insert(text.origin.begin(), prefix.size(), origin);
            return {};
        });
    if (type == "Replace") {
        auto pattern = patternOf(spec, "normalizer", file);
        if (!pattern) return unexpected(pattern.error());
        return Normalizer([pattern = *pattern, content = spec.value("content", "")](TrackedText &text) { return replaceAll(text, pattern, content); });
    }
    const std::map<std::string, int> forms = {{"NFC", UTF8PROC_COMPOSE}, {"NFD", UTF8PROC_DECOMPOSE}, {"NFKC", UTF8PROC_COMPOSE | UTF8PROC_COMPAT},
                                              {"NFKD", UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT}};
    if (const auto form = forms.find(type); form != forms.end())
        return Normalizer([options = static_cast<utf8proc_option_t>(form->second)](TrackedText &text) -> Status {
            applyForm(text, options);
            return {};
        });
    return fail(unknown("normalizer", spec, file));
}

Result<PreTokenizer> makePreTokenizer(const Json &spec, const std::string &file, int depth) {
    if (spec.is_null()) return PreTokenizer{};
    const std::string type = typeOf(spec);
    if (type == "Sequence") {
        auto list = members<PreTokenizer>(spec, "pretokenizers", file, depth, makePreTokenizer);
        if (!list) return unexpected(list.error());
        return PreTokenizer([list = std::move(*list)](std::vector<TrackedText> &pieces) -> Status {
            for (const auto &each : list)
                if (auto ok = each(pieces); !ok) return ok;
            return {};
        });
    }
    if (type == "Split") {
        auto pattern = patternOf(spec, "pre_tokenizer", file);
        if (!pattern) return unexpected(pattern.error());
        return PreTokenizer([pattern = *pattern, behavior = spec.value("behavior", "Isolated"), invert = spec.value("invert", false)](
                                std::vector<TrackedText> &pieces) { return splitOn(pieces, pattern, behavior, invert); });
    }
    if (type == "ByteLevel") {
        auto pattern = Pattern::compile(kGpt2Pattern, file);
        if (!pattern) return unexpected(pattern.error());
        const bool prefix = spec.value("add_prefix_space", true), useRegex = spec.value("use_regex", true);
        return PreTokenizer([pattern = *pattern, prefix, useRegex](std::vector<TrackedText> &pieces) -> Status {
            if (prefix)
                for (auto &piece : pieces)
                    if (!piece.text.empty() && piece.text.front() != ' ') {
                        piece.text.insert(0, " ");
                        piece.origin.insert(piece.origin.begin(), piece.origin.front());
                    }
            if (useRegex)
                if (auto ok = splitOn(pieces, pattern, "Isolated", false); !ok) return ok;
            for (auto &piece : pieces) toByteSymbols(piece);
            return {};
        });
    }
    return fail(unknown("pre_tokenizer", spec, file));
}

Result<TokenDecoder> makeDecoder(const Json &spec, const std::string &file, int depth) {
    if (spec.is_null()) return TokenDecoder{};
    const std::string type = typeOf(spec);
    if (type == "Sequence") {
        auto list = members<TokenDecoder>(spec, "decoders", file, depth, makeDecoder);
        if (!list) return unexpected(list.error());
        return TokenDecoder([list = std::move(*list)](std::vector<std::string> &tokens) {
            for (const auto &each : list) each(tokens);
        });
    }
    if (type == "ByteLevel") return TokenDecoder(decodeByteLevel);
    if (type == "ByteFallback") return TokenDecoder(decodeByteFallback);
    if (type == "Fuse")
        return TokenDecoder([](std::vector<std::string> &tokens) {
            std::string all;
            for (const auto &token : tokens) all += token;
            tokens = {std::move(all)};
        });
    if (type == "Replace") {
        auto pattern = patternOf(spec, "decoder", file);
        if (!pattern) return unexpected(pattern.error());
        return TokenDecoder([pattern = *pattern, content = spec.value("content", "")](std::vector<std::string> &tokens) {
            for (auto &token : tokens) {
                TrackedText tracked = TrackedText::of(token, 0);
                if (replaceAll(tracked, pattern, content)) token = std::move(tracked.text);
            }
        });
    }
    if (type == "Strip")
        return TokenDecoder([content = spec.value("content", " "), start = spec.value("start", 0), stop = spec.value("stop", 0)](std::vector<std::string> &tokens) {
            for (auto &token : tokens) {
                for (int i = 0; i < start && token.starts_with(content); ++i) token.erase(0, content.size());
                for (int i = 0; i < stop && token.ends_with(content); ++i) token.resize(token.size() - content.size());
            }
        });
    return fail(unknown("decoder", spec, file));
}

} // namespace lapidary
