// SPDX-License-Identifier: GPL-3.0-or-later
// What reward models say of held-out rows, looked at in the window: three of them trained on the starter, and the look
// of an evaluation of many pairs.
#include "core/base/rng.h"
#include "tests/gui/shown_project.h"
#include "tests/support/small_experiment.h"
#include "widgets/charts/score_histogram.h"
#include "widgets/charts/score_scatter.h"
#include "widgets/panels/train/train_panel.h"
#include "widgets/shell/language.h"
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

using namespace lapidary;

namespace {

constexpr int kPatience = 60000; ///< milliseconds; the machine may be busy

constexpr const char *kExperiment = R"(version = 1
name = "Reward models"
seed = 1
rule = "chain_mod"
dtype = "bf16"
threads = 2

[models]
base = "resources:starter"

[[data]]
name = "practice"
task = "chain_mod"
seed = 63
count = 48
config = { min_length = 4, max_length = 5, max_distractors = 0, two_variables = 0.2 }

[[stage]]
name = "samples"
kind = "sample"
model = "base"
data = "practice"
[stage.config]
n = 4
max_new_tokens = 96

[[stage]]
name = "pairs"
kind = "pairs"
data = "samples"
[stage.config]
max_pairs_per_prompt = 2

[[stage]]
name = "steps"
kind = "step_labels"
data = "samples"
[stage.config]
max_per_prompt = 2
)";

/// A stage that trains for four steps; `more` are further settings.
QString training(const char *name, const char *algorithm, const char *data, const char *more) {
    return QStringLiteral("\n[[stage]]\nname = \"%1\"\nkind = \"train\"\nalgorithm = \"%2\"\nmodel = \"base\"\n"
                          "data = \"%3\"\n[stage.config]\nmax_steps = 4\nlogging_steps = 1\nlearning_rate = 1e-4\n"
                          "per_device_train_batch_size = 8\n%4")
        .arg(QLatin1String(name), QLatin1String(algorithm), QLatin1String(data), QLatin1String(more));
}

/// An evaluation of many pairs as a model in the making gives it: three of four are ranked right, and length pays.
HeldOutScores manyPairs(const std::string &run, double step, double skill) {
    Rng rng(7, "scores");
    HeldOutScores out{.run = run, .step = step, .rows = 256, .total = 900};
    for (std::int32_t row = 0; row < 256; ++row)
        for (std::int32_t place = 0; place < 2; ++place) {
            const auto tokens = static_cast<std::int32_t>(60 + 25 * std::abs(rng.normal()) + (place == 0 ? 4 : 0));
            const double score = skill * (place == 0 ? 0.5 : -0.5) + rng.normal() + 0.015 * (tokens - 80);
            out.scores.push_back({.line = row + 1,
                                  .row = row,
                                  .place = place,
                                  .score = static_cast<float>(score),
                                  .label = place == 0 ? 1.0f : 0.0f,
                                  .tokens = tokens});
        }
    return out;
}

} // namespace

class ScoresTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_{};
    QString project_ = folder_.filePath("rewards");

    template <class W> static W *part(test::ShownProject &o, const char *name) {
        return o.window.findChild<W *>(QLatin1String(name));
    }
    static QString said(test::ShownProject &o, const char *label) { return part<QLabel>(o, label)->text(); }
    static QString cell(test::ShownProject &o, int row, int column) {
        return part<QTableView>(o, "scoreRows")->model()->index(row, column).data().toString();
    }
    static void choose(test::ShownProject &o, const QString &run);
    static void shoot(test::ShownProject &o, const QString &name);

private Q_SLOTS:
    void initTestCase();
    void trainsThree();
    void pairs();
    void answersAndSteps();
    void whyThereIsNothing();
    void manyRows();
};

void ScoresTest::initTestCase() {
    QVERIFY(QDir().mkpath(project_));
    const char *held = "test_size = 0.25\neval_steps = 2\n";
    const QString text =
        QLatin1String(kExperiment) + training("reward", "reward", "pairs", held) +
        training("outcomes", "orm", "pairs", held) +
        training("process", "prm", "steps", "test_size = 0.25\neval_steps = 2\nstep_separator = \";\"\n") +
        training("unmeasured", "reward", "pairs", "") + training("imitation", "sft", "practice", "");
    mustWrite((project_ + "/experiment.toml").toStdString(), text.toStdString());
}

void ScoresTest::trainsThree() {
    test::ShownProject o(project_);
    QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(o, "start")->isEnabled(), kPatience);
    QTest::mouseClick(part<QPushButton>(o, "start"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(o.workspace.experimentRunning(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!o.workspace.experimentRunning(), 280000);
    for (const char *run : {"reward", "outcomes", "process", "unmeasured", "imitation"})
        QVERIFY2(o.reaches(run, RunState::Finished, 0), run);
}

void ScoresTest::choose(test::ShownProject &o, const QString &run) {
    QTRY_VERIFY_WITH_TIMEOUT(o.run(run), kPatience);
    auto *runs = part<QComboBox>(o, "trainRun");
    QTRY_VERIFY_WITH_TIMEOUT(runs->findText(run) >= 0, kPatience);
    runs->setFocus();
    QTest::keyClick(runs, Qt::Key_Home);
    for (int i = 0; i < runs->count() && runs->currentText() != run; ++i) QTest::keyClick(runs, Qt::Key_Down);
    QCOMPARE(runs->currentText(), run);
    QTest::mouseClick(part<QPushButton>(o, "showScores"), Qt::LeftButton);
}

void ScoresTest::shoot(test::ShownProject &o, const QString &name) {
    for (const auto &[size, word] : {std::pair(QSize(1280, 800), "large"), {QSize(960, 600), "small"}}) {
        o.window.resize(size);
        o.shootBoth(QStringLiteral("scores-%1-%2").arg(name, QLatin1String(word)));
    }
}

/// From the newest evaluation to the one before, and from the worst pair to the next.
void ScoresTest::pairs() {
    test::ShownProject o(project_, "train");
    choose(o, QStringLiteral("reward"));
    if (QTest::currentTestFailed()) return;
    auto *table = part<QTableView>(o, "scoreRows");
    QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && table->model()->rowCount() > 4, kPatience);
    const HeldOutScores *scores = scoresOf(o.workspace).chosen();
    QVERIFY(scores && scores->kind == HeldOutScores::Kind::Pairs);
    QCOMPARE(int(scores->rows), table->model()->rowCount());
    QCOMPARE(said(o, "evaluationLabel"), QString("Step 4 (evaluation 2 of 2)"));
    QVERIFY2(said(o, "scoreFacts").startsWith(QStringLiteral("Of %1 held-out pairs").arg(scores->rows)),
             qPrintable(said(o, "scoreFacts")));
    QVERIFY(said(o, "scoreCalibration").contains("calibration error") && said(o, "lengthSaid").contains("correlation"));
    double before = -1e9;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        const double margin = cell(o, row, 1).toDouble();
        QVERIFY(margin >= before &&
                std::abs(margin - (cell(o, row, 2).toDouble() - cell(o, row, 3).toDouble())) < 2e-3);
        before = margin;
    }
    QCOMPARE(o.window.findChild<ScoreScatter *>()->points().size(), qsizetype(2 * scores->rows));
    auto *text = part<QPlainTextEdit>(o, "scoreText");
    QTRY_VERIFY2_WITH_TIMEOUT(text->toPlainText().contains("rejected: "), qPrintable(text->toPlainText()), kPatience);
    const QString worst = text->toPlainText();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(3, 1)).center());
    QTRY_VERIFY_WITH_TIMEOUT(text->toPlainText() != worst && text->toPlainText().contains("chosen: "), kPatience);
    const QString newest = said(o, "histogramSaid") + cell(o, 0, 1);
    QTest::keyClick(table, Qt::Key_Comma);
    QCOMPARE(said(o, "evaluationLabel"), QString("Step 2 (evaluation 1 of 2)"));
    QVERIFY(said(o, "histogramSaid") + cell(o, 0, 1) != newest);
    QVERIFY(!part<QPushButton>(o, "evaluationBack")->isEnabled());
    QTest::mouseClick(part<QPushButton>(o, "evaluationOn"), Qt::LeftButton);
    QCOMPARE(part<QSlider>(o, "evaluationSlider")->value(), 1);
    shoot(o, QStringLiteral("pairs"));
}

void ScoresTest::answersAndSteps() {
    test::ShownProject o(project_, "train");
    auto *table = part<QTableView>(o, "scoreRows");
    for (const auto &[run, labels] : {std::pair("outcomes", 2), {"process", 3}}) {
        choose(o, QString::fromLatin1(run));
        if (QTest::currentTestFailed()) return;
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && table->model()->rowCount() > 4, kPatience);
        for (int row = 0; row < table->model()->rowCount(); ++row)
            QVERIFY(cell(o, row, labels) == "right" || cell(o, row, labels) == "wrong");
        QVERIFY2(said(o, "scoreFacts").contains("told right from wrong"), run);
        QTRY_VERIFY_WITH_TIMEOUT(part<QPlainTextEdit>(o, "scoreText")->toPlainText().contains("prompt: "), kPatience);
        shoot(o, QString::fromLatin1(run));
    }
}

void ScoresTest::whyThereIsNothing() {
    test::ShownProject o(project_, "train");
    auto *none = part<QLabel>(o, "noScores");
    choose(o, QStringLiteral("unmeasured"));
    if (QTest::currentTestFailed()) return;
    QTRY_VERIFY_WITH_TIMEOUT(none->isVisible() && none->text().contains("test_size"), kPatience);
    QVERIFY(!part<QTableView>(o, "scoreRows")->isVisible());
    shoot(o, QStringLiteral("none"));
    choose(o, QStringLiteral("imitation"));
    QTRY_VERIFY_WITH_TIMEOUT(none->text().contains("makes no reward model"), kPatience);
}

/// The look with as many rows as are told, in both languages.
void ScoresTest::manyRows() {
    for (const char *language : {"zh_CN", "en"}) {
        QVERIFY(installLanguage(*qApp, language));
        test::ShownProject o(project_, "train");
        choose(o, QStringLiteral("reward"));
        if (QTest::currentTestFailed()) return;
        auto *table = part<QTableView>(o, "scoreRows");
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible(), kPatience);
        const std::string run = scoresOf(o.workspace).run().toStdString();
        scoresOf(o.workspace).append({manyPairs(run, 6, 0.6), manyPairs(run, 8, 1.3)});
        QCOMPARE(table->model()->rowCount(), 256);
        const auto &bins = o.window.findChild<ScoreHistogram *>()->bins();
        int counted = 0;
        for (const auto &bin : bins) counted += bin.right;
        QCOMPARE(counted, 256);
        QCOMPARE(part<QSlider>(o, "evaluationSlider")->maximum(), 3);
        shoot(o, QStringLiteral("many-") + QLatin1String(language));
    }
}

QTEST_MAIN(ScoresTest)
#include "tst_scores.moc"
