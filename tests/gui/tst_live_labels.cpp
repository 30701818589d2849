// SPDX-License-Identifier: Apache-2.0
// A training that is asked on its way: what its policy says now is labelled by keys, the labels are tried on a copy,
// and the run goes on with them where its method can learn from them.
#include "core/job/changes.h"
#include "core/workbench/data/jsonl.h"
#include "tests/gui/shown_project.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/common/text_view.h"
#include <QCheckBox>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 120000;

/// Both trainings would go on for hours; the test stops them.
constexpr const char *kExperiment = R"(version = 1
name = "Live labels"
seed = 1
rule = "chain_mod"
threads = 1

[models]
blank = "blank"

[[data]]
name = "train"
task = "chain_mod"
seed = 7
count = 100

[[data]]
name = "prefs"
file = "prefs.jsonl"

[[stage]]
name = "base"
algorithm = "pretrain"
model = "blank"
data = "train"
[stage.config]
max_steps = 60
learning_rate = 3e-3

[[stage]]
name = "tuned"
algorithm = "METHOD"
model = "base"
data = "DATA"
[stage.config]
SETTINGS
)";

QString makeProject(const QString &path, const char *method, const char *data, const char *settings) {
    std::string experiment = replaced(kExperiment, "METHOD", method);
    experiment = replaced(replaced(experiment, "DATA", data), "SETTINGS", settings);
    writeSmallProject(path.toStdString(), experiment);
    std::vector<Json> rows;
    for (int i = 0; i < 10; ++i)
        rows.push_back({{"prompt", "k=1+" + std::to_string(i) + ";m=e*k;e=k+8;?m:"},
                        {"chosen", "A" + std::to_string(i)},
                        {"rejected", "A" + std::to_string((i + 1) % 10)}});
    mustWrite(path.toStdString() + "/prefs.jsonl", toJsonl(rows));
    return path;
}

} // namespace

class LiveLabelsTest : public QObject {
    Q_OBJECT

    struct Shown : ShownProject {
        explicit Shown(const QString &project) : ShownProject(project) { window.resize(1280, 800); }
        LabelViewModel &labels() { return labelsOf(workspace); }
        LiveViewModel &live() { return featureOf<LabelFeature>(workspace).live(); }
        template <class T> T *find(const char *name) { return window.findChild<T *>(QLatin1String(name)); }
        void press(const char *button) {
            auto *it = find<QPushButton>(button);
            QVERIFY2(it && it->isVisible() && it->isEnabled(), button);
            it->setFocus();
            QTest::keyClick(it, Qt::Key_Space);
        }
        void toItems() { // the dialog has gone
            window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            find<QWidget>("labelItems")->setFocus();
            QTRY_VERIFY(QApplication::focusWidget());
        }
        QString name(const char *label) { return find<QLabel>(label)->text(); }
        void keys(std::initializer_list<Qt::Key> all) {
            for (const Qt::Key key : all) QTest::keyClick(QApplication::focusWidget(), key);
        }
    };
    QTemporaryDir folder_{};
    void begins(Shown &o);
    void asks(Shown &o, int prompts);
    void tries(Shown &o);
    void stops(Shown &o);

private Q_SLOTS:
    void aPausedRunIsLabelledAndGoesOnWithTheLabels();
    void aRunThatTakesNoLabelsGoesOnWithoutThem();
};

void LiveLabelsTest::begins(Shown &o) {
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.project().has_value(), kPatience);
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    post(o.session.queue(), &ExperimentQueue::startExperiment);
    QVERIFY(o.reaches("tuned", RunState::Running, kPatience));
    o.window.showPanel("train");
    curvesOf(o.workspace).selectRun(o.run("tuned")->id);
    QTRY_VERIFY_WITH_TIMEOUT(o.find<QPushButton>("trainLive")->isVisible(), kPatience);
}

/// By keys alone: the button, the number of prompts, that cut answers will do, and Ask.
void LiveLabelsTest::asks(Shown &o, int prompts) {
    o.press("trainLive");
    auto *dialog = o.find<QDialog>("liveDialog");
    QVERIFY(dialog && dialog->isVisible());
    auto *count = dialog->findChild<QSpinBox *>("livePrompts");
    count->setFocus();
    count->selectAll();
    QTest::keyClicks(count, QString::number(prompts));
    auto *longest = dialog->findChild<QSpinBox *>("liveLongest");
    longest->setFocus();
    longest->selectAll();
    QTest::keyClicks(longest, "12");
    auto *cut = dialog->findChild<QCheckBox *>("liveCut");
    cut->setFocus();
    QTest::keyClick(cut, Qt::Key_Space);
    QVERIFY(cut->isChecked());
    o.shootBoth("live-0-ask");
    QTest::keyClick(cut, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(o.labels().queue().startsWith("tuned-step-"), kPatience);
    QVERIFY(o.reaches("tuned", RunState::Paused, kPatience));
    QTRY_VERIFY_WITH_TIMEOUT(!o.find<QDialog>("liveDialog"), kPatience);
    QTRY_VERIFY(o.find<QPushButton>("goOnWithLabels")->isVisible());
    QCOMPARE(o.live().step(), int(o.run("tuned")->done));
    for (const LabelItem &item : o.labels().desk().state().items()) QCOMPARE(item.origin, std::string("policy"));
}

void LiveLabelsTest::tries(Shown &o) {
    const double before = o.run("tuned")->done;
    o.press("tryLabels");
    auto *dialog = o.find<QDialog>("trialDialog");
    QVERIFY(dialog && dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(o.live().trial() && o.live().trial()->phase >= LabelTrialValues::Done, kPatience);
    QVERIFY2(o.live().trial()->phase == LabelTrialValues::Done, qPrintable(o.live().trial()->problem));
    QCOMPARE(o.live().trial()->steps, 8);
    QVERIFY(o.live().trial()->lastLoss < o.live().trial()->firstLoss);
    QVERIFY(!o.live().trial()->answers.isEmpty());
    QCOMPARE(dialog->findChild<TextView *>("before1")->toPlainText(), o.live().trial()->answers[0].before);
    QCOMPARE(dialog->findChild<TextView *>("after1")->toPlainText(), o.live().trial()->answers[0].after);
    o.shootBoth("live-2-trial");
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!o.find<QDialog>("trialDialog"));
    QCOMPARE(o.run("tuned")->state, RunState::Paused);
    QCOMPARE(o.run("tuned")->done, before);
    std::error_code none;
    QVERIFY(!fs::exists(fs::path(o.workspace.project()->folder.toStdString()) / "cache/trials" /
                            o.labels().queue().toStdString(),
                        none)); // nothing of it is kept
}

void LiveLabelsTest::stops(Shown &o) {
    o.press("trainStop");
    auto *question = o.window.findChild<QMessageBox *>("stopQuestion");
    QVERIFY(question);
    QTest::keyClick(question, Qt::Key_Return);
    QVERIFY(o.reaches("tuned", RunState::Cancelled, kPatience));
}

void LiveLabelsTest::aPausedRunIsLabelledAndGoesOnWithTheLabels() {
    Shown o(makeProject(folder_.filePath("dpo"), "dpo", "prefs",
                        "num_train_epochs = 100000\nper_device_train_batch_size = 5\nsave_steps = 1000000\n"));
    begins(o);
    if (QTest::currentTestFailed()) return;
    asks(o, 6);
    if (QTest::currentTestFailed()) return;
    const auto items = int(o.labels().desk().state().items().size());
    QVERIFY(items >= 3);
    QVERIFY(o.live().takesLabels());
    QCOMPARE(o.find<QPushButton>("goOnWithLabels")->text(), QString("&Go on without labels"));
    QVERIFY(!o.find<QPushButton>("tryLabels")->isEnabled());
    o.toItems();
    o.keys({Qt::Key_1, Qt::Key_3});
    for (int i = 2; i < items; ++i) o.keys({i % 2 ? Qt::Key_2 : Qt::Key_1});
    QTRY_VERIFY_WITH_TIMEOUT(o.labels().isSaved(), kPatience);
    QCOMPARE(o.live().ready(), items - 1); // a tie prefers nothing
    o.shootBoth("live-1-labels");
    tries(o);
    if (QTest::currentTestFailed()) return;
    const QString queue = o.labels().queue();
    const double at = o.run("tuned")->done;
    o.press("goOnWithLabels");
    QVERIFY(o.reaches("tuned", RunState::Running, kPatience));
    QTRY_VERIFY_WITH_TIMEOUT(o.name("liveText").contains("learnt from step"), kPatience);
    QCOMPARE(o.live().ready(), 0);
    QCOMPARE(o.live().givenRows(), items - 1);
    const fs::path run =
        fs::path(o.workspace.project()->folder.toStdString()) / "runs" / o.run("tuned")->id.toStdString();
    const auto changes = changesOf(run);
    QVERIFY(changes && changes->is_object());
    QCOMPARE((*changes)["added"][0]["labels"].get<std::string>(), queue.toStdString());
    QCOMPARE((*changes)["added"][0]["rows"].get<int>(), items - 1);
    QCOMPARE((*changes)["added"][0]["step"].get<double>(), at);
    const double from = (*changes)["added"][0]["from_step"].get<double>();
    QVERIFY(from > at);
    QTRY_VERIFY_WITH_TIMEOUT(o.run("tuned")->done > from + 4, kPatience); // it learns from them
    bool told = false;
    for (int row = 0; row < o.workspace.log().rowCount(); ++row)
        for (int column = 0; column < o.workspace.log().columnCount(); ++column)
            told |= o.workspace.log()
                        .index(row, column)
                        .data()
                        .toString()
                        .contains(QString("Labels of “%1” were added").arg(queue));
    QVERIFY(told);
    o.window.showPanel("train");
    stops(o);
}

void LiveLabelsTest::aRunThatTakesNoLabelsGoesOnWithoutThem() {
    Shown o(makeProject(folder_.filePath("grpo"), "grpo", "train",
                        "max_steps = 1000000\nnum_generations = 4\nper_device_train_batch_size = 8\n"
                        "max_completion_length = 8\nsave_steps = 1000000\n"));
    begins(o);
    if (QTest::currentTestFailed()) return;
    asks(o, 4);
    if (QTest::currentTestFailed()) return;
    QVERIFY(!o.live().takesLabels());
    QVERIFY(o.name("liveText").contains("cannot learn from labels on its way"));
    o.toItems();
    o.keys({Qt::Key_1});
    QTRY_VERIFY_WITH_TIMEOUT(o.labels().isSaved(), kPatience);
    QCOMPARE(o.find<QPushButton>("goOnWithLabels")->text(), QString("&Go on without labels"));
    QVERIFY(o.find<QPushButton>("tryLabels")->isEnabled()); // a copy can learn from them all the same
    o.shootBoth("live-3-no-labels");
    const double at = o.run("tuned")->done;
    o.press("goOnWithLabels");
    QVERIFY(o.reaches("tuned", RunState::Running, kPatience));
    QTRY_VERIFY_WITH_TIMEOUT(o.run("tuned")->done > at, kPatience);
    o.window.showPanel("train");
    stops(o);
}

QTEST_MAIN(LiveLabelsTest)
#include "tst_live_labels.moc"
