// SPDX-License-Identifier: Apache-2.0
// The frame around the panels, by keys and mouse: palette, shortcuts, settings, docks and their layouts, undo, themes,
// the second language, and how soon the death of a worker is told.
#include "core/job/run_log.h"
#include "core/job/worker_launcher.h"
#include "core/store/store.h"
#include "tests/gui/opened_window.h"
#include "tests/gui/run_rows.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/charts/legend_bar.h"
#include "widgets/panels/train/train_panel.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/dock_layout.h"
#include "widgets/shell/language.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/same_run_dialog.h"
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QProcess>
#include <QTableView>
#include <QTreeView>
#include <QTreeWidget>
#include <csignal>

using namespace lapidary;
using namespace lapidary::test;

class ShellTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyActionHasAPlaceAndNoKeyTwice();
    void lettersOfMenusAreTheirsAlone();
    void paletteFindsAndDoesByKeys();
    void paletteFindsRunsAndGivesTheFocusBack();
    void shortcutsAreListed();
    void settingsWorkAtOnceAndAreKept();
    void stoppingAsks();
    void theSameRunIsAskedFor();
    void docksShowHideAndUndo();
    void layoutIsKeptForEachProject();
    void logAndInspectorFollowTheRuns();
    void hidingARunIsUndoneByName();
    void themesReachThePlotsAndFocusIsSeen();
    void aPanelFromTheCommandLineHasTheFocus();
    void everyFeatureHasItsPlace();
    void anotherProjectBeginsEmpty();
    void anExperimentOpensItsProject();
    void speaksChinese();
    void everyWordIsTranslated();
    void aKilledWorkerIsToldWithinASecond();
};

void ShellTest::everyActionHasAPlaceAndNoKeyTwice() {
    OpenedWindow o({});
    QSet<QString> ids, keys;
    const auto &entries = o.window.actions().entries();
    for (int i = 0; i < entries.size(); ++i) {
        QAction *action = o.window.actions().action(i);
        QVERIFY2(!ids.contains(entries[i].id), qPrintable(entries[i].id));
        ids.insert(entries[i].id);
        QVERIFY(o.window.actions().menu(entries[i].menu)->actions().contains(action));
        for (const QKeySequence &key : action->shortcuts()) {
            QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
            keys.insert(key.toString());
        }
    }
    for (const char *wanted :
         {"Ctrl+K", "Ctrl+/", "Ctrl+,", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "F11", "Ctrl+1", "Ctrl+2"})
        QVERIFY2(keys.contains(wanted), wanted);
}

/// Alt and the letter of a menu would do nothing where a button of the panel has it too.
void ShellTest::lettersOfMenusAreTheirsAlone() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QSet<QString> letters;
    for (const QAction *menu : o.window.menuBar()->actions())
        letters.insert(QKeySequence::mnemonic(menu->text()).toString());
    QVERIFY(letters.size() >= 5);
    QStringList taken;
    for (const char *panel : {"home", "data", "train", "label", "reason", "compare", "models"}) {
        o.window.showPanel(panel);
        QCoreApplication::processEvents();
        for (const auto *button : o.window.findChildren<QAbstractButton *>()) {
            if (!button->isVisible()) continue;
            if (letters.contains(QKeySequence::mnemonic(button->text()).toString()))
                taken += QString("%1: %2").arg(panel, button->text());
        }
    }
    QVERIFY2(taken.isEmpty(), qPrintable(taken.join(", ")));
}

void ShellTest::paletteFindsAndDoesByKeys() {
    OpenedWindow o({});
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    auto *palette = o.window.findChild<CommandPalette *>();
    o.key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(palette->isVisible());
    const int all = palette->model().rowCount();
    QVERIFY(all > 15);
    o.type("dkthm"); // "Dark theme"
    QVERIFY(palette->model().rowCount() >= 1 && palette->model().rowCount() < all);
    QCOMPARE(palette->model().at(0)->title, QString("Dark theme"));
    QCOMPARE(palette->model().data(palette->model().index(0), PaletteModel::LettersRole).value<QVector<int>>().size(),
             5);
    o.shoot("palette-light");
    o.key(Qt::Key_Return);
    QVERIFY(!palette->isVisible());
    QCOMPARE(o.window.theme(), ThemeMode::Dark);
    QCOMPARE(o.settings.value("theme").toInt(), int(ThemeMode::Dark));
    // Down and up move the choice, round the ends too; Escape does nothing but close.
    o.key(Qt::Key_K, Qt::ControlModifier);
    o.type("panel");
    o.key(Qt::Key_Escape);
    QVERIFY(!palette->isVisible());
    o.key(Qt::Key_K, Qt::ControlModifier);
    auto *list = o.find<QListView>("paletteList");
    o.key(Qt::Key_Down);
    o.key(Qt::Key_Down);
    QCOMPARE(list->currentIndex().row(), 2);
    o.key(Qt::Key_Up);
    o.key(Qt::Key_Up);
    o.key(Qt::Key_Up);
    QCOMPARE(list->currentIndex().row(), palette->model().rowCount() - 1);
    o.key(Qt::Key_Escape);
    // A click does it as well.
    o.key(Qt::Key_K, Qt::ControlModifier);
    o.type("compare");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    QCOMPARE(o.window.currentPanel(), QString("compare"));
}

void ShellTest::paletteFindsRunsAndGivesTheFocusBack() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    auto *table = o.find<QTableView>("runsTable");
    table->setFocus();
    o.key(Qt::Key_K, Qt::ControlModifier);
    o.type("dpohot");
    o.key(Qt::Key_Return);
    QCOMPARE(o.workspace.selectedRun(), QString("06-dpo-hot"));
    QVERIFY(table->hasFocus());
    QTRY_VERIFY(o.find<QLabel>("detail")->text().contains("not finite"));
    QCOMPARE(table->selectionModel()->selectedRows().value(0), runRow(*table, "06-dpo-hot")); // the queue follows
    o.key(Qt::Key_K, Qt::ControlModifier);
    o.type("chainarith"); // the recent project
    QCOMPARE(o.window.findChild<CommandPalette *>()->model().at(0)->note, o.project());
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, QPoint(5, 5)); // elsewhere
    QVERIFY(!o.window.findChild<CommandPalette *>()->isVisible());
}

void ShellTest::shortcutsAreListed() {
    OpenedWindow o({});
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    o.key(Qt::Key_Slash, Qt::ControlModifier);
    auto *dialog = o.find<QDialog>("shortcutsDialog");
    QVERIFY(dialog && dialog->isVisible());
    auto *tree = dialog->findChild<QTreeWidget *>("shortcuts");
    int keys = 0, actions = 0;
    for (int i = 0; i < tree->topLevelItemCount(); ++i) keys += tree->topLevelItem(i)->childCount();
    for (int i = 0; i < o.window.actions().entries().size(); ++i)
        actions += !o.window.actions().action(i)->shortcuts().isEmpty();
    QVERIFY(keys > actions); // the panels' own keys as well
    QCOMPARE(tree->findItems("Ctrl+K", Qt::MatchExactly | Qt::MatchRecursive, 1).size(), 1);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    dialog->findChild<QLineEdit *>()->setFocus();
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), "zoom");
    int shown = 0;
    for (int i = 0; i < tree->topLevelItemCount(); ++i)
        for (int k = 0; k < tree->topLevelItem(i)->childCount(); ++k)
            shown += !tree->topLevelItem(i)->isHidden() && !tree->topLevelItem(i)->child(k)->isHidden();
    QVERIFY(shown >= 2 && shown < keys);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!o.find<QDialog>("shortcutsDialog"));
}

void ShellTest::settingsWorkAtOnceAndAreKept() {
    OpenedWindow o({});
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    o.key(Qt::Key_Comma, Qt::ControlModifier);
    auto *dialog = o.find<QDialog>("settingsDialog");
    QVERIFY(dialog);
    auto *theme = dialog->findChild<QComboBox *>("themeChoice");
    theme->setFocus();
    QTest::keyClick(theme, Qt::Key_End); // high contrast
    QCOMPARE(o.window.theme(), ThemeMode::HighContrast);
    auto *language = dialog->findChild<QComboBox *>("languageChoice");
    language->setFocus();
    QTest::keyClick(language, Qt::Key_End);
    QCOMPARE(o.settings.value("language").toString(), QString("zh_CN"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCOMPARE(languageFor("zh_CN"), QString("zh_CN"));
    QCOMPARE(languageFor("en"), QString("en"));
    QCOMPARE(languageFor("fr"), QString("en")); // not known here
}

void ShellTest::stoppingAsks() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    o.workspace.selectRun("05-grpo");
    o.window.perform({Intent::Stop, "05-grpo"});
    auto *box = o.window.findChild<QMessageBox *>();
    QVERIFY(box && box->text().contains("05-grpo"));
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!o.window.findChild<QMessageBox *>());
    QCOMPARE(o.workspace.runs().find("05-grpo")->state, RunState::Running);
}

void ShellTest::theSameRunIsAskedFor() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    const SameRunValues same{.name = "again", .run = "02-sft-1a2b3c", .madeAs = "sft", .state = "failed", .step = 120};
    const auto box = [&] { return o.window.findChild<QMessageBox *>("sameRun"); };
    for (const auto &[button, answer] : {std::pair("goOn", SameRun::GoOn), {"apart", SameRun::Apart}}) {
        SameRun given = SameRun::Ask;
        askSameRun(&o.window, same, [&given](SameRun chosen) { given = chosen; });
        QVERIFY(box());
        QVERIFY(box()->informativeText().contains("“again”") &&
                box()->informativeText().contains("02-sft-1a2b3c, begun as “sft”"));
        QVERIFY(box()->informativeText().contains("It failed. Its newest checkpoint is that of step 120."));
        box()->findChild<QAbstractButton *>(button)->click();
        QCOMPARE(given, answer);
        QTRY_VERIFY(!box());
    }
}

void ShellTest::docksShowHideAndUndo() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    QCoreApplication::processEvents();
    DockLayout &docks = o.window.docks();
    QTRY_VERIFY(docks.isShown("jobs"));
    QVERIFY(docks.isShown("inspector"));
    QUndoStack &undo = o.workspace.undoStack();
    QCOMPARE(undo.count(), 0); // opening a project is nothing to undo
    o.key(Qt::Key_I, Qt::ControlModifier);
    QVERIFY(!docks.isShown("inspector"));
    QTRY_COMPARE(undo.count(), 1);
    QCOMPARE(o.window.actions().find("undo")->text(), QString("&Undo change of the layout"));
    o.key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(docks.isShown("inspector"));
    o.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!docks.isShown("inspector"));
    // Another panel has another layout; undoing here comes back to where it was done.
    o.key(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(!docks.isShown("jobs"));
    o.key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(o.window.currentPanel(), QString("home"));
    QTRY_VERIFY(docks.isShown("inspector"));
    // A moved dock comes back by Reset layout.
    o.window.addDockWidget(Qt::LeftDockWidgetArea, docks.dock("jobs"));
    docks.dock("log")->hide();
    docks.reset();
    QTRY_COMPARE(o.window.dockWidgetArea(docks.dock("jobs")), Qt::BottomDockWidgetArea);
    QVERIFY(!docks.dock("log")->isHidden());
}

void ShellTest::layoutIsKeptForEachProject() {
    QTemporaryDir kept;
    const QString file = kept.filePath("settings.ini");
    QString first;
    QTemporaryDir folders;
    const auto make = [&](const QString &name) {
        const QString folder = folders.filePath(name);
        makeRun(folder.toStdString(), mixedRuns()[0]);
        return folder;
    };
    const QString a = make("a"), b = make("b");
    const auto opened = [](OpenedWindow &o, const QString &folder) {
        o.window.openProject(folder);
        return QTest::qWaitFor([&] { return o.workspace.project() && o.workspace.project()->folder == folder; }, 10000);
    };
    {
        OpenedWindow o({}, file);
        QVERIFY(opened(o, a));
        o.window.docks().toggle("inspector");
        o.window.addDockWidget(Qt::RightDockWidgetArea, o.window.docks().dock("jobs"));
        QVERIFY(opened(o, b));
        QTRY_VERIFY(o.window.docks().isShown("inspector")); // this project's own layout: the one to begin with
        QCOMPARE(o.window.dockWidgetArea(o.window.docks().dock("jobs")), Qt::BottomDockWidgetArea);
        o.window.close();
    }
    OpenedWindow o({}, file);
    QVERIFY(opened(o, a));
    QTRY_VERIFY(!o.window.docks().isShown("inspector"));
    QCOMPARE(o.window.dockWidgetArea(o.window.docks().dock("jobs")), Qt::RightDockWidgetArea);
}

void ShellTest::logAndInspectorFollowTheRuns() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    o.key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(o.workspace.log().total() >= 1); // the failed run's last word
    const auto failures = [&] {
        int found = 0;
        for (int row = 0; row < o.workspace.log().rowCount(); ++row)
            found += o.workspace.log().at(row)->text.contains("not finite");
        return found;
    };
    QTRY_COMPARE(failures(), 1);
    auto log = RunLogWriter::open(fs::path(o.project().toStdString()) / "runs/05-grpo/run.log");
    QVERIFY(log && log->append("notice", {{"level", "warning"}, {"text", "the KL runs away"}}));
    QTRY_COMPARE(o.workspace.log().count(NoticeLevel::Warning), 1);
    auto *level = o.find<QComboBox>("logLevel");
    level->setFocus();
    QTest::keyClick(level, Qt::Key_End);
    QCOMPARE(o.workspace.log().rowCount(), o.workspace.log().count(NoticeLevel::Error));
    QTest::keyClick(level, Qt::Key_Home);
    o.find<QLineEdit>("logWords")->setFocus();
    QTest::keyClicks(o.find<QLineEdit>("logWords"), "kl runs");
    QCOMPARE(o.workspace.log().rowCount(), 1);

    o.workspace.selectRun("04-dpo");
    auto *facts = o.find<QTreeView>("facts");
    QTRY_VERIFY(facts->model()->rowCount() >= 3);
    QStringList shown;
    for (int g = 0; g < facts->model()->rowCount(); ++g)
        for (int r = 0; r < facts->model()->rowCount(facts->model()->index(g, 0)); ++r)
            shown.append(facts->model()->index(r, 0, facts->model()->index(g, 0)).data().toString() + '=' +
                         facts->model()->index(r, 1, facts->model()->index(g, 0)).data().toString());
    QVERIFY(shown.contains("algorithm=dpo"));
    QVERIFY(shown.contains("seed=1"));
    QVERIFY(shown.contains("input hash=04-dpo"));
    QVERIFY(std::any_of(shown.begin(), shown.end(),
                        [](const QString &fact) { return fact.endsWith("=Finished"); })); // the history
    o.shootBoth("docks");
}

void ShellTest::hidingARunIsUndoneByName() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    o.key(Qt::Key_3, Qt::ControlModifier);
    auto *panel = o.window.findChild<TrainPanel *>("train");
    QTRY_VERIFY(panel->chart("loss"));
    QTest::mouseClick(panel->findChild<LegendBar *>()->chip("01-sft"), Qt::LeftButton);
    QVERIFY(!panel->chart("loss")->isCurveVisible("01-sft"));
    QCOMPARE(o.window.actions().find("undo")->text(), QString::fromUtf8("&Undo hiding of “01-sft”"));
    curvesOf(o.workspace).setShown("loss", false);
    QVERIFY(!panel->chart("loss"));
    o.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(panel->chart("loss"));
    o.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(panel->chart("loss")->isCurveVisible("01-sft"));
    QVERIFY(panel->findChild<LegendBar *>()->chip("01-sft")->isChecked());
    o.key(Qt::Key_Y, Qt::ControlModifier);
    QVERIFY(!panel->chart("loss")->isCurveVisible("01-sft"));
    QCOMPARE(o.workspace.undoStack().count(), 2); // undoing made no commands
}

namespace {
/// How many pixels of a colour a widget shows.
int pixels(QWidget &widget, const QColor &colour) {
    const QImage image = widget.grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y).rgb() == colour.rgb();
    return count;
}
} // namespace

void ShellTest::themesReachThePlotsAndFocusIsSeen() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    o.window.showPanel("train");
    auto *panel = o.window.findChild<TrainPanel *>("train");
    QTRY_VERIFY(panel->chart("loss"));
    for (auto [mode, theme, name] : {std::tuple(ThemeMode::Light, Theme::light(), "light"),
                                     {ThemeMode::Dark, Theme::dark(), "dark"},
                                     {ThemeMode::HighContrast, Theme::highContrast(), "contrast"}}) {
        o.window.setTheme(mode);
        QTest::qWait(80); // queued replots
        QWidget *plot = panel->chart("loss")->plotArea();
        QVERIFY2(pixels(*plot, theme.surface) > plot->width() * plot->height() / 3, name);
        // The focus makes a ring in the accent colour on a button, the rail and a chart.
        auto *button = o.find<QWidget>("fit");
        auto *rail = o.window.findChild<RailButton *>();
        for (QWidget *widget :
             std::initializer_list<QWidget *>{button, rail, static_cast<QWidget *>(panel->chart("loss"))}) {
            o.find<QWidget>("smoothing")->setFocus();
            const int before = pixels(*widget, theme.accent);
            (widget == panel->chart("loss") ? plot : widget)->setFocus(Qt::TabFocusReason);
            QVERIFY2(pixels(*widget, theme.accent) > before + 20, name);
        }
        o.shoot(QStringLiteral("train-focus-%1").arg(name));
    }
}

/// Whatever stands in the list of panels.
void ShellTest::everyFeatureHasItsPlace() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QStringList seen;
    int number = 0;
    for (Feature *feature : o.workspace.features()) {
        const QString id = feature->id();
        QVERIFY2(!seen.contains(id) && !feature->title().isEmpty(), qPrintable(id));
        seen.append(id);
        QVERIFY2(QFile::exists(QStringLiteral(LAPIDARY_SOURCE "/widgets/panels/%1/%1_feature.cpp").arg(id)),
                 qPrintable(id));
        o.key(Qt::Key(Qt::Key_0 + ++number), Qt::ControlModifier);
        QCOMPARE(o.window.currentPanel(), id);
        auto *panel = o.window.findChild<Panel *>(id);
        QVERIFY(panel && panel->isVisible());
        QCOMPARE(panel->accessibleName(), feature->title());
        o.window.showPanel("home");
        Q_EMIT feature->panelWanted();
        QCOMPARE(o.window.currentPanel(), id);
        for (const ActionEntry &entry : feature->actions(&o.window)) {
            QVERIFY2(o.window.actions().find(entry.id), qPrintable(entry.id));
            QVERIFY2(!seen.contains(entry.id), qPrintable(entry.id));
            seen.append(entry.id);
        }
        QVERIFY(!feature->perform({Intent::ShowPanel, id}, &o.window)); // the shell's
    }
    const auto &entries = o.window.actions().entries(); // in each menu a group stands together
    QVERIFY(std::is_sorted(entries.begin(), entries.end(), [](const ActionEntry &one, const ActionEntry &other) {
        return std::pair(one.menu, one.group) < std::pair(other.menu, other.group);
    }));
}

/// Nothing of the project before is left, in no panel.
void ShellTest::anotherProjectBeginsEmpty() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QTRY_VERIFY(!curvesOf(o.workspace).metrics().isEmpty());
    QTRY_VERIFY(o.workspace.log().total() > 0);
    QVERIFY(!labelsOf(o.workspace).sources().isEmpty());
    comparisonOf(o.workspace).setComparison({.arms = {{"base", "base"}, {"sft", "sft"}}});
    playgroundOf(o.workspace).setSystem("Be brief.");
    o.workspace.selectRun("04-dpo");
    QVERIFY(o.workspace.undoStack().count() > 0);

    const QString other = o.folder.filePath("other");
    QVERIFY(QDir().mkpath(other));
    mustWrite(other.toStdString() + "/experiment.toml", "version = 1\nname = \"empty\"\n");
    o.window.openProject(other);
    QTRY_COMPARE(o.workspace.project()->folder, other);
    QCOMPARE(o.workspace.runs().rowCount(), 0);
    QVERIFY(curvesOf(o.workspace).metrics().isEmpty());
    QVERIFY(labelsOf(o.workspace).sources().isEmpty());
    QVERIFY(comparisonOf(o.workspace).isEmpty());
    QVERIFY(playgroundOf(o.workspace).conversation().path().isEmpty());
    QCOMPARE(o.workspace.log().total(), 0);
    QCOMPARE(o.workspace.undoStack().count(), 0);
    QVERIFY(o.workspace.selectedRun().isEmpty());
    QTRY_VERIFY(homeOf(o.workspace).graph().nodes.size() <= 1); // the comparison, which is always there
}

void ShellTest::aPanelFromTheCommandLineHasTheFocus() {
    OpenedWindow o({});
    o.window.showPanel("compare");
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    for (auto *button : o.window.findChildren<RailButton *>()) {
        QVERIFY(!button->hasFocus());
        QCOMPARE(button->isChecked(), button->text() == "Compare");
    }
}

/// As a file manager opens it by a double click, or lets it fall.
void ShellTest::anExperimentOpensItsProject() {
    OpenedWindow o({});
    const QString experiment = o.project() + "/experiment.toml";
    o.window.openProject(experiment);
    QTRY_VERIFY(o.workspace.project());
    QCOMPARE(o.workspace.project()->folder, o.project());

    OpenedWindow fallen({});
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(fallen.project() + "/experiment.toml")});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&fallen.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&fallen.window, &drop);
    QTRY_VERIFY(fallen.workspace.project());
    QCOMPARE(fallen.workspace.project()->folder, fallen.project());

    OpenedWindow other({}); // an experiment of another name is none that a folder is opened by
    const QString file = other.project() + "/other.toml";
    mustWrite(file.toStdString(), "version = 1\n");
    other.window.openProject(file);
    QTRY_VERIFY(other.window.findChild<QMessageBox *>());
    QVERIFY(!other.workspace.project());
}

void ShellTest::speaksChinese() {
    QVERIFY(installLanguage(*qApp, "zh_CN"));
    {
        OpenedWindow o(mixedRuns());
        QVERIFY(o.open(6));
        const auto rail = o.window.findChildren<RailButton *>();
        QVERIFY(rail.size() >= 3);
        for (auto *button : rail)
            QVERIFY2(button->text() != button->text().toLatin1(), qPrintable(button->text())); // not ASCII
        QCOMPARE(rail.first()->text(), QString::fromUtf8("首页"));
        QCOMPARE(Actions::plainText(*o.window.actions().find("openProject")), QString::fromUtf8("打开…"));
        QCOMPARE(o.find<QLabel>("statusSaved")->text(), QString::fromUtf8("已保存"));
        QCOMPARE(o.workspace.runs().index(0, RunsModel::State).data().toString(), QString::fromUtf8("已完成"));
        o.shootBoth("zh-home");
        o.window.showPanel("train");
        QTest::qWait(200);
        o.shootBoth("zh-train");
    }
    installLanguage(*qApp, "en");
    OpenedWindow o({});
    QCOMPARE(o.window.findChild<RailButton *>()->text(), QString("Home"));
}

void ShellTest::everyWordIsTranslated() {
    QFile file(LAPIDARY_SOURCE "/resources/translations/lapidary_zh_CN.ts");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    QVERIFY(text.count("<message>") > 250);
    QVERIFY2(!text.contains("type=\"unfinished\""),
             "run the target \"translations\" and translate what is marked unfinished");
    QVERIFY(!text.contains("<translation></translation>"));
    // A placeholder that is lost in translation loses a number on the screen.
    static const QRegularExpression message("<source>(.*?)</source>\\s*<translation>(.*?)</translation>",
                                            QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression place("%\\d|\\{\\d\\}");
    const auto places = [](const QString &words) {
        QStringList out;
        for (auto it = place.globalMatch(words); it.hasNext();) out.append(it.next().captured());
        out.sort();
        return out;
    };
    for (auto it = message.globalMatch(text); it.hasNext();) {
        const auto found = it.next();
        QVERIFY2(places(found.captured(1)) == places(found.captured(2)), qPrintable(found.captured(1)));
    }
}

/// A process that stands for a worker is killed; the index believed in it.
void ShellTest::aKilledWorkerIsToldWithinASecond() {
    OpenedWindow o({mixedRuns()[0], mixedRuns()[4]});
    QProcess worker;
    worker.start("sleep", {"600"});
    QVERIFY(worker.waitForStarted());
    {
        auto store = Store::open(o.project().toStdString() + "/project.db", true);
        QVERIFY(store);
        auto record = (*store)->run("05-grpo");
        QVERIFY(record && *record);
        (*record)->pid = int(worker.processId());
        (*record)->pidStart = processOf((*record)->pid)->start;
        QVERIFY((*store)->save(**record));
        mustWrite(fs::path(o.project().toStdString()) / "runs/05-grpo/worker.err",
                  "terminate called after throwing an instance of 'std::bad_alloc'\n");
    }
    QVERIFY(o.open(2));
    QCOMPARE(o.workspace.runs().find("05-grpo")->state, RunState::Running);
    o.workspace.selectRun("05-grpo");
    QCOMPARE(::kill(pid_t(worker.processId()), SIGKILL), 0);
    QElapsedTimer since;
    since.start();
    worker.waitForFinished(1000);
    QVERIFY(QTest::qWaitFor([&] { return o.find<QLabel>("detail")->text().contains("bad_alloc"); },
                            60000)); // other work on the machine takes what it takes
    qInfo("the death of a worker is shown after %lld ms", since.elapsed());
    QCOMPARE(o.workspace.runs().find("05-grpo")->state, RunState::Interrupted);
    QVERIFY(o.workspace.log().count(NoticeLevel::Error) >= 1);
    o.shootBoth("died");
}

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
