// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/answer_service.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/warm_worker.h"
#include <algorithm>

namespace lapidary {

namespace {

/// A server that broke off has said nothing that could be compared, whichever text was chosen.
bool wasBrokenOff(const Answers &answers) {
    return std::any_of(answers.all.begin(), answers.all.end(),
                       [](const Answer &each) { return each.finishReason == "truncated"; });
}

} // namespace

/// Lives on the thread; its calls block.
class AnswerService::Answerer : public QObject {
public:
    explicit Answerer(AnswerService &owner) : owner_(owner) {}

    /// `turn`: how often had been cancelled when it was asked.
    void answer(quint64 ticket, const Json &request, const QString &weights, const QString &seed, int turn) {
        const auto partial = [&](const Json &told) {
            if (told.contains("notice")) return Q_EMIT owner_.grew(ticket, {}, toQt(sentenceIn(told, "notice")));
            if (told.value("loading", false)) return Q_EMIT owner_.grew(ticket, {}, tr("loading the model"));
            if (told.contains("loading")) return;
            const auto text = getString(told, "text");
            const auto total = getNumber(told, "total");
            Q_EMIT owner_.grew(ticket, text ? toQt(*text) : QString(),
                               total ? tr("%1 of %2 samples").arg(getNumber(told, "done").value_or(0)).arg(*total)
                                     : tr("%n tokens", nullptr, int(getNumber(told, "tokens").value_or(0))));
        };
        const auto told = worker_.ask(
            request, [this, turn] { return owner_.cancelled_ != turn; }, partial);
        const auto answered = told ? answersFromJson(*told) : Result<Answers>(unexpected(told.error()));
        if (!answered) {
            Q_EMIT owner_.failed(ticket, answered.error().code == kCancelled ? tr("stopped") : toQt(answered.error()));
        } else if (wasBrokenOff(*answered)) {
            Q_EMIT owner_.failed(
                ticket, tr("The server broke the answer off, so that it can be neither compared nor voted on."));
        } else {
            Answer best = answered->best();
            best.from.weights = fromQt(weights);
            best.from.seed = fromQt(seed);
            Q_EMIT owner_.done(ticket, best);
        }
    }

private:
    AnswerService &owner_;
    WarmWorker worker_{};
};

AnswerService::AnswerService(QObject *parent) : QObject(parent), answerer_(new Answerer(*this)) {
    qRegisterMetaType<Answer>();
    answerer_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, answerer_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("answers"));
    thread_.start();
}

AnswerService::~AnswerService() {
    cancel();
    thread_.quit();
    thread_.wait();
}

void AnswerService::ask(quint64 ticket, const Json &request, const QString &weights, const QString &seed) {
    QMetaObject::invokeMethod(
        answerer_,
        [answerer = answerer_, ticket, request, weights, seed, turn = cancelled_.load()] {
            answerer->answer(ticket, request, weights, seed, turn);
        },
        Qt::QueuedConnection);
}

} // namespace lapidary
