// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/kinds/kind.h"

namespace lapidary {

/// One answer, good or bad.
const LabelKind &thumbsKind();

} // namespace lapidary
