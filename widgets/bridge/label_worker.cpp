// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/label_worker.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/warm_worker.h"

namespace lapidary {

/// Lives on the thread; all its calls may block.
class LabelWorker::Answerer : public QObject {
public:
    explicit Answerer(LabelWorker &owner) : owner_(owner) {}

    void answer(const QString &queue, FreshRequest asked) {
        auto item = fresh(asked);
        if (item)
            Q_EMIT owner_.made(queue, *item);
        else if (item.error().code != kCancelled)
            Q_EMIT owner_.failed(queue, toQt(item.error()));
    }

    void score(const LabelItem &item, const std::vector<TokensRequest> &answers) {
        LabelTokens out{.item = item.id};
        for (const TokensRequest &asked : answers) {
            const auto answer = worker_.ask(asked.request, [this] { return owner_.leaving_.load(); });
            auto tokens =
                answer ? tokensFrom(*answer, asked) : Result<std::vector<TextToken>>(unexpected(answer.error()));
            if (!tokens) {
                if (tokens.error().code == kCancelled) return;
                out.answers.clear();
                out.problem = toQt(tokens.error());
                break;
            }
            out.answers.push_back(std::move(*tokens));
        }
        Q_EMIT owner_.scored(out);
    }

    void scoreSteps(const QString &queue, const LabelItem &item, StepAsker &model) {
        StepScoresValues out{.queue = queue, .item = item.id, .of = int(item.steps.size())};
        const auto scores = [&]() -> Result<StepScores> {
            const auto request = model.request(item);
            if (!request) return unexpected(request.error());
            const auto answer = worker_.ask(*request, [this] { return owner_.leaving_.load(); });
            if (!answer) return unexpected(answer.error());
            return model.scoresFrom(*answer);
        }();
        if (scores) {
            out.scores = *scores;
            out.done = out.of;
        } else if (scores.error().code == kCancelled) {
            return;
        } else {
            out.problem = toQt(scores.error());
        }
        Q_EMIT owner_.stepsScored(out);
    }

    /// Told step by step: a model that goes on behind each of them takes its time.
    void rollOut(const QString &queue, const LabelItem &item, const StepRollouts &asked) {
        StepScoresValues out{.queue = queue, .item = item.id, .of = int(item.steps.size())};
        out.scores = {.by = StepScores::Rollouts, .name = asked.name};
        out.scores.values.resize(item.steps.size());
        for (std::size_t step = 0; step < asked.requests.size(); ++step) {
            const auto answer = worker_.ask(asked.requests[step], [this] { return owner_.leaving_.load(); });
            const auto share = answer ? rightShareOf(*answer, asked, step) : Result<double>(unexpected(answer.error()));
            if (!share) {
                if (share.error().code == kCancelled) return;
                out.problem = toQt(share.error());
                return Q_EMIT owner_.stepsScored(out);
            }
            out.scores.values[step] = *share;
            out.done = int(step) + 1;
            Q_EMIT owner_.stepsScored(out);
        }
        out.scores.values.back() = rightAtTheEnd(asked);
        out.done = out.of;
        Q_EMIT owner_.stepsScored(out);
    }

private:
    /// Some tries with other seeds, since a model that is sure of itself gives the same answer twice now and then.
    Result<LabelItem> fresh(FreshRequest &asked) {
        constexpr int kTries = 4;
        for (int left = kTries;; --left) {
            const auto answer = worker_.ask(asked.request, [this] { return owner_.leaving_.load(); });
            if (!answer) return unexpected(answer.error());
            auto item = freshItem(*answer, asked);
            if (item || left == 1 || item.error().code != "labels.same_answers") return item;
            asked.request["seed"] = asked.request["seed"].get<std::uint64_t>() + 1;
        }
    }

    LabelWorker &owner_;
    WarmWorker worker_{};
};

LabelWorker::LabelWorker(QObject *parent) : QObject(parent), answerer_(new Answerer(*this)) {
    answerer_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, answerer_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("label worker"));
    thread_.start();
}

LabelWorker::~LabelWorker() {
    leaving_ = true;
    thread_.quit();
    thread_.wait();
}

void LabelWorker::ask(const QString &queue, const FreshRequest &request) {
    QMetaObject::invokeMethod(
        answerer_, [answerer = answerer_, queue, request] { answerer->answer(queue, request); }, Qt::QueuedConnection);
}

void LabelWorker::ask(const LabelItem &item, const std::vector<TokensRequest> &answers) {
    QMetaObject::invokeMethod(
        answerer_, [answerer = answerer_, item, answers] { answerer->score(item, answers); }, Qt::QueuedConnection);
}

void LabelWorker::ask(const QString &queue, const LabelItem &item, const std::shared_ptr<StepAsker> &model) {
    QMetaObject::invokeMethod(
        answerer_, [answerer = answerer_, queue, item, model] { answerer->scoreSteps(queue, item, *model); },
        Qt::QueuedConnection);
}

void LabelWorker::ask(const QString &queue, const LabelItem &item, const StepRollouts &rollouts) {
    QMetaObject::invokeMethod(
        answerer_, [answerer = answerer_, queue, item, rollouts] { answerer->rollOut(queue, item, rollouts); },
        Qt::QueuedConnection);
}

} // namespace lapidary
