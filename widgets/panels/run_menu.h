// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include "widgets/panels/panel.h"
#include <functional>

class QMenu;

namespace lapidary {

/// All that can be done with a run, the same wherever it stands. What cannot be done now is grey and says why.
void fillRunMenu(QMenu &menu, const RunValues &run, bool ours, const std::function<void(const Intent &)> &tell);

} // namespace lapidary
