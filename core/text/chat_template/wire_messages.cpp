// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/wire_messages.h"
#include <algorithm>
#include <optional>

namespace lapidary {
namespace {

constexpr int kDeepest = 64;

Sentence placeOf(std::size_t message) {
    return {"message {0}", message + 1};
}

Error bad(std::size_t message, const std::string &field, const Sentence &what, const Json &found, Sentence expected) {
    return {.code = "request.bad_message",
            .message = {"{0}: {1}", placeOf(message), what},
            .field = "messages[" + std::to_string(message) + "]" + field,
            .found = dumpJson(found).substr(0, 80),
            .expected = std::move(expected)};
}

/// JSON text as the object that it is; no text at all is a call without arguments.
Result<Json> argumentsOf(const std::string &text, std::size_t message, const std::string &field) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return Json::object();
    auto value = parseJson(text, {.depth = kDeepest});
    if (value && value->is_null()) return Json::object();
    if (value && value->is_object()) return value;
    Error error = bad(message, field,
                      value ? Sentence("the arguments of a tool call are JSON text of no object")
                            : Sentence("the arguments of a tool call are no JSON text: {0}", value.error().message),
                      Json(text), "an object, or JSON text of one, as {\"city\": \"Gdansk\"}");
    return fail(std::move(error));
}

/// Reads the arguments of one call in place; true where they were text.
Result<bool> readCall(Json &call, std::size_t message, const std::string &field) {
    if (!call.is_object()) return false;
    const bool wrapped = call.contains("function") && call["function"].is_object();
    Json &function = wrapped ? call["function"] : call;
    const auto it = function.find("arguments");
    if (it == function.end() || !it->is_string()) return false;
    auto read = argumentsOf(it->get<std::string>(), message, field + (wrapped ? ".function.arguments" : ".arguments"));
    if (!read) return unexpected(read.error());
    *it = std::move(*read);
    return true;
}

Result<bool> readCalls(Json &message, std::size_t number) {
    bool any = false;
    if (const auto calls = message.find("tool_calls"); calls != message.end() && calls->is_array())
        for (std::size_t i = 0; i < calls->size(); ++i) {
            auto was = readCall((*calls)[i], number, ".tool_calls[" + std::to_string(i) + "]");
            if (!was) return was;
            any |= *was;
        }
    if (const auto call = message.find("function_call"); call != message.end()) {
        auto was = readCall(*call, number, ".function_call");
        if (!was) return was;
        any |= *was;
    }
    return any;
}

bool isPart(const Json &part) {
    return part.is_string() || (part.is_object() && part.contains("type") && part["type"].is_string());
}

/// A list that is a content in parts; other lists are what a tool gave back, which templates write as data.
bool inParts(const Json &content) {
    return content.is_array() && std::all_of(content.begin(), content.end(), isPart);
}

std::string kindOf(const Json &part) {
    return part.is_string() ? "text" : part["type"].get<std::string>();
}

void addLine(std::string &text, const std::string &more) {
    text += (text.empty() || more.empty() ? "" : "\n") + more;
}

/// The text of a part under one of these keys, which may be in parts itself.
std::optional<std::string> textUnder(const Json &part, std::initializer_list<const char *> keys) {
    if (part.is_string()) return part.get<std::string>();
    for (const char *key : keys) {
        const auto it = part.find(key);
        if (it == part.end()) continue;
        if (it->is_string()) return it->get<std::string>();
        if (!inParts(*it)) continue;
        std::string all;
        for (const Json &each : *it)
            if (const auto text = textUnder(each, {"text"})) addLine(all, *text);
        return all;
    }
    return std::nullopt;
}

/// What was thought stands in a field of its own in a template's messages.
void takeThoughts(Json &message) {
    Json kept = Json::array();
    std::string thought;
    for (const Json &part : message["content"]) {
        const std::string kind = kindOf(part);
        const auto text = kind == "thinking" || kind == "reasoning" ? textUnder(part, {"thinking", "reasoning", "text"})
                                                                    : std::nullopt;
        if (text)
            addLine(thought, *text);
        else
            kept.push_back(part);
    }
    if (kept.size() == message["content"].size()) return;
    message["content"] = std::move(kept);
    if (!message.contains("reasoning_content")) message["reasoning_content"] = thought;
}

/// All parts as one text.
Status join(Json &message, std::size_t number) {
    std::string all;
    for (const Json &part : message["content"]) {
        const std::string kind = kindOf(part);
        const bool readable = kind == "text" || kind == "input_text" || kind == "output_text" || kind == "refusal";
        const auto text = readable ? textUnder(part, {"text", "refusal"}) : std::nullopt;
        if (!text)
            return fail(bad(number, ".content", "a part of the content is no text", part,
                            "{\"type\": \"text\", \"text\": …}: the template of this model writes nothing else"));
        addLine(all, *text);
    }
    message["content"] = std::move(all);
    return {};
}

/// Whether a template goes through parts itself; one that does not would write them as a list of Python's.
bool knowsParts(const Template &chosen, Json variables, std::time_t now) {
    const std::string word = "zyxwvut";
    variables["messages"] =
        Json::array({{{"role", "user"}, {"content", Json::array({{{"type", "text"}, {"text", word}}})}}});
    const auto written = chosen.render(variables, now);
    return written && written->text.find(word) != std::string::npos &&
           written->text.find("type'") == std::string::npos && written->text.find("type\"") == std::string::npos;
}

/// The first message with which the template fails in this way: it fails with all that are longer.
std::optional<std::size_t> culprit(const Template &chosen, Json variables, const Error &error, std::time_t now) {
    const Json all = variables["messages"];
    std::size_t good = 0, failing = all.size();
    while (failing - good > 1) {
        const std::size_t middle = good + (failing - good) / 2;
        variables["messages"] = Json(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(middle));
        const auto written = chosen.render(variables, now);
        const bool same = !written && written.error().code == error.code && written.error().offset == error.offset;
        (same ? failing : good) = middle;
    }
    return failing > 0 ? std::optional(failing - 1) : std::nullopt;
}

struct Wire {
    bool parts = false, texts = false; ///< whether a content is in parts, and arguments were text
};

Result<Wire> read(Json &messages) {
    Wire out;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        Json &message = messages[i];
        if (!message.is_object())
            return fail(bad(i, "", "a message is an object", message, "{\"role\": …, \"content\": …}"));
        const auto texts = readCalls(message, i);
        if (!texts) return unexpected(texts.error());
        out.texts |= *texts;
        const auto content = message.find("content");
        if (content == message.end() || !content->is_array()) continue;
        if (inParts(*content)) {
            takeThoughts(message);
            out.parts = true;
        } else if (const Json role = message.value("role", Json());
                   role == "user" || role == "assistant" || role == "system")
            return fail(bad(i, ".content", "the content is a list, but not of parts", *content,
                            "a text, or [{\"type\": \"text\", \"text\": …}, …]"));
    }
    return out;
}

} // namespace

Result<Template::Rendered> renderChat(const Template &chosen, const Json &request, const Json &specialTokens,
                                      std::time_t now) {
    auto variables = templateVariables(request, specialTokens);
    if (!variables) return unexpected(variables.error());
    Json &messages = (*variables)["messages"];
    const Json given = messages;
    const auto wire = read(messages);
    if (!wire) return unexpected(wire.error());
    if (wire->parts && !knowsParts(chosen, *variables, now))
        for (std::size_t i = 0; i < messages.size(); ++i)
            if (messages[i].contains("content") && inParts(messages[i]["content"]))
                if (auto ok = join(messages[i], i); !ok) return unexpected(ok.error());
    auto rendered = chosen.render(*variables, now);
    if (rendered) return rendered;
    if (wire->texts) { // some templates write the text of arguments as it is, and fail with an object
        Json asGiven = *variables;
        for (std::size_t i = 0; i < messages.size(); ++i)
            for (const char *key : {"tool_calls", "function_call"})
                if (messages[i].contains(key)) asGiven["messages"][i][key] = given[i][key];
        if (auto written = chosen.render(asGiven, now)) return written;
    }
    if (const auto at = culprit(chosen, *variables, rendered.error(), now))
        rendered.error().field += (rendered.error().field.empty() ? "at " : ", at ") + placeOf(*at);
    return rendered;
}

} // namespace lapidary
