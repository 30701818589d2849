// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/value.h"
#include "core/base/utf8.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace lapidary::jinja {

namespace {
constexpr std::size_t kMostText = 16u << 20;
constexpr int kMostNesting = 100;

struct Nesting { // of data that is printed or compared: a namespace can hold itself
    static inline thread_local int depth = 0;
    Nesting() {
        if (++depth > kMostNesting) {
            --depth;
            throw Failure{"template.limit", "values are nested too deeply", {}};
        }
    }
    ~Nesting() { --depth; }
};
} // namespace

void typeError(const Sentence &message) {
    throw Failure{"template.type", message, {}};
}

std::string checkedSize(std::string text) {
    if (text.size() > kMostText) throw Failure{"template.limit", "a text grows beyond 16 MiB", {}};
    return text;
}

Value Value::undefined(std::string name) {
    Value value;
    value.text_ = std::make_shared<const std::string>(std::move(name));
    return value;
}
Value Value::none() {
    Value value;
    value.kind_ = Kind::None;
    return value;
}
Value Value::of(bool truth) {
    Value value;
    value.kind_ = Kind::Bool;
    value.integer_ = truth;
    return value;
}
Value Value::of(std::int64_t number) {
    Value value;
    value.kind_ = Kind::Int;
    value.integer_ = number;
    return value;
}
Value Value::of(double number) {
    Value value;
    value.kind_ = Kind::Float;
    value.number_ = number;
    return value;
}
Value Value::of(std::string text) {
    Value value;
    value.kind_ = Kind::String;
    value.text_ = std::make_shared<const std::string>(checkedSize(std::move(text)));
    return value;
}
Value Value::markup(std::string text) {
    Value value = of(std::move(text));
    value.markup_ = true;
    return value;
}
Value Value::list(Values items, bool tuple) {
    Value value;
    value.kind_ = tuple ? Kind::Tuple : Kind::List;
    value.items_ = std::make_shared<const Values>(std::move(items));
    return value;
}
Value Value::dict(Pairs items, bool isNamespace) {
    Value value;
    value.kind_ = isNamespace ? Kind::Namespace : Kind::Dict;
    value.pairs_ = std::make_shared<Pairs>();
    for (auto &pair : items) { // the last of equal keys wins, at the place of the first
        const auto same = std::find_if(value.pairs_->begin(), value.pairs_->end(),
                                       [&](const auto &each) { return equal(each.first, pair.first); });
        if (same != value.pairs_->end())
            same->second = std::move(pair.second);
        else
            value.pairs_->push_back(std::move(pair));
    }
    return value;
}
Value Value::function(Callable call) {
    Value value;
    value.kind_ = Kind::Function;
    value.call_ = std::make_shared<const Callable>(std::move(call));
    return value;
}

Value Value::from(const Json &json) {
    const Nesting nested;
    switch (json.type()) {
    case Json::value_t::boolean:
        return of(json.get<bool>());
    case Json::value_t::number_integer:
        return of(json.get<std::int64_t>());
    case Json::value_t::number_unsigned:
        return json.get<std::uint64_t>() <= INT64_MAX ? of(json.get<std::int64_t>()) : of(json.get<double>());
    case Json::value_t::number_float:
        return of(json.get<double>());
    case Json::value_t::string:
        return of(json.get<std::string>());
    case Json::value_t::array: {
        Values items;
        for (const Json &each : json) items.push_back(from(each));
        return list(std::move(items));
    }
    case Json::value_t::object: {
        Value value;
        value.kind_ = Kind::Dict;
        value.pairs_ = std::make_shared<Pairs>(); // keys of an object are different already
        for (const auto &[key, each] : json.items()) value.pairs_->emplace_back(of(key), from(each));
        return value;
    }
    default:
        return none();
    }
}

bool Value::truth() const {
    switch (kind_) {
    case Kind::Undefined:
    case Kind::None:
        return false;
    case Kind::Bool:
    case Kind::Int:
        return integer_ != 0;
    case Kind::Float:
        return number_ != 0;
    case Kind::String:
        return !text_->empty();
    case Kind::List:
    case Kind::Tuple:
        return !items_->empty();
    case Kind::Dict:
        return !pairs_->empty();
    case Kind::Namespace:
    case Kind::Function:
        return true;
    }
    return false;
}

const std::string &Value::text() const {
    static const std::string nameless;
    return text_ ? *text_ : nameless;
}

std::int64_t Value::integer() const {
    if (!isInteger()) typeError({"an integer is needed, not {0}", typeName()});
    return integer_;
}
double Value::number() const {
    if (!isNumber()) typeError({"a number is needed, not {0}", typeName()});
    return kind_ == Kind::Float ? number_ : static_cast<double>(integer_);
}

const Value *Value::find(const Value &key) const {
    if (!pairs_) return nullptr;
    const auto it =
        std::find_if(pairs_->begin(), pairs_->end(), [&](const auto &each) { return equal(each.first, key); });
    return it == pairs_->end() ? nullptr : &it->second;
}

std::string Value::typeName() const {
    static constexpr const char *names[] = {"undefined", "NoneType", "bool", "int",       "float",   "str",
                                            "list",      "tuple",    "dict", "Namespace", "function"};
    return names[static_cast<int>(kind_)];
}

const Value *Arguments::find(std::size_t place, const char *name) const {
    if (place < positional.size()) return &positional[place];
    for (const auto &[given, value] : named)
        if (given == name) return &value;
    return nullptr;
}

Value Arguments::get(std::size_t place, const char *name, Value standard) const {
    if (const Value *found = find(place, name)) return *found;
    return standard;
}

bool equal(const Value &a, const Value &b) {
    if (a.isNumber() && b.isNumber())
        return a.isInteger() && b.isInteger() ? a.integer() == b.integer() : a.number() == b.number();
    if (a.kind() != b.kind()) return false;
    const Nesting nested;
    switch (a.kind()) {
    case Value::Kind::Undefined:
    case Value::Kind::None:
        return true;
    case Value::Kind::String:
        return a.text() == b.text();
    case Value::Kind::List:
    case Value::Kind::Tuple:
        return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(), equal);
    case Value::Kind::Dict:
        return a.pairs().size() == b.pairs().size() &&
               std::all_of(a.pairs().begin(), a.pairs().end(), [&](const auto &each) {
                   const Value *other = b.find(each.first);
                   return other && equal(each.second, *other);
               });
    case Value::Kind::Namespace:
        return &a.pairs() == &b.pairs();
    default:
        return false;
    }
}

int compare(const Value &a, const Value &b) {
    const auto three = [](const auto &x, const auto &y) { return x < y ? -1 : y < x ? 1 : 0; };
    if (a.isInteger() && b.isInteger()) return three(a.integer(), b.integer());
    if (a.isNumber() && b.isNumber()) return three(a.number(), b.number());
    if (a.isString() && b.isString()) return three(a.text(), b.text()); // the order of UTF-8 is that of code points
    if (a.kind() == b.kind() && a.isSequence()) {
        const Nesting nested;
        for (std::size_t i = 0; i < std::min(a.items().size(), b.items().size()); ++i)
            if (!equal(a.items()[i], b.items()[i])) return compare(a.items()[i], b.items()[i]);
        return three(a.items().size(), b.items().size());
    }
    typeError({"{0} and {1} have no order", a.typeName(), b.typeName()});
}

std::string numberText(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    std::string text(buffer, end);
    const int exponent = std::stoi(text.substr(text.find('e') + 1));
    if (exponent >= -4 && exponent < 16) {
        std::string fixed(buffer, std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr);
        return fixed.find('.') == fixed.npos ? fixed + ".0" : fixed;
    }
    return text; // Python too writes two digits of the exponent at least
}

namespace {

std::string quoted(const std::string &text) {
    const char quote = text.find('\'') != text.npos && text.find('"') == text.npos ? '"' : '\'';
    std::string out(1, quote);
    for (const char c : text) {
        if (c == quote || c == '\\')
            (out += '\\') += c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            char code[8];
            std::snprintf(code, sizeof code, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += code;
        } else
            out += c;
    }
    return out + quote;
}

std::string jsonString(const std::string &text, bool ascii) {
    return Json(text).dump(-1, ' ', ascii, Json::error_handler_t::replace);
}

} // namespace

std::string repr(const Value &value) {
    const Nesting nested;
    const auto joined = [](const Values &items) {
        std::string out;
        for (const Value &each : items) out = checkedSize(out + (out.empty() ? "" : ", ") + repr(each));
        return out;
    };
    switch (value.kind()) {
    case Value::Kind::Undefined:
        return "Undefined";
    case Value::Kind::None:
        return "None";
    case Value::Kind::Bool:
        return value.truth() ? "True" : "False";
    case Value::Kind::Int:
        return std::to_string(value.integer());
    case Value::Kind::Float:
        return numberText(value.number());
    case Value::Kind::String:
        return quoted(value.text());
    case Value::Kind::List:
        return "[" + joined(value.items()) + "]";
    case Value::Kind::Tuple:
        return "(" + joined(value.items()) + (value.items().size() == 1 ? ",)" : ")");
    case Value::Kind::Dict:
    case Value::Kind::Namespace: {
        std::string out;
        for (const auto &[key, item] : value.pairs())
            out = checkedSize(out + (out.empty() ? "" : ", ") + repr(key) + ": " + repr(item));
        return value.kind() == Value::Kind::Dict ? "{" + out + "}" : "<Namespace {" + out + "}>";
    }
    case Value::Kind::Function:
        return "<function>";
    }
    return {};
}

std::string str(const Value &value) {
    if (value.isUndefined()) return {};
    return value.isString() ? value.text() : repr(value);
}

namespace {

/// How a value is written as JSON.
struct JsonWriter {
    int indent;
    std::string item, key;
    bool sort, ascii;

    void write(std::string &out, const Value &value, int depth) const {
        const Nesting nested;
        if (out.size() > kMostText) throw Failure{"template.limit", "a text grows beyond 16 MiB", {}};
        if (value.isString())
            out += jsonString(value.text(), ascii);
        else if (value.isNone())
            out += "null";
        else if (value.kind() == Value::Kind::Bool)
            out += value.truth() ? "true" : "false";
        else if (value.kind() == Value::Kind::Int)
            out += std::to_string(value.integer());
        else if (value.kind() == Value::Kind::Float)
            out += std::isnan(value.number())   ? "NaN"
                   : std::isinf(value.number()) ? (value.number() < 0 ? "-Infinity" : "Infinity")
                                                : numberText(value.number());
        else if (value.isSequence())
            writeItems(out, value.items(), depth);
        else if (value.isMapping())
            writePairs(out, value.pairs(), depth);
        else
            typeError({"{0} cannot be written as JSON", value.typeName()});
    }

private:
    void line(std::string &out, int depth) const {
        if (indent >= 0) out += '\n' + std::string(static_cast<std::size_t>(indent * depth), ' ');
    }

    void writeItems(std::string &out, const Values &items, int depth) const {
        out += '[';
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i) out += item;
            line(out, depth + 1);
            write(out, items[i], depth + 1);
        }
        if (!items.empty()) line(out, depth);
        out += ']';
    }

    void writePairs(std::string &out, Pairs pairs, int depth) const {
        if (sort)
            std::stable_sort(pairs.begin(), pairs.end(),
                             [](const auto &a, const auto &b) { return compare(a.first, b.first) < 0; });
        out += '{';
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            if (i) out += item;
            line(out, depth + 1);
            writeName(out, pairs[i].first, depth + 1);
            out += key;
            write(out, pairs[i].second, depth + 1);
        }
        if (!pairs.empty()) line(out, depth);
        out += '}';
    }

    void writeName(std::string &out, const Value &name, int depth) const {
        if (name.isString()) {
            out += jsonString(name.text(), ascii);
            return;
        }
        out += '"';
        write(out, name, depth);
        out += '"';
    }
};

} // namespace

std::string toJsonText(const Value &value, int indent, const std::string &itemSeparator,
                       const std::string &keySeparator, bool sortKeys, bool ascii) {
    const std::string standard = indent >= 0 ? "," : ", ";
    std::string out;
    JsonWriter{indent, itemSeparator.empty() ? standard : itemSeparator, keySeparator, sortKeys, ascii}.write(out,
                                                                                                              value, 0);
    return out;
}

std::vector<std::string> characters(const std::string &text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = static_cast<std::size_t>(std::max(1, utf8::sequenceLength(text, at)));
        out.push_back(text.substr(at, length));
        at += length;
    }
    return out;
}

Values iterate(const Value &value) {
    Values out;
    switch (value.kind()) {
    case Value::Kind::Undefined:
        return out;
    case Value::Kind::List:
    case Value::Kind::Tuple:
        return value.items();
    case Value::Kind::Dict:
        for (const auto &[key, item] : value.pairs()) out.push_back(key);
        return out;
    case Value::Kind::String:
        // A value for each takes some two hundred bytes.
        if (value.text().size() > (4u << 20))
            throw Failure{"template.limit", "the characters of a text of more than 4 MiB are gone through", {}};
        for (auto &each : characters(value.text())) out.push_back(Value::of(std::move(each)));
        return out;
    default:
        typeError({"{0} cannot be iterated over", value.typeName()});
    }
}

} // namespace lapidary::jinja
