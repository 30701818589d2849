// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// A worker asks a judge which of two answers is better: preferences from AI feedback.
RunKind feedbackKind();

} // namespace lapidary
