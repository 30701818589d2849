// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/kinds/kind.h"

namespace lapidary {

/// Several answers in the order of their quality.
const LabelKind &rankingKind();

} // namespace lapidary
