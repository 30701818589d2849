// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// A worker draws completions of problems from a model, graded where there is a rule.
RunKind sampleKind();

} // namespace lapidary
