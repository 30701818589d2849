// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/model_texts.h"
#include "widgets/bridge/warm_worker.h"
#include "widgets/models/prompt_values.h"
#include "widgets/models/reason_values.h"
#include <QObject>
#include <atomic>
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {

/// Lets a warm worker search and tells the tree while it grows, on a thread of its own.
class TreeSearcher : public QObject {
    Q_OBJECT
public:
    static constexpr int kAlternatives = 8;
    explicit TreeSearcher(QObject *parent = nullptr) : QObject(parent) {}
    void search(const TreeRequest &asked);
    /// How sure the model is of each token of `asked.begun` behind the prompt.
    void readTokens(const TreeRequest &asked);
    /// How far the probability of `asked.answer` moves with each of `asked.steps`.
    void weighSteps(const TreeRequest &asked);
    /// What else could have stood behind the tokens `asked.ids` of the answer, as the `token`-th of them.
    void findAlternatives(const TreeRequest &asked, int token);
    /// How many answers behind each of `asked.steps` come right, of as many as the settings say.
    void estimateSteps(const TreeRequest &asked);
    void lookForTemplate(const QString &tokenizer);
    void cancel() { ++cancelled_; } ///< from any thread
    int cancelled() const { return cancelled_.load(); }
    void leave() {
        leaving_ = true;
        cancel();
    }

    /// What the worker is asked; "prompt", "messages" or "ids" are added by who knows the model's texts.
    static Json requestOf(const TreeRequest &asked);

Q_SIGNALS:
    void loading(qint64 ticket, bool on);
    void noticed(const QString &text);
    void grew(qint64 ticket, const std::vector<lapidary::SearchEvent> &events);
    void done(qint64 ticket, const lapidary::TreeResult &result);
    void failed(qint64 ticket, const QString &why); ///< why: empty where somebody stopped it
    void templateKnown(const lapidary::TemplateFacts &facts);
    void weighed(const lapidary::StepWeightValues &weights);
    void alternativesFound(const lapidary::Alternatives &alternatives);
    void estimating(qint64 ticket, qint64 done, qint64 all);
    void estimated(const lapidary::StepEstimates &estimates);
    void tokensRead(const lapidary::PathTokens &tokens);

private:
    struct Prompt {
        std::string text{};
        std::vector<std::int32_t> ids{};
        bool special = true; ///< the tokenizer adds its own tokens to the text
    };
    Result<Json> ask(const TreeRequest &asked, const Json &request,
                     const std::function<void(const Json &)> &partial = {});
    Result<Json> withPrompt(const TreeRequest &asked, Json request);
    Result<Prompt> promptOf(const TreeRequest &asked);
    Result<Alternatives> alternativesTo(const TreeRequest &asked, int token);
    Result<std::vector<TextToken>> tokensOf(const TreeRequest &asked);
    Status tell(qint64 ticket, const Json &events, std::size_t &told);
    void refuse(qint64 ticket, const Error &error);
    WarmWorker worker_{};
    ModelTexts texts_{};
    std::atomic<int> cancelled_ = 0;
    std::atomic<bool> leaving_ = false;
};

} // namespace lapidary
