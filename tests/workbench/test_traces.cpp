// SPDX-License-Identifier: Apache-2.0
// What a search told, as rows to learn from and as pictures.
#include "core/data/layouts/registry.h"
#include "core/job/run_log.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/traces/trace_formats.h"
#include "core/workbench/traces/trace_layout.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Json piece(const std::string &node, const std::string &parent, const std::string &text, const char *finish,
           const Json &answer = Json()) {
    return {{"event", "expand"}, {"problem", "p"}, {"parent", parent}, {"node", node},           {"text", text},
            {"answer", answer},  {"tokens", 2},    {"logprob", -1.5},  {"finish_reason", finish}};
}
Json score(const std::string &node, double value) {
    return {{"event", "score"}, {"problem", "p"}, {"node", node}, {"value", value}};
}

/// Behind "1+1=2\n" come a right answer, which is chosen, and a wrong one; "1+1=3\n" was given up for its score.
std::vector<Json> smallSearch() {
    return {piece("p/0", "p", "1+1=2\n", "step"),
            piece("p/1", "p", "1+1=3\n", "step"),
            score("p/0", 0.75),
            score("p/1", 0.25),
            {{"event", "prune"}, {"problem", "p"}, {"node", "p/1"}, {"reason", "worse <than> p/0"}},
            piece("p/2", "p/0", "2+2=4\n4", "stop", "4"),
            piece("p/3", "p/0", "2+2=5\n5", "stop", "5"),
            score("p/2", 0.5),
            score("p/3", 0.5),
            {{"event", "choose"},
             {"problem", "p"},
             {"node", "p/2"},
             {"reason", "best"},
             {"answered", true},
             {"tie", false},
             {"oracle", false}}};
}

struct TraceFolder : TemporaryFolder {
    std::vector<TracedTree> trees(const std::vector<Json> &events, bool asked = true) const {
        mustWrite(path / "trace.jsonl", toJsonl(events));
        auto trees = readTrace(path / "trace.jsonl");
        REQUIRE_MESSAGE(trees, (trees ? "" : describe(trees.error())));
        mustWrite(path / "problems.jsonl", R"({"id":"p","prompt":"1+1+2=","reference":"4"})"
                                           "\n");
        if (asked) REQUIRE(addProblems(*trees, path / "problems.jsonl"));
        return *trees;
    }
    Error errorOf(const std::string &name, const std::string &bytes) const {
        mustWrite(path / name, bytes);
        const auto trees = readTrace(path / name);
        REQUIRE(!trees);
        return trees.error();
    }
};

std::string leftOut(const TraceRows &rows) {
    std::string out;
    for (const auto &[why, count] : rows.leftOut) out += why.str() + ": " + std::to_string(count) + "\n";
    return out;
}

/// The last word of a text is its answer.
struct LastWord final : Rule {
    std::string name() const override { return "last"; }
    std::optional<std::string> answerOf(const std::string &text) const override {
        return text.substr(text.find_last_of("\n=") + 1);
    }
    Verdict grade(const Problem &problem, const std::string &text) const override {
        Verdict out{.answer = answerOf(text)};
        out.correct = out.answer == problem.reference;
        return out;
    }
};

} // namespace

TEST_CASE("the chosen answer of a search is a demonstration") {
    const TraceFolder folder;
    auto trees = folder.trees(smallSearch());
    const auto made = demonstrationsOf(trees);
    REQUIRE(made);
    CHECK(
        made->rows ==
        std::vector<Json>{{{"id", "p"}, {"prompt", "1+1+2="}, {"completion", "1+1=2\n2+2=4\n4"}, {"reference", "4"}}});
    CHECK(made->leftOut.empty());

    trees.push_back(trees[0]);
    trees[1].tree.choice.answered = false;
    trees.push_back(trees[0]);
    trees[2].tree.nodes[3].piece.finishReason = "length";
    trees.push_back(trees[0]);
    trees[3].tree.chosen.reset();
    const auto more = demonstrationsOf(trees);
    REQUIRE(more);
    CHECK(more->rows == made->rows);
    CHECK(leftOut(*more) == "searches that were not answered: 2\n"
                            "chosen answers that did not end by themselves, or are empty: 1\n");
}

TEST_CASE("with a rule no wrong answer is taught, and no right one is the worse") {
    const TraceFolder folder;
    const LastWord rule;
    auto events = smallSearch();
    const auto right = folder.trees(events);
    CHECK(demonstrationsOf(right, &rule)->rows.size() == 1);
    events[7] = score("p/2", 0.9); // the right answer, by its score too
    const auto scored = folder.trees(events);
    CHECK(preferencesOf(scored, PairsBy::Choice, &rule)->rows.size() == 2);
    events.back()["node"] = "p/3";
    const auto wrong = folder.trees(events);
    const auto none = demonstrationsOf(wrong, &rule), pairs = preferencesOf(wrong, PairsBy::Choice, &rule);
    REQUIRE(none);
    REQUIRE(pairs);
    CHECK(none->rows.empty());
    CHECK(pairs->rows.empty());
    CHECK(leftOut(*none) == "searches whose chosen answer is wrong: 1\n");
    CHECK(demonstrationsOf(wrong)->rows.size() == 1);
    auto byScores = smallSearch();
    byScores.insert(byScores.end() - 1, score("p/3", 0.9)); // the wrong answer has the higher score
    const auto contrary = preferencesOf(folder.trees(byScores), PairsBy::Scores, &rule);
    REQUIRE(contrary);
    CHECK(contrary->rows.size() == 1);
    CHECK(leftOut(*contrary) == "pairs of which the rule says the contrary: 1\n");
    const auto unknown = demonstrationsOf(folder.trees(smallSearch(), false), &rule);
    REQUIRE(!unknown);
    CHECK(unknown.error().code == "trace.no_reference");
}

TEST_CASE("an answer in which a search or a tool speaks is no example, and rows have names of their own") {
    const TraceFolder folder;
    auto events = smallSearch();
    events[0]["finish_reason"] = "said";
    const auto trees = folder.trees(events);
    const LastWord rule;
    CHECK(leftOut(*demonstrationsOf(trees)) == "chosen answers in which stands what no model wrote: 1\n");
    CHECK(leftOut(*stepChainsOf(trees, LabelSource::Answers, &rule)) ==
          "answers in which stands what no model wrote: 2\n");
    auto named = folder.trees(smallSearch());
    named[0].tree.problem = "train-7";
    CHECK(preferencesOf(named, PairsBy::Choice)->rows[0]["id"] == "train-7p/0 > p/1");
    CHECK(stepChainsOf(named, LabelSource::Answers, &rule)->rows[0]["id"] == "train-7p/2");
}

TEST_CASE("what was begun before a search is part of what it teaches") {
    const TraceFolder folder;
    auto events = smallSearch();
    Json root = piece("p", "", "Well. ", "said");
    root["tokens"] = 0;
    events.insert(events.begin(), std::move(root));
    const auto trees = folder.trees(events);
    REQUIRE(trees.size() == 1);
    CHECK(demonstrationsOf(trees)->rows[0]["completion"] == "Well. 1+1=2\n2+2=4\n4");
    CHECK(preferencesOf(trees, PairsBy::Choice)->rows[0]["rejected"] == "Well. 1+1=3\n");
}

TEST_CASE(
    "a piece of the chosen answer is preferred to the others of its place, where anything says that they are worse") {
    const TraceFolder folder;
    auto trees = folder.trees(smallSearch());
    auto made = preferencesOf(trees, PairsBy::Choice);
    REQUIRE(made);
    REQUIRE(made->rows.size() == 1); // the two answers have the same score
    CHECK(made->rows[0] == Json{{"id", "p/0 > p/1"},
                                {"prompt", "1+1+2="},
                                {"chosen", "1+1=2\n"},
                                {"rejected", "1+1=3\n"},
                                {"reference", "4"},
                                {"chosen_terminated", false},
                                {"rejected_terminated", false}});
    CHECK(leftOut(*made) == "pairs of which neither has a higher score: 1\n");

    trees[0].tree.nodes[4].score.reset(); // now the choice alone says which is better
    made = preferencesOf(trees, PairsBy::Choice);
    REQUIRE(made->rows.size() == 2);
    CHECK(made->rows[1]["chosen"] == "1+1=2\n2+2=4\n4");
    CHECK(made->rows[1]["rejected"] == "1+1=2\n2+2=5\n5");
    CHECK(!made->rows[1].contains("chosen_terminated"));

    trees[0].tree.nodes[4].piece.answer = "4";
    CHECK(leftOut(*preferencesOf(trees, PairsBy::Choice)) == "pairs that come to the same answer: 1\n");
    trees[0].tree.nodes[4].piece.answer.reset();
    trees[0].tree.nodes[4].piece.text = trees[0].tree.nodes[3].piece.text;
    CHECK(leftOut(*preferencesOf(trees, PairsBy::Choice)) == "pairs that say the same: 1\n");
    trees[0].tree.nodes[4].piece.finishReason = "cancelled";
    CHECK(leftOut(*preferencesOf(trees, PairsBy::Choice)) == "pieces that were stopped, or that no model wrote: 1\n");
}

TEST_CASE("of pieces with scores the best is preferred to the worst of its place, chosen or not") {
    const TraceFolder folder;
    auto trees = folder.trees(smallSearch());
    trees[0].tree.chosen.reset();
    trees[0].tree.nodes[3].score = 0.1; // the chosen one
    const auto made = preferencesOf(trees, PairsBy::Scores);
    REQUIRE(made);
    REQUIRE(made->rows.size() == 2);
    CHECK(made->rows[0]["id"] == "p/0 > p/1");
    CHECK(made->rows[1]["id"] == "p/3 > p/2");
    for (const Json &row : made->rows) CHECK(usesOf(row) == std::vector<std::string_view>{"preference"});
}

TEST_CASE("a step has the share of right answers behind it for its label") {
    const TraceFolder folder;
    const auto trees = folder.trees(smallSearch());
    const LastWord rule;
    const auto made = stepChainsOf(trees, LabelSource::Answers, &rule);
    REQUIRE(made);
    REQUIRE(made->rows.size() == 2);
    CHECK(made->rows[0] == Json{{"id", "p/2"},
                                {"prompt", "1+1+2="},
                                {"completions", {"1+1=2", "2+2=4", "4"}},
                                {"labels", {0.5, Json(), true}}, // the second ends within a piece
                                {"reference", "4"}});
    CHECK(made->rows[1]["labels"] == Json{0.5, Json(), false});

    const auto scored = stepChainsOf(trees, LabelSource::Scores, nullptr);
    REQUIRE(scored);
    CHECK(scored->rows[0]["labels"] == Json{0.75, Json(), 0.5});
    CHECK(scored->leftOut.empty());

    auto others = trees;
    others[0].tree.nodes[1].score = -3;
    CHECK(leftOut(*stepChainsOf(others, LabelSource::Scores, nullptr)) ==
          "scores that do not lie between 0 and 1: 1\n");
    others[0].tree.nodes[3].piece.aside = true; // an opinion is no answer
    CHECK(stepChainsOf(others, LabelSource::Answers, &rule)->rows.size() == 1);
    CHECK(stepChainsOf(others, LabelSource::Answers, &rule)->rows[0]["labels"] == Json{false, Json(), false});

    CHECK(stepChainsOf(trees, LabelSource::Answers, nullptr).error().code == "trace.no_rule");
    others[0].problem.reference.clear();
    CHECK(stepChainsOf(others, LabelSource::Answers, &rule).error().code == "trace.no_reference");
}

TEST_CASE("rows of a search need to know what it was asked") {
    const TraceFolder folder;
    const auto trees = folder.trees(smallSearch(), false);
    CHECK(demonstrationsOf(trees).error().code == "trace.no_prompt");
    CHECK(preferencesOf(trees, PairsBy::Choice).error().code == "trace.no_prompt");
    CHECK(stepChainsOf(trees, LabelSource::Scores, nullptr).error().found == "p");
    for (const TraceFormat &format : traceFormats()) {
        CAPTURE(format.name);
        const auto made = format.write(trees, {.labels = LabelSource::Scores});
        CHECK(made.has_value() != format.asksPrompts);
    }
}

TEST_CASE("a search that was asked in a chat teaches a chat") {
    const TraceFolder folder;
    auto trees = folder.trees(smallSearch(), false);
    const Json chat = {{{"role", "user"}, {"content", "1+1+2="}}};
    mustWrite(folder.path / "chats.jsonl", toJsonl({{{"id", "p"}, {"prompt", chat}}}));
    REQUIRE(addProblems(trees, folder.path / "chats.jsonl"));
    const auto made = demonstrationsOf(trees);
    REQUIRE_MESSAGE(made, (made ? "" : describe(made.error())));
    CHECK(made->rows[0]["prompt"] == chat);
    CHECK(made->rows[0]["completion"] == Json{{{"role", "assistant"}, {"content", "1+1=2\n2+2=4\n4"}}});
}

TEST_CASE("a trace is read from a run, from its log, from an answer and from lines") {
    const TraceFolder folder;
    const auto lines = folder.trees(smallSearch());
    const Json nodes = traceJson(lines);
    mustWrite(folder.path / "answer.json", dumpJson({{"completions", Json::array()}, {"trace", smallSearch()}}));
    mustWrite(folder.path / "events.json", dumpJson(Json(smallSearch()), 1));
    {
        auto log = RunLogWriter::open(folder.path / "run.log");
        REQUIRE(log);
        REQUIRE(log->append("state", {{"state", "running"}}));
        for (const Json &event : smallSearch()) REQUIRE(log->append("search", event));
    }
    mustWrite(folder.path / "run.toml", "[[bucket]]\nname = \"b\"\nproblems = \"problems.jsonl\"\n");
    for (const fs::path &path : {folder.path, folder.path / "run.log"}) {
        const auto trees = readTrace(path);
        REQUIRE_MESSAGE(trees, (trees ? "" : describe(trees.error())));
        CHECK(traceJson(*trees) == nodes);
    }
    for (const char *name : {"answer.json", "events.json"}) {
        auto trees = readTrace(folder.path / name);
        REQUIRE_MESSAGE(trees, (trees ? "" : describe(trees.error())));
        REQUIRE(addProblems(*trees, folder.path / "problems.jsonl"));
        CHECK(traceJson(*trees) == nodes);
    }
    auto named = smallSearch(); // as the command line writes them
    for (Json &event : named) {
        event["id"] = 7;
        event["problem"] = "";
        if (event.value("parent", "") == "p") event["parent"] = "";
    }
    CHECK(folder.trees(named, false)[0].tree.problem == "7");
}

TEST_CASE("a trace that lies is refused by its line or its place") {
    const TraceFolder folder;
    const std::string good = dumpJson(smallSearch()[0]) + "\n";
    const auto orphan = folder.errorOf("a.jsonl", good + dumpJson(piece("p/9", "p/7", "x", "stop")) + "\n");
    CHECK(orphan.code == "search_event.no_node");
    CHECK(orphan.line == 2);
    CHECK(orphan.field == "parent");
    const auto itself = folder.errorOf("h.jsonl", good + dumpJson(piece("p", "p", "x", "stop")) + "\n");
    CHECK(itself.code == "search_event.own_problem"); // else no way from it would end
    CHECK(itself.line == 2);
    CHECK(folder.errorOf("b.jsonl", good + "{\"event\":\n").line == 2);
    CHECK(folder.errorOf("c.jsonl", good + "[1]\n").line == 2);
    CHECK(folder.errorOf("d.jsonl", "\n").code == "trace.empty");
    CHECK(folder.errorOf("e.json", "{}").code == "trace.unknown");
    CHECK(folder.errorOf("e2.json", R"({"trace":3})").field == "trace");
    CHECK(folder.errorOf("f.json", "[" + good + R"(,{"event":"score","problem":"p","node":"p/0"}])").field ==
          "[1].value");
    CHECK(folder.errorOf("g.json", R"({"trace":[{"event":"dance","problem":"p","node":"p/0"}]})").field ==
          "trace[0].event");
    auto trees = folder.trees(smallSearch());
    mustWrite(folder.path / "two.jsonl", "{\"id\":\"p\",\"prompt\":\"a\"}\n{\"id\":\"p\",\"prompt\":\"b\"}\n");
    const auto two = addProblems(trees, folder.path / "two.jsonl");
    REQUIRE(!two);
    CHECK(two.error().code == "trace.ambiguous");
    CHECK(two.error().line == 2);
}

TEST_CASE("what strangers wrote stays text in a page, a graph and a value") {
    const TraceFolder folder;
    auto events = smallSearch();
    const std::string evil = "</title></svg><script>alert(1)</script>\"];\\\n<img src='http://x/y'>&amp;";
    events[0]["text"] = evil;
    events[5]["answer"] = evil;
    events[9]["reason"] = evil;
    auto trees = folder.trees(events);
    trees[0].tree.problem = trees[0].problem.prompt = evil;
    const std::string page = traceHtml(trees);
    std::size_t scripts = 0;
    for (auto at = page.find("<script"); at != page.npos; at = page.find("<script", at + 1)) ++scripts;
    CHECK(scripts == 1);
    CHECK(page.find("<img") == page.npos);
    CHECK(page.find("http:") == page.find("http://x/y")); // as text alone
    CHECK(page.find("https:") == page.npos);
    CHECK(page.find("&lt;script&gt;alert(1)") != page.npos);
    const std::string graph = traceDot(trees);
    CHECK(graph.find("\\\"];\\\\\\n") != graph.npos);
    CHECK(traceJson(trees)["trees"][0]["nodes"][1]["text"] == evil);
}

TEST_CASE("scores as far apart as numbers can be have the two ends of the colours") {
    const TraceFolder folder;
    auto events = smallSearch();
    for (const std::size_t at : {2, 3, 7, 8}) events[at]["value"] = at == 2 ? 1.7e308 : -1.7e308;
    const std::string page = traceHtml(folder.trees(events));
    CHECK(page.find("rgb(68,1,84)") != page.npos);
    CHECK(page.find("rgb(253,231,37)") != page.npos);
}

TEST_CASE("a page shows every node once, the chosen way and what was given up") {
    const TraceFolder folder;
    const std::string page = traceHtml(folder.trees(smallSearch()));
    const auto count = [&](const std::string &text) {
        std::size_t times = 0;
        for (auto at = page.find(text); at != page.npos; at = page.find(text, at + 1)) ++times;
        return times;
    };
    CHECK(count("<g class='node") == 5);
    CHECK(count("<g class='node best") == 3); // the problem, the step and the answer
    CHECK(count("pruned'") == 1);
    CHECK(count("pruned: worse &lt;than&gt; p/0") == 1);
    CHECK(count("<path class='edge best'") == 2);
    CHECK(count("rgb(68,1,84)") == 1);    // the lowest score
    CHECK(count("rgb(253,231,37)") == 1); // the highest
    CHECK(count("rgb(33,145,140)") == 2); // those in the middle
}

TEST_CASE("leaves stand in rows of their own, parents in the middle, and depth costs no stack") {
    SearchedTree tree{.problem = "p", .nodes = {{.name = "p"}}};
    for (const std::size_t parent : {0, 0, 1, 1, 1}) tree.nodes.push_back({.name = "n", .parent = parent});
    const auto laid = placesOf(tree);
    CHECK(laid.columns == 3);
    CHECK(laid.rows == 4);
    const double rows[] = {2, 1, 3, 0, 1, 2};
    for (std::size_t n = 0; n < 6; ++n) CHECK(laid.places[n].row == rows[n]);
    CHECK(laid.places[4].column == 2);
    while (tree.nodes.size() < 200'000) tree.nodes.push_back({.name = "n", .parent = tree.nodes.size() - 1});
    CHECK(placesOf(tree).columns == 200'000 - 5 + 2);
}
