// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

// Several answers to one prompt in the order of their quality. A row becomes a pair of each two of them, the better one
// chosen, as a ranking by hand does (core/workbench/labels/kinds/ranking.cpp): equal ones make no pair, and nor do
// equal texts. The first pair is that of the best and the one behind it; with the file's cells beside it, an export
// gives the row back. Ids of pairs are that of the row and the letters of the answers ("7/ab"). At most 26 answers.
// Errors beside the usual ones: row.equal_ranks, where no two differ.

/// prompt, responses, and scores (higher is better) or ranks (1 is the best).
const Layout &rankingLayout();
/// UltraFeedback (Cui et al. 2023): instruction, and completions with response and overall_score.
const Layout &ultraFeedbackLayout();
/// Nectar (Zhu et al. 2023): prompt, and answers with answer and rank.
const Layout &nectarLayout();

} // namespace lapidary
