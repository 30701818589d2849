// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/reason_view_model.h"
#include "widgets/models/qt_text.h"
#include <algorithm>
#include <utility>

namespace lapidary {

namespace {

QString oneLine(const QString &text) {
    return text.simplified().left(120);
}

} // namespace

void ReasonViewModel::clear() {
    if (running_ || estimating_) Q_EMIT stopRequested();
    running_.reset();
    estimating_ = false;
    shown_.clear();
    notice_.clear();
    loading_ = false;
    Q_EMIT entriesChanged();
    show(0);
    Q_EMIT stateChanged();
}

ReasonViewModel::Shown *ReasonViewModel::find(int id) {
    for (Shown &each : shown_)
        if (each.id == id) return &each;
    return nullptr;
}

ReasonViewModel::Shown &ReasonViewModel::add(const QString &title, const QString &about) {
    shown_.push_back({});
    Shown &made = shown_.back();
    made.id = nextId_++;
    made.title = oneLine(title);
    made.about = about;
    return made;
}

QVector<ReasonViewModel::Entry> ReasonViewModel::entries() const {
    QVector<Entry> out;
    for (const Shown &each : shown_) out.append({each.id, each.title, each.about});
    return out;
}

const SearchTreeModel *ReasonViewModel::tree() const {
    const Shown *shown = find(current_);
    return shown ? shown->tree.get() : nullptr;
}

TreeRequest ReasonViewModel::origin() const {
    const Shown *shown = find(current_);
    return shown ? shown->from : TreeRequest{};
}

std::optional<TreeResult> ReasonViewModel::result() const {
    const Shown *shown = find(current_);
    return shown ? shown->result : std::nullopt;
}

/// What the trace of a file tells of a node that never came is left out, and said.
void ReasonViewModel::build(Shown &shown) {
    shown.tree = std::make_unique<SearchTreeModel>(shown.trace.problem);
    for (const SearchEvent &event : std::exchange(shown.trace.events, {}))
        if (const auto added = shown.tree->add(event); !added)
            notice_ = tr("An event of the trace speaks of the node %1, which never came: it was left out.")
                          .arg(toQt(event.node));
}

void ReasonViewModel::show(int id) {
    if (Shown *old = find(current_)) old->node = node_;
    Shown *shown = find(id);
    current_ = shown ? id : 0;
    node_ = shown ? shown->node : -1;
    forgetTokens();
    notice_.clear(); // of the tree before
    if (shown && !shown->tree) build(*shown);
    arrange();
    Q_EMIT treeShown();
    Q_EMIT nodeChanged();
    Q_EMIT stateChanged();
}

TraceValues ReasonViewModel::traceOf(int id) {
    Shown *shown = find(id);
    if (!shown) return {};
    if (!shown->tree) build(*shown);
    return {.problem = shown->tree->nodes()[0].name, .events = shown->tree->events()};
}

void ReasonViewModel::arrange() {
    const Shown *shown = find(current_);
    layout_ = shown && shown->tree ? layoutOf(*shown->tree, fold_, shown->open) : TreeLayout{};
}

void ReasonViewModel::setFoldsChains(bool on) {
    fold_ = on;
    arrange();
    Q_EMIT treeChanged();
}

void ReasonViewModel::toggleChain(int node) {
    Shown *shown = find(current_);
    if (!shown || node < 0 || layout_.itemOf.value(node, -1) < 0) return;
    const int item = layout_.itemOf[node];
    if (layout_.items[item].count > 1)
        shown->open.insert(layout_.items[item].first);
    else // back to the first of the chain that was opened
        for (int at = node; at > 0; at = shown->tree->nodes()[at].parent)
            if (shown->open.remove(at)) break;
    arrange();
    Q_EMIT treeChanged();
}

void ReasonViewModel::setPosition(int events) {
    Shown *shown = find(current_);
    if (!shown) return;
    shown->tree->setPosition(events);
    Q_EMIT treeChanged();
}

void ReasonViewModel::choose(int node) {
    if (node == node_) return;
    node_ = node;
    forgetTokens();
    Q_EMIT nodeChanged();
}

bool ReasonViewModel::isMarked(int node) const {
    const Shown *shown = find(current_);
    return shown && shown->marked.contains(node);
}

void ReasonViewModel::toggleMark(int node) {
    Shown *shown = find(current_);
    if (!shown || node <= 0) return;
    if (!shown->marked.remove(node)) shown->marked.insert(node);
    Q_EMIT treeChanged();
    Q_EMIT nodeChanged();
}

void ReasonViewModel::run(const TreeRequest &request) {
    if (isBusy()) return;
    Shown &made = add(request.prompt, request.strategy);
    made.from = request;
    made.tree = std::make_unique<SearchTreeModel>(request.prompt);
    const int id = made.id;
    Q_EMIT entriesChanged();
    show(id);
    send(request, id, 0);
}

void ReasonViewModel::send(TreeRequest request, int tree, int act) {
    request.ticket = ++ticket_;
    running_ = Running{request.ticket, tree, act};
    notice_.clear();
    loading_ = false;
    Q_EMIT searchRequested(request);
    Q_EMIT stateChanged();
}

QString ReasonViewModel::whyNoAct() const {
    const Shown *shown = find(current_);
    if (!shown || node_ < 0) return tr("Choose a node.");
    if (isBusy()) return tr("A search is under way.");
    return shown->from.reference.isEmpty()
               ? tr("This tree was read from a file: nobody knows the model that it came from.")
               : QString();
}

/// As the search itself draws, so far as its settings are those of samples too. Another act draws other samples.
TreeRequest ReasonViewModel::samplesBehind(const Shown &shown, int node, int branches) const {
    TreeRequest request = shown.from;
    Json config = {{"n", std::clamp(branches, 1, kMostBranches)}};
    for (const char *name : {"temperature", "top_p", "top_k", "max_new_tokens"})
        if (const auto it = shown.from.config.find(name); it != shown.from.config.end()) config[name] = *it;
    config["seed"] = shown.from.config.value("seed", std::int64_t(0)) + shown.tree->acts() + 1;
    request.strategy.clear();
    request.config = std::move(config);
    request.begun = shown.tree->textTo(node);
    return request;
}

void ReasonViewModel::expand(int node, int branches) {
    Shown *shown = find(current_);
    if (!whyNoAct().isEmpty() || node < 0) return;
    TreeRequest how = samplesBehind(*shown, node, branches);
    did(tr("expansion of a node"), shown->tree->searchBehind(node), std::move(how), branches);
}

void ReasonViewModel::searchBehind(int node, const TreeRequest &how) {
    Shown *shown = find(current_);
    if (!whyNoAct().isEmpty() || node < 0) return;
    TreeRequest request = shown->from;
    request.strategy = how.strategy;
    request.config = how.config;
    request.rule = how.rule;
    request.expected = how.expected;
    request.begun = shown->tree->textTo(node);
    did(tr("search behind a node"), shown->tree->searchBehind(node), std::move(request), 1);
}

void ReasonViewModel::edit(int node, const QString &text, int branches) {
    Shown *shown = find(current_);
    if (!whyNoAct().isEmpty() || node <= 0 || text == shown->tree->nodes()[node].text) return;
    const int act = shown->tree->write(shown->tree->nodes()[node].parent, text);
    did(tr("edit of a node"), act, samplesBehind(*shown, shown->tree->anchorOf(act), branches), branches);
}

void ReasonViewModel::append(int node, const QString &text, int branches) {
    Shown *shown = find(current_);
    if (!whyNoAct().isEmpty() || node < 0 || text.isEmpty()) return;
    const int act = shown->tree->write(node, text);
    did(tr("text put behind a node"), act, samplesBehind(*shown, shown->tree->anchorOf(act), branches), branches);
}

void ReasonViewModel::did(const QString &what, int act, TreeRequest how, int branches) {
    Shown *shown = find(current_);
    shown->tree->setPosition(SearchTreeModel::kNever);
    arrange();
    choose(shown->tree->anchorOf(act));
    Q_EMIT treeChanged();
    Q_EMIT acted(what, current_, act);
    if (branches > 0) send(std::move(how), current_, act);
}

void ReasonViewModel::setActShown(int tree, int act, bool shown) {
    Shown *of = find(tree);
    if (!of) return;
    of->tree->setActShown(act, shown);
    if (!shown && running_ && running_->tree == tree && running_->act >= act) stop();
    if (tree != current_) return;
    if (node_ >= 0 && !of->tree->isKept(node_)) choose(of->tree->nodes()[of->tree->anchorOf(act)].parent);
    arrange();
    Q_EMIT treeChanged();
}

void ReasonViewModel::setOpened(const TraceFile &file) {
    int first = 0;
    for (const TraceValues &each : file.traces) {
        Shown &made = add(each.problem, file.file.section(QLatin1Char('/'), -2));
        made.trace = each;
        if (first == 0) first = made.id;
    }
    Q_EMIT entriesChanged();
    if (first != 0) show(first);
    say(file.problems.join(QLatin1Char('\n')));
}

void ReasonViewModel::setLoading(qint64 ticket, bool on) {
    if (!running_ || ticket != running_->ticket) return;
    loading_ = on;
    Q_EMIT stateChanged();
}

void ReasonViewModel::grow(qint64 ticket, const std::vector<SearchEvent> &events) {
    if (!running_ || ticket != running_->ticket) return;
    Shown *shown = find(running_->tree);
    if (!shown) return;
    loading_ = false;
    for (const SearchEvent &event : events)
        if (const auto added = shown->tree->add(event, running_->act); !added)
            notice_ = tr("The worker told of the node %1, which never came: it was left out.").arg(toQt(event.node));
    if (running_->tree == current_) {
        arrange();
        Q_EMIT treeChanged();
    }
    Q_EMIT stateChanged();
}

void ReasonViewModel::setDone(qint64 ticket, const TreeResult &result) {
    if (!running_ || ticket != running_->ticket) return;
    const Running done = *std::exchange(running_, {});
    loading_ = false;
    Shown *shown = find(done.tree);
    if (shown && done.act == 0) shown->result = result;
    const auto chosen = shown ? shown->tree->choice() : std::nullopt;
    if (shown && done.act == 0 && done.tree == current_ && node_ < 0 && chosen) choose(chosen->node);
    Q_EMIT treeChanged();
    Q_EMIT stateChanged();
}

void ReasonViewModel::setFailed(qint64 ticket, const QString &why) {
    if (ticket == tokensTicket_ || ticket == weightsTicket_ || ticket == lookTicket_ || ticket == estimatesTicket_) {
        estimating_ &= ticket != estimatesTicket_;
        tokensProblem_ = why;
        return Q_EMIT nodeChanged();
    }
    if (!running_ || ticket != running_->ticket) return;
    running_.reset();
    loading_ = false;
    say(why.isEmpty() ? tr("Stopped. What was found so far stays.") : why);
}

void ReasonViewModel::say(const QString &notice, bool good) {
    notice_ = notice;
    noticeIsGood_ = good;
    Q_EMIT stateChanged();
}

} // namespace lapidary
