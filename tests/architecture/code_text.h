// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace lapidary::test {

/// A text between quotes as it is written, escapes and all; neighbours that are one text to the compiler are one.
struct Literal {
    std::size_t begin = 0, end = 0; ///< with the quotes
    std::string written{};
};

/// A source in which comments, texts, characters and lines of the preprocessor are blank, and its texts.
struct CodeText {
    std::string code{};
    std::vector<Literal> literals{};
};
CodeText readCode(std::string source);

/// The lines of a source as one text in which comments, texts, characters and lines of the preprocessor are blank, so
/// that every brace and parenthesis is one of the code.
std::string codeOf(const std::vector<std::string> &lines);

} // namespace lapidary::test
