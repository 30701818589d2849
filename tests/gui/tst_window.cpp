// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_log.h"
#include "tests/gui/compared_arms.h"
#include "tests/gui/event_loop_probe.h"
#include "tests/gui/opened_window.h"
#include "tests/gui/run_rows.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_runs.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/charts/legend_bar.h"
#include "widgets/common/text_view.h"
#include "widgets/panels/train/train_panel.h"
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTableView>

using namespace lapidary;
using namespace lapidary::test;

/// The window on a project whose runs are on disk.
class WindowTest : public QObject {
    Q_OBJECT

    using Opened = OpenedWindow;
    static QVector<MadeRun> mixed() { return mixedRuns(); }

private Q_SLOTS:
    void listsRunsWithStateAndProgress();
    void curvesGrowWhileTheRunWrites();
    void legendHidesAndWheelZooms();
    void staysSmoothUnderAMillionPoints_data();
    void staysSmoothUnderAMillionPoints();
    void keysReachPanels();
    void emptyStates();
    void comparesArmsSideBySide();
    void tableOfArmsSortsAndChooses();
    void missingFolderIsToldAndTheOldProjectStays();
};

void WindowTest::listsRunsWithStateAndProgress() {
    Opened o(mixed());
    QVERIFY(o.open(6));
    const RunValues *grpo = o.workspace.runs().find("05-grpo");
    QVERIFY(grpo);
    QCOMPARE(grpo->state, RunState::Running);
    QCOMPARE(grpo->done, 130.0);
    const RunValues *failed = o.workspace.runs().find("06-dpo-hot");
    QCOMPARE(failed->state, RunState::Failed);
    QVERIFY(failed->error.contains("not finite"));
    // A click on the failed run shows why it failed; nothing can be paused there.
    auto *table = o.window.findChild<QTableView *>("runsTable");
    clickRun(*table, "06-dpo-hot");
    QVERIFY(!o.window.findChild<QPushButton *>("pause")->isEnabled());
    clickRun(*table, "05-grpo");
    QVERIFY(o.window.findChild<QPushButton *>("pause")->isEnabled());
    QVERIFY(o.window.findChild<QPushButton *>("stop")->isEnabled());
    QVERIFY(!o.window.findChild<QPushButton *>("resume")->isEnabled());
    clickRun(*table, "06-dpo-hot");
    QVERIFY(o.window.findChild<QLabel *>("detail")->text().contains("not finite"));
    o.shootBoth("jobs");
}

void WindowTest::curvesGrowWhileTheRunWrites() {
    Opened o(mixed());
    QVERIFY(o.open(6));
    o.window.showPanel("train");
    auto *panel = o.window.findChild<TrainPanel *>("train");
    QTRY_VERIFY(panel->chart("loss", "05-grpo"));
    CurveChart *loss = panel->chart("loss", "05-grpo");
    QTRY_COMPARE(loss->pointCount("05-grpo"), 130);
    QCOMPARE(panel->chart("loss", "01-sft")->pointCount("01-sft"), 300); // of another method: a chart of its own
    auto log = RunLogWriter::open(fs::path(o.project().toStdString()) / "runs/05-grpo/run.log");
    QVERIFY(log.has_value());
    Heard batches(o.session.runs(), &ProjectRuns::curvesGrew);
    for (int step = 130; step < 330; step += 10) {
        writeSteps(*log, mixed()[4], step, step + 10);
        QTest::qWait(20);
    }
    QTRY_COMPARE(loss->pointCount("05-grpo"), 330);
    QVERIFY2(batches.count() <= 25, "updates are coalesced"); // 20 a second at most
    QTest::mouseMove(loss->plotArea(), QPoint(loss->plotArea()->width() / 2, loss->plotArea()->height() / 2));
    QTRY_VERIFY(loss->readoutText().startsWith("step "));
    QVERIFY(panel->chart("reward")->readoutText().startsWith("step ")); // the cursor is linked
    o.shootBoth("train");
}

void WindowTest::legendHidesAndWheelZooms() {
    Opened o(mixed());
    QVERIFY(o.open(6));
    o.window.showPanel("train");
    auto *panel = o.window.findChild<TrainPanel *>("train");
    QTRY_VERIFY(panel->chart("loss"));
    CurveChart *loss = panel->chart("loss");
    LegendChip *chip = panel->findChild<LegendBar *>()->chip("01-sft");
    QVERIFY(chip);
    QTest::mouseClick(chip, Qt::LeftButton);
    QVERIFY(!loss->isCurveVisible("01-sft"));
    QVERIFY(!panel->findChild<LegendBar *>()->chip("03-pairs")); // samplings have no curve
    chip->setFocus();
    QTest::keyClick(chip, Qt::Key_Space);
    QVERIFY(loss->isCurveVisible("01-sft"));

    QVERIFY(loss->isFitted());
    const auto before = loss->xRange();
    QWidget *area = loss->plotArea();
    const QPointF middle(area->width() / 2.0, area->height() / 2.0);
    QWheelEvent wheel(middle, area->mapToGlobal(middle), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(area, &wheel);
    QVERIFY(!loss->isFitted());
    QVERIFY(loss->xRange().second - loss->xRange().first < 0.9 * (before.second - before.first));
    QTest::mouseDClick(area, Qt::LeftButton, {}, middle.toPoint());
    QVERIFY(loss->isFitted());
    QCOMPARE(loss->xRange(), before);

    // The exports, by the menu key.
    QContextMenuEvent menuKey(QContextMenuEvent::Keyboard, middle.toPoint(), area->mapToGlobal(middle.toPoint()));
    QApplication::sendEvent(area, &menuKey);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_D); // copy the data
    QVERIFY(QApplication::clipboard()->text().startsWith("run,step,value,smoothed\n"));
    QVERIFY(!QApplication::activePopupWidget());
}

void WindowTest::staysSmoothUnderAMillionPoints_data() {
    QTest::addColumn<int>("finished");
    QTest::addColumn<int>("steps");
    QTest::newRow("few long runs") << 5 << 33400;
    QTest::newRow("two hundred curves") << 34 << 4920; // of six metrics each
}

/// In MiB; 0 where the system does not tell it.
static int residentMemory() {
    QFile status("/proc/self/status");
    if (!status.open(QIODevice::ReadOnly)) return 0;
    static const QRegularExpression line("VmRSS:\\s+(\\d+) kB");
    return line.match(QString::fromLatin1(status.readAll())).captured(1).toInt() / 1024;
}

/// A million points come from finished runs while one streams, with the charts on show.
void WindowTest::staysSmoothUnderAMillionPoints() {
    QFETCH(int, finished);
    QFETCH(int, steps);
    QVector<MadeRun> runs;
    for (int i = 0; i < finished; ++i)
        runs.append({QStringLiteral("long-%1").arg(i).toStdString(), "train", "dpo", steps, steps, "finished",
                     1.0 + 1.5 * i / finished});
    runs.append({"live", "train", "grpo", 100, 4000, "running", 0.4});
    Opened o(runs);
    o.window.showPanel("train");
    EventLoopProbe probe;
    QElapsedTimer loading;
    loading.start();
    o.window.openProject(o.project());
    auto log = RunLogWriter::open(fs::path(o.project().toStdString()) / "runs/live/run.log");
    QVERIFY(log.has_value());
    qsizetype points = 0;
    connect(&o.session.runs(), &ProjectRuns::curvesGrew, &o.window, [&](const QVector<CurvePoints> &parts) {
        for (const auto &part : parts) points += part.points.size();
    });
    int step = 100;
    const auto stream = [&] {
        writeSteps(*log, runs.back(), step, step + 2);
        step += 2;
        return points >= qsizetype(finished) * steps * 6 + 100 * 6;
    };
    QVERIFY(QTest::qWaitFor(stream, 60000));
    qInfo("%lld points came in %lld ms", qint64(points), loading.elapsed());
    QVERIFY(points >= 1'000'000);
    probe.print("the loading of a million points");
    QVERIFY2(probe.complaint().isEmpty(), probe.complaint());
    probe.reset();
    QElapsedTimer watching;
    watching.start();
    QVERIFY(QTest::qWaitFor(
        [&] {
            stream();
            return watching.elapsed() > 3000;
        },
        10000));
    probe.print("a streaming run beside a million points");
    QVERIFY2(probe.complaint().isEmpty(), probe.complaint());
    const int resident = residentMemory();
    qInfo("resident memory %d MiB", resident);
    QVERIFY(resident > 0 && resident < 300);
    o.shoot(QStringLiteral("million-%1-light").arg(finished));
}

void WindowTest::keysReachPanels() {
    Opened o({});
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    const std::pair<Qt::Key, const char *> panels[] = {
        {Qt::Key_6, "compare"}, {Qt::Key_2, "data"}, {Qt::Key_4, "label"}, {Qt::Key_3, "train"}, {Qt::Key_7, "models"}};
    for (const auto &[key, panel] : panels) {
        QTest::keyClick(&o.window, key, Qt::ControlModifier);
        QCOMPARE(o.window.currentPanel(), QString(panel));
    }
    QTest::keyClick(&o.window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(o.window.currentPanel(), QString("home"));
    for (auto *widget : o.window.findChildren<QPushButton *>()) // an empty state without an action hides its button
        QVERIFY2(!widget->accessibleName().isEmpty() || (widget->isHidden() && widget->text().isEmpty()),
                 qPrintable(widget->objectName()));
}

void WindowTest::emptyStates() {
    Opened o({});
    o.shootBoth("empty");
    o.window.showPanel("compare");
    comparisonOf(o.workspace).setDetectable({{"edge", 400, 45, 0.109}, {"few", 4, 45, {}}});
    const auto labels = o.window.findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains("10.9 points") && label->text().contains("45 pairs") &&
               label->text().contains("few (4 problems): too few");
    }));
    o.shootBoth("empty-compare");
    o.window.openProject(o.project());
    QTRY_VERIFY(o.workspace.project().has_value());
    QVERIFY(o.window.windowTitle().startsWith("chain-arithmetic"));
    QCOMPARE(RecentProjects(o.settings).list(), QStringList{o.project()});
}

/// Values straight into the view model: the look and the filters, whatever the disk says.
void WindowTest::comparesArmsSideBySide() {
    Opened o({});
    CompareViewModel &model = comparisonOf(o.workspace);
    const ComparisonValues comparison = comparedArms();
    model.setComparison(comparison);
    model.setAnswers(answersTo(comparison));
    o.window.showPanel("compare");
    auto *list = o.window.findChild<QListView *>("questions");
    QCOMPARE(list->model()->rowCount(), 60);
    auto *filter = o.window.findChild<QComboBox *>("filter");
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_Down);
    QTest::keyClick(filter, Qt::Key_Down); // A wrong, B right
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        QVERIFY(!model.questions()->at(row)->a.isRight());
        QVERIFY(model.questions()->at(row)->b.isRight());
    }
    QVERIFY(list->model()->rowCount() > 0 && list->model()->rowCount() < 60);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(2, 0)).center());
    QVERIFY(o.window.findChild<TextView *>("textA")->toPlainText().contains("so c=4"));
    QVERIFY(o.window.findChild<TextView *>("textA")->markCount() > 0);
    QVERIFY(o.window.findChild<QLabel *>("tests")->text().contains("p < 0.001"));
    QVERIFY(QTest::qWaitForWindowActive(&o.window)); // shortcuts need it
    auto *table = o.window.findChild<QTableView *>("comparison");
    table->setFocus();
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().startsWith("arm\trole\tbucket"));
    list->setFocus();
    o.shootBoth("compare");
}

/// By the mouse on heads and rows, and by keys; a narrow window drops columns and scales, and cuts no number.
void WindowTest::tableOfArmsSortsAndChooses() {
    Opened o({});
    CompareViewModel &model = comparisonOf(o.workspace);
    model.setComparison(comparedArms());
    o.window.showPanel("compare");
    auto *table = o.window.findChild<QTableView *>("comparison");
    const auto at = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
    const auto clickHead = [&](int column) {
        const QHeaderView *head = table->horizontalHeader();
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {},
                          {head->sectionViewportPosition(column) + head->sectionSize(column) / 2, head->height() / 2});
    };
    const auto clickRow = [&](int row, Qt::KeyboardModifiers held) {
        QTest::mouseClick(table->viewport(), Qt::LeftButton, held,
                          table->visualRect(table->model()->index(row, 0)).center());
    };
    QCOMPARE(at(0, 0), QString("base"));
    clickHead(1);
    QCOMPARE(at(0, 0), QString("grpo + best of 16 (verifier)"));
    QCOMPARE(at(0, 2), QString("+67.0")); // points more than A, the base
    QVERIFY(table->model()->index(0, 2).data(ComparisonModel::ShownRole).toBool());
    QVERIFY(!table->model()->index(1, 2).data(ComparisonModel::ShownRole).toBool()); // nothing was tested
    clickHead(1);
    QCOMPARE(at(0, 0), QString("base"));
    QCOMPARE(at(0, 2), QString("–"));
    clickHead(1);
    QCOMPARE(at(1, 0), QString("sft")); // as the file has them

    clickRow(1, Qt::NoModifier);
    QCOMPARE(std::pair(model.armA(), model.armB()), std::pair(QString("base"), QString("sft")));
    QCOMPARE(o.window.findChild<QComboBox *>("armB")->currentText(), QString("sft"));
    clickRow(2, Qt::ControlModifier);
    QCOMPARE(std::pair(model.armA(), model.armB()), std::pair(QString("sft-more"), QString("sft")));
    QCOMPARE(at(1, 2), QString("-3.0"));
    QTest::keyClick(table, Qt::Key_B); // the row that is A: they change places
    QCOMPARE(std::pair(model.armA(), model.armB()), std::pair(QString("sft"), QString("sft-more")));
    for (const QSize size : {QSize(960, 600), QSize(1280, 800), QSize(1920, 1000)}) {
        o.window.resize(size);
        QTRY_COMPARE(o.window.size(), size);
        QVERIFY(table->horizontalHeader()->length() <= table->viewport()->width());
        QCOMPARE(table->isColumnHidden(3), size.width() < 1920);
        o.shootBoth(QStringLiteral("arms-%1").arg(size.width()));
    }
}

void WindowTest::missingFolderIsToldAndTheOldProjectStays() {
    Opened o(mixed());
    QVERIFY(o.open(6));
    Heard failed(o.session.project(), &OpenProject::failed);
    o.window.openProject(o.project() + "-not-there");
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(std::get<1>(failed.calls[0]).contains("chain-arithmetic-not-there"));
    QCOMPARE(o.workspace.project()->folder, o.project());
    QCOMPARE(o.workspace.runs().rowCount(), 6);
}

QTEST_MAIN(WindowTest)
#include "tst_window.moc"
