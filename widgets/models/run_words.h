// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"

namespace lapidary {

/// What can be done with a run, in words: buttons, menus and questions say the same.

/// Why a run cannot go on; empty where it can. `ours`: the project is open for writing.
QString whyNoResume(const RunValues &run, bool ours);
/// Where it would go on: "Goes on from the checkpoint of step 120."
QString resumeText(const RunValues &run);
/// What is kept when it is stopped now, and what is lost.
QString stopText(const RunValues &run);
/// "fork of sft at step 120", by the names of `runs`; empty for a run that is none.
QString forkText(const RunValues &run, const QVector<RunValues> &runs);
/// "Interrupted, checkpoint of step 120": how it ended, and what is there.
QString endText(const RunValues &run);

} // namespace lapidary
