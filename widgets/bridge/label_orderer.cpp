// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/label_orderer.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/warm_worker.h"
#include <algorithm>

namespace lapidary {

/// Lives on the thread; all its calls may block.
class LabelOrderer::Looker : public QObject {
public:
    explicit Looker(LabelOrderer &owner) : owner_(owner) {}

    void begin(int ticket, const LabelOrderRequest &asked, const LabelOrder &order,
               const std::map<std::string, Json> &models, const LabelState &state) {
        ticket_ = ticket;
        if (isOld()) return;
        out_ = {.asked = asked, .gains = LabelGains(state.items().size()), .of = int(state.items().size())};
        state_ = state;
        doubt_.reset();
        if (order.asks == LabelOrder::Labels) {
            doubt_.emplace(state.items());
            fit();
        } else {
            scoreAll(order, models);
        }
    }

    void learn(const std::vector<LabelEvent> &events, int newest) {
        if (!doubt_) return;
        for (const LabelEvent &event : events) state_.apply(event);
        if (newest == owner_.told_.load()) fit(); // else more has been said meanwhile
    }

private:
    bool isOld() const { return owner_.wanted_ != ticket_; }

    void fit() {
        if (auto fitted = doubt_->fit(state_); !fitted) return stop(fitted.error());
        out_.gains = doubt_->gains(state_.items());
        out_.learntFrom = int(doubt_->learntFrom());
        out_.done = out_.of;
        if (!isOld()) Q_EMIT owner_.ordered(out_);
    }

    void stop(const Error &error) {
        if (error.code == kCancelled || isOld()) return;
        out_.problem = toQt(error);
        Q_EMIT owner_.ordered(out_);
    }

    /// What one model makes of each answer of an item: its scores, or how likely it finds them.
    Result<std::vector<double>> ask(AnswerAsker &asker, const LabelItem &item, bool likely) {
        std::vector<double> out;
        for (std::size_t i = 0; i < item.answers.size(); ++i) {
            const auto request = likely ? asker.logprobsRequest(item, i) : asker.scoreRequest(item, i);
            if (!request) return unexpected(request.error());
            const auto answer = worker_.ask(*request, [this] { return isOld(); });
            if (!answer) return unexpected(answer.error());
            const auto value = likely ? AnswerAsker::meanLogprobFrom(*answer) : AnswerAsker::scoreFrom(*answer);
            if (!value) return unexpected(value.error());
            out.push_back(*value);
        }
        return out;
    }

    /// In the queue's order; what is judged already is not asked about.
    void scoreAll(const LabelOrder &order, const std::map<std::string, Json> &models) {
        const bool likely = order.asks == LabelOrder::Policy;
        std::map<std::string, AnswerAsker> askers;
        for (const auto &[run, model] : models) askers.emplace(run, AnswerAsker(model));
        for (std::size_t i = 0; i < state_.items().size(); ++i) {
            const LabelItem &item = state_.items()[i];
            if (item.repeats.empty() && state_.marks()[i].status() != LabelStatus::Done) {
                const auto gain = gainOf(askers, item, likely, order.most > 1);
                if (!gain) return stop(gain.error());
                out_.gains[i] = *gain;
            }
            out_.done = int(i) + 1;
            if (isOld()) return;
            if (out_.done % kTold == 0 || out_.done == out_.of) Q_EMIT owner_.ordered(out_);
        }
    }

    Result<std::optional<double>> gainOf(std::map<std::string, AnswerAsker> &askers, const LabelItem &item, bool likely,
                                         bool several) {
        std::vector<std::vector<double>> scores;
        for (auto &[run, asker] : askers) {
            if (likely && (item.answers.empty() || item.answers[0].run != run)) continue;
            auto said = ask(asker, item, likely);
            if (!said) return unexpected(said.error());
            scores.push_back(std::move(*said));
        }
        if (scores.empty()) return std::nullopt; // nobody knows whose answers these are
        return several ? disagreementOf(scores) : closestScores(scores[0]);
    }

    static constexpr int kTold = 4; ///< items between two answers
    LabelOrderer &owner_;
    WarmWorker worker_{};
    int ticket_ = 0;
    LabelState state_{};
    std::optional<LabelDoubt> doubt_{};
    LabelOrderValues out_{};
};

LabelOrderer::LabelOrderer(QObject *parent) : QObject(parent), looker_(new Looker(*this)) {
    looker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, looker_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("label order"));
    thread_.start();
}

LabelOrderer::~LabelOrderer() {
    ++wanted_;
    thread_.quit();
    thread_.wait();
}

void LabelOrderer::begin(const LabelOrderRequest &asked, const LabelOrder &order,
                         const std::map<std::string, Json> &models, const LabelState &state) {
    const int ticket = ++wanted_;
    QMetaObject::invokeMethod(
        looker_,
        [looker = looker_, ticket, asked, &order, models, state] {
            looker->begin(ticket, asked, order, models, state);
        },
        Qt::QueuedConnection);
}

void LabelOrderer::learn(const std::vector<LabelEvent> &events) {
    const int newest = ++told_;
    QMetaObject::invokeMethod(
        looker_, [looker = looker_, events, newest] { looker->learn(events, newest); }, Qt::QueuedConnection);
}

} // namespace lapidary
