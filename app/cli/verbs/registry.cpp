// SPDX-License-Identifier: Apache-2.0
#include "app/cli/verbs/registry.h"

namespace lapidary {

std::span<const Verb> verbs() {
    static constexpr Verb list[] = {
        {"tokens", "Text to token ids, or back with --decode", defineTokens},
    };
    return list;
}

} // namespace lapidary
