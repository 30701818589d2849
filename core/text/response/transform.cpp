// SPDX-License-Identifier: Apache-2.0
#include "core/text/response/transform.h"
#include "core/text/response/content.h"
#include "core/text/tokenizer/tracked_text.h"
#include "core/text/tokenizer/unicode.h"

namespace lapidary::response {
namespace {

/// Where a placeholder that begins at `at` ends; npos where none begins there.
std::size_t placeholderEnd(const std::string &text, std::size_t at) {
    if (text[at] != '{') return text.npos;
    bool word = false; // whether the part so far has a character
    for (++at; at < text.size();) {
        const auto next = TrackedText::nextCharacter(text, at);
        const char32_t code = TrackedText::decodeAt(text, at);
        at = next;
        if (code == '}') return word ? at : text.npos;
        if (code == '.' && !word) return text.npos;
        word = code != '.';
        if (word && code != '_' && !unicode::isWord(code) && !unicode::isNumeric(code)) return text.npos;
    }
    return text.npos;
}

/// The keys of a text that is one placeholder.
std::vector<std::string> placeholder(const std::string &text) {
    if (text.empty() || placeholderEnd(text, 0) != text.size()) return {};
    std::vector<std::string> out;
    for (std::size_t at = 1; at < text.size();) {
        const auto end = text.find_first_of(".}", at);
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

std::string keysOf(const Json &object) {
    std::string out;
    if (object.is_object())
        for (const auto &[key, value] : object.items()) out += (out.empty() ? "" : ", ") + key;
    return out;
}

Result<Json> filled(const Json &transform, const Json &scope) {
    if (transform.is_object()) {
        Json out = Json::object();
        for (const auto &[key, each] : transform.items()) {
            auto value = filled(each, scope);
            if (!value) return value;
            out[key] = std::move(*value);
        }
        return out;
    }
    if (transform.is_array()) {
        Json out = Json::array();
        for (const Json &each : transform) {
            auto value = filled(each, scope);
            if (!value) return value;
            out.push_back(std::move(*value));
        }
        return out;
    }
    const auto path = transform.is_string() ? placeholder(transform.get<std::string>()) : std::vector<std::string>{};
    if (path.empty()) return transform;
    Json value = scope;
    for (const auto &key : path) {
        if (!value.is_object() || !value.contains(key)) {
            Error error = unreadable({"the answer has nothing for the placeholder {0}", transform.get<std::string>()},
                                     dumpJson(value));
            error.expected = {"{0} among {1}", key, keysOf(value)};
            return fail(std::move(error));
        }
        value = Json(value[key]);
    }
    return value;
}

} // namespace

std::optional<std::string> mixedPlaceholder(const Json &transform) {
    if (transform.is_structured()) {
        for (const Json &each : transform)
            if (auto mixed = mixedPlaceholder(each)) return mixed;
        return std::nullopt;
    }
    if (!transform.is_string()) return std::nullopt;
    const auto text = transform.get<std::string>();
    if (!placeholder(text).empty()) return std::nullopt;
    for (std::size_t at = 0; (at = text.find('{', at)) != text.npos; ++at)
        if (placeholderEnd(text, at) != text.npos) return text;
    return std::nullopt;
}

Result<Json> valueOf(const std::string &body, const ResponseTemplate::Field &field,
                     const std::map<std::string, std::string> &captures) {
    auto value = parseContent(body, field.content, field.arguments);
    if (!value || field.transform.is_null()) return value;
    Json scope = Json::object();
    for (const auto &[name, text] : captures) scope[name] = text;
    if (!field.transformEach) {
        scope["content"] = std::move(*value);
        return filled(field.transform, scope);
    }
    if (!value->is_array()) return fail(unreadable("transform_each needs a list", dumpJson(*value)));
    Json out = Json::array();
    for (const Json &item : *value) {
        if (!item.is_object()) return fail(unreadable("transform_each needs a list of objects", dumpJson(item)));
        Json each = scope;
        each.update(item);
        auto made = filled(field.transform, each);
        if (!made) return made;
        out.push_back(std::move(*made));
    }
    return out;
}

} // namespace lapidary::response
