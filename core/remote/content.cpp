// SPDX-License-Identifier: Apache-2.0
#include "core/remote/content.h"
#include <nlohmann/json.hpp>
#include <string_view>

namespace lapidary {

namespace {

const Json *find(const Json &object, const char *name) {
    const auto it = object.find(name);
    return it == object.end() || it->is_null() ? nullptr : &*it;
}

/// How deep it goes is bounded by the parser. False where something is no text.
bool add(const Json &value, bool thought, RemoteContent &into) {
    if (value.is_null()) return true;
    if (value.is_string()) {
        (thought ? into.thoughts : into.text) += value.get<std::string>();
        return true;
    }
    if (value.is_array()) {
        for (const Json &block : value)
            if (!add(block, thought, into)) return false;
        return true;
    }
    if (!value.is_object()) return false;
    const Json *type = find(value, "type");
    const std::string kind = type && type->is_string() ? type->get<std::string>() : "";
    const bool thinks = thought || kind.starts_with("thinking") || kind.starts_with("reasoning") || kind == "thought";
    for (const char *name : {"text", "thinking", "reasoning", "summary", "refusal",
                             "value"}) // a text may itself be an object with a value
        if (const Json *inner = find(value, name)) return add(*inner, thinks, into);
    into.leftOut = kind.empty() ? "unnamed" : kind.substr(0, 40);
    return true;
}

} // namespace

Result<RemoteContent> contentOf(const Json &message, const char *field, bool thought) {
    RemoteContent out;
    const auto it = message.find(field);
    if (it == message.end() || add(*it, thought, out)) return out;
    return fail({.code = "remote.bad_answer",
                 .message = "the answer's text is no text",
                 .field = field,
                 .found = dumpJson(*it).substr(0, 200),
                 .expected = "a text, or blocks of text"});
}

} // namespace lapidary
