// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/text/tokenizer/tokenizer.h"
#include "widgets/bridge/warm_worker.h"
#include "widgets/models/model_values.h"
#include <QObject>
#include <atomic>
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {

/// Asks a warm worker for answers and for what else a token might have been, on a thread of its own.
class Playground : public QObject {
    Q_OBJECT
public:
    static constexpr int kAlternatives = 8;
    explicit Playground(QObject *parent = nullptr);

    void answer(const PromptWish &wish);
    /// What the model thought of the place of one token: `wish.ids` are the tokens before it.
    void alternatives(const PromptWish &wish, int token);
    void cancel() { ++cancelled_; } ///< from any thread
    void leave() { ///< also what still waits is given up
        leaving_ = true;
        cancel();
    }

Q_SIGNALS:
    void answered(const lapidary::PromptAnswer &answer);
    void alternativesFound(const lapidary::Alternatives &alternatives);
    void failed(qint64 ticket, const QString &why); ///< why: empty where somebody cancelled

private:
    Result<Json> ask(const PromptWish &wish, Json request);
    Result<PromptAnswer> complete(const PromptWish &wish);
    Result<const Tokenizer *> tokenizerOf(const PromptWish &wish);
    Status takeLogprobs(const PromptWish &wish, const std::vector<std::int64_t> &prompt, const std::vector<std::int64_t> &completion, PromptAnswer &answer);
    WarmWorker *worker_;
    std::optional<Tokenizer> tokenizer_{};
    QString tokenizerFolder_{};
    std::atomic<int> cancelled_ = 0;
    std::atomic<bool> leaving_ = false;
};

} // namespace lapidary
