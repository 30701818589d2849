// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_session.h"
#include "widgets/common/theme.h"
#include "widgets/shell/main_window.h"
#include "widgets/shell/workspace.h"
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QTextStream>
#include <QTimer>

using namespace lapidary;

int main(int argc, char **argv) {
    QElapsedTimer sinceMain;
    sinceMain.start();
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("lapidary"));
    QCoreApplication::setApplicationName(QStringLiteral("lapidary"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LAPIDARY_VERSION));

    QCommandLineParser arguments;
    arguments.setApplicationDescription(QStringLiteral("A desktop workbench for LLM post-training"));
    arguments.addHelpOption();
    arguments.addVersionOption();
    arguments.addPositionalArgument(QStringLiteral("project"), QStringLiteral("Project folder to open"), QStringLiteral("[project]"));
    const QCommandLineOption panel(QStringLiteral("panel"), QStringLiteral("Panel to show: runs, data, train, compare or models"), QStringLiteral("name"), QStringLiteral("runs"));
    const QCommandLineOption measure(QStringLiteral("measure-first-frame"), QStringLiteral("Print the milliseconds from main to the first frame and quit"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("Theme of this start: system, light or dark"), QStringLiteral("name"));
    const QCommandLineOption grab(QStringLiteral("grab"), QStringLiteral("Save a picture of the window, once the project is open, and quit"), QStringLiteral("file.png"));
    arguments.addOptions({panel, theme, grab, measure});
    arguments.process(application);

    QSettings settings;
    Themes themes(application);
    themes.setMode(static_cast<ThemeMode>(std::clamp(settings.value(QStringLiteral("theme"), 0).toInt(), 0, 2)));
    const QStringList themeNames{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    if (arguments.isSet(theme)) themes.setMode(static_cast<ThemeMode>(std::max<qsizetype>(themeNames.indexOf(arguments.value(theme)), 0)));
    ProjectSession session;
    Workspace workspace(session);
    MainWindow window(workspace, themes, settings);
    window.showPanel(arguments.value(panel));

    // The project is opened after the first frame: the window is there at once, whatever the disk does. Queued, because
    // the signal comes from inside the painting.
    const QString project = arguments.positionalArguments().value(0);
    QObject::connect(&window, &MainWindow::firstPainted, &window, [&] {
        if (arguments.isSet(measure)) {
            QTextStream(stdout) << sinceMain.elapsed() << '\n';
            QCoreApplication::quit();
        } else if (!project.isEmpty()) {
            window.openProject(QDir(project).absolutePath());
        }
    }, Qt::QueuedConnection);
    if (arguments.isSet(grab))
        QObject::connect(&session, &ProjectSession::opened, &window, [&] {
            QTimer::singleShot(3000, &window, [&] { QApplication::exit(window.grab().save(arguments.value(grab)) ? 0 : 1); }); // curves and answers are read
        });
    window.show();
    return QApplication::exec();
}
