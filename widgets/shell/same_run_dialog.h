// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/planning_values.h"
#include <functional>

class QWidget;

namespace lapidary {

/// Asks what shall become of a training that has the inputs of a stopped run. Cancel answers nothing.
void askSameRun(QWidget *parent, const SameRunValues &same, std::function<void(SameRun)> answer);

} // namespace lapidary
