// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/visible_text.h"

namespace lapidary {

namespace {

QString codeOf(QChar c) {
    return QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
}

/// Marks of direction; joiners are not among them, for they belong to scripts and emoji.
bool reorders(char16_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

} // namespace

QString visibleText(const QString &text) {
    QString out;
    for (const QChar c : text) {
        const bool hidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (c == QLatin1Char(' '))
            out += QChar(0x00B7);
        else if (c == QLatin1Char('\t'))
            out += QChar(0x2192);
        else if (c == QLatin1Char('\n'))
            out += QChar(0x23CE);
        else if (c == QLatin1Char('\r'))
            out += QChar(0x240D);
        else if (hidden)
            out += codeOf(c);
        else
            out += c;
    }
    return out;
}

QString shownText(const QString &text) {
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (c == QLatin1Char('\n') || c == QLatin1Char('\t'))
            out += c;
        else if (c == QLatin1Char('\r'))
            out += QChar(0x240D);
        else if (c.unicode() == 0x2028 || c.unicode() == 0x2029 || c.category() == QChar::Other_Control ||
                 reorders(c.unicode()))
            out += codeOf(c);
        else
            out += c;
    }
    return out;
}

} // namespace lapidary
