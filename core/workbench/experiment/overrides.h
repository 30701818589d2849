// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"

namespace lapidary {

/// Writes "seed=2" or "stage.NAME.config.beta=0.2" into an experiment's document. The value is read as TOML, and as
/// plain text where it is none. Elements of [[data]], [[stage]] and [[arm]] are called by their names, which may hold
/// dots.
Status applyOverride(Document &document, const std::string &assignment);

} // namespace lapidary
