// SPDX-License-Identifier: Apache-2.0
#include "core/config/field_rule.h"
#include "core/config/spec.h"
#include <algorithm>
#include <array>
#include <optional>

namespace lapidary {
namespace {

using Kind = FieldRule::Kind;
constexpr std::array<const char *, 9> kKindNames = {"divides",  "as_many",  "among", "not_empty", "below",
                                                    "at_least", "not_zero", "zero",  "not_given"};

std::string joinedBy(const std::vector<std::string> &words, const char *between) {
    std::string out;
    for (const auto &word : words) out += (out.empty() ? "" : between) + word;
    return out;
}

/// What was found and what a value would have to be, where the rule is broken.
struct Broken {
    std::string found;
    Sentence expected;
};

std::optional<Broken> divides(const FieldRule &rule, const Json &value, const Json &table) {
    std::int64_t product = 1;
    bool tooLarge = false;
    for (const auto &name : rule.others)
        tooLarge = tooLarge || __builtin_mul_overflow(product, table.at(name).get<std::int64_t>(), &product);
    const auto divisor = value.get<std::int64_t>();
    if (!tooLarge && divisor != 0 && product % divisor == 0) return std::nullopt;
    const std::string factors = joinedBy(rule.others, " x ");
    if (tooLarge) return Broken{dumpJson(value), {"a divisor of {0}, which is too large a number", factors}};
    return Broken{dumpJson(value), {"a divisor of {0} = {1}", factors, product}};
}

std::optional<Broken> firstElement(const Json &list, const Sentence &expected, const auto &isGood) {
    for (const auto &element : list)
        if (!isGood(element.get<std::string>())) return Broken{dumpJson(element), expected};
    return std::nullopt;
}

bool isGiven(const FieldSpec &field, const Json &table) {
    const Json given = table.value("given", Json::array());
    return table.at(field.name) != field.defaultValue ||
           std::find(given.begin(), given.end(), field.name) != given.end();
}

std::optional<Broken> brokenBy(const FieldRule &rule, const FieldSpec &field, const Json &table) {
    const Json &value = table.at(field.name);
    const auto broken = [&](bool is, Sentence expected) {
        return is ? std::optional(Broken{dumpJson(value), std::move(expected)}) : std::nullopt;
    };
    switch (rule.kind) {
    case Kind::Divides:
        return divides(rule, value, table);
    case Kind::AsMany: {
        const Json &other = table.at(rule.others.at(0));
        if (value.empty() || value.size() == other.size()) return std::nullopt;
        return Broken{std::to_string(value.size()), {"{0}, as many as {1}, or none", other.size(), rule.others[0]}};
    }
    case Kind::Among:
        return firstElement(value.is_array() ? value : Json::array({value}), joinedBy(rule.others, ", "),
                            [&](const std::string &text) {
                                return std::find(rule.others.begin(), rule.others.end(), text) != rule.others.end();
                            });
    case Kind::NotEmpty:
        return value.is_string() ? broken(value == "", "something") : broken(value.empty(), "at least one");
    case Kind::Below: {
        const double bound = table.at(rule.others.at(0)).get<double>();
        return broken(bound > 0 && value.get<double>() >= bound,
                      {"less than {0} = {1}", rule.others[0], dumpJson(table.at(rule.others[0]))});
    }
    case Kind::AtLeast:
        return broken(value.get<double>() < std::stod(rule.others.at(0)), {"at least {0}", rule.others[0]});
    case Kind::NotZero:
        return broken(value.get<double>() == 0, "above 0");
    case Kind::Zero:
        return value.is_boolean() ? broken(value.get<bool>(), "false") : broken(value.get<double>() != 0, "0");
    case Kind::NotGiven:
        return broken(isGiven(field, table), {"{0}, or no such setting", joinedBy(rule.others, ", ")});
    }
    return std::nullopt;
}

bool equals(const Json &here, const Json &wanted) {
    if (wanted.is_array())
        return std::any_of(wanted.begin(), wanted.end(), [&](const Json &each) { return equals(here, each); });
    return here == wanted || (here.is_array() && std::find(here.begin(), here.end(), wanted) != here.end());
}

bool applies(const FieldRule &rule, const Json &table) {
    return !anyHolds(rule.unless, table) && (rule.when.empty() || anyHolds(rule.when, table));
}

/// The line of the setting itself or, where it has its default, of one that the rule puts beside it.
int lineOf(const FieldRule &rule, const Document &document, const std::string &path, const std::string &prefix) {
    std::vector<std::string> beside = rule.others;
    for (const Json *conditions : {&rule.unless, &rule.when})
        for (const auto &[field, value] : conditions->items()) beside.push_back(field);
    int line = document.lineOf(path);
    for (std::size_t i = 0; line == 0 && i < beside.size(); ++i)
        line = document.lineOf(prefix.empty() ? beside[i] : prefix + "." + beside[i]);
    return line;
}

} // namespace

bool anyHolds(const Json &conditions, const Json &table) {
    for (const auto &[field, value] : conditions.items())
        if (equals(table.value(field, Json()), value)) return true;
    return false;
}

Findings checkRules(const std::vector<FieldSpec> &spec, const Json &resolved, const Document &document,
                    const std::string &prefix) {
    Findings found;
    for (const auto &field : spec)
        for (const auto &rule : field.rules) {
            if (!applies(rule, resolved)) continue;
            const auto broken = brokenBy(rule, field, resolved);
            if (!broken) continue;
            const std::string path = prefix.empty() ? field.name : prefix + "." + field.name;
            Error error{.code = rule.warning ? "config.worthless" : "config.out_of_range",
                        .message = Sentence::known(rule.message),
                        .file = document.file,
                        .line = lineOf(rule, document, path, prefix),
                        .field = path,
                        .found = broken->found,
                        .expected = broken->expected};
            (rule.warning ? found.warnings : found.errors).push_back(std::move(error));
        }
    return found;
}

Findings checkRules(const std::vector<FieldSpec> &spec, const Json &resolved) {
    return checkRules(spec, resolved, Document{}, {});
}

Json toJson(const FieldRule &rule) {
    return {{"kind", kKindNames[static_cast<std::size_t>(rule.kind)]},
            {"others", rule.others},
            {"message", rule.message},
            {"unless", rule.unless},
            {"when", rule.when},
            {"warning", rule.warning}};
}

Result<FieldRule> ruleFromJson(const Json &value) {
    const auto kind = std::find(kKindNames.begin(), kKindNames.end(), value.value("kind", ""));
    if (kind == kKindNames.end()) return fail("config.bad_catalogue", "a rule of unknown kind in the catalogue");
    return FieldRule{.kind = static_cast<Kind>(kind - kKindNames.begin()),
                     .others = value.value("others", std::vector<std::string>{}),
                     .message = value.value("message", ""),
                     .unless = value.value("unless", Json::object()),
                     .when = value.value("when", Json::object()),
                     .warning = value.value("warning", false)};
}

} // namespace lapidary
