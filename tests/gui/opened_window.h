// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/gui/features.h"
#include "tests/gui/made_project.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/theme.h"
#include "widgets/shell/main_window.h"
#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

namespace lapidary::test {

/// The window as the program makes it, on a project folder whose runs are on disk.
struct OpenedWindow {
    QTemporaryDir folder{};
    QSettings settings;
    Themes themes;
    ProjectSession session{};
    Workspace workspace;
    MainWindow window;
    explicit OpenedWindow(const QVector<MadeRun> &runs, const QString &settingsFile = {})
        : settings(settingsFile.isEmpty() ? folder.filePath("settings.ini") : settingsFile, QSettings::IniFormat),
          themes(*qApp), workspace(session), window(workspace, themes, settings) {
        for (const MadeRun &run : runs) makeRun(project().toStdString(), run);
        QDir().mkpath(project());
        if (runs.isEmpty()) mustWrite(project().toStdString() + "/experiment.toml", "version = 1\nname = \"empty\"\n");
        window.show();
    }
    ~OpenedWindow() { themes.setMode(ThemeMode::System); }
    QString project() const { return folder.filePath("chain-arithmetic"); }
    bool open(int runs) {
        window.openProject(project());
        return QTest::qWaitFor([&] { return workspace.project() && workspace.runs().rowCount() == runs; }, 30000);
    }
    void shoot(const QString &name) {
        QDir().mkpath(LAPIDARY_SCREENSHOTS);
        QTest::qWait(60); // queued replots
        QVERIFY(window.grab().save(QStringLiteral("%1/%2.png").arg(QStringLiteral(LAPIDARY_SCREENSHOTS), name)));
    }
    void shootBoth(const QString &name) {
        themes.setMode(ThemeMode::Light);
        shoot(name + "-light");
        themes.setMode(ThemeMode::Dark);
        shoot(name + "-dark");
        themes.setMode(ThemeMode::Light);
    }
    /// Keys as they come from a keyboard: to whatever has the focus.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window, key, modifiers);
    }
    void type(const QString &words) { QTest::keyClicks(QApplication::focusWidget(), words); }
    template <class Widget> Widget *find(const char *name) const {
        return window.findChild<Widget *>(QLatin1String(name));
    }
};

/// Six runs: finished, running, failed.
inline QVector<MadeRun> mixedRuns() {
    return {{"01-sft", "train", "sft", 300, 300, "finished", 2.4},
            {"02-sft-more", "train", "sft", 300, 300, "finished", 0.5},
            {"03-pairs", "pairs", "", 0, 0, "finished", 0},
            {"04-dpo", "train", "dpo", 240, 240, "finished", 0.69},
            {"05-grpo", "train", "grpo", 130, 400, "running", 0.1},
            {"06-dpo-hot", "train", "dpo", 30, 240, "failed", 0.69}};
}

} // namespace lapidary::test
