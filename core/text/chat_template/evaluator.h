// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/budget.h"
#include "core/text/chat_template/parser.h"
#include "core/text/chat_template/scope.h"

namespace lapidary::jinja {

/// Gives trees of expressions their values. Used by interpreter.cpp alone.
class Evaluator {
public:
    Value evaluate(const Node &node, const ScopePtr &scope);
    /// The arguments of a call, filter or test, which are its children from `from` on.
    Arguments arguments(const Node &node, std::size_t from, const ScopePtr &scope);
    static Value callValue(const Value &what, const Arguments &given);
    Budget &budget() { return budget_; }

private:
    Value evaluateNode(const Node &node, const ScopePtr &scope);
    Value operation(const Node &node, const ScopePtr &scope);
    Value comparison(const Node &node, const ScopePtr &scope);
    Value binary(const std::string &operation, const Value &a, const Value &b);
    Value repeated(const Value &what, std::int64_t times);
    Value slice(const Node &node, const ScopePtr &scope);

    Budget budget_{};
};

} // namespace lapidary::jinja
