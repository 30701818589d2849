// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/theme.h"
#include <QFrame>
#include <QLabel>

class QPushButton;
class QVBoxLayout;

namespace lapidary {

/// A label for text that may come from data or models: always plain, never interpreted.
QLabel *plainLabel(const QString &text, Type type = Type::Body, bool muted = false, QWidget *parent = nullptr);
QPushButton *button(const QString &text, bool primary = false, QWidget *parent = nullptr);
/// A surface with a thin border.
QFrame *card(QWidget *parent = nullptr);

/// What a panel shows while it has nothing: what this place is for, and the button that fills it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString &title, const QString &text, const QString &action, QWidget *parent = nullptr);
    void setText(const QString &title, const QString &text, const QString &action);

Q_SIGNALS:
    void actionRequested();

private:
    QLabel *title_, *text_;
    QPushButton *action_;
};

} // namespace lapidary
