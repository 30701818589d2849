// SPDX-License-Identifier: GPL-3.0-or-later
// Private to this library, as plot.h is.
#pragma once
#include "widgets/charts/plot.h"

namespace lapidary {

/// Shares as per cent.
QSharedPointer<QCPAxisTicker> percentTicker();
/// 1, 2, 5, 10, 20 …: a logarithmic axis over less than two decades has no other whole numbers.
QSharedPointer<QCPAxisTicker> budgetTicker();
/// Whole numbers without a sign: how many stand above an axis, and how many below.
QSharedPointer<QCPAxisTicker> countTicker();

} // namespace lapidary
