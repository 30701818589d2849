// SPDX-License-Identifier: GPL-3.0-or-later
// The Train panel as a person uses it, on a small project with a real worker: a fine-tuning is started from its form,
// watched, paused, resumed, and forked at a checkpoint with another learning rate.
#include "core/config/spec.h"
#include "tests/gui/grouped_runs.h"
#include "tests/gui/shown_project.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/project_session.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/charts/legend_bar.h"
#include "widgets/common/theme.h"
#include "widgets/forms/config_form.h"
#include "widgets/forms/field_row.h"
#include "widgets/panels/train/canary_view.h"
#include "widgets/panels/train/token_text.h"
#include "widgets/panels/train/train_panel.h"
#include "widgets/shell/main_window.h"
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace lapidary;

namespace {

constexpr int kPatience = 60000; ///< milliseconds; the machine may be busy

constexpr const char *kExperiment = R"(version = 1
name = "Chain arithmetic, tiny"
seed = 1
rule = "chain_mod"
threads = 1

[models]
blank = "blank"

[[data]]
name = "train"
task = "chain_mod"
seed = 7
count = 200

[[stage]]
name = "base"
algorithm = "pretrain"
model = "blank"
data = "train"
[stage.config]
max_steps = 20
learning_rate = 3e-3
test_size = 0.1
eval_steps = 5
)";

} // namespace

class TrainTest : public QObject {
    Q_OBJECT

    struct Shown : test::ShownProject {
        explicit Shown(const QString &project) : ShownProject(project, "train") {
            curvesOf(workspace).setMethods(smallMethods());
        }
        TrainPanel *panel() { return window.findChild<TrainPanel *>("train"); }
        template <class W> W *part(const char *name) { return panel()->findChild<W *>(name); }
        QPushButton *button(const char *name) { return part<QPushButton>(name); }
        ConfigForm *form() { return panel()->findChild<ConfigForm *>(); }
        bool reaches(const QString &name, RunState state) { return ShownProject::reaches(name, state, 3 * kPatience); }
        void press(QPushButton *which) {
            which->setFocus();
            QTest::keyClick(which, Qt::Key_Space);
        }
        void type(QLineEdit *line, const QString &text) {
            line->setFocus();
            QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClick(line, Qt::Key_Backspace);
            QTest::keyClicks(line, text);
        }
        void type(const char *field, const QString &text) {
            type(qobject_cast<QLineEdit *>(form()->row(field)->editor()), text);
        }
        Json configOf(const QString &name) {
            const auto document =
                readDocument((workspace.project()->folder + "/runs/" + run(name)->id + "/run.toml").toStdString());
            return document ? document->values : Json();
        }
    };

    QTemporaryDir folder_{};
    QString project_{};
    void fillsTheForm(Shown &o);
    void trainsAndPauses(Shown &o);
    void changesSettings(Shown &o);
    void opensTheFork(Shown &o);
    void forksWhileItRests(Shown &o);
    void showsAlarms(Shown &o);
    void opensSamplesOfAlarm(Shown &o);
    void groups(Shown &o);
    void showsSamples(Shown &o);
    void goesThroughSteps(Shown &o);
    void clickOnASpike(Shown &o);
    void clickShowsTheRows(Shown &o);

private Q_SLOTS:
    void initTestCase();
    void startsFromTheFormWatchesPausesAndForks();
    void wrongValuesKeepItFromStarting();
    void settingsOfAnotherProgramFillTheForm();
    void readOnlyStartsNothing();
    void groupsAlarmsAndSamples();
    void canariesAndChangesStandInTheCharts();
};

void TrainTest::initTestCase() {
    project_ = folder_.filePath("tiny");
    writeSmallProject(project_.toStdString(), kExperiment);
}

/// From the empty panel to the form, and its start.
void TrainTest::fillsTheForm(Shown &o) {
    auto *begin = o.button("emptyAction");
    QVERIFY(begin->isVisible());
    QTest::mouseClick(begin, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(o.form()->row("learning_rate"), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(o.button("launchStart")->isEnabled(), kPatience);
    auto *algorithm = o.part<QComboBox>("launchAlgorithm");
    QCOMPARE(algorithm->currentText(), QString("sft"));
    QVERIFY(o.form()->row("packing") && !o.form()->row("num_generations"));
    auto *model = o.part<QComboBox>("launchModel");
    model->setFocus();
    QTest::keyClick(model, Qt::Key_End);
    QCOMPARE(model->currentText(), QString("base"));
    QCOMPARE(o.part<QComboBox>("launchData")->currentText(), QString("train"));
    // What it learns from, what it is measured on and the seed are the fields behind the first ones.
    auto *data = o.part<QComboBox>("launchData"), *held = o.part<QComboBox>("launchInput-eval");
    auto *seed = o.part<QLineEdit>("launchSeed");
    QVERIFY(held && held->isVisible());
    const auto place = [&](QWidget *each) { return each->mapTo(&o.window, QPoint()); };
    QVERIFY(place(held).x() > place(data).x() && place(seed).x() > place(held).x());
    QVERIFY(place(held).y() == place(data).y() && place(seed).y() == place(data).y());
    QCOMPARE(seed->placeholderText(), QString("1")); // the experiment's
    o.type(seed, "5");
    o.type(o.part<QLineEdit>("launchName"), "my sft");
    o.type("learning_rate", "2.5e-3");
    o.type("max_steps", "400");
    o.type("save_steps", "20");
    o.type("save_total_limit", "100");
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QLabel>("launchTime")->text().contains("400 step"), kPatience);
    QVERIFY(o.part<QLabel>("launchMemory")->text().contains("MiB"));
    const QString line = o.part<QPlainTextEdit>("commandLine")->toPlainText();
    QVERIFY(line.contains("learning_rate = 0.0025\n") && line.endsWith("--only 'my sft'"));
    o.press(o.button("copyCommand"));
    QCOMPARE(QApplication::clipboard()->text(), line);
    o.shootBoth("train-form");
    o.press(o.button("launchStart"));
}

/// It trains what it needs first, then what was asked for, with exactly these settings.
void TrainTest::trainsAndPauses(Shown &o) {
    QVERIFY(o.reaches("base", RunState::Finished));
    QVERIFY(o.reaches("my sft", RunState::Running));
    const Json written = o.configOf("my sft");
    QCOMPARE(written.at("algorithm"), Json("sft"));
    QCOMPARE(written.at("seed"), Json(5));
    QCOMPARE(written.at("config").at("learning_rate"), Json(2.5e-3));
    QCOMPARE(written.at("config").at("max_steps"), Json(400));
    QCOMPARE(written.at("config").at("adam_beta2"), Json(0.999)); // the default
    const QString sft = o.run("my sft")->id;
    QTRY_VERIFY_WITH_TIMEOUT(o.panel()->chart("loss") && o.panel()->chart("loss")->pointCount(sft) > 45, kPatience);
    const QString base = o.run("base")->id;
    QCOMPARE(o.panel()->chart("loss")->pointCount("held out:" + base), 4);
    QCOMPARE(o.panel()->chart("loss")->pointCount("held out:" + sft), 0);
    QVERIFY(!o.panel()->chart("eval_loss"));
    QCOMPARE(o.part<QComboBox>("trainRun")->currentText(),
             QString("my sft")); // what was started is what the buttons work on
    o.press(o.button("trainPause"));
    QVERIFY(o.reaches("my sft", RunState::Paused));
    QVERIFY(o.button("trainResume")->hasFocus());
    o.shootBoth("train-paused");
}

/// The paused run is given another learning rate; it counts behind this step, and the charts and the bar tell it.
void TrainTest::changesSettings(Shown &o) {
    QVERIFY(o.button("trainChange")->isVisible());
    o.press(o.button("trainChange"));
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QDialog>("changeDialog"), kPatience);
    auto *dialog = o.part<QDialog>("changeDialog");
    auto *form = dialog->findChild<ConfigForm *>();
    auto *start = dialog->findChild<QPushButton *>("changeStart");
    QVERIFY(form->row("learning_rate") && form->row("max_steps") && !form->row("per_device_train_batch_size"));
    QVERIFY(!start->isEnabled());
    o.type(qobject_cast<QLineEdit *>(form->row("learning_rate")->editor()), "1.25e-3");
    QVERIFY(start->isEnabled());
    o.shootBoth("train-change");
    const auto *row = form->row("learning_rate");
    const auto told = row->findChildren<QLabel *>();
    QVERIFY(std::any_of(told.begin(), told.end(), [](auto *each) { return each->text().contains("was\u00a00.0025"); }));
    QVERIFY(dialog->grab().save(LAPIDARY_SCREENSHOTS "/train-change-dialog.png"));
    o.press(start);
    QTRY_COMPARE_WITH_TIMEOUT(o.run("my sft")->changes.size(), 1, kPatience);
    const ChangeValues change = o.run("my sft")->changes[0];
    QCOMPARE(change, (ChangeValues{o.run("my sft")->done, "learning_rate", "0.0025", "0.00125"}));
    QCOMPARE(o.run("my sft")->state, RunState::Paused);
    QTRY_COMPARE(o.panel()->chart("loss")->markCount(), 1);
    QVERIFY(o.part<QLabel>("trainFacts")->text().contains("one setting changed"));
}

/// The form of a fork at the checkpoint nearest to the place that was clicked.
void TrainTest::opensTheFork(Shown &o) {
    CurveChart *loss = o.panel()->chart("loss");
    QContextMenuEvent menuKey(QContextMenuEvent::Keyboard, QPoint(40, 40),
                              loss->plotArea()->mapToGlobal(QPoint(40, 40)));
    loss->setCursor(23);
    QApplication::sendEvent(loss->plotArea(), &menuKey);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_R);
    QTRY_COMPARE_WITH_TIMEOUT(o.part<QComboBox>("launchStep")->currentText(), QString("20"), kPatience);
    QVERIFY(o.part<QLabel>("launchTitle")->text().contains("my sft"));
    QCOMPARE(o.part<QLineEdit>("launchName")->text(), QString("my sft fork 20"));
    QCOMPARE(qobject_cast<QLineEdit *>(o.form()->row("learning_rate")->editor())->placeholderText(), QString("0.0025"));
    QVERIFY(!o.form()->row("learning_rate")->isChanged());
}

void TrainTest::forksWhileItRests(Shown &o) {
    opensTheFork(o);
    if (QTest::currentTestFailed()) return;
    o.type("learning_rate", "1e-4");
    o.type("max_steps", "60");
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QLabel>("launchTime")->text().contains("40 step"),
                             kPatience); // behind step 20, timed in the trunk
    QVERIFY(o.part<QLabel>("launchTime")->text().contains("my sft"));
    o.press(o.button("launchMeasure"));
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QLabel>("launchMeasured")->text().contains("longest rows: "),
                             kPatience); // by a worker of its own
    QVERIFY2(o.part<QLabel>("launchMeasured")->text().contains("MiB at most") &&
                 o.part<QLabel>("launchMeasured")->text().contains("a step"),
             qPrintable(o.part<QLabel>("launchMeasured")->text()));
    QTRY_VERIFY(!QFileInfo::exists(project_ + "/runs/.dry-run"));
    o.shootBoth("train-fork");
    o.press(o.button("launchStart"));
    QVERIFY(o.reaches("my sft fork 20", RunState::Finished));
    const QString sft = o.run("my sft")->id;
    const Json forked = o.configOf("my sft fork 20");
    QCOMPARE(forked.at("config").at("learning_rate"), Json(1e-4));
    QCOMPARE(forked.at("fork").at("step"), Json(20));
    QCOMPARE(forked.at("fork").at("run"), Json(sft.toStdString()));
    CurveChart *loss = o.panel()->chart("loss");
    const QString fork = o.run("my sft fork 20")->id;
    QTRY_COMPARE_WITH_TIMEOUT(loss->pointCount(fork), 60, kPatience);
    const auto trunk = curvesOf(o.workspace).points(sft, "loss"), branch = curvesOf(o.workspace).points(fork, "loss");
    for (int i = 0; i < 20; ++i) QCOMPARE(branch[i], trunk[i]);
    QVERIFY(branch[30] != trunk[30]);
}

void TrainTest::startsFromTheFormWatchesPausesAndForks() {
    Shown o(project_);
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.project().has_value(), kPatience);
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    fillsTheForm(o);
    if (QTest::currentTestFailed()) return;
    trainsAndPauses(o);
    if (QTest::currentTestFailed()) return;
    const double at = o.run("my sft")->done;
    changesSettings(o);
    if (QTest::currentTestFailed()) return;
    forksWhileItRests(o);
    if (QTest::currentTestFailed()) return;
    QCOMPARE(o.run("my sft")->done, at); // it rested all the while

    // The trunk goes on.
    auto *runs = o.part<QComboBox>("trainRun");
    runs->setFocus();
    QTest::keyClick(runs, Qt::Key_M); // the first one with this letter
    while (runs->currentText() != "my sft") QTest::keyClick(runs, Qt::Key_Up);
    QTRY_VERIFY(o.button("trainResume")->isEnabled());
    o.press(o.button("trainResume"));
    QTRY_VERIFY_WITH_TIMEOUT(o.run("my sft")->done > at, kPatience);
    o.press(o.button("trainStop"));
    auto *question = o.window.findChild<QMessageBox *>("stopQuestion");
    QVERIFY(question && question->text().contains("my sft"));
    QTest::keyClick(question, Qt::Key_Return);
    QVERIFY(o.reaches("my sft", RunState::Cancelled));
    const auto rates = curvesOf(o.workspace).points(o.run("my sft")->id, "learning_rate");
    for (const QPointF &each : rates) // linear, to 0 behind step 400
        QVERIFY(qFuzzyCompare(each.y(), (each.x() > at ? 1.25e-3 : 2.5e-3) * (1 - (each.x() - 1) / 400)));
    auto *preset = o.part<QComboBox>("preset");
    preset->setFocus();
    QTest::keyClick(preset, Qt::Key_Down); // Loss
    QVERIFY(o.panel()->chart("learning_rate") && o.panel()->chart("mean_token_accuracy"));
    o.shootBoth("train-trunk");
    const QString csv = curvesOf(o.workspace).csv();
    QVERIFY(csv.startsWith("run,metric,step,tokens,seconds,value\n\"base\",\"loss\",1,"));
    QVERIFY(csv.contains("\"my sft fork 20\",\"learning_rate\",60,"));
}

void TrainTest::wrongValuesKeepItFromStarting() {
    Shown o(project_);
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.project().has_value(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(o.button("newTraining")->isVisible(), kPatience);
    o.press(o.button("newTraining"));
    QTRY_VERIFY_WITH_TIMEOUT(o.button("launchStart")->isEnabled(), kPatience);
    o.type("learning_rate", "-1");
    QVERIFY(!o.button("launchStart")->isEnabled());
    QVERIFY(o.form()->row("learning_rate")->problem().contains("at least 0"));
    QVERIFY(o.part<QLabel>("launchProblems")->isVisible());
    o.shootBoth("train-wrong");
    auto *rate = qobject_cast<QLineEdit *>(o.form()->row("learning_rate")->editor());
    QTest::keyClick(rate, Qt::Key_Escape); // a slip of a finger loses nothing
    QVERIFY(o.form()->isVisible() && o.button("launchBack")->hasFocus());
    o.type("learning_rate", "1e-3");
    QVERIFY(o.button("launchStart")->isEnabled());
    o.type(o.part<QLineEdit>("launchName"), "my sft");
    QVERIFY(!o.button("launchStart")->isEnabled());
    QVERIFY(o.part<QLabel>("launchProblems")->text().contains("taken"));
    // No data of this experiment holds pairs.
    o.type(o.part<QLineEdit>("launchName"), "my dpo");
    auto *algorithm = o.part<QComboBox>("launchAlgorithm");
    algorithm->setFocus();
    QTest::keyClick(algorithm, Qt::Key_D);
    QCOMPARE(algorithm->currentText(), QString("dpo"));
    QVERIFY(o.form()->row("beta") && !o.form()->row("packing"));
    QVERIFY(!o.button("launchStart")->isEnabled());
    QVERIFY(o.part<QLabel>("launchProblems")->text().contains("dpo"));
    const auto runs = o.workspace.runs().rowCount();
    QTest::keyClick(algorithm, Qt::Key_Escape);
    QVERIFY(!o.form()->isVisible()); // back at the curves, and nothing was started
    QCOMPARE(o.workspace.runs().rowCount(), runs);
}

/// A file as TRL's command takes it: what it says stands in the form, and what is not taken of it is told.
void TrainTest::settingsOfAnotherProgramFillTheForm() {
    const QString other = folder_.filePath("yaml");
    writeSmallProject(other.toStdString(), kExperiment);
    const QString yaml = folder_.filePath("sft.yaml");
    mustWrite(yaml.toStdString(), "model_name_or_path: Qwen/Qwen2.5-0.5B\ndataset_name: train\nlearning_rate: 2.5e-4\n"
                                  "max_steps: 17\nneftune_noise_alpha: 5\nreport_to: none\nsurely_nothing: 1\n");
    Shown o(other);
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.project().has_value(), kPatience);
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    QTRY_VERIFY(o.button("emptyAction")->isVisible());
    QTest::mouseClick(o.button("emptyAction"), Qt::LeftButton);
    auto *button = o.button("launchSettings");
    QTRY_VERIFY_WITH_TIMEOUT(button->isVisible() && button->isEnabled(), kPatience);
    o.press(button);
    QFileDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = o.window.findChild<QFileDialog *>()) && dialog->isVisible());
    dialog->selectFile(yaml);
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_VERIFY_WITH_TIMEOUT(o.part<QPlainTextEdit>("commandLine")->toPlainText().contains("learning_rate = 0.00025"),
                             kPatience);
    const QString line = o.part<QPlainTextEdit>("commandLine")->toPlainText();
    QVERIFY2(line.contains("algorithm = \"sft\"") && line.contains("max_steps = 17") &&
                 line.contains("neftune_noise_alpha = 5") && line.contains("data = \"train\""),
             qPrintable(line));
    QCOMPARE(o.part<QComboBox>("launchAlgorithm")->currentText(), QString("sft"));
    const QString told = o.part<QLabel>("launchProblems")->text();
    QVERIFY2(told.contains("surely_nothing") && told.contains("Qwen/Qwen2.5-0.5B") && told.contains("report_to"),
             qPrintable(told));
    QVERIFY(o.button("launchStart")->isEnabled());
    for (const auto &[size, word] : {std::pair(QSize(1280, 800), "large"), {QSize(960, 600), "small"}}) {
        o.window.resize(size);
        o.shootBoth(QStringLiteral("train-settings-%1").arg(QLatin1String(word)));
    }
}

void TrainTest::readOnlyStartsNothing() {
    Shown first(project_);
    QTRY_VERIFY_WITH_TIMEOUT(first.workspace.project().has_value(), kPatience);
    Shown second(project_);
    QTRY_VERIFY_WITH_TIMEOUT(second.workspace.runs().rowCount() >= 3, kPatience);
    QVERIFY(!second.workspace.project()->readOnly.isEmpty());
    QVERIFY(!second.button("newTraining")->isEnabled() && !second.button("trainFork")->isEnabled() &&
            !second.button("trainAgain")->isEnabled());
    QVERIFY(first.button("newTraining")->isEnabled());
}

/// The alarms: in words with the remedy, and as marks on the charts of their metrics.
void TrainTest::showsAlarms(Shown &o) {
    auto *alarms = o.part<QLabel>("alarms");
    QTRY_VERIFY(alarms->isVisible());
    QVERIFY(alarms->text().contains("dpo, step 80: the loss jumps to 3.2") && alarms->text().contains("learning_rate"));
    QVERIFY(alarms->text().contains("grpo seed 1, step 90") && alarms->text().contains("beta"));
    QCOMPARE(o.panel()->chart("loss")->markCount(), 1);
    QCOMPARE(o.panel()->chart("reward")->markCount(), 0);
    QVERIFY(o.panel()->chart("reward")->bandCount("g0") == 120); // one deviation about the mean
    auto *preset = o.part<QComboBox>("preset");
    preset->setFocus();
    const auto choose = [preset](const QString &name) {
        QTest::keyClick(preset, Qt::Key_Home);
        for (int i = 0; i < preset->count() && preset->currentText() != name; ++i)
            QTest::keyClick(preset, Qt::Key_Down);
        QStringList names;
        for (int i = 0; i < preset->count(); ++i) names.append(preset->itemText(i));
        QVERIFY2(preset->currentText() == name, qPrintable(names.join('|')));
    };
    QTest::keyClick(preset, Qt::Key_Home);
    for (int i = 0; i < preset->count() && preset->currentText() != "Preference"; ++i)
        QTest::keyClick(preset, Qt::Key_P); // goes round what begins with it
    QVERIFY(preset->currentText() == "Preference");
    QVERIFY(o.panel()->chart(kPairsWrong) && o.panel()->chart("rewards/margins") && !o.panel()->chart("reward"));
    o.shootBoth("train-preference");
    choose("Policy");
    QVERIFY(o.panel()->chart("reward") && !o.panel()->chart("rewards/margins"));
    o.shootBoth("train-policy");
}

void TrainTest::groups(Shown &o) {
    auto *grouping = o.part<QComboBox>("grouping");
    grouping->setFocus();
    QTest::keyClick(grouping, Qt::Key_Down);
    CurveChart *reward = o.panel()->chart("reward");
    QCOMPARE(reward->bandCount("group:grpo"), 120);
    QVERIFY(!reward->isCurveVisible("g0") && reward->isCurveVisible("group:grpo"));
    auto *legend = o.panel()->findChild<LegendBar *>();
    QVERIFY(legend->chip("group:grpo") && !legend->chip("g0"));
    o.shootBoth("train-grouped");
    QTest::keyClick(grouping, Qt::Key_Up);
    QVERIFY(reward->isCurveVisible("g0") && reward->bandCount("group:grpo") == 0);
}

/// A click on a curve chooses its run; the samples are that run's.
void TrainTest::showsSamples(Shown &o) {
    CurveChart *reward = o.panel()->chart("reward");
    const auto place = [&](CurveChart *chart, const QString &run) {
        for (int y = 0; y < chart->plotArea()->height(); ++y)
            if (chart->curveAt(QPointF(chart->plotArea()->width() / 2, y)) == run)
                return QPoint(chart->plotArea()->width() / 2, y);
        return QPoint();
    };
    const QPoint at = place(reward, "g0");
    QVERIFY(!at.isNull());
    QTest::mouseClick(reward->plotArea(), Qt::LeftButton, {}, at);
    QCOMPARE(curvesOf(o.workspace).selectedRun(), QString("g0"));
    QTest::mouseClick(o.button("showSamples"), Qt::LeftButton);
    auto *table = o.part<QTableView>("samples");
    QTRY_VERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 480);
    auto *completion = o.part<TokenText>("sampleCompletion");
    QVERIFY(completion->toPlainText().contains("answer 7") && completion->shadedCount() > 5);
    o.shootBoth("train-samples");
    goesThroughSteps(o);
    if (QTest::currentTestFailed()) return;
    table->setFocus();
    QTest::keyClick(table, Qt::Key_T);
    QCOMPARE(completion->shadedCount(), 0);
    QTest::keyClick(table, Qt::Key_T);
    QVERIFY(completion->shadedCount() > 0);
    QTest::keyClick(table, Qt::Key_F, Qt::ControlModifier);
    auto *search = o.part<QLineEdit>("sampleSearch");
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, "t"); // a letter for the search, not for the colours
    QVERIFY(o.button("tokenColours")->isChecked());
    QTest::keyClicks(search, "xyz");
    QCOMPARE(table->model()->rowCount(), 0);
    completion->setFocus();
    search->clear();
    QTest::keyClick(completion, Qt::Key_Right);
    QVERIFY(o.part<QLabel>("sampleToken")->text().contains("log-prob"));
}

/// An alarm leads to what its run said at that step, and back.
void TrainTest::opensSamplesOfAlarm(Shown &o) {
    auto *which = o.part<QPushButton>("alarmSamples");
    QVERIFY(which->isVisible());
    Q_EMIT which->menu()->aboutToShow();
    const auto entries = which->menu()->actions();
    QCOMPARE(entries.size(), 2);
    const auto ofGrpo = std::find_if(entries.begin(), entries.end(),
                                     [](QAction *each) { return each->text().contains("grpo seed 1, step 90"); });
    QVERIFY(ofGrpo != entries.end());
    (*ofGrpo)->trigger();
    QVERIFY(o.part<QTableView>("samples")->isVisible());
    QCOMPARE(curvesOf(o.workspace).selectedRun(), QStringLiteral("g1"));
    const auto chosen = o.part<QTableView>("samples")->currentIndex();
    if (chosen.isValid()) QVERIFY(chosen.siblingAtColumn(0).data().toDouble() <= 90);
    QTest::mouseClick(o.part<QPushButton>("showCurves"), Qt::LeftButton);
}

/// The theatre: one step's group at a time, what each function gave, and the tokens by three layers.
void TrainTest::goesThroughSteps(Shown &o) {
    auto *table = o.part<QTableView>("samples");
    QVERIFY(o.button("allSteps")->isChecked());
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Period); // from all steps to the newest
    QCOMPARE(table->model()->rowCount(), 4);
    QCOMPARE(o.part<QLabel>("stepLabel")->text(), QString("Step 120 (120 of 120)"));
    QVERIFY(!o.button("stepOn")->isEnabled());
    QTest::keyClick(table, Qt::Key_Comma);
    QCOMPARE(o.part<QLabel>("stepLabel")->text(), QString("Step 119 (119 of 120)"));
    QTest::mouseClick(o.button("stepBack"), Qt::LeftButton);
    QCOMPARE(o.part<QSlider>("stepSlider")->value(), 117);
    QVERIFY2(o.part<QLabel>("sampleRewards")->text().contains("format unscorable"),
             qPrintable(o.part<QLabel>("sampleRewards")->text()));
    QVERIFY(o.part<QLabel>("sampleRewards")->text().endsWith("\nclear: every step names the one before it"));
    auto *completion = o.part<TokenText>("sampleCompletion");
    for (const char *name : {"layerEntropy", "layerRatio", "layerSampling"}) {
        auto *layer = o.part<QRadioButton>(name);
        QVERIFY(layer->isEnabled());
        QTest::mouseClick(layer, Qt::LeftButton, {}, QPoint(8, layer->height() / 2));
        QVERIFY(layer->isChecked());
        QVERIFY(completion->shadedCount() > 3);
        o.shootBoth(QStringLiteral("train-%1").arg(QLatin1String(name)));
    }
    QVERIFY2(o.part<QLabel>("sampleToken")->text().contains("likelier by a fifth"), // what the shades mean
             qPrintable(o.part<QLabel>("sampleToken")->text()));
    const QSize before = o.window.size();
    o.window.resize(960, 600);
    o.shootBoth("train-layers-small");
    QVERIFY2(completion->height() > 60 && table->width() > 300,
             qPrintable(QString("%1, %2").arg(completion->height()).arg(table->width())));
    o.window.resize(before);
    completion->setFocus();
    QTest::keyClick(completion, Qt::Key_Right);
    QVERIFY2(o.part<QLabel>("sampleToken")->text().contains("entropy") &&
                 o.part<QLabel>("sampleToken")->text().contains("policy / reference") &&
                 o.part<QLabel>("sampleToken")->text().contains("trainer / sampler"),
             qPrintable(o.part<QLabel>("sampleToken")->text()));
    QTest::mouseClick(o.part<QRadioButton>("layerLogProb"), Qt::LeftButton, {}, QPoint(8, 8));
    QTest::mouseClick(o.button("allSteps"), Qt::LeftButton);
    QCOMPARE(table->model()->rowCount(), 480);
}

namespace {
/// A place on the curve of a run near a step; null: there is none.
QPoint placeOnCurve(const CurveChart &chart, const QString &run, double step) {
    for (int x = 0; x < chart.plotArea()->width(); ++x)
        for (int y = 0; y < chart.plotArea()->height(); ++y)
            if (chart.curveAt(QPointF(x, y)) == run && std::abs(chart.placeAt(QPointF(x, y)) - step) < 0.8)
                return {x, y};
    return {};
}
} // namespace

/// Where the curve warns of something, a click opens what the policy wrote there.
void TrainTest::clickOnASpike(Shown &o) {
    QTest::mouseClick(o.button("showCurves"), Qt::LeftButton);
    CurveChart *kl = o.panel()->chart("kl");
    QVERIFY(kl);
    auto samples = groupedSamples();
    for (auto &each : samples) each.run = "g1"; // the run whose KL runs away at step 90
    samplesOf(o.workspace).append(samples);
    QTRY_VERIFY(kl->isVisible() && kl->plotArea()->height() > 40);
    QTest::qWait(60); // its picture
    const auto [low, high] = kl->xRange();
    const QPoint at = placeOnCurve(*kl, "g1", 90);
    QVERIFY2(!at.isNull(), qPrintable(QString("%1 … %2").arg(low).arg(high)));
    QTest::mouseClick(kl->plotArea(), Qt::LeftButton, {}, at);
    QTRY_VERIFY(o.part<QTableView>("samples")->isVisible());
    QCOMPARE(curvesOf(o.workspace).selectedRun(), QString("g1"));
    QCOMPARE(samplesOf(o.workspace).run(), QString("g1"));
    QVERIFY(std::abs(samplesOf(o.workspace).step().value_or(0) - 90) <= 2);
    QTest::mouseClick(o.button("showCurves"), Qt::LeftButton);
}

/// A click on a step that was told by its rows shows them: their lines, what each cost, and what they say.
void TrainTest::clickShowsTheRows(Shown &o) {
    std::string rows;
    for (int line = 1; line <= 40; ++line)
        rows += R"({"prompt":"a=)" + std::to_string(line) + R"(\nb=a*2\nb=?","chosen":"b=a*2 so b=)" +
                std::to_string(2 * line) + R"(","rejected":"b=7"})" + "\n";
    mustWrite((folder_.filePath("seeds") + "/runs/d/train.jsonl").toStdString(), rows);
    const StepBatch first{.run = "d", .step = 1, .total = 1, .rows = {{{4}, false, 0.69}}};
    StepBatch spike{.run = "d", .step = 80, .spike = true, .usual = 0.4631, .total = 70};
    for (std::int64_t line = 17; line < 37; ++line) spike.rows.push_back({{line}, false, 40.0 / double(line)});
    QTest::mouseClick(o.button("showBatches"), Qt::LeftButton);
    QVERIFY(o.part<QLabel>("noBatches")->isVisible());
    o.shootBoth("train-no-batches");
    batchesOf(o.workspace).append({first, spike});
    QTest::mouseClick(o.button("showCurves"), Qt::LeftButton);
    curvesOf(o.workspace).setShown("loss", true); // whatever was chosen before
    CurveChart *loss = o.panel()->chart("loss");
    QTRY_VERIFY(loss && loss->isVisible() && loss->plotArea()->height() > 40);
    QTest::qWait(60); // its picture
    const QPoint far = placeOnCurve(*loss, "d", 40), at = placeOnCurve(*loss, "d", 80);
    QVERIFY(!far.isNull() && !at.isNull());
    QTest::mouseClick(loss->plotArea(), Qt::LeftButton, {}, far);
    auto *table = o.part<QTableView>("batchRows");
    QVERIFY(!table->isVisible()); // nobody told of that step
    QTest::mouseClick(loss->plotArea(), Qt::LeftButton, {}, at);
    QTRY_VERIFY(table->isVisible());
    const auto cell = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
    QCOMPARE(table->model()->rowCount(), 20);
    QCOMPARE(cell(0, 0), QString("17"));
    QCOMPARE(cell(0, 1), QString("2.353"));
    QVERIFY2(o.part<QLabel>("batchFacts")->text().contains("0.4631") &&
                 o.part<QLabel>("batchFacts")->text().contains("20 costliest of 70"),
             qPrintable(o.part<QLabel>("batchFacts")->text()));
    auto *text = o.part<QPlainTextEdit>("batchText");
    QTRY_VERIFY2(text->toPlainText().startsWith("prompt: a=17\nb=a*2"), qPrintable(text->toPlainText()));
    QVERIFY(cell(0, 2).startsWith("prompt: a=17 b=a*2"));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QVERIFY(text->toPlainText().contains("a=18"));
    for (const auto &[size, word] : {std::pair(QSize(1280, 800), "large"), {QSize(960, 600), "small"}}) {
        o.window.resize(size);
        o.shootBoth(QStringLiteral("train-batch-%1").arg(QLatin1String(word)));
    }
    auto *steps = o.part<QComboBox>("batchSteps");
    QCOMPARE(steps->currentText(), QString("Step 80 (spike)"));
    steps->setFocus();
    QTest::keyClick(steps, Qt::Key_Up);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(cell(0, 0), QString("4"));
    QTest::mouseClick(o.button("showCurves"), Qt::LeftButton);
}

/// Values straight into the models: the look and the switches, whatever the disk says.
void TrainTest::groupsAlarmsAndSamples() {
    const QString other = folder_.filePath("seeds");
    writeSmallProject(other.toStdString(), kExperiment);
    Shown o(other);
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.project().has_value(), kPatience);
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    const QVector<RunValues> runs = groupedRuns();
    curvesOf(o.workspace).setRuns(runs);
    curvesOf(o.workspace).append(groupedCurves(runs));
    samplesOf(o.workspace).append(groupedSamples());

    showsAlarms(o);
    if (QTest::currentTestFailed()) return;
    opensSamplesOfAlarm(o);
    if (QTest::currentTestFailed()) return;
    groups(o);
    if (QTest::currentTestFailed()) return;
    showsSamples(o);
    if (QTest::currentTestFailed()) return;
    clickOnASpike(o);
    if (QTest::currentTestFailed()) return;
    clickShowsTheRows(o);
}

/// A run whose reward is exploited, and one whose settings were changed while it was paused.
void TrainTest::canariesAndChangesStandInTheCharts() {
    const QString other = folder_.filePath("canaries");
    writeSmallProject(other.toStdString(), kExperiment);
    Shown o(other);
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.project().has_value(), kPatience);
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    QVector<RunValues> runs = groupedRuns();
    for (RunValues &run : runs) run.alarms.clear();
    auto *canaries = o.part<QWidget>("canaries");
    curvesOf(o.workspace).setRuns(runs);
    auto curves = groupedCurves(runs);
    curvesOf(o.workspace).append(curves);
    QVERIFY(!canaries->isVisible()); // nobody has any
    CurvePoints gold{"g1", "canary/gold", {}}, proxy{"g1", "canary/proxy", {}};
    for (int step = 1; step <= 120; step += 10) {
        gold.points.append({double(step), 512.0 * step, 0.4 * step, 0.6 + 0.001 * step - 4e-5 * step * step});
        proxy.points.append({double(step), 512.0 * step, 0.4 * step, 0.55 + 0.003 * step});
    }
    curvesOf(o.workspace).append({gold, proxy});
    QTRY_VERIFY(canaries->isVisible());
    auto *view = o.panel()->findChild<CanaryView *>();
    QCOMPARE(view->bySteps()->pointCount("canary/gold g1"), 12);
    QCOMPARE(view->bySteps()->pointCount("canary/proxy g1"), 12);
    QCOMPARE(view->overKl()->pointCount("canary/gold g1"), 12);
    QVERIFY(view->overKl()->isVisible() && !o.part<QLabel>("canariesWithoutKl")->isVisible());
    runs[1].changes = {{60, "beta", "0.04", "0.1"}, {60, "learning_rate", "1e-06", "5e-07"}};
    runs[1].alarms = {{AlarmKind::Repetition, "completions/repetition", 110, 0.42, 0.08}};
    runs[3].state = RunState::Paused;
    curvesOf(o.workspace).setRuns(runs);
    QTRY_COMPARE(o.panel()->chart("reward")->markCount(), 2);
    QVERIFY(o.part<QLabel>("alarms")->text().contains("42.0 %"));
    QVERIFY(o.button("trainChange")->isVisible()); // dpo rests
    for (const auto &[size, word] : {std::pair(QSize(1440, 900), "large"), {QSize(960, 600), "small"}}) {
        o.window.resize(size);
        o.shootBoth(QStringLiteral("train-canaries-%1").arg(QLatin1String(word)));
    }
    curvesOf(o.workspace).setPreset("preference");
    QVERIFY(!canaries->isVisible());
    curvesOf(o.workspace).setPreset("policy");
    QVERIFY(canaries->isVisible());
    curvesOf(o.workspace).setRunVisible("g1", false);
    QVERIFY(!canaries->isVisible());
}

QTEST_MAIN(TrainTest)
#include "tst_train.moc"
