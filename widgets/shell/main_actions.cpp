// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/main_actions.h"
#include "widgets/common/theme.h"
#include "widgets/models/run_words.h"
#include "widgets/models/wording.h"
#include "widgets/panels/feature.h"
#include "widgets/panels/workspace.h"
#include "widgets/shell/dock_layout.h"
#include "widgets/shell/main_window.h"
#include <QCoreApplication>
#include <algorithm>

namespace lapidary {

namespace {

struct MainActions {
    Q_DECLARE_TR_FUNCTIONS(MainActions)
};

void addProject(QVector<ActionEntry> &out, MainWindow &window) {
    out.append({.id = "newProject",
                .group = 0,
                .text = MainActions::tr("&New project…"),
                .keys = {QKeySequence::New},
                .run = [&window] { window.newProject(QStringLiteral("starter")); }});
    out.append({.id = "newEmptyProject",
                .group = 0,
                .text = MainActions::tr("New project of your &own…"),
                .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)},
                .run = [&window] { window.newProject({}); }});
    out.append({.id = "openProject",
                .group = 0,
                .text = MainActions::tr("&Open…"),
                .keys = {QKeySequence::Open},
                .run = [&window] { window.chooseProject(); }});
    out.append({.id = "settings",
                .group = 1,
                .text = MainActions::tr("&Settings…"),
                .keys = {QKeySequence(Qt::CTRL | Qt::Key_Comma)},
                .run = [&window] { window.showSettings(); }});
    out.append({.id = "quit",
                .group = 2,
                .text = MainActions::tr("&Quit"),
                .keys = {QKeySequence(Qt::CTRL | Qt::Key_Q)},
                .run = [&window] { window.close(); }});
}

void addEdit(QVector<ActionEntry> &out, MainWindow &window) {
    const auto named = [](const QString &word, const QString &what) {
        return what.isEmpty() ? word : word + QLatin1Char(' ') + what;
    };
    out.append({.id = "undo",
                .menu = MenuPlace::Edit,
                .text = MainActions::tr("&Undo"),
                .keys = {QKeySequence(Qt::CTRL | Qt::Key_Z)},
                .run = [&window] { window.undo(); },
                .label = [&window, named] { return named(MainActions::tr("&Undo"), window.undoText()); }});
    out.append({.id = "redo",
                .menu = MenuPlace::Edit,
                .text = MainActions::tr("&Redo"),
                .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)},
                .run = [&window] { window.redo(); },
                .label = [&window, named] { return named(MainActions::tr("&Redo"), window.redoText()); }});
}

/// Of the selected run, where something can be done with it.
std::optional<RunState> chosenState(Workspace &workspace) {
    const RunValues *run = workspace.runs().find(workspace.selectedRun());
    return run && workspace.isOurs() ? std::optional(run->state) : std::nullopt;
}

void addRun(QVector<ActionEntry> &out, MainWindow &window, Workspace &workspace) {
    const auto state = [&workspace] { return chosenState(workspace); };
    const auto tell = [&window, &workspace](Intent::Kind kind) {
        return [&window, &workspace, kind] { window.perform({kind, workspace.selectedRun()}); };
    };
    out.append({.id = "pauseRun",
                .menu = MenuPlace::Run,
                .group = 1,
                .text = MainActions::tr("&Pause the selected run"),
                .run = tell(Intent::Pause),
                .enabled = [state] { return state() == RunState::Running; }});
    out.append({.id = "resumeRun",
                .menu = MenuPlace::Run,
                .group = 1,
                .text = MainActions::tr("R&esume the selected run"),
                .run = tell(Intent::Resume),
                .enabled = [&workspace] {
                    const RunValues *run = workspace.runs().find(workspace.selectedRun());
                    return run && whyNoResume(*run, workspace.isOurs()).isEmpty();
                }});
    out.append({.id = "stopRun",
                .menu = MenuPlace::Run,
                .group = 1,
                .text = MainActions::tr("&Stop the selected run"),
                .run = tell(Intent::Stop),
                .enabled = [state] { return state() && isActive(*state()) && state() != RunState::Queued; }});
}

/// Its place in the queue, its words, and itself.
void addRunCare(QVector<ActionEntry> &out, MainWindow &window, Workspace &workspace) {
    const auto state = [&workspace] { return chosenState(workspace); };
    const auto tell = [&window, &workspace](Intent::Kind kind) {
        return [&window, &workspace, kind] { window.perform({kind, workspace.selectedRun()}); };
    };
    out.append({.id = "nextRun",
                .menu = MenuPlace::Run,
                .group = 2,
                .text = MainActions::tr("Start the selected run &next"),
                .run = tell(Intent::MoveToFront),
                .enabled = [state] { return state() == RunState::Queued; }});
    out.append({.id = "dropRun",
                .menu = MenuPlace::Run,
                .group = 2,
                .text = MainActions::tr("Re&move the selected run from the queue"),
                .run = tell(Intent::Drop),
                .enabled = [state] { return state() == RunState::Queued; }});
    out.append({.id = "editRun",
                .menu = MenuPlace::Run,
                .group = 3,
                .text = MainActions::tr("Name and n&otes of the selected run…"),
                .run = tell(Intent::EditRun),
                .enabled = [state] { return state().has_value(); }});
    out.append({.id = "deleteRun",
                .menu = MenuPlace::Run,
                .group = 3,
                .text = MainActions::tr("&Delete the selected run…"),
                .run = tell(Intent::DeleteRun),
                .enabled = [state] { return state() && !isActive(*state()); }});
    out.append({.id = "showRun",
                .menu = MenuPlace::Run,
                .group = 3,
                .text = MainActions::tr("S&how curves or answers of the selected run"),
                .run = tell(Intent::ShowRun),
                .enabled = [&workspace] { return !workspace.selectedRun().isEmpty(); }});
}

void addView(QVector<ActionEntry> &out, MainWindow &window, Workspace &workspace) {
    int number = 0;
    for (const Feature *feature : workspace.features())
        out.append({.id = "panel:" + feature->id(),
                    .menu = MenuPlace::View,
                    .text = feature->title(),
                    .keys = {QKeySequence(QStringLiteral("Ctrl+%1").arg(++number))},
                    .run = [&window, id = feature->id()] { window.showPanel(id); },
                    .checked = [&window, id = feature->id()] { return window.currentPanel() == id; }});
    for (const auto &[id, title, key] : DockLayout::docks())
        out.append({.id = "dock:" + id,
                    .menu = MenuPlace::View,
                    .group = 1,
                    .text = title,
                    .keys = {QKeySequence(key)},
                    .run = [&window, id = id] { window.docks().toggle(id); },
                    .checked = [&window, id = id] { return window.docks().isShown(id); }});
    out.append({.id = "resetLayout",
                .menu = MenuPlace::View,
                .group = 1,
                .text = MainActions::tr("Reset la&yout"),
                .run = [&window] { window.docks().reset(); }});
    const std::initializer_list<std::tuple<const char *, ThemeMode, QString>> themes{
        {"system", ThemeMode::System, MainActions::tr("Theme of the s&ystem")},
        {"light", ThemeMode::Light, MainActions::tr("&Light theme")},
        {"dark", ThemeMode::Dark, MainActions::tr("&Dark theme")},
        {"contrast", ThemeMode::HighContrast, MainActions::tr("&High contrast")}};
    for (const auto &[id, mode, title] : themes)
        out.append({.id = QStringLiteral("theme:") + QLatin1String(id),
                    .menu = MenuPlace::View,
                    .group = 2,
                    .text = title,
                    .run = [&window, mode = mode] { window.setTheme(mode); },
                    .checked = [&window, mode = mode] { return window.theme() == mode; }});
    out.append({.id = "fullScreen",
                .menu = MenuPlace::View,
                .group = 3,
                .text = MainActions::tr("&Full screen"),
                .keys = {QKeySequence(Qt::Key_F11)},
                .run = [&window] { window.setWindowState(window.windowState() ^ Qt::WindowFullScreen); },
                .checked = [&window] { return window.isFullScreen(); }});
}

} // namespace

QVector<ActionEntry> mainActions(MainWindow &window, Workspace &workspace) {
    QVector<ActionEntry> out;
    for (Feature *feature : workspace.features()) out += feature->actions(&window);
    addProject(out, window);
    addEdit(out, window);
    addRun(out, window, workspace);
    addRunCare(out, window, workspace);
    addView(out, window, workspace);
    out.append({.id = "palette",
                .menu = MenuPlace::Help,
                .text = MainActions::tr("Find anything…"),
                .keys = {QKeySequence(Qt::CTRL | Qt::Key_K)},
                .run = [&window] { window.showPalette(); }});
    out.append({.id = "shortcuts",
                .menu = MenuPlace::Help,
                .text = MainActions::tr("List of &shortcuts"),
                .keys = {QKeySequence(Qt::CTRL | Qt::Key_Slash)},
                .run = [&window] { window.showShortcuts(); }});
    out.append({.id = "manual",
                .menu = MenuPlace::Help,
                .group = 1,
                .text = MainActions::tr("&Manual"),
                .keys = {QKeySequence(Qt::Key_F1)},
                .run = [&window] { window.showManual(); }});
    out.append({.id = "tour",
                .menu = MenuPlace::Help,
                .group = 1,
                .text = MainActions::tr("&Tour in five steps"),
                .run = [&window] { window.takeTour(); }});
    out.append({.id = "about",
                .menu = MenuPlace::Help,
                .group = 2,
                .text = MainActions::tr("&About Lapidary"),
                .run = [&window] { window.showAbout(); }});
    std::stable_sort(out.begin(), out.end(), [](const ActionEntry &a, const ActionEntry &b) {
        return std::pair(a.menu, a.group) < std::pair(b.menu, b.group);
    });
    return out;
}

} // namespace lapidary
