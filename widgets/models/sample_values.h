// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMetaType>
#include <QString>
#include <QVector>

namespace lapidary {

/// A completion that a training drew, and what it earned.
struct SampleValues {
    QString run{}, group{}, prompt{}, completion{};
    double step = 0, reward = 0, advantage = 0;
    bool cut = false; ///< ended by the limit and not by the model
    /// Where known: the sampled tokens as they lie in `tokenText` (their ends), and the log-probability of each.
    QString tokenText{};
    QVector<int> tokenEnds{};
    QVector<float> logProbs{};
    bool hasTokens() const { return !tokenEnds.isEmpty() && tokenEnds.size() == logProbs.size(); }
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::SampleValues)
