// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/stage_outputs.h"
#include "core/data/layouts/registry.h"
#include "core/workbench/experiment/stage_inputs.h"
#include <algorithm>

namespace lapidary {

bool canBeGiven(const Stage &stage, const Output &output, const Port &port) {
    return (output.onlyWith.empty() || isOn(stage.config, output.onlyWith)) && fits(output.what, port) &&
           (isModel(output.what) || serves(output.layout, port.layout));
}

std::vector<const Output *> outputsFor(const Stage &stage, const Port &port) {
    std::vector<const Output *> all;
    for (const Output &each : stage.method.outputs)
        if (canBeGiven(stage, each, port)) all.push_back(&each);
    if (all.size() < 2) return all;
    const bool model = isModel(port.what);
    const auto meant = [&](const Output *each) {
        return model ? each->name == port.name : !port.layout.empty() && each->layout == port.layout;
    };
    std::vector<const Output *> own;
    std::copy_if(all.begin(), all.end(), std::back_inserter(own), meant);
    if (!own.empty()) return own;
    if (model) all.resize(1);
    return all;
}

const Output *outputNamed(const Stage &stage, std::string_view name) {
    const auto &outputs = stage.method.outputs;
    const auto it =
        std::find_if(outputs.begin(), outputs.end(), [&](const Output &output) { return output.name == name; });
    return it == outputs.end() ? nullptr : &*it;
}

std::pair<std::string, std::string> stageAndOutput(const std::string &name) {
    const auto colon = name.rfind(':');
    if (colon == name.npos) return {name, ""};
    return {name.substr(0, colon), name.substr(colon + 1)};
}

std::string identityOfOutput(const Stage &stage, const Port &port, const Output &output, const std::string &run) {
    const auto &outputs = stage.method.outputs;
    const auto first =
        std::find_if(outputs.begin(), outputs.end(), [&](const Output &each) { return canBeGiven(stage, each, port); });
    return isModel(port.what) && &*first != &output ? run + ":" + output.name : run;
}

} // namespace lapidary
