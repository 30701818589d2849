// SPDX-License-Identifier: Apache-2.0
// Tree of thoughts (Yao et al. 2023, arXiv 2305.10601). Thoughts are steps that are drawn one by one (sample) or lines
// of one proposal (propose); they are judged one by one in words (value), against each other (vote), or by a scorer.
// bfs keeps the best `breadth` of a level; dfs goes behind the best first, gives up what is worth less than
// `prune_below` and comes back. Opinions are asked of the same model, within the tree, and count against the budget.
// Deviations:
//  1. an answer is a thought that the model ends itself; where none did, the best beginning is written to its end;
//  2. the value of a thought is the mean of its opinions, not their sum; one without an opinion is worth 0.
#include "core/engine/search/strategies/tree_of_thoughts.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/opinions.h"
#include "core/engine/search/scorers.h"
#include "core/engine/search/steps.h"
#include <algorithm>
#include <map>

namespace lapidary {

namespace {

struct ThoughtsConfig {
    StepConfig steps{.sampling = {.temperature = 0.7}, .maxSteps = 4};
    std::string order = "bfs", generate = "sample", evaluate = "value";
    std::int64_t thoughts = 5, breadth = 5, evaluations = 3, evaluationTokens = 16, visits = 100;
    double pruneBelow = 0.01;
    std::string proposePrompt = "\nPossible next steps:\n",
                valuePrompt = "\nCan this lead to the right answer (sure/likely/impossible)?",
                votePrompt = "\nThe number of the best choice is";

    Drawing drawing() const { return steps.drawing(thoughts, steps.maxSteps); }
    Status check(const SearchContext &context) const {
        if (proposePrompt.empty() || valuePrompt.empty() || votePrompt.empty())
            return fail({.code = "search.nothing_to_say",
                         .message = "Without a text nothing asks the model for thoughts, or for an opinion on them.",
                         .field = proposePrompt.empty() ? "propose_prompt"
                                  : valuePrompt.empty() ? "value_prompt"
                                                        : "vote_prompt",
                         .found = "\"\"",
                         .expected = "a text",
                         .remedy = "Leave the setting out: it has a default."});
        return evaluate == "score" ? steps.check(context) : Status();
    }
};

const Described<ThoughtsConfig> &described() {
    using C = ThoughtsConfig;
    static const auto d =
        Described<C>()
            .include(describedSteps(), &C::steps)
            .choice("order", &C::order, {"bfs", "dfs"}, "level by level, or behind the best thought first")
            .choice("generate", &C::generate, {"sample", "propose"},
                    "thoughts one by one, or as the lines of one proposal")
            .choice("evaluate", &C::evaluate, {"value", "vote", "score"},
                    "opinions on each thought, votes among them, or the scorer")
            .add("thoughts", &C::thoughts, atLeast(1), "thoughts", "more thoughts behind every node")
            .add("breadth", &C::breadth, atLeast(1), "thoughts", "more thoughts that are kept on a level, in bfs")
            .add("evaluations", &C::evaluations, atLeast(1), "opinions", "more opinions on a thought, or votes")
            .add("evaluation_tokens", &C::evaluationTokens, atLeast(1), "tokens",
                 "longer opinions before they are cut off")
            .add("prune_below", &C::pruneBelow, atLeast(0), "", "gives up thoughts that are worth less, in dfs")
            .add("visits", &C::visits, atLeast(1), "thoughts", "more thoughts behind which dfs looks")
            .add("propose_prompt", &C::proposePrompt, "", "what asks for a proposal")
            .add("value_prompt", &C::valuePrompt, "", "what asks for an opinion on a thought")
            .add("vote_prompt", &C::votePrompt, "", "what asks for a vote behind the numbered thoughts");
    return d;
}

class Thoughts final : public Search {
public:
    Thoughts(const ThoughtsConfig &config, const Drawing &drawing)
        : config_(config), drawing_(drawing), steps_(config.steps, drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        std::vector<Action> actions;
        while (actions.empty()) switch (phase_) {
            case Phase::Generate:
                actions = generate(tree);
                break;
            case Phase::Propose:
                actions = propose(tree);
                break;
            case Phase::Proposed:
                actions = readProposals(tree);
                break;
            case Phase::Ask:
                actions = ask(tree);
                break;
            case Phase::Asked:
                actions = readQuestions(tree);
                break;
            case Phase::Judge:
                actions = judge(tree);
                break;
            case Phase::End:
                actions = end(tree);
                break;
            }
        return actions;
    }

private:
    enum class Phase { Generate, Propose, Proposed, Ask, Asked, Judge, End };

    std::vector<Action> generate(const Tree &tree) {
        std::vector<Action> actions;
        asked_.clear();
        first_ = tree.size();
        const bool proposes = config_.generate == "propose";
        for (const NodeId node : frontier_) {
            if (!mayGoOn(tree, node)) continue;
            if (proposes)
                actions.emplace_back(Say{node, config_.proposePrompt, true}), asked_.push_back(node);
            else
                actions.emplace_back(steps_.step(tree, node, config_.thoughts));
        }
        phase_ = actions.empty() ? Phase::End : proposes ? Phase::Propose : Phase::Ask;
        return actions;
    }

    /// Every thought is a node, whether the model or a proposal wrote it.
    bool mayGoOn(const Tree &tree, NodeId node) const {
        return steps_.canEnd(tree, node) && tree[node].depth < config_.steps.maxSteps;
    }

    std::vector<Action> propose(const Tree &tree) {
        phase_ = Phase::Proposed;
        std::vector<Action> actions;
        for (NodeId node = first_; node < tree.size(); ++node)
            actions.emplace_back(write(tree, node, 1, drawing_.sampling.maxNewTokens));
        first_ = tree.size();
        return actions;
    }

    std::vector<Action> readProposals(const Tree &tree) {
        std::vector<Action> actions;
        for (NodeId node = first_; node < tree.size() && !tree.spent(); ++node) {
            const NodeId behind = tree[tree[node].parent].parent;
            for (const auto &line : linesOf(tree[node].written.text, static_cast<std::size_t>(config_.thoughts)))
                actions.emplace_back(
                    Say{behind, line + (config_.steps.stepMark.empty() ? "\n" : config_.steps.stepMark)});
        }
        first_ = tree.size();
        phase_ = actions.empty() ? Phase::End : Phase::Ask;
        return actions;
    }

    /// Takes what was written as the thoughts of this level and asks what they are worth.
    std::vector<Action> ask(const Tree &tree) {
        fresh_.clear(), worth_.clear(), asked_.clear();
        std::vector<NodeId> all;
        for (NodeId node = first_; node < tree.size(); ++node) all.push_back(node);
        for (const NodeId node : all)
            if (steps_.faultIn(tree, node, all).empty()) fresh_.push_back(node);
        first_ = tree.size();
        phase_ = config_.evaluate == "score" ? Phase::Judge : Phase::Asked;
        if (fresh_.empty()) {
            phase_ = Phase::Judge;
            return {};
        }
        if (config_.evaluate == "score") return {Score{fresh_, config_.steps.scorer}};
        if (config_.evaluate == "vote") return {Say{Tree::kRoot, listOf(tree) + config_.votePrompt, true}};
        std::vector<Action> actions;
        for (const NodeId node : fresh_)
            actions.emplace_back(Say{tree[node].parent, tree[node].written.text + config_.valuePrompt, true});
        return actions;
    }

    /// Stands behind what was begun, which it does not repeat.
    std::string listOf(const Tree &tree) const {
        const std::size_t begun = tree[Tree::kRoot].written.text.size();
        std::string text;
        for (std::size_t i = 0; i < fresh_.size(); ++i)
            text += "\n" + std::to_string(i + 1) + ". " + tree.completionTo(fresh_[i]).text.substr(begun);
        return text;
    }

    std::vector<Action> readQuestions(const Tree &tree) {
        phase_ = Phase::Judge;
        std::vector<Action> actions;
        for (NodeId node = first_; node < tree.size(); ++node) {
            asked_.push_back(node);
            actions.emplace_back(write(tree, node, config_.evaluations, config_.evaluationTokens));
        }
        first_ = tree.size();
        return actions;
    }

    std::vector<Action> judge(const Tree &tree) {
        for (std::size_t i = 0; i < fresh_.size(); ++i) worth_[fresh_[i]] = worthOf(tree, i);
        std::stable_sort(fresh_.begin(), fresh_.end(), [&](NodeId a, NodeId b) { return worth_[a] > worth_[b]; });
        std::vector<Action> actions;
        for (const NodeId node : fresh_) actions.emplace_back(Rate{node, worth_[node]});
        if (config_.order == "bfs")
            nextLevel(tree);
        else
            goDeeper(tree);
        phase_ = Phase::Generate;
        auto further = tree.spent() ? end(tree) : generate(tree);
        if (further.empty()) further = end(tree);
        for (auto &action : further) actions.push_back(std::move(action));
        return actions;
    }

    double worthOf(const Tree &tree, std::size_t place) const {
        const NodeId thought = fresh_[place];
        if (config_.evaluate == "score")
            return tree[thought].score ? valueOf(config_.steps.scorer, *tree[thought].score) : 0;
        const bool votes = config_.evaluate == "vote";
        double sum = 0;
        const std::size_t question = votes ? 0 : place;
        if (question >= asked_.size()) return 0; // the budget ended before it was asked
        for (const NodeId opinion : tree.children(asked_[question])) {
            const std::string &text = tree[opinion].written.text;
            if (votes)
                sum += choiceIn(text, fresh_.size()) == place + 1 ? 1 : 0;
            else
                sum += valueInWords(text).value_or(0);
        }
        return sum / static_cast<double>(config_.evaluations);
    }

    void nextLevel(const Tree &tree) {
        frontier_.clear();
        for (const NodeId node : fresh_) {
            if (std::ssize(frontier_) + std::ssize(answers_) >= config_.breadth) break;
            (tree[node].goesOn() ? frontier_ : answers_).push_back(node);
            best_[node] = worth_[node];
        }
    }

    void goDeeper(const Tree &tree) {
        for (auto node = fresh_.rbegin(); node != fresh_.rend(); ++node) {
            best_[*node] = worth_[*node];
            if (worth_[*node] >= config_.pruneBelow) stack_.push_back(*node);
        }
        frontier_.clear();
        while (frontier_.empty() && !stack_.empty() && visited_ < config_.visits) {
            const NodeId node = stack_.back();
            stack_.pop_back();
            ++visited_;
            if (!tree[node].goesOn()) {
                answers_.push_back(node);
                return; // the first answer that is good enough ends the search
            }
            if (mayGoOn(tree, node)) frontier_ = {node};
        }
    }

    /// The best answer; where none has ended, the best beginning once it is written to its end.
    std::vector<Action> end(const Tree &tree) {
        phase_ = Phase::End;
        if (answers_.empty() && !finished_) {
            finished_ = true;
            std::optional<NodeId> best;
            for (const auto &[node, worth] : best_)
                if (tree.children(node).empty() && steps_.canEnd(tree, node) && (!best || worth > best_[*best]))
                    best = node;
            if (best) {
                last_ = tree.size();
                return {steps_.rest(tree, *best)};
            }
        }
        if (answers_.empty() && last_ < tree.size()) answers_.push_back(last_);
        if (answers_.empty()) return chooseEnd(tree, nothingOf(tree, "cut"));
        return chooseEnd(tree, bestAnswer(tree));
    }

    Select bestAnswer(const Tree &tree) {
        Select choice{.node = answers_.front(),
                      .why = "worth most",
                      .oracle = config_.evaluate == "score" && scorerByName(config_.steps.scorer).oracle};
        for (const NodeId node : answers_) {
            if (node == choice.node) continue;
            const bool better = !tree[choice.node].fault.empty() || best_[node] > best_[choice.node];
            choice.tie = !better && (choice.tie || best_[node] == best_[choice.node]);
            if (better) choice.node = node;
        }
        return choice;
    }

    Expand write(const Tree &, NodeId at, std::int64_t n, std::int64_t tokens) const {
        return {.at = at, .n = n, .until = {.tokens = tokens, .texts = drawing_.sampling.stop}};
    }

    const ThoughtsConfig &config_;
    const Drawing &drawing_;
    const Steps steps_;
    std::vector<NodeId> frontier_{Tree::kRoot}, fresh_{}, asked_{}, answers_{}, stack_{};
    std::map<NodeId, double> worth_{}, best_{}; ///< of this level; of all thoughts that were kept
    NodeId first_ = 1;                          ///< of what was written last
    NodeId last_ = static_cast<NodeId>(-1);     ///< the answer that was written at the end
    std::int64_t visited_ = 0;
    bool finished_ = false;
    Phase phase_ = Phase::Generate;
};

} // namespace

const MethodInfo &treeOfThoughtsInfo() {
    static const MethodInfo method =
        strategyInfo("tree_of_thoughts", "thoughts that the model itself judges, level by level or the best first",
                     described().spec(), {"thoughts"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeTreeOfThoughts(const Json &config) {
    return makeConfigured<Thoughts>(described(), config);
}

} // namespace lapidary
