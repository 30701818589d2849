// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// SVAMP (Patel et al. 2021): a word problem in two parts, and its number.
const Layout &svampLayout();

} // namespace lapidary
