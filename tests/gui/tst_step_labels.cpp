// SPDX-License-Identifier: Apache-2.0
// Steps of a tree judged by hand, with mouse and keys: labels, undo, what is written of them; what cannot be done says
// why.
#include "tests/gui/opened_window.h"
#include "widgets/bridge/conversions.h"
#include "widgets/models/tree_export.h"
#include "widgets/panels/reason/tree_canvas.h"
#include "widgets/shell/language.h"
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QUndoStack>

using namespace lapidary;
using namespace lapidary::test;

namespace {

SearchEvent piece(const char *node, const char *parent, const char *text) {
    return {.problem = "p",
            .node = node,
            .what = NodeExpanded{.parent = parent, .text = text, .tokens = 3, .finishReason = "stop"}};
}

/// Two ways behind one step.
TraceFile readTrace() {
    return {.file = "/runs/a/run.log",
            .traces = {{.problem = "p",
                        .events = {piece("0", "p", "a=1\n"), piece("1", "0", "b=2\n"), piece("2", "0", "b=3\n")}}}};
}

} // namespace

class StepLabelsTest : public QObject {
    Q_OBJECT

    struct Opened : OpenedWindow {
        ReasonViewModel &trees;
        Opened() : OpenedWindow({}), trees(treesOf(workspace)) {
            window.resize(1280, 800);
            window.showPanel("reason");
            trees.setOpened(readTrace());
        }
        TreeCanvas *canvas() { return find<TreeCanvas>("treeCanvas"); }
        void press(Qt::Key key) { QTest::keyClick(canvas(), key); }
        QString figures() { return find<QLabel>("nodeFigures")->text(); }
    };

private Q_SLOTS:
    void keysAndButtonsLabelAndUndoTakesBack();
    void labelledWaysAreWritten();
    void weightsStandBesideTheSteps();
    void whatCannotBeDoneSaysWhy();
    void anErrorHasOneFullStop();
    void twoSearchesStandSideBySide();
    void looksGood();
};

void StepLabelsTest::keysAndButtonsLabelAndUndoTakesBack() {
    Opened o;
    o.trees.choose(1);
    o.press(Qt::Key_1);
    QCOMPARE(o.trees.judgement(1), StepJudgement::Good);
    QVERIFY(o.figures().contains("Labelled good by hand"));
    o.press(Qt::Key_3); // another replaces it
    QCOMPARE(o.trees.judgement(1), StepJudgement::Bad);
    o.press(Qt::Key_3); // the same takes it back
    QCOMPARE(o.trees.judgement(1), StepJudgement::None);
    QTest::mouseClick(o.find<QPushButton>("nodeNeutral"), Qt::LeftButton);
    QCOMPARE(o.trees.judgement(1), StepJudgement::Neutral);
    o.workspace.undoStack().undo();
    QCOMPARE(o.trees.judgement(1), StepJudgement::None);
    o.workspace.undoStack().undo();
    QCOMPARE(o.trees.judgement(1), StepJudgement::Bad);
    o.workspace.undoStack().redo();
    QCOMPARE(o.trees.judgement(1), StepJudgement::None);
    o.trees.choose(0); // the problem is no step
    o.press(Qt::Key_1);
    QCOMPARE(o.trees.judgement(0), StepJudgement::None);
    QVERIFY(!o.find<QPushButton>("nodeGood")->isEnabled());
}

void StepLabelsTest::labelledWaysAreWritten() {
    Opened o;
    QVERIFY(judgedSteps(*o.trees.tree(), {}, o.trees.judgements()).text.isEmpty());
    o.trees.judge(1, StepJudgement::Good);
    o.trees.judge(2, StepJudgement::Bad);
    const auto made = judgedSteps(*o.trees.tree(), {.prompt = "a?"}, o.trees.judgements());
    // The way to a step that another labelled one goes on from is in its row.
    QCOMPARE(made.text, QByteArray(R"({"id":"1","prompt":"a?","completions":["a=1\n","b=2\n"],"labels":[1,0]})"
                                   "\n"));
    o.trees.judge(3, StepJudgement::Neutral);
    o.trees.judge(1, StepJudgement::Good); // taken back
    const auto both = judgedSteps(*o.trees.tree(), {}, o.trees.judgements()).text;
    QVERIFY(both.contains("\"labels\":[null,0]"));
    QVERIFY(both.contains("\"labels\":[null,0.5]"));
    QCOMPARE(both.count('\n'), 2);
}

void StepLabelsTest::weightsStandBesideTheSteps() {
    ReasonViewModel model;
    TreeRequest search, weights;
    connect(&model, &ReasonViewModel::searchRequested, this, [&](const TreeRequest &asked) { search = asked; });
    connect(&model, &ReasonViewModel::weightsRequested, this, [&](const TreeRequest &asked) { weights = asked; });
    TreeRequest from;
    from.reference = "{}";
    from.prompt = "p";
    model.run(from);
    model.grow(search.ticket, readTrace().traces[0].events);
    model.choose(2);
    QVERIFY(!model.whyNoWeights().isEmpty()); // while it searches
    model.setDone(search.ticket, {});
    QCOMPARE(model.whyNoWeights(), QString());
    model.weighSteps();
    QCOMPARE(weights.steps, std::vector<std::string>{"a=1\n"});
    QCOMPARE(weights.answer, std::string("b=2\n"));
    model.setWeights({.ticket = weights.ticket - 1, .steps = {{.leftOut = 0.9}}}); // of an earlier question
    QVERIFY(!model.weight(1));
    model.setWeights({.ticket = weights.ticket, .answer = 0.8, .steps = {{.leftOut = 0.3, .trueThinking = 0.1}}});
    QCOMPARE(model.weight(1)->leftOut, 0.3);
    QVERIFY(!model.weight(2)); // it says the answer
    model.choose(1);
    QVERIFY(model.whyNoWeights().contains("One piece"));
    from.remote = true;
    model.run(from);
    model.grow(search.ticket, readTrace().traces[0].events);
    model.setDone(search.ticket, {});
    model.choose(2);
    QVERIFY(model.whyNoWeights().contains("server"));
    QVERIFY(!model.canReadTokens());
}

void StepLabelsTest::whatCannotBeDoneSaysWhy() {
    Opened o;
    o.trees.choose(1);
    for (const char *name : {"nodeExpand", "nodeEdit", "nodeAppend", "nodeShades", "nodeWeigh"}) {
        const auto *button = o.find<QPushButton>(name);
        QVERIFY2(!button->isEnabled(), name);
        QVERIFY2(button->toolTip().contains("nobody knows the model"), name);
    }
}

void StepLabelsTest::anErrorHasOneFullStop() {
    const auto text = [](const char *message, const char *found) {
        return toQt(Error{.code = "x", .message = message, .found = found, .remedy = "Do that."});
    };
    QCOMPARE(text("This is so.", ""), QString("This is so. Do that."));
    QCOMPARE(text("This is so.", "7"), QString("This is so; found 7. Do that."));
    QCOMPARE(text("this is so", "7"), QString("this is so; found 7. Do that."));
    QCOMPARE(toQt(Error{.code = "x", .message = "This is so."}), QString("This is so."));
}

void StepLabelsTest::twoSearchesStandSideBySide() {
    Opened o;
    auto *button = o.find<QPushButton>("reasonPair");
    QVERIFY(!button->isEnabled());
    QVERIFY(button->toolTip().contains("no two searches"));
    TraceFile more{.file = "/runs/b/run.log", .traces = {{.problem = "q"}, {.problem = "p"}}};
    more.traces[1].events = {piece("0", "p", "a=7\n")};
    const int first = o.trees.current();
    o.trees.setOpened(more);
    o.trees.show(first);
    QVERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    auto *pair = o.find<QDialog>("treePair");
    QVERIFY(pair && pair->isVisible());
    const auto nodes = [&](const char *side) {
        return pair->findChild<TreeCanvas *>(QStringLiteral("pairCanvas") + QLatin1String(side))->drawn();
    };
    QTRY_COMPARE(nodes("Left"), 4);  // the problem and its three pieces
    QTRY_COMPARE(nodes("Right"), 2); // the other search of the same problem, not of another
    pair->grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/tree-pair-light.png"));
    o.themes.setMode(ThemeMode::Dark);
    QTest::qWait(60);
    pair->grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/tree-pair-dark.png"));
    auto *choice = pair->findChild<QComboBox *>("pairRight");
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Home);
    QTRY_COMPARE(nodes("Right"), 4);
    QTest::keyClick(pair, Qt::Key_Escape);
    QTRY_VERIFY(!o.find<QDialog>("treePair"));
    QCOMPARE(o.trees.current(), first);
    QCOMPARE(o.trees.entries().size(), 3);
}

void StepLabelsTest::looksGood() {
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
        QVERIFY(installLanguage(*qApp, language));
        for (const QSize size : {QSize(960, 600), QSize(1280, 800)}) {
            Opened o;
            o.window.resize(size);
            o.trees.choose(2);
            o.trees.judge(2, StepJudgement::Good);
            QTest::qWait(50);
            o.shootBoth(QStringLiteral("step-labels-%1-%2").arg(language).arg(size.width()));
        }
    }
    installLanguage(*qApp, "en");
}

QTEST_MAIN(StepLabelsTest)
#include "tst_step_labels.moc"
