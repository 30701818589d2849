// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/normalizers/charsmap.h"
#include "core/base/utf8.h"

namespace lapidary {
namespace {

std::uint32_t littleEndian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

std::size_t offset(std::uint32_t unit) {
    return static_cast<std::size_t>(unit >> 10) << ((unit & (1u << 9)) >> 6);
}

} // namespace

std::optional<Charsmap> Charsmap::parse(std::string_view blob) {
    Charsmap map;
    if (blob.size() < 4) return std::nullopt;
    const std::size_t size = littleEndian(blob, 0);
    if (size % 4 != 0 || size == 0 || size > blob.size() - 4) return std::nullopt;
    map.units_.reserve(size / 4);
    for (std::size_t at = 4; at < 4 + size; at += 4) map.units_.push_back(littleEndian(blob, at));
    map.replacements_ = blob.substr(4 + size);
    if (utf8::firstInvalid(map.replacements_) != std::string::npos) return std::nullopt;
    return map;
}

std::optional<Charsmap::Rule> Charsmap::find(std::string_view text, bool longest) const {
    std::optional<Rule> found;
    std::size_t node = offset(units_[0]);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        node ^= byte;
        if (byte == 0 || node >= units_.size() || (units_[node] & (1u << 31 | 0xFF)) != byte) return found;
        const std::uint32_t unit = units_[node];
        node ^= offset(unit);
        if (!(unit >> 8 & 1)) continue;
        if (node >= units_.size()) return found;
        const std::size_t at = units_[node] & 0x7FFFFFFF;
        if (at >= replacements_.size() || (at > 0 && replacements_[at - 1] != '\0'))
            return found; // points into a character or nowhere
        found = Rule{i + 1, std::string_view(replacements_).substr(at, replacements_.find('\0', at) - at)};
        if (!longest) return found;
    }
    return found;
}

} // namespace lapidary
