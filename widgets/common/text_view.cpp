// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/text_view.h"
#include "widgets/common/theme.h"
#include <QEvent>
#include <QTextBlock>
#include <QTextEdit>

namespace lapidary {

TextView::TextView(const QString &name, QWidget *parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    setAccessibleName(name);
    setFont(monospaceFont());
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(2 * kGrid);
}

void TextView::setMarkedText(const QString &text, const QVector<QPair<int, int>> &spans) {
    setPlainText(text);
    spans_ = spans;
    mark();
}

void TextView::mark() {
    const QPalette &p = palette();
    QList<QTextEdit::ExtraSelection> selections;
    for (const auto &[begin, length] : spans_) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(begin);
        selection.cursor.setPosition(begin + length, QTextCursor::KeepAnchor);
        selection.format.setBackground(p.color(QPalette::Midlight));
        selection.format.setFontUnderline(true);
        selection.format.setUnderlineColor(toneColour(Tone::Accent, p));
        selections.append(selection);
    }
    setExtraSelections(selections);
}

void TextView::changeEvent(QEvent *event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) mark();
}

} // namespace lapidary
