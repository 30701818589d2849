// SPDX-License-Identifier: Apache-2.0
// The first minute in the window: an empty project, the steps to a first experiment, the tour, the manual, the project
// of last time, and what is said when a run ends.
#include "core/job/run_log.h"
#include "tests/gui/opened_window.h"
#include "tests/gui/stock_window.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/desktop_notice.h"
#include "widgets/shell/language.h"
#include "widgets/shell/manual.h"
#include "widgets/shell/recent_projects.h"
#include "widgets/shell/run_end_bar.h"
#include "widgets/shell/template_list.h"
#include "widgets/shell/tour.h"
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBrowser>

using namespace lapidary;
using namespace lapidary::test;

class FirstMinuteTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEmptyProjectLeadsToAnExperiment();
    void aTemplateIsAnExperimentThatCanRun();
    void theProjectOfLastTimeIsOpenedAgain();
    void theTourHasFiveSteps();
    void everyPanelHasAPageInTheManual();
    void aboutSaysTheVersion();
    void whenARunEndsTheNextStepsAreOffered();
    void aFailureOffersToResume();
};

void FirstMinuteTest::anEmptyProjectLeadsToAnExperiment() {
    OpenedWindow o({});
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    o.shootBoth("start-page");
    o.window.showPanel("train");
    o.key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier); // from anywhere
    o.find<QDialog>("newProjectDialog")->reject();
    QTRY_VERIFY(!o.find<QDialog>("newProjectDialog"));
    o.window.showPanel("home");
    QTest::mouseClick(o.find<QPushButton>("emptyProject"), Qt::LeftButton);
    o.window.showPanel("train"); // meanwhile
    auto *dialog = o.find<QDialog>("newProjectDialog");
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->findChild<QLineEdit *>("projectName")->text(), QString("my-project"));
    auto *place = dialog->findChild<QLineEdit *>("projectPlace");
    place->selectAll();
    QTest::keyClicks(place, o.folder.path());
    QTest::keyClick(place, Qt::Key_Return);
    QTRY_VERIFY(o.workspace.project().has_value());
    QCOMPARE(o.workspace.project()->folder, o.folder.filePath("my-project"));
    QCOMPARE(o.window.currentPanel(), QString("home"));
    auto *first = o.find<QPushButton>("firstStep1");
    QTRY_VERIFY(first->isVisible());
    o.shootBoth("first-steps");
    for (const auto &[step, panel] : {std::pair("firstStep1", "models"), {"firstStep2", "data"}}) {
        o.window.showPanel("home");
        QTest::mouseClick(o.find<QPushButton>(step), Qt::LeftButton);
        QCOMPARE(o.window.currentPanel(), QString(panel));
    }
    o.window.showPanel("home");
    QTest::mouseClick(o.find<QPushButton>("firstStep3"), Qt::LeftButton);
    QCOMPARE(o.window.currentPanel(), QString("train"));
}

/// By keys alone: a card, a folder, and the experiment stands there.
void FirstMinuteTest::aTemplateIsAnExperimentThatCanRun() {
    OpenedWindow o({});
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    o.find<QPushButton>("emptyProject")->click();
    auto *dialog = o.find<QDialog>("newProjectDialog");
    QVERIFY(dialog && dialog->isVisible());
    auto *list = dialog->findChild<TemplateList *>();
    QVERIFY(list && list->chosen().isEmpty()); // a model and data of one's own stay the first choice
    QCOMPARE(list->count(), 6);
    for (int row = 0; row < list->count(); ++row)
        QVERIFY(!list->item(row)->data(Qt::AccessibleTextRole).toString().isEmpty());
    auto *name = dialog->findChild<QLineEdit *>("projectName");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Right);
    QCOMPARE(list->chosen(), QString("sft-dpo"));
    QCOMPARE(name->text(), QString("sft-dpo")); // which follows the choice, until the person writes one
    name->setText("mine");
    QTest::keyClick(list, Qt::Key_Right);
    QCOMPARE(list->chosen(), QString("rlhf"));
    QCOMPARE(name->text(), QString("mine"));
    QTest::qWait(400); // the pictures
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::HighContrast}) {
        o.themes.setMode(mode);
        QTest::qWait(60);
        dialog->grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/new-project-%1.png").arg(int(mode)));
    }
    o.themes.setMode(ThemeMode::Light);
    dialog->findChild<QLineEdit *>("projectPlace")->setText(o.folder.path());
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(o.workspace.project().has_value());
    QCOMPARE(o.workspace.project()->folder, o.folder.filePath("mine"));
    QTRY_VERIFY(o.workspace.graph().find("stage:ppo") || !o.workspace.graph().problem.isEmpty());
    QVERIFY2(o.workspace.graph().problem.isEmpty(), qPrintable(o.workspace.graph().problem));
    QTRY_VERIFY(o.find<QPushButton>("start")->isEnabled()); // Run all
    o.shootBoth("template-made");
}

void FirstMinuteTest::theProjectOfLastTimeIsOpenedAgain() {
    QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    RecentProjects recent(settings);
    QVERIFY(recent.toReopen().isEmpty());
    for (const char *name : {"a", "b"}) {
        QVERIFY(QDir(folder.path()).mkdir(name));
        recent.add(folder.filePath(name));
    }
    QCOMPARE(recent.toReopen(), folder.filePath("b"));
    QVERIFY(QDir(folder.filePath("b")).removeRecursively()); // it is gone: the one before
    QCOMPARE(recent.toReopen(), folder.filePath("a"));
    settings.setValue(QLatin1String(kReopenKey), false);
    QVERIFY(recent.toReopen().isEmpty());
}

void FirstMinuteTest::theTourHasFiveSteps() {
    QCOMPARE(Tour::steps().size(), 5);
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    o.window.actions().find("tour")->trigger();
    auto *tour = o.window.findChild<Tour *>();
    QVERIFY(tour && tour->isVisible());
    for (int step = 0; step < 5; ++step) {
        QCOMPARE(tour->step(), step);
        QCOMPARE(o.window.currentPanel(), Tour::steps()[step].panel);
        QVERIFY2(o.window.findChild<QWidget *>(Tour::steps()[step].place), qPrintable(Tour::steps()[step].place));
        QCOMPARE(o.find<QLabel>("tourTitle")->text(), Tour::steps()[step].title);
        QTest::qWait(30);
        QVERIFY(o.window.rect().contains(tour->geometry()));
        o.shoot(QStringLiteral("tour-%1").arg(step));
        QTest::keyClick(o.find<QPushButton>("tourNext"), Qt::Key_Space);
    }
    QVERIFY(!tour->isVisible());
    o.window.takeTour();
    QTest::keyClick(o.find<QPushButton>("tourNext"), Qt::Key_Escape);
    QVERIFY(!tour->isVisible());
    o.window.takeTour(); // a window that closes meanwhile takes it along
    // Without a project the starter is made first; who gives that up has no tour.
    OpenedWindow fresh({});
    QTest::mouseClick(fresh.find<QPushButton>("takeTour"), Qt::LeftButton);
    auto *dialog = fresh.find<QDialog>("newProjectDialog");
    QVERIFY(dialog && dialog->findChild<QLineEdit *>("projectName")->text().startsWith("starter"));
    dialog->reject();
    QVERIFY(fresh.open(0));
    QTest::qWait(50);
    QVERIFY(!fresh.window.findChild<Tour *>()->isVisible());
}

void FirstMinuteTest::everyPanelHasAPageInTheManual() {
    for (const char *language : {"en", "zh_CN"}) {
        installLanguage(*qApp, language);
        OpenedWindow o({});
        QVERIFY(QTest::qWaitForWindowActive(&o.window));
        o.window.showPanel("train");
        o.key(Qt::Key_F1);
        auto *dialog = o.find<QDialog>("manualDialog");
        QVERIFY(dialog && dialog->isVisible());
        auto *text = dialog->findChild<QTextBrowser *>("manualText");
        auto *list = dialog->findChild<QListWidget *>("manualPages");
        QCOMPARE(list->count(), o.workspace.features().size() + 1);
        QVERIFY(text->toPlainText().contains(manualPage("train").first()));
        dialog->grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/manual-%1.png").arg(QLatin1String(language)));
        for (Feature *feature : o.workspace.features()) {
            QVERIFY2(manualPage(feature->id()).size() >= 3, qPrintable(feature->id()));
            QTest::keyClick(list, feature == o.workspace.features().first() ? Qt::Key_Home : Qt::Key_Down);
        }
        QTest::keyClick(list, Qt::Key_End);
        QVERIFY(text->toPlainText().contains(manualPage("models").last()));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!o.find<QDialog>("manualDialog"));
    }
    installLanguage(*qApp, "en");
}

void FirstMinuteTest::aboutSaysTheVersion() {
    OpenedWindow o({});
    QCoreApplication::setApplicationVersion("1.2.3");
    o.window.actions().find("about")->trigger();
    auto *box = o.find<QMessageBox>("aboutBox");
    QVERIFY(box && box->text().contains("1.2.3") && box->informativeText().contains(qVersion()));
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!o.find<QMessageBox>("aboutBox"));
}

void FirstMinuteTest::whenARunEndsTheNextStepsAreOffered() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    auto *bar = o.window.findChild<RunEndBar *>();
    QVERIFY(bar && !bar->isVisible()); // what had ended before is no news
    QSignalSpy ended(bar, &RunEndBar::longRunEnded);
    const fs::path folder = fs::path(o.project().toStdString()) / "runs/05-grpo";
    const QSize size = o.window.size();
    auto log = RunLogWriter::open(folder / "run.log");
    QVERIFY(log && log->append("state", {{"state", "finished"}}));
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(o.find<QLabel>("runEnd")->text().startsWith(QString::fromUtf8("“05-grpo”: Finished")),
             qPrintable(o.find<QLabel>("runEnd")->text()));
    QCOMPARE(o.window.size(), size);
    QCOMPARE(ended.count(), 0); // it was a short one
    o.shootBoth("run-ended");
    const auto next = bar->findChildren<QPushButton *>("runEndNext");
    QCOMPARE(next.size(), 2);
    QTest::mouseClick(next[0], Qt::LeftButton); // its curves
    QCOMPARE(o.window.currentPanel(), QString("train"));
    QCOMPARE(o.workspace.selectedRun(), QString("05-grpo"));
    QVERIFY(!bar->isVisible());

    // Who looks elsewhere is told of a long one, and who looks here is not.
    DesktopNotice notice(o.window);
    QSignalSpy shown(&notice, &DesktopNotice::shown);
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    notice.show("05-grpo: Finished", "loss 0.1");
    QCOMPARE(shown.count(), 0);
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    notice.show("05-grpo: Finished", "loss 0.1");
    QCOMPARE(shown.count(), 1);
}

void FirstMinuteTest::aFailureOffersToResume() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    auto *bar = o.window.findChild<RunEndBar *>();
    auto log = RunLogWriter::open(fs::path(o.project().toStdString()) / "runs/05-grpo/run.log");
    QVERIFY(log && log->append("state", {{"state", "cancelled"}}));
    QTRY_VERIFY(bar->isVisible());
    QVERIFY(o.find<QLabel>("runEnd")->text().contains("no checkpoint"));
    const auto next = bar->findChildren<QPushButton *>("runEndNext");
    QCOMPARE(next.size(), 2);
    QVERIFY(next[1]->toolTip().contains("Starts over"));
    o.window.showPanel("models");
    QTest::mouseClick(next[0], Qt::LeftButton); // why
    QCOMPARE(o.workspace.selectedRun(), QString("05-grpo"));
    QTRY_VERIFY(o.find<QLabel>("inspectorTitle")->isVisible());
}

QTEST_MAIN(FirstMinuteTest)
#include "tst_first_minute.moc"
