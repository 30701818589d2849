// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/wording.h"
#include <QCoreApplication>
#include <cmath>

namespace lapidary {

namespace {
struct Wording {
    Q_DECLARE_TR_FUNCTIONS(Wording)
};
} // namespace

QString stateWord(RunState state) {
    switch (state) {
    case RunState::Queued:
        return Wording::tr("Queued");
    case RunState::Starting:
        return Wording::tr("Starting");
    case RunState::Running:
        return Wording::tr("Running");
    case RunState::Paused:
        return Wording::tr("Paused");
    case RunState::Finished:
        return Wording::tr("Finished");
    case RunState::Failed:
        return Wording::tr("Failed");
    case RunState::Cancelled:
        return Wording::tr("Stopped");
    case RunState::Interrupted:
        return Wording::tr("Interrupted");
    }
    return {};
}

Glyph stateGlyph(RunState state) {
    switch (state) {
    case RunState::Queued:
    case RunState::Starting:
        return Glyph::Queued;
    case RunState::Running:
        return Glyph::Running;
    case RunState::Paused:
        return Glyph::Paused;
    case RunState::Finished:
        return Glyph::Finished;
    case RunState::Failed:
        return Glyph::Failed;
    case RunState::Cancelled:
    case RunState::Interrupted:
        return Glyph::Cancelled;
    }
    return Glyph::Queued;
}

Tone stateTone(RunState state) {
    switch (state) {
    case RunState::Running:
    case RunState::Starting:
        return Tone::Accent;
    case RunState::Interrupted:
    case RunState::Paused:
        return Tone::Warning;
    case RunState::Finished:
        return Tone::Good;
    case RunState::Failed:
        return Tone::Bad;
    default:
        return Tone::Neutral;
    }
}

bool isActive(RunState state) {
    return state == RunState::Queued || state == RunState::Starting || state == RunState::Running ||
           state == RunState::Paused;
}

QString runsSummary(const QVector<RunValues> &runs) {
    QHash<RunState, int> count;
    for (const RunValues &run : runs) ++count[run.state];
    const int active = count[RunState::Starting] + count[RunState::Running] + count[RunState::Paused],
              failed = count[RunState::Failed] + count[RunState::Interrupted];
    if (runs.isEmpty()) return Wording::tr("Nothing has run yet");
    QStringList parts{runs.size() == 1 ? Wording::tr("1 run") : Wording::tr("%1 runs").arg(runs.size()),
                      Wording::tr("%1 finished").arg(count[RunState::Finished])};
    if (active) parts.append(Wording::tr("%1 under way").arg(active));
    if (count[RunState::Queued]) parts.append(Wording::tr("%1 queued").arg(count[RunState::Queued]));
    if (failed) parts.append(Wording::tr("%1 failed").arg(failed));
    return parts.join(QStringLiteral("  ·  "));
}

QString shortError(const QString &error) {
    const QString line = error.simplified();
    const auto end = line.indexOf(QLatin1String(": "));
    return line.startsWith(QLatin1Char('/')) && end > 0 ? line.mid(end + 2) : line;
}

QString durationText(double seconds) {
    if (!(seconds >= 0) || !std::isfinite(seconds)) return {};
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole < 60) return Wording::tr("%1 s").arg(whole);
    if (whole < 3600) return Wording::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return Wording::tr("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
}

QString percentText(double share) {
    return QString::number(100 * share, 'f', 1) + QStringLiteral(" %");
}

namespace {
struct Role {
    QLatin1String name;
    QString word, meaning;
};
std::optional<Role> roleNamed(const QString &name) {
    for (const Role &each :
         {Role{QLatin1String("base"), Wording::tr("base"),
               Wording::tr("the model before any training of this experiment")},
          Role{QLatin1String("sft"), Wording::tr("fine-tuned"), Wording::tr("supervised fine-tuning")},
          Role{QLatin1String("rl"), Wording::tr("aligned"), Wording::tr("preference or reinforcement learning")},
          Role{QLatin1String("tts"), Wording::tr("test-time"), Wording::tr("more compute at test time")},
          Role{QLatin1String("control"), Wording::tr("control"),
               Wording::tr("what has to be beaten: as many updates or samples, without the change that is tested")},
          Role{QLatin1String("oracle"), Wording::tr("oracle"),
               Wording::tr("sees the reference answers: a ceiling, not a method that could be used")}})
        if (name == each.name) return each;
    return std::nullopt;
}
} // namespace

QString roleWord(const QString &role) {
    const auto known = roleNamed(role);
    return known ? known->word : role;
}

QString roleMeaning(const QString &role) {
    const auto known = roleNamed(role);
    return known ? known->meaning : QString();
}

QString alarmText(const QString &run, const Alarm &alarm) {
    const auto number = [](double value) { return QString::number(value, 'g', 3); };
    const QString at = Wording::tr("%1, step %2:").arg(run, QString::number(alarm.step, 'f', 0)) + QLatin1Char(' ');
    switch (alarm.kind) {
    case AlarmKind::NotFinite:
        return at + Wording::tr("%1 is not a finite number.").arg(QString::fromStdString(alarm.metric));
    case AlarmKind::Spike:
        return at +
               Wording::tr("the loss jumps to %1; %2 is usual there.").arg(number(alarm.value), number(alarm.usual));
    case AlarmKind::KlRunaway:
        return at + Wording::tr("the KL to the reference runs away: %1 nats a token, after %2 at first.")
                        .arg(number(alarm.value), number(alarm.usual));
    case AlarmKind::EntropyCollapse:
        return at + Wording::tr("the entropy has collapsed to %1 nats a token, from %2 at first.")
                        .arg(number(alarm.value), number(alarm.usual));
    case AlarmKind::Hacking:
        return at + Wording::tr("the reward rises while fewer canary answers are right: %1, after %2 at first.")
                        .arg(number(alarm.value), number(alarm.usual));
    case AlarmKind::Repetition:
        return at +
               Wording::tr("the completions repeat themselves: %1 of their trigrams stood there before, after %2 at "
                           "first.")
                   .arg(percentText(alarm.value), percentText(alarm.usual));
    }
    return {};
}

QString alarmRemedy(const Alarm &alarm) {
    switch (alarm.kind) {
    case AlarmKind::NotFinite:
        return Wording::tr("Fork at an earlier checkpoint with a lower learning_rate.");
    case AlarmKind::Spike:
        return Wording::tr("Lower learning_rate or max_grad_norm, or lengthen warmup_steps.");
    case AlarmKind::KlRunaway:
        return Wording::tr("Raise beta or lower learning_rate: the policy may be exploiting its reward.");
    case AlarmKind::EntropyCollapse:
        return Wording::tr("Raise temperature or epsilon_high, or lower learning_rate: the samples have become alike.");
    case AlarmKind::Hacking:
        return Wording::tr(
            "The reward is being exploited: look at the samples, mend reward_funcs, or set beta and max_kl.");
    case AlarmKind::Repetition:
        return Wording::tr("Look at the samples: lower learning_rate or raise beta, or take a reward that repetition "
                           "does not earn.");
    }
    return {};
}

QString changeText(const QString &run, const ChangeValues &change) {
    return Wording::tr("%1, behind step %2: %3 is %4 instead of %5.")
        .arg(run, QString::number(change.step, 'f', 0), change.field, change.after, change.before);
}

QString pText(double p) {
    return p < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = ") + QString::number(p, 'f', p < 0.1 ? 3 : 2);
}

} // namespace lapidary
