// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/kinds/kind.h"

namespace lapidary {

/// Two answers side by side: which is better?
const LabelKind &pairKind();

} // namespace lapidary
