// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/stage_graph.h"
#include "widgets/models/values.h"
#include <QWidget>

class QLabel;
class QStandardItemModel;
class QTreeView;

namespace lapidary {

struct StageCost;

/// The facts of one run or stage: how it stands, configuration as key and value, hashes, folder, history of states.
class InspectorView : public QWidget {
    Q_OBJECT
public:
    explicit InspectorView(QWidget *parent = nullptr);
    /// What is known at once; any may be null. The facts of the run come by setFacts.
    void show(const StageNode *stage, const RunValues *run, const StageCost *cost = nullptr);
    void setFacts(const RunFactsValues &facts);

private:
    void copy();
    QLabel *title_, *summary_, *detail_;
    QTreeView *tree_;
    QStandardItemModel *facts_;
    QString run_;
};

} // namespace lapidary
