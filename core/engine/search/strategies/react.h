// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

const MethodInfo &reactInfo();
tl::expected<std::unique_ptr<Strategy>, Problems> makeReact(const Json &config);

/// What a thought wants done: the last "Action: name[input]" of a text. Nothing where there is none.
struct WantedAction {
    std::string name, input;
};
std::optional<WantedAction> actionOf(const std::string &text, const std::string &mark);

} // namespace lapidary
