// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/answer/answer.h"
#include <QThread>
#include <atomic>

namespace lapidary {

/// Asks the warm workers on a thread of its own. Questions wait for each other. The worker's death is an answer, not
/// ours.
class AnswerService : public QObject {
    Q_OBJECT
public:
    explicit AnswerService(QObject *parent = nullptr);
    ~AnswerService() override;
    void ask(quint64 ticket, const Json &request, const QString &weights, const QString &seed);
    void cancel() { ++cancelled_; } ///< all that was asked so far

Q_SIGNALS:
    void grew(quint64 ticket, const QString &text, const QString &note);
    void done(quint64 ticket, const lapidary::Answer &answer);
    void failed(quint64 ticket, const QString &why);

private:
    class Answerer;
    QThread thread_;
    Answerer *answerer_;
    std::atomic<int> cancelled_ = 0;
};

} // namespace lapidary
