// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lapidary {

/// What stands on the x axis of the curves: the optimiser step, the tokens trained on, the seconds since the run began,
/// or how far the policy has gone: the square root of its KL to the reference, in nats a completion.
enum class XAxis { Step, Tokens, Time, RootKl };

QString xAxisName(XAxis axis);
/// A place on the axis as the cursor shows it: "step 120", "1.25 M tokens", "2:05".
QString xAxisText(XAxis axis, double x);

/// The distance of ticks on an axis of whole numbers, near the wished one: 0.5 → 1, 2.5 → 2, 25 → 25.
double wholeStep(double step);

/// 1250000 → "1.25 M": three telling digits and k, M or G.
QString shortNumber(double value);

} // namespace lapidary
