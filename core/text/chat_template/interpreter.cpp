// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/interpreter.h"
#include "core/text/chat_template/evaluator.h"
#include "core/text/chat_template/filters.h"
#include "core/text/chat_template/operators.h"
#include <algorithm>
#include <ctime>
#include <optional>

namespace lapidary::jinja {

namespace {

using Kind = Node::Kind;
constexpr int kMostCalls = 64;

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
        execute(tree, within(globals_), out.text);
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
            evaluator_.budget().spend();
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
        evaluator_.budget().spend();
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

    std::string captured(const Node &body, const ScopePtr &scope) {
        std::string out;
        execute(body, within(scope), out);
        return out;
    }

    Value filtered(const Node &node, Value value, const ScopePtr &scope) {
        for (const auto &each : node.filters)
            value = applyFilter(each->text, value, evaluator_.arguments(*each, 1, scope));
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
            throw Failure{"template.type",
                          "so many values are needed as there are names",
                          {"{0} values, {1} names", items.size(), target.children.size()},
                          target.offset};
        for (std::size_t i = 0; i < items.size(); ++i) assign(*target.children[i], items[i], scope);
    }

    void loop(const Node &node, const Value &over, const ScopePtr &scope, std::string &out, int depth) {
        const Node *otherwise = node.children[3].get(), *filter = node.children[4].get();
        Values items = iterate(over);
        evaluator_.budget().spend(
            static_cast<std::int64_t>(items.size())); // whether the body runs for each or breaks at the first
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
        const auto someOf = [&](const auto &nodes) {
            return std::any_of(nodes.begin(), nodes.end(),
                               [&](const auto &child) { return child && mentions(*child, name); });
        };
        return someOf(node.children) || someOf(node.filters);
    }

    /// As in Jinja: what a macro has no parameter for is only taken where its body speaks of varargs, kwargs or caller.
    static void mustTake(const Node &node, const Arguments &given) {
        const Node &body = *node.children.back();
        const std::string name = node.kind == Kind::Macro ? "macro '" + node.text + "'" : "the block of a call";
        if (given.positional.size() > node.parameters.size() && !mentions(body, "varargs"))
            typeError({"{0} takes not more than {1} argument(s)", name, node.parameters.size()});
        for (const auto &[key, value] : given.named) {
            const bool known = std::any_of(node.parameters.begin(), node.parameters.end(),
                                           [&, &wanted = key](const auto &each) { return each.first == wanted; });
            if (!known && !mentions(body, key == "caller" ? "caller" : "kwargs") && !mentions(body, "kwargs"))
                typeError({"{0} takes no keyword argument '{1}'", name, key});
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
        Arguments given = evaluator_.arguments(call, 1, scope);
        given.named.emplace_back("caller", Value::function([this, &node, scope](const Arguments &inside) {
                                     const Deeper deeper(*this);
                                     const auto inner = within(scope);
                                     bind(node, inside, inner);
                                     return Value::of(captured(*node.children.back(), inner));
                                 }));
        return Evaluator::callValue(evaluate(*call.children[0], scope), given);
    }

    Value evaluate(const Node &node, const ScopePtr &scope) { return evaluator_.evaluate(node, scope); }

    std::time_t now_;
    ScopePtr globals_ = std::make_shared<Scope>();
    int calls_ = 0;
    Evaluator evaluator_{};
    const std::string *top_ = nullptr;
    std::vector<std::pair<std::size_t, std::size_t>> *generation_ = nullptr;
};

} // namespace

Rendered render(const Node &tree, const Value &variables, std::time_t now) {
    return Interpreter(variables, now).run(tree);
}

} // namespace lapidary::jinja
