// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/arena_answers.h"
#include "core/workbench/compare/contender.h"
#include "widgets/bridge/answer_service.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/open_project.h"

namespace lapidary {

namespace {

/// The hash of the weights, or where a remote model is.
QString whereFrom(const Json &provenance) {
    if (provenance.contains("remote")) return toQt(provenance["remote"].value("origin", ""));
    return toQt(provenance.value("weights", ""));
}

} // namespace

ArenaAnswers::ArenaAnswers(OpenProject &open, QObject *parent) : ProjectPart(parent), open_(open) {
    for (int place = 0; place < ArenaViewModel::kMost; ++place) {
        auto *service = new AnswerService(this); // its worker is started by the first question
        // From the service's thread straight to the window: this one may be busy.
        connect(service, &AnswerService::grew, this, &ArenaAnswers::grew, Qt::DirectConnection);
        connect(service, &AnswerService::done, this, &ArenaAnswers::done, Qt::DirectConnection);
        connect(service, &AnswerService::failed, this, &ArenaAnswers::refused, Qt::DirectConnection);
        services_.append(service);
    }
    connect(&open_, &OpenProject::closing, this, &ArenaAnswers::stop); // the next project asks the same workers
}

ArenaAnswers::~ArenaAnswers() {
    qDeleteAll(services_); // their threads end before what they speak through
}

void ArenaAnswers::ask(int place, quint64 ticket, const QString &arm, const QString &prompt) {
    if (!open_) return;
    const auto contender =
        open_.plan() ? contenderOf(*open_, *open_.plan(), fromQt(arm), fromQt(prompt))
                     : Result<Contender>(fail("experiment.never_run", "this experiment has not been run yet"));
    if (!contender) return Q_EMIT refused(ticket, toQt(contender.error()));
    const Json &seed = contender->provenance["seed"];
    services_[place]->ask(ticket, contender->request, whereFrom(contender->provenance),
                          seed.is_null() ? QString() : toQt(dumpJson(seed)));
}

void ArenaAnswers::stop() {
    for (AnswerService *service : std::as_const(services_)) service->cancel();
}

} // namespace lapidary
