// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lapidary {

struct FieldSpec;
struct Document;

/// What a setting must be beside others of its table. It is data, so that it reaches the form and the dry run with the
/// catalogue: whoever adds an algorithm declares it there, and no reader of configurations knows the algorithm.
struct FieldRule {
    enum class Kind {
        Divides,  ///< the product of `others`
        AsMany,   ///< an empty list, or one as long as the list others[0]
        Among,    ///< one of `others`, or a list of them
        NotEmpty, ///< a list with an element
        Below,    ///< a number less than others[0], where that is above 0
        AtLeast,  ///< a number of at least others[0], which is one too
        NotZero,
        Zero,     ///< anything else has no effect
        NotGiven, ///< has no effect: its default, and not even that where the table's list "given" tells what was given
    };
    Kind kind = Kind::NotZero;
    std::vector<std::string> others{}; ///< names of fields, or for Among the values
    std::string message{};
    /// {field: value}: does not apply where a field has that value, or one of those of a list, or is a list with it.
    Json unless = Json::object();
    Json when = Json::object(); ///< the same: applies only there; empty: everywhere
    bool warning = false;       ///< the run can be done, but what is broken makes (some of) its work worthless
};

/// What rules find; each field carries its path.
struct Findings {
    std::vector<Error> errors{}, warnings{};
};

/// Whether a table has one of the values of `conditions`, which are written as FieldRule::unless.
bool anyHolds(const Json &conditions, const Json &table);

/// Checks a table whose every field is there and of its type, as resolve() returns it.
Findings checkRules(const std::vector<FieldSpec> &spec, const Json &resolved);
/// The same with the lines of a file; `prefix` is the path of the table in it.
Findings checkRules(const std::vector<FieldSpec> &spec, const Json &resolved, const Document &document,
                    const std::string &prefix);

Json toJson(const FieldRule &rule);
Result<FieldRule> ruleFromJson(const Json &value);

} // namespace lapidary
