// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "widgets/models/runs_model.h"
#include <QTableView>
#include <QtTest>

namespace lapidary::test {

/// The row of a run in the table of jobs, which has an order of its own.
inline QModelIndex runRow(const QTableView &table, const QString &run) {
    for (int row = 0; row < table.model()->rowCount(); ++row)
        if (table.model()->index(row, 0).data(RunsModel::IdRole).toString() == run) return table.model()->index(row, 0);
    return {};
}

inline void clickRun(QTableView &table, const QString &run) {
    const QModelIndex row = runRow(table, run);
    table.scrollTo(row);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(row).center());
}

} // namespace lapidary::test
