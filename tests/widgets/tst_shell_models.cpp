// SPDX-License-Identifier: Apache-2.0
#include "tests/support/budget.h"
#include "tests/support/cpu_seconds.h"
#include "widgets/common/theme.h"
#include "widgets/common/x_axis.h"
#include "widgets/models/comparison_model.h"
#include "widgets/models/fuzzy_match.h"
#include "widgets/models/home_view_model.h"
#include "widgets/models/log_model.h"
#include "widgets/models/palette_model.h"
#include "widgets/models/stage_graph.h"
#include "widgets/models/step_lines.h"
#include "widgets/models/train_view_model.h"
#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QtTest>

using namespace lapidary;

class ShellModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fuzzyFindsLettersInOrder();
    void fuzzyPrefersRunsAndBeginnings();
    void paletteAnswersAtOnceAmongFiveThousand();
    void aChainIsLaidOutStraight();
    void noStageOverlapsAndEdgesLeadToTheRight();
    void aCircleComesToAnEnd();
    void keysReachEveryStage();
    void logKeepsOrderAndCap();
    void logFilters();
    void stagesShowWhatIsKnown();
    void thinningKeepsEndsAndPeaks();
    void chainsAreNamedForWhatTheyAre();
    void stepsHaveWholeTicks();
    void anArmThatWasNotAskedHasItsDashAmongTheNumbers();
    void textsHaveContrast_data();
    void textsHaveContrast();
};

void ShellModelsTest::fuzzyFindsLettersInOrder() {
    QVERIFY(!fuzzyMatch("xyz", "Open a project"));
    QVERIFY(!fuzzyMatch("jpo", "Open a project"));
    const auto found = fuzzyMatch("o proj", "Open a project");
    QVERIFY(found);
    QCOMPARE(found->letters, (QVector<int>{0, 7, 8, 9, 10}));
    QVERIFY(fuzzyMatch("", "anything")->letters.isEmpty());
    QCOMPARE(fuzzyMatch("暂停", "暂停所选运行")->letters, (QVector<int>{0, 1}));
}

void ShellModelsTest::fuzzyPrefersRunsAndBeginnings() {
    const auto score = [](const char *pattern, const char *text) { return fuzzyMatch(pattern, text)->score; };
    QVERIFY(score("dpo", "dpo") > score("dpo", "d-p-o"));
    QVERIFY(score("dpo", "dpo") > score("dpo", "dpo, self-consistency of 16"));
    QVERIFY(score("sg", "Self Grade") > score("sg", "messages")); // beginnings of words
    QCOMPARE(fuzzyMatch("run", "rerun run")->letters,
             (QVector<int>{6, 7, 8})); // the word, not the letters inside of one
}

void ShellModelsTest::paletteAnswersAtOnceAmongFiveThousand() {
    QVector<PaletteEntry> entries;
    QRandomGenerator random(7);
    const QStringList words{"sft",  "dpo",   "grpo", "greedy",    "best of",
                            "beta", "sweep", "seed", "continued", "self-consistency"};
    for (int i = 0; i < 5000; ++i) {
        QStringList parts;
        for (int k = 0; k < 4; ++k) parts.append(words[random.bounded(words.size())]);
        entries.append({"Run", QStringLiteral("%1 %2").arg(i).arg(parts.join(' ')), {}, {}});
    }
    entries.append({"Action", "Reset layout", {}, {}});
    PaletteModel model;
    QAbstractItemModelTester tester(&model);
    model.setEntries(entries);
    double longest = 0; // in milliseconds of processor time
    for (const char *pattern : {"r", "re", "res", "reset", "reset l", "s", "sg", "sgb", "4999", "zzzz"}) {
        const double begin = test::cpuSeconds();
        model.setPattern(pattern);
        longest = std::max(longest, 1000 * (test::cpuSeconds() - begin));
        if (QByteArray(pattern) == "reset l") QCOMPARE(model.at(0)->title, QString("Reset layout"));
        if (QByteArray(pattern) == "4999") QVERIFY(model.at(0)->title.startsWith("4999"));
    }
    QCOMPARE(model.rowCount(), 0);
    qInfo("the slowest search among 5,001 entries took %.1f ms", longest);
    QVERIFY(longest < test::budget(100));
}

namespace {

StageNode node(const QString &id, StageKind kind = StageKind::Train) {
    return {.id = id, .kind = kind, .name = id};
}

/// A random experiment: stages feed later ones, every arm is asked about some stage.
StageGraphValues randomGraph(quint32 seed) {
    QRandomGenerator random(seed);
    StageGraphValues graph;
    const int stages = 2 + int(random.bounded(14)), arms = int(random.bounded(12));
    for (int i = 0; i < stages; ++i) {
        const QString id = QStringLiteral("s%1").arg(i);
        graph.nodes.append(node(id, i < 2 ? StageKind::Data : StageKind::Train));
        for (int k = 0; k < i; ++k)
            if (i >= 2 && random.bounded(i) < 2) graph.edges.append({QStringLiteral("s%1").arg(k), id});
    }
    for (int i = 0; i < arms; ++i) {
        graph.nodes.append(node(QStringLiteral("a%1").arg(i), StageKind::Arm));
        graph.edges.append({QStringLiteral("s%1").arg(random.bounded(stages)), graph.nodes.last().id});
        graph.edges.append({graph.nodes.last().id, "c"});
    }
    if (arms > 0) graph.nodes.append(node("c", StageKind::Comparison));
    return graph;
}

} // namespace

void ShellModelsTest::aChainIsLaidOutStraight() {
    StageGraphValues graph;
    for (const char *id : {"base", "sft", "dpo"}) graph.nodes.append(node(id));
    graph.edges = {{"base", "sft"}, {"sft", "dpo"}, {"base", "dpo"}};
    const NodeLayout layout = layoutOf(graph);
    QVERIFY(layout.boxes["base"].right() < layout.boxes["sft"].left());
    QVERIFY(layout.boxes["sft"].right() < layout.boxes["dpo"].left());
    // The long edge has a lane of its own beside the stage in between.
    const auto &longEdge = layout.edges.last();
    QCOMPARE(longEdge.points.size(), 4);
    for (int i = 1; i + 1 < longEdge.points.size(); ++i) QVERIFY(!layout.boxes["sft"].contains(longEdge.points[i]));
    QCOMPARE(layoutOf({}).boxes.size(), 0);
}

void ShellModelsTest::noStageOverlapsAndEdgesLeadToTheRight() {
    for (quint32 seed = 0; seed < 300; ++seed) {
        const StageGraphValues graph = randomGraph(seed);
        const NodeLayout layout = layoutOf(graph);
        QCOMPARE(layout.boxes.size(), graph.nodes.size());
        QCOMPARE(layout.edges.size(), graph.edges.size());
        QCOMPARE(layoutOf(graph).boxes, layout.boxes); // the same every time
        for (const StageNode &a : graph.nodes) {
            QVERIFY(layout.bounds.adjusted(-0.1, -0.1, 0.1, 0.1).contains(layout.boxes[a.id]));
            for (const StageNode &b : graph.nodes)
                QVERIFY2(a.id == b.id || !layout.boxes[a.id].intersects(layout.boxes[b.id]),
                         qPrintable(QStringLiteral("seed %1: %2 and %3").arg(seed).arg(a.id, b.id)));
        }
        for (const auto &edge : layout.edges) {
            QVERIFY(layout.boxes[edge.from].right() <= layout.boxes[edge.to].left());
            for (int i = 1; i < edge.points.size(); ++i) QVERIFY(edge.points[i - 1].x() <= edge.points[i].x());
            // No way leads through a stage that it does not belong to.
            for (int i = 1; i + 1 < edge.points.size(); ++i)
                for (const StageNode &other : graph.nodes) QVERIFY(!layout.boxes[other.id].contains(edge.points[i]));
        }
    }
}

void ShellModelsTest::aCircleComesToAnEnd() {
    StageGraphValues graph;
    for (const char *id : {"a", "b", "c"}) graph.nodes.append(node(id));
    graph.edges = {{"a", "b"}, {"b", "c"}, {"c", "a"}, {"a", "a"}, {"a", "nowhere"}};
    const NodeLayout layout = layoutOf(graph); // an experiment has no circle; a broken file may
    QCOMPARE(layout.boxes.size(), 3);
}

void ShellModelsTest::keysReachEveryStage() {
    for (quint32 seed = 0; seed < 60; ++seed) {
        const StageGraphValues graph = randomGraph(seed);
        const NodeLayout layout = layoutOf(graph);
        QSet<QString> seen{graph.nodes.first().id};
        QStringList queue = seen.values();
        while (!queue.isEmpty()) {
            const QString from = queue.takeLast();
            for (auto [dx, dy] : {std::pair(-1, 0), {1, 0}, {0, -1}, {0, 1}}) {
                const QString to = neighbourOf(layout, from, dx, dy);
                if (seen.contains(to)) continue;
                seen.insert(to);
                queue.append(to);
            }
        }
        QCOMPARE(seen.size(), graph.nodes.size());
    }
}

void ShellModelsTest::logKeepsOrderAndCap() {
    LogModel model;
    QAbstractItemModelTester tester(&model);
    model.append({{30, NoticeLevel::Info, "b", "late"}, {10, NoticeLevel::Error, "a", "early"}});
    model.append({{20, NoticeLevel::Warning, "c", "between"}});
    QCOMPARE(model.at(0)->text, QString("early"));
    QCOMPARE(model.at(1)->text, QString("between"));
    QCOMPARE(model.at(2)->text, QString("late"));
    QVector<NoticeValues> many;
    for (int i = 0; i < 2 * LogModel::kKept; ++i) many.append({100.0 + i, NoticeLevel::Info, "d", QString::number(i)});
    model.append(many);
    QCOMPARE(model.rowCount(), LogModel::kKept);
    QCOMPARE(model.at(LogModel::kKept - 1)->text, QString::number(2 * LogModel::kKept - 1)); // the newest is kept
}

void ShellModelsTest::logFilters() {
    LogModel model;
    QAbstractItemModelTester tester(&model);
    model.append({{1, NoticeLevel::Info, "sft", "begins"},
                  {2, NoticeLevel::Warning, "dpo", "the KL runs away"},
                  {3, NoticeLevel::Error, "dpo", "the loss is not finite"}});
    model.setFilter(NoticeLevel::Warning, {});
    QCOMPARE(model.rowCount(), 2);
    model.setFilter(NoticeLevel::Info, "LOSS");
    QCOMPARE(model.rowCount(), 1);
    model.append(
        {{4, NoticeLevel::Info, "loss-study", "a run whose name matches"}, {5, NoticeLevel::Info, "x", "hidden"}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.total(), 5);
}

void ShellModelsTest::stagesShowWhatIsKnown() {
    TrainViewModel curves;
    curves.setMethods({{.name = "sft", .metrics = {{.name = "entropy"}, {.name = "loss", .key = true}}}});
    HomeViewModel home(curves);
    StageGraphValues graph;
    graph.nodes = {{.id = "stage:sft", .kind = StageKind::Train, .name = "sft", .run = "01"},
                   {.id = "arm:sft", .kind = StageKind::Arm, .name = "sft, greedy", .run = "02"},
                   {.id = "comparison", .kind = StageKind::Comparison, .name = "Comparison"},
                   {.id = "stage:new", .kind = StageKind::Train, .name = "new"}};
    home.setGraph(graph);
    home.setRuns({{.id = "01",
                   .name = "sft",
                   .kind = "train",
                   .method = "sft",
                   .state = RunState::Running,
                   .done = 5,
                   .total = 10,
                   .keyFigure = "loss 0.5"},
                  {.id = "02", .name = "sft, greedy", .kind = "evaluate", .state = RunState::Finished}});
    curves.append({{"01", "loss", {{1, 0, 0, 3}, {2, 0, 0, 2}}}, {"01", "entropy", {{1, 0, 0, 3}}}});
    ComparisonValues comparison{.buckets = {"id", "edge"}, .arms = {{"sft, greedy", "sft"}, {"other", "rl"}}};
    comparison.cells.insert({"other", "edge"}, {.n = 4, .correct = 2, .accuracy = 0.5, .low = 0.2, .high = 0.8});
    comparison.cells.insert({"sft, greedy", "edge"},
                            {.n = 4, .correct = 3, .accuracy = 0.75, .low = 0.3, .high = 0.95});
    comparison.cells.insert({"sft, greedy", "id"}, {.n = 4, .correct = 4, .accuracy = 1, .low = 0.5, .high = 1});
    home.setComparison(comparison);
    QCOMPARE(home.commonBucket(), QString("edge"));
    const StageView running = home.view(graph.nodes[0]);
    QCOMPARE(running.state, RunState::Running);
    QCOMPARE(running.fraction, 0.5);
    QCOMPARE(running.spark.size(), 2);
    const StageView arm = home.view(graph.nodes[1]);
    QCOMPARE(arm.bucket, QString("edge"));
    QVERIFY(arm.figure.startsWith("75.0 %") && arm.figure.contains("30") && arm.figure.contains("95"));
    QCOMPARE(home.view(graph.nodes[2]).figure, QString("1 of 1 arms"));
    QVERIFY(!home.view(graph.nodes[3]).state); // never run
    QCOMPARE(home.graph().stageOf("02"), QString("arm:sft"));
    QVERIFY(home.graph().stageOf({}).isEmpty());
}

void ShellModelsTest::thinningKeepsEndsAndPeaks() {
    QVector<QPointF> points;
    for (int i = 0; i < 10000; ++i) points.append({double(i), i == 4321 ? 99.0 : std::sin(i * 0.01)});
    const auto few = thinned(points, 120);
    QVERIFY(few.size() <= 120 && few.size() > 60);
    QCOMPARE(few.first(), points.first());
    QCOMPARE(few.last(), points.last());
    QVERIFY(few.contains(QPointF(4321, 99)));
    for (int i = 1; i < few.size(); ++i) QVERIFY(few[i - 1].x() < few[i].x());
    QCOMPARE(thinned(few, 500), few);
}

void ShellModelsTest::chainsAreNamedForWhatTheyAre() {
    const auto words = [](const GradedAnswer &answer) { return chainWords(answer, stepLines(answer)); };
    QCOMPARE(words({.answer = {.text = "A3"}, .correct = true, .faithful = false}), QString("answered directly"));
    QCOMPARE(words({.answer = {.text = "a=1;A3"}, .faithful = false, .steps = {{0, 3, true}}}),
             QString("chain incomplete"));
    QCOMPARE(words({.answer = {.text = "a=1;A3"}, .faithful = true, .steps = {{0, 3, true}}}),
             QString("every step right"));
    QCOMPARE(words({.answer = {.text = "a=1;A3"}, .faithful = false, .steps = {{0, 3, false}}}),
             QString("1/1 steps wrong"));
    QVERIFY(words({.answer = {.text = "free text"}}).isEmpty()); // a task without chains
}

void ShellModelsTest::stepsHaveWholeTicks() {
    for (const auto &[wished, whole] : {std::pair(0.05, 1.0),
                                        {0.5, 1.0},
                                        {1.0, 1.0},
                                        {2.0, 2.0},
                                        {2.5, 2.0},
                                        {5.0, 5.0},
                                        {25.0, 25.0},
                                        {250.0, 250.0}})
        QCOMPARE(wholeStep(wished), whole);
}

void ShellModelsTest::anArmThatWasNotAskedHasItsDashAmongTheNumbers() {
    ComparisonModel model;
    ComparisonValues comparison{.buckets = {"id"}, .arms = {{"sft", "sft"}}};
    model.setComparison(comparison);
    const auto column = [&](int at) { // the delegate puts it there
        return static_cast<ComparisonModel::Column>(model.index(0, at).data(ComparisonModel::ColumnRole).toInt());
    };
    QVERIFY(column(1) == ComparisonModel::Column::Accuracy);
    QVERIFY(column(2) == ComparisonModel::Column::Difference);
    QVERIFY(!model.index(0, 1).data(ComparisonModel::AccuracyRole).isValid());
    QCOMPARE(model.index(0, 1).data().toString(), QString::fromUtf8("–"));
}

void ShellModelsTest::textsHaveContrast_data() {
    QTest::addColumn<Theme>("theme");
    QTest::addColumn<double>("least");
    QTest::newRow("light") << Theme::light() << 4.5;
    QTest::newRow("dark") << Theme::dark() << 4.5;
    QTest::newRow("high contrast") << Theme::highContrast() << 7.0;
}

/// WCAG 2.1: every pair of text and ground that the theme makes, and the focus ring and run colours at 3:1.
void ShellModelsTest::textsHaveContrast() {
    QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21);
    QVERIFY(qAbs(contrastRatio("#777777", "#ffffff") - 4.48) < 0.01); // a value from the standard's own examples
    QFETCH(Theme, theme);
    QFETCH(double, least);
    const QPalette palette = theme.palette();
    const QVector<QPair<const char *, QColor>> grounds{
        {"window", theme.window}, {"surface", theme.surface}, {"raised", theme.raised}, {"tint", theme.tint}};
    QVector<QPair<const char *, QColor>> texts{{"text", theme.text},
                                               {"muted", theme.muted},
                                               {"accent", theme.accent},
                                               {"good", toneColour(Tone::Good, palette)},
                                               {"warning", toneColour(Tone::Warning, palette)},
                                               {"bad", toneColour(Tone::Bad, palette)}};
    for (const auto &[groundName, ground] : grounds) {
        for (const auto &[name, colour] : texts) {
            const double ratio = contrastRatio(colour, ground);
            QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 on %2: %3").arg(name, groundName).arg(ratio)));
        }
        QVERIFY2(contrastRatio(theme.accent, ground) >= 3, "focus ring");
    }
    QVERIFY(contrastRatio(theme.onAccent, theme.accent) >= least);
    for (int slot = 0; slot < kRunColours; ++slot)
        QVERIFY2(contrastRatio(runColour(slot, palette), theme.surface) >= 3,
                 qPrintable(QStringLiteral("run colour %1: %2")
                                .arg(slot)
                                .arg(contrastRatio(runColour(slot, palette), theme.surface))));
}

QTEST_MAIN(ShellModelsTest)
#include "tst_shell_models.moc"
