// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace lapidary {

/// What the beginning of a file says that it is ("a gzip archive"), where it is no UTF-8 text with rows at all; else
/// null.
const char *foreignKind(std::string_view head);

/// What helps where foreignKind() has a name for it.
const char *foreignRemedy(std::string_view head);

/// What the beginning of a file of JSON says that it is, where it is one value and not one object a line: "one JSON
/// array", "one JSON object over many lines"; else null. A first line that is merely broken is that line's fault, not
/// the file's.
const char *wholeJson(std::string_view head);

} // namespace lapidary
