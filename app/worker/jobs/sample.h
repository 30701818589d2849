// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/job/job.h"

namespace lapidary {

Result<Json> runSample(const Json &run, JobContext &context);

} // namespace lapidary
