// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>

/// What the Models panel shows, as plain values.
namespace lapidary {

struct ModelValues {
    enum Kind { Named, Trained, Adapter, Folder };
    Kind kind = Named;
    QString id{}, name{}, folder{};
    QString run{}, method{}, base{}; ///< base: the model that it was made from, or that it stands on
    QStringList parents{}; ///< names of all that it was made from
    QString reference{}; ///< JSON, as a worker takes it
    QString tokenizer{}; ///< folder of its tokenizer; empty: none
    bool present = false, ours = false;
    qint64 diskBytes = 0;
    QVector<qint64> checkpoints{};
    bool operator==(const ModelValues &) const = default;
};

struct ModelFacts {
    QString id{};
    QVector<QPair<QString, QString>> facts{}; ///< name and value, in the order of reading
    QStringList problems{};
};

struct ModelUseValues {
    QString kind{}, name{};
    bool blocks = false;
};
struct ModelUses {
    QString id{};
    QVector<ModelUseValues> uses{};
};

struct ModelImportWish {
    QString source{}, project{}, name{};
};

struct PromptWish {
    QString reference{}, tokenizer{}; ///< of the model
    QString prompt{};                 ///< text …
    QVector<int> ids{};               ///< … or tokens: a branch of an earlier answer
    int promptTokens = 0;             ///< how many of `ids` belong to the prompt
    int maxNewTokens = 128;
    double temperature = 0;           ///< 0: greedy
    quint64 seed = 1;
    qint64 ticket = 0;
};

struct AnswerToken {
    int id = 0;
    QString text{};
    double logprob = 0, entropy = 0; ///< nats
    bool forced = false;             ///< stood in the branch before the model went on
};

struct PromptAnswer {
    qint64 ticket = 0;
    QVector<int> promptIds{};
    QVector<AnswerToken> tokens{};
    QString text{}, finish{};
    double seconds = 0;
};

struct TokenAlternative {
    int id = 0;
    QString text{};
    double probability = 0;
};
struct Alternatives {
    qint64 ticket = 0;
    int token = -1; ///< of the answer
    QVector<TokenAlternative> tokens{};
};

} // namespace lapidary
