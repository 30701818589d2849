// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include "core/text/tokenizer/byte_level.h"
#include "core/text/tokenizer/parts.h"
#include "core/text/tokenizer/prefix_scheme.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::size_t kLongestText = 512ull << 20;

void replaceEvery(std::string &text, std::string_view what, std::string_view with) {
    if (what.empty() || text.find(what) == std::string::npos) return;
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = text.find(what); at != std::string::npos && out.size() < kLongestText;
         at = text.find(what, done)) {
        out.append(text, done, at - done).append(with);
        done = at + what.size();
    }
    text = out.append(text, done);
}

/// English as it is written: no blank before a mark or a shortened word.
void cleanUp(std::string &text) {
    for (const auto &[what, with] : {std::pair{" .", "."},
                                     {" ?", "?"},
                                     {" !", "!"},
                                     {" ,", ","},
                                     {" ' ", "'"},
                                     {" n't", "n't"},
                                     {" 'm", "'m"},
                                     {" do not", " don't"},
                                     {" 's", "'s"},
                                     {" 've", "'ve"},
                                     {" 're", "'re"}})
        replaceEvery(text, what, with);
}

Result<TokenDecoder> byteLevel(const Json &, const std::string &) {
    return TokenDecoder([](std::vector<std::string> &tokens) {
        std::string bytes;
        for (const auto &token : tokens) {
            std::string part;
            bool all = true;
            for (std::size_t at = 0; at < token.size() && all; at = TrackedText::nextCharacter(token, at)) {
                const auto byte = byteOfSymbol(TrackedText::decodeAt(token, at));
                if (byte)
                    part += static_cast<char>(*byte);
                else
                    all = false;
            }
            bytes += all ? part : token; // an added token is its own text
        }
        tokens = {utf8::sanitize(bytes)};
    });
}

/// The byte that a token like <0x0A> stands for.
std::optional<unsigned char> byteOf(std::string_view token) {
    if (token.size() != 6 || !token.starts_with("<0x") || token.back() != '>') return std::nullopt;
    unsigned value = 0;
    for (const char c : token.substr(3, 2)) {
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                                 : -1;
        if (digit < 0) return std::nullopt;
        value = value << 4 | static_cast<unsigned>(digit);
    }
    return static_cast<unsigned char>(value);
}

Result<TokenDecoder> byteFallback(const Json &, const std::string &) {
    return TokenDecoder([](std::vector<std::string> &tokens) {
        std::vector<std::string> out;
        std::string bytes;
        const auto flush = [&] {
            if (bytes.empty()) return;
            if (utf8::firstInvalid(bytes) == std::string_view::npos)
                out.push_back(bytes);
            else
                out.resize(out.size() + bytes.size(), "\xEF\xBF\xBD");
            bytes.clear();
        };
        for (auto &token : tokens) {
            if (const auto byte = byteOf(token)) {
                bytes += static_cast<char>(*byte);
                continue;
            }
            flush();
            out.push_back(std::move(token));
        }
        flush();
        tokens = std::move(out);
    });
}

Result<TokenDecoder> fuse(const Json &, const std::string &) {
    return TokenDecoder([](std::vector<std::string> &tokens) {
        std::string all;
        for (const auto &token : tokens) all += token;
        tokens = {std::move(all)};
    });
}

Result<TokenDecoder> wordPiece(const Json &spec, const std::string &) {
    return TokenDecoder(
        [prefix = spec.value("prefix", "##"), clean = spec.value("cleanup", true)](std::vector<std::string> &tokens) {
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                if (i > 0 && tokens[i].starts_with(prefix))
                    tokens[i].erase(0, prefix.size());
                else if (i > 0)
                    tokens[i] = std::string(" ").append(tokens[i]);
                if (clean) cleanUp(tokens[i]);
            }
        });
}

Result<TokenDecoder> metaspace(const Json &spec, const std::string &file) {
    const auto mark = parts::characterOf(spec, "replacement", "\u2581", "decoder", file);
    if (!mark) return unexpected(mark.error());
    const auto scheme = prefixSchemeOf(spec, "decoder", file);
    if (!scheme) return unexpected(scheme.error());
    return TokenDecoder([mark = *mark, prefixed = *scheme != PrefixScheme::Never](std::vector<std::string> &tokens) {
        for (std::size_t i = 0; i < tokens.size(); ++i) replaceEvery(tokens[i], mark, i == 0 && prefixed ? "" : " ");
    });
}

Result<TokenDecoder> bpe(const Json &spec, const std::string &) {
    return TokenDecoder([suffix = spec.value("suffix", "</w>")](std::vector<std::string> &tokens) {
        for (std::size_t i = 0; i < tokens.size(); ++i)
            replaceEvery(tokens[i], suffix, i + 1 == tokens.size() ? "" : " ");
    });
}

Result<TokenDecoder> ctc(const Json &spec, const std::string &) {
    return TokenDecoder([pad = spec.value("pad_token", "<pad>"), delimiter = spec.value("word_delimiter_token", "|"),
                         clean = spec.value("cleanup", true)](std::vector<std::string> &tokens) {
        tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
        for (auto &token : tokens) {
            replaceEvery(token, pad, "");
            if (!clean) continue;
            cleanUp(token);
            replaceEvery(token, delimiter, " ");
        }
        std::erase_if(tokens, [](const std::string &token) { return token.empty(); });
    });
}

Result<TokenDecoder> replace(const Json &spec, const std::string &file) {
    auto pattern = parts::patternOf(spec, "decoder", file);
    if (!pattern) return unexpected(pattern.error());
    return TokenDecoder([pattern = *pattern, content = spec.value("content", "")](std::vector<std::string> &tokens) {
        const auto finder = pattern.finder();
        for (auto &token : tokens) {
            std::string out;
            std::size_t done = 0;
            const auto ok = finder.forEach(token, [&](std::size_t begin, std::size_t end) {
                out.append(token, done, begin - done).append(content);
                done = end;
            });
            if (ok && done + out.size() > 0) token = out.append(token, done);
        }
    });
}

Result<TokenDecoder> strip(const Json &spec, const std::string &file) {
    const auto content = parts::characterOf(spec, "content", " ", "decoder", file);
    if (!content) return unexpected(content.error());
    return TokenDecoder([content = *content, start = spec.value("start", std::int64_t{0}),
                         stop = spec.value("stop", std::int64_t{0})](std::vector<std::string> &tokens) {
        for (auto &token : tokens) {
            std::size_t begin = 0;
            for (std::int64_t i = 0; i < start && token.compare(begin, content.size(), content) == 0; ++i)
                begin += content.size();
            token.erase(0, begin);
            for (std::int64_t i = 0; i < stop && token.ends_with(content); ++i)
                token.resize(token.size() - content.size());
        }
    });
}

constexpr parts::Kind<TokenDecoder> kKinds[] = {
    {"ByteLevel", byteLevel},
    {"ByteFallback", byteFallback},
    {"Fuse", fuse},
    {"WordPiece", wordPiece},
    {"Metaspace", metaspace},
    {"BPEDecoder", bpe},
    {"CTC", ctc},
    {"Replace", replace},
    {"Strip", strip},
};

} // namespace

Result<TokenDecoder> makeDecoder(const Json &spec, const std::string &file, int depth) {
    return parts::make("decoder", "decoders", kKinds, spec, file, depth, makeDecoder,
                       [](std::vector<TokenDecoder> members) {
                           return [members = std::move(members)](std::vector<std::string> &tokens) {
                               for (const auto &each : members) each(tokens);
                           };
                       });
}

} // namespace lapidary
