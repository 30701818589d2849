// SPDX-License-Identifier: Apache-2.0
#include "core/text/response/response_template.h"
#include "core/text/response/content.h"
#include "core/text/response/transform.h"
#include <algorithm>
#include <set>

namespace lapidary {

using response::Regex;

namespace {

Error bad(std::string field, Sentence message, const Json &found, Sentence expected) {
    return {.code = "response.bad_template",
            .message = std::move(message),
            .field = std::move(field),
            .found = dumpJson(found).substr(0, 120),
            .expected = std::move(expected)};
}

Status onlyKeys(const Json &object, std::initializer_list<std::string_view> known, const std::string &field) {
    std::string names;
    for (const auto name : known) names += (names.empty() ? "" : ", ") + std::string(name);
    for (const auto &[key, value] : object.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            return fail(bad(field + "/" + key, "this key is not known", value, names));
    return {};
}

/// Under `literal` a text or a list of texts, under `pattern` a regular expression; not both; nothing where neither is.
Result<std::optional<Regex>> anchorOf(const Json &object, const char *literal, const char *pattern,
                                      const std::string &field) {
    const auto texts = object.find(literal), expression = object.find(pattern);
    const std::string place = field + "/" + (texts != object.end() ? literal : pattern);
    if (texts != object.end() && expression != object.end())
        return fail(bad(place, "a text and a pattern exclude each other", *texts, "one of them"));
    if (texts == object.end() && expression == object.end()) return std::optional<Regex>();
    std::vector<std::string> all;
    if (texts != object.end()) {
        for (const Json &each : texts->is_array() ? *texts : Json::array({*texts}))
            if (!each.is_string() || each == "")
                return fail(bad(place, "a mark is a text that is not empty", *texts, "a text or a list of texts"));
            else
                all.push_back(each.get<std::string>());
        if (all.empty()) return fail(bad(place, "the list of marks is empty", *texts, "a text or a list of texts"));
    } else if (!expression->is_string()) {
        return fail(bad(place, "a pattern is a text", *expression, "a regular expression"));
    }
    auto made = all.empty() ? Regex::compile(expression->get<std::string>(), place) : Regex::anyOf(all, place);
    if (!made) return unexpected(made.error());
    return std::optional(std::move(*made));
}

Result<bool> flagOf(const Json &object, const char *name, bool otherwise, const std::string &field) {
    const Json value = object.value(name, Json(otherwise));
    if (value.is_boolean()) return value.get<bool>();
    return fail(bad(field + "/" + name, "this is not true or false", value, "true or false"));
}

Status readTransform(const Json &spec, ResponseTemplate::Field &out, const std::string &field) {
    out.transform = spec.value("transform", Json());
    if (out.transformEach && out.transform.is_null())
        return fail(bad(field + "/transform_each", "there is no transform for each", Json(true), "a transform"));
    if (const auto mixed = response::mixedPlaceholder(out.transform))
        return fail(bad(field + "/transform", "a text mixes a placeholder with other words", Json(*mixed),
                        "a text that is one placeholder, as \"{content}\", or has none"));
    std::vector<std::string> groups;
    for (const auto *pattern : {&out.open, &out.close})
        if (*pattern) groups.insert(groups.end(), (*pattern)->names().begin(), (*pattern)->names().end());
    if (out.transform.is_null() && !groups.empty())
        return fail(bad(field, "what a group of a pattern takes is lost without a transform", Json(groups),
                        "a transform that names it, or no named group"));
    return {};
}

Result<ResponseTemplate::Field> fieldOf(const std::string &name, const Json &spec) {
    const std::string field = "/fields/" + name;
    if (!spec.is_object()) return fail(bad(field, "a field is an object", spec, "an object"));
    if (auto ok = onlyKeys(spec,
                           {"open", "open_pattern", "close", "close_pattern", "content", "content_args", "repeats",
                            "join", "optional", "transform", "transform_each"},
                           field);
        !ok)
        return unexpected(ok.error());
    ResponseTemplate::Field out;
    out.name = name;
    const Json content = spec.value("content", Json("text")), join = spec.value("join", Json());
    if (!content.is_string() || !response::isParser(content.get<std::string>()))
        return fail(bad(field + "/content", "this content parser is not known", content, response::parserNames()));
    out.content = content.get<std::string>();
    auto open = anchorOf(spec, "open", "open_pattern", field), close = anchorOf(spec, "close", "close_pattern", field);
    const auto repeats = flagOf(spec, "repeats", false, field), optional = flagOf(spec, "optional", true, field),
               each = flagOf(spec, "transform_each", false, field);
    if (!open || !close) return unexpected((open ? close : open).error());
    for (const auto *flag : {&repeats, &optional, &each})
        if (!*flag) return unexpected(flag->error());
    out.open = std::move(*open);
    out.close = std::move(*close);
    out.repeats = *repeats;
    out.optional = *optional;
    out.transformEach = *each;
    if (!join.is_null() && (!join.is_string() || !out.repeats))
        return fail(bad(field + "/join", "what joins the parts is a text, of a field that repeats", join,
                        "a text, and \"repeats\": true"));
    if (join.is_string()) out.join = join.get<std::string>();
    out.arguments = spec.value("content_args", Json::object());
    if (!out.arguments.is_object())
        return fail(bad(field + "/content_args", "the arguments are an object", out.arguments, "an object"));
    if (auto ok = readTransform(spec, out, field); !ok) return unexpected(ok.error());
    return out;
}

Result<Json> configOf(const fs::path &file) {
    const auto text = readFile(file);
    if (!text) return unexpected(text.error());
    auto config = parseJson(*text, {}, file.string());
    if (config && !config->is_object())
        return fail({.code = "tokenizer.bad_file",
                     .message = "this file must be an object",
                     .file = file.string(),
                     .found = config->type_name(),
                     .expected = "an object"});
    return config;
}

} // namespace

Result<ResponseTemplate> ResponseTemplate::parse(const Json &spec, const std::string &file) {
    const auto refused = [&](Error error) {
        error.file = file;
        return fail(std::move(error));
    };
    if (!spec.is_object()) return refused(bad("", "a response template is an object", spec, "an object"));
    if (auto ok = onlyKeys(spec, {"version", "defaults", "fields", "start_anchor", "start_anchor_pattern"}, ""); !ok)
        return refused(ok.error());
    if (const Json version = spec.value("version", Json(1)); version != 1)
        return refused(bad("/version", "this version is not known", version, "1"));
    ResponseTemplate out;
    out.spec_ = spec;
    out.defaults_ = spec.value("defaults", Json::object());
    if (!out.defaults_.is_object())
        return refused(bad("/defaults", "the defaults are an object", out.defaults_, "an object"));
    const Json fields = spec.value("fields", Json());
    if (!fields.is_object() || fields.empty())
        return refused(bad("/fields", "there are no fields", fields, "an object with a field at least"));
    for (const auto &[name, each] : fields.items()) {
        auto field = fieldOf(name, each);
        if (!field) return refused(field.error());
        if (!field->open && out.implicit_)
            return refused(bad("/fields/" + name, "two fields have no beginning",
                               Json(out.fields_[*out.implicit_].name), "open or open_pattern in all fields but one"));
        if (!field->open) out.implicit_ = out.fields_.size();
        out.fields_.push_back(std::move(*field));
    }
    auto anchor = anchorOf(spec, "start_anchor", "start_anchor_pattern", "");
    if (!anchor) return refused(anchor.error());
    if (!*anchor)
        return refused(bad("/start_anchor", "nothing says where an answer begins", Json(),
                           "start_anchor or start_anchor_pattern"));
    out.anchor_ = std::move(*anchor);
    return out;
}

Result<ResponseTemplate> ResponseTemplate::load(const fs::path &folder) {
    const fs::path file = folder / "tokenizer_config.json";
    std::error_code ignored;
    auto config = fs::exists(file, ignored) ? configOf(file) : Result<Json>(Json::object());
    if (!config) return unexpected(config.error());
    const auto spec = config->find("response_template");
    if (spec != config->end() && !spec->is_null()) return parse(*spec, file.string());
    return fail({.code = "response.missing",
                 .message = "this model has no response template: nothing says which words of an answer are thought, "
                            "said, or calls of tools",
                 .file = file.string(),
                 .field = "response_template",
                 .expected = "{\"start_anchor\", \"fields\"}",
                 .remedy = "Put the template of the model's maker there."});
}

Status writeResponseTemplate(const fs::path &folder, const ResponseTemplate &response) {
    const fs::path file = folder / "tokenizer_config.json";
    std::error_code ignored;
    auto config = fs::exists(file, ignored) ? configOf(file) : Result<Json>(Json::object());
    if (!config) return unexpected(config.error());
    (*config)["response_template"] = response.spec();
    return writeFileAtomic(file, dumpJson(*config, 2) + "\n");
}

} // namespace lapidary
