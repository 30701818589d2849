// SPDX-License-Identifier: Apache-2.0
// What stands behind "is".
#include "core/text/chat_template/filter_tables.h"
#include "core/text/chat_template/filters.h"
#include <algorithm>
#include <map>

namespace lapidary::jinja {

namespace {

const Value &needed(const Arguments &a) {
    if (a.positional.empty()) typeError("this test needs an argument");
    return a.positional[0];
}
bool contains(const Value &where, const Value &what) {
    if (where.isString()) {
        if (!what.isString()) typeError({"a text is needed, not {0}", what.typeName()});
        return where.text().find(what.text()) != std::string::npos;
    }
    if (where.isMapping()) return where.find(what) != nullptr;
    const Values items = iterate(where);
    return std::any_of(items.begin(), items.end(), [&](const Value &each) { return equal(each, what); });
}

bool isTest(const std::string &name);

struct NamedTest {
    const char *name;
    bool (*holds)(const Value &, const Arguments &);
};

constexpr NamedTest kTests[] = {
    {"boolean", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Bool; }},
    {"callable", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Function; }},
    {"defined", [](const Value &v, const Arguments &) { return !v.isUndefined(); }},
    {"undefined", [](const Value &v, const Arguments &) { return v.isUndefined(); }},
    {"divisibleby",
     [](const Value &v, const Arguments &a) {
         if (needed(a).integer() == 0) typeError("division by zero");
         return v.integer() % needed(a).integer() == 0;
     }},
    {"eq", [](const Value &v, const Arguments &a) { return equal(v, needed(a)); }},
    {"ne", [](const Value &v, const Arguments &a) { return !equal(v, needed(a)); }},
    {"ge", [](const Value &v, const Arguments &a) { return compare(v, needed(a)) >= 0; }},
    {"gt", [](const Value &v, const Arguments &a) { return compare(v, needed(a)) > 0; }},
    {"le", [](const Value &v, const Arguments &a) { return compare(v, needed(a)) <= 0; }},
    {"lt", [](const Value &v, const Arguments &a) { return compare(v, needed(a)) < 0; }},
    {"even", [](const Value &v, const Arguments &) { return v.integer() % 2 == 0; }},
    {"odd", [](const Value &v, const Arguments &) { return v.integer() % 2 != 0; }},
    {"false", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Bool && !v.truth(); }},
    {"true", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Bool && v.truth(); }},
    {"filter", [](const Value &v, const Arguments &) { return v.isString() && isFilter(v.text()); }},
    {"test", [](const Value &v, const Arguments &) { return v.isString() && isTest(v.text()); }},
    {"float", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Float; }},
    {"in", [](const Value &v, const Arguments &a) { return contains(needed(a), v); }},
    {"integer", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Int; }},
    {"iterable", [](const Value &v,
                    const Arguments &) { return v.isUndefined() || v.isString() || v.isSequence() || v.isMapping(); }},
    {"lower", [](const Value &v, const Arguments &) { return str(v) == lower(str(v)) && str(v) != upper(str(v)); }},
    {"upper", [](const Value &v, const Arguments &) { return str(v) == upper(str(v)) && str(v) != lower(str(v)); }},
    {"mapping", [](const Value &v, const Arguments &) { return v.isMapping(); }},
    {"none", [](const Value &v, const Arguments &) { return v.isNone(); }},
    {"number", [](const Value &v, const Arguments &) { return v.isNumber(); }},
    {"sameas", [](const Value &v, const Arguments &a) { return v.kind() == needed(a).kind() && equal(v, needed(a)); }},
    {"sequence", [](const Value &v,
                    const Arguments &) { return v.isString() || v.isSequence() || v.isMapping() || v.isUndefined(); }},
    {"string", [](const Value &v, const Arguments &) { return v.isString(); }},
    {"escaped", [](const Value &v, const Arguments &) { return v.isMarkup(); }},
};

constexpr std::pair<const char *, const char *> kOtherNames[] = {{"equalto", "eq"}, {"==", "eq"}, {"!=", "ne"},
                                                                 {">=", "ge"},      {">", "gt"},  {"greaterthan", "gt"},
                                                                 {"<=", "le"},      {"<", "lt"},  {"lessthan", "lt"}};

const std::map<std::string, const NamedTest *> &tests() {
    static const std::map<std::string, const NamedTest *> all = [] {
        std::map<std::string, const NamedTest *> out;
        for (const NamedTest &each : kTests) out[each.name] = &each;
        for (const auto &[other, name] : kOtherNames) out[other] = out.at(name);
        return out;
    }();
    return all;
}

bool isTest(const std::string &name) {
    return tests().contains(name);
}

} // namespace

bool applyTest(const std::string &name, const Value &on, const Arguments &arguments) {
    const auto it = tests().find(name);
    if (it == tests().end()) throw Failure{"template.unknown_test", "there is no test of this name", name};
    return it->second->holds(on, arguments);
}

} // namespace lapidary::jinja
