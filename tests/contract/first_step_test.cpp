// SPDX-License-Identifier: Apache-2.0
// A policy that has not moved is what it is compared with, to the bit: every algorithm that compares says what it logs
// then, and is held to it.
#include "tests/contract/algorithm_variants.h"
#include "tests/support/capture.h"

using namespace lapidary;

namespace {

/// A network that stands for the policy as it starts, where it is not named. A teacher reads other prompts.
bool comparesWithStart(const MethodInfo &info) {
    return std::any_of(info.inputs.begin(), info.inputs.end(), [](const Port &port) {
        return port.what == Artifact::Model && !port.trained && !port.required && !port.sameVocabulary;
    });
}

/// Nothing moves; every term that compares is in force, at a temperature that is not 1.
void hold(const MethodInfo &info, Json &config) {
    config.update({{"learning_rate", 0.0}, {"max_steps", 4}});
    const std::pair<const char *, double> settings[] = {
        {"temperature", 0.6}, {"beta", 0.1}, {"epsilon", 1e-7}, {"cliprange", 1e-7}};
    for (const auto &[name, value] : settings)
        if (has(info, name)) config[name] = value;
    if (has(info, "num_iterations")) config["num_iterations"] = 2;
    if (has(info, "num_mini_batches")) config["num_mini_batches"] = 2;
}

} // namespace

TEST_CASE("a policy that has not moved is what it is compared with, in every number format, from every start") {
    const TemporaryFolder folder;
    int compared = 0;
    for (const auto &entry : algorithms()) {
        const MethodInfo &info = entry.info();
        CAPTURE(info.name);
        CHECK(comparesWithStart(info) == !entry.atRest.empty());
        if (entry.atRest.empty()) continue;
        for (auto &variant : variantsOf(info, folder.path))
            for (const bool bf16 : {false, true}) {
                CAPTURE(variant.name);
                CAPTURE(bf16);
                hold(info, variant.run["config"]);
                variant.run["config"]["bf16"] = bf16;
                const auto job = trained(folder.path / "run", variant.run, variant.rows);
                for (const auto &[name, value] : entry.atRest)
                    for (const auto &step : job.metrics) {
                        CAPTURE_BOUND(name);
                        CHECK(step[name].get<double>() == value);
                        ++compared;
                    }
            }
    }
    CHECK(compared > 100);
}
