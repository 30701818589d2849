// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/kinds/kind.h"

namespace lapidary {

/// Each answer gets 1 to 5 for each criterion.
const LabelKind &ratingsKind();

} // namespace lapidary
