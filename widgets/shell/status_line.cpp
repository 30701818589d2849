// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/status_line.h"
#include "widgets/bridge/project_runs.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/labels.h"
#include "widgets/models/wording.h"
#include "widgets/panels/workspace.h"
#include <QLocale>
#include <QStatusBar>

namespace lapidary {

StatusLine::StatusLine(Workspace &workspace, QStatusBar &bar) : QObject(&bar), workspace_(workspace) {
    const auto add = [&](const char *name, const QString &what, bool grows) {
        // A long name does not widen the window.
        QLabel *label = grows ? new ElidedLabel(Type::Caption, true, &bar) : plainLabel({}, Type::Caption, true, &bar);
        label->setObjectName(QLatin1String(name));
        label->setToolTip(what);
        label->setContentsMargins(2 * kGrid, 0, 2 * kGrid, 0);
        if (grows)
            bar.addWidget(label, 1);
        else
            bar.addPermanentWidget(label);
        return label;
    };
    job_ = add("statusJob", tr("What is running"), true);
    device_ = add("statusDevice", tr("Device that the runs compute on"), false);
    memory_ = add("statusMemory", tr("Peak memory of the running job"), false);
    saved_ = add("statusSaved", tr("Whether everything that you made is on disk"), false);
    project_ = add("statusProject", tr("Folder of the project"), false);
    bar.setSizeGripEnabled(false);
    connect(&workspace_, &Workspace::projectChanged, this, &StatusLine::refresh);
    connect(&workspace_, &Workspace::savedChanged, this, &StatusLine::refresh);
    connect(&workspace_.session().runs(), &ProjectRuns::runsChanged, this, &StatusLine::refresh);
    refresh();
}

void StatusLine::refresh() {
    const auto &project = workspace_.project();
    QString text = project ? tr("Nothing is running") : tr("No project is open"), device, memory;
    for (const RunValues &run : workspace_.runs().runs()) {
        if (device.isEmpty()) device = run.device;
        if (run.state != RunState::Running && run.state != RunState::Paused) continue;
        text = QStringLiteral("%1: %2").arg(stateWord(run.state), run.name);
        if (fractionOf(run) >= 0) text += QStringLiteral(", ") + percentText(fractionOf(run));
        if (run.etaSeconds >= 0) text += tr(", %1 left").arg(durationText(run.etaSeconds));
        if (!run.device.isEmpty()) device = run.device;
        if (run.memory > 0) memory = QLocale().formattedDataSize(qint64(run.memory), 1);
        break;
    }
    job_->setText(text);
    const auto show = [](QLabel *label, const QString &words) {
        label->setText(words);
        label->setVisible(!words.isEmpty());
    };
    show(device_, device);
    show(memory_, memory);
    show(saved_, !project                       ? QString()
                 : !project->readOnly.isEmpty() ? tr("Read-only")
                 : workspace_.isSaved()         ? tr("Saved")
                                                : tr("Saving…"));
    show(project_, project ? project->folder : QString());
}

} // namespace lapidary
