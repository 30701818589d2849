// SPDX-License-Identifier: Apache-2.0
#include "widgets/common/token_shades.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/step_lines.h"
#include "widgets/models/train_view_model.h"
#include "widgets/models/word_diff.h"
#include "widgets/models/wording.h"
#include <QAbstractItemModelTester>
#include <QtTest>

using namespace lapidary;

class ModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsKeepTheirRowsOnUpdate();
    void runsComeGoAndMove();
    void metricsAreRankedAndChosen();
    void lateMetricDisplacesNothing();
    void repeatedStepsReplaceThoseBefore();
    void comparisonTableAndTsv();
    void armsDifferFromA();
    void questionFilters();
    void armsFollowTheThreadUntilChosen();
    void foldsAnswersByTheirSteps();
    void tokensEndAtWholeCharacters();
    void lateAnswersAreDropped();
    void pairedTestIsTurnedRound();
    void claimsAreAgainstTheStrongestControl();
    void wordDiffMarksWordsOnly_data();
    void wordDiffMarksWordsOnly();
    void durations();
};

namespace {

RunValues run(const QString &id, RunState state = RunState::Running, double done = 0, double total = 10) {
    return {.id = id, .name = id, .kind = "train", .method = "sft", .state = state, .done = done, .total = total};
}

ComparisonValues comparison() {
    return {.experiment = "e",
            .buckets = {"edge"},
            .arms = {{"base", "base"}, {"sft", "sft"}},
            .cells = {{{"base", "edge"},
                       {.n = 10,
                        .correct = 2,
                        .accuracy = 0.2,
                        .low = 0.06,
                        .high = 0.51,
                        .tokensPerProblem = 12,
                        .seconds = 1,
                        .cutRate = 0.25,
                        .unscorable = 3}}},
            .pairs = {{"sft", "base", "edge", 7, 1, 0.07, 0.07}}};
}

AnswerPair question(const std::string &id, bool a, bool b, const std::string &bucket = "edge") {
    const auto graded = [](bool right) {
        return GradedAnswer{.answer = {.text = "x", .finishReason = "stop", .result = right ? "7" : "1"},
                            .correct = right};
    };
    return {.bucket = bucket, .id = id, .prompt = "prompt of " + id, .reference = "7", .a = graded(a), .b = graded(b)};
}

} // namespace

void ModelsTest::runsKeepTheirRowsOnUpdate() {
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRuns({run("a"), run("b")});
    const QPersistentModelIndex second = model.index(1, 0);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged), inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setRuns({run("a"), run("b", RunState::Running, 4)});
    QCOMPARE(changed.count(), 1); // only what changed
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(inserted.count(), 0);
    QVERIFY(second.isValid());
    QCOMPARE(model.index(1, 0).data(RunsModel::FractionRole).toDouble(), 0.4);
    QCOMPARE(model.index(1, RunsModel::Progress).data().toString(), QString("4 / 10"));
    QCOMPARE(model.index(1, RunsModel::State).data().toString(), QString("Running"));
}

void ModelsTest::runsComeGoAndMove() {
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto ids = [&] {
        QStringList out;
        for (const auto &each : model.runs()) out.append(each.id);
        return out.join("");
    };
    for (const QString &wanted :
         {QString("abc"), QString("cab"), QString("xc"), QString(""), QString("dcba"), QString("abcd")}) {
        QVector<RunValues> runs;
        for (QChar each : wanted) runs.append(run(QString(each)));
        model.setRuns(runs);
        QCOMPARE(ids(), wanted);
    }
}

/// An algorithm that declares these metrics, in an order of its own.
MethodInfo methodWithMetrics() {
    return {.name = "sft",
            .metrics = {{.name = "loss", .key = true},
                        {.name = "reward"},
                        {.name = "rewards/margins"},
                        {.name = "learning_rate", .group = "progress"},
                        {.name = "kl"}}};
}

void ModelsTest::metricsAreRankedAndChosen() {
    TrainViewModel model;
    model.setMethods({methodWithMetrics()});
    model.setRuns({run("r"), run("s")});
    QVERIFY(model.runs().isEmpty()); // no curve yet
    QVector<CurvePoints> batch;
    for (const char *name : {"zeta", "learning_rate", "rewards/margins", "kl", "loss", "reward"})
        batch.append({"r", name, {{.step = 1, .tokens = 64, .seconds = 0.5, .value = 2}}});
    QSignalSpy metrics(&model, &TrainViewModel::metricsChanged);
    model.append(batch);
    QCOMPARE(metrics.count(), 1);
    QCOMPARE(model.metrics().mid(0, 4), QStringList({"loss", "reward", "rewards/margins", "kl"}));
    QCOMPARE(model.shownMetrics(), QStringList({"loss", "reward", "rewards/margins", "kl"}));
    model.setShown("kl", false);
    model.setShown("zeta", true);
    QCOMPARE(model.shownMetrics(), QStringList({"loss", "reward", "rewards/margins", "zeta"}));
    QCOMPARE(model.runs().size(), 1);
    QCOMPARE(model.points("r", "loss"), QVector<QPointF>({QPointF(1, 2)}));
    QVERIFY(model.points("s", "loss").isEmpty());
    QCOMPARE(model.metrics().last(), QString("learning_rate")); // progress, behind what nobody knows
    model.clear();
    QVERIFY(model.metrics().isEmpty());
}

void ModelsTest::lateMetricDisplacesNothing() {
    TrainViewModel model;
    model.setMethods({methodWithMetrics()});
    model.setRuns({run("r")});
    model.append({{"r", "loss", {{1, 1, 1, 1}}}, {"r", "aaa", {{1, 1, 1, 1}}}});
    model.setShown("aaa", true);
    model.append({{"r", "reward", {{1, 1, 1, 1}}}, {"r", "kl", {{1, 1, 1, 1}}}, {"r", "entropy", {{1, 1, 1, 1}}}});
    QVERIFY(model.shownMetrics().contains("aaa"));
    QVERIFY(model.shownMetrics().contains("reward"));
}

void ModelsTest::repeatedStepsReplaceThoseBefore() {
    TrainViewModel model;
    model.setRuns({run("a")});
    const auto points = [](std::initializer_list<double> steps, double value) {
        QVector<CurvePoint> out;
        for (double step : steps) out.append({.step = step, .value = value});
        return QVector<CurvePoints>{{"a", "loss", out}};
    };
    QSignalSpy added(&model, &TrainViewModel::pointsAdded), rewound(&model, &TrainViewModel::curvesRewound);
    model.append(points({1, 2, 3, 4}, 1));
    QCOMPARE(added.count(), 1);
    model.append(points({3, 4, 5}, 2)); // the run went on from a checkpoint of step 2
    QCOMPARE(added.count(), 1);
    QCOMPARE(rewound.count(), 1);
    QCOMPARE(model.points("a", "loss"), (QVector<QPointF>{{1, 1}, {2, 1}, {3, 2}, {4, 2}, {5, 2}}));
}

void ModelsTest::comparisonTableAndTsv() {
    ComparisonModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setComparison(comparison());
    QCOMPARE(model.columnCount(), 5);
    QCOMPARE(model.index(0, 1).data().toString(), QString("20.0 %"));
    QCOMPARE(model.index(0, 1).data(ComparisonModel::HighRole).toDouble(), 0.51);
    QCOMPARE(model.index(0, 3).data().toString(), QString("25.0 %")); // of the completions were cut
    QCOMPARE(model.headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(), QString("cut"));
    QCOMPARE(model.index(0, 4).data().toString(), QString("12"));
    QCOMPARE(model.index(1, 1).data().toString(), QString("–")); // this arm has not answered
    QVERIFY(!model.index(1, 1).data(ComparisonModel::AccuracyRole).isValid());
    QCOMPARE(toTsv(model.comparison()).split('\n')[1],
             QString("base\tbase\tedge\t10\t2\t0.2\t0.06\t0.51\t12\t1\t0.25\t3"));
    QVERIFY(model.index(0, 1).data(Qt::ToolTipRole).toString().contains("25.0 %"));
    QVERIFY(model.index(0, 1).data(Qt::ToolTipRole).toString().contains("3 questions are unscorable"));
    ComparisonValues none = comparison();
    none.cells.begin()->n = 0;
    model.setComparison(none);
    QCOMPARE(model.index(0, 1).data().toString(), QString("–")); // nothing could be scored: no accuracy, not one of 0
    QVERIFY(!model.index(0, 1).data(ComparisonModel::AccuracyRole).isValid());
}

void ModelsTest::armsDifferFromA() {
    ComparisonValues two{.buckets = {"edge"}, .arms = {{"a", "base"}, {"b", "sft"}, {"c", "rl"}}};
    for (const auto &[name, accuracy] : {std::pair("a", 0.2), {"b", 0.8}, {"c", 0.1}})
        two.cells.insert({name, "edge"}, {.n = 10, .accuracy = accuracy});
    two.pairs = {{"b", "a", "edge", 6, 0, 0.01, 0.04}, {"a", "c", "edge", 2, 1, 0.03, 0.06}};
    ComparisonModel model;
    model.setComparison(two);
    model.setChosen("a", "b");
    const auto at = [&](int row, int role) { return model.index(row, 2).data(role); };
    QCOMPARE(at(0, Qt::DisplayRole).toString(), QString("–")); // A itself
    QCOMPARE(model.index(0, 0).data(ComparisonModel::LetterRole).toString(), QString("A"));
    QCOMPARE(at(1, Qt::DisplayRole).toString(), QString("+60.0"));
    QVERIFY(at(1, ComparisonModel::ShownRole).toBool());
    QVERIFY(!at(2, ComparisonModel::ShownRole).toBool()); // 0.03 alone would be, not among two looks
    QVERIFY(at(2, Qt::ToolTipRole).toString().contains("-10.0 points; p = 0.030, corrected for 2 looks p = 0.060"));
    model.setChosen("c", "b");
    QCOMPARE(at(0, ComparisonModel::SortRole).toDouble(), 10.0);
    QVERIFY(at(1, Qt::ToolTipRole).toString().contains("no paired test"));
}

void ModelsTest::questionFilters() {
    QuestionsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setQuestions({question("rr", true, true), question("rw", true, false), question("wr", false, true),
                        question("ww", false, false, "other")});
    const auto listed = [&](QuestionFilter filter, const QString &bucket = {}, const QString &search = {}) {
        model.setFilter(filter, bucket, search);
        QStringList out;
        for (int i = 0; i < model.rowCount(); ++i) out.append(QString::fromStdString(model.at(i)->id));
        return out.join(" ");
    };
    QCOMPARE(listed(QuestionFilter::All), QString("rr rw wr ww"));
    QCOMPARE(listed(QuestionFilter::AOnly), QString("rw"));
    QCOMPARE(listed(QuestionFilter::BOnly), QString("wr"));
    QCOMPARE(listed(QuestionFilter::BothRight), QString("rr"));
    QCOMPARE(listed(QuestionFilter::BothWrong), QString("ww"));
    QCOMPARE(listed(QuestionFilter::DifferentAnswers), QString("rw wr"));
    QCOMPARE(listed(QuestionFilter::All, "other"), QString("ww"));
    QCOMPARE(listed(QuestionFilter::All, {}, "OF RW"), QString("rw"));
    QVERIFY(!model.at(1));

    AnswerPair open = question("open", false, false);
    open.a.correct = open.b.correct = std::nullopt;
    AnswerPair cut = question("cut", false, true);
    cut.a.answer.finishReason = "length";
    model.setQuestions({open, cut});
    QCOMPARE(listed(QuestionFilter::BothWrong), QString()); // nobody can tell
    QCOMPARE(listed(QuestionFilter::All), QString("open cut"));
    QVERIFY(!model.index(0).data(QuestionsModel::ARightRole).isValid());
    QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), QString("open, A unscorable, B unscorable"));
    QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), QString("cut, A cut, B right"));
}

void ModelsTest::armsFollowTheThreadUntilChosen() {
    CompareViewModel model;
    ComparisonValues one = comparison();
    one.arms.removeLast();
    model.setComparison(one);
    QCOMPARE(model.armA() + model.armB(), QString("basebase"));
    model.setComparison(comparison()); // the second arm has finished
    QCOMPARE(model.armA() + model.armB(), QString("basesft"));
    model.chooseArms("sft", "base");
    model.setComparison(comparison());
    QCOMPARE(model.armA() + model.armB(), QString("sftbase"));
}

void ModelsTest::foldsAnswersByTheirSteps() {
    const QString text = "Tm=e*k;e=k+8;:9+8=6;A6";
    GradedAnswer answer{.answer = {.text = text.toStdString()}, .steps = {{1, 5, true}, {7, 5, true}, {14, 5, false}}};
    const StepLines lines = stepLines(answer);
    QCOMPARE(lines.text, QString("Tm=e*k;\ne=k+8;\n:9+8=6;\nA6"));
    QCOMPARE(lines.steps.size(), 3);
    for (const auto &[step, wanted] : {std::pair(0, "m=e*k"), std::pair(1, "e=k+8"), std::pair(2, "9+8=6")})
        QCOMPARE(lines.text.mid(lines.steps[step].begin, lines.steps[step].length), QString(wanted));
    QCOMPARE(lines.wrong(), 1);
    QCOMPARE(QString(lines.text).remove('\n'), text); // nothing is lost
    answer.steps = {{30, 4, true}};                   // outside of the text: ignored
    QCOMPARE(stepLines(answer).text, text);
    QVERIFY(stepLines(answer).steps.isEmpty());
    // Steps are told in bytes and shown in characters.
    answer = {.answer = {.text = "é=1;A1"}, .steps = {{0, 4, true}}};
    QCOMPARE(stepLines(answer).text, QString::fromUtf8("é=1;\nA1"));
    QCOMPARE(stepLines(answer).steps[0].length, 3);
}

void ModelsTest::tokensEndAtWholeCharacters() {
    // "a€😀": the euro lies in two tokens, the face is two units of a QString.
    const std::vector<TextToken> tokens{
        {.text = "a"}, {.text = "\xE2\x82"}, {.text = "\xAC"}, {.text = "\xF0\x9F\x98\x80"}};
    QCOMPARE(tokenEnds(tokens), QVector<int>({1, 1, 2, 4}));
    QVERIFY(tokenEnds({}).isEmpty());
}

void ModelsTest::lateAnswersAreDropped() {
    CompareViewModel model;
    QSignalSpy asked(&model, &CompareViewModel::answersRequested);
    model.setComparison(comparison());
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString() + asked[0][1].toString(), QString("basesft"));
    model.chooseArms("sft", "sft");
    model.setAnswers({.armA = "base", .armB = "sft", .problems = {question("rr", true, true)}});
    QCOMPARE(model.questions()->rowCount(), 0);
    model.setAnswers({.armA = "sft", .armB = "sft", .problems = {question("rr", true, true)}});
    QCOMPARE(model.questions()->rowCount(), 1);
}

void ModelsTest::pairedTestIsTurnedRound() {
    CompareViewModel model;
    model.setComparison(comparison());
    const auto tests = model.pairedTests(); // A = base, B = sft; stored the other way round
    QCOMPARE(tests.size(), 1);
    QCOMPARE(tests[0].aOnly, 1);
    QCOMPARE(tests[0].bOnly, 7);
    QCOMPARE(
        model.sentence(tests[0]),
        QString(
            "edge: no difference shown (p = 0.070, corrected for 1 looks p = 0.070; only A right on 1, only B on 7)"));
}

void ModelsTest::claimsAreAgainstTheStrongestControl() {
    ComparisonValues values = comparison();
    values.pairs[0].p = 0.004; // as it stands alone it would be shown
    values.pairs[0].pHolm = 0.12;
    values.claims = {{"edge", "base asked", "sft", -0.02, 0.5, 1, 89, 46, 1, false},
                     {"edge", "base asked", "best %2 of 16", 0.03, 0.004, 0.12, 89, 926, 4, false}};
    values.seen = {{"edge", "“sft”", 3, 400}};
    values.unrecorded = {"mine"};
    values.trainings = {{"dpo", "dpo", 5000, 300, 12}};
    CompareViewModel model;
    model.setRevisions({{"drafts %3",
                         "edge",
                         {.problems = 40, .drafts = 120, .firstRight = 12, .wrongToRight = 5, .rightToWrong = 2}}});
    model.setComparison(values);
    QStringList claims = model.claims();
    QCOMPARE(claims.size(), 4);
    QCOMPARE(
        claims.takeAt(1),
        QString("edge: drafts %3 made 5 wrong drafts right and 2 right ones wrong, from each draft to the next; the "
                "first drafts alone: 12 of 40 right."));
    QCOMPARE(
        claims[0],
        QString("edge: best %2 of 16 (926 tokens) against the strongest control, base asked (89 tokens): +3.0 points, "
                "p = 0.004, corrected for 1 looks p = 0.12: no gain shown; the best of 4, chosen after the fact"));
    QVERIFY(claims[1].startsWith("Warning: 3 of 400 problems of “edge” are in what was learnt by “sft”"));
    QVERIFY(claims[2].contains("“mine”"));
    QVERIFY(model.sentence(model.pairedTests()[0])
                .startsWith("edge: no difference shown (p = 0.004, corrected for 1 looks p = 0.12;"));
    QCOMPARE(model.trainingCosts(), QString("dpo (dpo): 5000 tokens trained, 300 sampled, 12 s"));
}

void ModelsTest::wordDiffMarksWordsOnly_data() {
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("markedA");
    QTest::addColumn<QString>("markedB");
    QTest::newRow("equal") << "x = 4"
                           << "x = 4"
                           << "x = 4"
                           << "x = 4";
    QTest::newRow("one word") << "x = 4 now"
                              << "x = 5 now"
                              << "x = [4] now"
                              << "x = [5] now";
    QTest::newRow("insertion") << "a c"
                               << "a b c"
                               << "a c"
                               << "a [b] c";
    QTest::newRow("neighbours join") << "a b\nc d"
                                     << "a d"
                                     << "a [b\nc] d"
                                     << "a d";
    QTest::newRow("empty") << ""
                           << "all new"
                           << ""
                           << "[all new]";
    QTest::newRow("crossed") << "p q r"
                             << "q p r"
                             << "[p] q r"
                             << "q [p] r";
    QTest::newRow("letters where there is no space") << "a=7-3;b=4"
                                                     << "a=7+3;b=10"
                                                     << "a=7[-]3;b=[4]"
                                                     << "a=7[+]3;b=[10]";
    QTest::newRow("Chinese") << QString::fromUtf8("答案是四。 好") << QString::fromUtf8("答案是五。 好")
                             << QString::fromUtf8("答案是[四]。 好") << QString::fromUtf8("答案是[五]。 好");
    QTest::newRow("accents stay with their letters")
        << QString::fromUtf8("cafe\xcc\x81") << "cafe" << QString::fromUtf8("caf[e\xcc\x81]") << "caf[e]";
    QTest::newRow("white space only") << "a  b"
                                      << "a\nb"
                                      << "a  b"
                                      << "a\nb";
}

void ModelsTest::wordDiffMarksWordsOnly() {
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(QString, markedA);
    QFETCH(QString, markedB);
    const auto mark = [](QString text, const WordDiff::Spans &spans) {
        for (auto it = spans.rbegin(); it != spans.rend(); ++it)
            text.insert(it->first + it->second, ']').insert(it->first, '[');
        return text;
    };
    const WordDiff diff = wordDiff(a, b);
    QCOMPARE(mark(a, diff.a), markedA);
    QCOMPARE(mark(b, diff.b), markedB);
}

void ModelsTest::durations() {
    QCOMPARE(durationText(-1), QString());
    QCOMPARE(durationText(59.4), QString("59 s"));
    QCOMPARE(durationText(125), QString("2 min 05 s"));
    QCOMPARE(durationText(7380), QString("2 h 03 min"));
    QCOMPARE(pText(0.0004), QString("p < 0.001"));
    QCOMPARE(pText(0.031), QString("p = 0.031"));
}

QTEST_GUILESS_MAIN(ModelsTest)
#include "tst_models.moc"
