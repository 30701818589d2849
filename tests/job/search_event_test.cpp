// SPDX-License-Identifier: Apache-2.0
// What a search tells of itself: every event comes back from its JSON as it was, and the events of a run are its trees.
#include "core/job/search_tree.h"
#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace lapidary;

namespace {

SearchEvent again(const SearchEvent &event) {
    const auto json = parseJson(dumpJson(toJson(event)));
    REQUIRE(json);
    const auto read = searchEventFromJson(*json);
    REQUIRE_MESSAGE(read, (read ? "" : describe(read.error())));
    return *read;
}

Error errorOf(const std::string &json) {
    const auto read = searchEventFromJson(*parseJson(json));
    REQUIRE_FALSE(read);
    return read.error();
}

SearchEvent piece(const std::string &problem, const std::string &parent, const std::string &node) {
    return {problem, node, NodeExpanded{.parent = parent, .text = node, .tokens = 1, .finishReason = "stop"}};
}

} // namespace

TEST_CASE("every event of a search comes back from its JSON") {
    const std::vector<SearchEvent> events = {
        {"p", "p/0", NodeExpanded{"p", "text\n", "7", 3, -1.5, "stop"}},
        {"p", "p/1", NodeExpanded{"p/0", "", std::nullopt, 0, 0, "step"}},
        {"p", "p/0", NodeScored{0.25}},
        {"p", "p/0", NodeVisited{3, 0.625, 0.25}},
        {"p", "p/0", NodePruned{}},
        {"p", "p/0", NodePruned{"cut"}},
        {"", "/0", NodeChosen{"votes 5 of 8", true, true, false}},
        {"p", "p/0", NodeChosen{"cut", false, false, true}},
    };
    for (const auto &event : events) {
        CAPTURE(dumpJson(toJson(event)));
        const auto read = again(event);
        CHECK(read.problem == event.problem);
        CHECK(read.node == event.node);
        CHECK(read.what == event.what);
    }
}

TEST_CASE("an event is written as it always was: names, and their order") {
    CHECK(dumpJson(toJson({"p", "p/0", NodeExpanded{"p", "t", std::nullopt, 3, -1.5, "length"}})) ==
          R"({"event":"expand","problem":"p","parent":"p","node":"p/0","text":"t","answer":null,"tokens":3,)"
          R"("logprob":-1.5,"finish_reason":"length"})");
    CHECK(dumpJson(toJson({"p", "p/0", NodeScored{0.5}})) ==
          R"({"event":"score","value":0.5,"problem":"p","node":"p/0"})");
    CHECK(dumpJson(toJson({"p", "p/0", NodeVisited{2, 0.5, 0.25}})) ==
          R"({"event":"visit","visits":2,"value":0.5,"prior":0.25,"problem":"p","node":"p/0"})");
    CHECK(dumpJson(toJson({"p", "p/0", NodePruned{"cut"}})) ==
          R"({"event":"prune","reason":"cut","problem":"p","node":"p/0"})");
    CHECK(dumpJson(toJson({"p", "p/0", NodePruned{}})) == R"({"event":"prune","problem":"p","node":"p/0"})");
    CHECK(
        dumpJson(toJson({"p", "p/0", NodeChosen{"only", true, false, false}})) ==
        R"({"event":"choose","reason":"only","answered":true,"tie":false,"oracle":false,"problem":"p","node":"p/0"})");
}

TEST_CASE("numbers that JSON has no word for come back") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN(), never = -std::numeric_limits<double>::infinity();
    CHECK(std::isnan(
        std::get<NodeExpanded>(again({"p", "p/0", NodeExpanded{.parent = "p", .text = "", .logprob = nan}}).what)
            .logprob));
    CHECK(std::get<NodeScored>(again({"p", "p/0", NodeScored{never}}).what).value == never);
}

TEST_CASE("an event that cannot be read says what is wrong") {
    CHECK(errorOf(R"({"event":"dance","problem":"p","node":"n"})").code == "search_event.unknown");
    CHECK(errorOf(R"({"event":"dance","problem":"p","node":"n"})").found == "dance");
    CHECK(errorOf(R"({"problem":"p","node":"n"})").field == "event");
    CHECK(errorOf(R"({"event":"score","node":"n","value":1})").field == "problem");
    CHECK(errorOf(R"({"event":"score","problem":"p","node":"n"})").field == "value");
    CHECK(errorOf(R"({"event":"score","problem":"p","node":"n","value":"1"})").found == "string");
    CHECK(errorOf(R"({"event":"visit","problem":"p","node":"n","visits":1.5,"value":0,"prior":0})").field == "visits");
    CHECK(errorOf(R"({"event":"visit","problem":"p","node":"n","visits":1,"value":0})").field == "prior");
    CHECK(errorOf(R"({"event":"prune","problem":"p","node":"n","reason":3})").field == "reason");
    CHECK(errorOf(R"({"event":"choose","problem":"p","node":"n","reason":"x","answered":true,"tie":1,"oracle":true})")
              .field == "tie");
    CHECK(errorOf(R"({"event":"expand","problem":"p","node":"n","parent":"p","text":"","tokens":1.5,"logprob":0,)"
                  R"("finish_reason":"stop"})")
              .field == "tokens");
    CHECK(errorOf("[1]").code == "json.missing_field");
}

TEST_CASE("the events of a run are its trees") {
    SearchTrees trees;
    for (const auto &event : {piece("a", "a", "a/0"), piece("b", "b", "b/0"), piece("a", "a", "a/1"),
                              piece("a", "a/1", "a/2"), SearchEvent{"a", "a/0", NodePruned{"cut"}},
                              SearchEvent{"a", "a/2", NodeScored{-1}}, SearchEvent{"a", "a/2", NodeChosen{"best"}}})
        REQUIRE(trees.add(event));
    REQUIRE(trees.trees().size() == 2);
    const auto &tree = trees.trees()[0];
    REQUIRE(tree.nodes.size() == 4);
    CHECK(tree.nodes[3].parent == 2);
    CHECK(tree.nodes[3].score == -1);
    CHECK(tree.nodes[1].pruned->reason == "cut");
    CHECK(!tree.nodes[2].pruned);
    CHECK(tree.chosen == 3);
    CHECK(tree.choice.reason == "best");
    CHECK(!trees.trees()[1].chosen);

    CHECK(trees.add(piece("a", "a/9", "a/7")).error().code == "search_event.no_node");
    CHECK(trees.add(piece("c", "a/1", "c/7")).error().field == "parent");
    CHECK(trees.add({"a", "a/7", NodeScored{1}}).error().found == "a/7");
    CHECK(trees.add({"a", "a", NodeScored{1}}).error().field == "node");
    CHECK(trees.add({"c", "c/0", NodePruned{}}).error().field == "problem");
    CHECK(trees.trees().size() == 2);
    CHECK(trees.trees()[0].nodes.size() == 4);

    REQUIRE(trees.add(piece("a", "a", "a/0"))); // a later problem of the same name
    REQUIRE(trees.trees().size() == 3);
    CHECK(trees.trees()[2].nodes.size() == 2);
    CHECK(trees.trees()[0].chosen == 3);
}

TEST_CASE("what was begun is the text of the root, and begins a tree") {
    SearchTrees trees;
    const SearchEvent root{"a", "a", NodeExpanded{.parent = "", .text = "begun", .finishReason = "said"}};
    for (const auto &event : {piece("a", "a", "a/0"), root, piece("a", "a", "a/0"), piece("a", "a/0", "a/1")}) {
        const auto read = searchEventFromJson(toJson(event));
        REQUIRE(read);
        REQUIRE(trees.add(*read));
    }
    REQUIRE(trees.trees().size() == 2);
    CHECK(trees.trees()[0].nodes[0].piece.text.empty());
    CHECK(trees.trees()[1].nodes.size() == 3);
    CHECK(trees.trees()[1].nodes[0].piece.text == "begun");
    CHECK(trees.trees()[1].nodes[1].parent == 0);
    CHECK(trees.add({"a", "a", NodeScored{1}}).error().field == "node"); // nobody scores what was begun
}

TEST_CASE("what is no part of an answer says so") {
    SearchEvent event = piece("a", "a", "a/0");
    CHECK(!toJson(event).contains("aside"));
    std::get<NodeExpanded>(event.what).aside = true;
    const auto read = searchEventFromJson(toJson(event));
    REQUIRE(read);
    CHECK(std::get<NodeExpanded>(read->what).aside);
    Json wrong = toJson(event);
    wrong["aside"] = 1;
    CHECK(searchEventFromJson(wrong).error().field == "aside");
}
