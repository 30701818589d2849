// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/fresh_pairs.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/warm_worker.h"
#include "widgets/models/label_values.h"

namespace lapidary {

/// Lives on the thread; all its calls may block.
class FreshPairs::Asker : public QObject {
public:
    explicit Asker(FreshPairs &owner) : owner_(owner), worker_(new WarmWorker(this)) {}

    void answer(const QString &queue, PairRequest asked) {
        auto pair = freshPair(asked);
        if (pair) Q_EMIT owner_.made(queue, *pair);
        else if (pair.error().code != kCancelled) Q_EMIT owner_.failed(queue, toQt(pair.error()));
    }

private:
    /// Some tries with other seeds, since a model that is sure of itself gives the same answer twice now and then.
    Result<LabelItem> freshPair(PairRequest &asked) {
        constexpr int kTries = 4;
        for (int left = kTries;; --left) {
            const auto answer = worker_->ask(asked.request, [this] { return owner_.leaving_.load(); });
            if (!answer) return unexpected(answer.error());
            auto pair = pairFrom(*answer, asked);
            if (pair || left == 1 || pair.error().code != "labels.same_answers") return pair;
            asked.request["seed"] = asked.request["seed"].get<std::uint64_t>() + 1;
        }
    }

    FreshPairs &owner_;
    WarmWorker *worker_;
};

FreshPairs::FreshPairs(QObject *parent) : QObject(parent), asker_(new Asker(*this)) {
    asker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, asker_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("fresh pairs"));
    thread_.start();
}

FreshPairs::~FreshPairs() {
    leaving_ = true;
    thread_.quit();
    thread_.wait();
}

void FreshPairs::ask(const QString &queue, const PairRequest &request) {
    QMetaObject::invokeMethod(asker_, [asker = asker_, queue, request] { asker->answer(queue, request); }, Qt::QueuedConnection);
}

} // namespace lapidary
