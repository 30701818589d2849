// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"
#include "core/data/tasks/rule.h"
#include <cstdint>
#include <optional>
#include <span>

namespace lapidary {

/// A generator of problems with an exact grader. Rows are {"id", "prompt", "reference", "completion" (a demonstration),
/// "chain" (its steps), …}; the same seed and settings give the same rows on every machine, and no prompt comes twice.
struct TaskInfo {
    const char *name;
    const char *summary;
    const char *rule; ///< the grader, see ruleByName()
    const ConfigSpec &(*spec)();
    /// Errors: config.* for settings that are out of range, task.exhausted where there are not so many distinct
    /// problems.
    Result<std::vector<Json>> (*make)(const Json &config, std::uint64_t seed, std::int64_t count);
    /// What stays of a problem when the names and the order that it was written in are taken away: two prompts of one
    /// form are the same problem. Nothing where the text is no problem of this task; null where the task cannot tell.
    std::optional<std::string> (*canonical)(std::string_view prompt) = nullptr;
};

/// The canonical form of `prompt` by the first task of this rule that knows one; else the text with its blanks made
/// equal.
std::string canonicalForm(std::string_view rule, std::string_view prompt);

/// The problem of a row without what frames it for a model: its "question", else its "prompt", else the words of its
/// conversation, else all of it.
std::string questionOf(const Json &row);

std::span<const TaskInfo> tasks();
Result<const TaskInfo *> taskByName(const std::string &name);

} // namespace lapidary
