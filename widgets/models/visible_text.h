// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lapidary {

/// A piece of text with its whitespace and control characters made visible: · for a space, → for a tab, ⏎ for a line
/// feed.
QString visibleText(const QString &text);
/// Text to read: lines and tabs as they are, but what could reorder or hide other text is made visible. Of a text in
/// pieces it is the pieces joined.
QString shownText(const QString &text);

} // namespace lapidary
