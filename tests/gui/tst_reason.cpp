// SPDX-License-Identifier: Apache-2.0
// The Reason panel with mouse and keys: a search by a real worker on the model that comes with Lapidary, its replay, a
// person's branches with undo, exports; the trees of a file; twenty thousand nodes.
#include "tests/gui/event_loop_probe.h"
#include "tests/gui/opened_window.h"
#include "widgets/common/text_view.h"
#include "widgets/forms/config_form.h"
#include "widgets/forms/field_row.h"
#include "widgets/panels/reason/cost_strip.h"
#include "widgets/panels/reason/search_form.h"
#include "widgets/panels/reason/tree_canvas.h"
#include "widgets/shell/language.h"
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QWheelEvent>
#include <cmath>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kPatience = 120000;
const QString kQuestion = QStringLiteral("f=l+j;j=1-3;l=j*4;?f:");

struct Reasoned : OpenedWindow {
    ReasonViewModel &trees;
    SearchSetup &setup;

    Reasoned() : OpenedWindow({}), trees(treesOf(workspace)), setup(searchSetupOf(workspace)) {
        mustWrite(project().toStdString() + "/experiment.toml",
                  "version = 1\nname = \"reason\"\n[models]\nbase = \"resources:starter\"\n"
                  "[[data]]\nname = \"d\"\ntask = \"chain_mod\"\nseed = 1\ncount = 4\n[[stage]]\nname = "
                  "\"sft\"\nalgorithm = \"sft\"\nmodel = \"base\"\ndata = \"d\"\n");
        window.resize(1280, 800);
        window.openProject(project());
        window.showPanel("reason");
    }
    bool ready() {
        return QTest::qWaitFor([&] { return !setup.strategies().isEmpty() && !setup.models().isEmpty(); }, kPatience) &&
               QTest::qWaitForWindowActive(&window);
    }
    TreeCanvas *canvas() { return find<TreeCanvas>("treeCanvas"); }
    void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    void clickNode(int node) {
        QTest::mouseClick(canvas(), Qt::LeftButton, {}, canvas()->boxOf(node).center().toPoint());
    }
    void press(Qt::Key key) { QTest::keyClick(canvas(), key); }
    bool settled() {
        return QTest::qWaitFor([&] { return !trees.isBusy(); }, kPatience);
    }
    /// The question, the strategy and its settings, as a person gives them.
    bool search() {
        auto *prompt = find<QPlainTextEdit>("reasonPrompt");
        prompt->setFocus();
        QTest::keyClicks(prompt, kQuestion);
        find<QComboBox>("reasonStrategy")->setCurrentText("beam_search");
        find<QComboBox>("reasonRule")->setCurrentText("chain_mod");
        click(find<QPushButton>("reasonSettings"));
        setField("width", "2");
        setField("expansions", "3");
        setField("seed", "5");
        find<QDialog>("reasonSettingsDialog")->grab().save(QStringLiteral(LAPIDARY_SCREENSHOTS "/reason-settings.png"));
        click(find<QPushButton>("reasonSettingsDone"));
        window.activateWindow(); // keys reach whoever has the focus of an active window
        if (setup.changedSettings() != 3 || !QTest::qWaitForWindowActive(&window)) return false;
        if (!QTest::qWaitFor([&] { return setup.whyNot().isEmpty(); }, kPatience)) return false;
        QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
        return trees.isBusy() && settled();
    }
    void setField(const char *name, const QString &value) {
        FieldRow *row = find<QDialog>("reasonSettingsDialog")->findChild<ConfigForm *>()->row(QLatin1String(name));
        auto *editor = qobject_cast<QLineEdit *>(row->editor());
        editor->setFocus();
        editor->selectAll();
        QTest::keyClicks(editor, value);
    }
    void shootSizes(const QString &name) {
        for (const QSize size : {QSize(1280, 800), QSize(960, 600)}) {
            window.resize(size);
            QTest::qWait(60);
            shootBoth(QStringLiteral("%1-%2").arg(name).arg(size.width()));
        }
        window.resize(1280, 800);
        QTest::qWait(60);
    }
};

/// A trace of a beam search with n nodes, as a file has it.
TraceValues largeTrace(int n) {
    TraceValues trace{.problem = QStringLiteral("a large one")};
    for (int i = 1; i <= n; ++i) {
        const std::string name = std::to_string(i), parent = i <= 4 ? "a large one" : std::to_string((i - 1) / 4);
        trace.events.push_back(
            {.problem = "a large one",
             .node = name,
             .what = NodeExpanded{.parent = parent,
                                  .text = "step " + name,
                                  .answer = i > n / 2 ? std::optional(std::to_string(i % 7)) : std::nullopt,
                                  .tokens = 5,
                                  .logprob = -double(i % 11),
                                  .finishReason = "step"}});
        trace.events.push_back({.problem = "a large one", .node = name, .what = NodeScored{double(i * 37 % 101)}});
        if (i % 3 == 0) trace.events.push_back({.problem = "a large one", .node = name, .what = NodePruned{}});
    }
    trace.events.push_back(
        {.problem = "a large one", .node = std::to_string(n), .what = NodeChosen{.reason = "the best score"}});
    return trace;
}

} // namespace

class ReasonTest : public QObject {
    Q_OBJECT
    void replays(Reasoned &o);
    void walks(Reasoned &o);
    void branches(Reasoned &o);
    void exports(Reasoned &o);

private Q_SLOTS:
    void aSearchGrows();
    void tracesOpen();
    void twentyThousandNodesAreFluent();
    void givenChoicesShowTheirProbabilities();
    void itSpeaksChinese();
};

/// The slider shows the tree as it was, and its keys go through the events one by one.
void ReasonTest::replays(Reasoned &o) {
    const int all = o.trees.tree()->eventCount();
    QVERIFY(all > 10);
    auto *slider = o.find<QSlider>("replaySlider");
    QCOMPARE(slider->maximum(), all);
    QCOMPARE(slider->value(), all);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(o.trees.tree()->count(), 0);
    QCOMPARE(o.find<CostStrip>("costStrip")->parts()[2].tokens, 0);
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(o.trees.tree()->count(), 1);
    o.canvas()->setFocus();
    o.press(Qt::Key_Period);
    QCOMPARE(o.trees.tree()->count(), 2);
    o.press(Qt::Key_Comma);
    QCOMPARE(o.trees.tree()->count(), 1);
    QVERIFY(!o.trees.tree()->choice());
    slider->setValue(all / 2);
    o.shootSizes("reason-2-replay");
    o.press(Qt::Key_P);
    QVERIFY(QTest::qWaitFor([&] { return o.trees.tree()->isLive(); }, 30000));
    QVERIFY(o.trees.tree()->choice());
}

void ReasonTest::walks(Reasoned &o) {
    const SearchTreeModel &tree = *o.trees.tree();
    o.canvas()->setFocus();
    o.press(Qt::Key_Home);
    QCOMPARE(o.trees.node(), 0);
    o.press(Qt::Key_Right); // along the best path
    QCOMPARE(o.trees.node(), tree.pathTo(tree.choice()->node).first());
    o.press(Qt::Key_Left);
    QCOMPARE(o.trees.node(), 0);
    o.press(Qt::Key_End);
    QCOMPARE(o.trees.node(), tree.choice()->node);
    QVERIFY2(o.canvas()->accessibleDescription().contains("the answer of the search"),
             qPrintable(o.canvas()->accessibleDescription()));
    auto *text = o.find<TextView>("nodeText");
    QCOMPARE(text->shadeCount(), 0);
    o.click(o.find<QPushButton>("nodeShades"));
    QVERIFY(QTest::qWaitFor([&] { return o.trees.tokens().has_value(); }, kPatience));
    QCOMPARE(text->toPlainText(), tree.textTo(o.trees.node()));
    QVERIFY(text->shadeCount() > 0);
    o.press(Qt::Key_B);
    QVERIFY(o.trees.isMarked(o.trees.node()));
    const double before = o.canvas()->zoom();
    o.press(Qt::Key_Plus);
    QVERIFY(o.canvas()->zoom() > before);
    o.press(Qt::Key_0);
    QCOMPARE(o.canvas()->zoom(), before);
    const int first = tree.pathTo(tree.choice()->node).first();
    o.clickNode(first);
    QCOMPARE(o.trees.node(), first);
    QVERIFY(o.find<QLabel>("nodeTitle")->text().contains("1"));
}

/// E changes a node's text in a branch; the model goes on behind it; Ctrl+Z takes it away.
void ReasonTest::branches(Reasoned &o) {
    const int node = o.trees.node(), nodes = int(o.trees.tree()->nodes().size());
    o.find<QSpinBox>("nodeBranches")->setValue(2);
    o.press(Qt::Key_E);
    auto *editor = o.find<QPlainTextEdit>("nodeEditor");
    QVERIFY(editor->hasFocus());
    QCOMPARE(editor->toPlainText(), o.trees.tree()->nodes()[node].text);
    editor->selectAll();
    QTest::keyClicks(editor, "j=1-3=-2;");
    o.shootSizes("reason-3-edit");
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(o.settled());
    QVERIFY2(o.trees.notice().isEmpty(), qPrintable(o.trees.notice()));
    const SearchTreeModel &tree = *o.trees.tree();
    QCOMPARE(tree.nodes().size(), nodes + 3); // the text and two answers
    QVERIFY(tree.nodes()[nodes].byHand && tree.nodes()[nodes].text == "j=1-3=-2;");
    QCOMPARE(tree.nodes()[nodes].parent, tree.nodes()[node].parent);
    QCOMPARE(tree.nodes()[nodes + 1].parent, nodes);
    QVERIFY(o.canvas()->hasFocus());
    o.shootSizes("reason-4-branch");
    o.press(Qt::Key_G);
    QVERIFY(o.settled());
    QCOMPARE(tree.nodes().size(), nodes + 5);
    QCOMPARE(tree.nodes()[nodes + 3].parent, nodes);
    o.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!tree.isKept(nodes + 3) && tree.isKept(nodes + 1));
    o.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!tree.isKept(nodes));
    o.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(tree.isKept(nodes + 1) && !tree.isKept(nodes + 3));
    const int root = o.trees.node();
    o.trees.searchBehind(root, o.setup.request()); // as the node's menu does
    QVERIFY(o.settled());
    QVERIFY2(o.trees.notice().isEmpty(), qPrintable(o.trees.notice()));
    QVERIFY(tree.nodes().size() > nodes + 8 && tree.choice()->node > nodes + 5); // a tree with a choice of its own
    QVERIFY(tree.textTo(tree.choice()->node).startsWith(tree.textTo(root)));
    o.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(tree.choice()->node < nodes);
    const int all = int(tree.nodes().size());
    o.press(Qt::Key_W);
    o.click(o.find<QPushButton>("nodeWait"));
    QCOMPARE(editor->toPlainText(), QString("Wait"));
    QTest::keyClick(editor, Qt::Key_Escape);
    QCOMPARE(tree.nodes().size(), all);
}

void ReasonTest::exports(Reasoned &o) {
    auto *menu = o.find<QMenu>("reasonExportMenu");
    const QStringList names{"t.png", "t.svg", "t.jsonl"};
    for (int i = 0; i < names.size(); ++i) {
        menu->actions()[i < 2 ? i : 3]->trigger(); // a line stands between pictures and texts
        auto *dialog = o.find<QFileDialog>("reasonSave");
        QVERIFY(dialog);
        const QString file = o.folder.filePath(names[i]);
        Q_EMIT dialog->fileSelected(file);
        dialog->close();
        QTest::qWait(1);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY2(QFileInfo(file).size() > 500, qPrintable(o.trees.notice()));
    }
    int saved = 0;
    for (QAction *each : menu->actions().mid(4)) { // core's own formats: rows, a graph, values, a page
        each->trigger();
        auto *dialog = o.find<QFileDialog>("reasonSave");
        if (!dialog) { // steps have neither grades nor shares of right answers here, and it says so
            QVERIFY(!o.trees.notice().isEmpty());
            continue;
        }
        const QString file = o.folder.filePath(QStringLiteral("core-%1").arg(++saved));
        Q_EMIT dialog->fileSelected(file);
        dialog->close();
        QTest::qWait(1);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY2(QFileInfo::exists(file) && o.trees.notice().contains(file), qPrintable(o.trees.notice()));
    }
    QVERIFY2(saved >= 5, qPrintable(QString::number(saved)));
    QFile rows(o.folder.filePath("core-1"));
    QVERIFY(rows.open(QIODevice::ReadOnly));
    const QByteArray row = rows.readAll();
    QCOMPARE(row.count('\n'), 1);
    QVERIFY2(row.contains("\"prompt\"") && row.contains("f=l+j"), row.constData());
    QVERIFY(QImage(o.folder.filePath("t.png")).width() > 300);
    const int count = o.trees.tree()->count();
    o.trees.open(o.folder.filePath("t.jsonl")); // what was written can be opened
    QVERIFY(QTest::qWaitFor([&] { return o.trees.entries().size() == 2; }, 10000));
    QCOMPARE(o.trees.tree()->count(), count);
}

void ReasonTest::aSearchGrows() {
    Reasoned o;
    QVERIFY(o.ready());
    o.shootSizes("reason-0-empty");
    QVERIFY(!o.find<QPushButton>("reasonRun")->isEnabled());
    QVERIFY(o.search());
    QVERIFY2(o.trees.notice().isEmpty(), qPrintable(o.trees.notice()));
    const SearchTreeModel *tree = o.trees.tree();
    QVERIFY(tree && tree->count() > 6);
    QVERIFY(tree->choice());
    QCOMPARE(o.trees.node(), tree->choice()->node); // what was found is what is read first
    QVERIFY(!tree->votes().isEmpty());
    qint64 tokens = 0;
    for (const auto &node : tree->nodes()) tokens += node.tokens;
    QCOMPARE(o.trees.result()->cost.kept + o.trees.result()->cost.rejected, tokens);
    o.shootSizes("reason-1-tree");
    for (auto part : {&ReasonTest::replays, &ReasonTest::walks, &ReasonTest::branches, &ReasonTest::exports}) {
        (this->*part)(o);
        if (QTest::currentTestFailed()) return;
    }
}

/// A file with two problems: the list shows both, and a drop opens it.
void ReasonTest::tracesOpen() {
    Reasoned o;
    QVERIFY(o.ready());
    const QString file = o.folder.filePath("searches.jsonl");
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    for (const char *problem : {"first", "second"}) {
        TraceValues trace = largeTrace(40);
        for (SearchEvent &event : trace.events) {
            event.problem = problem;
            if (auto *piece = std::get_if<NodeExpanded>(&event.what); piece && piece->parent == "a large one")
                piece->parent = problem;
            out.write(QByteArray::fromStdString(dumpJson(toJson(event)) + "\n"));
        }
    }
    out.close();
    o.window.findChild<Panel *>("reason")->take(file);
    QVERIFY(QTest::qWaitFor([&] { return o.trees.entries().size() == 2; }, 10000));
    QCOMPARE(o.trees.tree()->nodes()[0].name, QString("first"));
    auto *list = o.find<QListWidget>("reasonTrees");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(o.trees.tree()->nodes()[0].name, QString("second"));
    QCOMPARE(o.trees.tree()->count(), 40);
    o.click(o.find<QPushButton>("reasonOpen"));
    auto *dialog = o.find<QFileDialog>("reasonOpenFile");
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(file);
    dialog->close();
    QVERIFY(QTest::qWaitFor([&] { return o.trees.entries().size() == 4; }, 10000));
    o.canvas()->setFocus();
    o.press(Qt::Key_End);
    QVERIFY(!o.find<QPushButton>("nodeExpand")->isEnabled());
    QVERIFY(o.find<QLabel>("nodeHint")->text().contains("file"));
    o.shootSizes("reason-5-file");
}

/// Painting as a person zooms and drags: what is not seen costs nothing, and what falls into one pixel is drawn once.
void ReasonTest::twentyThousandNodesAreFluent() {
    Reasoned o;
    QVERIFY(o.ready());
    o.trees.setOpened({.file = "large", .traces = {largeTrace(20000)}});
    QCOMPARE(o.trees.tree()->count(), 20000);
    o.shootSizes("reason-6-large");
    EventLoopProbe probe;
    const auto frames = [&](const char *what, auto &&move) {
        probe.reset();
        for (int frame = 0; frame < 40; ++frame) {
            move(frame);
            o.canvas()->repaint();
            QCoreApplication::processEvents();
        }
        probe.print(what);
        qInfo("%s: %d nodes drawn", what, o.canvas()->drawn());
        QVERIFY2(probe.complaint().isEmpty(), probe.complaint().constData());
    };
    const auto wheel = [&](int delta) { // over a node in the midst of the others
        const QPointF middle = o.canvas()->boxOf(9000).center();
        QWheelEvent event(middle, o.canvas()->mapToGlobal(middle), {}, {0, delta}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(o.canvas(), &event);
    };
    frames("the whole tree", [&](int frame) { wheel(frame % 2 ? 1 : -1); });
    QVERIFY(o.canvas()->drawn() > 500);
    frames("zooming in", [&](int) { wheel(240); });
    QVERIFY(o.canvas()->drawn() > 0 && o.canvas()->drawn() < 400);
    o.shootSizes("reason-6-large-near");
    frames("zooming out", [&](int) { wheel(-120); });
    frames("the whole tree again", [&](int) { wheel(-120); });
    frames("replay", [&](int frame) { o.trees.setPosition(1000 * frame); });
}

/// Choices that were given have no tokens of the model's: what there is to know is how likely it found each.
void ReasonTest::givenChoicesShowTheirProbabilities() {
    Reasoned o;
    QVERIFY(o.ready());
    const std::string problem = "Which of these is a prime number?\nA. 4\nB. 7\nC. 9\nD. 12";
    TraceValues trace{.problem = QString::fromStdString(problem)};
    const std::vector<std::pair<const char *, double>> choices{{"A", 0.08}, {"B", 0.62}, {"C", 0.27}, {"D", 0.03}};
    for (const auto &[letter, share] : choices) {
        trace.events.push_back({.problem = problem,
                                .node = letter,
                                .what = NodeExpanded{.parent = problem,
                                                     .text = "\nAnswer: " + std::string(letter),
                                                     .answer = letter,
                                                     .logprob = std::log(share) - 1.2,
                                                     .finishReason = "given"}});
        trace.events.push_back({.problem = problem, .node = letter, .what = NodeScored{share}});
    }
    for (const char *other : {"A", "C", "D"})
        trace.events.push_back({.problem = problem, .node = other, .what = NodePruned{}});
    trace.events.push_back({.problem = problem, .node = "B", .what = NodeChosen{.reason = "likeliest of 4 choices"}});
    o.trees.setOpened({.file = "choices", .traces = {trace}});
    QCOMPARE(o.trees.tree()->count(), 4);
    o.canvas()->setFocus();
    o.press(Qt::Key_End);
    const QString figures = o.find<QLabel>("nodeFigures")->text();
    QVERIFY2(figures.contains("Probability 62.0 % among the choices"), qPrintable(figures));
    QVERIFY2(figures.contains("Log-probability -1.68"), qPrintable(figures));
    QVERIFY2(!figures.contains("tokens"), qPrintable(figures));
    QVERIFY(o.canvas()->accessibleDescription().contains("probability 62.0 %"));
    const QString votes = o.find<QWidget>("votes")->accessibleName();
    QVERIFY2(votes.indexOf("B: probability 62.0 %") >= 0 && votes.indexOf("B:") < votes.indexOf("C:"),
             qPrintable(votes));
    o.shootSizes("reason-8-choices");
}

void ReasonTest::itSpeaksChinese() {
    QVERIFY(installLanguage(*qApp, "zh_CN"));
    Reasoned o;
    QVERIFY(o.ready());
    o.trees.setOpened({.file = "f", .traces = {largeTrace(12)}});
    o.canvas()->setFocus();
    o.press(Qt::Key_End);
    QVERIFY(o.find<QPushButton>("reasonRun")->text().contains(QChar(0x641c)));
    for (const QAction *each : o.find<QMenu>("reasonExportMenu")->actions()) {
        const QString words = each->text();
        QVERIFY2(each->isSeparator() ||
                     std::any_of(words.begin(), words.end(), [](QChar c) { return c.unicode() > 0x2e80; }),
                 qPrintable(words));
    }
    o.shootSizes("reason-7-chinese");
}

QTEST_MAIN(ReasonTest)
#include "tst_reason.moc"
