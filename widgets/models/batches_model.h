// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/data/step_batch.h"
#include <QAbstractTableModel>
#include <QHash>
#include <QStringList>
#include <optional>

namespace lapidary {

/// The rows behind steps of a training that it told by their losses: of the chosen run and step, the costliest first.
/// What the rows say is asked for when a step is chosen.
class BatchesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Row, Loss, Text, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const QVector<StepBatch> &batches);
    void setRun(const QString &run);
    QString run() const { return run_; }
    void setStep(double step);
    void setTexts(const QString &run, double step, const QStringList &texts);
    QVector<double> steps() const;               ///< of the chosen run, in their order
    const StepBatch *chosen() const;             ///< null: the run has told none
    const StepBatch *batchAt(double step) const; ///< of the chosen run
    /// The step of a batch nearest to a place, at most `reach` away; nothing where there is none.
    std::optional<double> stepNear(const QString &run, double step, double reach) const;
    QString textOf(int row) const; ///< in full; empty where it is not known
    static QString rowName(const BatchRow &row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void chosenChanged(); ///< another run, step, or what there is of them
    void textsWanted(const lapidary::StepBatch &batch);

private:
    void show();
    QHash<QString, QVector<StepBatch>> all_; ///< by run, in the order of their steps
    QString run_;
    std::optional<double> step_;
    QStringList texts_; ///< of the chosen step
};

} // namespace lapidary
