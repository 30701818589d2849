// SPDX-License-Identifier: Apache-2.0
// GenSelect (Toshniwal et al. 2025, arXiv 2507.17797): many samples; the model is shown `group` of them with numbers,
// compares them and names the best one, whose winners are shown again until one is left. Deviations: what is shown
// stands within the answer, aside; answers that were cut are not shown; of equal texts the first one is; where the
// model names none, or the budget is used up, the first of the group stands.
#include "core/engine/search/strategies/genselect.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/opinions.h"
#include <algorithm>

namespace lapidary {

namespace {

struct SelectConfig {
    CandidateConfig candidates{};
    std::int64_t group = 4, comparisonTokens = 64;
    std::string candidateMark = "\nSolution ", selectTrigger = "\nThe number of the best solution is";

    Drawing drawing() const {
        Drawing out = candidates.drawing();
        out.rounds = 2;
        return out;
    }
    Status check(const SearchContext &) const {
        if (!selectTrigger.empty()) return {};
        return fail({.code = "search.nothing_to_say",
                     .message = "Without a text nothing asks the model which answer is the best.",
                     .field = "select_trigger",
                     .found = "\"\"",
                     .expected = "a text",
                     .remedy = "Leave the setting out: it has a default."});
    }
};

const Described<SelectConfig> &described() {
    using C = SelectConfig;
    static const auto d =
        Described<C>()
            .include(describedCandidates(), &C::candidates)
            .add("group", &C::group, atLeast(2), "answers", "more answers that are compared at once")
            .add("comparison_tokens", &C::comparisonTokens, atLeast(1), "tokens",
                 "longer comparisons before they are cut off")
            .add("candidate_mark", &C::candidateMark, "", "stands before the number of each answer that is shown")
            .add("select_trigger", &C::selectTrigger, "", "what asks for the number of the best one");
    return d;
}

class Selecting final : public Search {
public:
    Selecting(const SelectConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {wholeCompletions(drawing_, drawing_.width)};
        if (asked_ > 0) return ask(tree);
        if (left_.empty())
            begin(tree);
        else
            takeChoices(tree);
        if (left_.empty()) return chooseEnd(tree, nothingOf(tree, tree[1].fault));
        if (left_.size() == 1 || tree.spent()) return chooseEnd(tree, {.node = left_.front(), .why = why(tree)});
        return show(tree);
    }

private:
    void begin(const Tree &tree) {
        for (const NodeId node : tree.children(Tree::kRoot)) {
            const auto same = [&](NodeId other) { return tree[other].written.text == tree[node].written.text; };
            if (tree[node].fault.empty() && std::none_of(left_.begin(), left_.end(), same)) left_.push_back(node);
        }
    }

    std::vector<Action> show(const Tree &tree) {
        std::vector<Action> actions;
        const auto size = static_cast<std::size_t>(config_.group);
        for (std::size_t begin = 0; begin + 1 < left_.size(); begin += size) {
            std::string text;
            for (std::size_t i = begin; i < std::min(begin + size, left_.size()); ++i)
                text += config_.candidateMark + std::to_string(i - begin + 1) + ":\n" + tree[left_[i]].written.text;
            actions.emplace_back(Say{Tree::kRoot, text + config_.selectTrigger, true});
        }
        asked_ = actions.size();
        fresh_ = tree.size() + asked_;
        return actions;
    }

    std::vector<Action> ask(const Tree &tree) {
        std::vector<Action> actions;
        for (NodeId node = tree.size() - asked_; node < tree.size(); ++node)
            actions.emplace_back(
                Expand{.at = node, .until = {.tokens = config_.comparisonTokens, .texts = drawing_.sampling.stop}});
        asked_ = 0;
        return actions;
    }

    /// Opinions come in the order of the groups; where the budget ended there are fewer.
    void takeChoices(const Tree &tree) {
        std::vector<NodeId> winners;
        const auto size = static_cast<std::size_t>(config_.group);
        NodeId opinion = fresh_;
        for (std::size_t begin = 0; begin < left_.size(); begin += size, ++opinion) {
            const std::size_t shown = std::min(size, left_.size() - begin);
            std::optional<std::size_t> choice;
            if (shown > 1 && opinion < tree.size()) choice = choiceIn(tree[opinion].written.text, shown);
            named_ += choice ? 1 : 0;
            winners.push_back(left_[begin + choice.value_or(1) - 1]);
        }
        left_ = std::move(winners);
    }

    std::string why(const Tree &tree) const {
        if (tree.children(Tree::kRoot).size() == 1) return "only";
        return named_ > 0 ? "named best " + std::to_string(named_) + " times" : "first";
    }

    const SelectConfig &config_;
    const Drawing &drawing_;
    std::vector<NodeId> left_{};
    std::size_t asked_ = 0, named_ = 0;
    NodeId fresh_ = 0; ///< the first opinion
};

} // namespace

const MethodInfo &genselectInfo() {
    static const MethodInfo method =
        strategyInfo("genselect", "many samples, of which the model itself names the best", described().spec(), {"n"});
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeGenselect(const Json &config) {
    return makeConfigured<Selecting>(described(), config);
}

} // namespace lapidary
