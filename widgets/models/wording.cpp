// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/wording.h"
#include <cmath>

namespace lapidary {

QString stateWord(RunState state) {
    switch (state) {
    case RunState::Queued: return QStringLiteral("Queued");
    case RunState::Starting: return QStringLiteral("Starting");
    case RunState::Running: return QStringLiteral("Running");
    case RunState::Paused: return QStringLiteral("Paused");
    case RunState::Finished: return QStringLiteral("Finished");
    case RunState::Failed: return QStringLiteral("Failed");
    case RunState::Cancelled: return QStringLiteral("Stopped");
    }
    return {};
}

Glyph stateGlyph(RunState state) {
    switch (state) {
    case RunState::Queued:
    case RunState::Starting: return Glyph::Queued;
    case RunState::Running: return Glyph::Running;
    case RunState::Paused: return Glyph::Paused;
    case RunState::Finished: return Glyph::Finished;
    case RunState::Failed: return Glyph::Failed;
    case RunState::Cancelled: return Glyph::Cancelled;
    }
    return Glyph::Queued;
}

Tone stateTone(RunState state) {
    switch (state) {
    case RunState::Running:
    case RunState::Starting: return Tone::Accent;
    case RunState::Paused: return Tone::Warning;
    case RunState::Finished: return Tone::Good;
    case RunState::Failed: return Tone::Bad;
    default: return Tone::Neutral;
    }
}

bool isActive(RunState state) {
    return state == RunState::Queued || state == RunState::Starting || state == RunState::Running || state == RunState::Paused;
}

QString durationText(double seconds) {
    if (!(seconds >= 0) || !std::isfinite(seconds)) return {};
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole < 60) return QStringLiteral("%1 s").arg(whole);
    if (whole < 3600) return QStringLiteral("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return QStringLiteral("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
}

QString percentText(double share) { return QString::number(100 * share, 'f', 1) + QStringLiteral(" %"); }

QString pText(double p) {
    return p < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = ") + QString::number(p, 'f', p < 0.1 ? 3 : 2);
}

} // namespace lapidary
