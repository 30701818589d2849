// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/generators.h"
#include <ATen/Context.h>
#include <ATen/core/Generator.h>
#include <nlohmann/json.hpp>

namespace lapidary {
namespace {

/// Generators by the name of their device, which is what "device" of a run may say.
std::map<std::string, at::Generator> generatorsOf(c10::Device device) {
    std::map<std::string, at::Generator> out{{"cpu", at::globalContext().defaultGenerator(c10::kCPU)}};
    if (device.is_cuda() && at::hasCUDA()) out[device.str()] = at::globalContext().defaultGenerator(device);
    return out;
}

} // namespace

Json generatorStates(c10::Device device) {
    Json states = Json::object();
    for (auto &[name, generator] : generatorsOf(device)) {
        const at::Tensor state = generator.get_state().contiguous();
        const auto *bytes = state.const_data_ptr<std::uint8_t>();
        states[name] = std::vector<std::uint8_t>(bytes, bytes + state.numel());
    }
    return states;
}

void restoreGenerators(const Json &states, c10::Device device) {
    for (auto &[name, generator] : generatorsOf(device))
        if (states.contains(name))
            generator.set_state(at::tensor(states[name].get<std::vector<std::uint8_t>>(), at::kByte));
}

} // namespace lapidary
