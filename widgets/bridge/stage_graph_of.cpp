// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/stage_graph_of.h"
#include "core/workbench/owner_job.h"
#include "widgets/bridge/conversions.h"
#include <QCoreApplication>
#include <QLocale>
#include <set>

namespace lapidary {

namespace {

struct StageWords {
    Q_DECLARE_TR_FUNCTIONS(StageGraph)
};

class Grapher {
public:
    Grapher(const Experiment &experiment, const Plan *plan) : experiment_(experiment), plan_(plan) {}

    StageGraphValues make() {
        for (const auto &stage : experiment_.stages) used_.insert({stage.model, stage.data});
        for (const auto &arm : experiment_.arms) used_.insert(arm.model);
        for (const auto &[name, folder] : experiment_.models)
            if (used_.count(name)) add("model:" + name, StageKind::Model, name, toQt(folder));
        for (const auto &set : experiment_.data)
            if (used_.count(set.name)) add("data:" + set.name, StageKind::Data, set.name, rowsOf(set));
        for (const auto &stage : experiment_.stages) addStage(stage);
        std::vector<std::string> buckets;
        for (const auto &arm : experiment_.arms) addArm(arm, buckets);
        if (!experiment_.arms.empty()) {
            QStringList names;
            for (const auto &bucket : buckets) names.append(toQt(bucket));
            add("comparison", StageKind::Comparison, {}, names.join(QStringLiteral(", ")));
            graph_.nodes.last().name = StageWords::tr("Comparison");
            for (const auto &arm : experiment_.arms) connect("arm:" + arm.name, "comparison");
        }
        return std::move(graph_);
    }

private:
    static QString rowsOf(const DataSet &set) {
        if (!set.file.empty()) return toQt(fs::path(set.file).filename().string());
        std::int64_t rows = 0;
        for (const auto &part : set.parts) rows += part.count;
        return StageWords::tr("%1 rows").arg(QLocale().toString(qlonglong(rows)));
    }

    void add(const std::string &id, StageKind kind, const std::string &name, const QString &detail) {
        StageNode node{.id = toQt(id), .kind = kind, .name = toQt(name), .detail = detail};
        if (plan_ && kind != StageKind::Data && kind != StageKind::Model)
            for (const auto &run : plan_->runs)
                if (run.name == name) node.run = toQt(run.id);
        graph_.nodes.append(node);
    }

    void connect(const std::string &from, const std::string &to) { graph_.edges.append({toQt(from), toQt(to)}); }

    /// The node that a name of the experiment stands for: a stage before a data set or model, as the planner reads it.
    std::string nodeOf(const std::string &name, const char *otherwise) const {
        for (const auto &stage : experiment_.stages)
            if (stage.name == name) return "stage:" + name;
        return otherwise + name;
    }

    void addStage(const Stage &stage) {
        const std::string id = "stage:" + stage.name;
        const StageKind kind = stage.kind == "sample" ? StageKind::Sample
                               : ownerJob(stage.kind) ? StageKind::Pairs
                                                      : StageKind::Train;
        const QString detail = kind == StageKind::Sample  ? StageWords::tr("sampling")
                               : stage.kind == "filter"   ? StageWords::tr("right samples")
                               : kind == StageKind::Pairs ? StageWords::tr("preferences")
                                                          : toQt(stage.algorithm);
        add(id, kind, stage.name, detail);
        if (!stage.model.empty()) connect(nodeOf(stage.model, "model:"), id);
        if (!stage.data.empty()) connect(nodeOf(stage.data, "data:"), id);
    }

    void addArm(const Arm &arm, std::vector<std::string> &buckets) {
        add("arm:" + arm.name, StageKind::Arm, arm.name, toQt(arm.strategy));
        connect(nodeOf(arm.model, "model:"), "arm:" + arm.name);
        for (const auto &bucket : arm.buckets)
            if (std::find(buckets.begin(), buckets.end(), bucket) == buckets.end()) buckets.push_back(bucket);
    }

    const Experiment &experiment_;
    const Plan *plan_;
    StageGraphValues graph_{};
    std::set<std::string> used_{};
};

} // namespace

StageGraphValues stageGraphOf(const Experiment &experiment, const Plan *plan) {
    return Grapher(experiment, plan).make();
}

} // namespace lapidary
