// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/kinds/kind.h"

namespace lapidary {

/// The steps of one answer: right, neutral or wrong.
const LabelKind &stepsKind();

} // namespace lapidary
