// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/live_policy.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/open_project.h"
#include <QRandomGenerator>

namespace lapidary {

namespace {

constexpr int kLookMs = 50;
constexpr std::int64_t kTakes = 1, kFirst = 2; ///< ids of what is asked

LiveConfig configOf(const LiveRequest &asked) {
    return {.prompts = asked.prompts,
            .maxNewTokens = asked.maxNewTokens,
            .temperature = asked.temperature,
            .cutAnswers = asked.cutAnswers,
            .seed = QRandomGenerator::global()->generate()};
}

/// The next answer of a run, events passed over; nothing while there is none.
Result<std::optional<Json>> nextAnswer(ChannelClient &run) {
    for (;;) {
        auto message = run.receive(0);
        if (!message) return unexpected(message.error());
        if (!*message) return std::nullopt;
        if ((**message).is_object() && (**message).contains("id") && !(**message).contains("partial"))
            return std::move(*message);
    }
}

/// Errors that are about the run, not about one prompt.
bool isOfTheRun(const Error &error) {
    return error.code.starts_with("run.") || error.code.starts_with("channel.");
}

} // namespace

LivePolicy::LivePolicy(OpenProject &open, QObject *parent) : QObject(parent), open_(open) {
    timer_.setInterval(kLookMs);
    connect(&timer_, &QTimer::timeout, this, &LivePolicy::look);
}

void LivePolicy::forget() {
    timer_.stop();
    question_.reset();
    giving_.reset();
}

void LivePolicy::ask(const LiveRequest &asked) {
    if (question_) cancel();
    auto run = connectTo(open_->runFolder(fromQt(asked.run)));
    Status sent = run ? run->send({{"cmd", "pause"}}) : Status(unexpected(run.error()));
    if (sent) sent = run->send({{"verb", "takes"}, {"id", kTakes}}); // it is answered as soon as the run rests
    if (!sent) return Q_EMIT silent(toQt(sent.error()));
    question_ = std::make_unique<Question>();
    question_->asked = asked;
    question_->run = std::make_unique<ChannelClient>(std::move(*run));
    question_->origin.run = fromQt(asked.run);
    Q_EMIT progressed({.run = asked.run, .done = 0, .of = asked.prompts});
    timer_.start();
}

void LivePolicy::cancel() {
    if (!question_) return;
    for (std::size_t i = 0; i < question_->requests.size(); ++i) // those that are answered are not known any more
        (void)question_->run->send({{"verb", "cancel"}, {"id", kFirst + static_cast<std::int64_t>(i)}});
    question_.reset();
    Q_EMIT silent({});
}

void LivePolicy::look() {
    if (question_) hear(*question_);
    if (giving_) hear(*giving_);
    if (!question_ && !giving_) timer_.stop();
}

void LivePolicy::hear(Question &question) {
    for (;;) {
        const auto message = nextAnswer(*question.run);
        Status heard = message ? Status{} : Status(unexpected(message.error()));
        if (message && !*message) return;
        if (message) heard = take(question, **message);
        if (!heard) {
            question_.reset();
            return Q_EMIT silent(toQt(heard.error()));
        }
        if (question.kind && question.answered == question.requests.size()) return end(question);
    }
}

/// Only what ends the whole question is an error here.
Status LivePolicy::take(Question &question, const Json &message) {
    const std::int64_t id = message["id"].is_number_integer() ? message["id"].get<std::int64_t>() : 0;
    std::optional<Error> error;
    if (message.contains("error")) error = errorFromJson(message["error"]);
    if (error && (id == kTakes || isOfTheRun(*error))) return fail(*error);
    if (id == kTakes) return begin(question, message);
    const auto index = static_cast<std::size_t>(id - kFirst);
    if (id < kFirst || index >= question.requests.size()) return {};
    ++question.answered;
    auto item = error ? Result<LabelItem>(unexpected(*error))
                      : liveItem(message, question.requests[index], question.asked.cutAnswers);
    if (item)
        question.items.push_back(std::move(*item));
    else
        question.fault = item.error();
    Q_EMIT progressed({.run = question.asked.run, .done = int(question.answered), .of = int(question.requests.size())});
    return {};
}

Status LivePolicy::begin(Question &question, const Json &answer) {
    const auto takes = liveTakes(answer);
    if (!takes) return unexpected(takes.error());
    question.origin.step = getInteger(answer, "step").value_or(0);
    if (takes->fromStep) question.origin.takes = takes->layout; // else they would come too late
    question.kind = &liveKind(takes->layout);
    auto requests = liveRequests(*open_, question.origin.run, *question.kind, configOf(question.asked));
    if (!requests) return unexpected(requests.error());
    question.requests = std::move(*requests);
    std::int64_t id = kFirst;
    for (const FreshRequest &each : question.requests) {
        Json request = each.request;
        request["id"] = id++;
        if (auto sent = question.run->send(request); !sent) return sent;
    }
    return {};
}

void LivePolicy::end(Question &question) {
    Result<LabelQueue> queue = question.items.empty() && question.fault
                                   ? Result<LabelQueue>(unexpected(*question.fault))
                                   : makeLiveQueue(*open_, question.origin, *question.kind, std::move(question.items));
    question_.reset();
    if (queue)
        Q_EMIT made(toQt(queue->name));
    else
        Q_EMIT silent(toQt(queue.error()));
}

void LivePolicy::give(const QString &queue) {
    if (giving_) return;
    auto gift = labelsToGive(*open_, fromQt(queue));
    if (!gift) return Q_EMIT refused(queue, toQt(gift.error()));
    auto run = connectTo(open_->runFolder(gift->run));
    if (!run) return Q_EMIT refused(queue, toQt(run.error()));
    Json request = gift->rows.empty() ? Json{{"cmd", "resume"}} : giveRequest(*gift, fromQt(queue));
    if (!gift->rows.empty()) request["id"] = kTakes;
    if (auto sent = run->send(request); !sent) return Q_EMIT refused(queue, toQt(sent.error()));
    if (gift->rows.empty()) return Q_EMIT given({.queue = queue, .run = toQt(gift->run)});
    giving_ = std::make_unique<Giving>();
    giving_->queue = queue;
    giving_->gift = std::move(*gift);
    giving_->run = std::make_unique<ChannelClient>(std::move(*run));
    timer_.start();
}

void LivePolicy::hear(Giving &giving) {
    const auto message = nextAnswer(*giving.run);
    if (message && !*message) return;
    const auto told = message ? taken(giving, **message) : Result<LiveGivenValues>(unexpected(message.error()));
    const QString queue = giving.queue;
    giving_.reset();
    if (told)
        Q_EMIT given(*told);
    else
        Q_EMIT refused(queue, toQt(told.error()));
}

/// What the run took is noted before it goes on: it is never given twice.
Result<LiveGivenValues> LivePolicy::taken(Giving &giving, const Json &answer) {
    if (answer.contains("error")) return fail(errorFromJson(answer["error"]));
    const auto told = givenFrom(answer);
    if (!told) return unexpected(told.error());
    if (auto noted = noteGiven(*open_, fromQt(giving.queue), giving.gift, *told); !noted)
        return unexpected(noted.error());
    if (auto sent = giving.run->send({{"cmd", "resume"}}); !sent) return unexpected(sent.error());
    return LiveGivenValues{.queue = giving.queue,
                           .run = toQt(giving.gift.run),
                           .ids = giving.gift.ids,
                           .rows = int(told->rows),
                           .leftOut = int(told->leftOut),
                           .fromStep = int(told->fromStep)};
}

} // namespace lapidary
