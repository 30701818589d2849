// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/config/field_rule.h"
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace lapidary {

enum class FieldType { Boolean, Integer, Number, Text, Choice, TextList, NumberList };

/// One hyper-parameter: everything that a form, a command line, a report and the validation need.
struct FieldSpec {
    std::string name; ///< as in TRL or PEFT
    FieldType type = FieldType::Number;
    Json defaultValue = nullptr;
    std::optional<double> minimum{}, maximum{};
    bool aboveMinimum = false;          ///< the minimum itself is not allowed
    std::vector<std::string> choices{}; ///< of a list: of each of its elements; of a folder: words that name none
    bool folder = false;                ///< a text that names a folder, relative to the experiment's file
    std::string unit{};
    std::string effect{};           ///< one line: what turning it up does
    std::vector<FieldRule> rules{}; ///< checked by checkRules() where a run is meant, not by resolve()
};

using ConfigSpec = std::vector<FieldSpec>;
using Problems = std::vector<Error>;

/// A parsed configuration file with the line of every key ("stage.2.config.beta" → line).
struct Document {
    Json values = Json::object();
    std::string file{};
    std::map<std::string, int> lines{};
    int lineOf(const std::string &path) const;
};

/// TOML (by the ending) or JSON. Keys keep the file's order for JSON; TOML sorts them.
Result<Document> readDocument(const std::string &path);
Result<Document> parseToml(std::string_view text, const std::string &file = {});
std::string writeToml(const Json &values);

/// Checks `given` against `spec` and returns all fields, defaults filled in, or *every* problem: unknown keys (with
/// the nearest known one), wrong types, values out of range. Nothing is clamped. A single text stands for a list of
/// one, and a number in a list of numbers may be written as text. `prefix` is the path in `document`.
tl::expected<Json, Problems> resolve(const ConfigSpec &spec, const Json &given, const Document &document = {},
                                     const std::string &prefix = {});

Json toJson(const ConfigSpec &spec);
Result<ConfigSpec> specFromJson(const Json &value);

/// Joins several problems into one error whose message lists them all.
Error joined(const Problems &problems);

} // namespace lapidary
