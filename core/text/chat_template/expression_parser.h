// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/parser.h"
#include <algorithm>
#include <charconv>

namespace lapidary::jinja {

/// Tokens to trees of expressions, by recursive descent with the precedences of Jinja 2. Used by parser.cpp alone.
class ExpressionParser {
public:
    using Kind = Node::Kind;
    using NodePtr = std::unique_ptr<Node>;
    explicit ExpressionParser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

protected:
    static constexpr int kMostNesting = 128;
    struct Deeper {
        ExpressionParser &parser;
        explicit Deeper(ExpressionParser &owner) : parser(owner) {
            if (++parser.depth_ > kMostNesting)
                throw Failure{"template.limit", "the template is nested more than 128 deep", {}, parser.now().offset};
        }
        ~Deeper() { --parser.depth_; }
    };

    const Token &now() const { return tokens_[at_]; }
    const Token &next() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
    void step() {
        if (at_ + 1 < tokens_.size()) ++at_;
    }
    [[noreturn]] void syntaxError(const Sentence &message) const {
        throw Failure{"template.syntax", message, now().text, now().offset};
    }
    bool isOperator(std::string_view text) const { return now().kind == Token::Kind::Operator && now().text == text; }
    bool isName(std::string_view text) const { return now().kind == Token::Kind::Name && now().text == text; }
    bool takeOperator(std::string_view text) { return isOperator(text) && (step(), true); }
    bool takeName(std::string_view text) { return isName(text) && (step(), true); }
    void need(std::string_view text) {
        if (!takeOperator(text)) syntaxError({"'{0}' is needed here", std::string(text)});
    }
    std::string name() {
        if (now().kind != Token::Kind::Name) syntaxError("a name is needed here");
        std::string out = now().text;
        step();
        return out;
    }
    NodePtr make(Kind kind) const {
        auto node = std::make_unique<Node>();
        node->kind = kind;
        node->offset = now().offset;
        return node;
    }
    void endTag() {
        if (now().kind != Token::Kind::StatementEnd) syntaxError("the tag should end here");
        step();
    }

    /// One expression, or several with commas between them.
    NodePtr tuple(bool withCondition = true) {
        NodePtr first = withCondition ? expression() : either();
        if (!isOperator(",")) return first;
        NodePtr all = make(Kind::Tuple);
        all->children.push_back(std::move(first));
        while (takeOperator(",")) {
            if (now().kind == Token::Kind::ExpressionEnd || now().kind == Token::Kind::StatementEnd || isOperator(")"))
                break;
            all->children.push_back(withCondition ? expression() : either());
        }
        return all;
    }

    /// A condition of an if tag.
    NodePtr condition() { return tuple(false); }

    NodePtr expression() {
        const Deeper deeper(*this);
        NodePtr value = either();
        while (isName("if")) {
            NodePtr node = make(Kind::Condition);
            step();
            node->children.push_back(either());
            node->children.push_back(std::move(value));
            node->children.push_back(takeName("else") ? expression() : nullptr);
            value = std::move(node);
        }
        return value;
    }

    template <class Operand>
    NodePtr chain(Kind kind, std::initializer_list<std::string_view> operators, bool names, Operand operand) {
        NodePtr left = operand();
        for (;;) {
            const auto which = std::find_if(operators.begin(), operators.end(), [&](std::string_view each) {
                return names ? isName(each) : isOperator(each);
            });
            if (which == operators.end()) return left;
            NodePtr node = make(kind);
            node->text = *which;
            step();
            node->children.push_back(std::move(left));
            node->children.push_back(operand());
            left = std::move(node);
        }
    }

    NodePtr either() {
        return chain(Kind::Or, {"or"}, true, [this] { return both(); });
    }
    NodePtr both() {
        return chain(Kind::And, {"and"}, true, [this] { return negation(); });
    }
    NodePtr negation() {
        if (!isName("not")) return comparison();
        const Deeper deeper(*this);
        NodePtr node = make(Kind::Not);
        step();
        node->children.push_back(negation());
        return node;
    }

    /// a < b <= c: children 0, 1, 2 …; the operators between them in `keywords`.
    NodePtr comparison() {
        NodePtr node = make(Kind::Compare);
        NodePtr left = sum();
        for (;;) {
            std::string which;
            for (const char *each : {"==", "!=", "<=", ">=", "<", ">"})
                if (which.empty() && isOperator(each)) which = each;
            if (which.empty() && isName("in")) which = "in";
            if (which.empty() && isName("not") && next().kind == Token::Kind::Name && next().text == "in") {
                which = "not in";
                step();
            }
            if (which.empty()) break;
            step();
            if (node->children.empty()) node->children.push_back(std::move(left));
            node->keywords.push_back(which);
            node->children.push_back(sum());
        }
        return node->children.empty() ? std::move(left) : std::move(node);
    }

    NodePtr sum() {
        return chain(Kind::Binary, {"+", "-"}, false, [this] { return concatenation(); });
    }
    NodePtr concatenation() {
        return chain(Kind::Binary, {"~"}, false, [this] { return product(); });
    }
    NodePtr product() {
        return chain(Kind::Binary, {"*", "//", "/", "%"}, false, [this] { return power(); });
    }
    NodePtr power() {
        return chain(Kind::Binary, {"**"}, false, [this] { return unary(true); });
    }

    NodePtr unary(bool withFilter) {
        const Deeper deeper(*this);
        NodePtr node;
        if (isOperator("-") || isOperator("+")) {
            node = make(Kind::Unary);
            node->text = now().text;
            step();
            node->children.push_back(unary(false));
        } else {
            node = primary();
        }
        node = postfix(std::move(node));
        return withFilter ? filtersAndTests(std::move(node)) : std::move(node);
    }

    /// Reads a name, text or number into `node`; false where none stands.
    bool literal(Node &node) {
        const Token token = now();
        if (token.kind == Token::Kind::Name) {
            step();
            nameOrConstant(node, token.text);
            return true;
        }
        if (token.kind == Token::Kind::String) {
            std::string text;
            for (; now().kind == Token::Kind::String; step()) text += now().text;
            node.constant = Value::of(std::move(text));
            return true;
        }
        if (token.kind == Token::Kind::Integer) {
            std::int64_t value = 0;
            if (std::from_chars(token.text.data(), token.text.data() + token.text.size(), value).ec != std::errc())
                syntaxError("this number is too large");
            node.constant = Value::of(value);
            step();
            return true;
        }
        if (token.kind != Token::Kind::Float) return false;
        node.constant = Value::of(std::strtod(token.text.c_str(), nullptr));
        step();
        return true;
    }

    void nameOrConstant(Node &node, const std::string &word) {
        if (word == "true" || word == "True")
            node.constant = Value::of(true);
        else if (word == "false" || word == "False")
            node.constant = Value::of(false);
        else if (word == "none" || word == "None")
            node.constant = Value::none();
        else {
            node.kind = Kind::Name;
            node.text = word;
            usesLoop_ = usesLoop_ || word == "loop";
        }
    }

    NodePtr primary() {
        const Deeper deeper(*this);
        NodePtr node = make(Kind::Constant);
        if (literal(*node)) return node;
        if (takeOperator("(")) return parenthesis(std::move(node));
        if (takeOperator("[")) {
            node->kind = Kind::List;
            items(*node, "]", false);
            return node;
        }
        if (takeOperator("{")) {
            node->kind = Kind::Dict;
            items(*node, "}", true);
            return node;
        }
        syntaxError("an expression is needed here");
    }

    NodePtr parenthesis(NodePtr empty) {
        if (takeOperator(")")) {
            empty->kind = Kind::Tuple;
            return empty;
        }
        NodePtr inner = tuple();
        need(")");
        return inner;
    }

    void items(Node &node, std::string_view end, bool pairs) {
        while (!isOperator(end)) {
            if (!node.children.empty()) need(",");
            if (isOperator(end)) break;
            node.children.push_back(expression());
            if (!pairs) continue;
            need(":");
            node.children.push_back(expression());
        }
        need(end);
    }

    NodePtr postfix(NodePtr node) {
        for (;;) {
            if (isOperator(".")) {
                NodePtr attribute = make(Kind::Attribute);
                step();
                if (now().kind == Token::Kind::Integer) { // a.0 is a[0]
                    attribute->kind = Kind::Item;
                    attribute->children.push_back(std::move(node));
                    attribute->children.push_back(primary());
                } else {
                    attribute->text = name();
                    attribute->children.push_back(std::move(node));
                }
                node = std::move(attribute);
            } else if (isOperator("[")) {
                node = subscript(std::move(node));
            } else if (isOperator("(")) {
                node = call(std::move(node));
            } else {
                return node;
            }
        }
    }

    NodePtr subscript(NodePtr of) {
        NodePtr node = make(Kind::Item);
        step();
        node->children.push_back(std::move(of));
        NodePtr parts[3];
        int part = 0;
        bool slice = false;
        while (!isOperator("]")) {
            if (takeOperator(":")) {
                slice = true;
                if (++part > 2) syntaxError("a slice has three parts at most");
            } else {
                if (parts[part]) syntaxError("']' is needed here");
                parts[part] = tuple();
            }
        }
        need("]");
        if (!slice && !parts[0]) parts[0] = make(Kind::Tuple); // a[]: no key, nothing found
        if (slice) {
            node->kind = Kind::Slice;
            for (NodePtr &each : parts) node->children.push_back(std::move(each));
        } else {
            node->children.push_back(std::move(parts[0]));
        }
        return node;
    }

    void arguments(Node &node) {
        need("(");
        for (bool first = true; !isOperator(")"); first = false) {
            if (!first) need(",");
            if (isOperator(")")) break;
            if (isOperator("*")) { // a list of arguments
                NodePtr spread = make(Kind::Unary);
                spread->text = "*";
                step();
                spread->children.push_back(expression());
                node.children.push_back(std::move(spread));
                continue;
            }
            if (takeOperator("**")) { // a dict of named ones
                node.keywords.push_back("**");
                node.children.push_back(expression());
                continue;
            }
            if (now().kind == Token::Kind::Name && next().kind == Token::Kind::Operator && next().text == "=") {
                node.keywords.push_back(name());
                step();
            } else if (!node.keywords.empty()) {
                syntaxError("an argument without a name stands behind one with a name");
            }
            node.children.push_back(expression());
        }
        need(")");
    }

    NodePtr call(NodePtr what) {
        NodePtr node = make(Kind::Call);
        node->children.push_back(std::move(what));
        arguments(*node);
        return node;
    }

    /// Behind "|". `on`: null in a filter block.
    NodePtr filter(NodePtr on) {
        NodePtr node = make(Kind::Filter);
        node->text = name();
        while (takeOperator(".")) node->text += "." + name();
        node->children.push_back(std::move(on));
        if (isOperator("(")) arguments(*node);
        return node;
    }

    NodePtr filtersAndTests(NodePtr node) {
        for (;;) {
            if (takeOperator("|")) {
                node = filter(std::move(node));
            } else if (isName("is")) {
                node = test(std::move(node));
            } else if (isOperator("(")) {
                node = call(std::move(node));
            } else {
                return node;
            }
        }
    }

    NodePtr test(NodePtr on) {
        NodePtr node = make(Kind::Test);
        step();
        const bool negated = takeName("not");
        node->text = name();
        node->children.push_back(std::move(on));
        if (isOperator("(")) {
            arguments(*node);
        } else if (beginsTestArgument()) {
            node->children.push_back(postfix(primary()));
        }
        if (!negated) return node;
        NodePtr outside = make(Kind::Not);
        outside->offset = node->offset;
        outside->children.push_back(std::move(node));
        return outside;
    }

    bool beginsTestArgument() const {
        const Token &token = now();
        if (token.kind == Token::Kind::String || token.kind == Token::Kind::Integer || token.kind == Token::Kind::Float)
            return true;
        if (token.kind == Token::Kind::Operator) return token.text == "[" || token.text == "{";
        if (token.kind != Token::Kind::Name) return false;
        for (const char *each : {"else", "or", "and", "is", "if", "in", "not", "recursive"})
            if (token.text == each) return false;
        return true;
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    bool usesLoop_ = false; ///< the body of the innermost for has spoken of `loop`
};

} // namespace lapidary::jinja
