// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"

class QLabel;
class QStackedLayout;

namespace lapidary {

class ArenaViewModel;
class ArmsTable;
class CompareViewModel;
class EmptyState;

/// The comparison of an experiment's arms: the table with intervals, the paired test of two arms, and their answers.
class ComparePanel : public Panel {
    Q_OBJECT
public:
    explicit ComparePanel(CompareViewModel &model, ArenaViewModel &arena, QWidget *parent = nullptr);
    QVector<KeyHelp> keyHelp() const override {
        return {{QStringLiteral("Ctrl+C"), tr("Copy the table with headers (TSV)")},
                {QStringLiteral("A, B"), tr("Take the row as arm A or B, with the table in focus")},
                {QStringLiteral("↑ / ↓"), tr("Another question, with the list in focus")},
                {QStringLiteral("Ctrl+Return"), tr("Ask, while a question of your own is written")},
                {QStringLiteral("1 … 4, 0"), tr("The best of blind answers, or a tie")}};
    }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeTabs();
    QWidget *makeTop();
    void showEmpty();
    void refresh();
    void fitTable();
    CompareViewModel &model_;
    ArenaViewModel &arena_;
    QStackedLayout *pages_;
    EmptyState *empty_;
    ArmsTable *table_;
    QLabel *title_, *note_, *missing_, *claims_;
};

} // namespace lapidary
