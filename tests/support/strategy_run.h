// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/driver.h"
#include "core/job/search_tree.h"
#include "tests/support/digits.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/scripted_model.h"

// One problem of the language of digits, searched by a strategy whose pieces are written by script.
namespace lapidary {

/// A piece of an answer, one token for each of its bytes, all equally likely.
inline Completion written(const std::string &text, const char *finish = "stop", float logprob = -1) {
    Completion out{.ids = {}, .text = text, .finishReason = finish, .logprobs = {}, .entropies = {}};
    out.ids = *encodeDigits(text, false);
    if (out.ids.empty()) out.ids = {2};
    out.logprobs.assign(out.ids.size(), logprob);
    return out;
}

struct StrategyRun {
    DigitsBench bench{1};
    std::shared_ptr<ScriptedModel> model{};
    SearchOutcome outcome{};
    SearchedTree tree{};

    StrategyRun(const std::string &name, const Json &config, ScriptedModel::Script script) {
        model = std::make_shared<ScriptedModel>(std::move(script));
        bench.context.model = model;
        const auto strategy = (*strategyByName(name))->make(config);
        REQUIRE(strategy);
        auto outcomes = runSearch(**strategy, bench.problems, bench.context);
        REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
        outcome = std::move(outcomes->front());
        SearchTrees trees;
        for (const auto &event : bench.events) REQUIRE(trees.add(event));
        tree = trees.trees().front();
    }

    const Candidate &chosen() const { return outcome.candidates[outcome.chosen]; }
    /// The pieces that the model wrote.
    std::vector<std::string> pieces() const {
        std::vector<std::string> out;
        for (std::size_t n = 1; n < tree.nodes.size(); ++n)
            if (tree.nodes[n].piece.finishReason != kSaid) out.push_back(tree.nodes[n].piece.text);
        return out;
    }
    /// What the search said itself.
    std::vector<std::string> said() const {
        std::vector<std::string> out;
        for (std::size_t n = 1; n < tree.nodes.size(); ++n)
            if (tree.nodes[n].piece.finishReason == kSaid) out.push_back(tree.nodes[n].piece.text);
        return out;
    }
};

/// Why a strategy refuses a context or its settings: the code, or nothing where it does not.
inline std::string refusalOf(const std::string &name, const Json &config,
                             const std::function<void(DigitsBench &)> &change = {}) {
    DigitsBench bench(1);
    if (change) change(bench);
    const auto strategy = (*strategyByName(name))->make(config);
    if (!strategy) return strategy.error().front().code;
    const auto outcomes = runSearch(**strategy, bench.problems, bench.context);
    return outcomes ? "" : outcomes.error().code;
}

} // namespace lapidary
