// SPDX-License-Identifier: Apache-2.0
// What a tree search by simulations tells of its nodes.
#include "core/engine/search/driver.h"
#include "core/job/search_tree.h"
#include "tests/support/digits.h"
#include "tests/support/engine_doctest.h"

using namespace lapidary;

namespace {

std::vector<SearchedTree> treesOf(const char *name, const Json &config) {
    DigitsBench bench(3);
    const auto strategy = (*strategyByName(name))->make(config);
    REQUIRE(strategy);
    REQUIRE(runSearch(**strategy, bench.problems, bench.context));
    SearchTrees trees;
    for (const auto &event : bench.events) REQUIRE(trees.add(event));
    return trees.trees();
}

} // namespace

TEST_CASE("every simulation is told at each node that it went through, and priors are shares of brothers") {
    for (const char *name : {"puct", "rap", "rest_mcts", "rstar"}) {
        CAPTURE(name);
        for (const auto &tree : treesOf(name, {{"simulations", 9}, {"max_new_tokens", 14}})) {
            std::map<std::size_t, std::int64_t> visitsBehind;
            std::map<std::size_t, double> priorsBehind;
            for (std::size_t n = 1; n < tree.nodes.size(); ++n) {
                const auto &node = tree.nodes[n];
                if (!node.visited) continue;
                std::size_t parent = node.parent; // a hint that was said stands between
                while (parent != 0 && !tree.nodes[parent].visited) parent = tree.nodes[parent].parent;
                visitsBehind[parent] += node.visited->visits;
                priorsBehind[parent] += node.visited->prior;
                CHECK(node.visited->value >= 0);
            }
            CHECK(visitsBehind[0] == 9);
            for (const auto &[parent, visits] : visitsBehind)
                if (parent != 0) CHECK(visits <= tree.nodes[parent].visited->visits);
            for (const auto &[parent, sum] : priorsBehind) CHECK(sum == doctest::Approx(1));
        }
    }
}

TEST_CASE("what is told of a node is what the search goes by") {
    DigitsBench bench(1);
    const auto strategy = (*strategyByName("puct"))->make({{"simulations", 5}, {"max_new_tokens", 14}});
    REQUIRE(strategy);
    REQUIRE(runSearch(**strategy, bench.problems, bench.context));
    std::map<std::string, std::int64_t> visits;
    for (const auto &event : bench.events)
        if (const auto *visited = std::get_if<NodeVisited>(&event.what)) {
            const auto before = visits.contains(event.node) ? visits[event.node] : 0;
            CHECK(visited->visits - before <= 1); // no simulation is left out
            CHECK(visited->visits >= before);
            visits[event.node] = visited->visits;
        }
    CHECK(!visits.empty());
}
