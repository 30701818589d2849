// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/compare/forgetting.h"
#include <QAbstractTableModel>

namespace lapidary {

/// Tasks down, the models of the stages across in the order of their training, and at the end what was forgotten.
class ForgettingModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { AccuracyRole = Qt::UserRole, ChangeRole, LostRole };
    using QAbstractTableModel::QAbstractTableModel;
    void setMatrix(const ForgettingMatrix &matrix);
    const ForgettingMatrix &matrix() const { return matrix_; }
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// What a cell says, as a sentence.
    QString sentence(const QModelIndex &index) const;
    QString tsv() const;

private:
    const ForgettingMatrix::Cell *cell(const QModelIndex &index) const;
    const ForgettingMatrix::Cell *before(const QModelIndex &index) const; ///< of the parent
    ForgettingMatrix matrix_;
};

} // namespace lapidary
