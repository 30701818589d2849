// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/verbs/registry.h"
#include "core/workbench/experiment/experiment_spec.h"
#include "core/workbench/stages/run_kind.h"
#include <CLI/CLI.hpp>
#include <algorithm>

namespace lapidary {
namespace {

struct MethodsFlags {
    std::string name;
    bool json = false;
};

/// The tables of experiment.toml, and kinds whose methods describe the rest.
const std::vector<MethodInfo> &tablesAndKinds() {
    static const std::vector<MethodInfo> all = [] {
        std::vector<MethodInfo> out;
        for (const ExperimentTable &table : experimentTables())
            out.push_back({.name = std::string(table.name),
                           .summary = std::string(table.header) + ": " + std::string(table.summary),
                           .role = "table",
                           .spec = *table.keys});
        for (const RunKind &kind : runKinds())
            if (kind.methods && !kind.isArm) {
                out.push_back(kind.info);
                out.back().summary += std::string("; its settings and inputs are those of its ") + kind.methodKey;
            }
        return out;
    }();
    return all;
}

/// All that an experiment can name, its tables first. Kinds of stages that no worker does describe themselves.
std::vector<const MethodInfo *> methodsOf(const Catalogue &catalogue) {
    std::vector<const MethodInfo *> out;
    for (const MethodInfo &each : tablesAndKinds()) out.push_back(&each);
    for (const auto *list : {&catalogue.algorithms, &catalogue.strategies, &catalogue.stages})
        for (const MethodInfo &method : *list) out.push_back(&method);
    for (const RunKind &kind : runKinds())
        if (kind.work) out.push_back(&kind.info);
    return out;
}

std::string roleOf(const MethodInfo &method) {
    return method.role.empty() ? "stage" : method.role;
}

std::string shortNumber(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.12g", value);
    return text;
}

/// "integer, at least 1, in tokens".
std::string rangeOf(const FieldSpec &field, const Json &described) {
    std::string text = described["type"].get<std::string>();
    if (field.minimum && field.maximum && !field.aboveMinimum)
        text += " from " + shortNumber(*field.minimum) + " to " + shortNumber(*field.maximum);
    else {
        if (field.minimum) text += (field.aboveMinimum ? ", above " : ", at least ") + shortNumber(*field.minimum);
        if (field.maximum) text += ", at most " + shortNumber(*field.maximum);
    }
    for (std::size_t i = 0; i < field.choices.size(); ++i) text += (i == 0 ? ": " : ", ") + field.choices[i];
    return field.unit.empty() ? text : text + ", in " + field.unit;
}

void showSettings(const MethodInfo &method) {
    if (method.spec.empty()) return (void)std::printf("\nIt has no settings of its own.\n");
    const Json described = toJson(method.spec);
    std::size_t name = 0, value = 0;
    for (const FieldSpec &field : method.spec) {
        name = std::max(name, field.name.size());
        value = std::max(value, dumpJson(field.defaultValue).size());
    }
    value = std::min<std::size_t>(value, 24); // a longer one moves its own line
    const int names = static_cast<int>(name), values = static_cast<int>(value);
    std::printf("\n%s, with their defaults:\n", method.role == "table" ? "Keys" : "Settings");
    for (std::size_t f = 0; f < method.spec.size(); ++f) {
        const FieldSpec &field = method.spec[f];
        std::printf("  %-*s  %-*s  %s\n", names, field.name.c_str(), values, dumpJson(field.defaultValue).c_str(),
                    rangeOf(field, described[f]).c_str());
        if (!field.effect.empty()) std::printf("  %-*s  %-*s  %s\n", names, "", values, "", field.effect.c_str());
    }
}

/// What lies in a table of experiment.toml beside its keys, and how it is written.
void showTable(const std::string &name) {
    for (const ExperimentTable &table : experimentTables()) {
        if (table.name != name) continue;
        if (!table.tables.empty()) std::printf("\nIn it lie:\n");
        for (const auto &[key, about] : table.tables)
            std::printf("  %-8s %s\n", std::string(key).c_str(), std::string(about).c_str());
        std::printf("\nAs in:\n\n%s", std::string(table.example).c_str());
    }
}

/// What can be named where a kind leaves the choice.
void showChoices(const MethodInfo &method, const std::vector<const MethodInfo *> &methods) {
    const bool table = method.role == "table";
    const auto kinds = runKinds();
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const RunKind &each) {
        return each.info.name == method.name || (table && each.isArm && method.name == each.info.role);
    });
    if (kind == kinds.end() || !kind->methods) return;
    std::string names;
    for (const MethodInfo *each : methods)
        if (each->role == kind->methodKey) names += (names.empty() ? "" : ", ") + each->name;
    std::printf("\n%s is one of: %s.\n", kind->methodKey, names.c_str());
}

void showMethod(const MethodInfo &method) {
    std::printf("%s (%s): %s\n", method.name.c_str(), roleOf(method).c_str(), method.summary.c_str());
    showSettings(method);
    if (!method.inputs.empty()) std::printf("\nIt is given:\n");
    for (const Port &port : method.inputs) {
        std::string text = port.name + " (" + std::string(nameOf(port.what));
        if (!port.layout.empty()) text += ", " + port.layout;
        text += port.required ? ")" : ", optional)";
        std::printf("  %s%s%s\n", text.c_str(), port.effect.empty() ? "" : ": ", port.effect.c_str());
    }
}

Result<int> showOne(const std::vector<const MethodInfo *> &methods, const MethodsFlags &flags) {
    std::string known;
    std::vector<const MethodInfo *> found; // a stage and an algorithm may share a name
    for (const MethodInfo *method : methods) {
        known += (known.empty() ? "" : ", ") + method->name;
        if (method->name == flags.name) found.push_back(method);
    }
    if (found.empty()) return fail(usageError("There is no such method", "NAME", flags.name, known));
    for (const MethodInfo *method : found) {
        if (flags.json) {
            std::printf("%s\n", dumpJson(toJson(*method)).c_str());
            continue;
        }
        showMethod(*method);
        showChoices(*method, methods);
        if (method->role == "table") showTable(method->name);
    }
    return kDone;
}

void showAll(const std::vector<const MethodInfo *> &methods, const MethodsFlags &flags) {
    std::size_t name = 0;
    for (const MethodInfo *method : methods) name = std::max(name, method->name.size());
    for (const MethodInfo *method : methods) {
        if (flags.json)
            std::printf("%s\n",
                        dumpJson(Json{{"name", method->name}, {"role", roleOf(*method)}, {"summary", method->summary}})
                            .c_str());
        else
            std::printf("%-9s  %-*s  %s\n", roleOf(*method).c_str(), static_cast<int>(name), method->name.c_str(),
                        method->summary.c_str());
    }
}

} // namespace

Action defineMethods(CLI::App &command, const Common &) {
    const auto flags = std::make_shared<MethodsFlags>();
    command.add_option("NAME", flags->name, "One of them, with all its settings (default: the list)")
        ->type_name("NAME");
    command.add_flag("--json", flags->json, "One JSON object a line, with all that is known (default: off)");
    command.footer(
        "The tables of experiment.toml are listed first: methods stage, methods sweep … tell every key of "
        "them, with an example. Algorithms stand in a [[stage]], strategies in an [[arm]] and behind generate "
        "--strategy, stages are kinds of a [[stage]]. A setting is written under [stage.config] or "
        "[arm.config], or given with --set.");
    return [flags]() -> Result<int> {
        const auto catalogue = installedCatalogue();
        if (!catalogue) return unexpected(catalogue.error());
        const auto methods = methodsOf(*catalogue);
        if (!flags->name.empty()) return showOne(methods, *flags);
        showAll(methods, *flags);
        return kDone;
    };
}

} // namespace lapidary
