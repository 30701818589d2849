// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/driver.h"
#include "core/base/hash.h"
#include "core/data/asked.h"
#include "core/engine/reward/step_scores.h"
#include "core/engine/search/beginning.h"
#include "core/engine/search/calculating_model.h"
#include "core/engine/search/expansions.h"
#include "core/engine/search/given.h"
#include "core/engine/search/scoring_network.h"
#include <algorithm>
#include <chrono>

namespace lapidary {

namespace {

/// What the problems of a round want done in batches.
struct Wanted {
    struct Scores {
        std::size_t problem;
        Score score;
    };
    struct Call {
        std::size_t problem;
        CallTool call;
    };
    std::vector<Pending> expansions{};
    std::vector<Scores> scores{};
    struct Said {
        std::size_t problem;
        Say say;
    };
    std::vector<Call> calls{};
    std::vector<Said> said{};
    std::vector<PendingRead> reads{};
    bool empty() const {
        return expansions.empty() && scores.empty() && calls.empty() && said.empty() && reads.empty();
    }
};

unexpected<Error> badAction(const Sentence &message, const std::string &found) {
    return fail({.code = "search.bad_action",
                 .message = message,
                 .field = "strategy",
                 .found = found,
                 .remedy = "This is a fault of the strategy."});
}

/// A node that was given up, or never was, can be asked for nothing.
Status checkNode(const Tree &tree, NodeId node, bool rootToo) {
    if (node < tree.size() && !tree[node].pruned && (rootToo || node != Tree::kRoot)) return {};
    return badAction("A search spoke of a node that is not there any more.", std::to_string(node));
}

Status checkContinued(const Tree &tree, NodeId node) {
    if (auto ok = checkNode(tree, node, true); !ok) return ok;
    if (node == Tree::kRoot || tree[node].goesOn()) return {};
    return badAction("A search wanted to continue an answer that has ended.", tree[node].written.finishReason);
}

Status check(const Tree &tree, const Expand &expand) {
    if (expand.n < 1 || expand.until.tokens < 1)
        return badAction("A search asked for no text.", std::to_string(std::min(expand.n, expand.until.tokens)));
    return expand.question.empty() ? checkContinued(tree, expand.at) : checkNode(tree, expand.at, true);
}
/// Also behind an answer that has ended or was cut, but not behind one that a stop left half-written.
Status checkPutBehind(const Tree &tree, NodeId at) {
    if (auto ok = checkNode(tree, at, true); !ok) return ok;
    if (tree[at].written.finishReason != "cancelled") return {};
    return badAction("A search wanted to continue an answer that has ended.", "cancelled");
}
Status check(const Tree &tree, const CallTool &call) {
    return checkPutBehind(tree, call.at);
}
Status check(const Tree &tree, const Say &say) {
    if (say.text.empty()) return badAction("A search said nothing.", "\"\"");
    return checkPutBehind(tree, say.at);
}
Status check(const Tree &tree, const Read &read) {
    if (read.texts.empty() || std::count(read.texts.begin(), read.texts.end(), std::string()) > 0)
        return badAction("A search gave nothing to read.", "\"\"");
    return checkContinued(tree, read.at);
}
Status check(const Tree &tree, const Score &score) {
    for (const NodeId node : score.nodes)
        if (auto ok = checkNode(tree, node, false); !ok) return ok;
    return {};
}
Status check(const Tree &tree, const KeepAll &) {
    return tree.size() > 1 ? Status() : badAction("A search kept all of nothing.", "0");
}
template <class A> Status check(const Tree &tree, const A &action) {
    return checkNode(tree, action.node, false);
}

/// A request that stands alone is the same whenever it is asked; the same text twice among its problems are two draws.
std::string streamOf(const SearchProblem &problem, const Beginning &begun, std::vector<std::int64_t> ids,
                     std::map<std::string, int> &before) {
    if (!problem.stream.empty()) return problem.stream;
    ids.insert(ids.end(), begun.ids.begin(), begun.ids.end());
    const std::string content =
        ids.empty() ? contentHash(problem.problem.prompt + dumpJson(problem.messages) + begun.text)
                    : contentHash({reinterpret_cast<const char *>(ids.data()), ids.size() * sizeof(std::int64_t)});
    const int times = before[content]++;
    return times == 0 ? content : content + "/again " + std::to_string(times);
}

/// Problems may share an id, but a trace must tell their trees apart.
std::string traceName(const std::string &id, std::set<std::string> &taken) {
    std::string name = id;
    for (int times = 2; !taken.insert(name).second; ++times) name = id + " (" + std::to_string(times) + ")";
    return name;
}

/// All problems share the batches, so their time can only be shared out; tokens decoded are the fair key.
void shareTime(std::vector<SearchOutcome> &outcomes, double seconds) {
    std::int64_t total = 0;
    for (const auto &outcome : outcomes) total += outcome.tokens.spent();
    for (auto &outcome : outcomes)
        outcome.seconds =
            total > 0 ? seconds * static_cast<double>(outcome.tokens.spent()) / static_cast<double>(total) : 0;
}

class Driver {
public:
    Driver(const Strategy &strategy, const std::vector<SearchProblem> &problems, const SearchContext &context)
        : strategy_(strategy), problems_(problems), context_(context),
          expansions_(context, strategy.drawing().scores,
                      strategy.drawing().width * strategy.drawing().rounds *
                          static_cast<std::int64_t>(problems.size())) {}

    Result<std::vector<SearchOutcome>> run() {
        if (auto ok = begin(); !ok) return unexpected(ok.error());
        while (std::any_of(searches_.begin(), searches_.end(), [](const auto &search) { return search.open(); }))
            if (auto ok = round(); !ok) return unexpected(ok.error());
        std::vector<SearchOutcome> outcomes;
        for (const auto &search : searches_) outcomes.push_back(search.outcome());
        return outcomes;
    }

private:
    Status begin() {
        for (const SearchProblem &problem : problems_)
            if (auto ok = strategy_.checkProblem(problem); !ok) return ok;
        const bool tokens = context_.model->knowsTokens();
        const auto &prefix = strategy_.drawing().completionPrefix;
        const auto prefixIds = tokens ? context_.encode(prefix, false) : std::vector<std::int64_t>();
        if (!prefixIds) return unexpected(prefixIds.error());
        const auto examples = strategy_.examples(problems_, context_);
        if (!examples) return unexpected(examples.error());
        std::map<std::string, int> before;
        std::set<std::string> taken;
        for (std::size_t p = 0; p < problems_.size(); ++p) {
            const SearchProblem &problem = problems_[p];
            // Text and prefix are tokenised together, as a prompt and its completion are when a model is trained.
            if (auto ok = checkExamples(problem, (*examples)[p]); !ok) return ok;
            const bool begins = !problem.begun.empty(); // with what stands in the prefix's place
            const std::string asked = (*examples)[p] + problem.problem.prompt + (begins ? std::string() : prefix);
            auto ids = problem.ids.empty() && tokens ? context_.encode(asked, true)
                                                     : Result<std::vector<std::int64_t>>(problem.ids);
            if (!ids) return unexpected(ids.error());
            if (!problem.ids.empty() && !begins) ids->insert(ids->end(), prefixIds->begin(), prefixIds->end());
            auto begun = beginningOf(problem, *ids, (*examples)[p], strategy_.drawing(), context_);
            if (!begun) return unexpected(begun.error());
            ProblemSearch::Names names{traceName(problem.problem.id, taken), streamOf(problem, *begun, *ids, before),
                                       (*examples)[p]};
            searches_.emplace_back(problem, std::move(names), std::move(*ids), std::move(*begun), strategy_, context_);
        }
        return {};
    }

    /// Nobody here can put a turn into a chat that has its form already.
    static Status checkExamples(const SearchProblem &problem, const std::string &examples) {
        const auto chat = conversationAsked(problem.problem.row);
        const bool text = problem.ids.empty() && problem.messages.is_null() && chat && !*chat;
        if (text || examples.empty()) return {};
        return fail({.code = "search.examples_in_chat",
                     .message = "Examples are put in front of a text, and this problem asks in a chat or with tokens.",
                     .field = "examples",
                     .found = problem.problem.id,
                     .expected = "a problem whose prompt is a text",
                     .remedy = "Put the examples into the problem's messages, or leave them out."});
    }

    Status round() {
        Wanted wanted;
        for (std::size_t p = 0; p < searches_.size(); ++p)
            if (searches_[p].open())
                if (auto ok = ask(p, wanted); !ok) return ok;
        if (!wanted.expansions.empty())
            if (auto ok = expansions_.write(std::move(wanted.expansions), searches_); !ok) return ok;
        if (auto ok = readGiven(wanted.reads, searches_, context_); !ok) return ok;
        if (auto ok = score(wanted.scores); !ok) return ok;
        if (auto ok = say(wanted.said); !ok) return ok;
        return callTools(wanted.calls);
    }

    /// Does what one problem's search says, but for what is done in batches.
    Status ask(std::size_t problem, Wanted &all) {
        ProblemSearch &search = searches_[problem];
        Wanted wanted;
        for (auto &action : search.next())
            if (auto ok = std::visit([&](auto &each) { return obey(problem, each, wanted); }, action); !ok) return ok;
        const bool goesOn =
            !wanted.expansions.empty() || !wanted.calls.empty() || !wanted.said.empty() || !wanted.reads.empty();
        if (!search.open() || (goesOn && search.endIfItMust())) {
            search.tellScores();
            return {};
        }
        search.tellScores(); // whoever follows sees them as they come
        if (wanted.empty())
            return fail({.code = "search.stalled",
                         .message = "A search has chosen nothing and asks for nothing.",
                         .field = "strategy",
                         .remedy = "This is a fault of the strategy."});
        std::move(wanted.expansions.begin(), wanted.expansions.end(), std::back_inserter(all.expansions));
        std::move(wanted.scores.begin(), wanted.scores.end(), std::back_inserter(all.scores));
        std::move(wanted.calls.begin(), wanted.calls.end(), std::back_inserter(all.calls));
        std::move(wanted.said.begin(), wanted.said.end(), std::back_inserter(all.said));
        std::move(wanted.reads.begin(), wanted.reads.end(), std::back_inserter(all.reads));
        return {};
    }

    template <class A> Status obey(std::size_t problem, A &action, Wanted &wanted) {
        ProblemSearch &search = searches_[problem];
        if (auto ok = check(search.tree(), action); !ok) return ok;
        if constexpr (std::is_same_v<A, Expand>) {
            search.tellScore(action.at);
            wanted.expansions.push_back({problem, std::move(action)});
        } else if constexpr (std::is_same_v<A, Score>) {
            wanted.scores.push_back({problem, std::move(action)});
        } else if constexpr (std::is_same_v<A, Say>) {
            search.tellScore(action.at);
            wanted.said.push_back({problem, std::move(action)});
        } else if constexpr (std::is_same_v<A, Read>) {
            search.tellScore(action.at);
            wanted.reads.push_back({problem, std::move(action)});
        } else if constexpr (std::is_same_v<A, CallTool>) {
            search.tellScore(action.at);
            wanted.calls.push_back({problem, std::move(action)});
        } else {
            search.obey(action);
        }
        return {};
    }

    /// One call for all nodes of all problems that want the same scorer.
    Status score(std::vector<Wanted::Scores> &all) {
        while (!all.empty()) {
            const Score first = all.front().score;
            const auto others = std::stable_partition(all.begin(), all.end(), [&](const auto &each) {
                return each.score.scorer == first.scorer && each.score.by == first.by &&
                       each.score.aggregate == first.aggregate;
            });
            std::vector<ToScore> asked;
            for (auto it = all.begin(); it != others; ++it)
                for (const NodeId node : it->score.nodes) asked.push_back(searches_[it->problem].toScore(node));
            auto scores = scorerByName(first.scorer).score(asked, context_, {first.by, !first.aggregate.empty()});
            if (!scores) return unexpected(scores.error());
            if (!first.aggregate.empty())
                for (auto &score : *scores) score.value = aggregateOf(score.steps, first.aggregate);
            auto next = scores->begin();
            for (auto it = all.begin(); it != others; ++it)
                for (const NodeId node : it->score.nodes) searches_[it->problem].take(node, *next++);
            all.erase(all.begin(), others);
        }
        return {};
    }

    Status say(const std::vector<Wanted::Said> &all) {
        for (const auto &[problem, said] : all) {
            const std::string again = searches_[problem].takeEndBack(said.at);
            auto ids =
                context_.model->knowsTokens() ? context_.encode(again + said.text, false) : std::vector<std::int64_t>();
            if (!ids) return unexpected(ids.error());
            searches_[problem].say(said, std::move(*ids));
        }
        return {};
    }

    Status callTools(const std::vector<Wanted::Call> &calls) {
        for (const auto &[problem, wanted] : calls) {
            const auto &call = wanted; // a lambda takes no part of a pair
            const auto &tools = context_.tools;
            const auto tool =
                std::find_if(tools.begin(), tools.end(), [&](const auto &each) { return each.name == call.tool; });
            if (tool == tools.end())
                return fail({.code = "search.no_tool",
                             .message = "A search wants to call a tool that is not there.",
                             .field = "tool",
                             .found = call.tool});
            const auto said = tool->call(call.input);
            if (!said) return unexpected(said.error());
            const std::string again = searches_[problem].takeEndBack(call.at), text = call.before + *said + call.after;
            auto ids =
                context_.model->knowsTokens() ? context_.encode(again + text, false) : std::vector<std::int64_t>();
            if (!ids) return unexpected(ids.error());
            searches_[problem].addSaid(call.at, {call.tool, *said}, text, std::move(*ids));
        }
        return {};
    }

    const Strategy &strategy_;
    const std::vector<SearchProblem> &problems_;
    const SearchContext &context_;
    std::vector<ProblemSearch> searches_{};
    Expansions expansions_;
};

} // namespace

Result<std::vector<SearchOutcome>> runSearch(const Strategy &strategy, const std::vector<SearchProblem> &problems,
                                             const SearchContext &context) {
    const auto start = std::chrono::steady_clock::now();
    if (auto ok = strategy.check(context); !ok) return unexpected(ok.error());
    const auto own = withCalculator(context, strategy.drawing().calculator);
    if (!own) return unexpected(own.error());
    auto outcomes = Driver(strategy, problems, *own).run();
    if (context.reward) context.reward->forget();
    if (outcomes) shareTime(*outcomes, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    return outcomes;
}

} // namespace lapidary
