// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/chat_template.h"
#include "core/base/utf8.h"
#include "core/gguf/place.h"
#include "core/text/chat_template/interpreter.h"
#include "core/text/chat_template/wire_messages.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace lapidary {

namespace {

constexpr std::size_t kMostSource = 1u << 20;

Error errorOf(const jinja::Failure &failure, const std::string &file, const std::string &source) {
    Error error{.code = failure.code, .message = failure.message, .file = file, .found = failure.found};
    if (failure.offset == std::string::npos) return error;
    const std::size_t at = std::min(failure.offset, source.size());
    const std::size_t line = source.rfind('\n', at == 0 ? 0 : at - 1);
    error.line = 1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    error.offset = static_cast<std::int64_t>(at);
    error.field = "column " + std::to_string(1 + (at == 0 ? 0 : line == source.npos ? at : at - 1 - line));
    return error;
}

Result<Json> readJson(const fs::path &model, const char *name) {
    const auto text = readModelFile(model, name);
    if (!text) return unexpected(text.error());
    return parseJson(*text, {}, modelFileName(model, name));
}

/// Of a folder: {"name": source}.
Result<std::map<std::string, std::pair<std::string, std::string>>> sourcesOf(const fs::path &folder) {
    std::map<std::string, std::pair<std::string, std::string>> out; // name: file, source
    std::error_code none;
    const auto take = [&](const std::string &name, const fs::path &file) -> Status {
        auto text = readFile(file);
        if (!text) return unexpected(text.error());
        out.try_emplace(name, file.string(), std::move(*text));
        return {};
    };
    if (fs::exists(folder / "chat_template.jinja", none))
        if (const auto taken = take("default", folder / "chat_template.jinja"); !taken)
            return unexpected(taken.error());
    if (fs::is_directory(folder / "additional_chat_templates", none))
        for (const auto &each : fs::directory_iterator(folder / "additional_chat_templates", none))
            if (each.path().extension() == ".jinja")
                if (const auto taken = take(each.path().stem().string(), each.path()); !taken)
                    return unexpected(taken.error());
    for (const char *name : {"chat_template.json", "tokenizer_config.json"}) {
        if (!out.empty() || !hasModelFile(folder, name)) continue;
        const auto config = readJson(folder, name);
        if (!config) return unexpected(config.error());
        const auto file = modelFileName(folder, name);
        if (!config->is_object() || !config->contains("chat_template")) continue;
        const Json &given = (*config)["chat_template"];
        if (given.is_string())
            out.try_emplace("default", file, given.get<std::string>());
        else if (given.is_array()) {
            for (const Json &each : given) {
                const auto called = getString(each, "name"), source = getString(each, "template");
                if (!called || !source)
                    return fail({.code = "template.bad_entry",
                                 .message = "a named template needs its name and its text",
                                 .file = file,
                                 .field = "/chat_template",
                                 .expected = "{\"name\", \"template\"}"});
                out.try_emplace(*called, file, *source);
            }
        } else if (!given.is_null())
            return fail({.code = "template.bad_entry",
                         .message = "chat_template is neither a text nor a list of named ones",
                         .file = file,
                         .field = "/chat_template"});
    }
    return out;
}

/// bos_token and the like: texts, or objects with "content".
Result<Json> specialTokensOf(const fs::path &folder) {
    Json out = Json::object();
    for (const char *name : {"tokenizer_config.json", "special_tokens_map.json"}) {
        if (!hasModelFile(folder, name)) continue;
        const auto config = readJson(folder, name);
        if (!config) return unexpected(config.error());
        if (!config->is_object()) continue;
        for (const auto &[key, value] : config->items()) {
            if (!key.ends_with("_token") || out.contains(key)) continue;
            if (value.is_string())
                out[key] = value;
            else if (value.is_object() && value.contains("content") && value["content"].is_string())
                out[key] = value["content"];
        }
    }
    if (hasModelFile(folder, "tekken.json")) // whose tokens have these names in all versions
        for (const auto &[key, name] :
             {std::pair{"bos_token", "<s>"}, {"eos_token", "</s>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}})
            if (!out.contains(key)) out[key] = name;
    return out;
}

} // namespace

Result<Template> Template::parse(std::string source, const std::string &file, Options options) {
    if (source.size() > kMostSource)
        return fail({.code = "template.limit",
                     .message = "the template is too long",
                     .file = file,
                     .found = {"{0} bytes", source.size()},
                     .expected = "1 MiB at most"});
    if (source.starts_with("\xEF\xBB\xBF")) source.erase(0, 3);
    if (const auto bad = utf8::firstInvalid(source); bad != std::string::npos)
        return fail({.code = "template.not_utf8",
                     .message = "the template is not UTF-8",
                     .file = file,
                     .offset = static_cast<std::int64_t>(bad)});
    std::string text;
    for (std::size_t i = 0; i < source.size(); ++i) { // one kind of line end, as Jinja reads them
        if (source[i] != '\r')
            text += source[i];
        else if (i + 1 >= source.size() || source[i + 1] != '\n')
            text += '\n';
    }
    if (text.ends_with('\n')) text.pop_back();
    Template out;
    out.file_ = file;
    try {
        out.tree_ = jinja::parse(text, {options.trimBlocks, options.lstripBlocks});
    } catch (const jinja::Failure &failure) {
        return fail(errorOf(failure, file, text));
    }
    out.source_ = std::make_shared<const std::string>(std::move(text));
    return out;
}

Result<Template::Rendered> Template::render(const Json &variables, std::time_t now) const {
    try {
        auto rendered = jinja::render(*tree_, jinja::Value::from(variables), now);
        return Rendered{std::move(rendered.text), std::move(rendered.generation)};
    } catch (const jinja::Failure &failure) {
        return fail(errorOf(failure, file_, *source_));
    }
}

Result<ChatTemplate> ChatTemplate::load(const fs::path &folder) {
    auto sources = sourcesOf(folder);
    if (!sources) return unexpected(sources.error());
    ChatTemplate out;
    out.folder_ = folder.string();
    for (auto &[name, each] : *sources) {
        auto made = Template::parse(std::move(each.second), each.first);
        if (!made) return unexpected(made.error());
        out.templates_.emplace(name, std::move(*made));
    }
    if (out.templates_.empty())
        return fail({.code = "template.missing",
                     .message = "this model has no chat template",
                     .file = folder.string(),
                     .expected = "chat_template.jinja, or chat_template in tokenizer_config.json",
                     .remedy = "Give plain text instead of messages, or put the template of the model's maker into "
                               "chat_template.jinja."});
    auto special = specialTokensOf(folder);
    if (!special) return unexpected(special.error());
    out.special_ = std::move(*special);
    return out;
}

std::vector<std::string> ChatTemplate::names() const {
    std::vector<std::string> out;
    for (const auto &[name, each] : templates_) out.push_back(name);
    return out;
}

const Template *ChatTemplate::find(const std::string &name) const {
    const auto it = templates_.find(name);
    return it == templates_.end() ? nullptr : &it->second;
}

std::string ChatTemplate::nameFor(const Json &request) const {
    const Json given = request.value("tools", Json());
    const bool tools = given.is_string() || (given.is_array() && !given.empty());
    return request.value("template", tools && find("tool_use") ? "tool_use" : "default");
}

Result<Template::Rendered> ChatTemplate::render(const Json &request, std::time_t now) const {
    const std::string wanted = nameFor(request);
    const Template *chosen = find(wanted);
    if (!chosen) {
        std::string known;
        for (const auto &name : names()) known += (known.empty() ? "" : ", ") + name;
        return fail({.code = "template.unknown",
                     .message = "this model has no template of this name",
                     .file = folder_,
                     .field = "template",
                     .found = wanted,
                     .expected = known});
    }
    return renderChat(*chosen, request, special_, now);
}

Result<Json> templateVariables(const Json &request, const Json &specialTokens) {
    Json out = Json::object();
    if (specialTokens.is_object()) out = specialTokens;
    if (const Json extra = request.value("variables", Json::object()); extra.is_object()) {
        for (const auto &[name, value] : extra.items()) out[name] = value;
    } else
        return fail({.code = "request.wrong_type",
                     .message = "variables is an object",
                     .field = "variables",
                     .found = extra.type_name()});
    if (request.contains("messages") && !request["messages"].is_array())
        return fail({.code = "request.wrong_type",
                     .message = "messages is a list",
                     .field = "messages",
                     .found = request["messages"].type_name(),
                     .expected = "[{\"role\", \"content\"}, …]"});
    out["messages"] = request.value("messages", Json::array());
    for (const char *name : {"tools", "documents"}) out[name] = request.value(name, Json());
    if (out["tools"].is_string()) { // as tables keep them
        auto tools = parseJson(out["tools"].get<std::string>(), {});
        if (!tools || !(tools->is_array() || tools->is_null()))
            return fail({.code = "request.wrong_type",
                         .message = "tools is a list, or JSON text of one",
                         .field = "tools",
                         .found = dumpJson(out["tools"]).substr(0, 80),
                         .expected = "[{\"type\": \"function\", …}, …]"});
        out["tools"] = std::move(*tools);
    }
    out["add_generation_prompt"] = request.value("add_generation_prompt", Json(false));
    return out;
}

Result<ChatText> tokeniseChat(const Tokenizer &tokenizer, Template::Rendered rendered,
                              std::span<const std::pair<std::size_t, std::size_t>> literal) {
    const auto encoding = tokenizer.encode(rendered.text, false, literal);
    if (!encoding) return unexpected(encoding.error());
    const auto &parts = rendered.generation;
    ChatText out{.text = std::move(rendered.text), .ids = encoding->ids, .spans = parts.size()};
    for (const auto &[begin, end] : encoding->offsets) {
        const auto part = std::find_if(parts.begin(), parts.end(), [&, from = begin, to = end](const auto &each) {
            return from < each.second && to > each.first;
        });
        out.assistantMask.push_back(part != parts.end());
        out.assistantSpan.push_back(part == parts.end() ? -1 : static_cast<int>(part - parts.begin()));
    }
    return out;
}

} // namespace lapidary
