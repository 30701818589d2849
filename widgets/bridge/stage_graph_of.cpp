// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/stage_graph_of.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include "widgets/common/method_text.h"
#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace lapidary {

namespace {

struct StageWords {
    Q_DECLARE_TR_FUNCTIONS(StageGraph)
};

class Grapher {
public:
    Grapher(const Experiment &experiment, const Plan *plan) : experiment_(experiment), plan_(plan) {}

    StageGraphValues make() {
        for (const auto &[name, folder] : experiment_.models)
            add("model:" + name, StageKind::Model, name, toQt(folder));
        for (const auto &set : experiment_.data) add("data:" + set.name, StageKind::Data, set.name, rowsOf(set));
        for (const auto &stage : experiment_.stages) addStage(stage);
        std::vector<std::string> buckets;
        for (const auto &arm : experiment_.arms) addArm(arm, buckets);
        if (!experiment_.arms.empty()) {
            QStringList names;
            for (const auto &bucket : buckets) names.append(toQt(bucket));
            add("comparison", StageKind::Comparison, {}, names.join(QStringLiteral(", ")));
            graph_.nodes.last().name = StageWords::tr("Comparison");
            for (const auto &arm : experiment_.arms) connect("arm:" + arm.name, "comparison");
            for (const auto &bucket : buckets) connect("data:" + bucket, "comparison");
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
};

/// What a node says of itself needs no file and no line.
Error withoutPlace(Error problem) {
    problem.file.clear();
    problem.line = 0;
    const auto dot = problem.field.rfind('.');
    if (dot != std::string::npos) problem.field.erase(0, dot + 1);
    return problem;
}

} // namespace

StageGraphValues stageGraphOf(const Experiment &experiment, const Plan *plan) {
    return Grapher(experiment, plan).make();
}

StageGraphValues stageGraphOf(const ExperimentDraft &draft, const Plan *plan) {
    StageGraphValues graph = stageGraphOf(draft.experiment, plan);
    QStringList all;
    for (const Error &problem : draft.problems) {
        const QString words = toQt(problem);
        all.append(words);
        for (StageNode &node : graph.nodes) {
            QString path = node.id;
            path.replace(path.indexOf(QLatin1Char(':')), 1, QLatin1Char('.'));
            const QString field = toQt(problem.field);
            if (field != path && !field.startsWith(path + QLatin1Char('.'))) continue;
            node.trouble += (node.trouble.isEmpty() ? QString() : QStringLiteral("\n")) + toQt(withoutPlace(problem));
        }
    }
    graph.problem = all.join(QLatin1Char('\n'));
    return graph;
}

} // namespace lapidary
