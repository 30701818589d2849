// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/models/compare_details.h"
#include "widgets/models/label_values.h"
#include "widgets/models/values.h"
#include <QObject>
#include <QThread>
#include <functional>
#include <nlohmann/json.hpp>

namespace lapidary {

class ProjectWorker;

/// The window's handle on the project: requests go to the bridge's thread, values come back as signals. No call blocks.
class ProjectSession : public QObject {
    Q_OBJECT
public:
    explicit ProjectSession(QObject *parent = nullptr);
    ~ProjectSession() override;

    void open(const QString &folder);
    void startExperiment();
    void pause(const QString &run);
    void resume(const QString &run);
    void stop(const QString &run);
    /// What stands in core/workbench/additions.h: tables of data, stages and arms, and which of them shall start.
    void addAndRun(const Json &tables, const QString &name);
    void fork(const QString &run, qint64 step, const Json &changes);
    void moveToFront(const QString &run);
    void drop(const QString &run); ///< a queued run
    void requestAnswers(const QString &armA, const QString &armB);
    void requestCompareDetails();

    // Labelling (label_access.h): the events of a ticket are on disk when labelsSaved comes with it.
    void openLabels(const QString &queue);
    void writeLabels(const std::vector<LabelEvent> &events, qint64 ticket);
    void findLabelPairs(const LabelQueueWish &wish);
    void makeLabelQueue(const LabelQueueWish &wish);
    void askForPair(const QString &queue, const LabelItem &like);
    void exportLabels(const QString &queue);
    void trainOnLabels(const QString &queue); ///< DPO of the labelled model, on exactly these labels

Q_SIGNALS:
    void opened(const lapidary::ProjectValues &project);
    void runsChanged(const QVector<lapidary::RunValues> &runs);
    void curvesGrew(const QVector<lapidary::CurvePoints> &points);
    void comparisonChanged(const lapidary::ComparisonValues &comparison);
    void answersReady(const lapidary::AnswerPairValues &answers);
    void compareDetailsReady(const lapidary::CompareDetails &details);
    void experimentRunningChanged(bool running);
    void labelQueuesChanged(const QStringList &names);
    void labelsOpened(const lapidary::LabelQueueValues &queue);
    void labelsSaved(qint64 ticket);
    void labelsStopped(const QString &why);
    void labelPairsFound(const lapidary::LabelPairsValues &pairs);
    void labelPairMade(const QString &queue, const lapidary::LabelItem &item);
    void labelPairFailed(const QString &why);
    void labelsExported(const QString &file, const QString &summary);
    void failed(const QString &title, const QString &text);

private:
    void ask(std::function<void(ProjectWorker &)> what);
    void connectLabels();
    QThread thread_;
    ProjectWorker *worker_ = nullptr; ///< made with the first request, so that the first frame does not wait for it
};

} // namespace lapidary
