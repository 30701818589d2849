// SPDX-License-Identifier: Apache-2.0
// What Python's texts, lists and dicts can be asked.
#include "core/base/utf8.h"
#include "core/text/chat_template/filters.h"
#include <algorithm>
#include <utf8proc.h>

namespace lapidary::jinja {

namespace {

template <class Change> std::string mapped(const std::string &text, Change change) {
    std::string out;
    bool first = true;
    for (const std::string &each : characters(text)) {
        if (utf8::sequenceLength(each, 0) == 0)
            out += each;
        else
            utf8::append(out,
                         static_cast<char32_t>(change(static_cast<utf8proc_int32_t>(utf8::decode(each, 0)), first)));
        first = false;
    }
    return out;
}

bool isLetter(utf8proc_int32_t code) {
    const auto category = utf8proc_category(code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}
bool isDigitCode(utf8proc_int32_t code) {
    return utf8proc_category(code) == UTF8PROC_CATEGORY_ND;
}
bool isSpaceCode(utf8proc_int32_t code) {
    return (code >= 9 && code <= 13) || (code >= 28 && code <= 32) || code == 0x85 ||
           utf8proc_category(code) == UTF8PROC_CATEGORY_ZS || code == 0x2028 || code == 0x2029;
}
utf8proc_int32_t codeOf(const std::string &character) {
    return utf8::sequenceLength(character, 0) > 0 ? static_cast<utf8proc_int32_t>(utf8::decode(character, 0)) : 0xFFFD;
}

template <class Is> bool all(const std::string &text, Is is) {
    const auto parts = characters(text);
    return !parts.empty() &&
           std::all_of(parts.begin(), parts.end(), [&](const std::string &each) { return is(codeOf(each)); });
}
/// Has a letter with a case, and all such letters have this one.
bool hasCase(const std::string &text, bool wantsUpper) {
    bool any = false;
    for (const auto &each : characters(text)) {
        const auto code = codeOf(each), up = utf8proc_toupper(code), low = utf8proc_tolower(code);
        if (up == low) continue;
        if (code != (wantsUpper ? up : low)) return false;
        any = true;
    }
    return any;
}

const std::string &textOf(const Value &value) {
    if (!value.isString()) typeError({"a text is needed, not {0}", value.typeName()});
    return value.text();
}

Values split(const std::string &text, const Arguments &arguments, bool fromRight) {
    const Value separator = arguments.get(0, "sep", Value::none());
    const std::int64_t most = arguments.get(1, "maxsplit", Value::of(std::int64_t{-1})).integer();
    std::vector<std::string> parts;
    if (separator.isNone()) {
        std::vector<std::pair<std::size_t, std::size_t>> words; // [begin, end)
        std::size_t at = 0, begin = std::string::npos;
        for (const auto &each : characters(text)) {
            if (isSpaceCode(codeOf(each))) {
                if (begin != std::string::npos) words.emplace_back(begin, at);
                begin = std::string::npos;
            } else if (begin == std::string::npos)
                begin = at;
            at += each.size();
        }
        if (begin != std::string::npos) words.emplace_back(begin, at);
        const std::size_t count = words.size(),
                          cuts = most < 0 ? count : std::min(static_cast<std::size_t>(most), count);
        for (std::size_t i = 0; i < count; ++i) {
            const bool rest = fromRight ? count > cuts + 1 && i == 0 : i == cuts && i + 1 < count;
            if (!rest) {
                parts.push_back(text.substr(words[i].first, words[i].second - words[i].first));
            } else if (fromRight) {
                i = count - cuts - 1;
                parts.push_back(text.substr(0, words[i].second));
            } else {
                parts.push_back(text.substr(words[i].first));
                break;
            }
        }
    } else {
        const std::string &mark = textOf(separator);
        if (mark.empty()) typeError("an empty separator");
        std::string rest = text;
        for (std::int64_t cut = 0; most < 0 || cut < most; ++cut) {
            const auto found = fromRight ? rest.rfind(mark) : rest.find(mark);
            if (found == rest.npos) break;
            parts.push_back(fromRight ? rest.substr(found + mark.size()) : rest.substr(0, found));
            rest = fromRight ? rest.substr(0, found) : rest.substr(found + mark.size());
        }
        parts.push_back(rest);
        if (fromRight) std::reverse(parts.begin(), parts.end());
    }
    Values out;
    for (auto &each : parts) out.push_back(Value::of(std::move(each)));
    return out;
}

Values lines(const std::string &text, bool keepEnds) {
    Values out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = std::min(text.find_first_of("\n\r\v\f", at), text.size());
        const std::size_t behind =
            end >= text.size() ? end
                               : end + (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n' ? 2u : 1u);
        out.push_back(Value::of(text.substr(at, (keepEnds ? behind : end) - at)));
        at = behind;
    }
    return out;
}

std::string padded(const std::string &text, const Arguments &arguments, int side) {
    const auto have = static_cast<std::int64_t>(characters(text).size()),
               wanted = arguments.get(0, "width", Value::of(std::int64_t{0})).integer();
    if (wanted > (16 << 20)) throw Failure{"template.limit", "a text grows beyond 16 MiB", {}};
    const std::int64_t missing = std::max<std::int64_t>(0, wanted - have),
                       left = side < 0   ? 0
                              : side > 0 ? missing
                                         : missing / 2 + (missing & wanted & 1);
    const std::string fill = textOf(arguments.get(1, "fillchar", Value::of(std::string(" "))));
    std::string out;
    for (std::int64_t i = 0; i < left; ++i) out += fill;
    out += text;
    for (std::int64_t i = left; i < missing; ++i) out += fill;
    return out;
}

/// startswith and endswith: one text, or a tuple of them; from a place on.
bool touches(const std::string &text, const Arguments &arguments, bool begin) {
    const Value *wanted = arguments.find(0, "prefix");
    if (!wanted) typeError("what the text begins or ends with is missing");
    std::string part = text;
    if (const Value *from = arguments.find(1, "start")) {
        const auto parts = characters(text);
        auto at = from->integer();
        if (at < 0) at = std::max<std::int64_t>(0, at + static_cast<std::int64_t>(parts.size()));
        part.clear();
        for (auto i = static_cast<std::size_t>(at); i < parts.size(); ++i) part += parts[i];
    }
    const auto one = [&](const Value &each) {
        return begin ? part.starts_with(textOf(each)) : part.ends_with(textOf(each));
    };
    return wanted->isSequence() ? std::any_of(wanted->items().begin(), wanted->items().end(), one) : one(*wanted);
}

std::int64_t placeOf(const std::string &text, std::size_t bytes) {
    return static_cast<std::int64_t>(characters(text.substr(0, bytes)).size());
}

/// str.format with {} {0} {name}, without format specifications.
std::string braces(const std::string &pattern, const Arguments &arguments) {
    std::string out;
    std::size_t automatic = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if ((c == '{' || c == '}') && i + 1 < pattern.size() && pattern[i + 1] == c) {
            out += c;
            ++i;
        } else if (c == '{') {
            const auto end = pattern.find('}', i);
            if (end == pattern.npos) typeError("a { of the format is not closed");
            const std::string field = pattern.substr(i + 1, end - i - 1);
            if (field.find_first_of(":!.[") != field.npos) typeError("only {}, {0} and {name} are known in a format");
            const bool number =
                !field.empty() && field.find_first_not_of("0123456789") == field.npos && field.size() < 6;
            const std::size_t place = field.empty() ? automatic++ : number ? std::stoul(field) : std::string::npos;
            const Value *value = arguments.find(place, field.c_str());
            if (!value) typeError("the format asks for more than is given");
            out += str(*value);
            i = end;
        } else
            out += c;
    }
    return checkedSize(std::move(out));
}

using TextMethod = Value (*)(const std::string &, const Arguments &);
Value text(std::string value) {
    return Value::of(std::move(value));
}
Value whole(std::int64_t value) {
    return Value::of(value);
}

struct NamedTextMethod {
    const char *name;
    TextMethod call;
};

constexpr NamedTextMethod kTextMethods[] = {
        {"upper", [](const std::string &t, const Arguments &) { return text(upper(t)); }},
        {"lower", [](const std::string &t, const Arguments &) { return text(lower(t)); }},
        {"casefold", [](const std::string &t, const Arguments &) { return text(lower(t)); }},
        {"title", [](const std::string &t, const Arguments &) { return text(titleCase(t)); }},
        {"capitalize", [](const std::string &t, const Arguments &) { return text(capitalise(t)); }},
        {"swapcase",
         [](const std::string &t, const Arguments &) {
             return text(mapped(t, [](utf8proc_int32_t c, bool) {
                 return utf8proc_toupper(c) != c ? utf8proc_toupper(c) : utf8proc_tolower(c);
             }));
         }},
        {"strip", [](const std::string &t,
                     const Arguments &a) { return text(strip(t, a.get(0, "chars", Value::none()), true, true)); }},
        {"lstrip", [](const std::string &t,
                      const Arguments &a) { return text(strip(t, a.get(0, "chars", Value::none()), true, false)); }},
        {"rstrip", [](const std::string &t,
                      const Arguments &a) { return text(strip(t, a.get(0, "chars", Value::none()), false, true)); }},
        {"split", [](const std::string &t, const Arguments &a) { return Value::list(split(t, a, false)); }},
        {"rsplit", [](const std::string &t, const Arguments &a) { return Value::list(split(t, a, true)); }},
        {"splitlines",
         [](const std::string &t, const Arguments &a) {
             return Value::list(lines(t, a.get(0, "keepends", Value::of(false)).truth()));
         }},
        {"startswith", [](const std::string &t, const Arguments &a) { return Value::of(touches(t, a, true)); }},
        {"endswith", [](const std::string &t, const Arguments &a) { return Value::of(touches(t, a, false)); }},
        {"replace",
         [](const std::string &t, const Arguments &a) {
             return text(replaced(t, textOf(a.get(0, "old", {})), textOf(a.get(1, "new", {})),
                                  a.get(2, "count", whole(-1)).integer()));
         }},
        {"removeprefix",
         [](const std::string &t, const Arguments &a) {
             const std::string &p = textOf(a.get(0, "prefix", {}));
             return text(t.starts_with(p) ? t.substr(p.size()) : t);
         }},
        {"removesuffix",
         [](const std::string &t, const Arguments &a) {
             const std::string &p = textOf(a.get(0, "suffix", {}));
             return text(t.ends_with(p) ? t.substr(0, t.size() - p.size()) : t);
         }},
        {"find",
         [](const std::string &t, const Arguments &a) {
             const auto at = t.find(textOf(a.get(0, "sub", {})));
             return whole(at == t.npos ? -1 : placeOf(t, at));
         }},
        {"rfind",
         [](const std::string &t, const Arguments &a) {
             const auto at = t.rfind(textOf(a.get(0, "sub", {})));
             return whole(at == t.npos ? -1 : placeOf(t, at));
         }},
        {"index",
         [](const std::string &t, const Arguments &a) {
             const auto at = t.find(textOf(a.get(0, "sub", {})));
             if (at == t.npos) typeError("substring not found");
             return whole(placeOf(t, at));
         }},
        {"count",
         [](const std::string &t, const Arguments &a) {
             const std::string &part = textOf(a.get(0, "sub", {}));
             if (part.empty()) return whole(static_cast<std::int64_t>(characters(t).size()) + 1);
             std::int64_t count = 0;
             for (auto at = t.find(part); at != t.npos; at = t.find(part, at + part.size())) ++count;
             return whole(count);
         }},
        {"join",
         [](const std::string &t, const Arguments &a) {
             std::string out;
             bool first = true;
             for (const Value &each : iterate(a.get(0, "iterable", {}))) {
                 out = checkedSize(std::move(out) + (std::exchange(first, false) ? "" : t) + textOf(each));
             }
             return text(std::move(out));
         }},
        {"partition",
         [](const std::string &t, const Arguments &a) {
             const std::string &mark = textOf(a.get(0, "sep", {}));
             const auto at = t.find(mark);
             return at == t.npos
                        ? Value::list({text(t), text(""), text("")}, true)
                        : Value::list({text(t.substr(0, at)), text(mark), text(t.substr(at + mark.size()))}, true);
         }},
        {"rpartition",
         [](const std::string &t, const Arguments &a) {
             const std::string &mark = textOf(a.get(0, "sep", {}));
             const auto at = t.rfind(mark);
             return at == t.npos
                        ? Value::list({text(""), text(""), text(t)}, true)
                        : Value::list({text(t.substr(0, at)), text(mark), text(t.substr(at + mark.size()))}, true);
         }},
        {"format", [](const std::string &t, const Arguments &a) { return text(braces(t, a)); }},
        {"zfill",
         [](const std::string &t, const Arguments &a) {
             const bool sign = !t.empty() && (t[0] == '-' || t[0] == '+');
             Arguments zeros{{a.get(0, "width", whole(0)), text("0")}, {}};
             if (!sign) return text(padded(t, zeros, 1));
             zeros.positional[0] = whole(zeros.positional[0].integer() - 1);
             return text(t.substr(0, 1) + padded(t.substr(1), zeros, 1));
         }},
        {"ljust", [](const std::string &t, const Arguments &a) { return text(padded(t, a, -1)); }},
        {"rjust", [](const std::string &t, const Arguments &a) { return text(padded(t, a, 1)); }},
        {"center", [](const std::string &t, const Arguments &a) { return text(padded(t, a, 0)); }},
        {"isdigit", [](const std::string &t, const Arguments &) { return Value::of(all(t, isDigitCode)); }},
        {"isnumeric", [](const std::string &t, const Arguments &) { return Value::of(all(t, isDigitCode)); }},
        {"isdecimal", [](const std::string &t, const Arguments &) { return Value::of(all(t, isDigitCode)); }},
        {"isalpha", [](const std::string &t, const Arguments &) { return Value::of(all(t, isLetter)); }},
        {"isalnum",
         [](const std::string &t,
            const Arguments &) { return Value::of(all(t, [](auto c) { return isLetter(c) || isDigitCode(c); })); }},
        {"isspace", [](const std::string &t, const Arguments &) { return Value::of(all(t, isSpaceCode)); }},
        {"isupper", [](const std::string &t, const Arguments &) { return Value::of(hasCase(t, true)); }},
        {"islower", [](const std::string &t, const Arguments &) { return Value::of(hasCase(t, false)); }}};

[[noreturn]] void refuse(const std::string &name) {
    throw Failure{"template.immutable", "a template cannot change the values that it is given", name};
}

bool dictMethod(const Value &on, const std::string &name, Value &found) {
    if (name == "get")
        found = Value::function([on](const Arguments &a) {
            const Value *item = on.find(a.get(0, "key", {}));
            return item ? *item : a.get(1, "default", Value::none());
        });
    else if (name == "items" || name == "keys" || name == "values")
        found = Value::function([on, name](const Arguments &) {
            Values out;
            for (const auto &[key, value] : on.pairs())
                out.push_back(name == "keys" ? key : name == "values" ? value : Value::list({key, value}, true));
            return Value::list(std::move(out));
        });
    else if (name == "copy")
        found = Value::function([on](const Arguments &) { return on; });
    else if (name == "update" || name == "pop" || name == "popitem" || name == "clear" || name == "setdefault")
        found = Value::function([name](const Arguments &) -> Value { refuse(name); });
    else
        return false;
    return true;
}

bool listMethod(const Value &on, const std::string &name, Value &found) {
    if (name == "index")
        found = Value::function([on](const Arguments &a) {
            const Value wanted = a.get(0, "value", {});
            for (std::size_t i = 0; i < on.items().size(); ++i)
                if (equal(on.items()[i], wanted)) return Value::of(static_cast<std::int64_t>(i));
            typeError({"{0} is not in the list", repr(wanted)});
        });
    else if (name == "count")
        found = Value::function([on](const Arguments &a) {
            const Value wanted = a.get(0, "value", {});
            return Value::of(static_cast<std::int64_t>(std::count_if(
                on.items().begin(), on.items().end(), [&](const Value &each) { return equal(each, wanted); })));
        });
    else if (name == "copy")
        found = Value::function([on](const Arguments &) { return on; });
    else if (name == "append" || name == "extend" || name == "insert" || name == "pop" || name == "remove" ||
             name == "clear" || name == "sort" || name == "reverse")
        found = Value::function([name](const Arguments &) -> Value { refuse(name); });
    else
        return false;
    return true;
}

} // namespace

std::string upper(const std::string &text) {
    return mapped(text, [](utf8proc_int32_t c, bool) { return utf8proc_toupper(c); });
}
std::string lower(const std::string &text) {
    return mapped(text, [](utf8proc_int32_t c, bool) { return utf8proc_tolower(c); });
}
std::string titleCase(const std::string &text) {
    bool inside = false;
    return mapped(text, [&](utf8proc_int32_t c, bool) {
        const bool letter = isLetter(c), was = std::exchange(inside, letter);
        return !letter ? c : was ? utf8proc_tolower(c) : utf8proc_totitle(c);
    });
}
std::string capitalise(const std::string &text) {
    return mapped(text,
                  [](utf8proc_int32_t c, bool first) { return first ? utf8proc_totitle(c) : utf8proc_tolower(c); });
}

std::string strip(const std::string &text, const Value &wanted, bool left, bool right) {
    const auto parts = characters(text);
    const auto marks = wanted.isString() ? characters(wanted.text()) : std::vector<std::string>{};
    const auto goes = [&](const std::string &each) {
        return wanted.isString() ? std::find(marks.begin(), marks.end(), each) != marks.end()
                                 : isSpaceCode(codeOf(each));
    };
    std::size_t begin = 0, end = parts.size();
    while (left && begin < end && goes(parts[begin])) ++begin;
    while (right && end > begin && goes(parts[end - 1])) --end;
    std::string out;
    for (std::size_t i = begin; i < end; ++i) out += parts[i];
    return out;
}

std::string replaced(const std::string &text, const std::string &from, const std::string &to, std::int64_t most) {
    std::string out;
    if (from.empty()) { // between all characters, as Python does
        std::int64_t left = most < 0 ? INT64_MAX : most;
        for (const auto &each : characters(text)) {
            if (left-- > 0) out += to;
            out = checkedSize(std::move(out) + each);
        }
        return left > 0 ? out + to : out;
    }
    std::size_t at = 0;
    for (auto found = text.find(from); found != text.npos && most != 0; found = text.find(from, at), --most) {
        out = checkedSize(std::move(out.append(text, at, found - at)) + to);
        at = found + from.size();
    }
    return out.append(text, at, text.npos);
}

bool findMethod(const Value &on, const std::string &name, Value &found) {
    if (on.isMapping()) return dictMethod(on, name, found);
    if (on.isSequence()) return listMethod(on, name, found);
    if (!on.isString()) return false;
    const auto *it = std::find_if(std::begin(kTextMethods), std::end(kTextMethods),
                                  [&](const NamedTextMethod &each) { return name == each.name; });
    if (it == std::end(kTextMethods)) return false;
    found = Value::function(
        [text = on.text(), method = it->call](const Arguments &arguments) { return method(text, arguments); });
    return true;
}

Value attributeOf(const Value &on, const std::string &name) {
    if (on.isUndefined()) throw Failure{"template.undefined", {"'{0}' is undefined", on.text()}, name};
    if (name.starts_with("__"))
        throw Failure{"template.unknown_attribute", "unknown attribute: values of a template are plain data", name};
    Value found;
    if (findMethod(on, name, found)) return found;
    if (const Value *member = on.find(Value::of(name))) return *member;
    return Value::undefined(name);
}

Value itemOf(const Value &on, const Value &key) {
    if (on.isUndefined()) throw Failure{"template.undefined", {"'{0}' is undefined", on.text()}, str(key)};
    if (const Value *item = on.find(key)) return *item;
    if (key.isString()) return attributeOf(on, key.text());
    if (!key.isInteger() || !(on.isSequence() || on.isString())) return Value::undefined(str(key));
    auto parts = on.isString() ? characters(on.text()) : std::vector<std::string>{};
    const auto size = static_cast<std::int64_t>(on.isString() ? parts.size() : on.items().size());
    const auto at = key.integer() < 0 ? key.integer() + size : key.integer();
    if (at < 0 || at >= size) return Value::undefined(str(key));
    return on.isString() ? Value::of(std::move(parts[static_cast<std::size_t>(at)]))
                         : on.items()[static_cast<std::size_t>(at)];
}

} // namespace lapidary::jinja
