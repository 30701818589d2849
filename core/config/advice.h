// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace lapidary {

/// What helps to choose between methods, a sentence each. It stands in the catalogue beside the method.
struct Advice {
    std::string when{};    ///< what speaks for it
    std::string caution{}; ///< what goes wrong with it, and by what that is seen
};

} // namespace lapidary
