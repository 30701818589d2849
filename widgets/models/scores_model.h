// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/data/score_figures.h"
#include <QAbstractTableModel>
#include <QHash>
#include <optional>

namespace lapidary {

/// What a reward model says of held-out rows, at the evaluations of the chosen run: a table of its pairs, answers or
/// steps at one evaluation, the worst first, and what all of them come to. What a row says is asked for when it is
/// chosen.
class ScoresModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// Of pairs, answers and steps each, as far as they have it.
    enum class Column { Row, Step, Lead, Score, Other, Label, Tokens };
    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const QVector<HeldOutScores> &scores);
    void setRun(const QString &run);
    QString run() const { return run_; }
    QVector<double> steps() const;       ///< that were evaluated, of the chosen run, in their order
    void setStep(double step);           ///< one of steps(); without it, the newest
    const HeldOutScores *chosen() const; ///< null: the run has told none
    const ScoreFigures &figures() const { return figures_; }
    const RankedScore *at(int row) const; ///< null: there is no such row
    QVector<Column> columns() const;
    /// Asks for what this one says; text() has it then.
    void look(int row);
    void setText(const QString &run, qint64 line, const QString &text);
    std::optional<QString> text() const { return text_; } ///< of the row that was looked at; nothing: not read yet

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void chosenChanged(); ///< another run, evaluation, or what there is of them
    void textWanted(const QString &run, qint64 line);
    void textRead();

private:
    void show();
    QString cell(const RankedScore &row, Column column) const;
    QHash<QString, QVector<HeldOutScores>> all_; ///< by run, in the order of their steps
    QString run_;
    std::optional<double> step_;
    ScoreFigures figures_{};
    std::vector<RankedScore> ranked_{};
    qint64 wanted_ = 0; ///< line that was looked at
    std::optional<QString> text_;
};

} // namespace lapidary
