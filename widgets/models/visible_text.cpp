// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/visible_text.h"

namespace lapidary {

QString visibleText(const QString &text) {
    QString out;
    for (const QChar c : text) {
        const bool hidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (c == QLatin1Char(' ')) out += QChar(0x00B7);
        else if (c == QLatin1Char('\t')) out += QChar(0x2192);
        else if (c == QLatin1Char('\n')) out += QChar(0x23CE);
        else if (c == QLatin1Char('\r')) out += QChar(0x240D);
        else if (hidden) out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else out += c;
    }
    return out;
}

} // namespace lapidary
