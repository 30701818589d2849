// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/config/method.h"
#include "core/job/job.h"

namespace lapidary {

const MethodInfo &reviseInfo();
Result<Json> runRevise(const Json &run, JobContext &context);

} // namespace lapidary
