// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/gui/features.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/theme.h"
#include "widgets/shell/main_window.h"
#include <QApplication>
#include <QDir>
#include <QMessageBox>
#include <QSettings>
#include <QtTest>

namespace lapidary::test {

/// One window as the program makes it, on a project folder; several may come and go on the same folder. A folder that
/// is not there yet is not opened.
struct ShownProject {
    QSettings settings;
    Themes themes{*qApp};
    ProjectSession session{};
    Workspace workspace{session};
    MainWindow window;
    explicit ShownProject(const QString &project, const QString &panel = {})
        : settings(project + "/../settings.ini", QSettings::IniFormat), window(workspace, themes, settings) {
        window.show();
        if (!panel.isEmpty()) window.showPanel(panel);
        if (QDir(project).exists()) window.openProject(project);
    }
    const RunValues *run(const QString &name) {
        for (const RunValues &each : workspace.runs().runs())
            if (each.name == name) return &each;
        return nullptr;
    }
    bool reaches(const QString &name, RunState state, int ms) {
        const bool reached = QTest::qWaitFor(
            [&] {
                const auto *values = run(name);
                return values && values->state == state;
            },
            ms);
        if (!reached) { // what it did instead
            const auto *values = run(name);
            qInfo("%s is in state %d", qPrintable(name), values ? static_cast<int>(values->state) : -1);
            for (const auto *box : window.findChildren<QMessageBox *>()) qInfo("told: %s", qPrintable(box->text()));
        }
        return reached;
    }
    void shootBoth(const QString &name) {
        QDir().mkpath(LAPIDARY_SCREENSHOTS);
        for (auto [mode, word] : {std::pair(ThemeMode::Dark, "dark"), std::pair(ThemeMode::Light, "light")}) {
            themes.setMode(mode);
            QTest::qWait(150); // queued replots
            QVERIFY(
                window.grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/%1-%2.png").arg(name, QLatin1String(word))));
        }
    }
};

} // namespace lapidary::test
