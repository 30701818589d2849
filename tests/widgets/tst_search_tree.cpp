// SPDX-License-Identifier: Apache-2.0
// The tree of a search as values: how it grows, is replayed, laid out, coloured and changed by hand.
#include "core/job/search_tree.h"
#include "tests/support/budget.h"
#include "widgets/bridge/trace_reader.h"
#include "widgets/common/ramp.h"
#include "widgets/common/theme.h"
#include "widgets/models/reason_view_model.h"
#include "widgets/models/tree_shade.h"
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <ctime>

using namespace lapidary;

namespace {

SearchEvent expanded(const std::string &node, const std::string &parent, const std::string &text,
                     std::optional<std::string> answer = {}, std::int64_t tokens = 2, double logprob = -1) {
    return {.problem = "p",
            .node = node,
            .what = NodeExpanded{.parent = parent,
                                 .text = text,
                                 .answer = std::move(answer),
                                 .tokens = tokens,
                                 .logprob = logprob,
                                 .finishReason = "stop"}};
}
SearchEvent scored(const std::string &node, double value) {
    return {.problem = "p", .node = node, .what = NodeScored{value}};
}
SearchEvent pruned(const std::string &node, const std::string &why = {}) {
    return {.problem = "p", .node = node, .what = NodePruned{why}};
}
SearchEvent chosen(const std::string &node) {
    return {.problem = "p", .node = node, .what = NodeChosen{.reason = "best score"}};
}

/// p ─┬─ 1 ─┬─ 3 ── 5 = "7", chosen
///    │     └─ 4 = "7"
///    └─ 2, pruned ── 6 = "9"
const std::vector<SearchEvent> kEvents = {expanded("1", "p", "a", {}, 3),
                                          expanded("2", "p", "b", {}, 5),
                                          scored("1", 0.9),
                                          scored("2", 0.1),
                                          expanded("6", "2", "z", "9", 11),
                                          pruned("2", "too far"),
                                          expanded("3", "1", "c", {}, 7),
                                          expanded("4", "1", "d", "7", 13),
                                          expanded("5", "3", "e", "7", 17),
                                          scored("5", 0.5),
                                          chosen("5")};

SearchTreeModel grown(const std::vector<SearchEvent> &events = kEvents) {
    SearchTreeModel tree(QStringLiteral("p"));
    for (const auto &event : events)
        if (!tree.add(event)) qFatal("an event was refused");
    return tree;
}

/// Nodes by their order: 1 "1", 2 "2", 3 "6", 4 "3", 5 "4", 6 "5".
QStringList there(const SearchTreeModel &tree) {
    QStringList names;
    for (int node = 1; node < tree.nodes().size(); ++node)
        if (tree.isThere(node)) names.append(tree.nodes()[node].name);
    return names;
}

/// A wide, deep tree of n nodes: each has up to four children.
SearchTreeModel large(int n) {
    SearchTreeModel tree(QStringLiteral("p"));
    for (int i = 1; i <= n; ++i) {
        const std::string parent = i <= 4 ? "p" : std::to_string((i - 1) / 4);
        if (!tree.add(expanded(std::to_string(i), parent, "step"))) qFatal("refused");
        if (!tree.add(scored(std::to_string(i), i % 97))) qFatal("refused");
    }
    return tree;
}

QStringList lines(const std::vector<SearchEvent> &events) {
    QStringList out;
    for (const SearchEvent &event : events) out.append(QString::fromStdString(dumpJson(toJson(event))));
    return out;
}

double processorMs() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

} // namespace

class SearchTreeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void growsByEvents();
    void replays();
    void refusesWhatNeverCame();
    void countsVotesAndTokens();
    void showsGivenChoices();
    void takesActs();
    void tellsItselfAsOneSearch();
    void beginsWithWhatWasWritten();
    void standsWithoutOverlap();
    void foldsChains();
    void twentyThousandNodes();
    void colours();
    void tellsOfVisits();
    void readsTraces();
    void asksForBranches();
    void tellsHowFarASearchIs();
    void searchesFromANodeAsItIsSetUp();
    void undoTakesWhatIsUnderWay();
};

void SearchTreeTest::growsByEvents() {
    const SearchTreeModel tree = grown();
    QCOMPARE(tree.eventCount(), 11);
    QCOMPARE(tree.count(), 6);
    QCOMPARE(tree.textTo(6), QString("ace"));
    QCOMPARE(tree.pathTo(6), (QVector<int>{1, 4, 6}));
    QCOMPARE(tree.nodes()[6].depth, 3);
    QCOMPARE(tree.nodes()[1].children, (QVector<int>{4, 5}));
    QCOMPARE(tree.score(6), std::optional(0.5));
    QVERIFY(!tree.score(4));
    QVERIFY(tree.isPruned(2) && !tree.isPruned(3));
    QCOMPARE(tree.nodes()[2].prunedWhy, QString("too far"));
    QCOMPARE(tree.choice()->node, 6);
}

void SearchTreeTest::replays() {
    SearchTreeModel tree = grown();
    tree.setPosition(0);
    QCOMPARE(there(tree), QStringList());
    tree.setPosition(2);
    QCOMPARE(there(tree), (QStringList{"1", "2"}));
    QVERIFY(!tree.score(1) && !tree.isPruned(2) && !tree.choice() && !tree.isLive());
    tree.setPosition(3);
    QCOMPARE(tree.score(1), std::optional(0.9));
    QVERIFY(!tree.score(2));
    tree.setPosition(6);
    QVERIFY(tree.isPruned(2));
    tree.setPosition(5);
    QVERIFY(!tree.isPruned(2));
    QCOMPARE(there(tree), QStringList({"1", "2", "6"}));
    QVERIFY(tree.add(expanded("7", "4", "f"))); // while one looks at the past, the tree grows
    QCOMPARE(tree.position(), 5);
    tree.setPosition(12);
    QVERIFY(tree.isLive());
    QVERIFY(tree.add(expanded("8", "4", "g")));
    QCOMPARE(tree.position(), 13);
    QCOMPARE(tree.count(), 8);
}

void SearchTreeTest::refusesWhatNeverCame() {
    SearchTreeModel tree = grown();
    for (const SearchEvent &event : {expanded("9", "8", "x"), scored("8", 1), pruned("8"), chosen("8")}) {
        const auto added = tree.add(event);
        QVERIFY(!added);
        QCOMPARE(added.error().code, std::string("search_event.no_node"));
        QCOMPARE(tree.eventCount(), 11);
        QCOMPARE(tree.nodes().size(), 7);
    }
}

void SearchTreeTest::countsVotesAndTokens() {
    SearchTreeModel tree = grown();
    const auto votes = tree.votes();
    QCOMPARE(votes.size(), 2);
    QCOMPARE(votes[0], (SearchTreeModel::Vote{.answer = "7", .count = 2, .node = 5, .score = 0.5, .chosen = true}));
    QCOMPARE(votes[1], (SearchTreeModel::Vote{.answer = "9", .count = 1, .node = 3}));
    QCOMPARE(tree.cost(), (SearchTreeModel::Cost{.kept = 3 + 7 + 17, .pruned = 5 + 11, .open = 13}));
    QCOMPARE(tree.cost().written(), qint64(56));
    tree.setPosition(5);
    QCOMPARE(tree.cost(), (SearchTreeModel::Cost{.open = 3 + 5 + 11}));
    QCOMPARE(tree.votes().size(), 1);
}

/// Nobody voted for a choice that was given: the likeliest stands first.
void SearchTreeTest::showsGivenChoices() {
    const auto given = [](const std::string &node, const std::string &answer) {
        SearchEvent event = expanded(node, "p", answer, answer, 0);
        std::get<NodeExpanded>(event.what).finishReason = "given";
        return event;
    };
    const SearchTreeModel tree = grown({given("1", "A"), given("2", "B"), given("3", "C"), scored("1", 0.2),
                                        scored("2", 0.7), scored("3", 0.1), pruned("1"), chosen("2"), pruned("3")});
    const auto votes = tree.votes();
    QCOMPARE(votes.size(), 3);
    QCOMPARE(votes[0], (SearchTreeModel::Vote{
                           .answer = "B", .count = 1, .node = 2, .score = 0.7, .chosen = true, .given = true}));
    QCOMPARE(votes[1].answer, QString("A"));
    QVERIFY(tree.nodes()[1].isGiven());
    QVERIFY(!grown().nodes()[1].isGiven());
}

void SearchTreeTest::takesActs() {
    SearchTreeModel tree = grown();
    const int edit = tree.write(1, QStringLiteral("C"));
    const int node = tree.anchorOf(edit);
    QVERIFY(tree.nodes()[node].byHand);
    QCOMPARE(tree.nodes()[node].parent, 1);
    QVERIFY(tree.add(expanded("1", "p", "!", "8"), edit)); // its names are its own
    QCOMPARE(tree.textTo(8), QString("aC!"));
    const int more = tree.searchBehind(8);
    QVERIFY(tree.add(expanded("1", "p", "?"), more));
    QCOMPARE(tree.textTo(9), QString("aC!?"));
    QCOMPARE(tree.acts(), 2);
    tree.setActShown(more, false);
    QVERIFY(tree.isKept(8) && !tree.isKept(9));
    tree.setActShown(edit, false);
    QVERIFY(!tree.isKept(node) && !tree.isKept(8));
    tree.setActShown(more, true); // what it hangs on is still undone
    QVERIFY(!tree.isKept(9));
    tree.setActShown(edit, true);
    QVERIFY(tree.isKept(9));
    QCOMPARE(tree.choice()->node, 6);
}

/// core's own reader makes the same tree of it.
void SearchTreeTest::tellsItselfAsOneSearch() {
    SearchTreeModel tree = grown();
    QCOMPARE(lines(tree.events()), lines(kEvents));
    const int edit = tree.write(1, QStringLiteral("C"));
    QVERIFY(tree.add(expanded("1", "p", "!", "8"), edit));
    SearchTrees trees;
    for (const SearchEvent &event : tree.events()) QVERIFY(trees.add(event));
    QCOMPARE(trees.trees().size(), std::size_t(1));
    const auto &nodes = trees.trees().front().nodes;
    QCOMPARE(nodes.size(), std::size_t(9));
    QCOMPARE(nodes[7].name, std::string("act 1/text"));
    QCOMPARE(nodes[8].name, std::string("act 1/1"));
    QCOMPARE(nodes[8].parent, std::size_t(7));
    tree.setActShown(edit, false);
    QCOMPARE(lines(tree.events()), lines(kEvents));
}

/// A search that goes on behind a text says so first.
void SearchTreeTest::beginsWithWhatWasWritten() {
    std::vector<SearchEvent> events = kEvents;
    events.insert(events.begin(), {.problem = "p", .node = "p", .what = NodeExpanded{.parent = "", .text = "so: "}});
    SearchTreeModel tree = grown(events);
    QCOMPARE(tree.count(), 6);
    QCOMPARE(tree.textTo(6), QString("so: ace"));
    QCOMPARE(tree.textTo(0), QString("so: "));
    QCOMPARE(lines(tree.events()), lines(events));
    const int more = tree.searchBehind(1);
    QVERIFY(tree.add({.problem = "q", .node = "q", .what = NodeExpanded{.parent = "", .text = "so: a"}}, more));
    SearchEvent next = expanded("1", "q", "!");
    next.problem = "q";
    QVERIFY(tree.add(next, more));
    QCOMPARE(tree.textTo(7), QString("so: a!")); // it stands in the tree already
}

void SearchTreeTest::standsWithoutOverlap() {
    const SearchTreeModel tree = grown();
    const TreeLayout layout = layoutOf(tree, false);
    QCOMPARE(layout.items.size(), 7);
    const auto row = [&](int node) { return layout.items[layout.itemOf[node]].row; };
    QCOMPARE(layout.columns.size(), 4);
    QCOMPARE(row(6), 0.0);
    QCOMPARE(row(4), 0.0);
    QCOMPARE(row(5), 1.35); // of another parent than the end above
    QCOMPARE(row(1), 0.675);
    QCOMPARE(row(3), 2.7);
    QCOMPARE(row(2), 2.7);
    QCOMPARE(row(0), (0.675 + 2.7) / 2);
    const int one = layout.itemOf[1];
    QCOMPARE(layout.childrenOf(one), (QVector<int>{layout.itemOf[4], layout.itemOf[5]}));
    QCOMPARE(layout.siblingOf(layout.itemOf[5], 1), layout.itemOf[3]);
    QCOMPARE(layout.siblingOf(layout.itemOf[3], 1), layout.itemOf[3]);
    SearchTreeModel replayed = grown();
    replayed.setPosition(1);
    const TreeLayout before = layoutOf(replayed, false);
    for (int item = 0; item < layout.items.size(); ++item) QCOMPARE(before.items[item].row, layout.items[item].row);
    const TreeLayout wide = layoutOf(large(2000), true);
    for (const auto &column : wide.columns)
        for (int i = 1; i < column.size(); ++i)
            QVERIFY(wide.items[column[i]].row - wide.items[column[i - 1]].row > 1 - 1e-9);
}

void SearchTreeTest::foldsChains() {
    const SearchTreeModel tree = grown();
    const TreeLayout folded = layoutOf(tree, true);
    QCOMPARE(folded.items.size(), 5); // 3 and 5 are one, 2 and 6 too
    const auto &chain = folded.items[folded.itemOf[6]];
    QCOMPARE(chain.first, 4);
    QCOMPARE(chain.last, 6);
    QCOMPARE(chain.count, 2);
    QCOMPARE(folded.itemOf[4], folded.itemOf[6]);
    QCOMPARE(layoutOf(tree, true, {4}).items.size(), 6);
    SearchTreeModel edited = grown();
    edited.write(6, QStringLiteral("by hand")); // what a person wrote stands by itself
    QCOMPARE(layoutOf(edited, true).items[layoutOf(edited, true).itemOf[6]].count, 2);
}

void SearchTreeTest::twentyThousandNodes() {
    const SearchTreeModel tree = large(20000);
    const double before = processorMs();
    const TreeLayout layout = layoutOf(tree, true);
    const double took = processorMs() - before;
    QCOMPARE(layout.items.size(), 20001);
    qInfo("layout of 20,000 nodes: %.1f ms", took);
    QVERIFY2(took < test::budget(30), qPrintable(QString::number(took)));
}

void SearchTreeTest::colours() {
    const SearchTreeModel tree = grown();
    const ShadeRange scores = rangeOf(tree, TreeShade::Score);
    QCOMPARE(scores.low, 0.1);
    QCOMPARE(scores.high, 0.9);
    QCOMPARE(scores.shareOf(0.5), 0.5);
    QVERIFY(!shadeOf(tree, 4, TreeShade::Score));
    QCOMPARE(shadeOf(tree, 6, TreeShade::LogProb), std::optional(-1.0 / 17));
    QCOMPARE(shadeOf(tree, 6, TreeShade::Order), std::optional(9.0));
    SearchTreeModel lost(QStringLiteral("p"));
    QVERIFY(lost.add(expanded("1", "p", "a", {}, 2, std::nan(""))));
    QVERIFY(lost.add(scored("1", -std::numeric_limits<double>::infinity())));
    QVERIFY(rangeOf(lost, TreeShade::Score).isEmpty() && rangeOf(lost, TreeShade::LogProb).isEmpty());
    for (const Theme &theme : {Theme::light(), Theme::dark(), Theme::highContrast()}) {
        const QPalette palette = theme.palette();
        const double step = perceivedLightness(rampColour(0.1, palette)) - perceivedLightness(rampColour(0, palette));
        for (int i = 0; i < 10; ++i) { // equal steps, always the same way
            const double here = perceivedLightness(rampColour((i + 1) / 10.0, palette)) -
                                perceivedLightness(rampColour(i / 10.0, palette));
            QVERIFY(std::abs(here - step) < 0.02 && here * step > 0);
        }
        QVERIFY(contrastRatio(rampColour(0, palette), theme.surface) >= 3);
        QVERIFY(contrastRatio(rampColour(1, palette), theme.surface) >= 3);
    }
}

/// What simulations know is what they knew by then, and goes into the file again.
void SearchTreeTest::tellsOfVisits() {
    const auto visited = [](const char *node, std::int64_t visits, double value, double prior) {
        return SearchEvent{.problem = "p", .node = node, .what = NodeVisited{visits, value, prior}};
    };
    std::vector<SearchEvent> events = {expanded("1", "p", "a"),     expanded("2", "p", "b"),
                                       expanded("3", "1", "c"),     visited("1", 1, 0.5, 0.75),
                                       visited("2", 2, 0.25, 0.25), visited("1", 6, 0.875, 0.75)};
    SearchTreeModel tree = grown(events);
    QCOMPARE(tree.visit(1)->visits, 6);
    QCOMPARE(tree.visit(1)->value, 0.875);
    QCOMPARE(tree.visit(1)->prior, 0.75);
    QVERIFY(!tree.visit(3));
    QCOMPARE(visitShare(tree, 1), std::optional(0.75)); // 6 of 8
    QCOMPARE(visitShare(tree, 2), std::optional(0.25));
    QVERIFY(!visitShare(tree, 3) && !visitShare(tree, 0));
    QCOMPARE(shadeOf(tree, 1, TreeShade::Visits), std::optional(6.0));
    QCOMPARE(shadeOf(tree, 2, TreeShade::Value), std::optional(0.25));
    QVERIFY(!shadeOf(tree, 3, TreeShade::Visits));
    const ShadeRange visits = rangeOf(tree, TreeShade::Visits), values = rangeOf(tree, TreeShade::Value);
    QCOMPARE(visits.low, 1.0); // whenever it was: replay keeps the colours
    QCOMPARE(visits.high, 6.0);
    QCOMPARE(values.low, 0.25);
    QCOMPARE(values.high, 0.875);
    QCOMPARE(lines(tree.events()), lines(events));
    tree.setPosition(4);
    QCOMPARE(tree.visit(1)->visits, 1);
    QVERIFY(!tree.visit(2));
    QCOMPARE(visitShare(tree, 1), std::optional(1.0));
}

void SearchTreeTest::readsTraces() {
    QTemporaryDir folder;
    const QString file = folder.filePath("trace.jsonl");
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    for (int twice = 0; twice < 2; ++twice) // a problem that comes again has a tree of its own
        for (const auto &event : kEvents) out.write(QByteArray::fromStdString(dumpJson(toJson(event)) + "\n"));
    out.write("{\"event\": \"guess\", \"problem\": \"p\", \"node\": \"1\"}\n");
    out.close();
    const TraceFile trace = TraceReader::traceIn(file);
    QCOMPARE(trace.traces.size(), 2);
    QCOMPARE(lines(trace.traces[0].events), lines(kEvents));
    QCOMPARE(lines(trace.traces[1].events), lines(kEvents));
    QCOMPARE(trace.problems.size(), 1);
    QVERIFY2(trace.problems[0].contains("23") && trace.problems[0].contains("guess"), qPrintable(trace.problems[0]));
    QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
    out.close();
    QCOMPARE(TraceReader::traceIn(file).problems.size(), 1);
    QVERIFY(TraceReader::traceIn(folder.filePath("none.jsonl")).problems.value(0).contains("none.jsonl"));
}

/// What is asked of the worker for each of a person's acts.
void SearchTreeTest::asksForBranches() {
    ReasonViewModel trees;
    QSignalSpy asked(&trees, &ReasonViewModel::searchRequested), acted(&trees, &ReasonViewModel::acted);
    trees.run({.reference = "{}",
               .prompt = "p",
               .strategy = "beam",
               .config = {{"seed", 3}, {"beams", 2}, {"temperature", 0.5}}});
    const auto request = [&] { return asked.last()[0].value<TreeRequest>(); };
    QCOMPARE(request().strategy, QString("beam"));
    QVERIFY(trees.isBusy() && !trees.whyNoAct().isEmpty());
    trees.grow(request().ticket, kEvents);
    trees.grow(request().ticket + 1, kEvents); // of nobody here
    trees.setDone(request().ticket, {.cost = {.kept = 27}});
    QCOMPARE(trees.node(), 6); // what the search chose
    QCOMPARE(trees.result()->cost.kept, std::int64_t(27));
    trees.edit(4, QStringLiteral("C"), 3);
    QCOMPARE(request().begun, QString("aC"));
    QVERIFY(request().strategy.isEmpty());
    QVERIFY(request().config == Json({{"n", 3}, {"temperature", 0.5}, {"seed", 5}}));
    QCOMPARE(acted.count(), 1);
    trees.grow(request().ticket, {expanded("1", "p", "!")});
    trees.setDone(request().ticket, {});
    QCOMPARE(trees.tree()->textTo(8), QString("aC!"));
    trees.append(8, QStringLiteral("Wait"), 1);
    QCOMPARE(request().begun, QString("aC!Wait"));
    QVERIFY(request().config["seed"] == 6); // other samples than before
    trees.setFailed(request().ticket, QString());
    QVERIFY(!trees.isBusy() && !trees.notice().isEmpty());
    trees.expand(1, 200);
    QCOMPARE(request().begun, QString("a"));
    QVERIFY(request().config["n"] == ReasonViewModel::kMostBranches);
    trees.setFailed(request().ticket, QStringLiteral("why"));
    QCOMPARE(trees.notice(), QString("why"));
    trees.edit(4, QStringLiteral("c"), 3); // as it stands already
    QCOMPARE(acted.count(), 3);
    trees.setOpened({.file = "f", .traces = {{.problem = "p", .events = kEvents}}});
    QCOMPARE(trees.tree()->count(), 6);
    trees.choose(1);
    QVERIFY(trees.whyNoAct().contains("file"));
    trees.expand(1, 2);
    QCOMPARE(acted.count(), 3);
}

void SearchTreeTest::tellsHowFarASearchIs() {
    ReasonViewModel trees;
    trees.run({.reference = "{}", .prompt = "p", .strategy = "beam"});
    QSignalSpy told(&trees, &ReasonViewModel::stateChanged);
    trees.grow(1, kEvents);
    QCOMPARE(told.count(), 1);
    trees.grow(1, {expanded("9", "nobody", "?")});
    QVERIFY(told.count() == 2 && trees.notice().contains("9"));
    trees.setOpened({.file = "f", .traces = {{.problem = "p", .events = kEvents}}});
    QVERIFY(trees.notice().isEmpty()); // it was of the other tree
    trees.say(QStringLiteral("Written"), true);
    QVERIFY(trees.noticeIsGood());
    trees.say(QStringLiteral("not written"));
    QVERIFY(!trees.noticeIsGood());
}

void SearchTreeTest::searchesFromANodeAsItIsSetUp() {
    ReasonViewModel trees;
    QSignalSpy asked(&trees, &ReasonViewModel::searchRequested);
    trees.run({.reference = "{}", .prompt = "p", .strategy = "greedy"});
    trees.grow(1, kEvents);
    trees.setDone(1, {});
    trees.searchBehind(1, {.reference = "other",
                           .prompt = "another",
                           .strategy = "vote",
                           .config = {{"n", 4}},
                           .rule = "math",
                           .expected = "7"});
    const auto request = asked.last()[0].value<TreeRequest>();
    QCOMPARE(request.strategy, QString("vote"));
    QVERIFY(request.config == Json({{"n", 4}}));
    QCOMPARE(request.rule, QString("math"));
    QCOMPARE(request.expected, QString("7"));
    QCOMPARE(request.prompt, QString("p")); // it is behind a node of this problem, and of this model
    QCOMPARE(request.reference, QString("{}"));
    QCOMPARE(request.begun, QString("a"));
}

void SearchTreeTest::undoTakesWhatIsUnderWay() {
    ReasonViewModel trees;
    QSignalSpy asked(&trees, &ReasonViewModel::searchRequested), stopped(&trees, &ReasonViewModel::stopRequested);
    trees.run({.reference = "{}", .prompt = "p", .strategy = "beam"});
    trees.grow(1, kEvents);
    trees.setDone(1, {});
    trees.edit(4, QStringLiteral("C"), 3);
    QCOMPARE(trees.node(), 7);
    trees.setActShown(trees.current(), 1, false);
    QCOMPARE(stopped.count(), 1);
    QCOMPARE(trees.node(), 1); // the one that it stood behind
    QCOMPARE(trees.layout().itemOf[7], -1);
    trees.setActShown(trees.current(), 1, true);
    QVERIFY(trees.layout().itemOf[7] >= 0);
}

QTEST_MAIN(SearchTreeTest)
#include "tst_search_tree.moc"
