// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/parts.h"
#include "core/base/utf8.h"

namespace lapidary::parts {
namespace {

constexpr int kDeepest = 16;

} // namespace

Error unknown(const char *what, const Json &spec, const std::string &file) {
    return {.code = "tokenizer.unknown_part",
            .message = {"this {0} is not supported", what},
            .file = file,
            .field = what,
            .found = spec.is_object() ? spec.value("type", Json()).dump().substr(0, 60) : spec.dump().substr(0, 60)};
}

Error badOption(const char *what, std::string option, const Json &found, Sentence expected, const std::string &file) {
    return {.code = "tokenizer.bad_option",
            .message = {"an option of this {0} is not usable", what},
            .file = file,
            .field = std::move(option),
            .found = found.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 60),
            .expected = std::move(expected)};
}

std::string typeOf(const Json &spec) {
    const Json type = spec.is_object() ? spec.value("type", Json("")) : Json("");
    return type.is_string() ? type.get<std::string>() : "";
}

Result<Pattern> patternOf(const Json &spec, const char *what, const std::string &file) {
    const Json pattern = spec.value("pattern", Json());
    if (pattern.is_object() && pattern.contains("String") && pattern["String"].is_string())
        return Pattern::literal(pattern["String"].get<std::string>());
    if (pattern.is_object() && pattern.contains("Regex") && pattern["Regex"].is_string())
        return Pattern::compile(pattern["Regex"].get<std::string>(), file);
    return fail(badOption(what, "pattern", pattern, "{\"String\": …} or {\"Regex\": …}", file));
}

Result<std::string> characterOf(const Json &spec, const char *option, const char *fallback, const char *what,
                                const std::string &file) {
    std::string value = spec.value(option, fallback);
    if (value.empty() || TrackedText::nextCharacter(value, 0) != value.size())
        return fail(badOption(what, option, value, "one character", file));
    return value;
}

Status checkDepth(int depth, const std::string &file) {
    if (depth < kDeepest) return {};
    return fail({.code = "tokenizer.too_deep", .message = "parts nested deeper than 16 levels", .file = file});
}

} // namespace lapidary::parts
