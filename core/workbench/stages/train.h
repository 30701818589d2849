// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// A worker moves the weights of a model.
RunKind trainKind();

} // namespace lapidary
