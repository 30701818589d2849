// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"prompt", "completions": […], "labels": […]}: the steps of an answer and whether each is right, as TRL has them. A
/// label is true, false, a share from 0 to 1, or null where nobody judged the step.
const Layout &stepwiseSupervisionLayout();

} // namespace lapidary
