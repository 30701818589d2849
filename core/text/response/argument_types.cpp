// SPDX-License-Identifier: Apache-2.0
#include "core/text/response/content.h"
#include <algorithm>
#include <cmath>

namespace lapidary::response {
namespace {

constexpr int kDeepest = 16;

/// The types that a JSON schema allows, in its order.
void typesOf(const Json &schema, std::vector<std::string> &out, int depth = 0) {
    if (!schema.is_object() || depth > kDeepest) return;
    const Json declared = schema.value("type", Json());
    for (const Json &type : declared.is_array() ? declared : Json::array({declared}))
        if (type.is_string()) out.push_back(type.get<std::string>());
    for (const char *name : {"anyOf", "oneOf"})
        if (const Json choices = schema.value(name, Json()); choices.is_array())
            for (const Json &choice : choices) typesOf(choice, out, depth + 1);
    if (schema.value("nullable", Json()) == true && std::find(out.begin(), out.end(), "null") == out.end())
        out.push_back("null");
}

std::optional<Json> integerOf(const std::string &text) {
    if (const auto whole = wholeNumber(text)) return Json(*whole);
    const auto real = number(text); // whole numbers may be written as 3.0
    if (!real || std::trunc(*real) != *real || std::abs(*real) >= 9.2e18) return std::nullopt;
    return Json(static_cast<std::int64_t>(*real));
}

std::optional<Json> numberOf(const std::string &text) {
    const auto real = number(text);
    if (!real) return std::nullopt;
    const bool whole = std::trunc(*real) == *real && text.find('.') == text.npos && std::abs(*real) < 9.2e18;
    return whole ? Json(static_cast<std::int64_t>(*real)) : Json(*real);
}

std::optional<Json> as(const std::string &type, const std::string &text) {
    std::string word = stripped(text);
    if (type == "integer") return integerOf(text);
    if (type == "number") return numberOf(text);
    if (type == "null") return word == "null" || word == "None" ? std::optional(Json()) : std::nullopt;
    if (type == "boolean") {
        for (char &c : word)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (word == "true" || word == "1") return Json(true);
        return word == "false" || word == "0" ? std::optional(Json(false)) : std::nullopt;
    }
    if (type == "object" || type == "array")
        if (auto value = parseJson(text, {.depth = 128, .duplicateKeys = true});
            value && (type == "object" ? value->is_object() : value->is_array()))
            return std::move(*value);
    return std::nullopt;
}

/// The first type that fits; a text that fits none stays as it is.
Json typed(const std::string &text, const std::vector<std::string> &types) {
    for (const auto &type : types)
        if (auto value = as(type, text)) return std::move(*value);
    return text;
}

Json propertiesOf(const Json &tools, const std::string &name) {
    Json out;
    if (!tools.is_array()) return out;
    for (const Json &tool : tools) { // of tools of one name the last counts
        const Json function = tool.is_object() ? tool.value("function", tool) : Json();
        if (!function.is_object() || function.value("name", Json()) != name) continue;
        const Json parameters = function.value("parameters", Json());
        out = parameters.is_object() ? parameters.value("properties", Json::object()) : Json::object();
    }
    return out;
}

} // namespace

void typeArguments(Json &value, const Json &tools) {
    if (value.is_array())
        for (Json &each : value) typeArguments(each, tools);
    if (!value.is_object() || !value.contains("function") || !value["function"].is_object()) return;
    Json &function = value["function"];
    const auto name = function.find("name"), arguments = function.find("arguments");
    if (name == function.end() || !name->is_string() || arguments == function.end() || !arguments->is_object()) return;
    const Json properties = propertiesOf(tools, name->get<std::string>());
    if (!properties.is_object()) return;
    for (const auto &[key, argument] : arguments->items()) {
        std::vector<std::string> types;
        if (const auto schema = properties.find(key); schema != properties.end()) typesOf(*schema, types);
        if (types.empty()) continue;
        if (argument.is_string())
            argument = typed(argument.get<std::string>(), types);
        else if (argument.is_array() && std::find(types.begin(), types.end(), "array") == types.end())
            for (Json &each : argument) // values of a key that was written several times
                if (each.is_string()) each = typed(each.get<std::string>(), types);
    }
}

} // namespace lapidary::response
