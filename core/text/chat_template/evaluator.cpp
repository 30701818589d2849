// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/evaluator.h"
#include "core/text/chat_template/filters.h"
#include "core/text/chat_template/operators.h"
#include <algorithm>

namespace lapidary::jinja {

using Kind = Node::Kind;

Value Evaluator::evaluate(const Node &node, const ScopePtr &scope) {
    try {
        return evaluateNode(node, scope);
    } catch (Failure &failure) {
        if (failure.offset == std::string::npos) failure.offset = node.offset;
        throw;
    }
}

Arguments Evaluator::arguments(const Node &node, std::size_t from, const ScopePtr &scope) {
    Arguments out;
    const std::size_t named = node.children.size() - node.keywords.size();
    for (std::size_t i = from; i < node.children.size(); ++i) {
        const Node &each = *node.children[i];
        if (i < named && each.kind == Kind::Unary && each.text == "*") {
            for (Value &item : iterate(evaluate(*each.children[0], scope))) out.positional.push_back(std::move(item));
            continue;
        }
        Value value = evaluate(each, scope);
        if (i < named)
            out.positional.push_back(std::move(value));
        else if (node.keywords[i - named] == "**") {
            if (!value.isMapping()) typeError("** needs a dict");
            for (const auto &[name, item] : value.pairs()) out.named.emplace_back(str(name), item);
        } else
            out.named.emplace_back(node.keywords[i - named], std::move(value));
    }
    return out;
}

Value Evaluator::callValue(const Value &what, const Arguments &given) {
    if (what.kind() == Value::Kind::Function) return what.call()(given);
    if (what.isUndefined()) throw Failure{"template.undefined", {"'{0}' is undefined", what.text()}, {}};
    if (what.kind() == Value::Kind::Namespace)
        if (const Value *call = what.find(Value::of(std::string("()")))) return call->call()(given);
    typeError({"{0} cannot be called", what.typeName()});
}

Value Evaluator::evaluateNode(const Node &node, const ScopePtr &scope) {
    budget_.spend();
    const auto child = [&](std::size_t i) { return evaluate(*node.children[i], scope); };
    switch (node.kind) {
    case Kind::Constant:
        return node.constant;
    case Kind::Name:
        if (const Value *found = scope->find(node.text)) return *found;
        return Value::undefined(node.text);
    case Kind::List:
    case Kind::Tuple: {
        Values items;
        for (const auto &each : node.children) items.push_back(evaluate(*each, scope));
        return Value::list(std::move(items), node.kind == Kind::Tuple);
    }
    case Kind::Dict: {
        Pairs pairs;
        for (std::size_t i = 0; i < node.children.size(); i += 2) pairs.emplace_back(child(i), child(i + 1));
        return Value::dict(std::move(pairs));
    }
    case Kind::Attribute:
        return attributeOf(child(0), node.text);
    case Kind::Item:
        return itemOf(child(0), child(1));
    case Kind::Slice:
        return slice(node, scope);
    case Kind::Call:
        return callValue(child(0), arguments(node, 1, scope));
    case Kind::Filter:
        return applyFilter(node.text, child(0), arguments(node, 1, scope));
    case Kind::Test:
        return Value::of(applyTest(node.text, child(0), arguments(node, 1, scope)));
    default:
        return operation(node, scope);
    }
}

/// What is made of other values by an operator.
Value Evaluator::operation(const Node &node, const ScopePtr &scope) {
    const auto child = [&](std::size_t i) { return evaluate(*node.children[i], scope); };
    switch (node.kind) {
    case Kind::Unary: {
        Value value = child(0);
        if (!value.isNumber()) typeError({"a sign needs a number, not {0}", value.typeName()});
        if (node.text == "+") return value;
        return value.isInteger() ? Value::of(checked(0, value.integer(), '-')) : Value::of(-value.number());
    }
    case Kind::Binary:
        return binary(node.text, child(0), child(1));
    case Kind::Compare:
        return comparison(node, scope);
    case Kind::And: {
        Value left = child(0);
        return left.truth() ? child(1) : left;
    }
    case Kind::Or: {
        Value left = child(0);
        return left.truth() ? left : child(1);
    }
    case Kind::Not:
        return Value::of(!child(0).truth());
    case Kind::Condition:
        if (child(0).truth()) return child(1);
        return node.children[2] ? child(2) : Value::undefined("the condition is false and there is no else");
    default:
        throw Failure{"template.syntax", "a statement stands where an expression is needed", {}};
    }
}

Value Evaluator::comparison(const Node &node, const ScopePtr &scope) {
    Value left = evaluate(*node.children[0], scope);
    for (std::size_t i = 0; i < node.keywords.size(); ++i) {
        const Value right = evaluate(*node.children[i + 1], scope);
        const std::string &which = node.keywords[i];
        const bool holds = which == "=="       ? equal(left, right)
                           : which == "!="     ? !equal(left, right)
                           : which == "in"     ? applyTest("in", left, {{right}, {}})
                           : which == "not in" ? !applyTest("in", left, {{right}, {}})
                           : which == "<"      ? compare(left, right) < 0
                           : which == "<="     ? compare(left, right) <= 0
                           : which == ">"      ? compare(left, right) > 0
                                               : compare(left, right) >= 0;
        if (!holds) return Value::of(false);
        left = right;
    }
    return Value::of(true);
}

Value Evaluator::binary(const std::string &operation, const Value &a, const Value &b) {
    if (operation == "~") return Value::of(checkedSize(str(a) + str(b)));
    if (a.isUndefined() || b.isUndefined())
        throw Failure{"template.undefined", {"'{0}' is undefined", (a.isUndefined() ? a : b).text()}, {}};
    if (operation == "+" && a.isString() && b.isString() && (a.isMarkup() || b.isMarkup()))
        return Value::markup(checkedSize(escaped(a).text() + escaped(b).text()));
    if (operation == "+" && a.isString() && b.isString()) return Value::of(checkedSize(a.text() + b.text()));
    if (operation == "+" && a.isSequence() && a.kind() == b.kind()) {
        Values items = a.items();
        items.insert(items.end(), b.items().begin(), b.items().end());
        budget_.spend(static_cast<std::int64_t>(items.size()));
        return Value::list(std::move(items), a.kind() == Value::Kind::Tuple);
    }
    if (operation == "*" && (a.isString() || a.isSequence()) && b.isInteger()) return repeated(a, b.integer());
    if (operation == "*" && (b.isString() || b.isSequence()) && a.isInteger()) return repeated(b, a.integer());
    if (operation == "%" && a.isString())
        return Value::of(formatted(a.text(), b.kind() == Value::Kind::Tuple ? b.items() : Values{b}));
    if (!a.isNumber() || !b.isNumber())
        typeError({"'{0}' does not join {1} and {2}", operation, a.typeName(), b.typeName()});
    return arithmetic(operation, a, b);
}

Value Evaluator::repeated(const Value &what, std::int64_t times) {
    if (times <= 0)
        return what.isString() ? Value::of(std::string()) : Value::list({}, what.kind() == Value::Kind::Tuple);
    const std::size_t size = what.isString() ? what.text().size() : what.items().size();
    if (size > 0 && static_cast<std::uint64_t>(times) > (16u << 20) / size)
        throw Failure{"template.limit", "a text grows beyond 16 MiB", {}};
    if (size == 0) return what;
    budget_.spend(times);
    std::string text;
    Values items;
    for (std::int64_t i = 0; i < times; ++i) {
        if (what.isString())
            text += what.text();
        else
            items.insert(items.end(), what.items().begin(), what.items().end());
    }
    return what.isString() ? Value::of(std::move(text))
                           : Value::list(std::move(items), what.kind() == Value::Kind::Tuple);
}

Value Evaluator::slice(const Node &node, const ScopePtr &scope) {
    const Value on = evaluate(*node.children[0], scope);
    if (on.isUndefined()) throw Failure{"template.undefined", {"'{0}' is undefined", on.text()}, {}};
    if (!on.isString() && !on.isSequence()) typeError({"{0} cannot be cut into slices", on.typeName()});
    const Values items = iterate(on);
    const auto part = [&](std::size_t i) {
        return node.children[i] ? evaluate(*node.children[i], scope) : Value::none();
    };
    const Value begin = part(1), end = part(2), by = part(3);
    const auto size = static_cast<std::int64_t>(items.size()), step = by.isNone() ? 1 : by.integer();
    if (step == 0) typeError("the step of a slice is not 0");
    const auto place = [&](const Value &value, std::int64_t standard) {
        if (value.isNone()) return standard;
        const auto at = value.integer() < 0 ? value.integer() + size : value.integer();
        return std::clamp<std::int64_t>(at, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
    };
    Values out;
    const auto from = place(begin, step > 0 ? 0 : size - 1), to = place(end, step > 0 ? size : -1);
    for (auto i = from; step > 0 ? i < to : i > to; i += step) out.push_back(items[static_cast<std::size_t>(i)]);
    if (!on.isString()) return Value::list(std::move(out), on.kind() == Value::Kind::Tuple);
    std::string text;
    for (const Value &each : out) text += each.text();
    return Value::of(std::move(text));
}

} // namespace lapidary::jinja
