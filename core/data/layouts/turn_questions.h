// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// MT-Bench: a question in turns. The first one is asked; the others stay beside it.
const Layout &turnQuestionsLayout();

} // namespace lapidary
