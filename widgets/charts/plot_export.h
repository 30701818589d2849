// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <functional>

class QCustomPlot;
class QWidget;

namespace lapidary {

/// Writes the plot under a title line; the ending of the file decides the format (png, svg, pdf, csv).
bool exportPlot(QCustomPlot &plot, const QString &title, const QString &file, const std::function<QString()> &csv);
/// Asks for a file without blocking and calls `write`; tells the person when that fails.
void askWhereToExport(QWidget &owner, const QString &suggestion, std::function<bool(const QString &)> write);

} // namespace lapidary
