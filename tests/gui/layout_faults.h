// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QLabel>
#include <QPushButton>
#include <QStringList>
#include <QWidget>

namespace lapidary::test {

/// How far the words of a widget reach beyond its room; 0 where they have it. A label that shortens its words by itself
/// (elided_label.h), with the whole in its tip, says so.
inline int lackingRoom(const QWidget &widget) {
    if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
        if (label->text().isEmpty() || label->property("elides").toBool()) return 0;
        if (!label->wordWrap()) return std::max(label->sizeHint().width() - label->width(), 0);
        return std::max(label->heightForWidth(label->width()) - label->height(), 0);
    }
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    if (!button || button->text().isEmpty()) return 0;
    if (!qobject_cast<const QPushButton *>(button))
        return std::max(button->minimumSizeHint().width() - button->width(), 0);
    QString words = button->text();
    words.remove(QLatin1Char('&'));
    return std::max(button->fontMetrics().horizontalAdvance(words) + 2 - button->width(), 0);
}

inline bool isInScrollArea(const QWidget &widget) {
    for (const QWidget *up = widget.parentWidget(); up; up = up->parentWidget())
        if (const auto *area = qobject_cast<const QAbstractScrollArea *>(up->parentWidget()); area)
            if (area->viewport() == up) return true;
    return false;
}

inline QString nameOf(const QWidget &widget) {
    QStringList path;
    for (const QWidget *up = &widget; up && path.size() < 4; up = up->parentWidget())
        path.prepend(up->objectName().isEmpty() ? QString::fromLatin1(up->metaObject()->className())
                                                : up->objectName());
    const auto *label = qobject_cast<const QLabel *>(&widget);
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    return path.join(QLatin1Char('/')) + QStringLiteral(" “") +
           (label    ? label->text()
            : button ? button->text()
                     : QString()) +
           QStringLiteral("”");
}

/// Where words are cut, reach out of what holds them, or lie upon each other, in what is on show of `top`.
inline QStringList layoutFaults(const QWidget &top) {
    QStringList out;
    QList<QWidget *> worded;
    for (QWidget *each : top.findChildren<QWidget *>()) {
        if (!each->isVisible() || each->visibleRegion().isEmpty()) continue;
        const bool words =
            (qobject_cast<QLabel *>(each) && !static_cast<QLabel *>(each)->text().isEmpty()) ||
            (qobject_cast<QAbstractButton *>(each) && !static_cast<QAbstractButton *>(each)->text().isEmpty());
        if (!words) continue;
        worded.append(each);
        if (const int lacks = lackingRoom(*each); lacks > 1)
            out.append(QStringLiteral("cut by %1: %2").arg(lacks).arg(nameOf(*each)));
        const QWidget *parent = each->parentWidget();
        if (!parent->rect().adjusted(-1, -1, 1, 1).contains(each->geometry()) && !isInScrollArea(*each))
            out.append(QStringLiteral("reaches out: ") + nameOf(*each));
    }
    for (int i = 0; i < worded.size(); ++i)
        for (int k = i + 1; k < worded.size(); ++k)
            if (worded[i]->parentWidget() == worded[k]->parentWidget() &&
                worded[i]->geometry().adjusted(1, 1, -1, -1).intersects(worded[k]->geometry().adjusted(1, 1, -1, -1)))
                out.append(QStringLiteral("overlap: %1 and %2").arg(nameOf(*worded[i]), nameOf(*worded[k])));
    return out;
}

} // namespace lapidary::test
