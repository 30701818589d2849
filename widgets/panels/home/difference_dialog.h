// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/difference_values.h"
#include <QDialog>

class QComboBox;
class QTreeWidget;
class QTreeWidgetItem;

namespace lapidary {

class ToneLabel;

/// What differs between the experiment as it is now and what was run of it, or another one: a table of it a line, with
/// its values below.
class DifferenceDialog : public QDialog {
    Q_OBJECT
public:
    /// `projects`: folders that are offered to compare with.
    explicit DifferenceDialog(const QStringList &projects, QWidget *parent = nullptr);
    /// Asks for this one first: as ExperimentDifferences::from.
    void compareWith(const QString &from, const QString &title = {});
    void show(const ExperimentDifferences &difference);

Q_SIGNALS:
    void wanted(const QString &from);

private:
    void makeLayout();
    void browse();
    void ask();
    void add(const TableDifference &table);
    void copy() const;
    QComboBox *before_;
    ToneLabel *verdict_;
    QTreeWidget *tree_;
};

} // namespace lapidary
