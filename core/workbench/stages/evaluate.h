// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// An arm: a worker answers problems with a model and a strategy, and grades the answers.
RunKind evaluateKind();

} // namespace lapidary
