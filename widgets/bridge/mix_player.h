// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/answer/answer.h"
#include "widgets/bridge/warm_worker.h"
#include "widgets/models/mixer_values.h"
#include <QObject>
#include <atomic>

namespace lapidary {

/// Lets a warm worker answer for a mix of adapters, on a thread of its own.
class MixPlayer : public QObject {
    Q_OBJECT
public:
    explicit MixPlayer(QObject *parent = nullptr) : QObject(parent) {}
    void answer(const MixRequest &request);
    void leave() { leaving_ = true; }

Q_SIGNALS:
    void answered(qint64 ticket, const lapidary::Answer &answer); ///< while it grows, and with why it ended
    void failed(qint64 ticket, const QString &why);

private:
    WarmWorker worker_{};
    std::atomic<bool> leaving_ = false;
};

} // namespace lapidary
