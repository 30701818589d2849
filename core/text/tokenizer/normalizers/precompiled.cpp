// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/base64.h"
#include "core/text/tokenizer/normalizers/charsmap.h"
#include "core/text/tokenizer/normalizers/normalizers.h"
#include <optional>
#include <utf8proc.h>

namespace lapidary::normalizers {
namespace {

constexpr std::size_t kLongestCluster = 6; ///< clusters of this many bytes are looked up character by character

void replace(std::vector<Change> &changes, std::string_view old, std::string_view with) {
    std::ptrdiff_t more = 0;
    for (std::size_t at = 0; at < with.size(); at = TrackedText::nextCharacter(with, at), ++more)
        changes.push_back({TrackedText::decodeAt(with, at), 0});
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
        for (auto last = static_cast<utf8proc_int32_t>(TrackedText::decodeAt(all, at)); end < all.size();
             end = TrackedText::nextCharacter(all, end)) {
            const auto next = static_cast<utf8proc_int32_t>(TrackedText::decodeAt(all, end));
            if (utf8proc_grapheme_break_stateful(last, next, &state)) break;
            last = next;
        }
        const auto cluster = all.substr(at, end - at);
        // The reference takes the shortest known beginning for the whole of a cluster.
        const auto whole = cluster.size() < kLongestCluster ? map.shortest(cluster) : std::nullopt;
        if (whole) replace(changes, cluster, whole->replacement);
        for (std::size_t from = at; from < end && !whole;) {
            const std::size_t to = TrackedText::nextCharacter(all, from);
            if (const auto part = map.shortest(all.substr(from, to - from)))
                replace(changes, all.substr(from, to - from), part->replacement);
            else
                changes.push_back({TrackedText::decodeAt(all, from), 0});
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
    if (!map)
        return fail(parts::badOption("normalizer", "precompiled_charsmap", blob,
                                     "base64 of a trie and its replacements, whole", file));
    return Normalizer([map = std::move(*map)](TrackedText &text) -> Status {
        apply(map, text);
        return {};
    });
}

} // namespace lapidary::normalizers
