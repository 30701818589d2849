// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of the steps of the tree on show: labels by hand, tokens, weights, estimates, whether answers are
// right.
#include "core/data/tasks/rule.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/reason_view_model.h"
#include <utility>

namespace lapidary {

StepJudgement ReasonViewModel::judgement(int node) const {
    const Shown *shown = find(current_);
    return shown ? shown->judged.value(node, StepJudgement::None) : StepJudgement::None;
}

QHash<int, StepJudgement> ReasonViewModel::judgements() const {
    const Shown *shown = find(current_);
    return shown ? shown->judged : QHash<int, StepJudgement>{};
}

void ReasonViewModel::judge(int node, StepJudgement judgement) {
    if (!find(current_) || node <= 0) return;
    const StepJudgement before = this->judgement(node), now = before == judgement ? StepJudgement::None : judgement;
    setJudgement(current_, node, now);
    Q_EMIT judged(current_, node, before, now);
}

void ReasonViewModel::setJudgement(int tree, int node, StepJudgement judgement) {
    Shown *shown = find(tree);
    if (!shown) return;
    if (judgement == StepJudgement::None)
        shown->judged.remove(node);
    else
        shown->judged[node] = judgement;
    if (tree == current_) Q_EMIT nodeChanged();
}

QString ReasonViewModel::whyNoTokens() const {
    const Shown *shown = find(current_);
    if (!shown || node_ <= 0) return tr("Choose a node behind the problem.");
    if (shown->from.reference.isEmpty())
        return tr("This tree was read from a file: nobody knows the model that it came from.");
    return shown->from.remote
               ? tr("A server tells no probabilities of a text that is there already. A model on this machine does.")
               : QString();
}

bool ReasonViewModel::canReadTokens() const {
    return whyNoTokens().isEmpty();
}

/// The last piece says the answer, the ones before it are the steps.
QString ReasonViewModel::whyNoWeights() const {
    if (const QString why = whyNoTokens(); !why.isEmpty()) return why;
    if (isBusy()) return tr("A search is under way.");
    return tree()->pathTo(node_).size() < 2
               ? tr("One piece has no steps. A search that goes step by step, as a beam search does, has some.")
               : QString();
}

void ReasonViewModel::weighSteps() {
    if (!whyNoWeights().isEmpty()) return;
    const Shown *shown = find(current_);
    TreeRequest request = shown->from;
    for (const int node : shown->tree->pathTo(node_))
        request.steps.push_back(shown->tree->nodes()[node].text.toStdString());
    request.answer = request.steps.back();
    request.steps.pop_back();
    request.ticket = weightsTicket_ = ++ticket_;
    weighed_ = node_;
    weighedTree_ = current_;
    tokensProblem_.clear();
    Q_EMIT weightsRequested(request);
}

void ReasonViewModel::setWeights(const StepWeightValues &weights) {
    Shown *shown = find(weighedTree_);
    if (weights.ticket != weightsTicket_ || !shown) return;
    const auto path = shown->tree->pathTo(weighed_);
    for (qsizetype i = 0; i + 1 < path.size() && i < qsizetype(weights.steps.size()); ++i)
        shown->weights[path[i]] = weights.steps[std::size_t(i)];
    if (weighedTree_ == current_) Q_EMIT nodeChanged();
}

std::optional<StepWeightValues::Weight> ReasonViewModel::weight(int node) const {
    const Shown *shown = find(current_);
    if (!shown || !shown->weights.contains(node)) return {};
    return shown->weights.value(node);
}

void ReasonViewModel::readTokens() {
    if (!canReadTokens()) return;
    const Shown *shown = find(current_);
    TreeRequest request = shown->from;
    request.begun = shown->tree->textTo(node_);
    request.ticket = tokensTicket_ = ++ticket_;
    tokensProblem_.clear();
    Q_EMIT tokensRequested(request);
}

void ReasonViewModel::setTokens(const PathTokens &tokens) {
    if (tokens.ticket != tokensTicket_) return;
    tokens_ = tokens;
    Q_EMIT nodeChanged();
}

void ReasonViewModel::forgetTokens() {
    tokens_.reset();
    tokensProblem_.clear();
    tokensTicket_ = lookTicket_ = 0;
    token_ = -1;
    alternatives_ = {};
}

void ReasonViewModel::chooseToken(int token) {
    if (!tokens_ || token < 0 || token >= int(tokens_->tokens.size())) return;
    token_ = token;
    alternatives_ = {};
    tokensProblem_.clear();
    TreeRequest request = find(current_)->from;
    for (int i = 0; i < token; ++i) request.ids.push_back(tokens_->tokens[std::size_t(i)].id);
    request.ticket = lookTicket_ = ++ticket_;
    Q_EMIT alternativesRequested(request, token);
    Q_EMIT nodeChanged();
}

void ReasonViewModel::setAlternatives(const Alternatives &alternatives) {
    if (alternatives.ticket != lookTicket_ || alternatives.token != token_) return;
    alternatives_ = alternatives;
    Q_EMIT nodeChanged();
}

std::optional<ReasonViewModel::Cut> ReasonViewModel::cutBefore(int token) const {
    if (!tokens_ || !tree() || token < 0 || token >= int(tokens_->tokens.size())) return {};
    std::string before;
    for (int i = 0; i < token; ++i) before += tokens_->tokens[std::size_t(i)].text;
    const qsizetype length = toQt(before).size();
    qsizetype end = tree()->nodes()[0].text.size();
    if (length < end) return {};
    for (const int node : tree()->pathTo(node_)) {
        const QString &text = tree()->nodes()[node].text;
        if (length < end + text.size()) return Cut{node, text.left(length - end)};
        end += text.size();
    }
    return {};
}

/// A branch is known by its text, which parts of characters cannot be in.
QString ReasonViewModel::whyNoForce(int alternative) const {
    if (const QString why = whyNoAct(); !why.isEmpty()) return why;
    if (alternative < 0 || alternative >= int(alternatives_.tokens.size()))
        return tr("Choose a token, and what shall stand in its place.");
    if (!cutBefore(token_)) return tr("This token was written before the search: choose one behind it.");
    const std::string &text = alternatives_.tokens[std::size_t(alternative)].text;
    return text.empty() || fromQt(toQt(text)) != text
               ? tr("This token ends the answer or is a part of a character: no branch can go on behind it.")
               : QString();
}

void ReasonViewModel::force(int alternative, int branches) {
    if (!whyNoForce(alternative).isEmpty()) return;
    Shown *shown = find(current_);
    const TokenAlternative put = alternatives_.tokens[std::size_t(alternative)];
    const Cut cut = *cutBefore(token_);
    std::vector<std::int32_t> ids;
    for (int i = 0; i < token_; ++i) ids.push_back(tokens_->tokens[std::size_t(i)].id);
    ids.push_back(put.id);
    const int act = shown->tree->write(shown->tree->nodes()[cut.node].parent, cut.kept + toQt(put.text));
    TreeRequest how = samplesBehind(*shown, shown->tree->anchorOf(act), branches);
    how.ids = std::move(ids);
    did(tr("forced token"), act, std::move(how), branches);
}

/// As the search itself ends thoughts, where its settings say it; else as models that think in tags do.
QString ReasonViewModel::capText() const {
    const Shown *shown = find(current_);
    if (!shown || !shown->tree) return {};
    const QString written = shown->from.prompt + shown->tree->textTo(std::max(0, node_));
    const auto said = [&](const char *name, const QString &otherwise) {
        const auto it = shown->from.config.find(name);
        return it != shown->from.config.end() && it->is_string() ? toQt(it->get<std::string>()) : otherwise;
    };
    const bool thinks = written.lastIndexOf(QLatin1String("<think>")) > written.lastIndexOf(QLatin1String("</think>"));
    return said("end_mark", thinks ? QStringLiteral("</think>") : QString()) +
           said("answer_trigger", QStringLiteral("\nFinal Answer:"));
}

/// The pieces on the way to the node behind which an answer goes on: not one that ended it.
QVector<int> ReasonViewModel::openSteps() const {
    QVector<int> steps = tree() && node_ > 0 ? tree()->pathTo(node_) : QVector<int>();
    if (!steps.isEmpty() && tree()->nodes()[steps.last()].finishReason == QLatin1String("stop")) steps.removeLast();
    return steps;
}

QString ReasonViewModel::whyNoEstimate() const {
    if (const QString why = whyNoTokens(); !why.isEmpty()) return why;
    if (isBusy()) return tr("A search is under way.");
    const TreeRequest &from = find(current_)->from;
    if (from.rule.isEmpty() || from.expected.isEmpty())
        return tr("Nobody knows what is right here: search with a rule and a reference answer, as problems of a data "
                  "set have them.");
    return openSteps().isEmpty() ? tr("The answer has one piece only, and it has ended: nothing goes on behind it.")
                                 : QString();
}

void ReasonViewModel::estimateSteps(int answers) {
    if (!whyNoEstimate().isEmpty() || estimating_) return;
    const Shown *shown = find(current_);
    TreeRequest request = samplesBehind(*shown, node_, answers);
    request.begun.clear();
    estimatedSteps_ = openSteps();
    for (const int node : std::as_const(estimatedSteps_))
        request.steps.push_back(fromQt(shown->tree->nodes()[node].text));
    request.ticket = estimatesTicket_ = ++ticket_;
    estimatedTree_ = current_;
    estimating_ = true;
    estimated_ = {0, qint64(request.steps.size()) * answers};
    tokensProblem_.clear();
    Q_EMIT estimatesRequested(request);
    Q_EMIT nodeChanged();
}

void ReasonViewModel::setEstimated(qint64 ticket, qint64 done, qint64 all) {
    if (!estimating_ || ticket != estimatesTicket_) return;
    estimated_ = {done, all};
    Q_EMIT nodeChanged();
}

void ReasonViewModel::setEstimates(const StepEstimates &estimates) {
    if (estimates.ticket != estimatesTicket_) return;
    estimating_ = false;
    if (Shown *shown = find(estimatedTree_))
        for (qsizetype i = 0; i < estimatedSteps_.size() && i < qsizetype(estimates.steps.size()); ++i)
            shown->estimates[estimatedSteps_[i]] = estimates.steps[std::size_t(i)];
    Q_EMIT nodeChanged();
}

std::optional<StepEstimates::Value> ReasonViewModel::estimate(int node) const {
    const Shown *shown = find(current_);
    const auto it = shown ? shown->estimates.constFind(node) : QHash<int, StepEstimates::Value>::const_iterator();
    return shown && it != shown->estimates.constEnd() ? std::optional(*it) : std::nullopt;
}

std::optional<bool> ReasonViewModel::isRight(int node) const {
    Shown *shown = const_cast<ReasonViewModel *>(this)->find(current_);
    if (!shown || !shown->tree || node <= 0 || node >= shown->tree->nodes().size()) return {};
    const auto &of = shown->tree->nodes()[node];
    if (!of.answer || shown->from.expected.isEmpty() || shown->from.rule.isEmpty()) return {};
    if (const auto known = shown->right.constFind(node); known != shown->right.constEnd()) return *known;
    const auto rule = ruleByName(fromQt(shown->from.rule));
    if (!rule) return {};
    const Problem problem{.id = {},
                          .prompt = fromQt(shown->from.prompt),
                          .reference = fromQt(shown->from.expected),
                          .row = shown->from.row};
    if (!(*rule)->scorable(problem)) return {};
    const bool right =
        gradeCompletion(**rule, problem, fromQt(shown->tree->textTo(node)), fromQt(of.finishReason)).correct;
    shown->right.insert(node, right);
    return right;
}

} // namespace lapidary
