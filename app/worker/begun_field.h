// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/worker/model_session.h"
#include "core/base/json.h"

namespace lapidary {

/// The field "begun" of a request: {"text"}, {"ids"} or both, what of the answer is written already. Empty where it is
/// not given. Errors: request.begun, and those of token ids.
Result<Beginning> readBegun(const Json &request, const ModelSession &session);

} // namespace lapidary
