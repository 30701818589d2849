// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/verbs/registry.h"
#include "core/workbench/stages/run_kind.h"
#include <CLI/CLI.hpp>
#include <algorithm>

namespace lapidary {
namespace {

struct MethodsFlags {
    std::string name;
    bool json = false;
};

/// All that an experiment can name. Kinds of stages that no worker does describe themselves.
std::vector<const MethodInfo *> methodsOf(const Catalogue &catalogue) {
    std::vector<const MethodInfo *> out;
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
    if (method.spec.empty()) return (void)std::printf("\nIt has no settings.\n");
    const Json described = toJson(method.spec);
    std::size_t name = 0, value = 0;
    for (const FieldSpec &field : method.spec) {
        name = std::max(name, field.name.size());
        value = std::max(value, dumpJson(field.defaultValue).size());
    }
    value = std::min<std::size_t>(value, 24); // a longer one moves its own line
    const int names = static_cast<int>(name), values = static_cast<int>(value);
    std::printf("\nSettings, with their defaults:\n");
    for (std::size_t f = 0; f < method.spec.size(); ++f) {
        const FieldSpec &field = method.spec[f];
        std::printf("  %-*s  %-*s  %s\n", names, field.name.c_str(), values, dumpJson(field.defaultValue).c_str(),
                    rangeOf(field, described[f]).c_str());
        if (!field.effect.empty()) std::printf("  %-*s  %-*s  %s\n", names, "", values, "", field.effect.c_str());
    }
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
        if (flags.json)
            std::printf("%s\n", dumpJson(toJson(*method)).c_str());
        else
            showMethod(*method);
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
    command.footer("Algorithms stand in a [[stage]], strategies in an [[arm]] and behind generate --strategy, stages "
                   "are kinds of a [[stage]]. A setting is written under [stage.config] or [arm.config], or given with "
                   "--set.");
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
