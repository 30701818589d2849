// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMetaType>
#include <QString>
#include <QVector>

/// What a model is asked and what it answers, as plain values.
namespace lapidary {

struct ChatMessage {
    QString role{}, text{}; ///< role: as templates know it ("system", "user", "assistant")
    bool operator==(const ChatMessage &) const = default;
};

struct PromptRequest {
    QString reference{}, tokenizer{}; ///< of the model
    QString prompt{};                 ///< text, or …
    QVector<ChatMessage> messages{};  ///< … turns, which the model's template makes one text of, or …
    QVector<int> ids{};               ///< … tokens: a branch of an earlier answer
    int promptTokens = 0;             ///< how many of `ids` belong to the prompt
    QString begun{};                  ///< how the answer to text or turns begins: written by hand
    int maxNewTokens = 128;
    double temperature = 0; ///< 0: greedy
    double topP = 1;
    quint64 seed = 1;
    bool keepStopped = false; ///< what a stopped answer had so far is an answer
    qint64 ticket = 0;
};

struct TokenAlternative {
    int id = 0; ///< -1: a remote model's own
    QString text{};
    double probability = 0;
};

struct AnswerToken {
    int id = 0;
    QString text{};                  ///< with whitespace made visible
    double logprob = 0, entropy = 0; ///< nats; a remote model does not tell the entropy: NaN
    bool forced = false;             ///< stood in the branch before the model went on
    QString piece{};                 ///< what it adds to the text
    QVector<TokenAlternative> top{}; ///< what a remote model gave beside it
};

/// Tokens that an answer under way has gained.
struct AnswerGrowth {
    qint64 ticket = 0;
    QVector<AnswerToken> tokens{};
    double seconds = 0; ///< since it began
};

struct PromptAnswer {
    qint64 ticket = 0;
    QVector<int> promptIds{};
    QVector<AnswerToken> tokens{};
    QString text{};         ///< without the token that ended it
    QString finish{};       ///< "stop", "length" or "stopped"; a remote model's own word, or "truncated"
    QString templateHash{}; ///< empty: no template was used
    double seconds = 0;     ///< of the writing
    bool scored = false;    ///< its tokens have their log-probabilities
    QString remote{};       ///< where a remote model wrote it, and what it says of itself; empty: written here
    bool made() const { return !promptIds.isEmpty() || !remote.isEmpty(); } ///< by a model, and whole or stopped
};

struct Alternatives {
    qint64 ticket = 0;
    int token = -1; ///< of the answer
    QVector<TokenAlternative> tokens{};
};

/// Whether the texts of a tokenizer's folder can be written as a chat.
struct TemplateFacts {
    QString tokenizer{};
    bool found = false;
    QString problem{}; ///< why a template that is there cannot be used
};

} // namespace lapidary
