// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace lapidary::test {

/// The lines of a source as one text in which comments, texts, characters and lines of the preprocessor are blank, so
/// that every brace and parenthesis is one of the code.
std::string codeOf(const std::vector<std::string> &lines);

} // namespace lapidary::test
