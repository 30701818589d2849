// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/filter_tables.h"
#include "core/text/chat_template/filters.h"
#include <algorithm>
#include <charconv>

namespace lapidary::jinja {

namespace {

const std::string &textOf(const Value &value) {
    if (!value.isString()) typeError({"a text is needed, not {0}", value.typeName()});
    return value.text();
}
Value whole(std::int64_t value) {
    return Value::of(value);
}

Arguments rest(const Arguments &arguments, std::size_t from) {
    Arguments out{{}, arguments.named};
    if (arguments.positional.size() > from)
        out.positional.assign(arguments.positional.begin() + static_cast<std::ptrdiff_t>(from),
                              arguments.positional.end());
    return out;
}

/// "a.b.0" of a value.
Value pathOf(Value value, const Value &path) {
    if (path.isInteger()) return itemOf(value, path);
    const std::string &all = textOf(path);
    for (std::size_t at = 0; at <= all.size();) {
        const auto end = std::min(all.find('.', at), all.size());
        const std::string part = all.substr(at, end - at);
        std::int64_t number = 0;
        const bool digits = !part.empty() && part.find_first_not_of("0123456789") == part.npos &&
                            std::from_chars(part.data(), part.data() + part.size(), number).ec == std::errc();
        value = digits ? itemOf(value, whole(number)) : itemOf(value, Value::of(part));
        at = end + 1;
    }
    return value;
}

/// Texts are ordered and told apart without regard to case, unless that is asked for.
Value folded(const Value &value, bool caseSensitive) {
    return value.isString() && !caseSensitive ? Value::of(lower(value.text())) : value;
}

Value map(const Value &on, const Arguments &a) {
    Values out;
    if (!on.truth()) return Value::list({}); // nothing, and none at all
    const Value *attribute = a.positional.empty() ? a.find(9, "attribute") : nullptr;
    if (!attribute && a.positional.empty()) typeError("map needs a filter or an attribute");
    for (const Value &each : iterate(on)) {
        if (!attribute) {
            out.push_back(applyFilter(textOf(a.positional[0]), each, rest(a, 1)));
            continue;
        }
        const Value found = pathOf(each, *attribute);
        const Value *standard = a.find(9, "default");
        out.push_back(found.isUndefined() && standard ? *standard : found);
    }
    return Value::list(std::move(out));
}

Value select(const Value &on, const Arguments &a, bool wanted, bool byAttribute) {
    Values out;
    if (!on.truth()) return Value::list({});
    const std::size_t test = byAttribute ? 1 : 0;
    if (byAttribute && a.positional.empty()) typeError("an attribute is needed");
    for (const Value &each : iterate(on)) {
        const Value subject = byAttribute ? pathOf(each, a.positional[0]) : each;
        const bool is = a.positional.size() > test ? applyTest(textOf(a.positional[test]), subject, rest(a, test + 1))
                                                   : subject.truth();
        if (is == wanted) out.push_back(each);
    }
    return Value::list(std::move(out));
}

Value join(const Value &on, const Arguments &a) {
    const std::string between = str(a.get(0, "d", Value::of(std::string())));
    const Value *attribute = a.find(1, "attribute");
    std::string out;
    bool first = true;
    for (const Value &each : iterate(on))
        out = checkedSize(std::move(out) + (std::exchange(first, false) ? "" : between) +
                          str(attribute ? pathOf(each, *attribute) : each));
    return Value::of(std::move(out));
}

Value sort(const Value &on, const Arguments &a) {
    Values items = iterate(on);
    const bool reverse = a.get(0, "reverse", Value::of(false)).truth(),
               caseSensitive = a.get(1, "case_sensitive", Value::of(false)).truth();
    const Value attribute = a.get(2, "attribute", Value::none());
    const auto keyOf = [&](const Value &each) {
        return folded(attribute.isNone() ? each : pathOf(each, attribute), caseSensitive);
    };
    std::stable_sort(items.begin(), items.end(), [&](const Value &x, const Value &y) {
        return reverse ? compare(keyOf(y), keyOf(x)) < 0 : compare(keyOf(x), keyOf(y)) < 0;
    });
    return Value::list(std::move(items));
}

Value dictsort(const Value &on, const Arguments &a) {
    if (!on.isMapping()) typeError("dictsort needs a dict");
    const bool caseSensitive = a.get(0, "case_sensitive", Value::of(false)).truth(),
               reverse = a.get(2, "reverse", Value::of(false)).truth();
    const bool byValue = str(a.get(1, "by", Value::of(std::string("key")))) == "value";
    Pairs pairs = on.pairs();
    const auto keyOf = [&](const auto &each) { return folded(byValue ? each.second : each.first, caseSensitive); };
    std::stable_sort(pairs.begin(), pairs.end(), [&](const auto &x, const auto &y) {
        return reverse ? compare(keyOf(y), keyOf(x)) < 0 : compare(keyOf(x), keyOf(y)) < 0;
    });
    Values out;
    for (auto &[key, value] : pairs) out.push_back(Value::list({key, value}, true));
    return Value::list(std::move(out));
}

Value unique(const Value &on, const Arguments &a) {
    const bool caseSensitive = a.get(0, "case_sensitive", Value::of(false)).truth();
    const Value attribute = a.get(1, "attribute", Value::none());
    Values out, seen;
    for (const Value &each : iterate(on)) {
        const Value key = folded(attribute.isNone() ? each : pathOf(each, attribute), caseSensitive);
        if (std::any_of(seen.begin(), seen.end(), [&](const Value &old) { return equal(old, key); })) continue;
        seen.push_back(key);
        out.push_back(each);
    }
    return Value::list(std::move(out));
}

Value groupby(const Value &on, const Arguments &a) {
    const Value attribute = a.get(0, "attribute", {});
    Arguments byAttribute{{}, {{"attribute", attribute}}};
    std::vector<std::pair<Value, Values>> groups;
    for (const Value &each : sort(on, byAttribute).items()) {
        const Value key = pathOf(each, attribute);
        if (groups.empty() || !equal(folded(groups.back().first, false), folded(key, false)))
            groups.emplace_back(key, Values{});
        groups.back().second.push_back(each);
    }
    Values out;
    for (auto &[key, items] : groups) out.push_back(Value::list({key, Value::list(std::move(items))}, true));
    return Value::list(std::move(out));
}

Value batch(const Value &on, const Arguments &a) {
    const auto size = a.get(0, "linecount", whole(1)).integer();
    if (size < 1) typeError("a batch holds one item at least");
    const Value *fill = a.find(1, "fill_with");
    Values out, now;
    for (const Value &each : iterate(on)) {
        now.push_back(each);
        if (static_cast<std::int64_t>(now.size()) == size) out.push_back(Value::list(std::exchange(now, {})));
    }
    if (!now.empty()) {
        while (fill && !fill->isNone() && static_cast<std::int64_t>(now.size()) < std::min<std::int64_t>(size, 1 << 20))
            now.push_back(*fill);
        out.push_back(Value::list(std::move(now)));
    }
    return Value::list(std::move(out));
}
Value extreme(const Value &on, const Arguments &a, int sign) {
    const bool caseSensitive = a.get(0, "case_sensitive", Value::of(false)).truth();
    const Value attribute = a.get(1, "attribute", Value::none());
    const Values items = iterate(on);
    if (items.empty()) return Value::undefined("No aggregated item, sequence was empty.");
    const auto keyOf = [&](const Value &each) {
        return folded(attribute.isNone() ? each : pathOf(each, attribute), caseSensitive);
    };
    const Value *best = &items[0];
    for (const Value &each : items)
        if (sign * compare(keyOf(each), keyOf(*best)) > 0) best = &each;
    return *best;
}

Value sum(const Value &on, const Arguments &a) {
    const Value attribute = a.get(0, "attribute", Value::none());
    bool real = false;
    double total = a.get(1, "start", whole(0)).number();
    for (const Value &each : iterate(on)) {
        const Value value = attribute.isNone() ? each : pathOf(each, attribute);
        real |= value.kind() == Value::Kind::Float;
        total += value.number();
    }
    return real ? Value::of(total) : whole(static_cast<std::int64_t>(total));
}

constexpr NamedFilter kFilters[] = {
    {"batch", batch},
    {"dictsort", dictsort},
    {"first",
     [](const Value &v, const Arguments &) {
         const Values items = iterate(v);
         return items.empty() ? Value::undefined("No first item, sequence was empty.") : items.front();
     }},
    {"groupby", groupby},
    {"items",
     [](const Value &v, const Arguments &) {
         Values pairs;
         if (v.isUndefined()) return Value::list({});
         if (!v.isMapping()) typeError("items needs a dict");
         for (const auto &[key, value] : v.pairs()) pairs.push_back(Value::list({key, value}, true));
         return Value::list(std::move(pairs));
     }},
    {"join", join},
    {"last",
     [](const Value &v, const Arguments &) {
         const Values items = iterate(v);
         return items.empty() ? Value::undefined("No last item, sequence was empty.") : items.back();
     }},
    {"length", [](const Value &v, const Arguments &) { return sizeOf(v); }},
    {"list", [](const Value &v, const Arguments &) { return Value::list(iterate(v)); }},
    {"map", map},
    {"max", [](const Value &v, const Arguments &a) { return extreme(v, a, 1); }},
    {"min", [](const Value &v, const Arguments &a) { return extreme(v, a, -1); }},
    {"reject", [](const Value &v, const Arguments &a) { return select(v, a, false, false); }},
    {"rejectattr", [](const Value &v, const Arguments &a) { return select(v, a, false, true); }},
    {"reverse",
     [](const Value &v, const Arguments &) {
         Values items = iterate(v);
         std::reverse(items.begin(), items.end());
         if (!v.isString()) return Value::list(std::move(items));
         return join(Value::list(std::move(items)), {});
     }},
    {"select", [](const Value &v, const Arguments &a) { return select(v, a, true, false); }},
    {"selectattr", [](const Value &v, const Arguments &a) { return select(v, a, true, true); }},
    {"sort", sort},
    {"sum", sum},
    {"unique", unique},
};

} // namespace

Value sizeOf(const Value &on) {
    if (on.isUndefined()) return whole(0);
    if (on.isMapping()) return whole(static_cast<std::int64_t>(on.pairs().size()));
    if (!on.isString() && !on.isSequence()) typeError({"{0} has no length", on.typeName()});
    return whole(static_cast<std::int64_t>(on.isString() ? characters(on.text()).size() : on.items().size()));
}

std::span<const NamedFilter> sequenceFilters() {
    return kFilters;
}

} // namespace lapidary::jinja
