// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/models/models.h"
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>
#include <optional>

/// What a person needs to know to plan a training, as plain values.
namespace lapidary {

struct ModelChoice {
    QString name{};
    ModelSize size{};
    QString trouble{};   ///< why its size is not known; empty: it is
    bool remote = false; ///< answers, and cannot be trained
};
struct DataChoice {
    QString name{};
    QStringList
        layouts{}; ///< what its rows are good for, in the catalogue's words: "prompt_completion", "preference" …
    bool measured = false; ///< arms of the experiment answer its problems: nothing to learn from
};
/// A training that was done before, with where it can be forked; or one that the experiment only names, whose id is its
/// name.
struct RunPlan {
    QString id{}, name{}, algorithm{}, model{},
        data{};                   ///< model and data are empty where its stage is not in the experiment
    Json config = Json::object(); ///< as it was begun
    Json changes = Json::array(); ///< settings that were given other values on its way, as changed.json lists them
    QVector<qint64> checkpoints{};
    qint64 memoryPeak = 0;           ///< bytes; 0: not measured
    QMap<QString, QString> inputs{}; ///< what further ports were given, as the reference
    quint64 seed = 0;
};
struct PlanningValues {
    QString folder{};
    Catalogue catalogue{};
    QVector<ModelChoice> models{};
    QVector<DataChoice> data{};
    QVector<RunPlan> runs{};
    QStringList stages{}; ///< names of the experiment's trainings
    QStringList taken{};  ///< all names of the experiment
    qint64 freeMemory = 0;
    quint64 seed = 0; ///< the experiment's
    /// `wanted`, or the first of "wanted 2", "wanted 3", … that nothing has.
    QString freeName(const QString &wanted) const {
        QString name = wanted;
        for (int number = 2; taken.contains(name); ++number) name = QStringLiteral("%1 %2").arg(wanted).arg(number);
        return name;
    }
    const RunPlan *run(const QString &id) const {
        for (const RunPlan &each : runs)
            if (each.id == id) return &each;
        return nullptr;
    }
};

/// What a file of settings says a training is to be, as far as this program and the experiment know it.
struct SettingsFile {
    QString file{}, algorithm{}, model{}, data{};
    Json config = Json::object(); ///< those that it gives
    QStringList notes{};          ///< what of it is not taken, and why
    std::optional<quint64> seed{};
};

/// What a model's tokenizer reads otherwise than it is written.
struct TextNotes {
    QString model{};
    qint64 mergedRows = 0, lostRows = 0, lostCharacters = 0;
    QString lost{}; ///< the characters and how often each
};
/// What a reward would pay on the rows for a text that costs no thought.
struct RewardNote {
    QString reward{}, text{};
};
struct DataFacts {
    QString name{};
    QVector<TextNotes> notes{};       ///< of the models for which there is anything to say
    QVector<RewardNote> rewards{};    ///< of those that can be exploited on these rows
    qint64 rows = 0, longestText = 0; ///< longest: bytes of one row
    QString trouble{};                ///< why nothing is known yet
};

/// A training that was asked for has the inputs of a run that was begun before and did not finish.
struct SameRunValues {
    Json tables = Json::object(); ///< as they were asked for
    QString name{};               ///< of the training that was asked for
    QString run{}, madeAs{};      ///< id of the run, and the name under which it was begun
    QString state{};              ///< cancelled, failed, interrupted
    qint64 step = 0;              ///< of its newest checkpoint; 0: none
};
/// What shall become of it: asked, gone on with, or left as it is while the new training begins apart.
enum class SameRun { Ask, GoOn, Apart };

/// What a few real steps on the longest rows took.
struct DryRunValues {
    qint64 rows = 0, memory = 0; ///< bytes
    double stepSeconds = 0;
    QString trouble{};
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::PlanningValues)
Q_DECLARE_METATYPE(lapidary::DataFacts)
Q_DECLARE_METATYPE(lapidary::DryRunValues)
Q_DECLARE_METATYPE(lapidary::SameRunValues)
