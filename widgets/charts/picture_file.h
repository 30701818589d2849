// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSize>
#include <QString>
#include <functional>

class QPainter;

namespace lapidary {

/// Writes what `draw` draws on a picture of that size (pixels); the ending of the file decides the format: svg, or
/// else png. False where the file cannot be written or the picture is too large.
bool writePicture(const QString &file, const QString &title, const QSize &size,
                  const std::function<void(QPainter &)> &draw);

} // namespace lapidary
