// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/interpreter.h"
#include "core/text/chat_template/budget.h"
#include "core/text/chat_template/filters.h"
#include "core/text/chat_template/operators.h"
#include <algorithm>
#include <ctime>
#include <optional>

namespace lapidary::jinja {

namespace {

using Kind = Node::Kind;
constexpr int kMostCalls = 64;

struct Scope {
    std::shared_ptr<Scope> outer{};
    std::vector<std::pair<std::string, Value>> names{};
    Value *find(const std::string &name) {
        for (auto &[known, value] : names)
            if (known == name) return &value;
        return outer ? outer->find(name) : nullptr;
    }
    void set(const std::string &name, Value value) {
        for (auto &[known, old] : names)
            if (known == name) {
                old = std::move(value);
                return;
            }
        names.emplace_back(name, std::move(value));
    }
};
using ScopePtr = std::shared_ptr<Scope>;

enum class Flow { On, Break, Continue };

class Interpreter {
public:
    Interpreter(const Value &variables, std::time_t now) : now_(now) {
        for (const auto &[name, value] : variables.pairs()) globals_->set(str(name), value);
        addFunctions();
    }

    Rendered run(const Node &tree) {
        Rendered out;
        generation_ = &out.generation;
        top_ = &out.text;
        const auto scope = std::make_shared<Scope>();
        scope->outer = globals_;
        execute(tree, scope, out.text);
        return out;
    }

private:
    void addFunctions() {
        const auto add = [&](const char *name, Callable function) {
            if (!globals_->find(name)) globals_->set(name, Value::function(std::move(function)));
        };
        add("range", [this](const Arguments &a) { return range(a); });
        add("dict", [](const Arguments &a) {
            Pairs pairs;
            if (!a.positional.empty() && a.positional[0].isMapping()) pairs = a.positional[0].pairs();
            for (const auto &[name, value] : a.named) pairs.emplace_back(Value::of(name), value);
            return Value::dict(std::move(pairs));
        });
        add("namespace", [](const Arguments &a) {
            Pairs pairs;
            if (!a.positional.empty() && a.positional[0].isMapping()) pairs = a.positional[0].pairs();
            for (const auto &[name, value] : a.named) pairs.emplace_back(Value::of(name), value);
            return Value::dict(std::move(pairs), true);
        });
        add("raise_exception", [](const Arguments &a) -> Value {
            throw Failure{"template.raised", str(a.get(0, "message", {})), {}};
        });
        add("strftime_now", [this](const Arguments &a) {
            std::tm local{};
            localtime_r(&now_, &local);
            char buffer[256];
            const auto size = std::strftime(buffer, sizeof buffer, str(a.get(0, "format", {})).c_str(), &local);
            return Value::of(std::string(buffer, size));
        });
    }

    Value range(const Arguments &a) {
        std::int64_t begin = 0, end = 0, step = 1;
        if (a.positional.empty()) typeError("range needs its end");
        if (a.positional.size() == 1)
            end = a.positional[0].integer();
        else
            begin = a.positional[0].integer(), end = a.positional[1].integer();
        if (a.positional.size() > 2) step = a.positional[2].integer();
        if (step == 0) typeError("the step of a range is not 0");
        Values out;
        for (std::int64_t i = begin; step > 0 ? i < end : i > end; i = checked(i, step, '+')) {
            budget_.spend();
            out.push_back(Value::of(i));
        }
        return Value::list(std::move(out));
    }

    // ---- statements

    Flow execute(const Node &node, const ScopePtr &scope, std::string &out) {
        try {
            return executeNode(node, scope, out);
        } catch (Failure &failure) {
            if (failure.offset == std::string::npos) failure.offset = node.offset;
            throw;
        }
    }

    void write(std::string &out, const std::string &text) {
        out += text;
        if (out.size() > (16u << 20)) throw Failure{"template.limit", "a text grows beyond 16 MiB", {}};
    }

    Flow executeNode(const Node &node, const ScopePtr &scope, std::string &out) {
        budget_.spend();
        switch (node.kind) {
        case Kind::Block:
            for (const auto &each : node.children)
                if (const Flow flow = execute(*each, scope, out); flow != Flow::On) return flow;
            return Flow::On;
        case Kind::Text:
            return write(out, node.text), Flow::On;
        case Kind::Output:
            return write(out, str(evaluate(*node.children[0], scope))), Flow::On;
        case Kind::If:
            if (evaluate(*node.children[0], scope).truth()) return execute(*node.children[1], scope, out);
            return node.children.size() > 2 ? execute(*node.children[2], scope, out) : Flow::On;
        case Kind::For:
            return loop(node, evaluate(*node.children[1], scope), scope, out, 0), Flow::On;
        case Kind::Set:
            return assign(*node.children[0], evaluate(*node.children[1], scope), scope), Flow::On;
        case Kind::SetBlock:
            return assign(*node.children[0], filtered(node, Value::of(captured(*node.children[1], scope)), scope),
                          scope),
                   Flow::On;
        case Kind::FilterBlock:
            return write(out, str(filtered(node, Value::of(captured(*node.children[0], scope)), scope))), Flow::On;
        case Kind::Macro:
            return scope->set(node.text, macro(node, scope)), Flow::On;
        case Kind::CallBlock:
            return write(out, str(callWithBlock(node, scope))), Flow::On;
        case Kind::With: {
            const auto inner = within(scope);
            for (std::size_t i = 0; i + 1 < node.children.size(); i += 2)
                assign(*node.children[i], evaluate(*node.children[i + 1], scope), inner);
            return execute(*node.children.back(), inner, out);
        }
        case Kind::Generation: {
            const std::size_t begin = out.size();
            const Flow flow = execute(*node.children[0], within(scope), out);
            if (&out == top_) generation_->emplace_back(begin, out.size());
            return flow;
        }
        case Kind::Break:
            return Flow::Break;
        case Kind::Continue:
            return Flow::Continue;
        default:
            return evaluate(node, scope), Flow::On;
        }
    }

    static ScopePtr within(const ScopePtr &outer) {
        auto scope = std::make_shared<Scope>();
        scope->outer = outer;
        return scope;
    }

    std::string captured(const Node &body, const ScopePtr &scope) {
        std::string out;
        execute(body, within(scope), out);
        return out;
    }

    Value filtered(const Node &node, Value value, const ScopePtr &scope) {
        for (const auto &each : node.filters) value = applyFilter(each->text, value, arguments(*each, 1, scope));
        return value;
    }

    void assign(const Node &target, Value value, const ScopePtr &scope) {
        if (target.kind == Kind::Name) return scope->set(target.text, std::move(value));
        if (target.kind == Kind::Attribute) {
            Value place = evaluate(*target.children[0], scope);
            if (place.kind() != Value::Kind::Namespace)
                throw Failure{"template.immutable", "only the members of a namespace can be set", place.typeName(),
                              target.offset};
            for (auto &[key, old] : place.members())
                if (equal(key, Value::of(target.text))) {
                    old = std::move(value);
                    return;
                }
            place.members().emplace_back(Value::of(target.text), std::move(value));
            return;
        }
        const Values items = iterate(value);
        if (items.size() != target.children.size())
            throw Failure{"template.type", "so many values are needed as there are names",
                          std::to_string(items.size()) + " values, " + std::to_string(target.children.size()) +
                              " names",
                          target.offset};
        for (std::size_t i = 0; i < items.size(); ++i) assign(*target.children[i], items[i], scope);
    }

    void loop(const Node &node, const Value &over, const ScopePtr &scope, std::string &out, int depth) {
        const Node *otherwise = node.children[3].get(), *filter = node.children[4].get();
        Values items = iterate(over);
        budget_.spend(static_cast<std::int64_t>(items.size())); // whether the body runs for each or breaks at the first
        if (filter)
            std::erase_if(items, [&](const Value &each) {
                const auto inner = within(scope);
                assign(*node.children[0], each, inner);
                return !evaluate(*filter, inner).truth();
            });
        if (items.empty()) {
            if (otherwise) execute(*otherwise, within(scope), out);
            return;
        }
        const auto last = std::make_shared<std::optional<Values>>(); // what changed() was told
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto inner = within(scope);
            if (node.usesLoop) inner->set("loop", loopValue(node, items, i, scope, depth, last));
            assign(*node.children[0], items[i], inner);
            if (execute(*node.children[2], inner, out) == Flow::Break) break;
        }
    }

    Value loopValue(const Node &node, const Values &items, std::size_t i, const ScopePtr &scope, int depth,
                    const std::shared_ptr<std::optional<Values>> &last) {
        const auto at = static_cast<std::int64_t>(i), size = static_cast<std::int64_t>(items.size());
        Pairs members;
        members.reserve(14);
        const auto add = [&](const char *name, Value value) {
            members.emplace_back(Value::of(std::string(name)), std::move(value));
        };
        add("index", Value::of(at + 1));
        add("index0", Value::of(at));
        add("revindex", Value::of(size - at));
        add("revindex0", Value::of(size - at - 1));
        add("first", Value::of(i == 0));
        add("last", Value::of(i + 1 == items.size()));
        add("length", Value::of(size));
        add("depth", Value::of(std::int64_t{depth} + 1));
        add("depth0", Value::of(std::int64_t{depth}));
        add("previtem", i > 0 ? items[i - 1] : Value::undefined("there is no previous item"));
        add("nextitem", i + 1 < items.size() ? items[i + 1] : Value::undefined("there is no next item"));
        add("cycle", Value::function([i](const Arguments &a) {
                if (a.positional.empty()) typeError("no items for cycling given");
                return a.positional[i % a.positional.size()];
            }));
        add("changed", Value::function([last](const Arguments &a) {
                const bool same = *last && std::equal((*last)->begin(), (*last)->end(), a.positional.begin(),
                                                      a.positional.end(), equal);
                *last = a.positional;
                return Value::of(!same);
            }));
        if (node.text == "recursive")
            add("()", Value::function([this, &node, scope, depth](const Arguments &a) { // what calling the loop does
                    const Deeper deeper(*this);
                    std::string out;
                    loop(node, a.get(0, "iterable", {}), scope, out, depth + 1);
                    return Value::of(std::move(out));
                }));
        Value value = Value::dict({}, true);
        value.members() = std::move(members);
        return value;
    }

    struct Deeper {
        Interpreter &owner;
        explicit Deeper(Interpreter &interpreter) : owner(interpreter) {
            if (++owner.calls_ <= kMostCalls) return;
            --owner.calls_;
            throw Failure{"template.limit", "macros call each other more than 64 deep", {}};
        }
        ~Deeper() { --owner.calls_; }
        Deeper(const Deeper &) = delete;
    };

    /// Its scope holds it, so it does not hold its scope: a macro is never called after that has gone.
    Value macro(const Node &node, const ScopePtr &scope) {
        return Value::function([this, &node, home = std::weak_ptr<Scope>(scope)](const Arguments &given) {
            const auto outer = home.lock();
            const Deeper deeper(*this);
            const auto inner = within(outer ? outer : globals_);
            bind(node, given, inner);
            return Value::of(captured(*node.children.back(), inner));
        });
    }

    static bool mentions(const Node &node, const char *name) {
        if (node.kind == Kind::Name && node.text == name) return true;
        const auto within = [&](const auto &nodes) {
            return std::any_of(nodes.begin(), nodes.end(),
                               [&](const auto &child) { return child && mentions(*child, name); });
        };
        return within(node.children) || within(node.filters);
    }

    /// As in Jinja: what a macro has no parameter for is only taken where its body speaks of varargs, kwargs or caller.
    static void mustTake(const Node &node, const Arguments &given) {
        const Node &body = *node.children.back();
        const std::string name = node.kind == Kind::Macro ? "macro '" + node.text + "'" : "the block of a call";
        if (given.positional.size() > node.parameters.size() && !mentions(body, "varargs"))
            typeError(name + " takes not more than " + std::to_string(node.parameters.size()) + " argument(s)");
        for (const auto &[key, value] : given.named) {
            const bool known = std::any_of(node.parameters.begin(), node.parameters.end(),
                                           [&, &wanted = key](const auto &each) { return each.first == wanted; });
            if (!known && !mentions(body, key == "caller" ? "caller" : "kwargs") && !mentions(body, "kwargs"))
                typeError(name + " takes no keyword argument '" + key + "'");
        }
    }

    void bind(const Node &node, const Arguments &given, const ScopePtr &inner) {
        mustTake(node, given);
        Values extra;
        Pairs other;
        for (std::size_t i = node.parameters.size(); i < given.positional.size(); ++i)
            extra.push_back(given.positional[i]);
        for (const auto &[name, value] : given.named) {
            const bool known = std::any_of(node.parameters.begin(), node.parameters.end(),
                                           [&, &wanted = name](const auto &each) { return each.first == wanted; });
            if (name == "caller" && !known)
                inner->set("caller", value);
            else if (!known)
                other.emplace_back(Value::of(name), value);
        }
        for (std::size_t i = 0; i < node.parameters.size(); ++i) {
            const auto &[name, standard] = node.parameters[i];
            const Value *value = given.find(i, name.c_str());
            inner->set(name, value           ? *value
                             : standard >= 0 ? evaluate(*node.children[static_cast<std::size_t>(standard)], inner)
                                             : Value::undefined(name));
        }
        inner->set("varargs", Value::list(std::move(extra), true));
        inner->set("kwargs", Value::dict(std::move(other)));
    }

    Value callWithBlock(const Node &node, const ScopePtr &scope) {
        const Node &call = *node.children[node.children.size() - 2];
        Arguments given = arguments(call, 1, scope);
        given.named.emplace_back("caller", Value::function([this, &node, scope](const Arguments &inside) {
                                     const Deeper deeper(*this);
                                     const auto inner = within(scope);
                                     bind(node, inside, inner);
                                     return Value::of(captured(*node.children.back(), inner));
                                 }));
        return callValue(evaluate(*call.children[0], scope), given);
    }

    // ---- expressions

    Value evaluate(const Node &node, const ScopePtr &scope) {
        try {
            return evaluateNode(node, scope);
        } catch (Failure &failure) {
            if (failure.offset == std::string::npos) failure.offset = node.offset;
            throw;
        }
    }

    Arguments arguments(const Node &node, std::size_t from, const ScopePtr &scope) {
        Arguments out;
        const std::size_t named = node.children.size() - node.keywords.size();
        for (std::size_t i = from; i < node.children.size(); ++i) {
            const Node &each = *node.children[i];
            if (i < named && each.kind == Kind::Unary && each.text == "*") {
                for (Value &item : iterate(evaluate(*each.children[0], scope)))
                    out.positional.push_back(std::move(item));
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

    static Value callValue(const Value &what, const Arguments &given) {
        if (what.kind() == Value::Kind::Function) return what.call()(given);
        if (what.isUndefined()) throw Failure{"template.undefined", "'" + what.text() + "' is undefined", {}};
        if (what.kind() == Value::Kind::Namespace)
            if (const Value *call = what.find(Value::of(std::string("()")))) return call->call()(given);
        typeError(what.typeName() + " cannot be called");
    }

    Value evaluateNode(const Node &node, const ScopePtr &scope) {
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
        case Kind::Unary: {
            const Value value = child(0);
            if (!value.isNumber()) typeError("a sign needs a number, not " + value.typeName());
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

    Value comparison(const Node &node, const ScopePtr &scope) {
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

    Value binary(const std::string &operation, const Value &a, const Value &b) {
        if (operation == "~") return Value::of(checkedSize(str(a) + str(b)));
        if (a.isUndefined() || b.isUndefined())
            throw Failure{"template.undefined", "'" + (a.isUndefined() ? a : b).text() + "' is undefined", {}};
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
            typeError("'" + operation + "' does not join " + a.typeName() + " and " + b.typeName());
        return arithmetic(operation, a, b);
    }

    Value repeated(const Value &what, std::int64_t times) {
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

    Value slice(const Node &node, const ScopePtr &scope) {
        const Value on = evaluate(*node.children[0], scope);
        if (on.isUndefined()) throw Failure{"template.undefined", "'" + on.text() + "' is undefined", {}};
        if (!on.isString() && !on.isSequence()) typeError(on.typeName() + " cannot be cut into slices");
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

    std::time_t now_;
    ScopePtr globals_ = std::make_shared<Scope>();
    int calls_ = 0;
    Budget budget_{};
    const std::string *top_ = nullptr;
    std::vector<std::pair<std::size_t, std::size_t>> *generation_ = nullptr;
};

} // namespace

Rendered render(const Node &tree, const Value &variables, std::time_t now) {
    return Interpreter(variables, now).run(tree);
}

} // namespace lapidary::jinja
