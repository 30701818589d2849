// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// How often samples break the principles of a constitution that a rule can check, with intervals; those that break
/// none become demonstrations.
RunKind auditKind();

} // namespace lapidary
