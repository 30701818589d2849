// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::math {

/// \boxed{…}, \fbox{…} or "\boxed 5": where it stands, and what is in it.
struct Box {
    std::size_t begin = 0, end = 0;
    std::string_view inside{};
    bool closed = true; ///< false: the text ends within it
};
/// All of a text, from left to right, an inner one behind the one around it.
std::vector<Box> boxesIn(std::string_view text);

/// Whether nothing but "and", "or", a comma or a name ("y_2 =") stands between two boxes or formulas: both are given.
bool isJoint(std::string_view between);

} // namespace lapidary::math
