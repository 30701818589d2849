// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"
#include <QAbstractTableModel>

namespace lapidary {

/// The runs of a project as a table. Updates move no rows, so that a selection survives them.
class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, State, Progress, Eta, KeyFigure, ColumnCount };
    enum Role { IdRole = Qt::UserRole, StateRole, FractionRole, ColourRole, PlaceRole };

    using QAbstractTableModel::QAbstractTableModel;
    void setRuns(const QVector<RunValues> &runs);
    const QVector<RunValues> &runs() const { return runs_; }
    const RunValues *find(const QString &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVector<RunValues> runs_;
};

/// Share done, 0 to 1; negative while it is not known.
double fractionOf(const RunValues &run);

} // namespace lapidary
