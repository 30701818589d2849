// SPDX-License-Identifier: Apache-2.0
#include "core/text/response/content.h"
#include "core/base/utf8.h"
#include "core/text/response/regex.h"
#include "core/text/tokenizer/tracked_text.h"
#include "core/text/tokenizer/unicode.h"
#include <charconv>
#include <cmath>

namespace lapidary::response {
namespace {

constexpr char kOpen = '\x01', kClose = '\x02'; ///< stand for texts that were taken out of JSON
constexpr int kDeepest = 128;

bool isOn(const Json &arguments, const char *name, bool otherwise) {
    const Json value = arguments.is_object() ? arguments.value(name, Json()) : Json();
    return value.is_boolean() ? value.get<bool>() : otherwise;
}

std::string textOf(const std::string &text, const Json &arguments) {
    return isOn(arguments, "strip", true) ? stripped(text) : text;
}

Error badArgument(const char *name, const Json &found, Sentence expected) {
    return {.code = "response.bad_template",
            .message = "an argument of a content parser is not usable",
            .field = std::string("content_args/") + name,
            .found = dumpJson(found).substr(0, 80),
            .expected = std::move(expected)};
}

/// Python writes digits with single underscores between them.
std::optional<std::string> plainNumber(const std::string &given) {
    std::string out;
    const std::string text = stripped(given);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto isDigit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
        if (text[i] != '_')
            out += text[i];
        else if (i == 0 || !isDigit(i - 1) || !isDigit(i + 1))
            return std::nullopt;
    }
    if (out.starts_with('+') && out.size() > 1 && out[1] != '-') out.erase(0, 1);
    return out;
}

Result<Json> asInt(const std::string &text, const Json &) {
    if (const auto value = wholeNumber(text)) return Json(*value);
    return fail(unreadable("a part of the answer is no whole number", text));
}
Result<Json> asFloat(const std::string &text, const Json &) {
    if (const auto value = number(text)) return Json(*value);
    return fail(unreadable("a part of the answer is no number", text));
}
Result<Json> asText(const std::string &text, const Json &arguments) {
    return Json(textOf(text, arguments));
}
Result<Json> asBool(const std::string &text, const Json &arguments) {
    std::string value = textOf(text, arguments);
    for (char &c : value)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return Json(value == "true" || value == "1");
}

/// Texts between marks of the model's own are taken out, so that what is in them is not read as JSON.
Result<std::string> withoutTexts(std::string text, const Json &marks, std::vector<std::string> &texts) {
    if (!marks.is_array()) return fail(badArgument("string_delims", marks, "a list of pairs of texts"));
    if (!marks.empty() && text.find_first_of("\x01\x02") != text.npos)
        return fail(unreadable("the answer holds characters that mark texts within JSON", text));
    for (const Json &pair : marks) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string() || pair[0] == "" ||
            pair[1] == "")
            return fail(badArgument("string_delims", pair, "a list of pairs of texts"));
        const auto open = pair[0].get<std::string>(), close = pair[1].get<std::string>();
        std::string out;
        std::size_t done = 0;
        for (std::size_t at = 0; (at = text.find(open, done)) != text.npos;) {
            const auto end = text.find(close, at + open.size());
            if (end == text.npos) break;
            out.append(text, done, at - done) += kOpen + std::to_string(texts.size()) + kClose;
            texts.push_back(text.substr(at + open.size(), end - at - open.size()));
            done = end + close.size();
        }
        text = out.append(text, done, text.npos);
    }
    return text;
}

/// {a: 1} → {"a": 1}. Texts are stepped over, whatever is in them.
Result<std::string> withQuotedKeys(const std::string &text) {
    static const auto pattern =
        Regex::compile(R"("(?:\\[^\n]|[^"\\])*"|(?<=[{,])(?P<a>\s*)(?P<key>\w+)(?P<b>\s*):)", {});
    const auto matches = pattern->all(text);
    if (!matches) return unexpected(matches.error());
    std::string out;
    std::size_t done = 0;
    for (const auto &match : *matches) {
        const auto *key = match.group("key");
        if (!key) continue;
        out.append(text, done, match.begin - done) += *match.group("a") + '"' + *key + '"' + *match.group("b") + ':';
        done = match.end;
    }
    return out.append(text, done, text.npos);
}

Result<Json> asJson(const std::string &text, const Json &arguments) {
    std::vector<std::string> texts;
    auto working = withoutTexts(
        text, arguments.is_object() ? arguments.value("string_delims", Json::array()) : Json::array(), texts);
    if (!working) return unexpected(working.error());
    if (isOn(arguments, "unquoted_keys", false)) {
        working = withQuotedKeys(*working);
        if (!working) return unexpected(working.error());
    }
    std::string all;
    for (std::size_t at = 0; at < working->size();) {
        const auto open = working->find(kOpen, at), close = working->find(kClose, open);
        all.append(*working, at, std::min(open, working->size()) - at);
        if (open == working->npos || close == working->npos) break;
        const auto index = wholeNumber(working->substr(open + 1, close - open - 1));
        if (index && *index < static_cast<std::int64_t>(texts.size()))
            all += dumpJson(Json(texts[static_cast<std::size_t>(*index)]));
        at = close + 1;
    }
    auto value = parseJson(texts.empty() ? *working : all, {.depth = kDeepest, .duplicateKeys = true});
    if (value) return value;
    if (isOn(arguments, "allow_non_json", false)) return asText(text, arguments);
    return fail(unreadable({"a part of the answer is no JSON: {0}", value.error().message}, text));
}

/// A value within a region: as a text, or as the parser says that "value_parser" names.
Result<Json> inner(const std::string &text, const Json &arguments) {
    const Json parser = arguments.value("value_parser", Json());
    if (parser.is_null()) return Json(text);
    const Json name = parser.is_object() ? parser.value("name", Json("text")) : Json();
    if (!name.is_string() || !isParser(name.get<std::string>()))
        return fail(badArgument("value_parser", parser, {"{0} under \"name\"", parserNames()}));
    return parseContent(text, name.get<std::string>(), parser.value("args", Json::object()));
}

Result<Json> asTags(const std::string &text, const Json &arguments) {
    const Json given = arguments.is_object() ? arguments.value("tag_pattern", Json()) : Json();
    if (!given.is_string()) return fail(badArgument("tag_pattern", given, "a pattern with the groups key and value"));
    const auto pattern = Regex::compile(given.get<std::string>(), "content_args/tag_pattern");
    if (!pattern) return unexpected(pattern.error());
    const auto matches = pattern->all(text);
    if (!matches) return unexpected(matches.error());
    const bool merge = isOn(arguments, "merge_duplicates", false);
    Json out = Json::object();
    std::vector<std::string> merged;
    for (const auto &match : *matches) {
        const auto *key = match.group("key"), *written = match.group("value");
        if (!key) return fail(badArgument("tag_pattern", given, "a pattern with the groups key and value"));
        auto value = written ? inner(*written, arguments) : Result<Json>(Json());
        if (!value) return value;
        if (!merge || !out.contains(*key)) {
            out[*key] = std::move(*value);
            continue;
        }
        if (std::find(merged.begin(), merged.end(), *key) == merged.end()) {
            out[*key] = Json::array({out[*key]});
            merged.push_back(*key);
        }
        out[*key].push_back(std::move(*value));
    }
    return out;
}

Result<Json> asLines(const std::string &text, const Json &arguments) {
    const Json given = arguments.is_object() ? arguments : Json::object();
    const Json lineEnd = given.value("line_sep", Json("\n")), between = given.value("kv_sep", Json(":"));
    if (!lineEnd.is_string() || lineEnd == "") return fail(badArgument("line_sep", lineEnd, "a text"));
    if (!between.is_string() || between == "") return fail(badArgument("kv_sep", between, "a text"));
    const auto end = lineEnd.get<std::string>(), mark = between.get<std::string>();
    Json out = Json::object();
    for (std::size_t at = 0; at <= text.size();) {
        const auto stop = std::min(text.find(end, at), text.size());
        const std::string line = textOf(text.substr(at, stop - at), given);
        at = stop + end.size();
        const auto found = line.find(mark);
        if (line.empty() || found == line.npos) continue;
        auto value = inner(textOf(line.substr(found + mark.size()), given), given);
        if (!value) return value;
        out[textOf(line.substr(0, found), given)] = std::move(*value);
    }
    return out;
}

constexpr struct {
    const char *name;
    Result<Json> (*parse)(const std::string &text, const Json &arguments);
} kParsers[] = {{"text", asText},
                {"int", asInt},
                {"float", asFloat},
                {"bool", asBool},
                {"json", asJson},
                {"xml-inline", asTags},
                {"kv-lines", asLines},
                {"python-call-list", [](const std::string &text, const Json &) { return parseCallList(text); }}};

} // namespace

Error unreadable(Sentence message, const std::string &found) {
    return {
        .code = "response.bad_answer", .message = std::move(message), .found = utf8::sanitize(found.substr(0, 120))};
}

std::string stripped(const std::string &text) {
    const auto isBlank = [](char32_t code) { return unicode::isSpace(code) || (code >= 0x1C && code <= 0x1F); };
    std::size_t begin = 0, end = text.size();
    while (begin < end && isBlank(TrackedText::decodeAt(text, begin))) begin = TrackedText::nextCharacter(text, begin);
    while (end > begin) {
        const auto last = TrackedText::previousCharacter(text, end);
        if (!isBlank(TrackedText::decodeAt(text, last))) break;
        end = last;
    }
    return text.substr(begin, end - begin);
}

std::optional<std::int64_t> wholeNumber(const std::string &text) {
    const auto plain = plainNumber(text);
    if (!plain || plain->empty()) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(plain->data(), plain->data() + plain->size(), value);
    return error == std::errc() && end == plain->data() + plain->size() ? std::optional(value) : std::nullopt;
}

std::optional<double> number(const std::string &text) {
    const auto plain = plainNumber(text);
    if (!plain || plain->empty()) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(plain->data(), plain->data() + plain->size(), value);
    const bool whole = error == std::errc() && end == plain->data() + plain->size() && std::isfinite(value);
    return whole ? std::optional(value) : std::nullopt;
}

bool isParser(const std::string &name) {
    return std::any_of(std::begin(kParsers), std::end(kParsers), [&](const auto &each) { return each.name == name; });
}

std::string parserNames() {
    std::string out;
    for (const auto &each : kParsers) out += (out.empty() ? "" : ", ") + std::string(each.name);
    return out;
}

Result<Json> parseContent(const std::string &text, const std::string &parser, const Json &arguments) {
    for (const auto &each : kParsers)
        if (each.name == parser) return each.parse(text, arguments);
    return fail(badArgument("name", Json(parser), parserNames()));
}

} // namespace lapidary::response
