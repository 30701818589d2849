// SPDX-License-Identifier: Apache-2.0
// The window on a real experiment from the first click to the finished comparison, driven by mouse and keys. Two small
// trainings and two arms; the numbers are poor, the path is whole.
#include "core/job/run_lock.h"
#include "tests/gui/event_loop_probe.h"
#include "tests/gui/run_rows.h"
#include "tests/gui/shown_project.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/project_session.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/common/text_view.h"
#include "widgets/common/theme.h"
#include "widgets/panels/compare/matrix_view.h"
#include "widgets/panels/train/train_panel.h"
#include "widgets/shell/main_window.h"
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

using namespace lapidary;

namespace {

constexpr int kPatience = 30000; ///< milliseconds; the machine may be busy

constexpr const char *kExperiment = R"(version = 1
name = "Chain arithmetic, tiny"
seed = 1
rule = "chain_mod"
threads = 1

[models]
blank = "blank"

[[data]]
name = "edge"
task = "chain_mod"
seed = 5
count = 40

[[data]]
name = "train"
task = "chain_mod"
seed = 7
count = 400
disjoint_from = ["edge"]

[[stage]]
name = "base"
algorithm = "pretrain"
model = "blank"
data = "train"
[stage.config]
max_steps = 60
logging_steps = 1
learning_rate = 3e-3

[[stage]]
name = "sft"
algorithm = "sft"
model = "base"
data = "train"
[stage.config]
max_steps = 250
logging_steps = 1
learning_rate = 3e-3

[[arm]]
name = "base, greedy"
role = "base"
model = "base"
strategy = "greedy"
buckets = ["edge"]
[arm.config]
max_new_tokens = 48

[[arm]]
name = "sft, greedy"
role = "sft"
model = "sft"
strategy = "greedy"
buckets = ["edge"]
[arm.config]
max_new_tokens = 48

[[arm]]
name = "sft, vote of 4"
role = "tts"
model = "sft"
strategy = "self_consistency"
buckets = ["edge"]
[arm.config]
n = 4
max_new_tokens = 48
)";

} // namespace

class RealRunTest : public QObject {
    Q_OBJECT

    /// One window as the program makes it; several may come and go on the same folder.
    struct Shown : test::ShownProject {
        explicit Shown(const QString &project) : ShownProject(project) {}
        QPushButton *button(const char *name) { return window.findChild<QPushButton *>(name); }
        QPushButton *begin() { return button("start"); }
        QTableView *runs() { return window.findChild<QTableView *>("runsTable"); }
        void choose(const QString &name) {
            for (const RunValues &each : workspace.runs().runs())
                if (each.name == name) test::clickRun(*runs(), each.id);
        }
    };

    QTemporaryDir folder_{};
    QString project_{};
    void runsAndPauses();
    void compares(Shown &o);
    void looksAtTheMatrix(Shown &o, QTabWidget *tabs);
    void looksAtTheBudgets(Shown &o, QTabWidget *tabs);
    static bool bothAnswered(const ArenaViewModel &arena, int milliseconds);
    void asks(Shown &o);
    void votesBlind(Shown &o);

private Q_SLOTS:
    void initTestCase();
    void fromTheFirstClickToTheComparison();
    void looksBehindTheTableAndAsksTheArms();
    void writesTheReport();
    void aSecondOwnerReadsOnly();
    void aKilledWorkerTellsItsLastWordsAndTheExperimentGoesOn();
};

void RealRunTest::initTestCase() {
    project_ = folder_.filePath("tiny");
    writeSmallProject(project_.toStdString(), kExperiment);
}

void RealRunTest::runsAndPauses() {
    Shown o(project_);
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.project().has_value(), kPatience);
    o.shootBoth("real-0-empty");
    QVERIFY(o.begin()->isVisible());
    QTest::mouseClick(o.begin(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(o.workspace.runs().rowCount(), 5, 60000);
    QCOMPARE(o.run("sft, greedy")->state, RunState::Queued);
    QVERIFY(o.reaches("sft", RunState::Running, 120000));
    QVERIFY(!o.run("sft, greedy")->note.isEmpty()); // why it waits
    // Pause and resume by the keyboard, live.
    o.choose("sft");
    QVERIFY(o.button("pause")->isEnabled());
    o.button("pause")->setFocus();
    QTest::keyClick(o.button("pause"), Qt::Key_Space);
    QVERIFY(o.reaches("sft", RunState::Paused, 30000));
    QVERIFY(o.button("resume")->hasFocus()); // not Stop, which stands next
    const double at = o.run("sft")->done;
    o.shootBoth("real-1-paused");
    QTest::qWait(700);
    QCOMPARE(o.run("sft")->done, at); // it rests
}

void RealRunTest::compares(Shown &o) {
    QTest::keyClick(&o.window, Qt::Key_6, Qt::ControlModifier);
    auto *questions = o.window.findChild<QListView *>("questions");
    QTRY_COMPARE_WITH_TIMEOUT(questions->model()->rowCount(), 40, kPatience);
    const auto &comparison = comparisonOf(o.workspace).table()->comparison();
    QTRY_COMPARE_WITH_TIMEOUT(comparison.arms.size(), 3, kPatience);
    for (const auto &arm : comparison.arms) {
        const auto cell = comparison.cell(arm.name, "edge");
        QVERIFY(cell && cell->n == 40 && cell->low <= cell->accuracy && cell->accuracy <= cell->high &&
                cell->high > cell->low);
    }
    QVERIFY(o.window.findChild<QLabel *>("tests")->text().startsWith("edge: "));
    QTest::mouseClick(questions->viewport(), Qt::LeftButton, {},
                      questions->visualRect(questions->model()->index(3, 0)).center());
    QTest::keyClick(questions, Qt::Key_Down);
    QCOMPARE(questions->currentIndex().row(), 4);
    QVERIFY(!o.window.findChild<TextView *>("prompt")->toPlainText().isEmpty());
    o.shootBoth("real-4-compare");
}

void RealRunTest::fromTheFirstClickToTheComparison() {
    runsAndPauses();
    if (QTest::currentTestFailed()) return;
    // Closing the window ends no run; a new window meets it as it stood.
    Shown o(project_);
    QVERIFY(o.reaches("sft", RunState::Paused, 30000));
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.experimentRunning(), kPatience);
    o.choose("sft");
    QTest::mouseClick(o.button("resume"), Qt::LeftButton);
    QVERIFY(o.reaches("sft", RunState::Running, 30000));
    QTest::keyClick(&o.window, Qt::Key_3, Qt::ControlModifier);
    auto *panel = o.window.findChild<TrainPanel *>("train");
    QTRY_VERIFY_WITH_TIMEOUT(panel->chart("loss"), kPatience);
    const QString sft = o.run("sft")->id, base = o.run("base")->id;
    QTRY_COMPARE_WITH_TIMEOUT(panel->chart("loss")->pointCount(base), 60, kPatience);
    const int seen = panel->chart("loss")->pointCount(sft);
    QTRY_VERIFY_WITH_TIMEOUT(panel->chart("loss")->pointCount(sft) > seen, kPatience); // it grows while we look
    o.shootBoth("real-2-train");
    EventLoopProbe probe;
    QTRY_VERIFY_WITH_TIMEOUT(!o.workspace.experimentRunning(), 180000);
    probe.print("a real run that is watched");
    for (const char *name : {"base", "sft", "base, greedy", "sft, greedy"})
        QCOMPARE(o.run(name)->state, RunState::Finished);
    QTRY_COMPARE_WITH_TIMEOUT(panel->chart("loss")->pointCount(sft), 250, kPatience);
    QTest::keyClick(&o.window, Qt::Key_1, Qt::ControlModifier);
    o.shootBoth("real-3-runs");

    compares(o);
}

void RealRunTest::looksAtTheMatrix(Shown &o, QTabWidget *tabs) {
    tabs->tabBar()->setFocus();
    QTest::keyClick(tabs->tabBar(), Qt::Key_Right);
    const auto &details = comparisonOf(o.workspace).details();
    QTRY_COMPARE_WITH_TIMEOUT(details.matrices.size(), 1, kPatience);
    QCOMPARE(details.matrices[0].arms.size(), 3u);
    QCOMPARE(details.matrices[0].ids.size(), 40u);
    auto *grid = o.window.findChild<MatrixGrid *>("matrix");
    QTest::keyClick(grid, Qt::Key_Home);
    QTest::keyClick(grid, Qt::Key_Right);
    QCOMPARE(grid->current(), 1);
    o.shootBoth("real-6-matrix");
    QTest::keyClick(grid, Qt::Key_Return); // to the answers of that question
    QCOMPARE(tabs->currentIndex(), 0);
    auto *questions = o.window.findChild<QListView *>("questions");
    QCOMPARE(questions->currentIndex().data(QuestionsModel::IdRole).toString(),
             QString::fromStdString(details.matrices[0].ids[1]));
}

void RealRunTest::looksAtTheBudgets(Shown &o, QTabWidget *tabs) {
    const auto &details = comparisonOf(o.workspace).details();
    tabs->setCurrentIndex(2);
    QCOMPARE(details.budgets.size(), 4); // one arm, one bucket, four rules
    auto *slider = o.window.findChild<QSlider *>("budget");
    auto *table = o.window.findChild<QTableWidget *>("budgetTable");
    QTRY_COMPARE(table->rowCount(), 5); // and what the form says, which is the majority vote
    QCOMPARE(table->item(0, 1)->text(), table->item(1, 1)->text());
    const QString atFour = table->item(3, 1)->text();
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home); // N = 1: no rule can help
    for (int row = 1; row < 5; ++row) QCOMPARE(table->item(row, 1)->text(), table->item(0, 1)->text());
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(table->item(3, 1)->text(), atFour);
    o.shootBoth("real-7-budget");
}

bool RealRunTest::bothAnswered(const ArenaViewModel &arena, int milliseconds) {
    const auto bothDone = [&] {
        return arena.column(0).state == ArenaViewModel::State::Done &&
               arena.column(1).state == ArenaViewModel::State::Done;
    };
    return QTest::qWaitFor(bothDone, milliseconds);
}

void RealRunTest::asks(Shown &o) {
    ArenaViewModel &arena = arenaOf(o.workspace);
    auto *questions = o.window.findChild<QListView *>("questions");
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    auto *question = o.window.findChild<QPlainTextEdit *>("question");
    question->setFocus();
    const QString prompt = questions->model()->index(0, 0).data().toString();
    QTest::keyClicks(question, prompt);
    QTest::keyClick(question, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(arena.isBusy());
    QTest::mouseClick(o.window.findChild<QPushButton *>("ask"), Qt::LeftButton); // it is the stop meanwhile
    QTRY_VERIFY_WITH_TIMEOUT(!arena.isBusy(), kPatience);
    question->setFocus();
    QTest::keyClick(question, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(bothAnswered(arena, 120000));
    QCOMPARE(arena.column(0).arm, "base, greedy");
    QVERIFY(!arena.column(0).answer.tokens.empty());
    QVERIFY(arena.column(1).answer.cost.spent() > arena.column(0).answer.cost.spent() / 2);
    QTest::mouseClick(o.window.findChild<QPushButton *>("chip1"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(arena.column(0).check.startsWith("identical"), 60000);
    o.shootBoth("real-8-ask");
}

/// No name, no chip, a vote by key, then the names.
void RealRunTest::votesBlind(Shown &o) {
    ArenaViewModel &arena = arenaOf(o.workspace);
    auto *question = o.window.findChild<QPlainTextEdit *>("question");
    auto *blind = o.window.findChild<QCheckBox *>("blind");
    blind->setChecked(true);
    QSignalSpy judged(&arena, &ArenaViewModel::judged);
    QTest::mouseClick(o.window.findChild<QPushButton *>("ask"), Qt::LeftButton);
    QVERIFY(bothAnswered(arena, 60000));
    QVERIFY(!o.window.findChild<QComboBox *>("contender1")->isVisible());
    QVERIFY(!o.window.findChild<QPushButton *>("chip1")->isVisible());
    question->setFocus();
    QTest::keyClick(question, Qt::Key_Return, Qt::ControlModifier); // asks again and leaves the text
    QVERIFY(bothAnswered(arena, 60000));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_2);
    const Answer &left = arena.column(0).answer, &right = arena.column(1).answer;
    const bool tells = left.text != right.text && left.fault().empty() &&
                       right.fault().empty(); // of equal or cut answers none is preferred
    QCOMPARE(judged.count(), tells ? 1 : 0);
    if (tells) {
        QCOMPARE(judged[0][0].value<ArenaVote>().right.toStdString(), arena.column(1).answer.text);
        QCOMPARE(judged[0][0].value<ArenaVote>().verdict, "right");
        QTRY_VERIFY_WITH_TIMEOUT(arena.isVoteKept(), kPatience);
        QVERIFY(QFile::exists(project_ + "/labels/arena/items.jsonl"));
    }
    QVERIFY(o.window.findChild<QComboBox *>("contender1")->isVisible());
}

void RealRunTest::looksBehindTheTableAndAsksTheArms() {
    Shown o(project_);
    o.window.showPanel("compare");
    QTRY_COMPARE_WITH_TIMEOUT(comparisonOf(o.workspace).table()->comparison().arms.size(), 3, kPatience);
    auto *tabs = o.window.findChild<QTabWidget *>("compareTabs");
    looksAtTheMatrix(o, tabs);
    if (QTest::currentTestFailed()) return;
    looksAtTheBudgets(o, tabs);
    if (QTest::currentTestFailed()) return;
    tabs->setCurrentIndex(3);
    asks(o);
    if (QTest::currentTestFailed()) return;
    votesBlind(o);
}

void RealRunTest::writesTheReport() {
    Shown o(project_);
    auto *action = o.window.findChild<QAction *>("writeReport");
    QVERIFY(action);
    QTRY_VERIFY_WITH_TIMEOUT(action->isEnabled(), kPatience);
    action->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(o.window.findChild<QMessageBox *>(), kPatience);
    QTest::keyClick(o.window.findChild<QMessageBox *>(), Qt::Key_Escape);
    QFile report(project_ + "/report.html");
    QVERIFY(report.open(QIODevice::ReadOnly));
    const QString html = QString::fromUtf8(report.readAll());
    for (const char *arm : {"base, greedy", "sft, greedy", "sft, vote of 4"})
        QVERIFY(html.contains(QLatin1String(arm)));
}

void RealRunTest::aSecondOwnerReadsOnly() {
    Shown first(project_);
    QTRY_COMPARE_WITH_TIMEOUT(first.workspace.runs().rowCount(), 5, kPatience);
    Shown second(project_);
    QTRY_COMPARE_WITH_TIMEOUT(second.workspace.runs().rowCount(), 5, kPatience);
    QVERIFY(second.workspace.project()->readOnly.contains(QString::number(QCoreApplication::applicationPid())));
    QVERIFY(second.window.findChild<QLabel *>("readOnly")->isVisible());
    QVERIFY(!second.button("start")->isEnabled());
    QVERIFY(first.workspace.project()->readOnly.isEmpty());
}

void RealRunTest::aKilledWorkerTellsItsLastWordsAndTheExperimentGoesOn() {
    const QString other = folder_.filePath("killed");
    // Long enough to be met at work on a busy machine.
    writeSmallProject(other.toStdString(), replaced(kExperiment, "max_steps = 60", "max_steps = 2400"));
    Shown o(other);
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.project().has_value(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(o.begin() && o.begin()->isEnabled(), kPatience);
    QTest::mouseClick(o.begin(), Qt::LeftButton);
    QVERIFY(o.reaches("base", RunState::Running, 120000));
    const auto worker = workerOf((other + "/runs/" + o.run("base")->id).toStdString());
    QVERIFY(worker && *worker > 1);
    Heard failed(o.session.queue(), &ExperimentQueue::failed);
    QCOMPARE(::kill(*worker, SIGKILL), 0);
    QVERIFY(o.reaches("base", RunState::Interrupted, kPatience));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience);
    QVERIFY(std::get<1>(failed.calls[0]).contains("signal 9"));
    auto *box = o.window.findChild<QMessageBox *>();
    QVERIFY(box && box->isVisible());
    QTest::keyClick(box, Qt::Key_Escape);
    o.choose("base");
    QVERIFY(o.window.findChild<QLabel *>("detail")->text().contains("signal 9"));
    o.shootBoth("real-5-died");
    QTRY_VERIFY_WITH_TIMEOUT(o.button("start")->isEnabled(), kPatience);
    QTest::mouseClick(o.button("start"), Qt::LeftButton);
    QVERIFY(o.reaches("base", RunState::Finished, 600000));
    QVERIFY(o.reaches("sft", RunState::Running, 60000));
    o.choose("sft");
    QTest::mouseClick(o.button("stop"), Qt::LeftButton);
    auto *question = o.window.findChild<QMessageBox *>("stopQuestion");
    QVERIFY(question && question->text().contains("sft"));
    QTest::keyClick(question, Qt::Key_Return);
    QVERIFY(o.reaches("sft", RunState::Cancelled, 60000));
    QTRY_VERIFY(o.button("resume")->isEnabled());
    QVERIFY2(o.button("resume")->toolTip().contains("checkpoint"), qPrintable(o.button("resume")->toolTip()));
    QTest::mouseClick(o.button("resume"), Qt::LeftButton);
    QVERIFY(o.reaches("sft", RunState::Running, 60000));
    o.settings.setValue("confirmStop", false);
    QTest::mouseClick(o.button("stop"), Qt::LeftButton);
    QVERIFY(o.reaches("sft", RunState::Cancelled, 60000));
    QTRY_VERIFY_WITH_TIMEOUT(!o.workspace.experimentRunning(), kPatience);
}

QTEST_MAIN(RealRunTest)
#include "tst_real_run.moc"
