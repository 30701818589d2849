// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace lapidary {
namespace {

std::int64_t lineAt(std::string_view text, std::size_t offset) {
    return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size())), '\n');
}

/// Watches depth and repeated keys without building a value, so that hostile nesting never reaches recursive code.
class Guard : public nlohmann::json_sax<Json> {
public:
    explicit Guard(const JsonLimits &limits) : limits_(limits) {}

    std::string problem, code;
    std::size_t position = 0;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t value, const string_t &text) override {
        if (std::isfinite(value)) return true;
        return reject("json.number_range", "the number " + text.substr(0, 40) + " does not fit a double");
    }
    bool string(string_t &) override { return true; }
    bool binary(binary_t &) override { return true; }
    bool start_object(std::size_t) override {
        keys_.emplace_back();
        return open();
    }
    bool end_object() override {
        keys_.pop_back();
        --depth_;
        return true;
    }
    bool start_array(std::size_t) override { return open(); }
    bool end_array() override {
        --depth_;
        return true;
    }
    bool key(string_t &name) override {
        if (limits_.duplicateKeys || keys_.back().insert(name).second) return true;
        return reject("json.duplicate_key", "the key \"" + name.substr(0, 80) + "\" stands twice in one object");
    }
    bool parse_error(std::size_t at, const std::string &, const nlohmann::detail::exception &error) override {
        position = at;
        // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error …": keep the cause only.
        std::string what = error.what();
        const auto colon = what.find(": ");
        return reject(what.find(".406]") != std::string::npos ? "json.number_range" : "json.syntax",
                      colon == std::string::npos ? what : what.substr(colon + 2));
    }

private:
    bool open() {
        if (++depth_ <= limits_.depth) return true;
        return reject("json.too_deep", "nested deeper than " + std::to_string(limits_.depth) + " levels");
    }
    bool reject(std::string newCode, std::string message) {
        if (code.empty()) {
            code = std::move(newCode);
            problem = std::move(message);
        }
        return false;
    }

    JsonLimits limits_;
    int depth_ = 0;
    std::vector<std::set<std::string>> keys_;
};

Error missing(std::string_view key, const char *expected, const Json *found) {
    return {.code = found ? "json.wrong_type" : "json.missing_field",
            .message = found ? "wrong type" : "a needed field is missing",
            .field = std::string(key),
            .found = found ? std::string(found->type_name()) : std::string("nothing"),
            .expected = expected};
}

const Json *find(const Json &object, std::string_view key) {
    if (!object.is_object()) return nullptr;
    const auto it = object.find(std::string(key));
    return it == object.end() ? nullptr : &*it;
}

} // namespace

Result<Json> parseJson(std::string_view text, const JsonLimits &limits, const std::string &file) {
    Guard guard(limits);
    if (!Json::sax_parse(text.begin(), text.end(), &guard))
        return fail({.code = guard.code,
                     .message = guard.problem,
                     .file = file,
                     .line = lineAt(text, guard.position),
                     .offset = static_cast<std::int64_t>(guard.position)});
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

std::string dumpJson(const Json &value, int indent) {
    return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json jsonOfFloat(float value) {
    if (!std::isfinite(value)) return nullptr;
    char buffer[32];
    // %.9g is the shortest fixed precision that always reads back as the same f32.
    std::snprintf(buffer, sizeof buffer, "%.9g", static_cast<double>(value));
    double parsed = 0;
    std::from_chars(buffer, buffer + sizeof buffer, parsed);
    return parsed;
}

Json toJson(const Error &error) {
    Json where = Json::object();
    if (!error.file.empty()) where["file"] = error.file;
    if (error.line > 0) where["line"] = error.line;
    if (error.offset >= 0) where["offset"] = error.offset;
    if (!error.field.empty()) where["field"] = error.field;
    return {{"code", error.code},   {"message", error.message},   {"where", where},
            {"found", error.found}, {"expected", error.expected}, {"remedy", error.remedy}};
}

Error errorFromJson(const Json &value) {
    Error error{.code = value.value("code", "unknown"), .message = value.value("message", "")};
    const Json where = value.value("where", Json::object());
    error.file = where.value("file", "");
    error.line = where.value("line", std::int64_t{0});
    error.offset = where.value("offset", std::int64_t{-1});
    error.field = where.value("field", "");
    error.found = value.value("found", "");
    error.expected = value.value("expected", "");
    error.remedy = value.value("remedy", "");
    return error;
}

Result<std::string> getString(const Json &object, std::string_view key) {
    const Json *value = find(object, key);
    if (value && value->is_string()) return value->get<std::string>();
    return fail(missing(key, "a string", value));
}

Result<double> getNumber(const Json &object, std::string_view key) {
    const Json *value = find(object, key);
    if (value && value->is_number()) return value->get<double>();
    return fail(missing(key, "a number", value));
}

Result<std::int64_t> getInteger(const Json &object, std::string_view key) {
    const Json *value = find(object, key);
    if (value && value->is_number_integer()) return value->get<std::int64_t>();
    return fail(missing(key, "an integer", value));
}

} // namespace lapidary
