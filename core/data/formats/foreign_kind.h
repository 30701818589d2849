// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace lapidary {

/// What the beginning of a file says that it is ("a gzip archive"), where it is no UTF-8 text with rows at all; else null.
const char *foreignKind(std::string_view head);

} // namespace lapidary
