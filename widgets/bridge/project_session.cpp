// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_session.h"
#include "widgets/bridge/answer_service.h"
#include "widgets/bridge/inventory.h"
#include "widgets/bridge/project_worker.h"

namespace lapidary {

ProjectSession::ProjectSession(QObject *parent) : QObject(parent) {
    qRegisterMetaType<QVector<RunValues>>();
    qRegisterMetaType<QVector<CurvePoints>>();
    qRegisterMetaType<QVector<DrawnSample>>();
    qRegisterMetaType<Json>("lapidary::Json");
    qRegisterMetaType<QVector<NoticeValues>>();
    qRegisterMetaType<QVector<ReadyProjectValues>>();
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
        connect(worker_, &ProjectWorker::samplesGrew, this, &ProjectSession::samplesGrew);
        connect(worker_, &ProjectWorker::comparisonChanged, this, &ProjectSession::comparisonChanged);
        connect(worker_, &ProjectWorker::answersReady, this, &ProjectSession::answersReady);
        connect(worker_, &ProjectWorker::planningReady, this, &ProjectSession::planningReady);
        connect(worker_, &ProjectWorker::dataFactsReady, this, &ProjectSession::dataFactsReady);
        connect(worker_, &ProjectWorker::dryRunReady, this, &ProjectSession::dryRunReady);
        connect(worker_, &ProjectWorker::sameRunFound, this, &ProjectSession::sameRunFound);
        connect(worker_, &ProjectWorker::compareDetailsReady, this, &ProjectSession::compareDetailsReady);
        connect(worker_, &ProjectWorker::experimentRunningChanged, this, &ProjectSession::experimentRunningChanged);
        connect(worker_, &ProjectWorker::reportWritten, this, &ProjectSession::reportWritten);
        connect(worker_, &ProjectWorker::contenderFailed, this, &ProjectSession::answerFailed);
        connect(worker_, &ProjectWorker::contenderReady, this,
                [this](int place, quint64 ticket, const Json &request, const QString &weights, const QString &seed) {
                    service(place).ask(ticket, request, weights, seed);
                });
        connect(worker_, &ProjectWorker::failed, this, &ProjectSession::failed);
        connectInventory();
        connectLabels();
        connect(worker_, &ProjectWorker::graphChanged, this, &ProjectSession::graphChanged);
        connect(worker_, &ProjectWorker::noticesCame, this, &ProjectSession::noticesCame);
        connect(worker_, &ProjectWorker::factsReady, this, &ProjectSession::factsReady);
        connect(worker_, &ProjectWorker::readyProjectsListed, this, &ProjectSession::readyProjectsListed);
        connect(worker_, &ProjectWorker::dataSetsChanged, this, &ProjectSession::dataSetsChanged);
        thread_.setObjectName(QStringLiteral("project"));
        thread_.start();
    }
    QMetaObject::invokeMethod(
        worker_, [worker = worker_, what = std::move(what)] { what(*worker); }, Qt::QueuedConnection);
}

void ProjectSession::connectInventory() {
    const Inventory *inventory = &worker_->inventory();
    connect(inventory, &Inventory::dataListed, this, &ProjectSession::dataListed);
    connect(inventory, &Inventory::modelsListed, this, &ProjectSession::modelsListed);
    connect(inventory, &Inventory::modelsCompared, this, &ProjectSession::modelsCompared);
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
void ProjectSession::addAndRunAs(const SameRunValues &asked, SameRun same) {
    ask([asked, same](ProjectWorker &worker) { worker.addAndRun(asked.tables, asked.name, same); });
}
void ProjectSession::fork(const QString &run, qint64 step, const Json &changes, const QString &name) {
    ask([run, step, changes, name](ProjectWorker &worker) { worker.fork(run, step, changes, name); });
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
void ProjectSession::inspectRun(const QString &run) {
    ask([run](ProjectWorker &worker) { worker.inspectRun(run); });
}
void ProjectSession::listReadyProjects() {
    ask([](ProjectWorker &worker) { worker.listReadyProjects(); });
}
void ProjectSession::createProject(const QString &folder, const QString &from) {
    ask([folder, from](ProjectWorker &worker) { worker.createProject(folder, from); });
}
void ProjectSession::requestPlanning() {
    ask([](ProjectWorker &worker) { worker.readPlanning(); });
}
void ProjectSession::requestDryRun(const Json &tables, const QString &name) {
    ask([tables, name](ProjectWorker &worker) { worker.dryRun(tables, name); });
}
void ProjectSession::endDryRun() {
    ask([](ProjectWorker &worker) { worker.endDryRun(); });
}
void ProjectSession::requestDataFacts(const QString &name) {
    ask([name](ProjectWorker &worker) { worker.readDataFacts(name); });
}

void ProjectSession::writeReport() {
    ask([](ProjectWorker &worker) { worker.writeReport(); });
}

void ProjectSession::requestCompareDetails() {
    ask([](ProjectWorker &worker) { worker.readCompareDetails(); });
}

void ProjectSession::connectLabels() {
    const LabelAccess *labels = &worker_->labels();
    connect(labels, &LabelAccess::queuesChanged, this, &ProjectSession::labelQueuesChanged);
    connect(labels, &LabelAccess::opened, this, &ProjectSession::labelsOpened);
    connect(labels, &LabelAccess::saved, this, &ProjectSession::labelsSaved);
    connect(labels, &LabelAccess::voteSaved, this, &ProjectSession::voteSaved);
    connect(labels, &LabelAccess::stopped, this, &ProjectSession::labelsStopped);
    connect(labels, &LabelAccess::pairsFound, this, &ProjectSession::labelPairsFound);
    connect(labels, &LabelAccess::pairMade, this, &ProjectSession::labelPairMade);
    connect(labels, &LabelAccess::tokensScored, this, &ProjectSession::labelTokensScored);
    connect(labels, &LabelAccess::pairFailed, this, &ProjectSession::labelPairFailed);
    connect(labels, &LabelAccess::exported, this, &ProjectSession::labelsExported);
    connect(labels, &LabelAccess::failed, this, &ProjectSession::failed);
}

void ProjectSession::openLabels(const QString &queue) {
    ask([queue](ProjectWorker &worker) { worker.labels().open(queue); });
}
void ProjectSession::writeLabels(const std::vector<LabelEvent> &events, qint64 ticket) {
    ask([events, ticket](ProjectWorker &worker) { worker.labels().write(events, ticket); });
}
void ProjectSession::findLabelPairs(const LabelQueueRequest &asked) {
    ask([asked](ProjectWorker &worker) { worker.labels().findPairs(asked); });
}
void ProjectSession::makeLabelQueue(const LabelQueueRequest &asked) {
    ask([asked](ProjectWorker &worker) { worker.labels().make(asked); });
}
void ProjectSession::askForTokens(const LabelItem &item) {
    ask([item](ProjectWorker &worker) { worker.labels().askForTokens(item); });
}

void ProjectSession::askForPair(const QString &queue, const LabelItem &like) {
    ask([queue, like](ProjectWorker &worker) { worker.labels().askForPair(queue, like); });
}
void ProjectSession::keepVote(const ArenaVote &vote) {
    ask([vote](ProjectWorker &worker) { worker.labels().vote(vote); });
}
void ProjectSession::exportLabels(const QString &queue) {
    ask([queue](ProjectWorker &worker) { worker.labels().writePreferenceFile(queue); });
}
void ProjectSession::trainOnLabels(const QString &queue) {
    ask([queue](ProjectWorker &worker) { worker.trainOnLabels(queue); });
}

void ProjectSession::askArm(int place, quint64 ticket, const QString &arm, const QString &prompt) {
    ask([place, ticket, arm, prompt](ProjectWorker &worker) { worker.prepareContender(place, ticket, arm, prompt); });
}

void ProjectSession::stopAnswers() {
    for (const auto &[place, service] : services_) service->cancel();
}

AnswerService &ProjectSession::service(int place) {
    AnswerService *&made = services_[place];
    if (made) return *made;
    made = new AnswerService(this);
    connect(made, &AnswerService::grew, this, &ProjectSession::answerGrew);
    connect(made, &AnswerService::done, this, &ProjectSession::answerDone);
    connect(made, &AnswerService::failed, this, &ProjectSession::answerFailed);
    return *made;
}

} // namespace lapidary
