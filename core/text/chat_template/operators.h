// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/value.h"

namespace lapidary::jinja {

/// a + b, a - b or a * b of whole numbers; template.limit beyond 64 bits.
std::int64_t checked(std::int64_t a, std::int64_t b, char operation);
/// + - * / // % ** of numbers, as Python has them.
Value arithmetic(const std::string &operation, const Value &a, const Value &b);

} // namespace lapidary::jinja
