// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"

namespace lapidary {

/// A setting that a training was given another value of on its way.
struct SettingChange {
    std::string field{};
    Json before{}, after{};
    bool operator==(const SettingChange &) const = default;
};

/// Whether a paused training may be given another value of this setting, beside its others as they stand. Those may
/// that each step reads anew: the size of the steps, their number, how strongly the loss holds the policy, and what is
/// kept of the run. What decides which rows there are, which weights learn, which networks are asked, or what stored
/// completions were drawn with may not: what a checkpoint holds would mean something else. A number that is 0 there
/// switches something off, and stays off. `config`: the run's settings, resolved.
bool isChangeable(const std::string &field, const Json &config);

/// The settings with `wanted` over them, and what that changes, in the order of the spec; a value that is the old one
/// is no change. Problems: config.not_changeable, those of resolve(), and of checkRules() where they are errors.
struct ChangedConfig {
    Json config = Json::object();
    std::vector<SettingChange> changes{};
};
tl::expected<ChangedConfig, Problems> changeSettings(const ConfigSpec &spec, const Json &config, const Json &wanted);

} // namespace lapidary
