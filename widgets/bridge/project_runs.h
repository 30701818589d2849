// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/job/channel.h"
#include "core/workbench/experiment/catalogue.h"
#include "widgets/bridge/project_part.h"
#include "widgets/bridge/run_logs.h"
#include <QTimer>

namespace lapidary {

class ExperimentQueue;
class OpenProject;
struct RunRecord;

/// The project's runs: how they stand, their curves and samples, what they say, and the commands to them. Everything
/// new since the last tick goes out in one signal of its kind, so that the window gets at most twenty of each a second
/// however fast a job speaks.
class ProjectRuns : public ProjectPart {
    Q_OBJECT
public:
    static constexpr int kTickMs = 50;
    static constexpr int kListMs = 500; ///< between two looks at the runs while no experiment is on its way
    ProjectRuns(OpenProject &open, ExperimentQueue &queue, QObject *parent);

    void pause(const QString &run) { command(run, "pause"); }
    /// A paused run goes on at once; a run without a worker where its folder stands, in the queue.
    void resume(const QString &run);
    void stop(const QString &run) { command(run, "stop"); }
    /// What a person calls a run and says about it; an empty name is its own.
    void describe(const QString &run, const QString &name, const QString &notes);
    void askUses(const QString &run); ///< usesKnown: who needs it
    void remove(const QString &run);  ///< with its folder, where nothing needs it
    /// Writes what these runs logged to a path where nothing is yet, as core/workbench/curves has it.
    void exportCurves(const QStringList &runs, const QString &format, const QString &path);
    void inspect(const QString &run);      ///< factsReady: configuration, inputs, times and history
    void readSettings(const QString &run); ///< settingsRead: of a training, as they stand
    /// Gives a paused training other values of these settings, from the next step on; its log tells when they count.
    void change(const QString &run, const lapidary::Json &settings);
    /// batchRead: what the rows of a batch that was told say, from the run's data.
    void readBatch(const lapidary::StepBatch &batch);
    void readHeldOut(const QString &run, qint64 line); ///< heldOutRead: what a held-out row says, from the run's data

Q_SIGNALS:
    void runsChanged(const QVector<lapidary::RunValues> &runs);
    void curvesGrew(const QVector<lapidary::CurvePoints> &points);
    void samplesGrew(const QVector<lapidary::DrawnSample> &samples);
    void batchesGrew(const QVector<lapidary::StepBatch> &batches);
    void scoresGrew(const QVector<lapidary::HeldOutScores> &scores);
    void settingsRead(const QString &run, const lapidary::Json &settings);
    void batchRead(const QString &run, double step, const QStringList &texts);
    void heldOutRead(const QString &run, qint64 line, const QString &text);
    void noticesCame(const QVector<lapidary::NoticeValues> &notices);
    void factsReady(const lapidary::RunFactsValues &facts);
    void usesKnown(const lapidary::RunUsesValues &uses);

private:
    struct Asked {
        QString run{};
        std::unique_ptr<ChannelClient> worker{};
    };
    void begin();
    void tick();
    void list();
    std::vector<RunLogs::Run> listed(const std::vector<RunRecord> &records);
    void read();
    void hearAnswers();
    void command(const QString &run, const std::string &verb);
    std::string keyMetric(const RunRecord &record);
    QHash<QString, int> coloursOf(const std::vector<RunRecord> &records);
    OpenProject &open_;
    ExperimentQueue &queue_;
    std::vector<RunLogs::Run> runs_{}; ///< oldest first, as far as the project's index knows them
    RunLogs logs_{};
    std::vector<Asked> asked_{};         ///< what paused runs have not answered yet
    std::optional<Catalogue> methods_{}; ///< as it was when it was asked first
    QTimer timer_{this};
    int sinceList_ = 0; ///< milliseconds
};

} // namespace lapidary
