// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// Questions of exams as MMLU has them: a list of choices, and the number of the right one (from 0) or its letter. A
/// prompt whose choices have letters; the reference is the letter, as the grader "choice" finds it in an answer.
const Layout &multipleChoiceLayout();

} // namespace lapidary
