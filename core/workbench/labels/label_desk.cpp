// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_desk.h"
#include "core/base/rng.h"
#include <algorithm>
#include <limits>
#include <utility>

namespace lapidary {

std::string drawnOrder(std::uint64_t seed, const LabelItem &item) {
    if (!item.repeats.empty()) {
        LabelItem original = item;
        original.id = std::exchange(original.repeats, {});
        const std::string first = drawnOrder(seed, original);
        return {first.rbegin(), first.rend()};
    }
    Rng rng(seed, "labels/order/" + item.id);
    std::vector<char> letters;
    for (std::size_t i = 0; i < item.answers.size(); ++i) letters.push_back(static_cast<char>('a' + i));
    if (letters.size() == 2) return rng.below(2) == 0 ? "ab" : "ba";
    rng.shuffle(letters);
    return {letters.begin(), letters.end()};
}

LabelDesk::LabelDesk(LabelState state, Session session) : state_(std::move(state)), session_(std::move(session)) {
    advance();
}

const LabelItem *LabelDesk::item() const {
    return current_ ? &state_.items()[*current_] : nullptr;
}
const LabelMark *LabelDesk::mark() const {
    return current_ ? &state_.marks()[*current_] : nullptr;
}

std::int64_t LabelDesk::elapsed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since_).count();
}

LabelEvent LabelDesk::event(const char *kind) const {
    return {.queue = session_.queue,
            .item = current_ ? item()->id : "",
            .kind = kind,
            .shown = order_,
            .annotator = session_.annotator,
            .time = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

void LabelDesk::say(LabelEvent event) {
    state_.apply(event);
    events_.push_back(std::move(event));
}

void LabelDesk::look(std::optional<std::size_t> index) {
    current_ = index;
    since_ = std::chrono::steady_clock::now();
    at_ = 0;
    order_ = current_ ? drawnOrder(session_.seed, *item()) : "ab";
    if (!may()) return;
    if (!mark()->seen) say(event("shown"));
    seeNames();
}

bool LabelDesk::showsNames() const {
    return current_ && (!state_.blind() || mark()->named || mark()->status() == LabelStatus::Done);
}

/// That they were seen is written down: a verdict behind it is not blind, whatever is undone.
void LabelDesk::seeNames() {
    if (may() && showsNames() && !mark()->named) say(event("named"));
}

void LabelDesk::unblind() {
    if (session_.readOnly || !state_.blind()) return;
    say(event("unblind"));
    seeNames();
}

bool LabelDesk::listed(std::size_t index) const {
    return passes(state_.items()[index], state_.marks()[index], filter_);
}

/// Nobody knows what an item of no gain tells: it comes behind the others.
double LabelDesk::gainOf(std::size_t index) const {
    return index < gains_.size() && gains_[index] ? *gains_[index] : -std::numeric_limits<double>::infinity();
}

/// The open item of the list from which most is to be learnt; of equal ones the next behind the shown one, then from
/// the list's start. Without one the next of the list at all.
void LabelDesk::advance() {
    if (next_) return look(std::exchange(next_, std::nullopt));
    const std::size_t n = state_.items().size(), from = current_ ? *current_ + 1 : 0;
    std::optional<std::size_t> best, any;
    for (std::size_t step = 0; step < n; ++step) {
        const std::size_t i = (from + step) % n;
        if (!listed(i)) continue;
        const LabelStatus status = state_.marks()[i].status();
        const bool open = status == LabelStatus::Pending || status == LabelStatus::Draft;
        if (open && (!best || gainOf(i) > gainOf(*best))) best = i;
        if (!any) any = i;
    }
    look(best ? best : any);
}

void LabelDesk::setFilter(const LabelFilter &filter) {
    filter_ = filter;
    if (current_ && passes(*item(), *mark(), filter_)) return;
    current_.reset();
    advance();
}

bool LabelDesk::show(std::size_t index) {
    if (index >= state_.items().size()) return false;
    if (current_ != index) look(index);
    return true;
}

bool LabelDesk::move(int by) {
    const auto n = static_cast<std::ptrdiff_t>(state_.items().size());
    for (std::ptrdiff_t i = current_ ? static_cast<std::ptrdiff_t>(*current_) + by : 0; i >= 0 && i < n;
         i += by < 0 ? -1 : 1)
        if (listed(static_cast<std::size_t>(i))) return show(static_cast<std::size_t>(i));
    return false;
}

bool LabelDesk::act(const std::string &action, bool emphatic) {
    if (!may()) return false;
    const auto made = state_.kind().act(
        task(), {.verdict = mark()->now(), .at = at_, .written = !mark()->ideal.empty()}, action, emphatic);
    if (!made) return false;
    const LabelSoundness sound = state_.kind().check(task(), made->verdict);
    if (made->given && sound != LabelSoundness::Whole) return false;
    LabelEvent said = event(made->given ? "label" : "draft");
    said.verdict = made->verdict;
    said.strong = made->strong;
    at_ = made->at;
    if (made->given)
        give(std::move(said));
    else
        say(std::move(said));
    return true;
}

void LabelDesk::give(LabelEvent event) {
    event.milliseconds = elapsed();
    say(std::move(event));
    advance();
}

void LabelDesk::seeSuggestion() {
    if (may() && !mark()->suggested) say(event("suggested"));
}

bool LabelDesk::accept(const std::string &verdict, const std::string &judge) {
    if (!may() || judge.empty() || state_.kind().check(task(), verdict) != LabelSoundness::Whole) return false;
    LabelEvent said = event("label");
    said.verdict = verdict;
    said.text = judge;
    give(std::move(said));
    return true;
}

bool LabelDesk::reject(const std::string &judge) {
    if (!may() || judge.empty() || mark()->rejected == judge) return false;
    LabelEvent said = event("reject");
    said.text = judge;
    say(std::move(said));
    return true;
}

bool LabelDesk::begin(const std::string &verdict) {
    if (!may() || verdict == mark()->now() || state_.kind().check(task(), verdict) == LabelSoundness::Wrong)
        return false;
    LabelEvent said = event("draft");
    said.verdict = verdict;
    say(std::move(said));
    return true;
}

void LabelDesk::aim(std::size_t cell) {
    const std::size_t n = current_ ? state_.kind().cells(task()) : 0;
    at_ = n == 0 ? 0 : std::min(cell, n - 1);
}

void LabelDesk::skip() {
    if (!may()) return;
    if (mark()->status() == LabelStatus::Done) {
        move(1);
        return;
    }
    LabelEvent given = event("skip");
    given.milliseconds = elapsed();
    say(std::move(given));
    advance();
}

bool LabelDesk::undo() {
    const auto step = state_.undoStep();
    if (!step || session_.readOnly) return false;
    show(step->item);
    say(event("undo"));
    return true;
}

bool LabelDesk::redo() {
    const auto step = state_.redoStep();
    if (!step || session_.readOnly) return false;
    show(step->item);
    say(event("redo"));
    return true;
}

void LabelDesk::flag() {
    if (may()) say(event("flag"));
}

void LabelDesk::comment(const std::string &text) {
    if (!may() || text == mark()->comment) return;
    LabelEvent given = event("comment");
    given.text = text;
    say(std::move(given));
}

void LabelDesk::ideal(const std::string &text) {
    if (!may() || text == mark()->ideal) return;
    LabelEvent given = event("edit");
    given.text = text;
    say(std::move(given));
}

void LabelDesk::add(LabelItem item) {
    const std::string id = item.id;
    state_.add(std::move(item));
    next_ = state_.find(id);
    if (!current_) advance();
}

std::vector<LabelEvent> LabelDesk::take() {
    return std::exchange(events_, {});
}

} // namespace lapidary
