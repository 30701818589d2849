// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/wire_messages.h"
#include "core/text/chat_template/value.h"
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

/// Reads the arguments of one call in place.
Status readCall(Json &call, std::size_t message, const std::string &field) {
    if (!call.is_object()) return {};
    const bool wrapped = call.contains("function") && call["function"].is_object();
    Json &function = wrapped ? call["function"] : call;
    const auto it = function.find("arguments");
    if (it == function.end() || !it->is_string()) return {};
    auto read = argumentsOf(it->get<std::string>(), message, field + (wrapped ? ".function.arguments" : ".arguments"));
    if (!read) return unexpected(read.error());
    *it = std::move(*read);
    return {};
}

Status readCalls(Json &message, std::size_t number) {
    if (const auto calls = message.find("tool_calls"); calls != message.end() && calls->is_array())
        for (std::size_t i = 0; i < calls->size(); ++i)
            if (auto ok = readCall((*calls)[i], number, ".tool_calls[" + std::to_string(i) + "]"); !ok) return ok;
    if (const auto call = message.find("function_call"); call != message.end())
        return readCall(*call, number, ".function_call");
    return {};
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

/// Thoughts under the names that templates read them by, where transformers puts them.
void nameThoughts(Json &message) {
    for (const char *name : {"reasoning_content", "thinking", "reasoning"}) {
        if (!message.contains(name)) continue;
        const Json thought = message[name];
        Json named = {{"thinking", message.value("thinking", thought)}};
        for (const auto &[key, value] : message.items()) named[key] = value;
        named["reasoning_content"] = thought;
        message = std::move(named);
        return;
    }
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
    nameThoughts(message);
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

/// The calls of a message, "function_call" of older logs among them.
template <class See> void forEachCall(Json &message, See see) {
    const auto look = [&](Json &call) {
        if (!call.is_object()) return;
        Json &function = call.contains("function") && call["function"].is_object() ? call["function"] : call;
        if (const auto it = function.find("arguments"); it != function.end()) see(*it);
    };
    if (const auto calls = message.find("tool_calls"); calls != message.end() && calls->is_array())
        for (Json &call : *calls) look(call);
    if (const auto call = message.find("function_call"); call != message.end()) look(*call);
}

/// Whether a template writes the arguments of a call as they are, so that an object would become one of Python's.
bool wantsTexts(const Template &chosen, Json variables, std::time_t now) {
    const Json call = {
        {"type", "function"}, {"id", "callabcde"}, {"function", {{"name", "f"}, {"arguments", {{"zyxwvut", "q"}}}}}};
    variables["messages"] = Json::array(
        {{{"role", "user"}, {"content", "a"}}, {{"role", "assistant"}, {"content", ""}, {"tool_calls", {call}}}});
    const auto written = chosen.render(variables, now);
    return written && written->text.find("{'zyxwvut': 'q'}") != std::string::npos;
}

/// The messages with the arguments of their calls as texts: those that were given, or JSON as Python writes it.
Json withTexts(Json messages, Json given) {
    for (std::size_t i = 0; i < messages.size(); ++i) {
        std::vector<std::string> texts;
        forEachCall(given[i], [&](const Json &arguments) {
            texts.push_back(arguments.is_string() ? arguments.get<std::string>()
                                                  : jinja::toJsonText(jinja::Value::from(arguments)));
        });
        std::size_t next = 0;
        forEachCall(messages[i], [&](Json &arguments) {
            if (next < texts.size()) arguments = texts[next++];
        });
    }
    return messages;
}

/// Calls without words have no content; some templates ask for one all the same.
bool addContents(Json &messages) {
    bool any = false;
    for (Json &message : messages)
        if (message.value("role", Json()) == "assistant" && !message.contains("content")) {
            message["content"] = "";
            any = true;
        }
    return any;
}

struct Wire {
    bool parts = false, calls = false; ///< whether a content is in parts, and a call has arguments
};

Result<Wire> read(Json &messages) {
    Wire out;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        Json &message = messages[i];
        if (!message.is_object())
            return fail(bad(i, "", "a message is an object", message, "{\"role\": …, \"content\": …}"));
        if (auto ok = readCalls(message, i); !ok) return unexpected(ok.error());
        for (auto it = message.begin(); it != message.end();) // templates ask whether a key is there
            it = it->is_null() ? message.erase(it) : std::next(it);
        nameThoughts(message);
        forEachCall(message, [&](const Json &) { out.calls = true; });
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
    if (wire->calls && wantsTexts(chosen, *variables, now)) messages = withTexts(messages, given);
    auto rendered = chosen.render(*variables, now);
    if (rendered) return rendered;
    Json filled = *variables;
    if (addContents(filled["messages"]))
        if (auto written = chosen.render(filled, now)) return written;
    if (wire->calls) { // some templates glue the arguments to other words, and fail with an object
        filled["messages"] = withTexts(filled["messages"], given);
        if (auto written = chosen.render(filled, now)) return written;
    }
    if (const auto at = culprit(chosen, *variables, rendered.error(), now))
        rendered.error().field += (rendered.error().field.empty() ? "at " : ", at ") + placeOf(*at);
    return rendered;
}

} // namespace lapidary
