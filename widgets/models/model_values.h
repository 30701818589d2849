// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/prompt_values.h"
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>

/// What the Models panel shows, as plain values.
namespace lapidary {

struct ModelValues {
    enum Kind { Named, Trained, Adapter, Folder, Remote };
    Kind kind = Named;
    QString id{}, name{}, folder{};
    QString run{}, method{}, base{}; ///< base: the model that it was made from, or that it stands on
    QStringList parents{};           ///< names of all that it was made from
    QString reference{};             ///< JSON, as a worker takes it
    QString tokenizer{};             ///< folder of its tokenizer; empty: none
    qint64 context = 0;              ///< tokens that it was made to read at once; 0: it does not say
    QString api{};                   ///< of a remote model: "chat" or "completions"
    bool allowed = true;             ///< texts may go where it is
    bool away = false;               ///< they leave this machine then
    bool present = false, ours = false;
    qint64 diskBytes = 0;
    QVector<qint64> checkpoints{};
    bool operator==(const ModelValues &) const = default;
};

struct ModelFacts {
    QString id{};
    QString weights{};                        ///< their hash; empty where they could not be read
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

struct ModelImportRequest {
    QString source{}, project{}, name{};
};

} // namespace lapidary
