// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/lexer.h"
#include "core/text/chat_template/value.h"

namespace lapidary::jinja {

/// One node of a template's tree. What the children mean stands beside each kind.
struct Node {
    enum class Kind {
        // Statements
        Block,       ///< children: statements, one after the other
        Text,        ///< text
        Output,      ///< 0: expression
        If,          ///< 0: condition, 1: then, 2: else (may be missing)
        For,         ///< 0: target, 1: what is gone through, 2: body, 3: else, 4: filter; missing ones are null
        Set,         ///< 0: target, 1: value
        SetBlock,    ///< 0: target, 1: body; `filters`
        Macro,       ///< text: name; parameters; 0: body
        CallBlock,   ///< parameters; 0: call, 1: body
        FilterBlock, ///< 0: body; `filters`
        With,        ///< pairs of target and value, the body last
        Generation,  ///< 0: body, which the model is to learn
        Break,
        Continue,
        // Expressions
        Constant,
        Name,
        List,
        Tuple,
        Dict,
        Attribute, ///< 0: of; text: name
        Item,      ///< 0: of, 1: key
        Slice,     ///< 0: of, 1: start, 2: stop, 3: step; missing ones are null
        Call,      ///< 0: what, then the arguments; `keywords` for the last of them
        Filter,    ///< 0: on, then arguments; text: name
        Test,      ///< 0: on, then arguments; text: name
        Unary,
        Binary,
        Compare,
        And,
        Or,
        Not,
        Condition ///< Condition: 0: condition, 1: then, 2: else (may be null)
    };
    Kind kind = Kind::Block;
    std::size_t offset = 0;
    std::string text{}; ///< a name or an operator
    Value constant{};
    bool usesLoop = false; ///< of a For: its body speaks of `loop`, which is not made otherwise
    std::vector<std::unique_ptr<Node>> children{};
    std::vector<std::string> keywords{}; ///< names of the last arguments
    std::vector<std::pair<std::string, int>>
        parameters{}; ///< of a macro: name, and which child is its default; -1: none
    std::vector<std::unique_ptr<Node>>
        filters{}; ///< of a block: Filter nodes without what they are on, the first first
};

/// The tree of a template. Throws Failure: template.syntax, template.unknown_tag, template.limit (nested beyond 128).
std::unique_ptr<Node> parse(std::string_view source, const Whitespace &whitespace);

} // namespace lapidary::jinja
