// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/arena_view_model.h"
#include <QWidget>

class QLabel;
class QPushButton;

namespace lapidary {

class Choice;
class TextView;

/// One column of the arena: whose answer, the text as it is written, and the chip that says where it came from and asks
/// for it once more.
class ArenaColumn : public QWidget {
    Q_OBJECT
public:
    ArenaColumn(int index, QWidget *parent = nullptr);
    void setArms(const QStringList &arms, const QString &arm, bool hidden);
    void show(const ArenaViewModel::Column &column, bool hidden, const QVector<QPair<int, int>> &differences);
    void setMayVote(bool may);
    TextView *text() const { return text_; }

Q_SIGNALS:
    void armChosen(const QString &arm);
    void voted();
    void reproduceAsked();

private:
    int index_;
    Choice *arm_;
    QLabel *name_, *state_;
    TextView *text_;
    QPushButton *chip_, *vote_;
};

} // namespace lapidary
