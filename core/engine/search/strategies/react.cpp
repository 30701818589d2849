// SPDX-License-Identifier: Apache-2.0
// ReAct (Yao et al. 2022, arXiv 2210.03629): the model writes a thought and an action, "Action: calculator[12*7]";
// where it begins to write what comes of it, the tool does instead ("Observation: 84"), and it goes on behind that
// until it writes an answer without an action, or Finish. What tools write is no text of the model's: it costs nothing,
// and is marked. Deviations: no action is the same as Finish, as a small model forgets it; a name that is none of the
// tools is answered by their names.
#include "core/engine/search/strategies/react.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/retrieve_tool.h"
#include "core/engine/search/tools.h"
#include <algorithm>

namespace lapidary {

namespace {

constexpr std::int64_t kPassages = 3; ///< that a call for passages gives

struct ReactConfig {
    SamplingConfig sampling{.maxNewTokens = 512};
    std::vector<std::string> tools = searchToolNames();
    std::string retriever = "bm25";
    std::int64_t maxCalls = 8;
    std::string examples{}, actionMark = "Action:", observationMark = "Observation:", finish = "Finish";
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;

    Drawing drawing() const {
        return {.sampling = sampling,
                .completionPrefix = completionPrefix,
                .tokenBudget = tokenBudget,
                .rounds = maxCalls + 1,
                .examples = examples};
    }
    Status check(const SearchContext &context) const {
        if (actionMark.empty() || observationMark.empty())
            return fail({.code = "search.nothing_to_say",
                         .message = "Without a mark nobody sees where an action stands, nor where its result does.",
                         .field = actionMark.empty() ? "action_mark" : "observation_mark",
                         .found = "\"\"",
                         .expected = "a text",
                         .remedy = "Give one, as \"Action:\" and \"Observation:\"."});
        for (const auto &name : tools)
            if (std::none_of(context.tools.begin(), context.tools.end(),
                             [&](const auto &tool) { return tool.name == name; }))
                return fail({.code = "search.no_tool",
                             .message = "A search wants to call a tool that is not there.",
                             .field = "tools",
                             .found = name,
                             .remedy = "Take it out of the tools."});
        return checkRetriever(retriever, context);
    }
};

/// Passages can be looked for where there are documents.
std::vector<std::string> callable() {
    auto names = searchToolNames();
    names.emplace_back(kRetrieve);
    return names;
}

const Described<ReactConfig> &described() {
    using C = ReactConfig;
    static const auto d =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .choices("tools", &C::tools, callable(), "what the model may call")
            .choice("retriever", &C::retriever, retrievers(),
                    "passages that fit by their words, by the model's hidden states, or by both")
            .add("max_calls", &C::maxCalls, atLeast(1), "calls", "more calls before the answer must stand")
            .add("examples", &C::examples, "",
                 "worked problems in front of the problem, which show how tools are called")
            .add("action_mark", &C::actionMark, "", "behind which an action stands: calculator[12*7]")
            .add("observation_mark", &C::observationMark, "", "behind which the tool writes what comes of it")
            .add("finish", &C::finish, "", "the name of the action that ends the answer")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class Reacting final : public Search {
public:
    Reacting(const ReactConfig &config, const Drawing &drawing) : config_(config), drawing_(drawing) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const NodeId last = tree.size() - 1;
        if (last == Tree::kRoot || !tree[last].decoded()) return {write(tree, last)};
        const auto wanted = actionOf(tree[last].written.text, config_.actionMark);
        if (!wanted || wanted->name == config_.finish || tree[last].written.finishReason != "stop")
            return chooseEnd(tree, {.node = last, .why = "calls " + std::to_string(calls_)});
        const bool room = !tree.spent() && tree.tokensTo(last) < drawing_.sampling.maxNewTokens;
        if (!room || calls_ == config_.maxCalls) // who still wants something has not answered
            return chooseEnd(tree, {.node = last, .why = room ? "too many calls" : "cut", .answered = false});
        ++calls_;
        const std::string before = config_.observationMark + " ";
        if (std::find(config_.tools.begin(), config_.tools.end(), wanted->name) != config_.tools.end())
            return {CallTool{last, wanted->name, inputOf(*wanted), before, "\n"}};
        return {Say{last, before + "There is no tool " + wanted->name + ". The tools are: " + names() + ".\n"}};
    }

private:
    Expand write(const Tree &tree, NodeId at) const {
        Until until{.tokens = drawing_.sampling.maxNewTokens - tree.tokensTo(at), .texts = drawing_.sampling.stop};
        until.texts.push_back(config_.observationMark);
        return {.at = at, .until = std::move(until)};
    }

    std::string inputOf(const WantedAction &wanted) const {
        if (wanted.name != kRetrieve) return wanted.input;
        return retrieveRequest(wanted.input, kPassages, config_.retriever);
    }

    std::string names() const {
        std::string out;
        for (const auto &tool : config_.tools) out += (out.empty() ? "" : ", ") + tool;
        return out;
    }

    const ReactConfig &config_;
    const Drawing &drawing_;
    std::int64_t calls_ = 0;
};

} // namespace

std::optional<WantedAction> actionOf(const std::string &text, const std::string &mark) {
    const auto at = text.rfind(mark);
    if (at == text.npos) return std::nullopt;
    const auto name = text.find_first_not_of(" \t", at + mark.size());
    const auto open = name == text.npos ? name : text.find_first_of("[\n", name);
    if (open == text.npos || text[open] == '\n') return std::nullopt;
    const auto close = text.find_last_of(']');
    if (close == text.npos || close < open) return std::nullopt;
    const auto end = text.find_last_not_of(" \t", open - 1);
    return WantedAction{text.substr(name, end - name + 1), text.substr(open + 1, close - open - 1)};
}

const MethodInfo &reactInfo() {
    static const MethodInfo method =
        strategyInfo("react", "thoughts and calls of tools in turn, until the answer stands", described().spec());
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeReact(const Json &config) {
    return makeConfigured<Reacting>(described(), config);
}

} // namespace lapidary
