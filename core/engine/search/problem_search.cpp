// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/problem_search.h"
#include "core/engine/generate/text_behind.h"
#include "core/engine/search/spans.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace lapidary {

namespace {

/// The marks that the names of an Until stand for.
Until resolved(Until until, const SearchContext &context) {
    auto &marks = until.marks;
    if (until.step) {
        const std::string mark = context.rule ? context.rule->stepMark() : "";
        marks.push_back(mark.empty() ? "\n" : mark);
    }
    if (until.sentence) marks.insert(marks.end(), {". ", "! ", "? ", "\n", "。", "！", "？"});
    if (until.toolCall) marks.push_back(context.toolCallEnd);
    until.step = until.sentence = until.toolCall = false;
    return until;
}

/// What a server says of two requests for one problem.
void merge(Json &all, Json &&more) {
    if (all.is_null() || more.is_null()) {
        if (!more.is_null()) all = std::move(more);
        return;
    }
    for (const char *count : {"requests", "retries"})
        all[count] = all[count].get<std::int64_t>() + more[count].get<std::int64_t>();
    for (auto &flag : more["flags"])
        if (std::find(all["flags"].begin(), all["flags"].end(), flag) == all["flags"].end())
            all["flags"].push_back(flag);
    if (more.contains("problem")) all["problem"] = more["problem"];
}

Completion undecoded(const std::string &text, std::vector<std::int64_t> ids, const char *by) {
    Completion out{.ids = std::move(ids), .text = text, .finishReason = by, .logprobs = {}, .entropies = {}};
    out.countedTokens = 0;
    return out;
}

/// A token of a text, and whether the model wrote it.
struct TextToken {
    std::int64_t id;
    bool decoded;
    auto operator<=>(const TextToken &) const = default;
};

/// Decoded nodes of the prefix tree of all texts: sorted neighbours share their common beginning.
std::int64_t distinctTokens(std::vector<std::vector<TextToken>> texts) {
    std::sort(texts.begin(), texts.end());
    std::int64_t nodes = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto own = texts[i].cbegin();
        if (i > 0) own = std::mismatch(own, texts[i].cend(), texts[i - 1].begin(), texts[i - 1].end()).first;
        nodes += std::count_if(own, texts[i].cend(), [](const TextToken &token) { return token.decoded; });
    }
    return nodes;
}

} // namespace

ProblemSearch::ProblemSearch(const SearchProblem &problem, Names names, std::vector<std::int64_t> ids, Beginning begun,
                             const Strategy &strategy, const SearchContext &context)
    : problem_(problem), names_(std::move(names)), ids_(std::move(ids)), drawing_(strategy.drawing()),
      context_(context), search_(strategy.begin(problem, context)),
      rng_(static_cast<std::uint64_t>(drawing_.sampling.seed), "search/" + names_.stream) {
    if (begun.empty()) return;
    tree_.begin(undecoded(begun.text, std::move(begun.ids), "")); // the search itself did not say it
    tell(Tree::kRoot, NodeExpanded{.parent = {}, .text = begun.text, .finishReason = kSaid});
}

const std::string &ProblemSearch::prefix() const {
    static const std::string none;
    return tree_.begun() ? none : drawing_.completionPrefix;
}

std::int64_t ProblemSearch::tokensLeft() const {
    if (drawing_.tokenBudget == 0) return std::numeric_limits<std::int64_t>::max();
    return std::max<std::int64_t>(0, drawing_.tokenBudget - written() - readGiven_);
}

CompletionRequest ProblemSearch::request(const Expand &expand) const {
    CompletionRequest out{.ids = ids_,
                          .prompt = names_.examples + problem_.problem.prompt,
                          .messages = problem_.messages,
                          .prefix = prefix(),
                          .begun = tree_.completionTo(expand.at).text,
                          .stream = names_.stream,
                          .n = expand.n,
                          .byFirstRank = expand.byFirstRank,
                          .sampling = drawing_.sampling,
                          .until = resolved(expand.until, context_),
                          .drafting = drawing_.drafting,
                          .known = read_.nearest(tree_, expand.at)};
    if (out.drafting.tokens > 0) out.drafting.model = context_.draft;
    const auto written = tree_.idsTo(expand.at);
    out.ids.insert(out.ids.end(), written.begin(), written.end());
    if (!context_.model->knowsTokens()) {
        const std::string &begun = tree_[Tree::kRoot].written.text;
        out.prefix += begun;
        out.begun.erase(0, begun.size());
    }
    if (expand.greedy) out.sampling.temperature = 0;
    if (expand.at != Tree::kRoot) out.stream += "/node " + std::to_string(expand.at);
    if (const auto drawn = drawn_.find(expand.at); drawn != drawn_.end()) out.firstSample = drawn->second;
    return out;
}

/// The pieces as one answer. A text that ends it may lie across two of them, which only the whole shows.
Completion ProblemSearch::completionTo(NodeId node) const {
    Completion whole = tree_.completionTo(node);
    if (tree_[node].depth > 1 || tree_.begun()) whole.text = cutBefore(std::move(whole.text), drawing_.sampling.stop);
    return whole;
}

NodeId ProblemSearch::add(NodeId at, Completion &&piece, bool aside) {
    const NodeId id = tree_.add(at, std::move(piece));
    Node &node = tree_.at(id);
    const Completion whole = completionTo(id);
    node.fault = faultOf(whole.text, whole.finishReason);
    node.aside = aside || tree_[at].aside;
    if (context_.rule && !node.aside)
        node.answer = answerOfCompletion(*context_.rule, prefix() + whole.text, node.written.finishReason);
    outcome_.cancelled |= node.written.finishReason == "cancelled";
    tell(id, NodeExpanded{.parent = nameOf(at),
                          .text = (at == Tree::kRoot ? prefix() : "") + node.written.text,
                          .answer = node.answer,
                          .tokens = node.written.tokens(),
                          .logprob = node.written.logprob(),
                          .finishReason = node.written.finishReason,
                          .aside = node.aside});
    return id;
}

void ProblemSearch::add(const Expand &expand, GeneratedPrompt &&pieces) {
    drawn_[expand.at] += expand.n;
    const bool aside = !expand.question.empty(); // what was read for it stands nowhere in the tree
    if (!aside) read_.put(expand.at, std::move(pieces.read));
    for (std::size_t s = 0; s < pieces.completions.size(); ++s) {
        Completion &piece = pieces.completions[s];
        if (expand.until.piece && piece.finishReason == "length" && piece.tokens() == expand.until.tokens)
            piece.finishReason = kStep;
        const NodeId node = add(expand.at, std::move(piece), aside);
        if (s < pieces.written.size() && !aside) read_.put(node, std::move(pieces.written[s]));
    }
    outcome_.tokens.cached += pieces.cachedTokens;
    merge(outcome_.remote, std::move(pieces.remote));
}

void ProblemSearch::addSaid(NodeId at, ToolAnswer said, const std::string &text, std::vector<std::int64_t> ids) {
    outcome_.told.push_back(std::move(said));
    add(at, undecoded(text, std::move(ids), kTool));
}

std::vector<std::int64_t> ProblemSearch::idsBefore(NodeId at) const {
    auto ids = ids_;
    const auto written = tree_.idsTo(at);
    ids.insert(ids.end(), written.begin(), written.end());
    return ids;
}

std::optional<std::string> ProblemSearch::textBefore(NodeId at) const {
    if (!problem_.ids.empty()) return std::nullopt;
    return names_.examples + problem_.problem.prompt + prefix() + tree_.completionTo(at).text;
}

/// Nobody wrote them: their tokens are those of a text that is scored.
void ProblemSearch::addGiven(const Read &read, std::vector<Completion> texts, std::int64_t cached) {
    outcome_.tokens.cached += cached;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        Completion &piece = texts[i];
        if (piece.finishReason == kGiven) {
            const auto tokens = static_cast<std::int64_t>(piece.ids.size());
            outcome_.tokens.verifier += tokens;
            readGiven_ += tokens;
        }
        piece.text = read.texts[i];
        piece.countedTokens = 0;
        add(read.at, std::move(piece));
    }
}

/// What ended an answer is what its tokens say beyond its text; an end token may say nothing.
std::string ProblemSearch::takeEndBack(NodeId at) {
    Node &node = tree_.at(at);
    if (at == Tree::kRoot || !endedItself(node.written.finishReason) || !context_.decode) return {};
    if (node.written.finishReason == kGiven) return {}; // nothing ended it
    const std::string &text = node.written.text;
    const auto &own = node.written.ids;
    auto ids = ids_;
    const auto before = tree_.idsTo(node.parent);
    ids.insert(ids.end(), before.begin(), before.end());
    const std::size_t from = ids.size();
    ids.insert(ids.end(), own.begin(), own.end());
    std::string kept = text;
    node.ended = 0;
    while (node.ended < own.size()) {
        ++node.ended;
        ids.pop_back();
        kept = textBehind(context_.decode, ids, from);
        if (kept.size() <= text.size()) break;
    }
    read_.drop(tree_, at);
    return text.substr(std::min(kept.size(), text.size()));
}

void ProblemSearch::say(const Say &say, std::vector<std::int64_t> ids) {
    add(say.at, undecoded(say.text, std::move(ids), kSaid), say.aside);
}

ToScore ProblemSearch::toScore(NodeId node) const {
    Completion whole = completionTo(node);
    std::string text = prefix() + whole.text;
    return {.problem = &problem_,
            .candidate = {.text = std::move(text),
                          .completion = std::move(whole),
                          .answer = tree_[node].answer,
                          .byTool = byTool(node)},
            .goesOn = tree_[node].goesOn(),
            .asked = ids_};
}

void ProblemSearch::take(NodeId node, const NodeScore &score) {
    outcome_.tokens.verifier += score.tokens;
    outcome_.cancelled |= score.cancelled;
    const bool number = score.value && !std::isnan(*score.value);
    tree_.at(node).score = number ? score.value : std::nullopt;
    if (number) untold_.insert(node);
}

void ProblemSearch::obey(const Rate &rate) {
    take(rate.node, {.value = rate.value});
}

void ProblemSearch::obey(const Visit &visit) {
    tellScore(visit.node);
    tell(visit.node, NodeVisited{.visits = visit.visits, .value = visit.value, .prior = visit.prior});
}

void ProblemSearch::obey(const Prune &prune) {
    tellScore(prune.node);
    tree_.at(prune.node).pruned = true;
    read_.drop(tree_, prune.node);
    tell(prune.node, NodePruned{prune.why});
}

void ProblemSearch::obey(const Select &select) {
    tellScore(select.node);
    close(select.node);
    const std::string fault = candidateOf(select.node).fault();
    outcome_.answered = select.answered && fault.empty();
    outcome_.reason = select.answered && !fault.empty() ? fault : select.why;
    outcome_.tie = select.tie;
    outcome_.oracle = select.oracle;
    tell(select.node,
         NodeChosen{
             .reason = outcome_.reason, .answered = outcome_.answered, .tie = select.tie, .oracle = select.oracle});
}

void ProblemSearch::obey(const KeepAll &keep) {
    keptAll_ = true;
    close(ends().front());
    outcome_.reason = keep.why;
}

void ProblemSearch::close(NodeId chosen) {
    closed_ = true;
    chosen_ = chosen;
    read_.clear();
}

bool ProblemSearch::endIfItMust() {
    if (tree_.size() == 1 || (!outcome_.cancelled && !tree_.spent())) return false;
    const auto all = ends();
    obey(Select{
        .node = all.empty() ? 1 : all.front(), .why = outcome_.cancelled ? "cancelled" : "budget", .answered = false});
    return true;
}

void ProblemSearch::tellScore(NodeId node) {
    if (untold_.erase(node)) tell(node, NodeScored{*tree_[node].score});
}

void ProblemSearch::tellScores() {
    for (NodeId node = 1; node < tree_.size(); ++node) tellScore(node);
}

/// The ends of the tree. A piece that was given up before its answer ended is no answer, nor is what is said aside.
std::vector<NodeId> ProblemSearch::ends() const {
    std::vector<NodeId> out;
    for (NodeId node = 1; node < tree_.size(); ++node) {
        const bool given = tree_[node].aside || (tree_[node].goesOn() && tree_[node].pruned);
        const bool end = tree_.children(node).empty() && !given;
        if (end || (closed_ && node == chosen_)) out.push_back(node);
    }
    return out;
}

/// The pieces of tools, and what the calculator wrote within the others.
std::vector<TokenSpan> ProblemSearch::byTool(NodeId node) const {
    std::vector<TokenSpan> spans;
    std::size_t before = 0;
    for (const NodeId piece : tree_.pathTo(node)) {
        const Node &each = tree_[piece];
        const std::size_t tokens = each.written.ids.size() - (piece == node ? 0 : each.ended);
        if (each.written.finishReason == kTool) spans.push_back({before, before + tokens});
        before += tokens;
    }
    if (!drawing_.calculator) return spans;
    const auto computed = calculatedTokens(completionTo(node), context_);
    spans.insert(spans.end(), computed.begin(), computed.end());
    std::sort(spans.begin(), spans.end(), [](const auto &a, const auto &b) { return a.begin < b.begin; });
    return spans;
}

/// One that could have gone on and was not continued has been cut.
Candidate ProblemSearch::candidateOf(NodeId node) const {
    Candidate out = toScore(node).candidate;
    out.score = tree_[node].score;
    if (tree_[node].goesOn()) out.completion.finishReason = outcome_.cancelled ? "cancelled" : "length";
    return out;
}

std::int64_t ProblemSearch::written() const {
    std::int64_t tokens = 0;
    for (NodeId node = 1; node < tree_.size(); ++node) tokens += tree_[node].written.tokens();
    return tokens;
}

std::int64_t ProblemSearch::distinct() const {
    if (!context_.model->knowsTokens()) return written(); // without ids no prefix is known to be shared
    std::vector<std::vector<TextToken>> texts;
    std::int64_t ended = 0; // stand in no text
    for (NodeId node = 1; node < tree_.size(); ++node) {
        ended += static_cast<std::int64_t>(tree_[node].ended);
        if (!tree_.children(node).empty()) continue;
        auto &text = texts.emplace_back();
        for (const NodeId piece : tree_.pathTo(node)) {
            const auto &ids = tree_[piece].written.ids;
            for (std::size_t t = 0; t + tree_[piece].ended < ids.size(); ++t)
                text.push_back({ids[t], tree_[piece].decoded()});
        }
        if (!drawing_.calculator) continue;
        for (const TokenSpan &span : byTool(node))
            for (std::size_t t = span.begin; t < std::min(span.end, text.size()); ++t) text[t].decoded = false;
    }
    return distinctTokens(std::move(texts)) + ended;
}

SearchOutcome ProblemSearch::outcome() const {
    SearchOutcome out = outcome_;
    for (const NodeId node : ends()) {
        if (node == chosen_) out.chosen = out.candidates.size();
        out.candidates.push_back(candidateOf(node));
    }
    if (out.answered && !keptAll_) out.answer = tree_[chosen_].answer;
    out.tokens.kept = keptAll_ ? written() : tree_.tokensTo(chosen_);
    out.tokens.rejected = written() - out.tokens.kept;
    out.tokens.distinct = distinct();
    return out;
}

/// Nodes are named by their number, from 0 on behind the root, which has the problem's name.
std::string ProblemSearch::nameOf(NodeId node) const {
    return node == Tree::kRoot ? names_.problem : names_.problem + "/" + std::to_string(node - 1);
}

void ProblemSearch::tell(NodeId node, decltype(SearchEvent::what) what) const {
    if (context_.trace) context_.trace({.problem = names_.problem, .node = nameOf(node), .what = std::move(what)});
}

} // namespace lapidary
