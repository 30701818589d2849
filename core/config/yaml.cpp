// SPDX-License-Identifier: Apache-2.0
#include "core/config/yaml.h"
#include "core/base/utf8.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <yaml-cpp/yaml.h>

namespace lapidary {
namespace {

constexpr int kMostDepth = 16;
constexpr std::size_t kMostValues = 10000; ///< an alias of an alias of … makes any number of them out of a few lines
constexpr std::size_t kMostBytes = 1u << 20;

std::int64_t lineAt(std::string_view text, std::size_t offset) {
    return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
}
std::int64_t lineOf(const YAML::Mark &mark) {
    return mark.is_null() ? 0 : mark.line + 1;
}

template <std::size_t N> bool isOneOf(const std::string &text, const std::array<const char *, N> &words) {
    for (const char *word : words)
        if (text == word) return true;
    return false;
}

template <class Number> std::optional<Number> whole(const std::string &text) {
    Number number{};
    const char *begin = text.data() + (text.starts_with('+') ? 1 : 0), *end = text.data() + text.size();
    const auto [at, wrong] = std::from_chars(begin, end, number);
    return wrong == std::errc() && at == end && begin != end ? std::optional(number) : std::nullopt;
}

/// A plain scalar. What looks like no number, no truth and no nothing is a text.
Json plain(const std::string &text) {
    static constexpr std::array nothing{"", "~", "null", "Null", "NULL"};
    static constexpr std::array yes{"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"},
        no{"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"};
    if (isOneOf(text, nothing)) return nullptr;
    if (isOneOf(text, yes)) return true;
    if (isOneOf(text, no)) return false;
    std::string digits = text; // 1_000 is a thousand
    if (text.find_first_not_of("+-_0123456789.eE") != text.npos || text.starts_with('_')) return text;
    std::erase(digits, '_');
    const auto first = digits.find_first_not_of("+-");
    const std::string bare = first == digits.npos ? digits : digits.substr(first);
    const bool octal = bare.size() > 1 && bare[0] == '0' && bare.find_first_of(".eE") == bare.npos;
    if (octal) return text; // YAML 1.1 and 1.2 disagree what 010 is
    if (const auto integer = whole<std::int64_t>(digits)) return *integer;
    if (const auto number = whole<double>(digits)) return *number;
    return text;
}

class Converter {
public:
    explicit Converter(const std::string &file) { document_.file = file; }

    Result<Document> convert(const YAML::Node &root) {
        if (!root.IsMap())
            return fail({.code = "config.wrong_type",
                         .message = "wrong type",
                         .file = document_.file,
                         .line = lineOf(root.Mark()),
                         .found = root.IsNull() || !root.IsDefined() ? "nothing"
                                  : root.IsSequence()                ? "a list"
                                                                     : "a single value",
                         .expected = "settings, each as \"key: value\""});
        auto values = value(root, "", 0);
        if (!values) return unexpected(values.error());
        document_.values = std::move(*values);
        return std::move(document_);
    }

private:
    Error error(const char *code, const char *message, const YAML::Node &at, const std::string &path) const {
        return {.code = code, .message = message, .file = document_.file, .line = lineOf(at.Mark()), .field = path};
    }

    Result<Json> value(const YAML::Node &node, const std::string &path, int depth) {
        if (depth > kMostDepth) {
            Error deep = error("config.too_deep", "values lie within values without end", node, path);
            deep.expected = {"at most {0} within each other", kMostDepth};
            return fail(std::move(deep));
        }
        if (++count_ > kMostValues) {
            Error many = error("config.too_many_values", "the file has too many values", node, path);
            many.expected = {"at most {0}, aliases written out", kMostValues};
            return fail(std::move(many));
        }
        const std::string &tag = node.Tag();
        static constexpr std::string_view kStandard = "tag:yaml.org,2002:";
        static constexpr std::array kinds{"str", "int", "float", "bool", "null", "seq", "map"};
        const bool standard = tag.starts_with(kStandard) && isOneOf(tag.substr(kStandard.size()), kinds);
        if (!tag.empty() && tag != "?" && tag != "!" && !standard) {
            Error odd = error("config.bad_tag", "a value has a tag, which names a kind of object", node, path);
            odd.found = tag;
            odd.expected = "texts, numbers, true, false, lists and mappings";
            return fail(std::move(odd));
        }
        if (node.IsMap()) return mapping(node, path, depth);
        if (node.IsSequence()) return list(node, path, depth);
        const bool text = tag == "!" || tag == std::string(kStandard) + "str"; // in quotes, or said to be one
        return node.IsScalar() ? (text ? Json(node.Scalar()) : plain(node.Scalar())) : Json(nullptr);
    }

    Result<Json> mapping(const YAML::Node &node, const std::string &path, int depth) {
        Json out = Json::object();
        for (const auto &entry : node) {
            if (!entry.first.IsScalar() || entry.first.Scalar().empty()) {
                Error bad = error("config.bad_key", "a key is no word", entry.first, path);
                bad.expected = "a text";
                return fail(std::move(bad));
            }
            const std::string &key = entry.first.Scalar();
            const std::string place = path.empty() ? key : path + "." + key;
            if (out.contains(key)) {
                Error twice = error("config.duplicate_key", "a key stands here twice", entry.first, place);
                twice.found = {"first in line {0}", document_.lineOf(place)};
                twice.remedy = "Leave out one of the two.";
                return fail(std::move(twice));
            }
            document_.lines[place] = static_cast<int>(lineOf(entry.first.Mark()));
            auto read = value(entry.second, place, depth + 1);
            if (!read) return read;
            out[key] = std::move(*read);
        }
        return out;
    }

    Result<Json> list(const YAML::Node &node, const std::string &path, int depth) {
        Json out = Json::array();
        for (const auto &each : node) {
            auto read = value(each, path + "." + std::to_string(out.size()), depth + 1);
            if (!read) return read;
            out.push_back(std::move(*read));
        }
        return out;
    }

    Document document_{};
    std::size_t count_ = 0;
};

} // namespace

Result<Document> parseYaml(std::string_view text, const std::string &file) {
    const auto syntax = [&](std::int64_t line, const Sentence &message) {
        return fail({.code = "config.syntax",
                     .message = message,
                     .file = file,
                     .line = line,
                     .expected = "YAML, one document"});
    };
    if (text.size() > kMostBytes) return syntax(0, {"the file is larger than {0} bytes", kMostBytes});
    if (const auto bad = utf8::firstInvalid(text); bad != text.npos)
        return syntax(lineAt(text, bad), "the file is not UTF-8");
    if (const auto nul = text.find('\0'); nul != text.npos) return syntax(lineAt(text, nul), "the file holds a NUL");
    try {
        const auto documents = YAML::LoadAll(std::string(text));
        if (documents.size() > 1) return syntax(lineOf(documents[1].Mark()), "a second document begins here");
        return Converter(file).convert(documents.empty() ? YAML::Node() : documents[0]);
    } catch (const YAML::Exception &thrown) {
        return syntax(lineOf(thrown.mark), thrown.msg);
    }
}

} // namespace lapidary
