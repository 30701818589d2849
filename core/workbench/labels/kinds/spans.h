// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/kinds/kind.h"

namespace lapidary {

/// Parts of one answer, each marked by one of the queue's criteria, as "wrong" or "unclear".
const LabelKind &spansKind();

/// A marked part: bytes [begin, end) of the answer, and the number of its criterion, from 0.
struct LabelSpan {
    std::size_t criterion = 0, begin = 0, end = 0;
    bool operator==(const LabelSpan &) const = default;
};
/// Those that a verdict of the kind names, in their order; none where it is no such verdict.
std::vector<LabelSpan> labelSpans(const std::string &verdict);

/// Bytes [begin, end) of what can be marked: words between white space, and each letter of a script that has none.
std::vector<std::pair<std::size_t, std::size_t>> markableWords(const std::string &text);

/// The cell that stands for the words first to last: what the next key is about.
inline std::size_t spanCell(std::size_t words, std::size_t first, std::size_t last) {
    return first + words * (last - first);
}

} // namespace lapidary
