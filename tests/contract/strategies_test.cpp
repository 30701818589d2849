// SPDX-License-Identifier: Apache-2.0
// What every strategy keeps to, whoever adds the next one: its budget, its seed, a stop, a whole tree, its problem
// alone.
#include "core/engine/search/driver.h"
#include "core/job/search_tree.h"
#include "tests/support/alone_model.h"
#include "tests/support/budget.h"
#include "tests/support/capture.h"
#include "tests/support/cpu_seconds.h"
#include "tests/support/digits.h"
#include "tests/support/drawn_decoder.h"
#include <algorithm>

using namespace lapidary;

namespace {

constexpr std::int64_t kMostTokens = 14;

/// Problems that offer choices, for who chooses among them.
struct ChoiceBench : DigitsBench {
    explicit ChoiceBench(int count = 6) : DigitsBench(count) {
        for (std::size_t p = 0; p < problems.size(); ++p)
            problems[p].problem.row = {{"choices", {std::to_string(p), "53", "7" + std::to_string(20 * p)}}};
    }
};

bool has(const StrategyEntry &entry, const char *setting) {
    const auto &spec = entry.info().spec;
    return std::any_of(spec.begin(), spec.end(), [&](const auto &field) { return field.name == setting; });
}

std::vector<SearchOutcome> run(const StrategyEntry &entry, DigitsBench &bench, std::int64_t budget = 0,
                               std::int64_t seed = 1) {
    Json config = {{"token_budget", budget}};
    if (has(entry, "max_new_tokens"))
        config["max_new_tokens"] = kMostTokens; // one that writes nothing has no such limit
    if (has(entry, "seed")) config["seed"] = seed;
    const auto strategy = entry.make(config);
    REQUIRE_MESSAGE(strategy, entry.info().name);
    auto outcomes = runSearch(**strategy, bench.problems, bench.context);
    REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
    REQUIRE(outcomes->size() == bench.problems.size());
    return std::move(*outcomes);
}

Json jsonOf(const SearchOutcome &outcome) {
    Json out = {{"chosen", outcome.chosen},     {"reason", outcome.reason},
                {"answered", outcome.answered}, {"answer", outcome.answer ? Json(*outcome.answer) : Json()},
                {"tie", outcome.tie},           {"oracle", outcome.oracle},
                {"texts", Json::array()}};
    for (const auto &candidate : outcome.candidates) out["texts"].push_back(candidate.text);
    for (const char *count : {"kept", "rejected", "distinct", "verifier"})
        out[count] = toJson(outcome.tokens)[count]; // how much was cached depends on what shares a batch
    return out;
}

Json jsonOf(const std::vector<SearchOutcome> &outcomes) {
    Json out = Json::array();
    for (const auto &outcome : outcomes) out.push_back(jsonOf(outcome));
    return out;
}

std::vector<SearchedTree> treesOf(const std::vector<SearchEvent> &events) {
    SearchTrees trees;
    for (const auto &event : events) REQUIRE(trees.add(event));
    return trees.trees();
}

/// Prompts that end within a block, at its end, behind it and further on, two of which begin alike.
void askLonger(DigitsBench &bench) {
    constexpr std::int64_t kLengths[] = {3, 31, 32, 33, 47, 64};
    for (std::size_t p = 0; p < bench.problems.size(); ++p)
        for (std::int64_t t = 0; t < kLengths[p % 6]; ++t)
            bench.problems[p].ids.push_back((t * 17 + static_cast<std::int64_t>(p / 2)) % 43 + 3);
}

/// One with softcapped scores and a window, one without rotary positions, and one of the usual kind.
std::vector<std::unique_ptr<Decoder>> kindsOfNetworks() {
    std::vector<std::unique_ptr<Decoder>> out;
    for (const Architecture &architecture : architectures())
        for (const char *name : {"Gemma2ForCausalLM", "GPT2LMHeadModel", "LlamaForCausalLM"})
            if (architecture.name == name) out.push_back(drawnDecoder(architecture));
    REQUIRE(out.size() == 3);
    return out;
}

/// All that may be written is, to the token. What is read as given is read whole or not at all: of some choices nothing
/// could be chosen.
void checkBudget(const TokenCount &spent, const TokenCount &unlimited, std::int64_t written, std::int64_t budget) {
    CHECK(written == spent.kept + spent.rejected);
    const std::int64_t most = budget == 0 ? unlimited.spent() : budget;
    CHECK(written == std::min(most, unlimited.kept + unlimited.rejected));
    CHECK(spent.verifier == (unlimited.verifier <= most ? unlimited.verifier : 0));
    CHECK(spent.spent() <= most);
}

template <class F> void forEach(F check) {
    REQUIRE(!strategies().empty());
    for (const StrategyEntry &entry : strategies()) {
        CAPTURE(entry.info().name);
        check(entry);
    }
}

} // namespace

TEST_CASE("what a strategy says of its width before it runs is what it draws") {
    forEach([](const StrategyEntry &entry) {
        std::int64_t width = 1;
        Json config = Json::object();
        for (std::int64_t factor = 2; const auto &name : entry.info().sideBySide) {
            config[name] = ++factor;
            width *= factor;
        }
        const auto strategy = entry.make(config);
        REQUIRE(strategy);
        CHECK((*strategy)->drawing().width == width);
    });
}

TEST_CASE("a strategy keeps its budget to a token, and uses it up where it has a use for it") {
    forEach([](const StrategyEntry &entry) {
        ChoiceBench free;
        const auto unlimited = run(entry, free);
        for (const std::int64_t budget : {1, 5, 13, 29, 60}) {
            CAPTURE(budget);
            ChoiceBench bench;
            const auto outcomes = run(entry, bench, budget);
            const auto trees = treesOf(bench.events);
            REQUIRE(trees.size() == outcomes.size());
            for (std::size_t p = 0; p < outcomes.size(); ++p) {
                std::int64_t written = 0;
                for (const auto &node : trees[p].nodes) written += node.piece.tokens;
                checkBudget(outcomes[p].tokens, unlimited[p].tokens, written, budget);
            }
        }
    });
}

TEST_CASE("a strategy goes on behind what was begun, which costs nothing and stands in every answer") {
    forEach([](const StrategyEntry &entry) {
        ChoiceBench free;
        for (auto &problem : free.problems) problem.begun.text = "534"; // a step of its language
        const auto unlimited = run(entry, free);
        for (const std::int64_t budget : {0, 5, 29}) {
            CAPTURE(budget);
            ChoiceBench bench;
            for (auto &problem : bench.problems) problem.begun.text = "534";
            const auto outcomes = run(entry, bench, budget);
            const auto trees = treesOf(bench.events);
            REQUIRE(trees.size() == outcomes.size());
            for (std::size_t p = 0; p < outcomes.size(); ++p) {
                CHECK(trees[p].nodes.front().piece.text == "534");
                std::int64_t written = 0;
                for (const auto &node : trees[p].nodes) written += node.piece.tokens;
                checkBudget(outcomes[p].tokens, unlimited[p].tokens, written, budget);
                for (const auto &candidate : outcomes[p].candidates) {
                    CHECK(candidate.text.starts_with("534"));
                    const auto &ids = candidate.completion.ids;
                    REQUIRE(ids.size() >= 3);
                    CHECK(std::vector(ids.begin(), ids.begin() + 3) == std::vector<std::int64_t>{5, 3, 4});
                }
                REQUIRE(trees[p].chosen);
                std::string text;
                for (std::size_t node = *trees[p].chosen;; node = trees[p].nodes[node].parent) {
                    text = trees[p].nodes[node].piece.text + text;
                    if (node == 0) break;
                }
                CHECK(text == outcomes[p].candidates[outcomes[p].chosen].text);
            }
        }
    });
}

TEST_CASE("a strategy finds the same behind a beginning that is given as text or as tokens") {
    forEach([](const StrategyEntry &entry) {
        ChoiceBench text, ids;
        for (auto &problem : text.problems) problem.begun.text = "534";
        for (auto &problem : ids.problems) problem.begun = {.text = "ids win", .ids = {5, 3, 4}};
        CHECK(jsonOf(run(entry, text)) == jsonOf(run(entry, ids)));
    });
}

TEST_CASE("a strategy finds the same for the same seed") {
    forEach([](const StrategyEntry &entry) {
        ChoiceBench a, b, c;
        const Json first = jsonOf(run(entry, a, 0, 1));
        CHECK(first == jsonOf(run(entry, b, 0, 1)));
        for (std::size_t e = 0; e < a.events.size(); ++e)
            CHECK(dumpJson(toJson(a.events[e])) == dumpJson(toJson(b.events[e])));
        CHECK((first != jsonOf(run(entry, c, 0, 2))) == has(entry, "seed"));
    });
}

TEST_CASE("a strategy answers a problem alone as among others") {
    forEach([](const StrategyEntry &entry) {
        for (const std::int64_t budget : {0, 29}) {
            CAPTURE(budget);
            ChoiceBench many;
            const auto together = run(entry, many, budget);
            for (std::size_t p = 0; p < together.size(); ++p) {
                ChoiceBench one;
                one.problems = {one.problems[p]};
                CHECK(jsonOf(run(entry, one, budget)[0]) == jsonOf(together[p]));
            }
        }
    });
}

TEST_CASE("a strategy leaves a whole tree: what has come is chosen, given up or continued") {
    forEach([](const StrategyEntry &entry) {
        ChoiceBench bench;
        const auto outcomes = run(entry, bench);
        const auto trees = treesOf(bench.events);
        REQUIRE(trees.size() == outcomes.size());
        for (std::size_t p = 0; p < trees.size(); ++p) {
            const auto &[problem, nodes, chosen, choice] = trees[p];
            REQUIRE(chosen);
            CHECK(problem == bench.problems[p].problem.id);
            CHECK(!nodes[*chosen].pruned);
            CHECK(choice.reason == outcomes[p].reason);
            CHECK(choice.answered == outcomes[p].answered);
            std::string text;
            for (std::size_t node = *chosen; node != 0; node = nodes[node].parent) text = nodes[node].piece.text + text;
            CHECK(text == outcomes[p].candidates[outcomes[p].chosen].text);
            std::vector<bool> continued(nodes.size());
            for (std::size_t node = 1; node < nodes.size(); ++node) {
                CHECK(nodes[node].parent < node);
                continued[nodes[node].parent] = true;
                CHECK(!nodes[nodes[node].parent].pruned);
            }
            for (std::size_t node = 1; node < nodes.size(); ++node) {
                CAPTURE_BOUND(nodes[node].name);
                CHECK(int(node == *chosen) + int(nodes[node].pruned.has_value()) + int(continued[node]) == 1);
            }
        }
    });
}

TEST_CASE("a strategy that is stopped ends at once, and says so") {
    forEach([](const StrategyEntry &entry) {
        for (const std::size_t after : {1, 3, 9}) {
            CAPTURE(after);
            ChoiceBench bench(40);
            std::stop_source stop;
            std::size_t grown = 0;
            double stoppedAt = 0;
            bench.context.watch.stop = stop.get_token();
            bench.context.watch.grew = [&](const GrowingText &) {
                if (++grown != after) return;
                stoppedAt = test::cpuSeconds();
                stop.request_stop();
            };
            const auto outcomes = run(entry, bench);
            if (!stop.stop_requested()) continue; // it had ended before
            CHECK(test::cpuSeconds() - stoppedAt < test::budget(0.2));
            std::size_t cancelled = 0;
            for (const auto &outcome : outcomes) cancelled += outcome.cancelled;
            CHECK(cancelled > 0);
            for (const auto &event : bench.events) // the watched text had no more tokens then, nor had its brothers
                if (const auto *piece = std::get_if<NodeExpanded>(&event.what);
                    piece && piece->finishReason == "cancelled")
                    CHECK(piece->tokens <= static_cast<std::int64_t>(after));
        }
        ChoiceBench bench(3);
        std::stop_source stop;
        stop.request_stop();
        bench.context.watch.stop = stop.get_token();
        for (const auto &outcome : run(entry, bench)) {
            CHECK(outcome.cancelled);
            CHECK(!outcome.answered);
            CHECK(outcome.tokens.spent() == 0);
        }
    });
}

TEST_CASE("a strategy finds the same whether what has been read is shared, was evicted, or is read again every time") {
    for (const auto &network : kindsOfNetworks())
        forEach([&](const StrategyEntry &entry) {
            CAPTURE(network->config().architecture);
            for (const std::int64_t budget : {0, 29}) {
                CAPTURE(budget);
                ChoiceBench unshared;
                askLonger(unshared);
                unshared.context.model = std::make_shared<AloneModel>(*network, decodeDigits);
                const Json wanted = jsonOf(run(entry, unshared, budget));
                const std::int64_t block = network->makePool()->bytesPerBlock();
                for (const auto &[rows, bytes] :
                     {std::pair(std::int64_t(256), NetworkModel::kKeptBytes), {256, 7 * block}, {5, 0}}) {
                    CAPTURE_BOUND(rows);
                    ChoiceBench bench;
                    askLonger(bench);
                    const auto model = std::make_shared<NetworkModel>(*network, decodeDigits, rows, bytes);
                    bench.context.model = model;
                    const auto outcomes = run(entry, bench, budget);
                    CHECK(jsonOf(outcomes) == wanted);
                    CHECK(model->kept().pool()->used() == 0); // of a search that has ended nothing is kept
                }
            }
        });
}

TEST_CASE("a strategy that is stopped leaves no block behind") {
    forEach([](const StrategyEntry &entry) {
        ChoiceBench bench;
        askLonger(bench);
        const auto model = std::make_shared<NetworkModel>(*bench.model, decodeDigits);
        bench.context.model = model;
        std::stop_source stop;
        std::size_t grown = 0;
        bench.context.watch.stop = stop.get_token();
        bench.context.watch.grew = [&](const GrowingText &) {
            if (++grown == 4) stop.request_stop();
        };
        run(entry, bench);
        CHECK(model->kept().pool()->capacity() > 0);
        CHECK(model->kept().pool()->used() == 0);
    });
}
