// SPDX-License-Identifier: Apache-2.0
// Runs as things that a person handles, by keys and mouse: their order, names and notes, deleting, going on, stopping,
// and what the window says of them wherever they stand.
#include "core/job/run_log.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/run_control.h"
#include "tests/gui/opened_window.h"
#include "tests/gui/run_rows.h"
#include "tests/gui/stock_window.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/models/canvas_view_model.h"
#include "widgets/models/run_words.h"
#include "widgets/panels/home/home_panel.h"
#include "widgets/panels/train/train_panel.h"
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace lapidary;
using namespace lapidary::test;

class RunsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsAtWorkStandsFirstThenTheNewest();
    void aRunGetsANameAndNotes();
    void deletingAsksAndTakesTheFiles();
    void whatIsNeededIsNotDeleted();
    void resumeSaysWhereItGoesOnOrWhyNot();
    void theLogTellsStartsPausesAndEnds();
    void theInspectorFollowsTheRunThatIsLookedAt();
    void aForkNamesItsParent();
    void nothingLeftToRunIsSaid();
    void theButtonSaysPaused();

private:
    /// To the table of jobs, where no window manager does it behind a dialog that goes.
    static void back(OpenedWindow &o) {
        o.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&o.window));
        o.find<QTableView>("runsTable")->setFocus();
    }
    static QStringList order(const QTableView &table) {
        QStringList out;
        for (int row = 0; row < table.model()->rowCount(); ++row)
            out.append(table.model()->index(row, 0).data(RunsModel::IdRole).toString());
        return out;
    }
};

void RunsTest::whatIsAtWorkStandsFirstThenTheNewest() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    auto *table = o.find<QTableView>("runsTable");
    QCOMPARE(order(*table), QStringList({"05-grpo", "06-dpo-hot", "04-dpo", "03-pairs", "02-sft-more", "01-sft"}));
    QVERIFY(o.find<QLabel>("statusJob")->text().contains("05-grpo")); // wherever one is
    // It ends: it goes where the newest stand, and what was chosen stays chosen.
    clickRun(*table, "02-sft-more");
    auto log = RunLogWriter::open(fs::path(o.project().toStdString()) / "runs/05-grpo/run.log");
    QVERIFY(log && log->append("state", {{"state", "finished"}}));
    QTRY_COMPARE(order(*table).first(), QString("06-dpo-hot"));
    QCOMPARE(order(*table).value(1), QString("05-grpo"));
    QCOMPARE(table->selectionModel()->selectedRows().value(0), runRow(*table, "02-sft-more"));
}

void RunsTest::aRunGetsANameAndNotes() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    auto *table = o.find<QTableView>("runsTable");
    clickRun(*table, "04-dpo");
    QTest::keyClick(table, Qt::Key_F2);
    auto *dialog = o.find<QDialog>("runDialog");
    QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
    QTest::keyClicks(dialog->findChild<QLineEdit *>("runName"), "the calm one"); // what was there is selected
    auto *notes = dialog->findChild<QPlainTextEdit *>("runNotes");
    notes->setFocus();
    QTest::keyClicks(notes, "beta 0.3");
    dialog->grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/run-dialog.png"));
    QTest::keyClick(notes, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(o.workspace.runs().find("04-dpo")->name, QString("the calm one"));
    QCOMPARE(o.workspace.runs().find("04-dpo")->ownName, QString("04-dpo"));
    QCOMPARE(runRow(*table, "04-dpo").data().toString(), QString("the calm one"));
    const QString tip = runRow(*table, "04-dpo").data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains("04-dpo") && tip.contains("beta 0.3"), qPrintable(tip));
    QTRY_COMPARE(o.find<QLabel>("inspectorTitle")->text(), QString("the calm one"));
    QCOMPARE(curvesOf(o.workspace).run("04-dpo")->name, QString("the calm one"));
    // An empty name is its own again; the notes stay.
    back(o);
    QTest::keyClick(table, Qt::Key_F2);
    dialog = o.find<QDialog>("runDialog");
    QTRY_VERIFY(dialog && dialog->isVisible());
    dialog->findChild<QLineEdit *>("runName")->clear();
    QTest::keyClick(dialog->findChild<QLineEdit *>("runName"), Qt::Key_Return);
    QTRY_COMPARE(o.workspace.runs().find("04-dpo")->name, QString("04-dpo"));
    QCOMPARE(o.workspace.runs().find("04-dpo")->notes, QString("beta 0.3"));
}

void RunsTest::deletingAsksAndTakesTheFiles() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    const int colour = o.workspace.runs().find("06-dpo-hot")->colour;
    auto *table = o.find<QTableView>("runsTable");
    const fs::path folder = fs::path(o.project().toStdString()) / "runs/04-dpo";
    const auto box = [&] { return o.find<QMessageBox>("deleteRunQuestion"); };
    clickRun(*table, "04-dpo");
    QTest::keyClick(table, Qt::Key_Delete);
    QTRY_VERIFY(box() && box()->isVisible());
    QVERIFY(box()->text().contains("04-dpo"));
    QTest::keyClick(box(), Qt::Key_Escape);
    QTRY_VERIFY(!box());
    QVERIFY(fs::exists(folder) && o.workspace.runs().find("04-dpo"));
    QTRY_VERIFY(curvesOf(o.workspace).hasPoints("04-dpo", "loss"));
    back(o);
    QTest::keyClick(table, Qt::Key_Delete);
    QTRY_VERIFY(box() && box()->isVisible());
    QTest::mouseClick(box()->findChild<QPushButton *>("deleteYes"), Qt::LeftButton);
    QTRY_VERIFY(!o.workspace.runs().find("04-dpo"));
    QVERIFY(!fs::exists(folder));
    QVERIFY(!curvesOf(o.workspace).hasPoints("04-dpo", "loss"));
    QCOMPARE(o.workspace.runs().find("06-dpo-hot")->colour, colour); // for life
    QTRY_VERIFY(!box());
    // One that is at work has no such entry.
    clickRun(*table, "05-grpo");
    auto *more = o.find<QPushButton>("moreOfRun");
    Q_EMIT more->menu()->aboutToShow();
    QVERIFY(!more->menu()->findChild<QAction *>("runDelete")->isEnabled());
    QVERIFY(more->menu()->findChild<QAction *>("runDelete")->toolTip().contains("Stop it first"));
}

void RunsTest::whatIsNeededIsNotDeleted() {
    OpenedWindow o(mixedRuns());
    mustWrite(o.project().toStdString() + "/runs/05-grpo/run.toml", "[model]\npath = \"../02-sft-more/model\"\n");
    mustWrite(o.project().toStdString() + "/runs/04-dpo/run.toml", "[model]\npath = \"../01-sft/model\"\n");
    QVERIFY(o.open(6));
    o.window.perform({Intent::DeleteRun, "02-sft-more"});
    QTRY_VERIFY(o.find<QMessageBox>("deleteRunQuestion"));
    auto *box = o.find<QMessageBox>("deleteRunQuestion");
    QVERIFY2(box->informativeText().contains("run 05-grpo"), qPrintable(box->informativeText()));
    QVERIFY(!box->findChild<QPushButton *>("deleteYes"));
    box->close();
    QTRY_VERIFY(!o.find<QMessageBox>("deleteRunQuestion"));
    o.window.perform({Intent::DeleteRun, "01-sft"}); // one that has finished could only not be repeated
    QTRY_VERIFY(o.find<QMessageBox>("deleteRunQuestion"));
    box = o.find<QMessageBox>("deleteRunQuestion");
    QVERIFY2(box->informativeText().contains("run 04-dpo"), qPrintable(box->informativeText()));
    QVERIFY(box->findChild<QPushButton *>("deleteYes"));
}

void RunsTest::resumeSaysWhereItGoesOnOrWhyNot() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    auto *table = o.find<QTableView>("runsTable");
    auto *resume = o.find<QPushButton>("resume");
    const auto tip = [&](const QString &run) {
        clickRun(*table, run);
        return resume->toolTip();
    };
    QVERIFY(tip("01-sft").contains("has finished") && !resume->isEnabled());
    QVERIFY(tip("05-grpo").contains("at work") && !resume->isEnabled());
    QVERIFY(tip("06-dpo-hot").contains("Starts over") && resume->isEnabled());
    auto log = RunLogWriter::open(fs::path(o.project().toStdString()) / "runs/06-dpo-hot/run.log");
    QVERIFY(log && log->append("checkpoint", {{"step", 20}}));
    RunValues kept = *o.workspace.runs().find("06-dpo-hot");
    kept.checkpoint = 20;
    QVERIFY(resumeText(kept).contains("checkpoint of step 20"));
    kept.kind = "evaluate";
    QVERIFY(resumeText(kept).contains("behind what it has written"));
    QVERIFY(whyNoResume(kept, true).isEmpty() && !whyNoResume(kept, false).isEmpty());
}

void RunsTest::theLogTellsStartsPausesAndEnds() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    const auto told = [&](const QString &run) {
        QStringList out;
        for (int row = 0; row < o.workspace.log().rowCount(); ++row)
            if (o.workspace.log().at(row)->run == run) out.append(o.workspace.log().at(row)->text);
        return out;
    };
    QTRY_COMPARE(told("01-sft").size(), 2);
    QCOMPARE(told("01-sft").first(), QString("Started."));
    QVERIFY(told("01-sft").last().startsWith("Finished"));
    QTRY_COMPARE(told("05-grpo"), QStringList{"Started."});
    auto log = RunLogWriter::open(fs::path(o.project().toStdString()) / "runs/05-grpo/run.log");
    QVERIFY(log && log->append("state", {{"state", "paused"}}));
    QTRY_COMPARE(told("05-grpo").value(1), QString("Paused at 130 of 400."));
    QVERIFY(log->append("state", {{"state", "running"}}));
    QTRY_COMPARE(told("05-grpo").value(2), QString("Goes on at 130 of 400."));
    QVERIFY(log->append("state", {{"state", "cancelled"}}));
    QTRY_COMPARE(told("05-grpo").value(3), QString("Stopped at 130 of 400."));
    QCOMPARE(told("06-dpo-hot").size(), 2); // its failure once
}

void RunsTest::theInspectorFollowsTheRunThatIsLookedAt() {
    OpenedWindow o(mixedRuns());
    QVERIFY(o.open(6));
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    o.window.showPanel("train");
    auto *choice = o.find<QComboBox>("trainRun");
    QTRY_VERIFY(choice->isVisible() && choice->count() == 5);
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Home);
    QCOMPARE(o.workspace.selectedRun(), QString("01-sft"));
    QCOMPARE(o.find<QLabel>("inspectorTitle")->text(), QString("01-sft"));
    clickRun(*o.find<QTableView>("runsTable"), "04-dpo"); // and the other way round
    QTRY_COMPARE(choice->currentText(), QString("04-dpo"));
}

void RunsTest::aForkNamesItsParent() {
    OpenedWindow o(mixedRuns());
    mustWrite(o.project().toStdString() + "/runs/06-dpo-hot/run.toml", "[fork]\nrun = \"04-dpo\"\nstep = 20\n");
    QVERIFY(o.open(6));
    QTRY_COMPARE(o.workspace.runs().find("06-dpo-hot")->parent, QString("04-dpo"));
    auto *table = o.find<QTableView>("runsTable");
    QVERIFY(runRow(*table, "06-dpo-hot")
                .siblingAtColumn(RunsModel::Kind)
                .data()
                .toString()
                .contains("fork of 04-dpo at step 20"));
    o.window.showPanel("train");
    curvesOf(o.workspace).selectRun("06-dpo-hot");
    QTRY_VERIFY(o.find<QLabel>("trainFacts")->text().contains("fork of 04-dpo at step 20"));
}

void RunsTest::nothingLeftToRunIsSaid() {
    StockWindow o;
    {
        auto project = Project::open(o.path("project"), "test");
        QVERIFY(project);
        const auto experiment = (*project)->experiment();
        QVERIFY(experiment);
        const auto plan = (*project)->plan(*experiment);
        QVERIFY(plan);
        for (const PlannedRun &run : plan->runs) {
            const fs::path folder = (*project)->runFolder(run.id);
            QVERIFY(makeFolders(folder));
            auto log = RunLogWriter::open(folder / "run.log");
            QVERIFY(log && log->append("state", {{"state", "finished"}}));
            QVERIFY((*project)->store().save(RunRecord{.id = run.id,
                                                       .name = run.name,
                                                       .kind = run.kind,
                                                       .method = run.method,
                                                       .inputHash = run.inputHash,
                                                       .state = "finished"}));
        }
    }
    QVERIFY(o.open("home"));
    auto *start = o.find<QPushButton>("start");
    QTRY_VERIFY(start->isEnabled());
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_VERIFY(o.find<QMessageBox>("nothingToDo"));
    QVERIFY(o.find<QMessageBox>("nothingToDo")->informativeText().contains("unchanged"));
    QTRY_VERIFY(start->isEnabled()); // and it is over
}

void RunsTest::theButtonSaysPaused() {
    const TrainViewModel curves;
    HomeViewModel model(curves);
    CanvasViewModel edits;
    HomePanel panel(model, edits);
    model.setGraph({.nodes = {{.id = "stage:sft", .kind = StageKind::Train, .name = "sft", .run = "01-sft"}}});
    RunValues run{.id = "01-sft", .name = "sft", .kind = "train", .state = RunState::Running};
    model.setRuns({run});
    panel.setProject(ProjectValues{.folder = "/x", .name = "x"}, true);
    auto *start = panel.findChild<QPushButton *>("start");
    QCOMPARE(start->text(), QString::fromUtf8("Running…"));
    run.state = RunState::Paused;
    model.setRuns({run});
    QCOMPARE(start->text(), QString("Paused"));
    QVERIFY(!start->isEnabled());
}

QTEST_MAIN(RunsTest)
#include "tst_runs.moc"
