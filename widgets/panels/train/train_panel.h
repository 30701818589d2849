// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/models/label_values.h"
#include "widgets/models/values.h"
#include "widgets/panels/panel.h"
#include <QPointer>
#include <QStringList>

class QButtonGroup;
class QMenu;
class QPushButton;
class QStackedLayout;

namespace lapidary {

class BatchesModel;
class ChartsView;
class Choice;
class CurveChart;
class EmptyState;
class LaunchPage;
class LaunchViewModel;
class LiveDialog;
class LegendBar;
class RunBar;
class SamplesModel;
class ScoresModel;
class TrainViewModel;

/// Trainings: started from a form, watched while they run, paused, resumed and forked.
class TrainPanel : public Panel {
    Q_OBJECT
public:
    /// What a run tells of single steps.
    struct Told {
        SamplesModel &samples;
        BatchesModel &batches;
        ScoresModel &scores;
    };
    TrainPanel(TrainViewModel &model, LaunchViewModel &launch, const Told &told, QWidget *parent = nullptr);
    QVector<KeyHelp> keyHelp() const override;
    CurveChart *chart(const QString &metric, const QString &run = {}) const;
    void setProject(const std::optional<ProjectValues> &project);
    /// Opens the completions of the step nearest to this one.
    void showSamplesAt(const QString &run, double step);
    void showBatchAt(const QString &run, double step); ///< of a step that was told
    /// Asks which of them a paused run is to have otherwise.
    void changeSettings(const QString &run, const Json &settings);
    /// How a run that was asked what its policy says gets on; it has answered, or there will be no answer.
    void setLiveProgress(const LiveProgress &progress);
    void endLive();
    void setLiveSilent(const QString &why);

Q_SIGNALS:
    /// The settings of a paused run are asked for, to be given to changeSettings().
    void settingsWanted(const QString &run);
    void changeWanted(const QString &run, const lapidary::Json &settings);
    void exportRequested(const QStringList &runs, const QString &format, const QString &path);
    void liveWanted(const lapidary::LiveRequest &asked); ///< what a policy says now is to be labelled
    void liveCancelled();

private:
    QPushButton *makeExport(QWidget *header);
    void askExport(const QString &format, const QString &suggestion);
    QWidget *makeHeader(QWidget *page);
    QWidget *makeAxis(QWidget *header);
    QWidget *makeGroups(QWidget *header);
    QWidget *makeMetrics(QWidget *header);
    QWidget *makePage();
    void connectCurves();
    QWidget *makeTabs(QWidget *page);
    void showPage();
    void syncPreset();
    static QString presetName(const QString &preset);
    void syncLegend();
    void showOrHide(const QString &id, bool visible);
    void fillMetricsMenu();
    void fillChartMenu(QMenu *menu, const QString &run, double x);
    void fork(const QString &run, double step);
    void lookAt(const QString &run, double x);
    double reachOf(const QString &run) const;
    void selectWhenThere();
    void askLive(const QString &run);
    TrainViewModel &model_;
    LaunchViewModel &launch_;
    SamplesModel &samples_;
    BatchesModel &batches_;
    ScoresModel &scores_;
    QStackedLayout *pages_, *views_; ///< empty, at work, launch; curves, samples, batches, scores
    EmptyState *empty_;
    LaunchPage *launchPage_;
    ChartsView *charts_;
    LegendBar *legend_;
    RunBar *runBar_;
    Choice *preset_, *groups_ = nullptr;
    QMenu *metricsMenu_;
    QButtonGroup *tabs_ = nullptr;  ///< curves, samples, batches, scores
    QVector<QWidget *> curveTools_; ///< of no use to the samples
    QStringList inLegend_;
    QPointer<LiveDialog> live_{};
    QString awaited_; ///< name of the run that was started last, until it is there
    bool launching_ = false, mayStart_ = false, filling_ = false;
};

} // namespace lapidary
