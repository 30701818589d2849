// SPDX-License-Identifier: Apache-2.0
#include "core/config/spec.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace lapidary {
namespace {

constexpr std::array<const char *, 7> kTypeNames = {"boolean", "integer",   "number",     "text",
                                                    "choice",  "text list", "number list"};

/// As a sentence says it.
const char *kindOf(FieldType type) {
    switch (type) {
    case FieldType::Boolean:
        return worded("boolean");
    case FieldType::Integer:
        return worded("integer");
    case FieldType::Number:
        return worded("number");
    case FieldType::TextList:
        return worded("text list");
    case FieldType::NumberList:
        return worded("list of numbers");
    default:
        return worded("text");
    }
}

const char *nameOf(FieldType type) {
    return kTypeNames[static_cast<std::size_t>(type)];
}

/// What resolve() lets a value be written as: one text for a list of one, numbers of a list as texts.
Json canonical(const FieldSpec &field, Json value) {
    const bool list = field.type == FieldType::TextList || field.type == FieldType::NumberList;
    if (list && (value.is_string() || (value.is_number() && field.type == FieldType::NumberList)))
        value = Json::array({value});
    if (field.type != FieldType::NumberList || !value.is_array()) return value;
    for (Json &each : value) {
        if (!each.is_string()) continue;
        const std::string text = each.get<std::string>();
        char *end = nullptr;
        const double number = std::strtod(text.c_str(), &end);
        if (!text.empty() && *end == '\0' && std::isfinite(number)) each = number;
    }
    return value;
}

bool hasType(const FieldSpec &field, const Json &value) {
    switch (field.type) {
    case FieldType::Boolean:
        return value.is_boolean();
    case FieldType::Integer:
        return value.is_number_integer();
    case FieldType::Number:
        return value.is_number();
    case FieldType::Text:
    case FieldType::Choice:
        return value.is_string();
    case FieldType::TextList:
        return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json &v) { return v.is_string(); });
    case FieldType::NumberList:
        return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json &v) { return v.is_number(); });
    }
    return false;
}

std::string shown(double number) {
    std::string text = Json(number).dump();
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

Sentence expectation(const FieldSpec &field) {
    Sentence text = kindOf(field.type);
    if (!field.choices.empty() && !field.folder) {
        std::string all;
        for (const auto &choice : field.choices) all += " \"" + choice + "\"";
        text = field.type == FieldType::TextList ? Sentence("a list of any of{0}", all) : Sentence("one of{0}", all);
    }
    if (field.minimum && field.minimum == field.maximum)
        return {"{0}: {1} and nothing else", text, shown(*field.minimum)};
    if (field.minimum)
        text = field.aboveMinimum ? Sentence("{0} above {1}", text, shown(*field.minimum))
                                  : Sentence("{0} of at least {1}", text, shown(*field.minimum));
    if (field.maximum)
        text = field.minimum ? Sentence("{0} and at most {1}", text, shown(*field.maximum))
                             : Sentence("{0} of at most {1}", text, shown(*field.maximum));
    return field.unit.empty() ? text : Sentence("{0} ({1})", text, Sentence::known(field.unit));
}

bool inRange(const FieldSpec &field, const Json &value) {
    if (value.is_array())
        return std::all_of(value.begin(), value.end(), [&](const Json &v) { return inRange(field, v); });
    if (!field.choices.empty() && !field.folder)
        return std::find(field.choices.begin(), field.choices.end(), value.get<std::string>()) != field.choices.end();
    if (!value.is_number()) return true;
    const double number = value.get<double>();
    if (field.minimum && (field.aboveMinimum ? number <= *field.minimum : number < *field.minimum)) return false;
    return !field.maximum || number <= *field.maximum;
}

std::size_t editDistance(const std::string &a, const std::string &b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
        }
    }
    return row.back();
}

/// The nearest of the settings, and how many there are to choose from.
Sentence nearest(const ConfigSpec &spec, const std::string &name) {
    const auto best = std::min_element(spec.begin(), spec.end(), [&](const FieldSpec &a, const FieldSpec &b) {
        return editDistance(a.name, name) < editDistance(b.name, name);
    });
    if (best == spec.end()) return "There are no settings here.";
    if (editDistance(best->name, name) <= 1 + name.size() / 3)
        return {"Did you mean \"{0}\"? It is one of {1} settings.", best->name, spec.size()};
    return {"None of the {0} settings is called so; the nearest is \"{1}\".", spec.size(), best->name};
}

} // namespace

int Document::lineOf(const std::string &path) const {
    const auto it = lines.find(path);
    return it == lines.end() ? 0 : it->second;
}

tl::expected<Json, Problems> resolve(const ConfigSpec &spec, const Json &given, const Document &document,
                                     const std::string &prefix) {
    Problems problems;
    const auto report = [&](const std::string &name, Error error) {
        const std::string path = prefix.empty() ? name : prefix + "." + name;
        error.file = document.file;
        error.line = document.lineOf(path);
        error.field = path;
        problems.push_back(std::move(error));
    };
    for (const auto &item : given.items()) {
        const std::string &name = item.key(); // no structured binding: clang before 16 cannot capture one
        const auto known = std::find_if(spec.begin(), spec.end(), [&](const FieldSpec &f) { return f.name == name; });
        const Json value = known == spec.end() ? item.value() : canonical(*known, item.value());
        if (known == spec.end())
            report(name, {.code = "config.unknown_key",
                          .message = "unknown setting",
                          .found = name,
                          .remedy = nearest(spec, name)});
        else if (!hasType(*known, value))
            report(name, {.code = "config.wrong_type",
                          .message = "wrong type",
                          .found = dumpJson(value),
                          .expected = expectation(*known)});
        else if (!inRange(*known, value))
            report(name, {.code = "config.out_of_range",
                          .message = "value not allowed",
                          .found = dumpJson(value),
                          .expected = expectation(*known)});
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    Json resolved = Json::object();
    for (const auto &field : spec)
        resolved[field.name] = given.contains(field.name) ? canonical(field, given.at(field.name)) : field.defaultValue;
    return resolved;
}

Json toJson(const ConfigSpec &spec) {
    Json out = Json::array();
    for (const auto &field : spec) {
        Json entry = {{"name", field.name}, {"type", nameOf(field.type)}, {"default", field.defaultValue}};
        if (field.minimum) entry["minimum"] = *field.minimum;
        if (field.maximum) entry["maximum"] = *field.maximum;
        if (field.aboveMinimum) entry["above_minimum"] = true;
        if (!field.choices.empty()) entry["choices"] = field.choices;
        if (field.folder) entry["folder"] = true;
        entry["unit"] = field.unit;
        entry["effect"] = field.effect;
        for (const auto &rule : field.rules) entry["rules"].push_back(toJson(rule));
        out.push_back(std::move(entry));
    }
    return out;
}

Result<ConfigSpec> specFromJson(const Json &value) {
    ConfigSpec spec;
    for (const auto &entry : value) {
        const auto type = std::find(kTypeNames.begin(), kTypeNames.end(), entry.value("type", ""));
        if (type == kTypeNames.end()) return fail("config.bad_catalogue", "a field of unknown type in the catalogue");
        FieldSpec field{.name = entry.value("name", ""),
                        .type = static_cast<FieldType>(type - kTypeNames.begin()),
                        .defaultValue = entry.at("default"),
                        .aboveMinimum = entry.value("above_minimum", false),
                        .choices = entry.value("choices", std::vector<std::string>{}),
                        .folder = entry.value("folder", false),
                        .unit = entry.value("unit", ""),
                        .effect = entry.value("effect", "")};
        if (entry.contains("minimum")) field.minimum = entry["minimum"].get<double>();
        if (entry.contains("maximum")) field.maximum = entry["maximum"].get<double>();
        for (const auto &each : entry.value("rules", Json::array())) {
            auto rule = ruleFromJson(each);
            if (!rule) return unexpected(rule.error());
            field.rules.push_back(std::move(*rule));
        }
        spec.push_back(std::move(field));
    }
    return spec;
}

Error joined(const Problems &problems) {
    if (problems.size() == 1) return problems.front();
    Error all{.code = "config.problems", .message = {"{0} problems in the configuration", problems.size()}};
    for (const auto &problem : problems) all.message += {"\n  {0}", told(problem)};
    return all;
}

} // namespace lapidary
