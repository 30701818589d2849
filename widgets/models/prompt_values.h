// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/text_token.h"
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
    int stops = -1; ///< how often somebody had stopped when it was asked; -1: when it is begun
};

/// Tokens that an answer under way has gained.
struct AnswerGrowth {
    qint64 ticket = 0;
    std::vector<TextToken> tokens{};
    double seconds = 0; ///< since it was asked for
    double first = 0;   ///< until the first token that the model wrote; 0: it has written none
};

struct Alternatives {
    qint64 ticket = 0;
    int token = -1; ///< of the answer
    std::vector<TokenAlternative> tokens{};
};

/// Whether the texts of a tokenizer's folder can be written as a chat.
struct TemplateFacts {
    QString tokenizer{};
    bool found = false;
    QString problem{}; ///< why a template that is there cannot be used
};

} // namespace lapidary
