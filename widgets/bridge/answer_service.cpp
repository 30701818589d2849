// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/answer_service.h"
#include "core/text/answer/finish.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/warm_worker.h"
#include <algorithm>

namespace lapidary {

namespace {

ArenaAnswer answerFrom(const Json &json, const QString &weights, const QString &seed) {
    ArenaAnswer out{.weights = weights, .seed = seed};
    const Json completions = json.value("completions", Json::array());
    const auto chosen = static_cast<std::size_t>(getNumber(json, "chosen").value_or(0));
    if (chosen < completions.size()) {
        out.text = toQt(getString(completions[chosen], "text").value_or(""));
        out.cut = !faultOf(getString(completions[chosen], "text").value_or(""),
                           getString(completions[chosen], "finish_reason").value_or("stop"))
                       .empty();
        for (const auto &id : completions[chosen].value("ids", Json::array()))
            if (id.is_number_integer()) out.ids.append(id.get<qint64>());
    }
    const Json tokens = json.value("tokens", Json::object());
    for (const char *kind : {"kept", "rejected", "rollout", "verifier"})
        out.tokens += int(getNumber(tokens, kind).value_or(0));
    const Json provenance = json.value("provenance", Json::object());
    out.strategy = toQt(getString(provenance, "strategy").value_or(""));
    out.reason = toQt(getString(provenance, "reason").value_or(""));
    out.seconds = getNumber(provenance, "seconds").value_or(0);
    return out;
}

bool isCut(const Json &json) {
    const Json completions = json.value("completions", Json::array());
    return std::any_of(completions.begin(), completions.end(),
                       [](const Json &each) { return each.value("finish_reason", "") == "truncated"; });
}

} // namespace

/// Lives on the thread; its calls block.
class AnswerService::Answerer : public QObject {
public:
    explicit Answerer(AnswerService &owner) : owner_(owner), worker_(new WarmWorker(this)) {}

    /// `turn`: how often had been cancelled when it was asked.
    void answer(quint64 ticket, const Json &request, const QString &weights, const QString &seed, int turn) {
        const auto partial = [&](const Json &told) {
            if (told.contains("notice")) return Q_EMIT owner_.grew(ticket, {}, toQt(sentenceIn(told, "notice")));
            const auto text = getString(told, "text");
            const auto total = getNumber(told, "total");
            Q_EMIT owner_.grew(ticket, text ? toQt(*text) : QString(),
                               total ? tr("%1 of %2 samples").arg(getNumber(told, "done").value_or(0)).arg(*total)
                                     : tr("%n tokens", nullptr, int(getNumber(told, "tokens").value_or(0))));
        };
        const auto answered = worker_->ask(
            request, [this, turn] { return owner_.cancelled_ != turn; }, partial);
        if (answered && isCut(*answered))
            Q_EMIT owner_.failed(
                ticket, tr("The server broke the answer off, so that it can be neither compared nor voted on."));
        else if (answered)
            Q_EMIT owner_.done(ticket, answerFrom(*answered, weights, seed));
        else
            Q_EMIT owner_.failed(ticket, answered.error().code == kCancelled ? tr("stopped") : toQt(answered.error()));
    }

private:
    AnswerService &owner_;
    WarmWorker *worker_;
};

AnswerService::AnswerService(QObject *parent) : QObject(parent), answerer_(new Answerer(*this)) {
    qRegisterMetaType<ArenaAnswer>();
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
