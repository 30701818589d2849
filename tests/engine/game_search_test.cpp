// SPDX-License-Identifier: Apache-2.0
// A game that can be solved exactly: three numbers, each used once, make 24. Whoever is led by a perfect judge of steps
// must solve every game that can be solved; else the search is broken.
#include "tests/support/capture.h"
#include "tests/support/strategy_run.h"
#include <algorithm>
#include <cmath>

using namespace lapidary;

namespace {

using Numbers = std::vector<double>;

/// All that can be left after one operation on two of the numbers.
std::vector<Numbers> movesOf(const Numbers &left) {
    std::vector<Numbers> out;
    for (std::size_t i = 0; i < left.size(); ++i)
        for (std::size_t j = i + 1; j < left.size(); ++j) {
            Numbers rest;
            for (std::size_t k = 0; k < left.size(); ++k)
                if (k != i && k != j) rest.push_back(left[k]);
            const double a = left[i], b = left[j];
            std::vector<double> results{a + b, a * b, a - b, b - a};
            if (b != 0) results.push_back(a / b);
            if (a != 0) results.push_back(b / a);
            for (const double result : results) {
                out.push_back(rest);
                out.back().push_back(result);
            }
        }
    return out;
}

bool solvable(const Numbers &left) {
    if (left.size() == 1) return std::abs(left[0] - 24) < 1e-9;
    const auto moves = movesOf(left);
    return std::any_of(moves.begin(), moves.end(), solvable);
}

/// A state is the numbers of the moves that led to it, each written as one letter.
Numbers stateAfter(Numbers left, const std::string &moves) {
    for (const char move : moves)
        if (move >= 'a' && left.size() > 1) left = movesOf(left)[static_cast<std::size_t>(move - 'a')];
    return left;
}

/// A step is right where the game can still be won behind it.
class GameRule final : public Rule {
public:
    explicit GameRule(Numbers numbers) : numbers_(std::move(numbers)) {}
    std::string name() const override { return "game"; }
    std::string stepMark() const override { return "."; }
    Verdict grade(const Problem &, const std::string &completion) const override {
        Verdict out{.answer = completion, .correct = solvable(stateAfter(numbers_, completion)), .wellFormed = true};
        double right = 0;
        for (std::size_t end = completion.find('.'); end != completion.npos; end = completion.find('.', end + 1)) {
            out.steps.push_back({completion.substr(0, end), solvable(stateAfter(numbers_, completion.substr(0, end)))});
            right += out.steps.back().right;
        }
        out.stepShare = out.steps.empty() ? 0 : right / static_cast<double>(out.steps.size());
        return out;
    }
    std::optional<std::string> answerOf(const std::string &completion) const override { return completion; }

private:
    Numbers numbers_;
};

} // namespace

TEST_CASE("led by a perfect judge of steps, every search solves every game that can be solved") {
    constexpr std::size_t kMoves = 18; // of three numbers, at most
    const std::pair<const char *, Json> searches[] = {
        {"beam_search", {{"width", 1}, {"expansions", kMoves}}},
        {"dvts", {{"subtrees", 1}, {"expansions", kMoves}}},
        {"lookahead", {{"width", 1}, {"expansions", kMoves}, {"lookahead", 0}}},
        {"puct", {{"branching", kMoves}, {"simulations", 60}}},
        {"rest_mcts", {{"branching", kMoves}, {"simulations", 60}}},
        {"rap", {{"branching", kMoves}, {"simulations", 60}}},
        {"rebase", {{"width", 4 * kMoves}}},
        {"tree_of_thoughts", {{"thoughts", kMoves}, {"evaluate", "score"}, {"breadth", 1}}},
        {"tree_of_thoughts", {{"thoughts", kMoves}, {"evaluate", "score"}, {"order", "dfs"}, {"prune_below", 0.9}}},
    };
    std::size_t games = 0;
    for (const Numbers &numbers :
         {Numbers{2, 3, 4}, {1, 3, 8}, {4, 6, 9}, {3, 5, 9}, {2, 6, 6}, {5, 5, 5}, {3, 8, 9}, {1, 2, 8}, {3, 3, 5}}) {
        if (!solvable(numbers)) continue;
        ++games;
        GameRule rule(numbers);
        const auto script = [&](const CompletionRequest &request, std::int64_t s) {
            const auto left = stateAfter(numbers, request.begun);
            const auto count = movesOf(left).size();
            const char move = static_cast<char>('a' + static_cast<std::size_t>(s) % count);
            return left.size() > 2 ? written(std::string{move, '.'}, kStep) : written(std::string(1, move));
        };
        for (auto [name, config] : searches) {
            CAPTURE_BOUND(name);
            CAPTURE(numbers);
            config["scorer"] = "verifier";
            DigitsBench bench(1);
            bench.context.rule = &rule;
            bench.context.model = std::make_shared<ScriptedModel>(script);
            const auto strategy = (*strategyByName(name))->make(config);
            REQUIRE(strategy);
            const auto outcomes = runSearch(**strategy, bench.problems, bench.context);
            REQUIRE(outcomes);
            const auto &outcome = outcomes->front();
            CHECK(outcome.answered);
            CHECK(solvable(stateAfter(numbers, outcome.candidates[outcome.chosen].text)));
        }
    }
    CHECK(games == 7); // the others cannot be solved
}
