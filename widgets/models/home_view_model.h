// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/experiment/stage_costs.h"
#include "widgets/models/stage_graph.h"
#include "widgets/models/values.h"
#include <QObject>

namespace lapidary {

class TrainViewModel;

/// How one stage stands, ready to be drawn.
struct StageView {
    std::optional<RunState> state{}; ///< nothing for data, models and what was never run
    QString word{};                  ///< the state in a word, or what kind of thing it is
    QString figure{};                ///< the number that tells most, with its name
    QString error{}, note{};
    QString cost{};                       ///< what it will take; empty: it has finished, or it is not known
    double fraction = -1;                 ///< done while it runs; negative: not known
    std::optional<CellValues> accuracy{}; ///< of an arm, in `bucket`
    QString bucket{};
    QVector<QPointF> spark{}; ///< its main metric, thinned
};

/// The experiment as a graph, with what runs, curves and comparison know of each stage.
class HomeViewModel : public QObject {
    Q_OBJECT
public:
    explicit HomeViewModel(const TrainViewModel &curves, QObject *parent = nullptr);
    void clear();
    void setGraph(const StageGraphValues &graph);
    void setRuns(const QVector<RunValues> &runs);
    void setComparison(const ComparisonValues &comparison);
    void setCosts(const QVector<StageCost> &costs);
    const QVector<StageCost> &costs() const { return costs_; }
    const StageGraphValues &graph() const { return graph_; }
    const NodeLayout &layout() const { return layout_; }
    StageView view(const StageNode &node) const;
    std::optional<RunState> stateOf(const StageNode &node) const;
    const RunValues *runOf(const StageNode &node) const; ///< null: it was never run
    bool isPaused() const;                               ///< a run waits for a person, and nothing else is at work
    /// The bucket that most arms were asked on: there they can be compared at a glance.
    QString commonBucket() const;

Q_SIGNALS:
    void graphChanged();
    void stagesChanged(); ///< states or figures; the graph is the same

private:
    const TrainViewModel &curves_;
    StageGraphValues graph_;
    NodeLayout layout_;
    QHash<QString, RunValues> runs_;
    ComparisonValues comparison_;
    QVector<StageCost> costs_;
};

/// At most `most` of the points: first and last, and the lowest and highest of each stretch between.
QVector<QPointF> thinned(const QVector<QPointF> &points, int most);

} // namespace lapidary
