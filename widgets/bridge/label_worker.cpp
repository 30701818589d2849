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

} // namespace lapidary
