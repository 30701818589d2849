// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/math/lexer.h"

namespace lapidary::math {

/// From tokens to a Node, by recursive descent: lists hold relations, relations hold unions, these hold sums of
/// products of factors. Every part answers nothing where it cannot be read.
class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}
    std::optional<Node> whole();

private:
    using Read = std::optional<Node>;

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::size_t nodes_ = 0;
    int bars_ = 0; ///< open "|": the next one closes

    bool ended() const { return at_ >= tokens_.size(); }
    const Token &now() const;
    bool is(std::string_view sign) const { return now().is(sign); }
    bool take(std::string_view sign);
    bool deeper();

    Read list();
    Read relation();
    Read united();
    Read sum();
    Read signedProduct();
    Read product();
    Read factor();
    Read base();
    bool beginsFactor() const;
    bool takeModulus();
    Node joined(std::vector<Node> factors) const;

    // parser_parts.cpp
    Read postfix(Node inner);
    Read power(Node inner);
    Read subscript(Node inner);
    Read command();
    Read fraction();
    Read root();
    Read function(const std::string &name);
    Read logarithm();
    Read functionArgument();
    Read argument(bool digitwise);
    Read bracketed();
    Read between(std::string_view close, std::string_view call);
    Read group();
    Read braces();
    Read environment();
    Read matrix(const std::string &name);
};

} // namespace lapidary::math
