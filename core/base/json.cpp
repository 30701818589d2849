// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/base/quick_json.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <vector>

namespace lapidary {
namespace {

constexpr int kDeepestSentence = 12; ///< that is written with its values: readers of logs refuse deep nesting

std::int64_t lineAt(std::string_view text, std::size_t offset) {
    return 1 +
           std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size())), '\n');
}

constexpr std::size_t kDigitsOfDouble = 17; ///< that can tell two doubles apart

/// Of a number as JSON writes it, without the zeros around them.
std::size_t significantDigits(std::string_view number) {
    number = number.substr(0, number.find_first_of("eE"));
    std::string digits;
    for (const char c : number)
        if (c >= '0' && c <= '9' && (c != '0' || !digits.empty())) digits += c;
    return digits.find_last_not_of('0') + 1;
}

/// Walks over the text and leaves where it stands in a place that the builder sees: SAX events carry no position.
struct Cursor {
    using iterator_category = std::forward_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    const char *at = nullptr;
    const char **seen = nullptr;

    reference operator*() const { return *at; }
    Cursor &operator++() {
        *seen = ++at;
        return *this;
    }
    Cursor operator++(int) {
        const Cursor before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Cursor &other) const { return at == other.at; }
    bool operator!=(const Cursor &other) const { return at != other.at; }
};

/// Names the common extensions of JSON, of which the library only says that the syntax is wrong.
Sentence extensionAt(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(std::min(at, text.size()));
    if (rest.starts_with("N") || rest.starts_with("I")) return "NaN and Infinity are not JSON numbers";
    if (rest.starts_with("/") || rest.starts_with("#")) return "JSON has no comments";
    if (rest.starts_with("'")) return "JSON texts stand in double quotes";
    if (rest.starts_with("}") || rest.starts_with("]"))
        if (const auto before = text.substr(0, at).find_last_not_of(" \t\r\n");
            before != std::string_view::npos && text[before] == ',')
            return "JSON allows no comma before a closing bracket";
    return {};
}

/// Builds the value and watches depth and repeated keys on the way, so that hostile nesting never reaches recursive
/// code. Members are appended to their object without a search: the ordered map's own insertion is quadratic, which a
/// vocabulary of 100,000 entries already feels.
class Builder : public nlohmann::json_sax<Json> {
public:
    Builder(std::string_view text, const JsonLimits &limits, std::map<std::string, int> *lines, bool exact)
        : seen(text.data()), text_(text), limits_(limits), lines_(lines), exact_(exact), counted_(text.data()) {}

    const char *seen; ///< one behind the last character that was read
    Json result;
    Sentence problem;
    std::string code;

    std::size_t position() const { return position_; }

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t &text) override {
        if (exact_ && significantDigits(text) > kDigitsOfDouble) return put(text);
        if (std::isfinite(value)) return put(value);
        return reject("json.number_range", {"the number {0} does not fit a double", text.substr(0, 40)});
    }
    bool string(string_t &value) override { return put(std::move(value)); }
    bool binary(binary_t &) override { return false; } // no text holds one
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool key(string_t &name) override {
        Level &level = levels_.back();
        std::vector<Json::object_t::value_type> &members = level.value->get_ref<Json::object_t &>();
        const auto [known, fresh] = level.keys.emplace(name, members.size());
        if (!fresh && !limits_.duplicateKeys)
            return reject("json.duplicate_key", {"the key \"{0}\" stands twice in one object", name.substr(0, 80)});
        if (fresh && members.size() >= limits_.members)
            return reject("json.too_many_members", {"an object of more than {0} members", limits_.members});
        if (fresh) members.emplace_back(std::move(name), nullptr);
        level.member = &members[known->second].second;
        if (lines_) note(level.memberPath = join(level.path, members[known->second].first));
        return true;
    }
    bool parse_error(std::size_t at, const std::string &, const nlohmann::detail::exception &error) override {
        // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error …": keep the cause only.
        std::string what = error.what();
        if (const auto colon = what.find(": "); colon != std::string::npos) what = what.substr(colon + 2);
        const bool range = std::string_view(error.what()).find(".406]") != std::string_view::npos;
        position_ = at > 0 ? at - 1 : 0; // the library counts from one
        const Sentence extension = range ? Sentence() : extensionAt(text_, position_);
        return reject(range ? "json.number_range" : "json.syntax",
                      extension.empty() ? Sentence(what) : Sentence("{0} ({1})", extension, what), position_);
    }

private:
    struct Level {
        Json *value;
        Json *member = nullptr; ///< of an object: where the next value goes
        std::unordered_map<std::string, std::size_t> keys{};
        std::string path{}, memberPath{}; ///< only where lines are wanted
    };

    static std::string join(const std::string &path, const std::string &name) {
        return path.empty() ? name : path + "." + name;
    }
    void note(const std::string &path) {
        line_ += static_cast<int>(std::count(counted_, seen, '\n'));
        counted_ = seen;
        (*lines_)[path] = line_;
    }
    /// Where the value stands that comes next.
    std::string nextPath() {
        if (levels_.empty()) return {};
        const Level &level = levels_.back();
        if (level.value->is_object()) return level.memberPath;
        std::string path = join(level.path, std::to_string(level.value->size()));
        note(path);
        return path;
    }

    Json *place(Json value) {
        if (levels_.empty()) return &(result = std::move(value));
        Level &level = levels_.back();
        if (level.value->is_object()) return &(*level.member = std::move(value));
        return &level.value->get_ref<Json::array_t &>().emplace_back(std::move(value));
    }
    bool put(Json value) {
        if (lines_) nextPath();
        place(std::move(value));
        return true;
    }
    bool open(Json container) {
        if (static_cast<int>(levels_.size()) >= limits_.depth)
            return reject("json.too_deep", {"nested deeper than {0} levels", limits_.depth});
        std::string path = lines_ ? nextPath() : std::string();
        levels_.push_back({place(std::move(container))});
        levels_.back().path = std::move(path);
        return true;
    }
    bool close() {
        levels_.pop_back();
        return true;
    }
    bool reject(std::string newCode, Sentence message) {
        return reject(std::move(newCode), std::move(message),
                      static_cast<std::size_t>(std::max<std::ptrdiff_t>(seen - text_.data() - 1, 0)));
    }
    bool reject(std::string newCode, Sentence message, std::size_t at) {
        if (code.empty()) {
            code = std::move(newCode);
            problem = std::move(message);
            position_ = at;
        }
        return false;
    }

    std::string_view text_;
    JsonLimits limits_;
    std::map<std::string, int> *lines_;
    bool exact_;
    const char *counted_; ///< up to where the line ends were counted
    int line_ = 1;
    std::vector<Level> levels_;
    std::size_t position_ = 0;
};

Error missing(std::string_view key, Sentence expected, const Json *found) {
    return {.code = found ? "json.wrong_type" : "json.missing_field",
            .message = found ? "wrong type" : "a needed field is missing",
            .field = std::string(key),
            .found = found ? found->type_name() : "nothing",
            .expected = std::move(expected)};
}

const Json *find(const Json &object, std::string_view key) {
    if (!object.is_object()) return nullptr;
    const auto it = object.find(std::string(key));
    return it == object.end() ? nullptr : &*it;
}

Json asJson(const Sentence &sentence) {
    if (sentence.isData()) return sentence.str();
    Json values = Json::array();
    for (const Sentence &value : sentence.values()) values.push_back(asJson(value));
    return {{"id", sentence.id()}, {"values", values}};
}

/// What is no such object is data.
Sentence asSentence(const Json &value) {
    if (value.is_string()) return value.get<std::string>();
    const Json *id = find(value, "id"), *list = find(value, "values");
    if (!id || !id->is_string() || !list || !list->is_array()) return dumpJson(value);
    std::vector<Sentence> values;
    for (const Json &each : *list) values.push_back(asSentence(each));
    return Sentence::known(id->get<std::string>(), std::move(values));
}

} // namespace

namespace {

Result<Json> parseCarefully(std::string_view text, const JsonLimits &limits, const std::string &file,
                            std::map<std::string, int> *lines, bool exact) {
    Builder builder(text, limits, lines, exact);
    const char *begin = text.data(), *end = begin + text.size();
    if (!Json::sax_parse(Cursor{begin, &builder.seen}, Cursor{end, &builder.seen}, &builder))
        return fail({.code = builder.code,
                     .message = builder.problem,
                     .file = file,
                     .line = lineAt(text, builder.position()),
                     .offset = static_cast<std::int64_t>(builder.position())});
    return std::move(builder.result);
}

/// Whether a number that neither a double nor 64 bits hold may stand in the text. Looks at every 19th byte of most.
bool hasLongNumber(std::string_view text) {
    constexpr std::size_t kShortest = kDigitsOfDouble + 2; // with its point
    const auto isPart = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
    for (std::size_t end = kShortest - 1; end < text.size();) {
        std::size_t begin = end + 1;
        while (begin > 0 && isPart(text[begin - 1])) --begin;
        while (begin <= end && end < text.size() && isPart(text[end])) ++end;
        const std::string_view run = text.substr(begin, end - begin);
        const bool whole = run.find('.') == run.npos;
        if (whole ? run.size() > kShortest : significantDigits(run) > kDigitsOfDouble) return true;
        end = std::max(begin, end) + kShortest - 1;
    }
    return false;
}

} // namespace

Result<Json> parseJson(std::string_view text, const JsonLimits &limits, const std::string &file,
                       std::map<std::string, int> *lines) {
    if (!lines)
        if (auto quick = quickJson(text, limits)) return std::move(*quick);
    return parseCarefully(text, limits, file, lines, false);
}

Result<Json> parseExactJson(std::string_view text, const JsonLimits &limits) {
    return hasLongNumber(text) ? parseCarefully(text, limits, {}, nullptr, true) : parseJson(text, limits);
}

std::string dumpJson(const Json &value, int indent) {
    if (indent < 0) {
        std::string out;
        appendJson(out, value);
        return out;
    }
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

void putSentence(Json &object, const std::string &key, const Sentence &sentence) {
    object[key] = sentence.str();
    if (!sentence.values().empty() && sentence.depth() <= kDeepestSentence) object["said"][key] = asJson(sentence);
}

Sentence sentenceIn(const Json &object, const std::string &key) {
    const Json *english = find(object, key), *said = find(object, "said");
    if (said && (said = find(*said, key))) return asSentence(*said);
    return english && english->is_string() ? Sentence::known(english->get<std::string>()) : Sentence();
}

Json toJson(const Error &error) {
    Json where = Json::object();
    if (!error.file.empty()) where["file"] = error.file;
    if (error.line > 0) where["line"] = error.line;
    if (error.offset >= 0) where["offset"] = error.offset;
    if (!error.field.empty()) where["field"] = error.field;
    Json out = {{"code", error.code},         {"message", error.message.str()},   {"where", where},
                {"found", error.found.str()}, {"expected", error.expected.str()}, {"remedy", error.remedy.str()}};
    putSentence(out, "message", error.message);
    putSentence(out, "found", error.found);
    putSentence(out, "expected", error.expected);
    putSentence(out, "remedy", error.remedy);
    return out;
}

Error errorFromJson(const Json &value) {
    Error error{.code = value.value("code", "unknown"), .message = sentenceIn(value, "message")};
    const Json where = value.value("where", Json::object());
    error.file = where.value("file", "");
    error.line = where.value("line", std::int64_t{0});
    error.offset = where.value("offset", std::int64_t{-1});
    error.field = where.value("field", "");
    error.found = sentenceIn(value, "found");
    error.expected = sentenceIn(value, "expected");
    error.remedy = sentenceIn(value, "remedy");
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
