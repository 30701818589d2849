// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/run_words.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/models/wording.h"
#include <QCoreApplication>

namespace lapidary {

namespace {

struct RunWords {
    Q_DECLARE_TR_FUNCTIONS(RunWords)
};

bool trains(const RunValues &run) {
    return isTraining(run.kind.toStdString());
}

QString stepText(double step) {
    return QString::number(step, 'f', 0);
}

} // namespace

QString whyNoResume(const RunValues &run, bool ours) {
    if (!ours) return RunWords::tr("This project is open elsewhere: it can be read here, not run.");
    switch (run.state) {
    case RunState::Queued:
        return RunWords::tr("It waits in the queue and starts by itself.");
    case RunState::Starting:
    case RunState::Running:
        return RunWords::tr("It is at work.");
    case RunState::Finished:
        return trains(run) ? RunWords::tr("It has finished. Fork it at a checkpoint, or train again with more steps.")
                           : RunWords::tr("It has finished.");
    default:
        return {};
    }
}

QString resumeText(const RunValues &run) {
    if (run.state == RunState::Paused) return RunWords::tr("Goes on where it stands.");
    if (!trains(run)) return RunWords::tr("Goes on behind what it has written.");
    return run.checkpoint > 0 ? RunWords::tr("Goes on from the checkpoint of step %1.").arg(stepText(run.checkpoint))
                              : RunWords::tr("Starts over: it has no checkpoint.");
}

QString stopText(const RunValues &run) {
    return trains(run) ? RunWords::tr("It saves a checkpoint and ends. “Resume” lets it go on from there.")
                       : RunWords::tr("What it has written stays. “Resume” lets it go on behind that.");
}

QString forkText(const RunValues &run, const QVector<RunValues> &runs) {
    if (run.parent.isEmpty()) return {};
    QString name = run.parent;
    for (const RunValues &each : runs)
        if (each.id == run.parent) name = each.name;
    return RunWords::tr("fork of %1 at step %2").arg(name, stepText(run.forkStep));
}

QString endText(const RunValues &run) {
    if (!trains(run) || run.state == RunState::Finished) return stateWord(run.state);
    return run.checkpoint > 0
               ? RunWords::tr("%1, checkpoint of step %2").arg(stateWord(run.state), stepText(run.checkpoint))
               : RunWords::tr("%1, no checkpoint").arg(stateWord(run.state));
}

} // namespace lapidary
