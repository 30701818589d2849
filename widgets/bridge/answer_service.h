// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "widgets/models/arena_view_model.h"
#include <QThread>
#include <atomic>
#include <nlohmann/json.hpp>

namespace lapidary {

/// A worker that serves, on a thread of its own: it starts with the first question, keeps its model warm, and goes away
/// when nobody has asked for a while. Questions wait for each other. The worker's death is an answer, not ours.
class AnswerService : public QObject {
    Q_OBJECT
public:
    static constexpr int kIdleMs = 60'000;
    explicit AnswerService(QObject *parent = nullptr);
    ~AnswerService() override;
    void ask(quint64 ticket, const Json &request, const QString &weights, const QString &seed);
    void cancel(); ///< what is being written; later questions start a new worker

Q_SIGNALS:
    void grew(quint64 ticket, const QString &text, const QString &note);
    void done(quint64 ticket, const lapidary::ArenaAnswer &answer);
    void failed(quint64 ticket, const QString &why);

private:
    class Asker;
    QThread thread_;
    Asker *asker_;
    std::atomic<bool> cancelled_ = false;
};

} // namespace lapidary
