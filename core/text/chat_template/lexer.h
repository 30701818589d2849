// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::jinja {

struct Token {
    enum class Kind {
        Text,
        ExpressionBegin,
        ExpressionEnd,
        StatementBegin,
        StatementEnd,
        Name,
        String,
        Integer,
        Float,
        Operator,
        End
    };
    Kind kind = Kind::End;
    std::string text{};
    std::size_t offset = 0; ///< bytes of the template
};

struct Whitespace {
    bool trimBlocks = true, lstripBlocks = true; ///< as transformers sets them
};

/// The tokens of a template, with the rules of whitespace applied: "-" and "+" marks, trim_blocks and lstrip_blocks,
/// and one line feed at the very end left out. Throws Failure.
std::vector<Token> tokenise(std::string_view source, const Whitespace &whitespace);

} // namespace lapidary::jinja
