// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/experiment/stage_costs.h"
#include <QString>
#include <QVector>

/// What will be spent, written for people.
namespace lapidary {

/// "16 updates · at most 1.2 M tokens · about 4 min, as in “dpo” · 1.2 GiB"; what is not known is said.
QString costText(const StageCost &cost);
/// The same of all that is left; empty where nothing is.
QString costText(const QVector<StageCost> &costs);
/// What is missing in the sum and why, for the tip of it.
QString costGaps(const QVector<StageCost> &costs);

} // namespace lapidary
