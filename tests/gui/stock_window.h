// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/gui/features.h"
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

/// The window on a small project. The worker is a name only: what it can do stands in the catalogue beside it.
struct StockWindow {
    QTemporaryDir folder{};
    QSettings settings;
    Themes themes;
    ProjectSession session{};
    Workspace workspace;
    MainWindow window;
    explicit StockWindow(const std::string &more = {})
        : settings(folder.filePath("settings.ini"), QSettings::IniFormat), themes(*qApp), workspace(session),
          window(workspace, themes, settings) {
        mustWrite(path("worker/lapidary-worker"), "");
        fs::permissions(path("worker/lapidary-worker"), fs::perms::owner_all);
        mustWrite(path("worker/catalogue.json"), dumpJson(smallCatalogueJson()));
        qputenv("LAPIDARY_WORKER", QByteArray::fromStdString(path("worker/lapidary-worker")));
        writeSmallProject(path("project"), std::string(kSmallExperiment) + more);
        window.show();
    }
    ~StockWindow() { themes.setMode(ThemeMode::System); }
    std::string path(const char *name) const { return folder.filePath(QLatin1String(name)).toStdString(); }
    bool open(const QString &panel) {
        window.openProject(folder.filePath("project"));
        window.showPanel(panel);
        return QTest::qWaitFor([&] { return workspace.project().has_value(); }, 30000) &&
               QTest::qWaitForWindowActive(&window);
    }
    template <class T> T *find(const char *name) { return window.findChild<T *>(QLatin1String(name)); }
    void shootBoth(const QString &name) {
        QDir().mkpath(LAPIDARY_SCREENSHOTS);
        for (const auto &[mode, word] : {std::pair(ThemeMode::Light, "light"), {ThemeMode::Dark, "dark"}}) {
            themes.setMode(mode);
            QTest::qWait(60);
            QVERIFY(window.grab().save(
                QStringLiteral("%1/%2-%3.png").arg(QStringLiteral(LAPIDARY_SCREENSHOTS), name, QLatin1String(word))));
        }
    }
};

} // namespace lapidary::test
