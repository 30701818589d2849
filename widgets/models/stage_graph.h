// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/node_layout.h"
#include <QMetaType>
#include <QPair>
#include <QSizeF>
#include <QString>
#include <QVector>

namespace lapidary {

/// A node: Train is a stage that trains, Stage any other.
enum class StageKind { Data, Model, Train, Stage, Arm, Comparison };

/// One stage of an experiment, or what goes into one.
struct StageNode {
    QString id{}; ///< unique in the graph
    StageKind kind = StageKind::Data;
    QString name{}, detail{}; ///< detail: algorithm, strategy, rows, buckets
    QString run{};            ///< id of its run; empty while there is none
    QString trouble{};        ///< what is wrong with it in the experiment's file; empty: nothing
    bool operator==(const StageNode &) const = default;
};

/// An experiment as a graph without circles: what feeds what.
struct StageGraphValues {
    QVector<StageNode> nodes{};
    QVector<QPair<QString, QString>> edges{}; ///< from, to
    /// Why the experiment cannot be run; without nodes: it cannot even be read.
    QString problem{};
    bool isEmpty() const { return nodes.isEmpty(); }
    const StageNode *find(const QString &id) const;
    QString stageOf(const QString &run) const; ///< id of the node that a run belongs to; empty where there is none
    bool operator==(const StageGraphValues &) const = default;
};

QSizeF stageSize(StageKind kind);
/// Layers by the longest way, order within by barycentres, heights by least squares (isotonic regression), after
/// Sugiyama, Tagawa and Toda 1981 with long edges kept in lanes of their own. Arms share the column before the
/// comparison.
NodeLayout layoutOf(const StageGraphValues &graph, QSizeF (*sizeOf)(StageKind) = stageSize);

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::StageGraphValues)
