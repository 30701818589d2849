// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/stats/curve_alarms.h"
#include <QHash>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>
#include <optional>

/// What the window shows, as plain values: the bridge makes them on its worker thread, the models hold copies.
namespace lapidary {

/// A setting that was given another value while the run was paused, for the steps behind this one.
struct ChangeValues {
    double step = 0;
    QString field{}, before{}, after{};
    bool operator==(const ChangeValues &) const = default;
};

enum class RunState { Queued, Starting, Running, Paused, Finished, Failed, Cancelled, Interrupted };

struct RunValues {
    QString id{}, name{}, kind{}, method{}; ///< method: algorithm of a training, strategy of an evaluation
    RunState state = RunState::Queued;
    QString phase{};
    double done = 0, total = 0;
    double etaSeconds = -1;          ///< negative: unknown
    QString keyFigure{};             ///< the one number that says how it goes, with its name
    QString error{};                 ///< why it failed, as a sentence with the remedy
    int place = 0;                   ///< of a queued run in the queue, from 1; 0: not queued
    QString note{};                  ///< why a queued run waits, or the last notice of a running one
    double seconds = 0;              ///< from its first word to its last
    double tokens = 0;               ///< trained on so far; 0: not told
    double stepSeconds = 0;          ///< of an optimiser step, as its last steps took; 0: not told
    double checkpoint = 0;           ///< step of its newest checkpoint; 0: none yet
    QVector<Alarm> alarms{};         ///< what its curves warn of
    QVector<ChangeValues> changes{}; ///< settings that were changed on its way, oldest first
    int colour = 0;                  ///< slot of the run palette, for life
    QString device{};                ///< "cpu", "cuda:0"; empty: not told
    double memory = 0;               ///< peak of its process in bytes while it runs; 0: not known
    QString ownName{};               ///< of its stage or arm, where a person calls it otherwise; else empty
    QString notes{};                 ///< what a person wrote about it
    QString parent{};                ///< of a fork: the run that it left, at the step `forkStep`
    double forkStep = 0;
    bool operator==(const RunValues &) const = default;
};

struct ProjectValues {
    QString folder{}, name{}, experiment{};
    QString readOnly{}; ///< why nothing can be started here (another owner); empty: we own it
};

/// A project that comes with the program, to begin from.
struct ReadyProjectValues {
    QString name{}, title{}, summary{};
    bool operator==(const ReadyProjectValues &) const = default;
};

/// Who needs a run, and what goes with it.
struct RunUsesValues {
    QString run{};
    QStringList blocking{}; ///< what would be broken without it
    QStringList others{};   ///< what could only not be repeated
    qint64 bytes = 0;       ///< of its folder
};

enum class NoticeLevel { Info, Warning, Error };

/// What a run said in words, or why it failed.
struct NoticeValues {
    double time = 0; ///< seconds since 1970
    NoticeLevel level = NoticeLevel::Info;
    QString run{}, text{}; ///< run: its id; empty: the project
    bool operator==(const NoticeValues &) const = default;
};

/// All that is known about one run, in groups of name and value.
struct RunFactsValues {
    struct Group {
        QString title{};
        QVector<QPair<QString, QString>> facts{};
    };
    QString run{};
    QVector<Group> groups{};
};

/// One value of a metric and where it stands: step, tokens trained on so far (NaN: not told), seconds since the run
/// began.
struct CurvePoint {
    double step = 0, tokens = 0, seconds = 0, value = 0;
    bool operator==(const CurvePoint &) const = default;
};

/// New points of one metric of one run.
struct CurvePoints {
    QString run{}, metric{};
    QVector<CurvePoint> points{};
};

struct ArmValues {
    QString name{}, role{};
    bool oracle = false; ///< saw the reference answers: a ceiling, not a method
};

struct CellValues {
    int n = 0, correct = 0;
    double accuracy = 0, low = 0, high = 0; ///< Wilson, 95 %
    double tokensPerProblem = 0, seconds = 0;
    double cutRate = 0; ///< share of the completions that were cut before they ended
    int unscorable = 0; ///< questions without a usable reference: in no other number
};

/// The paired test of two arms on the same problems: how often only one of them was right.
struct PairValues {
    QString a{}, b{}, bucket{};
    int aOnly = 0, bOnly = 0;
    double p = 1, pHolm = 1; ///< pHolm: corrected for all paired tests of the comparison
};

/// The best arm of a role against the strongest control of a bucket.
struct ClaimValues {
    QString bucket{}, control{}, arm{};
    double difference = 0, p = 1, pHolm = 1;
    double controlTokens = 0, armTokens = 0; ///< a problem
    int chosenAmong = 1;                     ///< arms of the role: the best was taken on these very problems
    bool gains = false;
};

struct TrainingCostValues {
    QString name{}, algorithm{};
    qint64 tokensTrained = 0, tokensSampled = 0;
    double seconds = 0;
    QVector<ChangeValues> changes{}; ///< settings that were given other values on its way
};

/// Problems of a bucket that a model on show has learnt from.
struct SeenValues {
    QString bucket{}, learnt{};
    qint64 seen = 0, of = 0;
};

/// What the paired tests of a bucket can be expected to show; no difference: nothing.
struct DetectableValues {
    QString bucket{};
    qint64 problems = 0, looks = 0;
    std::optional<double> difference{};
};

struct ComparisonValues {
    QString experiment{};
    QStringList buckets{};
    QVector<ArmValues> arms{};
    QHash<QPair<QString, QString>, CellValues> cells{}; ///< (arm, bucket)
    QVector<PairValues> pairs{};
    QVector<ClaimValues> claims{};
    QVector<TrainingCostValues> trainings{};
    QVector<SeenValues> seen{};
    QStringList unrecorded{}; ///< models of which nobody knows what they have learnt from
    QStringList missing{};    ///< arms that have not finished
    std::optional<CellValues> cell(const QString &arm, const QString &bucket) const {
        const auto it = cells.find({arm, bucket});
        return it == cells.end() ? std::nullopt : std::optional(*it);
    }
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::ProjectValues)
Q_DECLARE_METATYPE(lapidary::ComparisonValues)
Q_DECLARE_METATYPE(lapidary::RunFactsValues)
Q_DECLARE_METATYPE(lapidary::RunUsesValues)
