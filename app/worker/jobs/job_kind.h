// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/config/method.h"
#include "core/job/job.h"
#include <span>
#include <string>

namespace lapidary {

/// A batch job: the resolved run.toml in, the body of its `result` event out. A requested stop is the error kCancelled.
/// Relative paths in `run` start at context.runFolder().
struct JobKind {
    const char *name;
    Result<Json> (*run)(const Json &run, JobContext &context);
    const MethodInfo &(*info)() = nullptr; ///< null: the methods that it names describe themselves
};

std::span<const JobKind> jobKinds();
Result<const JobKind *> jobKindByName(const std::string &name);

} // namespace lapidary
