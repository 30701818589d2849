// SPDX-License-Identifier: Apache-2.0
#include "core/base/quick_json.h"
#include "core/base/utf8.h"
#include <charconv>
#include <simdjson.h>
#include <unordered_set>

namespace lapidary {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kLongest = 16u << 20;

/// Up to so many members, looking at each key is quicker than a table of them.
constexpr std::size_t kFew = 24;

class Copier {
public:
    explicit Copier(const JsonLimits &limits) : limits_(limits) {}

    /// False where the careful reader must look.
    bool copy(const dom::element &from, Json &to, int depth) {
        switch (from.type()) {
        case dom::element_type::OBJECT:
            return depth < limits_.depth && copyObject(from.get_object().value_unsafe(), to, depth);
        case dom::element_type::ARRAY:
            return depth < limits_.depth && copyArray(from.get_array().value_unsafe(), to, depth);
        case dom::element_type::STRING:
            to = std::string(from.get_string().value_unsafe());
            return true;
        case dom::element_type::INT64: // the careful reader keeps what is not negative as unsigned
            if (const auto number = from.get_int64().value_unsafe(); number < 0)
                to = number;
            else
                to = static_cast<std::uint64_t>(number);
            return true;
        case dom::element_type::UINT64:
            to = from.get_uint64().value_unsafe();
            return true;
        case dom::element_type::DOUBLE:
            to = from.get_double().value_unsafe();
            return true;
        case dom::element_type::BOOL:
            to = from.get_bool().value_unsafe();
            return true;
        case dom::element_type::NULL_VALUE:
            to = nullptr;
            return true;
        }
        return false;
    }

private:
    bool copyObject(const dom::object &from, Json &to, int depth) {
        to = Json::object();
        // The ordered map looks through all members for each new one; what it is made of does not.
        std::vector<Json::object_t::value_type> &members = to.get_ref<Json::object_t &>();
        const std::size_t size = from.size();
        if (size > limits_.members) return false;
        members.reserve(size);
        std::unordered_set<std::string_view> keys;
        for (const auto &[key, value] : from) {
            if (size > kFew ? !keys.insert(key).second : holds(members, key)) return false;
            members.emplace_back(std::string(key), nullptr);
            if (!copy(value, members.back().second, depth + 1)) return false;
        }
        return true;
    }
    bool copyArray(const dom::array &from, Json &to, int depth) {
        to = Json::array();
        auto &items = to.get_ref<Json::array_t &>();
        items.reserve(from.size());
        for (const auto &value : from)
            if (!copy(value, items.emplace_back(), depth + 1)) return false;
        return true;
    }
    static bool holds(const std::vector<Json::object_t::value_type> &members, std::string_view key) {
        for (const auto &each : members)
            if (each.first == key) return true;
        return false;
    }

    const JsonLimits &limits_;
};

/// Bytes from `at` on that stand in a JSON text as they are.
std::size_t plainFrom(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c < 0x20 || c == '"' || c == '\\') break;
        if (c < 0x80) {
            ++at;
            continue;
        }
        const int length = utf8::sequenceLength(text, at);
        if (length == 0) break;
        at += static_cast<std::size_t>(length);
    }
    return at;
}

void appendEscaped(std::string &out, unsigned char c) {
    constexpr std::string_view special = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
    if (const auto known = special.find(static_cast<char>(c)); known != special.npos) {
        out += '\\';
        out += letters[known];
        return;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u00";
    out += digits[c >> 4];
    out += digits[c & 15];
}

void appendText(std::string &out, const std::string &text) {
    const std::size_t before = out.size();
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = plainFrom(text, at);
        out.append(text, at, end - at);
        at = end;
        if (at == text.size()) break;
        const auto c = static_cast<unsigned char>(text[at++]);
        if (c >= 0x80) { // invalid: how much of it one mark replaces is the library's choice
            out.resize(before);
            out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
            return;
        }
        appendEscaped(out, c);
    }
    out += '"';
}

template <class Number> void appendWhole(std::string &out, Number number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

void appendMembers(std::string &out, const Json::object_t &members) {
    out += '{';
    for (bool first = true; const auto &[name, value] : members) {
        if (!first) out += ',';
        first = false;
        appendText(out, name);
        out += ':';
        appendJson(out, value);
    }
    out += '}';
}

} // namespace

std::optional<Json> quickJson(std::string_view text, const JsonLimits &limits) {
    if (text.size() > kLongest) return std::nullopt;
    // A parser keeps its tables for the next text; those of long ones go with it.
    constexpr std::size_t kKept = 1u << 18;
    thread_local dom::parser ofRows;
    dom::parser ofLong;
    dom::parser &parser = text.size() <= kKept ? ofRows : ofLong;
    dom::element root;
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) return std::nullopt;
    std::optional<Json> out(std::in_place);
    if (!Copier(limits).copy(root, *out, 0)) out.reset();
    return out;
}

void appendJson(std::string &out, const Json &value) {
    switch (value.type()) {
    case Json::value_t::object:
        return appendMembers(out, value.get_ref<const Json::object_t &>());
    case Json::value_t::array:
        out += '[';
        for (bool first = true; const auto &each : value.get_ref<const Json::array_t &>()) {
            if (!first) out += ',';
            first = false;
            appendJson(out, each);
        }
        out += ']';
        return;
    case Json::value_t::string:
        return appendText(out, value.get_ref<const std::string &>());
    case Json::value_t::number_integer:
        return appendWhole(out, value.get_ref<const Json::number_integer_t &>());
    case Json::value_t::number_unsigned:
        return appendWhole(out, value.get_ref<const Json::number_unsigned_t &>());
    default:
        out += value.dump();
    }
}

} // namespace lapidary
