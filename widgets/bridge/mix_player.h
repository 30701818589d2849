// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/answer/answer.h"
#include "core/text/chat_prompt.h"
#include "widgets/bridge/warm_worker.h"
#include "widgets/models/mixer_values.h"
#include <QObject>
#include <atomic>
#include <optional>

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
    /// The prompt as a message, where it is to be one, in tokens.
    Result<Json> requestOf(const MixRequest &asked);
    WarmWorker worker_{};
    std::optional<ChatPrompt> chat_{};
    QString chatFolder_{};
    std::atomic<bool> leaving_ = false;
};

} // namespace lapidary
