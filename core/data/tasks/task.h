// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"
#include "core/data/tasks/rule.h"
#include <cstdint>
#include <span>

namespace lapidary {

/// A generator of problems with an exact grader. Rows are {"id", "prompt", "reference", "completion" (a demonstration),
/// "chain" (its steps), …}; the same seed and settings give the same rows on every machine, and no prompt comes twice.
struct TaskInfo {
    const char *name;
    const char *summary;
    const char *rule; ///< the grader, see ruleByName()
    const ConfigSpec &(*spec)();
    /// Errors: config.* for settings that are out of range, task.exhausted where there are not so many distinct problems.
    Result<std::vector<Json>> (*make)(const Json &config, std::uint64_t seed, std::int64_t count);
};

std::span<const TaskInfo> tasks();
Result<const TaskInfo *> taskByName(const std::string &name);

} // namespace lapidary
