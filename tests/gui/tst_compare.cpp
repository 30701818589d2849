// SPDX-License-Identifier: Apache-2.0
// What stands behind the table of a comparison, with mouse and keys: values straight into the view model.
#include "core/base/rng.h"
#include "core/workbench/compare/answers.h"
#include "tests/gui/opened_window.h"
#include "widgets/charts/cost_chart.h"
#include "widgets/charts/tradeoff_chart.h"
#include "widgets/panels/compare/what_if_form.h"
#include "widgets/shell/language.h"
#include <QComboBox>
#include <QLabel>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kWhatIf = 2, kCost = 5, kCalibration = 6, kDifficulty = 7;
const std::string kArm = "grpo, self-consistency of 16";

ComparisonValues comparedArms() {
    ComparisonValues comparison{.experiment = "Chain arithmetic", .buckets = {"in-distribution", "edge"}};
    const QVector<std::tuple<QString, QString, double, double>> arms{
        {"base, greedy", "base", 0.21, 46},
        {"base, self-consistency of 16", "control", 0.33, 760},
        {"sft, greedy", "sft", 0.55, 61},
        {"grpo, greedy", "rl", 0.66, 66},
        {QString::fromStdString(kArm), "tts", 0.74, 1040},
        {"grpo, best of 16 by the verifier", "oracle", 0.88, 1060}};
    for (const auto &[name, role, share, tokens] : arms) {
        comparison.arms.append({.name = name, .role = role, .oracle = role == "oracle"});
        for (int b = 0; b < 2; ++b) {
            const double accuracy = share * (1 - 0.22 * b), half = 0.045;
            comparison.cells.insert({name, comparison.buckets[b]}, {.n = 400,
                                                                    .correct = int(400 * accuracy),
                                                                    .accuracy = accuracy,
                                                                    .low = accuracy - half,
                                                                    .high = accuracy + half,
                                                                    .tokensPerProblem = tokens * (1 + 0.3 * b),
                                                                    .seconds = 31});
        }
    }
    return comparison;
}

/// 16 samples each of 200 problems of all difficulties; right ones are somewhat likelier than wrong ones.
StoredArm storedArm(const std::string &bucket, bool scored) {
    Rng rng(7, bucket);
    StoredArm arm{.arm = kArm, .bucket = bucket};
    for (int p = 0; p < 200; ++p) {
        StoredProblem problem{.id = std::to_string(p), .prompt = "d=?", .seconds = 0.3, .verifier = scored ? 400.0 : 0};
        const double easy = rng.uniform();
        for (int s = 0; s < 16; ++s) {
            const bool right = rng.uniform() < easy;
            StoredSample sample{.answer = right ? 0 : 1 + std::int64_t(rng.below(5)),
                                .whole = true,
                                .correct = right,
                                .tokens = 40.0 + double(rng.below(30)),
                                .logprob = -(right ? 6 : 8) + rng.normal()};
            if (scored) sample.score = std::clamp((right ? 0.7 : 0.4) + 0.2 * rng.normal(), 0.0, 1.0);
            problem.samples.push_back(sample);
        }
        arm.problems.push_back(std::move(problem));
    }
    return arm;
}

/// An arm that chooses among four given choices of 300 problems, and is surer than it is right.
Reliability chosenAmongGiven() {
    Rng rng(9, "choices");
    std::vector<AnswerRow> rows;
    for (int p = 0; p < 300; ++p) {
        AnswerRow row{.bucket = "exam", .confidence = 0.26 + 0.74 * std::sqrt(rng.uniform())};
        row.graded.correct = rng.uniform() < 0.1 + 0.75 * *row.confidence;
        rows.push_back(row);
    }
    return toldReliabilities("grpo, likeliest choice", rows)->front();
}

CompareDetails details(bool scored) {
    auto arms = std::make_shared<const std::vector<StoredArm>>(
        std::vector{storedArm("in-distribution", scored), storedArm("edge", scored)});
    const auto curves = budgetCurves(*arms);
    const auto reliable = reliabilities(*arms);
    AnswerMatrix matrix{.bucket = "in-distribution", .arms = {"base, greedy", kArm}, .right = {{}, {}}};
    for (const StoredProblem &problem : arms->front().problems) {
        matrix.ids.push_back(problem.id);
        matrix.prompts.push_back(problem.prompt);
        matrix.right[0].push_back(problem.samples[0].correct);
        matrix.right[1].push_back(problem.correct() >= 8);
    }
    QVector<Reliability> all{reliable->begin(), reliable->end()};
    all.append(chosenAmongGiven());
    const auto difficult = difficultyTables(*arms, {matrix});
    return {.budgets = {curves->begin(), curves->end()},
            .matrices = {matrix},
            .samples = arms,
            .reliabilities = std::move(all),
            .difficulties = {difficult->begin(), difficult->end()}};
}

} // namespace

class CompareTest : public QObject {
    Q_OBJECT

    struct Opened : OpenedWindow {
        explicit Opened(bool scored = true, QSize size = {1280, 800}) : OpenedWindow({}) {
            window.resize(size);
            CompareViewModel &model = comparisonOf(workspace);
            model.setComparison(comparedArms());
            window.showPanel("compare");
            model.setDetails(details(scored));
        }
        const WhatIfCurves &curves() { return comparisonOf(workspace).whatIf(); }
        void showTab(int tab) { find<QTabWidget>("compareTabs")->setCurrentIndex(tab); }
        /// The arm that says how sure it is of a given choice.
        void chooseGiven() {
            for (const char *name : {"reliabilityArm", "reliabilityBucket"}) {
                auto *choice = find<QComboBox>(name);
                choice->setFocus();
                QTest::keyClick(choice, Qt::Key_End);
            }
        }
        QString right(int row) { return find<QTableWidget>("budgetTable")->item(row, 1)->text(); }
        bool asked(const WhatIf &expected) {
            return QTest::qWaitFor([&] {
                const auto &arms = *comparisonOf(workspace).details().samples;
                const auto curve = whatIf(arms[0], expected);
                return curves().chosen && curves().chosen->rule == curve->rule &&
                       curves().chosen->points.back().accuracy == curve->points.back().accuracy &&
                       curves().chosen->points.back().tokens == curve->points.back().tokens;
            });
        }
    };

private Q_SLOTS:
    void theInspectorFollowsTheChosenArm();
    void theFormReplaysTheSamples();
    void whatHasNoEffectIsNotThere();
    void linesCanBeHiddenAndTheAxisChanged();
    void draggingADialKeepsTheNewestOnly();
    void costsStandAgainstAccuracy();
    void confidencesAreHeldAgainstTheTruth();
    void problemsAreSortedByDifficulty();
    void looksGood();
};

void CompareTest::theFormReplaysTheSamples() {
    Opened o;
    o.showTab(kWhatIf);
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    QVERIFY(o.asked({.window = 1}));
    const QString majority = o.right(0);
    QCOMPARE(o.right(1), majority); // as the usual rule of that name
    auto *choose = o.find<QComboBox>("whatIfChoose");
    choose->setFocus();
    QTest::keyClick(choose, Qt::Key_Down); // weighted
    auto *score = o.find<QComboBox>("whatIfScore");
    score->setFocus();
    QTest::keyClick(score, Qt::Key_End); // the arm's
    QVERIFY(o.asked({.choose = "weighted", .score = "stored", .window = 1}));
    auto *weight = o.find<QSlider>("whatIfWeight");
    weight->setFocus();
    QTest::keyClick(weight, Qt::Key_Home);
    QVERIFY(o.asked({.choose = "weighted", .score = "stored", .weight = 0, .window = 1}));
    QTest::keyClick(weight, Qt::Key_End);
    auto *stop = o.find<QComboBox>("whatIfStop");
    stop->setFocus();
    QTest::keyClick(stop, Qt::Key_Down);
    QVERIFY(o.asked({.choose = "weighted", .score = "stored", .stop = "lead", .window = 1}));
    QVERIFY(o.curves().chosen->points.back().samples < 16);
    QTest::keyClick(stop, Qt::Key_Down);
    QCOMPARE(o.find<QSpinBox>("whatIfWindow")->value(), 5);
    QVERIFY(o.asked({.choose = "weighted", .score = "stored", .stop = "agreement", .window = 5}));
    QVERIFY(o.curves().error.isEmpty());
}

void CompareTest::whatHasNoEffectIsNotThere() {
    Opened o(false);
    o.showTab(kWhatIf);
    QVERIFY(!o.find<QComboBox>("whatIfScore")->isVisible());
    QVERIFY(!o.find<QSlider>("whatIfWeight")->isVisible());
    QVERIFY(!o.find<QSpinBox>("whatIfWindow")->isVisible());
    QVERIFY(!o.find<QSlider>("whatIfTruePositive")->isVisible());
    auto *verifier = o.find<QCheckBox>("whatIfVerifier");
    QTest::mouseClick(verifier, Qt::LeftButton, {}, QPoint(8, verifier->height() / 2));
    QVERIFY(o.find<QSlider>("whatIfTruePositive")->isVisible());
    QTRY_VERIFY(o.curves().verified && o.curves().verified->ceiling);
    QCOMPARE(o.find<QTableWidget>("budgetTable")->rowCount(), 6); // as set, the verifier, four usual rules
    auto *choose = o.find<QComboBox>("whatIfChoose"), *score = o.find<QComboBox>("whatIfScore"),
         *stop = o.find<QComboBox>("whatIfStop");
    stop->setCurrentIndex(3);
    QVERIFY(o.asked({.stop = "decided", .window = 1}));
    choose->setCurrentIndex(2); // highest: nothing is decided by votes then
    QCOMPARE(stop->currentData().toString(), QString("never"));
    score->setFocus();
    QTest::keyClick(score, Qt::Key_End); // the arm has none: cannot be chosen
    QVERIFY(score->currentData().toString() != "stored");
}

void CompareTest::linesCanBeHiddenAndTheAxisChanged() {
    Opened o;
    o.showTab(kWhatIf);
    QTRY_VERIFY(o.curves().chosen.has_value());
    auto *table = o.find<QTableWidget>("budgetTable");
    auto *chart = o.window.findChild<TradeoffChart *>();
    QVERIFY(chart->csv().contains("\"majority vote\",16,"));
    QTRY_COMPARE(int(chart->labels().size()), table->rowCount()); // each line has its name, and none covers another
    const QVector<QRectF> names = chart->labels();
    for (int i = 0; i < names.size(); ++i) {
        QVERIFY2(!names[i].isNull() && chart->rect().contains(names[i].toAlignedRect()),
                 qPrintable(QString::number(i)));
        for (int j = 0; j < i; ++j) QVERIFY(!names[i].intersects(names[j]));
    }
    table->setCurrentCell(1, 0);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Space);
    QVERIFY(!chart->csv().contains("\"majority vote\""));
    QVERIFY(chart->csv().contains("\"as set\",16,"));
    QCOMPARE(table->item(1, 0)->checkState(), Qt::Unchecked);
    auto *against = o.find<QComboBox>("budgetCost");
    against->setFocus();
    QTest::keyClick(against, Qt::Key_Down);
    QVERIFY(chart->csv().startsWith("method,n,seconds_per_problem"));
    QVERIFY(chart->csv().contains("\"as set\",16,0.3,")); // all of the stored time
    QTest::keyClick(against, Qt::Key_Down);
    QVERIFY(chart->csv().contains("\"as set\",16,16,"));
    QVERIFY(!chart->csv().contains("greedy")); // arms draw no comparable samples
    auto *slider = o.find<QSlider>("budget");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    for (int row = 1; row < table->rowCount(); ++row) QCOMPARE(o.right(row), o.right(0)); // N = 1: no rule can help
}

void CompareTest::draggingADialKeepsTheNewestOnly() {
    Opened o;
    o.showTab(kWhatIf);
    auto *choose = o.find<QComboBox>("whatIfChoose");
    choose->setCurrentIndex(1);
    auto *weight = o.find<QSlider>("whatIfWeight");
    for (int value = 0; value <= 70; ++value) weight->setValue(value);
    QVERIFY(o.asked({.choose = "weighted", .weight = 0.7, .window = 1}));
    // A late answer to an earlier question is not shown.
    WhatIfCurves late = o.curves();
    late.ticket -= 1;
    late.chosen->points.clear();
    comparisonOf(o.workspace).setWhatIf(late);
    QVERIFY(!o.curves().chosen->points.empty());
}

void CompareTest::costsStandAgainstAccuracy() {
    Opened o;
    o.showTab(kCost);
    auto *chart = o.window.findChild<CostChart *>();
    QTRY_COMPARE(chart->labels().size(), 6);
    QVERIFY(chart->csv().contains("\"sft, greedy\",61,0.55,0.505,0.595,0,1"));
    QVERIFY(chart->csv().contains("\"base, self-consistency of 16\",760,0.33,0.285,0.375,0,0")); // sft costs less
    QVERIFY(chart->csv().contains("by the verifier\",1060,0.88,0.835,0.925,1,0"));               // saw the answers
    auto *kind = o.find<QComboBox>("costKind");
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Down);
    QVERIFY(chart->csv().contains("\"sft, greedy\",0.0775,")); // 31 s for 400 problems
}

void CompareTest::confidencesAreHeldAgainstTheTruth() {
    Opened o;
    o.showTab(kCalibration);
    const auto *said = o.find<QLabel>("reliabilitySaid");
    const auto &all = comparisonOf(o.workspace).details().reliabilities;
    QCOMPARE(all.size(), 7); // two buckets, three kinds; one of given choices
    QVERIFY(said->text().contains(QString::number(100 * all[0].calibration.ece, 'f', 1)));
    QVERIFY(said->text().contains(QString::number(100 * all[0].floor, 'f', 1)));
    const QString byVotes = said->text();
    auto *kind = o.find<QComboBox>("reliabilityKind");
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_End);
    QVERIFY(said->text() != byVotes);
    int problems = 0;
    const auto *table = o.find<QTableWidget>("reliabilityTable");
    for (int row = 0; row < table->rowCount(); ++row) problems += table->item(row, 1)->text().trimmed().toInt();
    QCOMPARE(problems, 200);
    o.chooseGiven();
    QCOMPARE(kind->count(), 1); // it has drawn nothing that could vote
    QVERIFY(said->text().contains(QString::number(100 * all[6].calibration.ece, 'f', 1)));
    QVERIFY(said->text().contains("300"));
}

void CompareTest::problemsAreSortedByDifficulty() {
    Opened o;
    o.showTab(kDifficulty);
    const auto *table = o.find<QTableWidget>("difficultyTable");
    QCOMPARE(table->columnCount(), 5);
    QCOMPARE(table->rowCount(), 2);
    QVERIFY(table->item(1, 0)->data(Qt::AccessibleTextRole).toString().startsWith("0.0 %")); // never right, by votes
    QVERIFY(table->item(1, 4)->data(Qt::AccessibleTextRole).toString().startsWith("100.0 %"));
    QVERIFY(table->horizontalHeaderItem(0)->text().startsWith("never right\n"));
}

void CompareTest::looksGood() {
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
        QVERIFY(installLanguage(*qApp, language));
        for (const QSize size : {QSize(960, 600), QSize(1280, 800)}) {
            Opened o(true, size);
            o.showTab(kWhatIf);
            o.find<QComboBox>("whatIfChoose")->setCurrentIndex(1);
            o.find<QComboBox>("whatIfStop")->setCurrentIndex(1);
            o.find<QCheckBox>("whatIfVerifier")->setChecked(true);
            QTRY_VERIFY(o.curves().verified.has_value());
            QTest::qWait(50);
            QCOMPARE(o.window.size(), size); // nothing in the panel is too large for it
            o.shootBoth(QStringLiteral("what-if-%1-%2").arg(language).arg(size.width()));
            for (const auto &[tab, name] :
                 {std::pair(kCost, "cost"), {kCalibration, "calibration"}, {kDifficulty, "difficulty"}}) {
                o.showTab(tab);
                o.shootBoth(QStringLiteral("%1-%2-%3").arg(QLatin1String(name), language).arg(size.width()));
            }
            o.showTab(kCalibration);
            o.chooseGiven();
            o.shootBoth(QStringLiteral("calibration-choices-%1-%2").arg(language).arg(size.width()));
        }
    }
    installLanguage(*qApp, "en");
}

void CompareTest::theInspectorFollowsTheChosenArm() {
    Opened o;
    auto *table = o.find<QTableView>("comparison");
    QVERIFY(QTest::qWaitForWindowActive(&o.window));
    QVERIFY(o.workspace.selectedStage().isEmpty()); // nobody has chosen anything
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(2, 0)).center());
    QCOMPARE(o.workspace.selectedStage(), QString("arm:sft, greedy"));
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(o.workspace.selectedStage(), QString("arm:grpo, greedy"));
}

QTEST_MAIN(CompareTest)
#include "tst_compare.moc"
