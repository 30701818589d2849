// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_session.h"
#include "widgets/bridge/inventory.h"
#include "widgets/bridge/project_worker.h"

namespace lapidary {

ProjectSession::ProjectSession(QObject *parent) : QObject(parent) {
    qRegisterMetaType<QVector<RunValues>>();
    qRegisterMetaType<QVector<CurvePoints>>();
}

ProjectSession::~ProjectSession() {
    thread_.quit();
    thread_.wait();
}

void ProjectSession::ask(std::function<void(ProjectWorker &)> what) {
    if (!worker_) {
        worker_ = new ProjectWorker;
        worker_->moveToThread(&thread_);
        connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
        connect(worker_, &ProjectWorker::opened, this, &ProjectSession::opened);
        connect(worker_, &ProjectWorker::runsChanged, this, &ProjectSession::runsChanged);
        connect(worker_, &ProjectWorker::curvesGrew, this, &ProjectSession::curvesGrew);
        connect(worker_, &ProjectWorker::comparisonChanged, this, &ProjectSession::comparisonChanged);
        connect(worker_, &ProjectWorker::answersReady, this, &ProjectSession::answersReady);
        connect(worker_, &ProjectWorker::compareDetailsReady, this, &ProjectSession::compareDetailsReady);
        connect(worker_, &ProjectWorker::experimentRunningChanged, this, &ProjectSession::experimentRunningChanged);
        connect(worker_, &ProjectWorker::failed, this, &ProjectSession::failed);
        connectInventory();
        thread_.setObjectName(QStringLiteral("project"));
        thread_.start();
    }
    QMetaObject::invokeMethod(worker_, [worker = worker_, what = std::move(what)] { what(*worker); }, Qt::QueuedConnection);
}

void ProjectSession::connectInventory() {
    const Inventory *inventory = &worker_->inventory();
    connect(inventory, &Inventory::dataListed, this, &ProjectSession::dataListed);
    connect(inventory, &Inventory::modelsListed, this, &ProjectSession::modelsListed);
    connect(inventory, &Inventory::modelRead, this, &ProjectSession::modelRead);
    connect(inventory, &Inventory::usesRead, this, &ProjectSession::modelUsesRead);
    connect(inventory, &Inventory::modelDeleted, this, &ProjectSession::modelDeleted);
    connect(inventory, &Inventory::added, this, &ProjectSession::added);
    connect(inventory, &Inventory::failed, this, &ProjectSession::failed);
}

void ProjectSession::askInventory(std::function<void(Inventory &)> what) {
    ask([what = std::move(what)](ProjectWorker &worker) { what(worker.inventory()); });
}

void ProjectSession::open(const QString &folder) {
    ask([folder](ProjectWorker &worker) { worker.open(folder); });
}
void ProjectSession::startExperiment() {
    ask([](ProjectWorker &worker) { worker.startExperiment(); });
}
void ProjectSession::pause(const QString &run) {
    ask([run](ProjectWorker &worker) { worker.command(run, "pause"); });
}
void ProjectSession::resume(const QString &run) {
    ask([run](ProjectWorker &worker) { worker.command(run, "resume"); });
}
void ProjectSession::stop(const QString &run) {
    ask([run](ProjectWorker &worker) { worker.command(run, "stop"); });
}
void ProjectSession::addAndRun(const Json &tables, const QString &name) {
    ask([tables, name](ProjectWorker &worker) { worker.addAndRun(tables, name); });
}
void ProjectSession::fork(const QString &run, qint64 step, const Json &changes) {
    ask([run, step, changes](ProjectWorker &worker) { worker.fork(run, step, changes); });
}
void ProjectSession::moveToFront(const QString &run) {
    ask([run](ProjectWorker &worker) { worker.moveToFront(run); });
}
void ProjectSession::drop(const QString &run) {
    ask([run](ProjectWorker &worker) { worker.drop(run); });
}
void ProjectSession::requestAnswers(const QString &armA, const QString &armB) {
    ask([armA, armB](ProjectWorker &worker) { worker.readAnswers(armA, armB); });
}

void ProjectSession::requestCompareDetails() {
    ask([](ProjectWorker &worker) { worker.readCompareDetails(); });
}

} // namespace lapidary
