// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMetaType>
#include <QString>
#include <QVector>

/// What goes between the panel Models and the worker that mixes, merges and writes models for it, as plain values.
namespace lapidary {

struct MixRequest {
    qint64 ticket = 0;
    bool plain = false;  ///< the answer without any adapter, to compare with
    QString reference{}; ///< JSON, as a worker takes it
    QString prompt{};
    QString tokenizer{}; ///< folder of the chat template that writes the prompt as a message; empty: as it stands
    int maxNewTokens = 64;
    double temperature = 0; ///< 0: greedy
    quint64 seed = 1;
};

/// A model on its way into models/ of the project (`name`) or out of it (`target`).
struct ModelWriting {
    enum What { Copy, Merged, Adapter };
    What what = Copy;
    QString folder{};    ///< of a copy
    QString reference{}; ///< of what a worker writes; JSON
    QString project{}, name{}, target{};
};

/// A setting of two models side by side; null texts: there is no such field.
struct ConfigPairValues {
    QString section{}, field{}, a{}, b{};
    bool differs = false;
};
struct ConfigPairs {
    QString a{}, b{}; ///< ids of the models
    QVector<ConfigPairValues> pairs{};
};

} // namespace lapidary
