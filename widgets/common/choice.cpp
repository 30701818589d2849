// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/choice.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleHints>
#include <algorithm>

namespace lapidary {

Choice::Choice(const QString &objectName, const QString &purpose, QWidget *parent) : QComboBox(parent) {
    setObjectName(objectName);
    setAccessibleName(purpose);
    setToolTip(purpose);
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMinimumWidth(20 * kGrid); // a row that is short of room takes it from long entries
}

void Choice::paintEvent(QPaintEvent *event) {
    QComboBox::paintEvent(event);
    QPainter painter(this);
    drawGlyph(painter, Glyph::Chevron, QRectF(width() - 5 * kGrid, height() / 2.0 - 5, 10, 10),
              palette().color(QPalette::PlaceholderText));
}

/// Qt takes two letters for the beginning of a word, where the second comes soon, and stays with the first entry.
void Choice::keyPressEvent(QKeyEvent *event) {
    const QString text = event->text();
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && text.size() == 1 && text[0].isLetterOrNumber()) {
        const bool soon =
            sinceTyped_.isValid() && sinceTyped_.elapsed() <= QGuiApplication::styleHints()->keyboardInputInterval();
        typed_ = soon ? typed_ + text : text;
        sinceTyped_.start();
        if (typed_.size() > 1 && typed_.count(text[0], Qt::CaseInsensitive) == typed_.size() && goOn(text[0]))
            return event->accept();
    } else {
        typed_.clear();
    }
    QComboBox::keyPressEvent(event);
}

/// To the next entry that begins with a letter.
bool Choice::goOn(QChar letter) {
    for (int by = 1; by <= count(); ++by) {
        const int at = (std::max(0, currentIndex()) + by) % count();
        if (!itemText(at).startsWith(letter, Qt::CaseInsensitive)) continue;
        setCurrentIndex(at);
        Q_EMIT activated(at);
        return true;
    }
    return false;
}

} // namespace lapidary
