// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lapidary {

/// A piece of text with its whitespace and control characters made visible: · for a space, → for a tab, ⏎ for a line feed.
QString visibleText(const QString &text);

} // namespace lapidary
