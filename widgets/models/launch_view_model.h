// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/planning_values.h"
#include "widgets/models/values.h"
#include <QObject>
#include <optional>

namespace lapidary {

/// What a training that has not begun will need, and where each figure comes from.
struct LaunchEstimate {
    qint64 memory = 0, freeMemory = 0; ///< bytes; 0: not known
    double steps = 0, stepSeconds = 0; ///< 0: not known
    QString measuredIn{};              ///< the run whose steps were timed
    qint64 measuredMemory = 0;         ///< bytes, of a run of the same algorithm and model
    QString measuredMemoryIn{};
    double seconds() const { return steps * stepSeconds; }
};

/// A training on its way to be started: what it is made of, what is wrong with it, what it will cost, and the command
/// line that does the same. It begins empty, from an earlier run ("again with changes"), or at a checkpoint of one (a
/// fork).
class LaunchViewModel : public QObject {
    Q_OBJECT
public:
    enum class Origin { New, Again, Fork };
    using QObject::QObject;

    void setProject(const std::optional<ProjectValues> &project);
    void setRuns(const QVector<RunValues> &runs) { runs_ = runs; }
    void setPlanning(const PlanningValues &planning);
    void setDataFacts(const DataFacts &facts);
    void setDryRun(const DryRunValues &values);

    /// Fills the form from a file of settings as TRL's command takes them.
    void importSettings(const QString &path);
    void setSettings(const SettingsFile &settings);
    QStringList settingsNotes() const { return settings_ ? settings_->notes : QStringList(); }

    void beginNew();
    void beginOn(const QString &data);   ///< a new one that learns from these rows, by the first algorithm that can
    void beginAgain(const QString &run); ///< or a stage that has not run yet, by its name
    /// At the checkpoint nearest to `step`.
    void beginFork(const QString &run, double step);

    bool isReady() const { return planning_.has_value(); }
    Origin origin() const { return origin_; }
    QString parentName() const; ///< the run that it begins from
    QStringList algorithms() const;
    QStringList models() const;
    QStringList dataSets() const; ///< those whose rows fit the algorithm
    /// What the algorithm can be given beside model and data, as a reference.
    struct PortChoice {
        QString port{}, about{}, chosen{}; ///< chosen: empty where nothing is
        QString neededBy{};                ///< the setting that reads it; empty: it is read anyway
        bool required = false;
        bool active = true; ///< its setting is on
        QStringList names{};
    };
    QVector<PortChoice> ports() const;
    void setInput(const QString &port, const QString &name); ///< an empty name: nothing is given
    QVector<qint64> checkpoints() const;
    QVector<QPair<QString, QString>> comparableRuns() const; ///< id and name, of the same algorithm
    Json configOf(const QString &run) const;
    ConfigSpec spec() const;
    Json standard() const; ///< the configuration that the form begins with

    QString algorithm() const { return algorithm_; }
    const MethodInfo *method() const; ///< null: none is chosen
    Advice advice() const;            ///< on the algorithm; empty where there is none
    QString model() const { return model_; }
    QString data() const { return data_; }
    QString name() const { return name_; }
    qint64 step() const { return step_; }
    void setAlgorithm(const QString &algorithm);
    void setModel(const QString &model);
    void setData(const QString &data);
    void setName(const QString &name);
    void setStep(qint64 step);
    /// What the form says: the fields that differ from the defaults, and how many of them are wrong.
    void setConfig(const Json &given, int problems, const Json &sweep = Json::object());
    /// Of the first run: the person's, or that of what it begins from.
    quint64 seed() const { return ownSeed_.value_or(standardSeed()); }
    quint64 standardSeed() const; ///< the experiment's; of a fork or another try that of its run
    bool hasOwnSeed() const { return ownSeed_.has_value(); }
    void setSeed(std::optional<quint64> seed);
    int seeds() const { return seeds_; }
    /// So many runs with a seed each; of a fork it is always one.
    void setSeeds(int seeds);
    int runCount() const; ///< a run for every combination of the values and every seed
    /// "6 runs: 2 values of learning_rate × 3 seeds"; empty for a single one.
    QString sweepText() const;

    QString warning() const; ///< what may be done and should not
    /// What the tokenizer of the chosen model cannot read of the chosen data, and which chosen rewards can be
    /// exploited.
    QStringList textNotes() const;
    QStringList problems() const; ///< why it cannot start, as sentences; the form shows those of its fields itself
    bool isNameGood() const {
        return planning_ && !name_.isEmpty() && name_.toUtf8().size() <= kLongestName &&
               !planning_->taken.contains(name_);
    }
    bool canStart() const { return isReady() && problems().isEmpty() && wrongFields_ == 0; }
    Json tables() const; ///< as core/workbench/experiment/additions.h takes them
    QString commandLine() const;
    LaunchEstimate estimate() const;
    bool isMeasuring() const { return measuring_; }
    void measure();    ///< a dry run of what is chosen now
    void endMeasure(); ///< gives it up
    QString measuredText() const;
    QString memoryText() const;
    QString timeText() const;
    void start();

Q_SIGNALS:
    void planningRequested();
    void dataFactsRequested(const QString &name);
    void settingsFileRequested(const QString &path, const lapidary::SettingsFile &form);
    void begun();       ///< everything is chosen anew: the form is to be made
    void specChanged(); ///< another algorithm: other fields
    void changed();
    void dryRunRequested(const Json &tables, const QString &name);
    void dryRunEnded();
    void startRequested(const Json &tables, const QString &name);
    void forkRequested(const QString &run, qint64 step, const Json &config, const QString &name);
    void started(const QString &name);

private:
    static constexpr int kLongestName = 60; ///< bytes
    void begin(Origin origin, const QString &run);
    void choose();
    void suggestName();
    QString firstAlgorithm() const;
    QString algorithmFor(const QString &data) const; ///< empty: nothing learns from it
    Json resolved() const;
    qint64 lastStep() const;
    const ModelChoice *chosenModel() const;
    std::optional<ProjectValues> project_;
    std::optional<PlanningValues> planning_;
    QVector<RunValues> runs_;
    DataFacts facts_;
    std::optional<SettingsFile> settings_; ///< that the form was filled from last
    std::optional<DryRunValues> measured_; ///< of what `measuredTables_` says
    Json measuredTables_{};
    bool measuring_ = false, awaited_ = false; ///< awaited: the planning values were asked for by begin()
    Origin origin_ = Origin::New;
    QString parent_, algorithm_, model_, data_, name_;
    QMap<QString, QString> inputs_; ///< by port
    QString suggested_;             ///< a name that the person has not touched follows the choices
    qint64 step_ = 0;
    double wantedStep_ = 0;
    QString wantedData_; ///< what the next form begins with
    Json given_ = Json::object(), sweep_ = Json::object();
    int wrongFields_ = 0, seeds_ = 1;
    std::optional<quint64> ownSeed_;
};

} // namespace lapidary
