// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_session.h"
#include "widgets/bridge/warm_worker.h"
#include "widgets/common/theme.h"
#include "widgets/panels/workspace.h"
#include "widgets/shell/language.h"
#include "widgets/shell/main_window.h"
#include "widgets/shell/settings_dialog.h"
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QIcon>
#include <QScreen>
#include <QTextStream>
#include <QTimer>
#include <ctime>

using namespace lapidary;

namespace {

constexpr QSize kFrame(8, 40); ///< what a window manager may put around the window

struct Program {
    Q_DECLARE_TR_FUNCTIONS(Program)
};

/// What the command line says. The language comes first: the help speaks it.
struct Arguments {
    QCommandLineParser parser{};
    QCommandLineOption panel{QStringLiteral("panel"), Program::tr("Panel to show: home, train, compare …"),
                             QStringLiteral("name"), QStringLiteral("home")};
    QCommandLineOption theme{QStringLiteral("theme"),
                             Program::tr("Theme of this start: system, light, dark or contrast"),
                             QStringLiteral("name")};
    QCommandLineOption language{QStringLiteral("language"), Program::tr("Language of this start: en or zh_CN"),
                                QStringLiteral("name")};
    QCommandLineOption grab{QStringLiteral("grab"),
                            Program::tr("Save a picture of the window, once the project is open, and quit"),
                            QStringLiteral("file.png")};
    QCommandLineOption measure{
        QStringLiteral("measure-first-frame"),
        Program::tr("Print the milliseconds of processor time from main to the first frame and quit")};
    explicit Arguments(const QApplication &application) {
        parser.setApplicationDescription(Program::tr("A desktop workbench for LLM post-training"));
        parser.addHelpOption();
        parser.addVersionOption();
        parser.addPositionalArgument(QStringLiteral("project"),
                                     Program::tr("Project to open: a folder, or the experiment.toml in it"),
                                     QStringLiteral("[project]"));
        parser.addOptions({panel, theme, language, grab, measure});
        parser.process(application);
    }
    /// The one that is named, or that of last time; a picture is taken of what is asked for alone.
    QString project(QSettings &settings) const {
        const QString named = parser.positionalArguments().value(0);
        return named.isEmpty() && !parser.isSet(grab) ? RecentProjects(settings).toReopen() : named;
    }
};

/// The value of --language, before the parser can be asked.
QString wishedLanguage(const QSettings &settings) {
    const QStringList all = QCoreApplication::arguments();
    for (int i = 1; i < all.size(); ++i) {
        if (all[i] == QLatin1String("--language")) return all.value(i + 1);
        if (all[i].startsWith(QLatin1String("--language="))) return all[i].mid(11);
    }
    return settings.value(QLatin1String(kLanguageKey)).toString();
}

} // namespace

int main(int argc, char **argv) {
    const std::clock_t atMain = std::clock();
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("lapidary"));
    QCoreApplication::setApplicationName(QStringLiteral("lapidary"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LAPIDARY_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.lapidary.Lapidary")); // whose icon a panel shows
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/lapidary.svg")));

    QSettings settings;
    installLanguage(application, languageFor(wishedLanguage(settings)));
    const Arguments arguments(application);
    Themes themes(application);
    themes.setMode(static_cast<ThemeMode>(
        std::clamp(settings.value(QLatin1String(kThemeKey), 0).toInt(), 0, int(ThemeMode::HighContrast))));
    const QStringList themeNames{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark"),
                                 QStringLiteral("contrast")};
    if (const auto named = themeNames.indexOf(arguments.parser.value(arguments.theme)); named >= 0)
        themes.setMode(static_cast<ThemeMode>(named));
    ProjectSession session;
    Workspace workspace(session);
    MainWindow window(workspace, themes, settings);
    window.showPanel(arguments.parser.value(arguments.panel));

    // The project is opened after the first frame: the window is there at once, whatever the disk does.
    const QString picture = arguments.parser.value(arguments.grab), project = arguments.project(settings);
    const auto shoot = [&] { QApplication::exit(window.grab().save(picture) ? 0 : 1); };
    QObject::connect(&window, &MainWindow::firstPainted, &window, [&] {
        if (arguments.parser.isSet(arguments.measure)) {
            QTextStream(stdout) << 1000 * (std::clock() - atMain) / CLOCKS_PER_SEC << '\n';
            return QCoreApplication::quit();
        }
        post(session.project(), &OpenProject::listReady);
        if (!project.isEmpty())
            window.openProject(QDir(project).absolutePath());
        else if (!picture.isEmpty())
            QTimer::singleShot(1000, &window, shoot);
    });
    if (!picture.isEmpty())
        QObject::connect(&session.project(), &OpenProject::opened, &window,
                         [&] { QTimer::singleShot(3000, &window, shoot); }); // curves and answers are read
    if (picture.isEmpty() && !settings.contains(QStringLiteral("geometry"))) // a laptop's screen may be small
        window.resize(window.size().boundedTo(window.screen()->availableSize() - kFrame));
    window.show();
    const auto workers = warmWorkers();
    const int code = QApplication::exec();
    workers->shutDown(); // all at once, before the threads that ask are waited for one by one
    return code;
}
