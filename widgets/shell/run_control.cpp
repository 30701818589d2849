// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/run_control.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/project_runs.h"
#include "widgets/bridge/project_session.h"
#include "widgets/models/run_words.h"
#include "widgets/panels/workspace.h"
#include "widgets/shell/message.h"
#include "widgets/shell/run_dialog.h"
#include "widgets/shell/settings_dialog.h"
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace lapidary {

RunControl::RunControl(Workspace &workspace, QSettings &settings, QWidget *window)
    : QObject(window), workspace_(workspace), settings_(settings), window_(window) {
    connect(&workspace_.session().runs(), &ProjectRuns::usesKnown, this, &RunControl::askDelete);
}

bool RunControl::perform(const Intent &intent) {
    ProjectSession &session = workspace_.session();
    switch (intent.kind) {
    case Intent::Pause:
        post(session.runs(), &ProjectRuns::pause, intent.argument);
        return true;
    case Intent::Resume:
        post(session.runs(), &ProjectRuns::resume, intent.argument);
        return true;
    case Intent::Stop:
        stop(intent.argument);
        return true;
    case Intent::MoveToFront:
        post(session.queue(), &ExperimentQueue::moveToFront, intent.argument);
        return true;
    case Intent::Drop:
        post(session.queue(), &ExperimentQueue::drop, intent.argument);
        return true;
    case Intent::EditRun:
        edit(intent.argument);
        return true;
    case Intent::DeleteRun:
        post(session.runs(), &ProjectRuns::askUses, intent.argument);
        return true;
    default:
        return false;
    }
}

void RunControl::stop(const QString &run) {
    const RunValues *values = workspace_.runs().find(run);
    const auto send = [this, run] { post(workspace_.session().runs(), &ProjectRuns::stop, run); };
    if (!values || !settings_.value(QLatin1String(kConfirmStopKey), true).toBool()) return send();
    auto *box = messageBox(window_, QMessageBox::Question, tr("Stop “%1”?").arg(values->name), stopText(*values));
    box->setObjectName(QStringLiteral("stopQuestion"));
    auto *yes = box->addButton(tr("&Stop the run"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("stopYes"));
    box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(yes);
    connect(yes, &QAbstractButton::clicked, this, send);
    box->open();
}

void RunControl::edit(const QString &run) {
    const RunValues *values = workspace_.runs().find(run);
    if (!values) return;
    auto *dialog = new RunDialog(*values, window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RunDialog::described, this, [this, run](const QString &name, const QString &notes) {
        post(workspace_.session().runs(), &ProjectRuns::describe, run, name, notes);
    });
    dialog->open();
}

void RunControl::askDelete(const RunUsesValues &uses) {
    const RunValues *run = workspace_.runs().find(uses.run);
    if (!run) return;
    const auto lines = [](const QStringList &all) { return QStringLiteral("• ") + all.join(QStringLiteral("\n• ")); };
    QMessageBox *box = nullptr;
    if (!uses.blocking.isEmpty()) {
        box = messageBox(window_, QMessageBox::Information, tr("“%1” is needed").arg(run->name),
                         tr("It can be deleted when these are gone or have ended:\n%1").arg(lines(uses.blocking)));
        box->addButton(QMessageBox::Ok);
    } else {
        QString about = tr("Its log, its checkpoints and its model go with it: %1. This cannot be undone.")
                            .arg(QLocale().formattedDataSize(uses.bytes, 1));
        if (!uses.others.isEmpty())
            about += QStringLiteral("\n\n") +
                     tr("These were made from it and could not be repeated:\n%1").arg(lines(uses.others));
        box = messageBox(window_, QMessageBox::Warning, tr("Delete “%1” and its files?").arg(run->name), about);
        auto *yes = box->addButton(tr("&Delete"), QMessageBox::DestructiveRole);
        yes->setObjectName(QStringLiteral("deleteYes"));
        box->addButton(QMessageBox::Cancel);
        box->setDefaultButton(QMessageBox::Cancel);
        connect(yes, &QAbstractButton::clicked, this,
                [this, id = uses.run] { post(workspace_.session().runs(), &ProjectRuns::remove, id); });
    }
    box->setObjectName(QStringLiteral("deleteRunQuestion"));
    box->open();
}

} // namespace lapidary
