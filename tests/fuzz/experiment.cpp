// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/experiment.h"
#include "tests/fuzz/targets.h"
#include "tests/support/small_catalogue.h"

namespace lapidary::fuzz {

namespace {

Catalogue catalogueOf(const Json &json) {
    const auto entries = [](const Json &list) {
        std::vector<MethodInfo> out;
        for (const auto &entry : list) out.push_back(*methodFromJson(entry));
        return out;
    };
    return {.algorithms = entries(json["algorithms"]),
            .strategies = entries(json["strategies"]),
            .stages = entries(json["stages"])};
}

} // namespace

/// experiment.toml, NUL, an override. Whoever is believed is complete; whoever is not hears why.
void experiment(std::string_view bytes) {
    static const Catalogue catalogue = catalogueOf(smallCatalogueJson());
    const auto [text, assignment] = atNul(bytes);
    auto document = parseToml(text, "x");
    if (!document) return;
    const auto overrides = assignment.empty() ? std::vector<std::string>{} : std::vector{std::string(assignment)};
    const auto read = readExperiment(std::move(*document), {}, catalogue, overrides);
    if (!read) {
        promise(!read.error().empty());
        for (const auto &problem : read.error()) promise(!problem.code.empty() && !problem.message.empty());
        return;
    }
    promise(!read->name.empty() && read->stages.size() + read->arms.size() > 0);
    for (const auto &stage : read->stages) promise(!stage.name.empty() && stage.config.is_object());
    for (const auto &arm : read->arms) promise(!arm.buckets.empty() && arm.config.is_object());
}

} // namespace lapidary::fuzz
