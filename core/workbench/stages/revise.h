// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// A worker lets a model criticise its answers by the principles of a constitution, and write them anew.
RunKind reviseKind();

} // namespace lapidary
