// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/parser.h"
#include <ctime>

namespace lapidary::jinja {

struct Rendered {
    std::string text{};
    std::vector<std::pair<std::size_t, std::size_t>>
        generation{}; ///< [begin, end) in bytes: what stood in {% generation %}
};

/// Renders a tree with `variables` (a dict). `now`: what strftime_now tells, of the local time. Throws Failure.
/// At most 5 million steps, 64 calls inside of each other, 16 MiB of text, 2 seconds of this thread.
Rendered render(const Node &tree, const Value &variables, std::time_t now);

} // namespace lapidary::jinja
