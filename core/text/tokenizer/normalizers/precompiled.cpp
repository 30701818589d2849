// SPDX-License-Identifier: Apache-2.0
// SentencePiece's normalisation rules as it stores them: a double-array trie of what is replaced, and the replacements.
#include "core/base/utf8.h"
#include "core/text/tokenizer/normalizers/normalizers.h"
#include <optional>
#include <utf8proc.h>

namespace lapidary::normalizers {
namespace {

constexpr std::size_t kLongestCluster = 6; ///< clusters of this many bytes are looked up character by character

std::optional<std::string> decodeBase64(std::string_view text) {
    std::string out;
    unsigned bits = 0;
    int held = 0;
    while (text.ends_with('=')) text.remove_suffix(1);
    for (const char c : text) {
        const int value = c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52 : c == '+' ? 62 : c == '/' ? 63 : -1;
        if (value < 0) return std::nullopt;
        bits = bits << 6 | static_cast<unsigned>(value);
        if (held += 6; held >= 8) {
            held -= 8;
            out += static_cast<char>(bits >> held & 0xFF);
        }
    }
    return out;
}

std::uint32_t littleEndian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

class Charsmap {
public:
    static std::optional<Charsmap> parse(std::string_view blob) {
        Charsmap map;
        if (blob.size() < 4) return std::nullopt;
        const std::size_t size = littleEndian(blob, 0);
        if (size % 4 != 0 || size == 0 || size > blob.size() - 4) return std::nullopt;
        for (std::size_t at = 4; at < 4 + size; at += 4) map.units_.push_back(littleEndian(blob, at));
        map.replacements_ = blob.substr(4 + size);
        if (utf8::firstInvalid(map.replacements_) != std::string::npos) return std::nullopt;
        return map;
    }

    /// What stands for the shortest known beginning of `part` (which is what the reference takes for the whole of it).
    std::optional<std::string_view> find(std::string_view part) const {
        std::size_t node = offset(units_[0]);
        for (const char c : part) {
            const auto byte = static_cast<unsigned char>(c);
            node ^= byte;
            if (byte == 0 || node >= units_.size() || (units_[node] & (1u << 31 | 0xFF)) != byte) return std::nullopt;
            const std::uint32_t unit = units_[node];
            node ^= offset(unit);
            if (!(unit >> 8 & 1)) continue;
            if (node >= units_.size()) return std::nullopt;
            const std::size_t at = units_[node] & 0x7FFFFFFF;
            if (at >= replacements_.size() || (at > 0 && replacements_[at - 1] != '\0')) return std::nullopt; // points into a character or nowhere
            return std::string_view(replacements_).substr(at, replacements_.find('\0', at) - at);
        }
        return std::nullopt;
    }

private:
    static std::size_t offset(std::uint32_t unit) { return static_cast<std::size_t>(unit >> 10) << ((unit & (1u << 9)) >> 6); }

    std::vector<std::uint32_t> units_;
    std::string replacements_;
};

void replace(std::vector<Change> &changes, std::string_view old, std::string_view with) {
    std::ptrdiff_t more = 0;
    for (std::size_t at = 0; at < with.size(); at = TrackedText::nextCharacter(with, at), ++more) changes.push_back({TrackedText::decodeAt(with, at), 0});
    for (std::size_t at = 0; at < old.size(); at = TrackedText::nextCharacter(old, at)) --more;
    if (more < 0 && !changes.empty()) changes.back().count += more;
    for (auto it = changes.rbegin(); more > 0 && it != changes.rend(); ++it, --more) it->count = 1;
}

void apply(const Charsmap &map, TrackedText &text) {
    std::vector<Change> changes;
    const std::string_view all = text.text;
    for (std::size_t at = 0; at < all.size();) {
        std::size_t end = TrackedText::nextCharacter(all, at);
        utf8proc_int32_t state = 0;
        for (auto last = static_cast<utf8proc_int32_t>(TrackedText::decodeAt(all, at)); end < all.size(); end = TrackedText::nextCharacter(all, end)) {
            const auto next = static_cast<utf8proc_int32_t>(TrackedText::decodeAt(all, end));
            if (utf8proc_grapheme_break_stateful(last, next, &state)) break;
            last = next;
        }
        const auto cluster = all.substr(at, end - at);
        const auto whole = cluster.size() < kLongestCluster ? map.find(cluster) : std::nullopt;
        if (whole) replace(changes, cluster, *whole);
        for (std::size_t from = at; from < end && !whole;) {
            const std::size_t to = TrackedText::nextCharacter(all, from);
            if (const auto part = map.find(all.substr(from, to - from))) replace(changes, all.substr(from, to - from), *part);
            else changes.push_back({TrackedText::decodeAt(all, from), 0});
            from = to;
        }
        at = end;
    }
    text.transform(changes);
}

} // namespace

Result<Normalizer> precompiled(const Json &spec, const std::string &file) {
    const Json blob = spec.value("precompiled_charsmap", Json());
    if (blob.is_null() || blob == "") return Normalizer([](TrackedText &) -> Status { return {}; });
    const auto bytes = blob.is_string() ? decodeBase64(blob.get<std::string>()) : std::nullopt;
    auto map = bytes ? Charsmap::parse(*bytes) : std::nullopt;
    if (!map) return fail(parts::badOption("normalizer", "precompiled_charsmap", blob, "base64 of a trie and its replacements, whole", file));
    return Normalizer([map = std::move(*map)](TrackedText &text) -> Status {
        apply(map, text);
        return {};
    });
}

} // namespace lapidary::normalizers
