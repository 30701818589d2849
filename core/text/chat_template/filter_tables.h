// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/value.h"
#include <span>

namespace lapidary::jinja {

struct NamedFilter {
    const char *name;
    Value (*apply)(const Value &, const Arguments &);
};

/// What goes through lists and dicts.
std::span<const NamedFilter> sequenceFilters();
/// What changes a text, a number, or any value.
std::span<const NamedFilter> valueFilters();

/// Whether `name` is a filter's, or another name of one.
bool isFilter(const std::string &name);

/// The number of characters, items or pairs.
Value sizeOf(const Value &on);

} // namespace lapidary::jinja
