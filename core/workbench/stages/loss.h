// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// A worker measures the loss of a model on rows: what a training may have made it forget.
RunKind lossKind();

} // namespace lapidary
