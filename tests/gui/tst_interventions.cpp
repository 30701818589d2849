// SPDX-License-Identifier: Apache-2.0
// What a person does to a search by a real worker: a problem of a data set, a forced token, capped thoughts, estimates
// and weights of steps; and what simulations tell of nodes.
#include "tests/gui/opened_window.h"
#include "widgets/common/token_flow.h"
#include "widgets/panels/reason/tree_canvas.h"
#include "widgets/shell/language.h"
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QUndoStack>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 120000;

struct Reasoned : OpenedWindow {
    ReasonViewModel &trees;
    SearchSetup &setup;

    Reasoned() : OpenedWindow({}), trees(treesOf(workspace)), setup(searchSetupOf(workspace)) {
        mustWrite(project().toStdString() + "/experiment.toml",
                  "version = 1\nname = \"reason\"\nrule = \"number:1%\"\n[models]\nbase = \"resources:starter\"\n"
                  "[[data]]\nname = \"chains\"\ntask = \"chain_mod\"\nseed = 1\ncount = 4\n"
                  "[[data]]\nname = \"sums\"\nfile = \"sums.jsonl\"\n[[stage]]\nname = "
                  "\"sft\"\nalgorithm = \"sft\"\nmodel = \"base\"\ndata = \"chains\"\n");
        mustWrite(project().toStdString() + "/sums.jsonl",
                  "{\"id\":\"1\",\"prompt\":\"1+1=\",\"reference\":\"2\"}\n{\"id\":\"2\",\"text\":\"no problem\"}\n");
        window.resize(1440, 900);
        window.openProject(project());
        window.showPanel("reason");
    }
    bool ready() {
        return QTest::qWaitFor([&] { return !setup.sets().isEmpty() && !setup.models().isEmpty(); }, kPatience) &&
               QTest::qWaitForWindowActive(&window);
    }
    TreeCanvas *canvas() { return find<TreeCanvas>("treeCanvas"); }
    void press(Qt::Key key) { QTest::keyClick(canvas(), key); }
    void click(const char *button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    bool settled() {
        return QTest::qWaitFor([&] { return !trees.isBusy(); }, kPatience);
    }
    bool take(const QString &set, int rows) {
        find<QComboBox>("reasonSet")->setCurrentText(set);
        return QTest::qWaitFor([&] { return setup.rows() == rows; }, kPatience);
    }
    /// A beam search on a problem whose answer is known.
    bool search() {
        if (!take("chains", 4)) return false;
        find<QComboBox>("reasonStrategy")->setCurrentText("beam_search");
        if (!QTest::qWaitFor([&] { return setup.whyNot().isEmpty(); }, kPatience)) return false;
        click("reasonRun");
        return trees.isBusy() && settled() && trees.tree()->choice();
    }
    QString figures() { return find<QLabel>("nodeFigures")->text(); }
    void shootSizes(const QString &name) {
        for (const QSize size : {QSize(1440, 900), QSize(960, 600)}) {
            window.resize(size);
            QTest::qWait(60);
            shootBoth(QStringLiteral("%1-%2").arg(name).arg(size.width()));
        }
        window.resize(1440, 900);
        QTest::qWait(60);
    }
};

} // namespace

class InterventionsTest : public QObject {
    Q_OBJECT
    void forces(Reasoned &o);
    void caps(Reasoned &o);
    void estimates(Reasoned &o);

private Q_SLOTS:
    void aProblemComesFromADataSet();
    void aSearchIsIntervenedIn();
    void visitsAndLabelsAreSeen();
    void tokensSpeakChinese();
};

void InterventionsTest::aProblemComesFromADataSet() {
    Reasoned o;
    QVERIFY(o.ready());
    QCOMPARE(o.setup.sets(), (QStringList{"chains", "sums"}));
    auto *row = o.find<QSpinBox>("reasonRow");
    QVERIFY(!row->isVisible());
    QVERIFY(o.take("chains", 4));
    QVERIFY(row->isVisible());
    QCOMPARE(row->maximum(), 4);
    const QString first = o.setup.prompt(), answer = o.setup.expected();
    QVERIFY(!first.isEmpty() && !answer.isEmpty());
    QCOMPARE(o.find<QPlainTextEdit>("reasonPrompt")->toPlainText(), first);
    QCOMPARE(o.setup.rule(), QString("chain_mod")); // the task's own
    QCOMPARE(o.setup.request().row["reference"].get<std::string>(), answer.toStdString());
    row->setFocus();
    QTest::keyClick(row, Qt::Key_Up);
    QTRY_VERIFY_WITH_TIMEOUT(o.setup.row() == 1 && o.setup.prompt() != first, kPatience);
    o.shootSizes("reason-set");
    // What is written by hand is no problem of the set, and its answer is another.
    auto *prompt = o.find<QPlainTextEdit>("reasonPrompt");
    prompt->setFocus();
    QTest::keyClicks(prompt, "x");
    QCOMPARE(o.setup.set(), QString());
    QCOMPARE(o.setup.expected(), QString());
    QVERIFY(!row->isVisible());
    QVERIFY(o.setup.request().row.empty());
    // A row without a problem says so, and nothing can be searched.
    QVERIFY(o.take("sums", 2));
    QCOMPARE(o.setup.expected(), QString("2"));
    QCOMPARE(o.setup.rule(), QString("number:1%")); // the experiment's, which takes an argument
    QCOMPARE(o.find<QComboBox>("reasonRule")->currentText(), QString("number:1%"));
    row->setFocus();
    QTest::keyClick(row, Qt::Key_Up);
    QTRY_VERIFY_WITH_TIMEOUT(o.setup.whyNot().contains("prompt"), kPatience);
    QVERIFY(!o.find<QPushButton>("reasonRun")->isEnabled());
}

/// The second likeliest token in the place of the third, and the model goes on behind it.
void InterventionsTest::forces(Reasoned &o) {
    const SearchTreeModel &tree = *o.trees.tree();
    const int before = int(tree.nodes().size()), end = tree.choice()->node;
    o.find<QSpinBox>("nodeBranches")->setValue(2);
    o.canvas()->setFocus();
    o.press(Qt::Key_End);
    o.press(Qt::Key_T);
    QTRY_VERIFY_WITH_TIMEOUT(o.trees.tokens().has_value(), kPatience);
    auto *flow = o.find<TokenFlow>("nodeTokens");
    QTRY_VERIFY(flow->isVisible() && flow->tokens().size() > 4);
    QVERIFY(flow->hasFocus());
    QTest::mouseClick(flow->viewport(), Qt::LeftButton, {}, flow->boxOf(2).center());
    QCOMPARE(o.trees.token(), 2);
    auto *table = o.find<QTableWidget>("nodeAlternatives");
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 8, kPatience);
    const auto &found = o.trees.alternatives().tokens;
    const TextToken third = o.trees.tokens()->tokens[2];
    const auto same = std::find_if(found.begin(), found.end(), [&](const auto &each) { return each.id == third.id; });
    if (same != found.end()) QVERIFY(std::abs(same->logprob - *third.logprob) < 1e-3); // as the tint has it
    o.shootSizes("reason-tokens");
    int other = 0; // one that is not there already, and can be
    while (other < 7 && (found[std::size_t(other)].id == third.id || !o.trees.whyNoForce(other).isEmpty())) ++other;
    const QString put = QString::fromStdString(found[std::size_t(other)].text);
    const QString kept = o.trees.cutBefore(2)->kept;
    const int beside = o.trees.cutBefore(2)->node;
    table->setFocus();
    table->setCurrentCell(other, 0);
    QTest::keyClick(table, Qt::Key_Return);
    QVERIFY(o.settled());
    QVERIFY2(o.trees.notice().isEmpty(), qPrintable(o.trees.notice()));
    QCOMPARE(tree.nodes().size(), before + 3);
    QVERIFY(tree.nodes()[before].byHand);
    QCOMPARE(tree.nodes()[before].text, kept + put);
    QCOMPARE(tree.nodes()[before].parent, tree.nodes()[beside].parent);
    QCOMPARE(tree.nodes()[before + 1].parent, before);
    QVERIFY(tree.nodes()[before + 1].tokens > 0);
    QCOMPARE(o.workspace.undoStack().undoText(), QString("forced token"));
    QVERIFY(!flow->isVisible() && o.canvas()->hasFocus());
    o.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!tree.isKept(before) && !tree.isKept(before + 1));
    QCOMPARE(tree.choice()->node, end);
}

/// Thoughts end behind a step, and before a token; what asks for the answer is there to be changed.
void InterventionsTest::caps(Reasoned &o) {
    const SearchTreeModel &tree = *o.trees.tree();
    const int nodes = int(tree.nodes().size());
    const int first = tree.pathTo(tree.choice()->node).first();
    o.trees.choose(first);
    o.press(Qt::Key_C);
    auto *editor = o.find<QPlainTextEdit>("nodeEditor");
    QVERIFY(editor->hasFocus());
    QCOMPARE(editor->toPlainText(), QString("\nFinal Answer:"));
    editor->selectAll();
    QTest::keyClicks(editor, "A"); // what this model writes before its answer
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(o.settled());
    QVERIFY2(o.trees.notice().isEmpty(), qPrintable(o.trees.notice()));
    QCOMPARE(tree.nodes()[nodes].parent, first);
    QCOMPARE(tree.nodes()[nodes].text, QString("A"));
    QCOMPARE(tree.nodes().size(), nodes + 3);
    QVERIFY(tree.nodes()[nodes + 1].answer || tree.nodes()[nodes + 2].answer);
    o.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!tree.isKept(nodes));
    o.press(Qt::Key_End);
    o.press(Qt::Key_T);
    QTRY_VERIFY_WITH_TIMEOUT(o.trees.tokens().has_value(), kPatience);
    o.trees.chooseToken(3);
    const auto cut = *o.trees.cutBefore(3);
    o.click("nodeCapHere");
    QCOMPARE(editor->toPlainText(), cut.kept + "\nFinal Answer:");
    QTest::keyClick(editor, Qt::Key_Escape);
    QCOMPARE(tree.nodes().size(), nodes + 3);
}

void InterventionsTest::estimates(Reasoned &o) {
    const SearchTreeModel &tree = *o.trees.tree();
    const int end = tree.choice()->node, first = tree.pathTo(end).first();
    o.press(Qt::Key_End);
    auto *button = o.find<QPushButton>("nodeEstimate");
    QVERIFY2(button->isEnabled(), qPrintable(button->toolTip()));
    o.find<QSpinBox>("nodeBranches")->setValue(64);
    o.click("nodeEstimate");
    QVERIFY(o.trees.isEstimating() && button->text().startsWith("Cancel"));
    o.click("nodeEstimate");
    QTRY_VERIFY_WITH_TIMEOUT(!o.trees.isEstimating(), kPatience);
    QVERIFY(!o.trees.estimate(first));
    o.find<QSpinBox>("nodeBranches")->setValue(6);
    o.click("nodeEstimate");
    QTRY_VERIFY_WITH_TIMEOUT(!o.trees.isEstimating(), kPatience);
    QVERIFY2(o.trees.tokensProblem().isEmpty(), qPrintable(o.trees.tokensProblem()));
    QVERIFY(o.trees.estimate(first).has_value());
    const auto value = *o.trees.estimate(first);
    QCOMPARE(value.answers, 6);
    QVERIFY(value.right >= 0 && value.right <= 6);
    QCOMPARE(value.share, double(value.right) / 6);
    QVERIFY(value.low <= value.share && value.share <= value.high);
    QVERIFY(!o.trees.estimate(end)); // nothing goes on behind it
    o.click("nodeWeigh");
    QTRY_VERIFY_WITH_TIMEOUT(o.trees.weight(first).has_value(), kPatience);
    QVERIFY(std::abs(o.trees.weight(first)->leftOut) <= 1);
    o.trees.choose(first);
    QVERIFY2(o.figures().contains("Monte-Carlo") && o.figures().contains("6 answers"), qPrintable(o.figures()));
    QVERIFY2(o.figures().contains("Without it the answer"), qPrintable(o.figures()));
    o.shootSizes("reason-estimates");
}

void InterventionsTest::aSearchIsIntervenedIn() {
    Reasoned o;
    QVERIFY(o.ready());
    QVERIFY(o.search());
    QVERIFY2(o.trees.notice().isEmpty(), qPrintable(o.trees.notice()));
    const int end = o.trees.tree()->choice()->node;
    const auto right = o.trees.isRight(end);
    QVERIFY(right.has_value());
    QCOMPARE(*right, *o.trees.tree()->nodes()[end].answer == o.setup.expected());
    QVERIFY2(o.figures().contains(*right ? ": right" : ": wrong"), qPrintable(o.figures()));
    for (auto part : {&InterventionsTest::forces, &InterventionsTest::caps, &InterventionsTest::estimates}) {
        (this->*part)(o);
        if (QTest::currentTestFailed()) return;
    }
}

/// Nodes of simulations with their visits, and a good, a neutral and a bad step among them.
void InterventionsTest::visitsAndLabelsAreSeen() {
    const auto piece = [](int node, int parent, const char *text) {
        return SearchEvent{.problem = "p",
                           .node = std::to_string(node),
                           .what = NodeExpanded{.parent = parent == 0 ? "p" : std::to_string(parent),
                                                .text = text,
                                                .tokens = 3,
                                                .finishReason = "stop"}};
    };
    const auto visit = [](int node, int visits, double value, double prior) {
        return SearchEvent{.problem = "p", .node = std::to_string(node), .what = NodeVisited{visits, value, prior}};
    };
    TraceFile file{.file = "/runs/a/run.log", .traces = {{.problem = "p"}}};
    file.traces[0].events = {piece(1, 0, "a=1\n"),   piece(2, 0, "a=2\n"),   piece(3, 1, "b=2\n"),
                             piece(4, 1, "b=3\n"),   piece(5, 2, "c=4\n"),   visit(1, 24, 0.81, 0.6),
                             visit(2, 8, 0.25, 0.4), visit(3, 20, 0.9, 0.5), visit(4, 3, 0.2, 0.5),
                             visit(5, 7, 0.28, 1)};
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
        QVERIFY(installLanguage(*qApp, language));
        OpenedWindow o({});
        ReasonViewModel &trees = treesOf(o.workspace);
        o.window.showPanel("reason");
        trees.setOpened(file);
        auto *shade = o.find<QComboBox>("reasonShade");
        shade->setFocus();
        QTest::keyClick(shade, Qt::Key_End);
        QTest::keyClick(shade, Qt::Key_Up);
        QCOMPARE(int(o.find<TreeCanvas>("treeCanvas")->shade()), int(TreeShade::Visits));
        trees.judge(1, StepJudgement::Good);
        trees.judge(2, StepJudgement::Bad);
        trees.judge(4, StepJudgement::Neutral);
        trees.choose(3);
        if (language == "en")
            QVERIFY2(o.find<QLabel>("nodeFigures")->text().contains("20 visits, mean value 0.9, prior 0.5"),
                     qPrintable(o.find<QLabel>("nodeFigures")->text()));
        for (const QSize size : {QSize(1440, 900), QSize(960, 600)}) {
            o.window.resize(size);
            QTest::qWait(60);
            o.shootBoth(QStringLiteral("reason-visits-%1-%2").arg(language).arg(size.width()));
        }
    }
    QVERIFY(installLanguage(*qApp, "en"));
}

void InterventionsTest::tokensSpeakChinese() {
    QVERIFY(installLanguage(*qApp, "zh_CN"));
    Reasoned o;
    QVERIFY(o.ready());
    QVERIFY(o.search());
    o.canvas()->setFocus();
    o.press(Qt::Key_End);
    o.press(Qt::Key_T);
    QTRY_VERIFY_WITH_TIMEOUT(o.trees.tokens().has_value(), kPatience);
    o.trees.chooseToken(2);
    QTRY_COMPARE_WITH_TIMEOUT(o.find<QTableWidget>("nodeAlternatives")->rowCount(), 8, kPatience);
    for (const char *name : {"nodeForce", "nodeCapHere", "nodeTokensBack"})
        QVERIFY2(o.find<QPushButton>(name)->text().at(0).unicode() > 0x2e80, name);
    o.shootSizes("reason-tokens-zh_CN");
    QVERIFY(installLanguage(*qApp, "en"));
}

QTEST_MAIN(InterventionsTest)
#include "tst_interventions.moc"
