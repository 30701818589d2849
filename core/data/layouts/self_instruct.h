// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"instruction", "instances": [{"input", "output"}]}: tasks with an instance, as Self-Instruct (Wang et al. 2022,
/// arXiv:2212.10560) and BELLE publish their seeds. The prompt is that of Alpaca.
const Layout &selfInstructLayout();

} // namespace lapidary
