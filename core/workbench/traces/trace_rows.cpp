// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/traces/trace_rows.h"
#include "core/data/asked.h"
#include "core/data/layouts/registry.h"
#include <algorithm>

namespace lapidary {

namespace {

/// What was asked, as a row says it.
Result<Messages> askedBy(const TracedTree &traced) {
    if (auto ok = checkPrompts({&traced, 1}); !ok) return unexpected(ok.error());
    const auto chat = conversationAsked(traced.problem.row);
    if (!chat) return unexpected(chat.error());
    return *chat ? (*chat)->turns : plain(traced.problem.prompt);
}

Messages answerIn(const Messages &asked, std::string text) {
    if (plainText(asked)) return plain(std::move(text));
    return {{.role = "assistant", .content = std::move(text)}};
}

Record recordOf(const TracedTree &traced, const std::string &id, decltype(Record::what) what) {
    Record record{.id = idOf(traced.tree, id), .what = std::move(what)};
    if (!traced.problem.reference.empty()) record.reference = traced.problem.reference;
    return record;
}

Status put(TraceRows &out, const Record &record) {
    auto row = writeRecord(record);
    if (!row) return unexpected(row.error());
    out.rows.push_back(std::move(*row));
    return {};
}

bool blank(const std::string &text) {
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

/// Whether a model wrote it to where it wanted to, or at least to where a limit stood.
bool wasWritten(const SearchedNode &node) {
    const auto &how = node.piece.finishReason;
    return how != "cancelled" && how != "said" && how != "tool" && how != "given" && how != "unread" &&
           !node.piece.aside;
}

bool isRight(const Rule &rule, const TracedTree &traced, std::size_t end) {
    return gradeCompletion(rule, traced.problem, textTo(traced.tree, end), traced.tree.nodes[end].piece.finishReason)
        .correct;
}

/// Pairs of pieces of one tree.
class Pairing {
public:
    Pairing(const TracedTree &traced, Messages asked, const Rule *rule, TraceRows &out)
        : traced_(traced), tree_(traced.tree), asked_(std::move(asked)), rule_(rule), children_(childrenOf(tree_)),
          out_(out) {}

    Status byChoice() {
        if (!tree_.chosen || !tree_.choice.answered) {
            out_.leaveOut("searches that were not answered");
            return {};
        }
        if (rule_ && !isRight(*rule_, traced_, *tree_.chosen)) {
            out_.leaveOut("searches whose chosen answer is wrong");
            return {};
        }
        const auto path = pathTo(tree_, *tree_.chosen);
        for (std::size_t p = 1; p < path.size(); ++p)
            for (const std::size_t other : children_[path[p - 1]])
                if (other != path[p])
                    if (auto ok = pair(path[p], other); !ok) return ok;
        return {};
    }

    Status byScores() {
        for (const auto &siblings : children_) {
            std::vector<std::size_t> scored;
            for (const std::size_t node : siblings)
                if (tree_.nodes[node].score) scored.push_back(node);
            if (scored.size() < 2) continue;
            const auto [worst, best] = std::minmax_element(scored.begin(), scored.end(), [&](auto a, auto b) {
                return *tree_.nodes[a].score < *tree_.nodes[b].score;
            });
            if (auto ok = pair(*best, *worst); !ok) return ok;
        }
        return {};
    }

private:
    Status pair(std::size_t better, std::size_t worse) {
        const SearchedNode &a = tree_.nodes[better], &b = tree_.nodes[worse];
        if (!wasWritten(a) || !wasWritten(b)) return left("pieces that were stopped, or that no model wrote");
        if (a.piece.text == b.piece.text) return left("pairs that say the same");
        if (a.piece.answer && a.piece.answer == b.piece.answer) return left("pairs that come to the same answer");
        if (rule_ && ((endsAnswer(a) && !isRight(*rule_, traced_, better)) ||
                      (endsAnswer(b) && isRight(*rule_, traced_, worse))))
            return left("pairs of which the rule says the contrary");
        if (a.score && b.score && !(*a.score > *b.score)) return left("pairs of which neither has a higher score");
        const std::string chosen = textTo(tree_, better), rejected = textTo(tree_, worse);
        if (blank(chosen) || blank(rejected)) return left("pairs with an empty side");
        Preference what{.prompt = asked_,
                        .chosen = answerIn(asked_, chosen),
                        .rejected = answerIn(asked_, rejected),
                        .chosenTerminated = endsAnswer(a),
                        .rejectedTerminated = endsAnswer(b)};
        return put(out_, recordOf(traced_, a.name + " > " + b.name, std::move(what)));
    }
    Status left(const Sentence &why) {
        out_.leaveOut(why);
        return {};
    }

    const TracedTree &traced_;
    const SearchedTree &tree_;
    const Messages asked_;
    const Rule *rule_;
    const std::vector<std::vector<std::size_t>> children_;
    TraceRows &out_;
};

} // namespace

void TraceRows::leaveOut(const Sentence &why) {
    const auto same = std::find_if(leftOut.begin(), leftOut.end(), [&](const auto &each) { return each.why == why; });
    if (same == leftOut.end())
        leftOut.push_back({why, 1});
    else
        ++same->count;
}

Status checkPrompts(std::span<const TracedTree> trees) {
    for (const auto &[tree, problem] : trees)
        if (problem.prompt.empty())
            return fail({.code = "trace.no_prompt",
                         .message = "Nobody knows what this search was asked, and a row must say it.",
                         .field = "problem",
                         .found = tree.problem,
                         .expected = "its prompt",
                         .remedy = "Give the file of the problems, JSON Lines with id and prompt."});
    return {};
}

bool isOwn(const SearchedTree &tree, std::size_t end) {
    const auto path = pathTo(tree, end);
    return std::all_of(path.begin() + 1, path.end(), [&](std::size_t node) { return wasWritten(tree.nodes[node]); });
}

Status checkGrading(std::span<const TracedTree> trees, const Rule &rule) {
    for (const auto &[tree, problem] : trees)
        if (!rule.scorable(problem))
            return fail({.code = "trace.no_reference",
                         .message = "This problem has no answer to compare with.",
                         .field = "reference",
                         .found = tree.problem,
                         .expected = "the right answer",
                         .remedy = "Give the file of the problems with their references, or name no rule."});
    return {};
}

std::string idOf(const SearchedTree &tree, const std::string &name) {
    return name.starts_with(tree.problem) ? name : tree.problem + name;
}

Result<TraceRows> demonstrationsOf(std::span<const TracedTree> trees, const Rule *rule) {
    TraceRows out;
    if (auto ok = rule ? checkGrading(trees, *rule) : Status(); !ok) return unexpected(ok.error());
    for (const TracedTree &traced : trees) {
        const SearchedTree &tree = traced.tree;
        auto asked = askedBy(traced);
        if (!asked) return unexpected(asked.error());
        if (!tree.chosen || !tree.choice.answered) {
            out.leaveOut("searches that were not answered");
            continue;
        }
        std::string text = textTo(tree, *tree.chosen);
        if (!endsAnswer(tree.nodes[*tree.chosen]) || blank(text)) {
            out.leaveOut("chosen answers that did not end by themselves, or are empty");
            continue;
        }
        if (!isOwn(tree, *tree.chosen)) {
            out.leaveOut("chosen answers in which stands what no model wrote");
            continue;
        }
        if (rule && !isRight(*rule, traced, *tree.chosen)) {
            out.leaveOut("searches whose chosen answer is wrong");
            continue;
        }
        auto completion = answerIn(*asked, std::move(text));
        auto record = recordOf(traced, tree.problem, Demonstration{std::move(*asked), std::move(completion)});
        if (auto ok = put(out, record); !ok) return unexpected(ok.error());
    }
    return out;
}

Result<TraceRows> preferencesOf(std::span<const TracedTree> trees, PairsBy by, const Rule *rule) {
    TraceRows out;
    if (auto ok = rule ? checkGrading(trees, *rule) : Status(); !ok) return unexpected(ok.error());
    for (const TracedTree &traced : trees) {
        auto asked = askedBy(traced);
        if (!asked) return unexpected(asked.error());
        Pairing pairing(traced, std::move(*asked), rule, out);
        if (auto ok = by == PairsBy::Choice ? pairing.byChoice() : pairing.byScores(); !ok)
            return unexpected(ok.error());
    }
    return out;
}

} // namespace lapidary
