// SPDX-License-Identifier: Apache-2.0
#include "core/config/changeable.h"
#include "core/config/method.h"
#include <algorithm>

namespace lapidary {
namespace {

struct Changeable {
    std::string_view field{};
    /// Where it is 0, no network is opened and no rows are kept for it: it cannot be switched on, nor off.
    bool keepsSwitch = false;
    std::string_view movedBy{}; ///< where this one is on, the run sets the value itself
};

constexpr Changeable kChangeable[] = {
    // the size of the steps
    {"learning_rate"},
    {"value_learning_rate", true},
    {"lr_scheduler_type"},
    {"warmup_steps"},
    {"warmup_ratio"},
    {"min_lr_rate"},
    {"weight_decay"},
    {"max_grad_norm"},
    // their number
    {"max_steps"},
    {"num_train_epochs"},
    // what is kept of the run, and when it is measured
    {"logging_steps"},
    {"save_steps"},
    {"save_total_limit"},
    {"eval_steps"},
    {"early_stopping_patience"},
    {"early_stopping_threshold"},
    {"canary_steps"},
    {"max_kl"},
    // how the loss weighs its parts
    {"beta", true},
    {"kl_coef", true, "adap_kl_ctrl"},
    {"target"},
    {"horizon"},
    {"label_smoothing"},
    {"epsilon"},
    {"epsilon_high"},
    {"cliprange"},
    {"cliprange_value"},
    {"dual_clip"},
    {"vf_coef", true},
    {"entropy_coef"},
    {"simpo_gamma"},
    {"cpo_alpha", true},
    {"desirable_weight"},
    {"undesirable_weight"},
    {"center_rewards_coefficient"},
    {"missing_eos_penalty"},
    {"l2_sp_alpha", true},
    {"ewc_lambda", true},
};

const Changeable *entryOf(const std::string &field) {
    const auto it = std::find_if(std::begin(kChangeable), std::end(kChangeable),
                                 [&](const Changeable &each) { return each.field == field; });
    return it == std::end(kChangeable) ? nullptr : it;
}

Error notChangeable(const std::string &field, const Json &config) {
    const Changeable *entry = entryOf(field);
    Error error{.code = "config.not_changeable", .message = {}, .field = field, .found = dumpJson(config.at(field))};
    if (!entry) {
        error.message = "this setting stands for the whole run";
        error.expected = "a setting that each step reads anew, such as learning_rate or max_steps";
        error.remedy = "Fork the run from its newest checkpoint with another value, or begin a run of its own.";
    } else if (!entry->movedBy.empty() && isOn(config, std::string(entry->movedBy))) {
        error.message = {"the run moves this setting by itself, since {0} is on", std::string(entry->movedBy)};
        error.remedy = "Change what it is moved towards: target and horizon.";
    } else {
        error.message = "this setting is off in this run, and cannot be switched on while it runs";
        error.remedy = "Begin a run of its own with it.";
    }
    return error;
}

bool isZero(const Json &value) {
    return value.is_number() && value == 0;
}

std::optional<Error> switchProblem(const SettingChange &change) {
    const Changeable *entry = entryOf(change.field);
    if (!entry || !entry->keepsSwitch || isZero(change.before) == isZero(change.after)) return std::nullopt;
    return Error{.code = "config.not_changeable",
                 .message = "0 switches this setting off, which a run cannot do on its way",
                 .field = change.field,
                 .found = dumpJson(change.after),
                 .expected = "above 0",
                 .remedy = "Take a small number, or begin a run of its own without it."};
}

} // namespace

bool isChangeable(const std::string &field, const Json &config) {
    const Changeable *entry = entryOf(field);
    if (!entry || !config.contains(field)) return false;
    if (!entry->movedBy.empty() && isOn(config, std::string(entry->movedBy))) return false;
    return !entry->keepsSwitch || !isZero(config.at(field));
}

tl::expected<ChangedConfig, Problems> changeSettings(const ConfigSpec &spec, const Json &config, const Json &wanted) {
    Json all = config;
    all.update(wanted);
    auto resolved = resolve(spec, all);
    if (!resolved) return tl::unexpected(resolved.error());
    const auto before = resolve(spec, config);
    if (!before) return tl::unexpected(before.error());
    ChangedConfig out{.config = std::move(*resolved)};
    Problems problems;
    for (const FieldSpec &field : spec) {
        SettingChange change{field.name, before->at(field.name), out.config.at(field.name)};
        if (change.before == change.after) continue;
        if (!isChangeable(field.name, *before))
            problems.push_back(notChangeable(field.name, *before));
        else if (const auto problem = switchProblem(change))
            problems.push_back(*problem);
        out.changes.push_back(std::move(change));
    }
    for (Error &error : checkRules(spec, out.config).errors) problems.push_back(std::move(error));
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return out;
}

} // namespace lapidary
