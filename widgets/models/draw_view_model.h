// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/planning_values.h"
#include "widgets/models/values.h"
#include <QObject>
#include <optional>

namespace lapidary {

/// Answers that are about to be drawn from a model: an arm, which is graded and compared, or samples, from which pairs
/// and rows are made. What it is made of, what is wrong with it, and the tables that say the same in an experiment.
class DrawViewModel : public QObject {
    Q_OBJECT
public:
    enum class Kind { Arm, Samples };
    using QObject::QObject;

    void setProject(const std::optional<ProjectValues> &project);
    void setPlanning(const PlanningValues &planning);
    void begin(Kind kind, const QString &model = {}); ///< an empty model: the one of the last time

    bool isReady() const { return planning_.has_value(); }
    Kind kind() const { return kind_; }
    QStringList models() const;
    QStringList strategies() const;
    QStringList dataSets() const; ///< those that hold problems
    ConfigSpec spec() const;

    QString model() const { return model_; }
    QString strategy() const { return strategy_; }
    QStringList data() const { return data_; } ///< buckets of an arm; one data set of samples
    QString name() const { return name_; }
    void setModel(const QString &model);
    void setStrategy(const QString &strategy);
    void setData(const QStringList &names);
    void setName(const QString &name);
    /// What the form says: the fields that differ from the defaults, and how many of them are wrong.
    void setConfig(const Json &given, int problems);

    /// The arm's place in the comparison: "base", "sft", "rl", "tts" or "oracle". It follows from the model and the
    /// strategy.
    QString role() const;
    QStringList problems() const; ///< why it cannot start, as sentences; the form shows those of its fields itself
    bool canStart() const { return isReady() && problems().isEmpty() && wrongFields_ == 0; }
    Json tables() const; ///< as core/workbench/experiment/additions.h takes them
    void start();

Q_SIGNALS:
    void planningRequested();
    void begun();       ///< everything is chosen anew: the form is to be made
    void specChanged(); ///< another strategy: other fields
    void changed();
    void startRequested(const Json &tables, const QString &name);
    void started(const QString &name);

private:
    void suggestName();
    std::optional<ProjectValues> project_;
    std::optional<PlanningValues> planning_;
    Kind kind_ = Kind::Arm;
    bool awaited_ = false; ///< the planning values were asked for by begin()
    QString model_, strategy_, name_;
    QString suggested_; ///< a name that the person has not touched follows the choices
    QStringList data_;
    Json given_ = Json::object();
    int wrongFields_ = 0;
};

} // namespace lapidary
