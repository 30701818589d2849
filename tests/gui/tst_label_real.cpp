// SPDX-License-Identifier: Apache-2.0
// From samples of a real model to trainings on exactly the labels that were given by keys: DPO, KTO, PRM.
#include "core/workbench/labels/label_export.h"
#include "tests/gui/features.h"
#include "tests/support/small_experiment.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/project_session.h"
#include "widgets/common/key_button.h"
#include "widgets/common/theme.h"
#include "widgets/panels/label/label_panel.h"
#include "widgets/shell/main_window.h"
#include <QApplication>
#include <QComboBox>
#include <QListWidget>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QtTest>
#include <functional>

using namespace lapidary;

namespace {

constexpr int kPatience = 120000;

constexpr const char *kExperiment = R"(version = 1
name = "Labels, tiny"
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
max_steps = 60
learning_rate = 3e-3

[[stage]]
name = "draws"
kind = "sample"
model = "base"
data = "train"
[stage.config]
n = 4
max_new_tokens = 64

[[arm]]
name = "base, greedy"
role = "base"
model = "base"
strategy = "greedy"
buckets = ["train"]
[arm.config]
max_new_tokens = 8
)";

} // namespace

class LabelRealTest : public QObject {
    Q_OBJECT
    void labelsByKeys(LabelViewModel &model);
    void takesExactly(const QString &path, const QString &run, const LabelRows &expected);
    void teaches(MainWindow &window, Workspace &workspace, const QString &path, const char *kind, const char *method,
                 const std::function<Qt::Key(int)> &keys);

private Q_SLOTS:
    void fromSamplesToDpoOnExactlyTheseLabels();
};

void LabelRealTest::labelsByKeys(LabelViewModel &model) {
    QTRY_COMPARE_WITH_TIMEOUT(model.queue(), QStringLiteral("draws"), kPatience);
    const auto key = [&](Qt::Key pressed) { QTest::keyClick(QApplication::focusWidget(), pressed); };
    for (int i = 0; i < 12; ++i) key(i % 3 == 0 ? Qt::Key_1 : i % 3 == 1 ? Qt::Key_2 : Qt::Key_3);
    // A fresh pair from the very model; it is asked while one goes on.
    const auto before = model.desk().state().items().size();
    key(Qt::Key_G);
    key(Qt::Key_1);
    QTRY_VERIFY_WITH_TIMEOUT(!model.isPairAsked(), kPatience);
    // A model that has learnt for a second may end none of its answers: whoever labels then asks again.
    for (int again = 0; again < 30 && model.desk().state().items().size() == before; ++again) {
        key(Qt::Key_G);
        QTRY_VERIFY_WITH_TIMEOUT(!model.isPairAsked(), kPatience);
    }
    QVERIFY2(model.desk().state().items().size() == before + 1, qPrintable(model.news()));
    key(Qt::Key_2);
    const LabelItem *fresh = model.desk().item();
    QVERIFY(fresh && fresh->origin == "generated");
    key(Qt::Key_1);
    QTRY_VERIFY_WITH_TIMEOUT(model.isSaved(), kPatience);
}

void LabelRealTest::fromSamplesToDpoOnExactlyTheseLabels() {
    QTemporaryDir folder;
    const QString path = folder.filePath("tiny");
    writeSmallProject(path.toStdString(), kExperiment);
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    Themes themes(*qApp);
    ProjectSession session;
    Workspace workspace(session);
    MainWindow window(workspace, themes, settings);
    window.show();
    window.openProject(path);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTRY_VERIFY_WITH_TIMEOUT(workspace.project().has_value(), kPatience);
    post(session.queue(), &ExperimentQueue::startExperiment);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.runs().rowCount(), 3, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!workspace.experimentRunning(), kPatience);

    window.showPanel("label");
    auto *panel = window.findChild<LabelPanel *>("label");
    auto *runs = panel->findChild<QListWidget *>("sourceRuns");
    QVERIFY(runs->item(0)->text().startsWith("draws")); // a sampling run stands first
    runs->setFocus();
    QTest::keyClick(runs, Qt::Key_Space);
    auto *make = panel->findChild<QPushButton *>("makeQueue");
    QTRY_VERIFY_WITH_TIMEOUT(make->isEnabled(), kPatience);
    QTest::mouseClick(make, Qt::LeftButton);
    LabelViewModel &model = labelsOf(workspace);
    labelsByKeys(model);
    if (QTest::currentTestFailed()) return;
    const auto expected = labelRows({{"me", model.desk().state()}});
    QCOMPARE(expected.rows.size(), 11u);
    QTest::mouseClick(panel->findChild<QPushButton *>("trainOnLabels"), Qt::LeftButton);
    const auto training = [&]() -> const RunValues * {
        for (const RunValues &run : workspace.runs().runs())
            if (run.method == QLatin1String("dpo")) return &run;
        return nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(training(), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(training()->state, RunState::Finished, kPatience);
    QCOMPARE(training()->name, QStringLiteral("base dpo on draws"));
    // The run's own snapshot of its data is these labels and nothing else.
    takesExactly(path, training()->id, expected);
    // Other kinds teach other methods, by the same button.
    teaches(window, workspace, path, "thumbs", "kto", [](int i) { return i % 2 ? Qt::Key_1 : Qt::Key_2; });
    if (QTest::currentTestFailed()) return;
    teaches(window, workspace, path, "steps", "prm", [](int i) { return i % 2 ? Qt::Key_A : Qt::Key_X; });
}

void LabelRealTest::takesExactly(const QString &path, const QString &run, const LabelRows &expected) {
    const auto snapshot = readFile(fs::path(path.toStdString()) / "runs" / run.toStdString() / "train.jsonl");
    QVERIFY(snapshot.has_value());
    std::string lines;
    for (const Json &row : expected.rows) lines += dumpJson(row) + "\n";
    QCOMPARE(*snapshot, lines);
}

/// A queue of another kind of the same samples, eight labels by keys, and the training that its rows are for.
void LabelRealTest::teaches(MainWindow &window, Workspace &workspace, const QString &path, const char *kind,
                            const char *method, const std::function<Qt::Key(int)> &keys) {
    auto *panel = window.findChild<LabelPanel *>("label");
    LabelViewModel &model = labelsOf(workspace);
    QTest::mouseClick(panel->findChild<QPushButton *>("newQueue"), Qt::LeftButton);
    auto *kinds = panel->findChild<QComboBox *>("queueKind");
    kinds->setFocus();
    QTest::keyClick(kinds, Qt::Key_Home);
    while (kinds->currentData().toString() != QLatin1String(kind)) QTest::keyClick(kinds, Qt::Key_Down);
    auto *make = panel->findChild<QPushButton *>("makeQueue");
    QTRY_VERIFY_WITH_TIMEOUT(make->isEnabled(), kPatience);
    QTest::mouseClick(make, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(QString::fromUtf8(model.desk().state().kind().name.data()), QString::fromLatin1(kind),
                              kPatience);
    for (int i = 0; i < 8; ++i) QTest::keyClick(QApplication::focusWidget(), keys(i));
    QTRY_VERIFY_WITH_TIMEOUT(model.isSaved(), kPatience);
    const LabelRows expected = labelRows({{"me", model.desk().state()}});
    QCOMPARE(expected.rows.size(), std::size_t(8));
    QTest::mouseClick(panel->findChild<QPushButton *>("trainOnLabels"), Qt::LeftButton);
    const auto training = [&]() -> const RunValues * {
        for (const RunValues &run : workspace.runs().runs())
            if (run.method == QLatin1String(method)) return &run;
        return nullptr;
    };
    const auto ends = [&] { return training() && training()->state == RunState::Finished; };
    if (!QTest::qWaitFor(ends, kPatience))
        for (const auto *box : window.findChildren<QMessageBox *>()) qInfo("told: %s", qPrintable(box->text()));
    QVERIFY2(ends(), method);
    takesExactly(path, training()->id, expected);
}

QTEST_MAIN(LabelRealTest)
#include "tst_label_real.moc"
