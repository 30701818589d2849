// SPDX-License-Identifier: Apache-2.0
// The statements of a template, by recursive descent.
#include "core/text/chat_template/expression_parser.h"
#include <utility>

namespace lapidary::jinja {

namespace {

class Parser : ExpressionParser {
public:
    using ExpressionParser::ExpressionParser;

    NodePtr whole() {
        NodePtr block = statements({});
        if (now().kind != Token::Kind::End) syntaxError("this tag closes nothing");
        return block;
    }

private:
    /// Until one of the words in `ends` begins a tag; that tag's beginning and word are taken.
    NodePtr statements(std::initializer_list<std::string_view> ends, std::string *which = nullptr) {
        const Deeper deeper(*this);
        NodePtr block = make(Kind::Block);
        for (;;) {
            if (now().kind == Token::Kind::End) {
                if (ends.size() == 0) return block;
                syntaxError({"{% {0} %} is missing", std::string(*ends.begin())});
            }
            if (now().kind == Token::Kind::Text) {
                NodePtr text = make(Kind::Text);
                text->text = now().text;
                step();
                block->children.push_back(std::move(text));
            } else if (now().kind == Token::Kind::ExpressionBegin) {
                NodePtr output = make(Kind::Output);
                step();
                output->children.push_back(tuple());
                if (now().kind != Token::Kind::ExpressionEnd) syntaxError("the expression should end here");
                step();
                block->children.push_back(std::move(output));
            } else {
                if (next().kind != Token::Kind::Name) syntaxError("a tag begins with a name");
                const std::string word = next().text;
                if (std::find(ends.begin(), ends.end(), word) != ends.end()) {
                    step();
                    step();
                    if (which) *which = word;
                    return block;
                }
                step();
                block->children.push_back(statement());
            }
        }
    }

    NodePtr body(std::string_view end) {
        endTag();
        NodePtr block = statements({end});
        endTag();
        return block;
    }

    NodePtr statement() {
        const std::string word = now().text;
        if (word == "if") return ifStatement();
        if (word == "for") return forStatement();
        if (word == "set") return setStatement();
        if (word == "macro") return macro();
        if (word == "call") return callBlock();
        if (word == "filter") return filterBlock();
        if (word == "with") return with();
        if (word == "generation") {
            NodePtr node = make(Kind::Generation);
            step();
            node->children.push_back(body("endgeneration"));
            return node;
        }
        if (word == "break" || word == "continue") {
            if (loops_ == 0) syntaxError("there is no loop here");
            NodePtr node = make(word == "break" ? Kind::Break : Kind::Continue);
            step();
            endTag();
            return node;
        }
        if (word.starts_with("end") || word == "else" || word == "elif") syntaxError("this tag closes nothing");
        throw Failure{"template.unknown_tag", "templates have no tag of this name", word, now().offset};
    }

    NodePtr ifStatement() {
        NodePtr node = make(Kind::If);
        step();
        node->children.push_back(condition());
        endTag();
        std::string which;
        node->children.push_back(statements({"endif", "elif", "else"}, &which));
        if (which == "elif") {
            --at_; // reads as an if of its own
            const Deeper deeper(*this);
            node->children.push_back(ifStatement());
            return node;
        }
        endTag();
        if (which == "else") {
            node->children.push_back(statements({"endif"}));
            endTag();
        }
        return node;
    }

    NodePtr forStatement() {
        NodePtr node = make(Kind::For);
        step();
        node->children.push_back(target());
        if (!takeName("in")) syntaxError("'in' is needed here");
        node->children.push_back(tuple(false));
        NodePtr filter;
        if (takeName("if")) filter = expression();
        node->text = takeName("recursive") ? "recursive" : "";
        endTag();
        std::string which;
        ++loops_;
        const bool outerUses = std::exchange(usesLoop_, false);
        node->children.push_back(statements({"endfor", "else"}, &which));
        node->usesLoop = std::exchange(usesLoop_, outerUses); // within the body the name means this loop
        --loops_;
        endTag();
        NodePtr otherwise;
        if (which == "else") {
            otherwise = statements({"endfor"});
            endTag();
        }
        node->children.push_back(std::move(otherwise));
        node->children.push_back(std::move(filter));
        return node;
    }

    /// Names to be set: one, several, or a place in a namespace.
    NodePtr target() {
        NodePtr first = oneTarget();
        if (!isOperator(",")) return first;
        NodePtr all = make(Kind::Tuple);
        all->children.push_back(std::move(first));
        while (takeOperator(",")) {
            if (now().kind != Token::Kind::Name && !isOperator("(")) break;
            all->children.push_back(oneTarget());
        }
        return all;
    }
    NodePtr oneTarget() {
        const Deeper deeper(*this);
        if (takeOperator("(")) {
            NodePtr inner = target();
            need(")");
            return inner;
        }
        NodePtr node = make(Kind::Name);
        node->text = name();
        if (!takeOperator(".")) return node;
        NodePtr place = make(Kind::Attribute);
        place->text = name();
        place->children.push_back(std::move(node));
        return place;
    }

    NodePtr setStatement() {
        NodePtr node = make(Kind::Set);
        step();
        node->children.push_back(target());
        if (takeOperator("=")) {
            node->children.push_back(tuple());
            endTag();
            return node;
        }
        node->kind = Kind::SetBlock;
        while (takeOperator("|")) node->filters.push_back(filter(nullptr));
        node->children.push_back(body("endset"));
        return node;
    }

    void parameters(Node &node) {
        need("(");
        while (!isOperator(")")) {
            if (!node.parameters.empty()) need(",");
            if (isOperator(")")) break;
            const std::string parameter = name();
            int standard = -1;
            if (takeOperator("=")) {
                standard = static_cast<int>(node.children.size());
                node.children.push_back(expression());
            }
            node.parameters.emplace_back(parameter, standard);
        }
        need(")");
    }

    /// The body is the last child.
    NodePtr macro() {
        NodePtr node = make(Kind::Macro);
        step();
        node->text = name();
        parameters(*node);
        const int loops = std::exchange(loops_, 0);
        node->children.push_back(body("endmacro"));
        loops_ = loops;
        return node;
    }

    NodePtr callBlock() {
        NodePtr node = make(Kind::CallBlock);
        step();
        if (isOperator("(")) parameters(*node);
        NodePtr call = expression();
        if (call->kind != Kind::Call) syntaxError("{% call %} needs a call");
        node->children.push_back(std::move(call));
        node->children.push_back(body("endcall"));
        return node;
    }

    NodePtr filterBlock() {
        NodePtr node = make(Kind::FilterBlock);
        step();
        do node->filters.push_back(filter(nullptr));
        while (takeOperator("|"));
        node->children.push_back(body("endfilter"));
        return node;
    }

    NodePtr with() {
        NodePtr node = make(Kind::With);
        step();
        while (now().kind != Token::Kind::StatementEnd) {
            if (!node->children.empty()) need(",");
            node->children.push_back(target());
            need("=");
            node->children.push_back(expression());
        }
        node->children.push_back(body("endwith"));
        return node;
    }

    int loops_ = 0;
};

} // namespace

std::unique_ptr<Node> parse(std::string_view source, const Whitespace &whitespace) {
    return Parser(tokenise(source, whitespace)).whole();
}

} // namespace lapidary::jinja
