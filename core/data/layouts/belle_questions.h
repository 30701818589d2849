// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"question", "std_answer"}: questions for evaluations as BELLE publishes them; the answer, where there is one, is
/// the reference.
const Layout &belleQuestionsLayout();

} // namespace lapidary
