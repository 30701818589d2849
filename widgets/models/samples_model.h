// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/data/drawn_sample.h"
#include <QAbstractTableModel>
#include <QHash>
#include <optional>

namespace lapidary {

/// The samples of one run by step: those of all steps or of one, sorted by any column, filtered by a text in prompt or
/// completion. Only the rows that are on show are ever made into texts.
class SamplesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Step, Group, Reward, Advantage, Prompt, Completion, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const QVector<DrawnSample> &samples);
    void setRun(const QString &run);
    QString run() const { return run_; }
    void setFilter(const QString &text);
    QVector<double> steps() const; ///< at which the run told any, in their order
    /// Nothing: all steps.
    void setStep(std::optional<double> step);
    std::optional<double> step() const { return step_; }
    /// The step with samples that is nearest to a place; nothing where the run has told none.
    std::optional<double> stepNear(const QString &run, double step) const;
    int total() const { return int(all_.value(run_).size()); } ///< of the run, without the filter
    const DrawnSample *at(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void stepChanged();

private:
    bool matches(const DrawnSample &sample) const;
    bool isBefore(const DrawnSample &a, const DrawnSample &b) const;
    void rebuild();
    QHash<QString, QVector<DrawnSample>> all_; ///< by run, in the order of their log
    QVector<int> rows_;                        ///< of the chosen run
    QString run_, filter_;
    std::optional<double> step_;
    int sortedBy_ = Step;
    Qt::SortOrder order_ = Qt::DescendingOrder; ///< the newest first
};

} // namespace lapidary
