// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/models/compare_details.h"
#include "widgets/models/data_values.h"
#include "widgets/models/model_values.h"
#include "widgets/models/values.h"
#include <QObject>
#include <QThread>
#include <functional>
#include <nlohmann/json.hpp>

namespace lapidary {

class Inventory;
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
    /// Data sets and models: what is asked is done on the bridge's thread, and answered by the signals below.
    void askInventory(std::function<void(Inventory &)> what);

Q_SIGNALS:
    void opened(const lapidary::ProjectValues &project);
    void runsChanged(const QVector<lapidary::RunValues> &runs);
    void curvesGrew(const QVector<lapidary::CurvePoints> &points);
    void comparisonChanged(const lapidary::ComparisonValues &comparison);
    void answersReady(const lapidary::AnswerPairValues &answers);
    void compareDetailsReady(const lapidary::CompareDetails &details);
    void experimentRunningChanged(bool running);
    void dataListed(const QVector<lapidary::DataSetValues> &sets);
    void modelsListed(const QVector<lapidary::ModelValues> &models);
    void modelRead(const lapidary::ModelFacts &facts);
    void modelUsesRead(const lapidary::ModelUses &uses);
    void modelDeleted(const QString &id);
    void added(const QString &name, const QString &why); ///< to the experiment; why not, where that is not empty
    void failed(const QString &title, const QString &text);

private:
    void ask(std::function<void(ProjectWorker &)> what);
    void connectInventory();
    QThread thread_;
    ProjectWorker *worker_ = nullptr; ///< made with the first request, so that the first frame does not wait for it
};

} // namespace lapidary
