// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/label_view_model.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>

namespace lapidary {

LabelViewModel::LabelViewModel(QObject *parent) : QObject(parent) {}

void LabelViewModel::clear() {
    desk_ = {};
    items_.reset(desk_);
    queues_.clear();
    sources_.clear();
    found_ = {};
    dataSets_.clear();
    quality_ = {};
    annotators_.clear();
    said_.clear();
    live_ = {};
    given_.clear();
    guidelines_.clear();
    stopped_.clear();
    news_.clear();
    wanted_.clear();
    saved_ = ticket_; // answers of the old project have smaller tickets
    pairAsked_ = false;
    help_ = {};
    ordered_ = {};
    Q_EMIT queuesChanged();
    Q_EMIT sourcesChanged();
    Q_EMIT queueOpened();
    Q_EMIT savedChanged();
}

void LabelViewModel::setQueues(const QStringList &names) {
    queues_ = names;
    Q_EMIT queuesChanged();
    if (wanted_.isEmpty() && !queues_.isEmpty()) openQueue(queues_.last());
}

void LabelViewModel::setRuns(const QVector<RunValues> &runs) {
    QVector<RunValues> found;
    for (const RunValues &run : runs)
        if (const std::string kind = run.kind.toStdString();
            runKind(kind) && !ownerJob(kind) && run.state != RunState::Queued)
            found.append(run);
    const auto rank = [](const RunValues &run) {
        const std::string kind = run.kind.toStdString();
        return isTraining(kind) ? 2 : isArm(kind) ? 1 : 0;
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const RunValues &a, const RunValues &b) { return rank(a) < rank(b); }); // the likeliest first
    const auto same = [](const RunValues &a, const RunValues &b) { return a.id == b.id && a.state == b.state; };
    if (std::equal(found.begin(), found.end(), sources_.begin(), sources_.end(), same)) return;
    sources_ = found;
    Q_EMIT sourcesChanged();
}

void LabelViewModel::setOpened(const LabelQueueValues &queue) {
    const bool same =
        queue.session.queue == desk_.session().queue && queue.session.annotator == desk_.session().annotator;
    if (same && stopped_.isEmpty()) return;           // what is shown is ahead of what was read
    if (!stopped_.isEmpty() && !same) tell(stopped_); // about the queue that was left
    const std::string shown = same && desk_.item() ? desk_.item()->id : std::string();
    const LabelFilter filter = same ? desk_.filter() : LabelFilter{};
    desk_ = LabelDesk(queue.state, queue.session);
    desk_.setFilter(filter);
    if (const auto at = desk_.state().find(shown); !shown.empty() && at) desk_.show(*at);
    guidelines_ = queue.guidelines;
    annotators_ = queue.annotators;
    said_ = queue.said;
    live_ = queue.live;
    given_ = queue.given;
    quality_ = {};
    stopped_.clear();
    saved_ = ticket_;
    items_.reset(desk_);
    if (help_.queue != this->queue()) help_ = {};
    const LabelOrderRequest before = ordered_.asked;
    ordered_ = {.asked = {.queue = this->queue()}};
    change([] {});
    Q_EMIT queueOpened();
    Q_EMIT savedChanged();
    Q_EMIT orderChanged();
    if (before.queue == this->queue()) setOrder(before.order, before.models); // of another person, or after a stop
}

void LabelViewModel::setSaved(qint64 ticket) {
    if (ticket <= saved_) return;
    saved_ = ticket;
    Q_EMIT savedChanged();
}

void LabelViewModel::setStopped(const QString &why) {
    stopped_ = why;
    Q_EMIT savedChanged();
    Q_EMIT shownChanged();
}

void LabelViewModel::setItems(const LabelItemsValues &items) {
    found_ = items;
    Q_EMIT itemsFound();
}

void LabelViewModel::setDataSets(const QVector<LabelDataValues> &sets) {
    if (sets == dataSets_) return;
    dataSets_ = sets;
    Q_EMIT sourcesChanged();
}

void LabelViewModel::setQuality(const LabelQuality &quality) {
    quality_ = quality;
    Q_EMIT qualityChanged();
}

std::vector<LabelAction> LabelViewModel::actions() const {
    if (!desk_.item()) return {};
    return desk_.state().kind().actions({*desk_.item(), desk_.order(), desk_.state().setup().criteria});
}

void LabelViewModel::addGiven(const QString &queue, const std::vector<std::string> &ids) {
    if (queue == this->queue()) given_.insert(ids.begin(), ids.end());
}

QString LabelViewModel::othersSaid() const {
    const auto found = desk_.item() ? said_.find(desk_.item()->id) : said_.end();
    return found == said_.end() ? QString() : QString::fromStdString(found->second);
}

/// What another person said stays as it is: the queue is read anew, with this person's events alone.
void LabelViewModel::setAnnotator(const QString &name) {
    if (name.trimmed().isEmpty() || name.trimmed() == annotator_) return;
    annotator_ = name.trimmed();
    Q_EMIT annotatorChanged();
    if (!queue().isEmpty()) Q_EMIT openRequested(queue(), annotator_);
}

void LabelViewModel::setKeymap(const LabelKeymap &map) {
    keymap_ = map;
    Q_EMIT keymapChanged();
    Q_EMIT shownChanged();
}

void LabelViewModel::setZoom(int percent) {
    const int within = std::clamp(percent, kLeastZoom, kMostZoom);
    if (within == zoom_) return;
    zoom_ = within;
    Q_EMIT zoomChanged();
}
void LabelViewModel::zoomBy(int steps) {
    setZoom(zoom_ + steps * kZoomStep);
}

void LabelViewModel::setGuidelines(const QString &text) {
    if (text == guidelines_ || isReadOnly() || queue().isEmpty()) return;
    guidelines_ = text;
    Q_EMIT guidelinesWritten(queue(), text);
}

void LabelViewModel::askForQuality() {
    if (!queue().isEmpty()) Q_EMIT qualityRequested(queue());
}

void LabelViewModel::settle() {
    QString name = queue() + QStringLiteral("-settled");
    for (int number = 2; queues_.contains(name); ++number) name = queue() + QStringLiteral("-settled-%1").arg(number);
    wanted_ = name;
    Q_EMIT settlingRequested(queue(), name);
}

void LabelViewModel::addPair(const QString &queue, const LabelItem &item) {
    pairAsked_ = false;
    if (queue != this->queue() || !stopped_.isEmpty()) return; // it is on disk and comes when its queue is opened
    const bool known = desk_.state().find(item.id).has_value();
    change([&] { desk_.add(item); });
    items_.update(desk_, *desk_.state().find(item.id));
    tell(known ? tr("The model gave answers that the queue has already.")
               : tr("Fresh answers to this prompt come next."));
}

void LabelViewModel::setPairFailed(const QString &why) {
    pairAsked_ = false;
    tell(tr("No fresh answers: %1").arg(why));
}

void LabelViewModel::setTrainingAdded(const QString &summary) {
    tell(summary);
}

void LabelViewModel::setExported(const QString &file, const QString &summary) {
    tell(tr("Written: %1 (%2)").arg(file, summary));
}

void LabelViewModel::tell(const QString &news) {
    news_ = news;
    Q_EMIT newsChanged();
}

QString LabelViewModel::stepName(const std::optional<LabelState::Step> &step, const QString &pattern) const {
    if (!step) return {};
    const QString what = step->kind == "label"    ? tr("label")
                         : step->kind == "draft"  ? tr("draft")
                         : step->kind == "skip"   ? tr("skip")
                         : step->kind == "flag"   ? tr("flag")
                         : step->kind == "edit"   ? tr("ideal answer")
                         : step->kind == "reject" ? tr("rejected suggestion")
                                                  : tr("comment");
    return pattern.arg(what).arg(step->item + 1);
}

QString LabelViewModel::undoName() const {
    return stepName(desk_.state().undoStep(), tr("Undo %1 of item %2"));
}
QString LabelViewModel::redoName() const {
    return stepName(desk_.state().redoStep(), tr("Redo %1 of item %2"));
}

void LabelViewModel::openQueue(const QString &name) {
    if (name == queue() && stopped_.isEmpty()) return;
    wanted_ = name;
    Q_EMIT openRequested(name, annotator_);
}

/// All that a person does goes through here: it changes the desk, and what the desk said goes to be written.
template <class Action> void LabelViewModel::change(Action action) {
    if (!stopped_.isEmpty()) return;
    if (!pairAsked_ && !news_.isEmpty()) tell({}); // it was about what came before
    action();
    pass();
}

void LabelViewModel::pass() {
    if (suggestion()) desk_.seeSuggestion();
    const auto events = desk_.take();
    if (!events.empty()) Q_EMIT writeRequested(events, ++ticket_); // before anybody hears of it and acts in turn
    if (!events.empty() && order().order != QLatin1String("queue")) Q_EMIT orderTold(events);
    if (items_.filter() != desk_.filter()) items_.reset(desk_);
    for (const LabelEvent &event : events)
        if (const auto at = desk_.state().find(event.item)) items_.update(desk_, *at);
    if (!events.empty()) Q_EMIT savedChanged();
    Q_EMIT shownChanged();
}

void LabelViewModel::act(const QString &action, bool emphatic) {
    bool meant = true;
    change([&] { meant = desk_.act(action.toStdString(), emphatic) || !desk_.item(); });
    if (!meant && stopped_.isEmpty() && !isReadOnly())
        tell(action == QLatin1String("submit") ? tr("That is not enough for a verdict yet.")
                                               : tr("That means nothing for this item."));
}
void LabelViewModel::begin(const QString &verdict) {
    change([&] { desk_.begin(verdict.toStdString()); });
}
void LabelViewModel::aim(std::size_t cell) {
    change([&] { desk_.aim(cell); });
}
void LabelViewModel::unblind() {
    change([&] { desk_.unblind(); });
}
void LabelViewModel::skip() {
    change([&] { desk_.skip(); });
}
void LabelViewModel::flag() {
    change([&] { desk_.flag(); });
}
void LabelViewModel::setComment(const QString &text) {
    change([&] { desk_.comment(text.toStdString()); });
}
void LabelViewModel::setIdeal(const QString &text) {
    change([&] { desk_.ideal(text.toStdString()); });
}
void LabelViewModel::show(std::size_t item) {
    change([&] { desk_.show(item); });
}
void LabelViewModel::move(int by) {
    change([&] { desk_.move(by); });
}

void LabelViewModel::undo() {
    const QString name = undoName();
    change([&] {
        if (desk_.undo()) tell(name);
    });
}

void LabelViewModel::redo() {
    const QString name = redoName();
    change([&] {
        if (desk_.redo()) tell(name);
    });
}

void LabelViewModel::setFilter(LabelFilter::Which which, const QString &search) {
    change([&] { desk_.setFilter({.which = which, .search = search.toStdString()}); });
}

void LabelViewModel::askForPair() {
    if (!desk_.item() || isReadOnly() || !stopped_.isEmpty() || pairAsked_) return;
    pairAsked_ = true;
    tell(tr("The model is asked for fresh answers. Go on labelling meanwhile."));
    Q_EMIT pairRequested(queue(), *desk_.item());
}

bool LabelViewModel::hasModel() const {
    const LabelItem *item = desk_.item();
    return item && std::any_of(item->answers.begin(), item->answers.end(),
                               [](const LabelCandidate &each) { return !each.run.empty(); });
}

const LabelTokens *LabelViewModel::tokens() const {
    const auto found = desk_.item() ? tokens_.find(desk_.item()->id) : tokens_.end();
    return found == tokens_.end() || found->second.answers.empty() ? nullptr : &found->second;
}

void LabelViewModel::askForTokens() {
    if (desk_.item() && tokens_.try_emplace(desk_.item()->id).second) Q_EMIT tokensRequested(*desk_.item());
}

void LabelViewModel::setTokens(const LabelTokens &tokens) {
    if (!tokens_.contains(tokens.item)) return; // of a project that is closed
    tokens_[tokens.item] = tokens;
    if (!tokens.problem.isEmpty()) tell(tr("No token colours: %1").arg(tokens.problem));
    Q_EMIT tokensChanged();
}

void LabelViewModel::setHelp(const LabelHelpValues &help) {
    if (help.queue != queue()) return;
    help_ = help;
    if (!help.problem.isEmpty()) tell(tr("No suggestions: %1").arg(help.problem));
    if (stopped_.isEmpty()) pass();
    Q_EMIT orderChanged();
}

/// The item on show stays; what comes behind it is another one.
void LabelViewModel::setOrdered(const LabelOrderValues &values) {
    if (values.asked != order()) return; // an answer to what is no longer asked
    ordered_ = values;
    desk_.setGains(values.gains);
    Q_EMIT orderChanged();
}

void LabelViewModel::setOrder(const QString &order, const QStringList &models) {
    const LabelOrderRequest asked{.queue = queue(), .order = order, .models = models};
    if (queue().isEmpty() || asked == this->order()) return;
    ordered_ = {.asked = asked};
    desk_.setGains({});
    Q_EMIT orderRequested(asked, desk_.state());
    Q_EMIT orderChanged();
}

std::size_t LabelViewModel::suggestionCount() const {
    const auto found = desk_.item() ? help_.suggestions.find(desk_.item()->id) : help_.suggestions.end();
    return found == help_.suggestions.end() ? 0 : found->second.size();
}

const LabelSuggestion *LabelViewModel::nextSuggestion() const {
    const auto found = desk_.item() ? help_.suggestions.find(desk_.item()->id) : help_.suggestions.end();
    if (found == help_.suggestions.end()) return nullptr;
    for (const LabelSuggestion &each : found->second)
        if (each.judge != desk_.mark()->rejected) return &each;
    return nullptr;
}

const LabelSuggestion *LabelViewModel::suggestion() const {
    return suggestionsShown_ ? nextSuggestion() : nullptr;
}

void LabelViewModel::showSuggestions(bool shown) {
    suggestionsShown_ = shown;
    change([] {});
    if (shown && suggestionCount() == 0 && !desk_.state().kind().ofSteps)
        tell(tr("No judge has compared the answers of this item."));
}

void LabelViewModel::accept() {
    const LabelSuggestion *said = suggestion();
    if (!said) return tell(tr("There is no suggestion on show: press the key for suggestions first."));
    const LabelSuggestion taken = *said;
    change([&] { desk_.accept(taken.verdict(desk_.order()), taken.judge); });
}

void LabelViewModel::reject() {
    const LabelSuggestion *said = suggestion();
    if (!said) return tell(tr("There is no suggestion on show: press the key for suggestions first."));
    const std::string judge = said->judge;
    change([&] { desk_.reject(judge); });
}

void LabelViewModel::askJudge(const QString &model) {
    if (isReadOnly() || queue().isEmpty()) return;
    tell(tr("%1 is asked which answers are better, in both orders. Go on labelling meanwhile.").arg(model));
    Q_EMIT judgeRequested(queue(), model);
}

void LabelViewModel::seeMachine() {
    if (!desk_.mark() || desk_.mark()->suggested || isReadOnly()) return;
    change([&] { desk_.seeSuggestion(); });
}

void LabelViewModel::readAgain() {
    Q_EMIT openRequested(queue(), annotator_);
}

} // namespace lapidary
