// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/model_values.h"

namespace lapidary {

/// What kind of thing a model is, in a word or two: "imported", "sft", "grpo, adapter", "mix of 2 adapters", "not
/// there".
QString kindWord(const ModelValues &model);

} // namespace lapidary
