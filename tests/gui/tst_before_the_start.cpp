// SPDX-License-Identifier: Apache-2.0
// What a person is told before an experiment is started: what it will take, and what differs from what was run.
#include "core/job/run_log.h"
#include "core/workbench/project.h"
#include "core/workbench/queue/run_folder.h"
#include "tests/gui/opened_window.h"
#include "tests/support/small_catalogue.h"
#include "widgets/panels/home/difference_dialog.h"
#include "widgets/panels/home/graph_canvas.h"
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

using namespace lapidary;
using namespace lapidary::test;

class BeforeTheStartTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_{};
    QString small() const { return folder_.filePath("small"); }
    void finishFirstStage(QString &run);

private Q_SLOTS:
    void initTestCase();
    void homeTellsWhatIsLeftAndWhatItCosts();
    void whatDiffersIsShown();
};

/// A worker's list without a worker: the experiment can be read and planned, not run.
void BeforeTheStartTest::initTestCase() {
    mustWrite(folder_.path().toStdString() + "/bin/lapidary-worker", "#!/bin/sh\nexit 3\n");
    mustWrite(folder_.path().toStdString() + "/bin/catalogue.json", dumpJson(smallCatalogueJson()));
    QFile::setPermissions(folder_.filePath("bin/lapidary-worker"), QFile::ReadOwner | QFile::ExeOwner);
    qputenv("LAPIDARY_WORKER", folder_.filePath("bin/lapidary-worker").toUtf8());
    writeSmallProject(small().toStdString());
}

void BeforeTheStartTest::finishFirstStage(QString &run) {
    auto project = Project::open(small().toStdString(), "test");
    QVERIFY(project);
    const auto experiment = (*project)->experiment();
    QVERIFY(experiment);
    const auto plan = (*project)->plan(*experiment);
    QVERIFY(plan);
    const PlannedRun &first = plan->runs[0];
    run = QString::fromStdString(first.id);
    QVERIFY(prepareRunFolder((*project)->folder(), first));
    auto log = RunLogWriter::open((*project)->runFolder(first.id) / "run.log");
    QVERIFY(log && log->append("state", {{"state", "finished"}}));
    QVERIFY((*project)->store().save(RunRecord{.id = first.id,
                                               .name = first.name,
                                               .kind = first.kind,
                                               .method = first.method,
                                               .inputHash = first.inputHash,
                                               .state = "finished",
                                               .created = 1}));
}

void BeforeTheStartTest::homeTellsWhatIsLeftAndWhatItCosts() {
    OpenedWindow o({});
    o.window.resize(1280, 800);
    o.window.openProject(small());
    auto *cost = o.find<QLabel>("experimentCost");
    QTRY_VERIFY(cost->isVisible());
    QVERIFY2(cost->text().contains("3 to run") && cost->text().contains("24 updates"), qPrintable(cost->text()));
    QVERIFY2(cost->text().contains("time not known yet"), qPrintable(cost->text())); // nothing was timed here
    QVERIFY2(cost->toolTip().contains("Never timed on this machine: base, sft"), qPrintable(cost->toolTip()));
    QVERIFY(!QFile::exists(small() + "/datasets")); // told without freezing anything
    // Of one stage: in its tip, for a screen reader, and in the Inspector.
    auto *canvas = o.find<GraphCanvas>("graph");
    canvas->select("stage:sft");
    QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->boxOf("stage:sft").center().toPoint());
    QTRY_VERIFY(canvas->accessibleDescription().contains("12 updates"));
    o.window.perform({Intent::SelectStage, "stage:sft"});
    auto *detail = o.find<QLabel>("detail");
    QTRY_VERIFY2(detail->text().contains("12 updates"), qPrintable(detail->text()));
    o.shootBoth("costs");
    o.window.resize(960, 600);
    o.shootBoth("costs-small");
}

void BeforeTheStartTest::whatDiffersIsShown() {
    QString run;
    finishFirstStage(run);
    if (QTest::currentTestFailed()) return;
    OpenedWindow o({});
    o.window.resize(1280, 800);
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    o.window.openProject(small());
    QTRY_VERIFY(o.find<QLabel>("experimentCost")->text().contains("2 to run")); // the first is taken over
    auto *differs = o.find<QPushButton>("whatDiffers");
    QTRY_VERIFY(differs->isVisible());
    differs->click();
    auto *dialog = o.find<DifferenceDialog>("differenceDialog");
    QVERIFY(dialog && dialog->isVisible());
    auto *verdict = dialog->findChild<QLabel *>("differenceVerdict");
    QTRY_VERIFY2(verdict->text().contains("They say the same"), qPrintable(verdict->text()));
    dialog->accept();
    // Settings and a stage are others now.
    std::string text = replaced(kSmallExperiment, "max_new_tokens = 8", "max_new_tokens = 9");
    text += "\n[[stage]]\nname = \"more\"\nalgorithm = \"sft\"\nmodel = \"sft\"\ndata = \"train\"\n";
    mustWrite(small().toStdString() + "/experiment.toml", text);
    QTRY_VERIFY(!o.find<DifferenceDialog>("differenceDialog"));
    differs->click();
    QTRY_VERIFY((dialog = o.find<DifferenceDialog>("differenceDialog")));
    auto *tree = dialog->findChild<QTreeWidget *>("differences");
    QTRY_COMPARE(tree->topLevelItemCount(), 2);
    QVERIFY2(tree->topLevelItem(0)->text(0).contains("more"), qPrintable(tree->topLevelItem(0)->text(0)));
    QTreeWidgetItem *changed = tree->topLevelItem(1)->child(0);
    QCOMPARE(changed->text(0), QString("config.max_new_tokens"));
    QCOMPARE(changed->text(1), QString("8"));
    QCOMPARE(changed->text(2), QString("9"));
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::HighContrast}) {
        o.themes.setMode(mode);
        QTest::qWait(60);
        dialog->grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/differences-%1.png").arg(int(mode)));
    }
    o.themes.setMode(ThemeMode::Light);
    dialog->compareWith("/nowhere"); // says why
    QTRY_VERIFY2(verdict && dialog->findChild<QLabel *>("differenceVerdict")->text().startsWith(QChar(0x2715)),
                 "no reason");
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!o.find<DifferenceDialog>("differenceDialog"));
}

QTEST_MAIN(BeforeTheStartTest)
#include "tst_before_the_start.moc"
