// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include "widgets/models/values.h"

/// How values are written for people.
namespace lapidary {

QString stateWord(RunState state);
Glyph stateGlyph(RunState state);
Tone stateTone(RunState state);
bool isActive(RunState state);                       ///< queued, starting, running or paused
QString runsSummary(const QVector<RunValues> &runs); ///< "12 runs · 3 finished · 1 under way"
/// An error on one line without the path that it begins with: the inspector has the whole.
QString shortError(const QString &error);
QString durationText(double seconds);     ///< "2 min 05 s"; empty when negative
QString percentText(double share);        ///< "62.5 %"
QString roleWord(const QString &role);    ///< of an arm: "fine-tuned", "oracle" …
QString roleMeaning(const QString &role); ///< one phrase; empty for a role that is not known
/// "sft, step 120: the loss jumps to 3.2; 0.7 is usual." and what to do about it.
QString alarmText(const QString &run, const Alarm &alarm);
QString alarmRemedy(const Alarm &alarm);
/// "sft, behind step 40: learning_rate is 1e-05 instead of 0.0001."
QString changeText(const QString &run, const ChangeValues &change);
QString pText(double p); ///< "p = 0.031", "p < 0.001"

} // namespace lapidary
