// SPDX-License-Identifier: Apache-2.0
// The driver of searches: batches, budgets, ends of pieces, tools, faults of a strategy, and a trace that is the tree.
#include "core/engine/search/candidates.h"
#include "core/engine/search/driver.h"
#include "core/job/search_tree.h"
#include "tests/support/digits.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/scripted_model.h"
#include <algorithm>
#include <map>
#include <utility>

using namespace lapidary;

namespace {

/// A strategy of a test: `next` is its whole search.
class Plan final : public Strategy {
public:
    using Next = std::function<std::vector<Action>(const Tree &)>;
    explicit Plan(Next next, Drawing drawing = {}) : next_(std::move(next)), drawing_(std::move(drawing)) {}
    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &) const override { return {}; }
    std::unique_ptr<Search> begin(const SearchProblem &, const SearchContext &) const override {
        struct Planned final : Search {
            explicit Planned(const Next &planned) : next_(planned) {}
            std::vector<Action> next(const Tree &tree, Rng &) override { return next_(tree); }
            const Next &next_;
        };
        return std::make_unique<Planned>(next_);
    }

private:
    Next next_;
    Drawing drawing_;
};

/// Lets a strategy search as it does and keeps the trees that it leaves.
class Recorded final : public Strategy {
public:
    Recorded(const Strategy &strategy, std::map<std::string, Tree> &trees) : strategy_(strategy), trees_(trees) {}
    const Drawing &drawing() const override { return strategy_.drawing(); }
    Status check(const SearchContext &context) const override { return strategy_.check(context); }
    std::unique_ptr<Search> begin(const SearchProblem &problem, const SearchContext &context) const override {
        struct Recorder final : Search {
            Recorder(std::unique_ptr<Search> search, Tree &out) : search_(std::move(search)), out_(out) {}
            ~Recorder() override {
                if (tree_) out_ = *tree_;
            }
            std::vector<Action> next(const Tree &tree, Rng &rng) override {
                tree_ = &tree;
                return search_->next(tree, rng);
            }
            std::unique_ptr<Search> search_;
            Tree &out_;
            const Tree *tree_ = nullptr;
        };
        return std::make_unique<Recorder>(strategy_.begin(problem, context), trees_[problem.problem.id]);
    }

private:
    const Strategy &strategy_;
    std::map<std::string, Tree> &trees_;
};

/// Three tokens and the answer 5, whatever is asked.
Completion five(const CompletionRequest &, std::int64_t sample) {
    return {.ids = {1, sample % 3, 5},
            .text = "1" + std::to_string(sample % 3) + "5",
            .finishReason = "stop",
            .logprobs = {-1, -1, -1},
            .entropies = {}};
}

std::int64_t writtenFor(const std::vector<SearchEvent> &events, const std::string &problem) {
    std::int64_t tokens = 0;
    for (const auto &event : events)
        if (const auto *piece = std::get_if<NodeExpanded>(&event.what); piece && event.problem == problem)
            tokens += piece->tokens;
    return tokens;
}

std::string codeOf(DigitsBench &bench, const Plan::Next &next) {
    const auto outcomes = runSearch(Plan(next), bench.problems, bench.context);
    return outcomes ? "" : outcomes.error().code;
}

std::unique_ptr<Strategy> strategy(const std::string &name, const Json &config) {
    auto made = (*strategyByName(name))->make(config);
    REQUIRE(made);
    return std::move(*made);
}

} // namespace

TEST_CASE("what all problems want next is written in one call") {
    DigitsBench bench;
    const auto model = std::make_shared<ScriptedModel>(five);
    bench.context.model = model;
    REQUIRE(runSearch(*strategy("best_of_n", {{"n", 3}}), bench.problems, bench.context));
    REQUIRE(model->calls.size() == 1);
    CHECK(model->calls[0].size() == 6);
    CHECK(model->calls[0][5].n == 3);
}

TEST_CASE("a budget is kept to a token: samples that it covers are whole, and the last one is as long as it can be") {
    for (const std::int64_t budget : {1, 2, 3, 4, 8, 9, 14, 15, 16}) {
        CAPTURE(budget);
        DigitsBench bench(3);
        bench.context.model = std::make_shared<ScriptedModel>(five);
        const auto outcomes =
            runSearch(*strategy("self_consistency", {{"n", 5}, {"max_new_tokens", 4}, {"token_budget", budget}}),
                      bench.problems, bench.context);
        REQUIRE(outcomes);
        for (std::size_t p = 0; p < 3; ++p) {
            const auto &outcome = (*outcomes)[p];
            CHECK(outcome.tokens.spent() == std::min<std::int64_t>(budget, 15)); // five samples need 15
            CHECK(writtenFor(bench.events, bench.problems[p].problem.id) == outcome.tokens.spent());
            CHECK(outcome.candidates.size() == static_cast<std::size_t>((std::min<std::int64_t>(budget, 15) + 2) / 3));
            CHECK(outcome.answered == (budget >= 3));
            CHECK(outcome.reason == (budget < 3 ? "cut"
                                                : "votes " + std::to_string(std::min<std::int64_t>(budget, 15) / 3) +
                                                      " of " + std::to_string(outcome.candidates.size())));
        }
    }
}

TEST_CASE("what a search wants first is written first, though the budget would cover something later") {
    DigitsBench bench(1);
    bench.context.model = std::make_shared<ScriptedModel>(five);
    const Plan plan(
        [](const Tree &tree) -> std::vector<Action> {
            if (tree.size() == 1)
                return {Expand{.n = 3, .until = {.tokens = 4}}, Expand{.n = 2, .until = {.tokens = 1}}};
            return {Select{1, "done"}};
        },
        {.tokenBudget = 9});
    const auto outcomes = runSearch(plan, bench.problems, bench.context);
    REQUIRE(outcomes);
    REQUIRE(outcomes->front().candidates.size() == 3);
    for (const auto &candidate : outcomes->front().candidates) CHECK(candidate.fault().empty());
}

TEST_CASE("a search that would never end is ended by its budget, or by a stop") {
    const Plan endless([](const Tree &) { return std::vector<Action>{Expand{.n = 2}}; }, {.tokenBudget = 10});
    DigitsBench bench(2);
    bench.context.model = std::make_shared<ScriptedModel>(five);
    const auto spent = runSearch(endless, bench.problems, bench.context);
    REQUIRE(spent);
    CHECK(spent->front().reason == "budget");
    CHECK(!spent->front().answered);
    CHECK(spent->front().tokens.rejected + spent->front().tokens.kept == 10);

    std::stop_source stop;
    stop.request_stop();
    bench.context.watch.stop = stop.get_token();
    const auto stopped = runSearch(endless, bench.problems, bench.context);
    REQUIRE(stopped);
    CHECK(stopped->front().reason == "cancelled");
    CHECK(stopped->front().candidates.size() == 2);
}

TEST_CASE("a budget that suffices changes nothing") {
    DigitsBench plain, limited;
    const Json config = {{"n", 3}, {"max_new_tokens", 6}};
    Json with = config;
    with["token_budget"] = 18;
    const auto a = runSearch(*strategy("best_of_n", config), plain.problems, plain.context);
    const auto b = runSearch(*strategy("best_of_n", with), limited.problems, limited.context);
    REQUIRE((a && b));
    REQUIRE(plain.events.size() == limited.events.size());
    for (std::size_t e = 0; e < plain.events.size(); ++e)
        CHECK(dumpJson(toJson(plain.events[e])) == dumpJson(toJson(limited.events[e])));
}

TEST_CASE("a piece ends where the task's steps do, a sentence, a call, or what the search says") {
    struct Lines final : Rule {
        std::string name() const override { return "lines"; }
        Verdict grade(const Problem &, const std::string &) const override { return {}; }
        std::optional<std::string> answerOf(const std::string &) const override { return std::nullopt; }
    } lines;
    const auto marks = [](const Until &until, const Rule *rule) {
        DigitsBench bench(1);
        const auto model = std::make_shared<ScriptedModel>(five);
        bench.context.model = model;
        bench.context.rule = rule;
        bench.context.toolCallEnd = "</call>";
        REQUIRE(codeOf(bench, [&](const Tree &tree) -> std::vector<Action> {
                    if (tree.size() == 1) return {Expand{.until = until}};
                    return {Select{1, "done"}};
                }) == "");
        return model->calls[0][0].until.marks;
    };
    const DigitsRule digits;
    CHECK(marks({.step = true}, &digits) == std::vector<std::string>{"4"});
    CHECK(marks({.step = true}, &lines) == std::vector<std::string>{"\n"});
    CHECK(marks({.step = true}, nullptr) == std::vector<std::string>{"\n"});
    CHECK(marks({.toolCall = true}, nullptr) == std::vector<std::string>{"</call>"});
    CHECK(marks({.marks = {";"}}, &digits) == std::vector<std::string>{";"});
    const auto sentence = marks({.sentence = true}, &digits);
    CHECK(std::find(sentence.begin(), sentence.end(), ". ") != sentence.end());
}

TEST_CASE("pieces of a network, one after the other, are what it writes at once") {
    DigitsBench bench;
    const Drawing drawing{.sampling = {.maxNewTokens = 20, .sampler = "greedy", .ignoreEos = true}};
    const auto whole = runSearch(Plan(
                                     [](const Tree &tree) -> std::vector<Action> {
                                         if (tree.size() == 1) return {Expand{.until = {.tokens = 20}}};
                                         return {Select{1, "done"}};
                                     },
                                     drawing),
                                 bench.problems, bench.context);
    std::size_t pieces = 0;
    const auto stepped = runSearch(Plan(
                                       [&](const Tree &tree) -> std::vector<Action> {
                                           const NodeId last = tree.size() - 1;
                                           const auto left = 20 - tree.tokensTo(last);
                                           if (last > 0 && (left == 0 || !tree[last].goesOn()))
                                               return {Select{last, "done"}};
                                           ++pieces;
                                           return {Expand{.at = last, .until = {.tokens = left, .step = true}}};
                                       },
                                       drawing),
                                   bench.problems, bench.context);
    REQUIRE((whole && stepped));
    CHECK(pieces > whole->size()); // or nothing was in pieces
    for (std::size_t p = 0; p < whole->size(); ++p) {
        const auto &a = (*whole)[p].candidates[0], &b = (*stepped)[p].candidates[0];
        CHECK(a.completion.ids == b.completion.ids);
        CHECK(a.text == b.text);
        CHECK(a.completion.finishReason == b.completion.finishReason);
        CHECK((*whole)[p].tokens.kept == (*stepped)[p].tokens.kept);
        CHECK((*stepped)[p].tokens.rejected == 0);
        CHECK((*stepped)[p].tokens.distinct == (*stepped)[p].tokens.kept);
    }
}

TEST_CASE(
    "a network writes requests of several kinds in one call as it writes each alone, and knows when it has no room") {
    const DigitsBench bench;
    const auto &model = *bench.context.model;
    std::vector<CompletionRequest> requests;
    for (const std::int64_t tokens : {5, 9}) // a limit of its own; another temperature; a mark
        requests.push_back({.ids = {1, 2}, .stream = std::to_string(tokens), .n = 2, .until = {.tokens = tokens}});
    requests.push_back({.ids = {3}, .stream = "c", .sampling = {.temperature = 0}, .until = {.tokens = 7}});
    requests.push_back({.ids = {1, 2}, .stream = "d", .until = {.tokens = 30, .marks = {"4"}}});
    requests.push_back({.ids = std::vector<std::int64_t>(96, 1), .begun = "1", .stream = "e", .n = 2});
    std::int64_t done = 0;
    const auto together = model.complete(requests, {.progress = [&](std::int64_t now, std::int64_t all) {
                                             CHECK(all == 8);
                                             CHECK(now > std::exchange(done, now));
                                         }});
    REQUIRE(together);
    for (std::size_t r = 0; r < requests.size(); ++r) {
        const auto alone = model.complete({&requests[r], 1}, {});
        REQUIRE(alone);
        REQUIRE((*together)[r].completions.size() == static_cast<std::size_t>(requests[r].n));
        for (std::size_t s = 0; s < (*alone)[0].completions.size(); ++s) {
            const auto &a = (*alone)[0].completions[s], &b = (*together)[r].completions[s];
            CHECK(a.ids == b.ids);
            CHECK(a.text == b.text);
            CHECK(a.finishReason == b.finishReason);
            CHECK(b.ids.size() <= static_cast<std::size_t>(requests[r].until.tokens));
        }
    }
    CHECK((*together)[4].completions[1].finishReason == "length");
    CHECK((*together)[4].completions[1].ids.empty());
    const auto unread = NetworkModel(*bench.model).complete({&requests[3], 1}, {});
    CHECK(unread.error().code == "search.no_text");
}

TEST_CASE("a tool's words stand behind the call, and cost no token that was written") {
    DigitsBench bench(1);
    const auto model = std::make_shared<ScriptedModel>([](const CompletionRequest &request, std::int64_t) {
        const bool first = request.begun.empty();
        return Completion{.ids = {1, 2},
                          .text = first ? "12" : "98",
                          .finishReason = first ? kStep : "stop",
                          .logprobs = {-1, -1},
                          .entropies = {}};
    });
    bench.context.model = model;
    bench.context.tools = {{"twice", [](const std::string &input) -> Result<std::string> { return input + input; }}};
    const auto with = [](const char *tool) {
        return [tool](const Tree &tree) -> std::vector<Action> {
            if (tree.size() == 1) return {Expand{.until = {.toolCall = true}}};
            if (tree.size() == 2) return {CallTool{1, tool, tree[1].written.text}};
            if (tree.size() == 3) return {Expand{.at = 2}};
            return {Select{3, "done"}};
        };
    };
    const auto outcomes = runSearch(Plan(with("twice")), bench.problems, bench.context);
    REQUIRE(outcomes);
    const auto &outcome = outcomes->front();
    REQUIRE(outcome.candidates.size() == 1);
    CHECK(outcome.candidates[0].text == "12121298");
    CHECK(outcome.candidates[0].completion.ids == std::vector<std::int64_t>{1, 2, 1, 2, 1, 2, 1, 2});
    CHECK(outcome.tokens.kept == 4);
    CHECK(outcome.tokens.distinct == 4);
    CHECK(model->calls[1][0].begun == "121212");
    CHECK(model->calls[1][0].ids.size() == 3 + 6);
    CHECK(std::get<NodeExpanded>(bench.events[1].what).finishReason == "tool");
    CHECK(codeOf(bench, with("thrice")) == "search.no_tool");
}

TEST_CASE("what is read as given counts under the budget, whenever it is read, and is whole without being written") {
    DigitsBench bench(1);
    const Plan twice(
        [](const Tree &tree) -> std::vector<Action> {
            if (tree.size() == 1) return {Read{0, {"12"}}};
            if (tree.size() == 2) return {Read{0, {"1234"}}};
            CHECK(tree.spent());
            CHECK(tree[1].fault.empty());
            CHECK(tree[2].fault == "cut");
            return {Prune{2}, Select{1, "first"}};
        },
        {.tokenBudget = 5});
    const auto outcomes = runSearch(twice, bench.problems, bench.context);
    REQUIRE(outcomes);
    const SearchOutcome &outcome = outcomes->front();
    CHECK(outcome.tokens.verifier == 2);
    CHECK(outcome.tokens.spent() == 2);
    CHECK(outcome.answer == "2");
    CHECK(outcome.candidates[0].completion.finishReason == kGiven);
    CHECK(outcome.candidates[0].completion.logprobs.size() == 2);
    CHECK(outcome.candidates[1].completion.finishReason == kUnread);
}

TEST_CASE("a strategy at fault is stopped and named") {
    DigitsBench bench(1);
    bench.context.model = std::make_shared<ScriptedModel>(five);
    const auto behind = [](Action action) {
        return [action](const Tree &tree) -> std::vector<Action> {
            if (tree.size() == 1) return {Expand{.n = 2}};
            return {Prune{1}, action};
        };
    };
    CHECK(codeOf(bench, [](const Tree &) { return std::vector<Action>(); }) == "search.stalled");
    CHECK(codeOf(bench, behind(Rate{2, 1.0})) == "search.stalled");
    CHECK(codeOf(bench, behind(Select{1, "gone"})) == "search.bad_action");
    CHECK(codeOf(bench, behind(Select{9, "never there"})) == "search.bad_action");
    CHECK(codeOf(bench, behind(Select{0, "the question"})) == "search.bad_action");
    CHECK(codeOf(bench, behind(Score{{1}, "mean_logprob"})) == "search.bad_action");
    CHECK(codeOf(bench, behind(Expand{.at = 2})) == "search.bad_action"); // it has ended
    CHECK(codeOf(bench, behind(Read{2, {"x"}})) == "search.bad_action");
    CHECK(codeOf(bench, behind(Read{0, {}})) == "search.bad_action");
    CHECK(codeOf(bench, behind(Read{0, {"x", ""}})) == "search.bad_action");
    CHECK(codeOf(bench, behind(Expand{.n = 0})) == "search.bad_action");
    CHECK(codeOf(bench, behind(Expand{.until = {.tokens = 0}})) == "search.bad_action");
    CHECK(codeOf(bench, [](const Tree &) { return std::vector<Action>{KeepAll{"none"}}; }) == "search.bad_action");
    CHECK(codeOf(bench, behind(Select{2, "best"})) == "");
}

TEST_CASE("whoever selects a faulty answer answers nothing, and a piece that nobody continued is cut") {
    DigitsBench bench(1);
    bench.context.model = std::make_shared<ScriptedModel>([](const CompletionRequest &, std::int64_t sample) {
        static constexpr const char *kEnds[] = {"stop", "length", "cancelled", kStep};
        return Completion{.ids = {1},
                          .text = sample == 0 ? " " : "15",
                          .finishReason = kEnds[sample],
                          .logprobs = {-1},
                          .entropies = {}};
    });
    for (const auto &[node, fault] : {std::pair<NodeId, const char *>{1, "empty"}, {2, "cut"}, {3, "cancelled"}}) {
        const auto outcomes = runSearch(Plan([n = node](const Tree &tree) -> std::vector<Action> {
                                            if (tree.size() == 1) return {Expand{.n = 3}};
                                            return {Select{n, "mine"}};
                                        }),
                                        bench.problems, bench.context);
        REQUIRE(outcomes);
        CHECK(!outcomes->front().answered);
        CHECK(outcomes->front().reason == fault);
        CHECK(!outcomes->front().answer);
        CHECK(outcomes->front().cancelled);
    }
    bench.context.model = std::make_shared<ScriptedModel>([](const CompletionRequest &, std::int64_t) {
        return Completion{.ids = {1, 4}, .text = "14", .finishReason = kStep, .logprobs = {-1, -1}, .entropies = {}};
    });
    const auto outcomes = runSearch(Plan([](const Tree &tree) -> std::vector<Action> {
                                        if (tree.size() == 1) return {Expand{.n = 2}};
                                        return {Prune{2, "worse"}, Select{1, "mine"}};
                                    }),
                                    bench.problems, bench.context);
    REQUIRE(outcomes);
    CHECK(outcomes->front().reason == "cut");
    REQUIRE(outcomes->front().candidates.size() == 1); // what was given up before its end is no answer
    CHECK(outcomes->front().candidates[0].completion.finishReason == "length");
    CHECK(outcomes->front().tokens.rejected == 2);
}

TEST_CASE("the tree of a search is what its events tell") {
    for (const auto &entry : strategies()) {
        CAPTURE(entry.info().name);
        DigitsBench bench;
        bench.problems[3].problem.id = "same"; // ids may be shared
        bench.problems[4].problem.id = "same";
        const auto &spec = entry.info().spec;
        const bool writes =
            std::any_of(spec.begin(), spec.end(), [](const auto &each) { return each.name == "max_new_tokens"; });
        if (!writes) // who writes nothing chooses among what is given
            for (auto &problem : bench.problems) problem.problem.row = {{"choices", {"53", "7"}}};
        const auto made = strategy(entry.info().name, writes ? Json{{"max_new_tokens", 14}} : Json::object());
        std::map<std::string, Tree> kept;
        const Recorded recorded(*made, kept);
        const auto outcomes = runSearch(recorded, bench.problems, bench.context);
        REQUIRE(outcomes);
        SearchTrees told;
        for (const auto &event : bench.events) {
            const auto read = searchEventFromJson(*parseJson(dumpJson(toJson(event))));
            REQUIRE(read);
            REQUIRE(told.add(*read));
        }
        REQUIRE(told.trees().size() == bench.problems.size());
        for (std::size_t p = 0; p < told.trees().size(); ++p) {
            const SearchedTree &tree = told.trees()[p];
            CHECK(tree.choice.reason == (*outcomes)[p].reason);
            REQUIRE(tree.chosen);
            if (tree.problem.starts_with("same")) continue; // one name in `kept`
            const Tree &driven = kept.at(tree.problem);
            REQUIRE(tree.nodes.size() == driven.size());
            for (NodeId node = 1; node < driven.size(); ++node) {
                CHECK(tree.nodes[node].parent == driven[node].parent);
                const bool first = driven[node].parent == Tree::kRoot;
                CHECK(tree.nodes[node].piece.text ==
                      (first ? made->drawing().completionPrefix : "") + driven[node].written.text);
                CHECK(tree.nodes[node].piece.answer == driven[node].answer);
                CHECK(tree.nodes[node].piece.tokens == driven[node].written.tokens());
                CHECK(tree.nodes[node].piece.finishReason == driven[node].written.finishReason);
                CHECK(tree.nodes[node].score == driven[node].score);
                CHECK(tree.nodes[node].pruned.has_value() == driven[node].pruned);
            }
        }
    }
}
