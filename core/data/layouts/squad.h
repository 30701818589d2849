// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// SQuAD (Rajpurkar et al. 2016) and what is laid out like it (XQuAD): a passage, a question, and answers that stand in
/// it, as a list of {"text", "answer_start"} or as a table of two lists. The first answer is the completion and the
/// reference; a question without an answer is a bad row.
const Layout &squadLayout();

} // namespace lapidary
