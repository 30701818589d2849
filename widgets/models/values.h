// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QMetaType>
#include <QPointF>
#include <QString>
#include <QStringList>
#include <QVector>
#include <optional>

/// What the window shows, as plain values: the bridge makes them on its worker thread, the models hold copies.
namespace lapidary {

enum class RunState { Queued, Starting, Running, Paused, Finished, Failed, Cancelled };

struct RunValues {
    QString id{}, name{}, kind{}, method{}; ///< method: algorithm of a training, strategy of an evaluation
    RunState state = RunState::Queued;
    QString phase{};
    double done = 0, total = 0;
    double etaSeconds = -1; ///< negative: unknown
    QString keyFigure{};    ///< the one number that says how it goes, with its name
    QString error{};        ///< why it failed, as a sentence
    int colour = 0;         ///< slot of the run palette, for life
    bool operator==(const RunValues &) const = default;
};

struct ProjectValues {
    QString folder{}, name{}, experiment{};
    QString readOnly{}; ///< why nothing can be started here (another owner); empty: we own it
};

/// New points of one metric of one run.
struct CurvePoints {
    QString run{}, metric{};
    QVector<QPointF> points{};
};

struct ArmValues {
    QString name{}, role{};
};

struct CellValues {
    int n = 0, correct = 0;
    double accuracy = 0, low = 0, high = 0; ///< Wilson, 95 %
    double tokensPerProblem = 0, seconds = 0;
};

/// The paired test of two arms on the same problems: how often only one of them was right.
struct PairValues {
    QString a{}, b{}, bucket{};
    int aOnly = 0, bOnly = 0;
    double p = 1;
};

struct ComparisonValues {
    QString experiment{};
    QStringList buckets{};
    QVector<ArmValues> arms{};
    QHash<QPair<QString, QString>, CellValues> cells{}; ///< (arm, bucket)
    QVector<PairValues> pairs{};
    std::optional<CellValues> cell(const QString &arm, const QString &bucket) const {
        const auto it = cells.find({arm, bucket});
        return it == cells.end() ? std::nullopt : std::optional(*it);
    }
};

struct AnswerValues {
    QString text{}, answer{};
    bool correct = false;
    double tokens = 0;
};

/// One problem as two arms answered it.
struct QuestionValues {
    QString bucket{}, id{}, prompt{}, reference{};
    AnswerValues a{}, b{};
};

struct AnswerPairValues {
    QString armA{}, armB{};
    QVector<QuestionValues> questions{};
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::ProjectValues)
Q_DECLARE_METATYPE(lapidary::ComparisonValues)
Q_DECLARE_METATYPE(lapidary::AnswerPairValues)
