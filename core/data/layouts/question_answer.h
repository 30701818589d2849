// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"question", "answer"}: demonstrations, the question and a line feed being the prompt. Of an answer with "#### 18"
/// the number is the reference.
const Layout &questionAnswerLayout();

} // namespace lapidary
