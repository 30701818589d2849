// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/run_menu.h"
#include "widgets/models/run_words.h"
#include "widgets/models/wording.h"
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace lapidary {

namespace {
struct RunMenu {
    Q_DECLARE_TR_FUNCTIONS(RunMenu)
};
} // namespace

void fillRunMenu(QMenu &menu, const RunValues &run, bool ours, const std::function<void(const Intent &)> &tell) {
    menu.setToolTipsVisible(true);
    const QString readOnly = ours ? QString() : whyNoResume(run, ours);
    const auto add = [&](const char *name, const QString &words, Intent::Kind kind, const QString &whyNot,
                         const QString &tip = {}) {
        QAction *action = menu.addAction(words, &menu, [tell, kind, id = run.id] { tell({kind, id}); });
        action->setObjectName(QLatin1String(name));
        action->setEnabled(whyNot.isEmpty());
        action->setToolTip(whyNot.isEmpty() ? tip : whyNot);
    };
    const bool queued = run.state == RunState::Queued, atWork = isActive(run.state) && !queued;
    const auto unless = [&](bool may, const QString &why) { return !ours ? readOnly : may ? QString() : why; };
    add("runShow", RunMenu::tr("S&how curves or answers"), Intent::ShowRun, {});
    menu.addSeparator();
    if (queued) {
        add("runNext", RunMenu::tr("Start it &next"), Intent::MoveToFront, readOnly);
        add("runDrop", RunMenu::tr("Re&move it from the queue"), Intent::Drop, readOnly);
    } else {
        add("runPause", RunMenu::tr("Pa&use"), Intent::Pause,
            unless(run.state == RunState::Running, RunMenu::tr("Only a run at work can be paused.")));
        add("runResume", RunMenu::tr("Res&ume"), Intent::Resume, whyNoResume(run, ours), resumeText(run));
        add("runStop", RunMenu::tr("&Stop…"), Intent::Stop, unless(atWork, RunMenu::tr("It is not at work.")),
            stopText(run));
    }
    menu.addSeparator();
    add("runEdit", RunMenu::tr("Name and n&otes…"), Intent::EditRun, readOnly);
    menu.addAction(RunMenu::tr("&Copy its id"), &menu, [id = run.id] { QGuiApplication::clipboard()->setText(id); });
    add("runDelete", RunMenu::tr("&Delete…"), Intent::DeleteRun,
        unless(!atWork && !queued, RunMenu::tr("Stop it first, or take it out of the queue.")));
}

} // namespace lapidary
