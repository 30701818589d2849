// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/normalizers/normalizers.h"
#include <algorithm>
#include <optional>
#include <utf8proc.h>

namespace lapidary::normalizers {
namespace {

struct Mark {
    Change change;
    int combining;
};

int combiningClass(char32_t code) {
    return utf8proc_get_property(static_cast<utf8proc_int32_t>(code))->combining_class;
}

std::vector<Mark> decompose(const TrackedText &tracked, bool compatible) {
    const auto options =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | (compatible ? UTF8PROC_COMPAT : 0));
    std::vector<Mark> out;
    out.reserve(tracked.text.size());
    std::size_t sorted = 0; // marks behind this one are still to be brought into order
    const auto sort = [&] {
        if (out.size() - sorted > 1)
            std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(sorted), out.end(),
                             [](const Mark &a, const Mark &b) { return a.combining < b.combining; });
    };
    tracked.forEach([&](char32_t code, Span) {
        utf8proc_int32_t parts[64] = {static_cast<utf8proc_int32_t>(code)};
        int lastBoundary = 0;
        const auto count = code < 0x80 ? 1
                                       : utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), parts, 64,
                                                                 options, &lastBoundary);
        for (utf8proc_ssize_t i = 0; i < count && i < 64; ++i) {
            const auto part = static_cast<char32_t>(parts[i]);
            const int combining = combiningClass(part);
            if (combining == 0) sort();
            out.push_back({{part, i == 0 ? 0 : 1}, combining});
            if (combining == 0) sorted = out.size();
        }
    });
    sort();
    return out;
}

std::optional<char32_t> compose(char32_t first, char32_t second) {
    utf8proc_int32_t pair[2] = {static_cast<utf8proc_int32_t>(first), static_cast<utf8proc_int32_t>(second)};
    const auto size =
        utf8proc_normalize_utf32(pair, 2, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    return size == 1 ? std::optional(static_cast<char32_t>(pair[0])) : std::nullopt;
}

/// Canonical composition (Unicode 3.11): a mark joins the last starter unless another of its class or higher stands
/// between.
std::vector<Change> recompose(const std::vector<Mark> &marks) {
    std::vector<Change> out;
    out.reserve(marks.size());
    std::optional<std::size_t> starter;
    int lastClass = -1; // of what stands behind the starter; -1 where nothing does
    for (const auto &[change, combining] : marks) {
        if (starter && lastClass < combining)
            if (const auto both = compose(out[*starter].code, change.code)) {
                out[*starter] = {*both, out[*starter].count + change.count - 1};
                continue;
            }
        if (combining == 0) {
            starter = out.size();
            lastClass = -1;
        } else if (starter) {
            lastClass = combining;
        }
        out.push_back(change);
    }
    return out;
}

} // namespace

void applyForm(TrackedText &tracked, Form form) {
    const auto high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    if (std::none_of(tracked.text.begin(), tracked.text.end(), high)) return; // ASCII is all forms of itself
    const auto marks = decompose(tracked, form == Form::NFKC || form == Form::NFKD);
    if (form == Form::NFC || form == Form::NFKC) return tracked.transform(recompose(marks));
    std::vector<Change> changes;
    changes.reserve(marks.size());
    for (const auto &mark : marks) changes.push_back(mark.change);
    tracked.transform(changes);
}

} // namespace lapidary::normalizers
