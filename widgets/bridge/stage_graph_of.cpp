// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/stage_graph_of.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include "widgets/common/method_text.h"
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
        for (const auto &stage : experiment_.stages) use(stage.inputs);
        for (const auto &arm : experiment_.arms) use(arm.inputs);
        for (const auto &[name, folder] : experiment_.models)
            if (used_.count("model:" + name)) add("model:" + name, StageKind::Model, name, toQt(folder));
        for (const auto &set : experiment_.data)
            if (used_.count("data:" + set.name)) add("data:" + set.name, StageKind::Data, set.name, rowsOf(set));
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

    void connect(const std::string &from, const std::string &to) {
        const QPair<QString, QString> edge{toQt(from), toQt(to)};
        if (!graph_.edges.contains(edge)) graph_.edges.append(edge); // one stage may be given twice, for two ports
    }

    static std::string nodeOf(const Input &input) {
        return (input.from == Input::From::Stage   ? "stage:"
                : input.from == Input::From::Model ? "model:"
                                                   : "data:") +
               input.name;
    }
    void use(const Inputs &inputs) {
        for (const auto &[port, input] : inputs) used_.insert(nodeOf(input));
    }
    void connect(const Inputs &inputs, const std::string &to) {
        for (const auto &[port, input] : inputs) connect(nodeOf(input), to);
    }

    void addStage(const Stage &stage) {
        const std::string id = "stage:" + stage.name;
        const RunKind &kind = *runKind(stage.kind); // the reader knows no other
        add(id, kind.trains ? StageKind::Train : StageKind::Stage, stage.name,
            kind.methods ? toQt(stage.algorithm) : methodText(kind.info.summary));
        connect(stage.inputs, id);
        if (stage.fork.empty() || !plan_) return;
        const PlannedRun *left = plan_->find(stage.fork); // a run that was made apart has no node here
        if (left) connect("stage:" + left->name, id);
    }

    void addArm(const Arm &arm, std::vector<std::string> &buckets) {
        add("arm:" + arm.name, StageKind::Arm, arm.name, toQt(arm.strategy));
        connect(arm.inputs, "arm:" + arm.name);
        for (const auto &bucket : arm.buckets)
            if (std::find(buckets.begin(), buckets.end(), bucket) == buckets.end()) buckets.push_back(bucket);
    }

    const Experiment &experiment_;
    const Plan *plan_;
    StageGraphValues graph_{};
    std::set<std::string> used_{}; ///< nodes
};

} // namespace

StageGraphValues stageGraphOf(const Experiment &experiment, const Plan *plan) {
    return Grapher(experiment, plan).make();
}

} // namespace lapidary
