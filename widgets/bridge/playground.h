// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/answer/answer.h"
#include "widgets/bridge/model_texts.h"
#include "widgets/bridge/warm_worker.h"
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
    explicit Playground(QObject *parent = nullptr) : QObject(parent) {}

    /// Tells `grew` while it is written, `written` when its text is there and `answered` when its tokens are scored
    /// too.
    void answer(const PromptRequest &asked);
    /// What the model thought of the place of one token: `asked.ids` are the tokens before it.
    void alternatives(const PromptRequest &asked, int token);
    void lookForTemplate(const QString &tokenizer);
    void cancel() { ++cancelled_; }                     ///< from any thread, as the next one
    int cancelled() const { return cancelled_.load(); } ///< how often
    void leave() {                                      ///< also what still waits is given up
        leaving_ = true;
        cancel();
    }

Q_SIGNALS:
    void templateKnown(const lapidary::TemplateFacts &facts);
    void loading(qint64 ticket, bool on); ///< the weights
    void grew(const lapidary::AnswerGrowth &growth);
    void written(qint64 ticket, const lapidary::Answer &answer);
    void answered(qint64 ticket, const lapidary::Answer &answer);
    void alternativesFound(const lapidary::Alternatives &alternatives);
    void noticed(qint64 ticket, const QString &text); ///< as that a server is busy and is asked again
    void failed(qint64 ticket, const QString &why);   ///< why: empty where somebody cancelled

private:
    using Ids = std::vector<std::int64_t>;
    /// What stands before the model goes on: the prompt, and how its answer begins.
    struct Start {
        Ids prompt{}, begun{};
        std::string templateHash{};
    };
    class Writer;
    Result<Json> ask(const PromptRequest &asked, Json request, const std::function<void(const Json &)> &partial = {});
    Result<Start> startOf(const PromptRequest &asked);
    Result<Start> startOfChat(const PromptRequest &asked);
    Result<Start> startOfText(const PromptRequest &asked);
    Result<Start> startWith(const PromptRequest &asked, const Tokenizer &tokenizer, const ChatText &prompt,
                            bool addSpecial);
    /// What became of a request: its answers, or nothing where somebody stopped it and wants what there is so far.
    Result<std::optional<Answers>> generate(const PromptRequest &asked, Json request,
                                            const std::function<void(const Json &)> &partial);
    Result<Answer> writeRemotely(const PromptRequest &asked);
    Result<Answer> writeHere(const PromptRequest &asked);
    Result<Answer> write(const PromptRequest &asked, const Start &start);
    Status score(const PromptRequest &asked, const Start &start, Answer &answer);
    WarmWorker worker_{};
    ModelTexts texts_{};
    std::atomic<int> cancelled_ = 0;
    std::atomic<bool> leaving_ = false;
};

} // namespace lapidary
