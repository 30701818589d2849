// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>

class QPalette;

namespace lapidary {

/// Colours for a number, `share` from 0 (low) to 1 (high): straight through OKLab (Ottosson 2020), so that equal steps
/// look equal, from amber to blue on light surfaces and from blue to amber on dark ones. Lightness alone tells the
/// order, so that nobody needs the hues, and both ends are seen on the surface (3:1, WCAG 1.4.11).
QColor rampColour(double share, const QPalette &palette);
/// The lightness of OKLab, 0 to 1.
double perceivedLightness(const QColor &colour);

} // namespace lapidary
