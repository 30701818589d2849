// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/elided_label.h"
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace lapidary {

ElidedLabel::ElidedLabel(Type type, bool muted, QWidget *parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setFont(typeFont(type));
    setProperty("muted", muted);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

QString ElidedLabel::shown() const {
    return fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
}

bool ElidedLabel::event(QEvent *event) {
    if (event->type() == QEvent::ToolTip && shown() != text()) {
        // Escaped: a tip would otherwise interpret text that comes from data.
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text().toHtmlEscaped(), this);
        return true;
    }
    return QLabel::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), int(alignment()), palette(), isEnabled(), shown(),
                          foregroundRole());
}

} // namespace lapidary
