// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/tokenizer.h"
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

/// A worker asks a judge which of two answers is better: preferences from AI feedback.
RunKind feedbackKind();

/// Whether the judge is shown both answers, and can tell its own two apart. `tokenizer` may be null: unknown.
Status checkFeedback(const Json &config, const Tokenizer *tokenizer);

} // namespace lapidary
