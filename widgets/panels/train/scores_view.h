// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QTableView;
class QVBoxLayout;

namespace lapidary {

class ReliabilityChart;
class ScoreHistogram;
class ScoresBar;
class ScoresModel;
class ScoreScatter;
class TrainViewModel;

/// What a reward model says of held-out rows at an evaluation: its margins or scores, how sure it is against how often
/// it is right, its scores against lengths; and the rows themselves, the worst first, with what the chosen one says.
class ScoresView : public QWidget {
    Q_OBJECT
public:
    ScoresView(ScoresModel &model, TrainViewModel &runs, QWidget *parent = nullptr);

private:
    QWidget *makeCharts();
    QWidget *makeRows();
    QVBoxLayout *makeCard(QLabel *&title, QLabel *&said, const char *name, QLayout *into);
    void refresh();
    void drawHistogram();
    void drawReliability();
    void drawLengths();
    void showEmpty();
    void showChosen();
    void markStep(int step);
    ScoresModel &model_;
    TrainViewModel &runs_;
    ScoresBar *bar_;
    QLabel *facts_, *none_, *histogramTitle_, *histogramSaid_, *reliabilityTitle_, *reliabilitySaid_, *lengthTitle_,
        *lengthSaid_;
    ScoreHistogram *histogram_;
    ReliabilityChart *reliability_;
    ScoreScatter *lengths_;
    QTableView *table_;
    QPlainTextEdit *text_;
    QWidget *body_;
};

} // namespace lapidary
