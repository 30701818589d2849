// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/labels.h"
#include <algorithm>
#include <cctype>
#include <utility>

namespace lapidary {
namespace {

bool isText(const std::string &kind) {
    return kind == "comment" || kind == "edit";
}

bool isOrder(const std::string &order, std::size_t answers) {
    std::string sorted = order;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < sorted.size(); ++i)
        if (sorted[i] != static_cast<char>('a' + i)) return false;
    return order.size() == answers;
}

bool give(LabelMark &mark, const LabelEvent &event, LabelSoundness sound) {
    if (sound != LabelSoundness::Whole) return false;
    mark.verdict = event.verdict;
    mark.begun.clear();
    mark.strong = event.strong;
    mark.shown = event.shown;
    mark.milliseconds = event.milliseconds;
    mark.blind = !mark.named;
    mark.unaided = !mark.suggested;
    mark.accepted = event.text;
    mark.skipped = false;
    return true;
}

/// The mark after an event that can be undone; nothing for any other. A skipped item is not judged: what was begun on
/// it stays.
std::optional<LabelMark> changed(LabelMark mark, const LabelEvent &event, LabelSoundness sound) {
    if (event.kind == "label") {
        if (!give(mark, event, sound)) return std::nullopt;
    } else if (event.kind == "draft" && (event.verdict.empty() || sound != LabelSoundness::Wrong)) {
        mark.begun = event.verdict;
        mark.skipped = false;
    } else if (event.kind == "skip") {
        mark.verdict.clear();
        mark.accepted.clear();
        mark.strong = false;
        mark.milliseconds = 0;
        mark.skipped = true;
    } else if (event.kind == "flag") {
        mark.flagged = !mark.flagged;
    } else if (event.kind == "comment") {
        mark.comment = event.text;
    } else if (event.kind == "edit") {
        mark.ideal = event.text;
    } else if (event.kind == "reject" && !event.text.empty()) {
        mark.rejected = event.text;
    } else {
        return std::nullopt;
    }
    return mark;
}

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool holds(const std::string &text, const std::string &part) {
    return std::search(text.begin(), text.end(), part.begin(), part.end(),
                       [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

} // namespace

LabelStatus LabelMark::status() const {
    if (!verdict.empty()) return LabelStatus::Done;
    if (skipped) return LabelStatus::Skipped;
    return begun.empty() && comment.empty() && ideal.empty() ? LabelStatus::Pending : LabelStatus::Draft;
}

char LabelMark::preferred() const {
    if (verdict == "left") return shown[0];
    if (verdict == "right") return shown[1];
    return 0;
}

LabelState::LabelState(std::vector<LabelItem> items, LabelSetup setup) : setup_(std::move(setup)) {
    for (auto &item : items) add(std::move(item));
}

void LabelState::add(LabelItem item) {
    if (!byId_.emplace(item.id, items_.size()).second) return; // the same pair again
    items_.push_back(std::move(item));
    marks_.emplace_back();
}

std::optional<std::size_t> LabelState::find(const std::string &id) const {
    const auto it = byId_.find(id);
    return it == byId_.end() ? std::nullopt : std::optional(it->second);
}

bool LabelState::takeStep(std::vector<Change> &from, std::vector<Change> &to, bool forward) {
    if (from.empty()) return false;
    const LabelMark &now = marks_[from.back().item];
    const bool seen = now.seen, named = now.named, suggested = now.suggested;
    LabelMark &mark = marks_[from.back().item] = forward ? from.back().after : from.back().before;
    mark.seen = seen; // what was seen cannot be undone
    mark.named = named;
    mark.suggested = suggested;
    to.push_back(std::move(from.back()));
    from.pop_back();
    return true;
}

std::string LabelState::brief(std::size_t item) const {
    return kind().brief(task(item), marks_[item]);
}

bool LabelState::apply(const LabelEvent &event) {
    if (event.kind == "undo") return takeStep(undo_, redo_, false);
    if (event.kind == "redo") return takeStep(redo_, undo_, true);
    if (event.kind == "unblind") return std::exchange(blind_, false);
    const auto at = find(event.item);
    if (!at || !isOrder(event.shown, items_[*at].answers.size())) return false;
    LabelMark &mark = marks_[*at];
    if (event.kind == "shown" || event.kind == "named" || event.kind == "suggested") {
        (event.kind == "shown" ? mark.seen : event.kind == "named" ? mark.named : mark.suggested) = true;
        if (mark.verdict.empty()) mark.shown = event.shown;
        return true;
    }
    const auto after = changed(mark, event, kind().check({items_[*at], event.shown, setup_.criteria}, event.verdict));
    if (!after) return false;
    const bool grows = isText(event.kind) && redo_.empty() && !undo_.empty() && undo_.back().kind == event.kind &&
                       undo_.back().item == *at;
    if (grows)
        undo_.back().after = *after;
    else
        undo_.push_back({event.kind, *at, mark, *after});
    redo_.clear();
    mark = *after;
    return true;
}

std::optional<LabelState::Step> LabelState::undoStep() const {
    return undo_.empty() ? std::nullopt : std::optional(Step{undo_.back().kind, undo_.back().item});
}
std::optional<LabelState::Step> LabelState::redoStep() const {
    return redo_.empty() ? std::nullopt : std::optional(Step{redo_.back().kind, redo_.back().item});
}

namespace {

void count(LabelFigures &out, LabelStatus status) {
    ++(status == LabelStatus::Pending ? out.pending
       : status == LabelStatus::Draft ? out.draft
       : status == LabelStatus::Done  ? out.done
                                      : out.skipped);
}

} // namespace

LabelFigures figuresOf(const LabelState &state) {
    LabelFigures out{.total = state.items().size()};
    std::vector<std::int64_t> times;
    std::int64_t first = 0, preferred = 0;
    for (std::size_t i = 0; i < state.items().size(); ++i) {
        const LabelMark &mark = state.marks()[i];
        out.flagged += mark.flagged;
        count(out, mark.status());
        if (mark.status() != LabelStatus::Done) continue;
        ++out.verdicts[mark.verdict];
        out.strong += mark.strong;
        times.push_back(mark.milliseconds);
        for (const auto &[better, worse, strong] : state.kind().preferences(state.task(i), mark)) {
            ++preferred;
            first += mark.shown.find(static_cast<char>('a' + better)) < mark.shown.find(static_cast<char>('a' + worse));
        }
    }
    if (!times.empty()) {
        std::sort(times.begin(), times.end());
        const std::size_t n = times.size();
        out.medianSeconds = static_cast<double>(times[(n - 1) / 2] + times[n / 2]) / 2000;
    }
    if (preferred > 0)
        if (const auto share = stats::wilson(first, preferred)) out.firstShare = *share;
    return out;
}

bool passes(const LabelItem &item, const LabelMark &mark, const LabelFilter &filter) {
    const LabelStatus status = mark.status();
    const bool listed = filter.which == LabelFilter::All ||
                        (filter.which == LabelFilter::Pending && status == LabelStatus::Pending) ||
                        (filter.which == LabelFilter::Draft && status == LabelStatus::Draft) ||
                        (filter.which == LabelFilter::Done && status == LabelStatus::Done) ||
                        (filter.which == LabelFilter::Skipped && status == LabelStatus::Skipped) ||
                        (filter.which == LabelFilter::Flagged && mark.flagged);
    if (!listed || filter.search.empty()) return listed;
    for (const auto *text : {&item.prompt, &mark.comment, &mark.ideal})
        if (holds(*text, filter.search)) return true;
    return std::any_of(item.answers.begin(), item.answers.end(),
                       [&](const auto &each) { return holds(each.text, filter.search); });
}

std::vector<std::size_t> matching(const LabelState &state, const LabelFilter &filter) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < state.items().size(); ++i)
        if (passes(state.items()[i], state.marks()[i], filter)) out.push_back(i);
    return out;
}

} // namespace lapidary
