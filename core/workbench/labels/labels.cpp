// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/labels.h"
#include <algorithm>
#include <cctype>

namespace lapidary {
namespace {

bool isVerdict(const std::string &word) {
    return word == "left" || word == "right" || word == "tie" || word == "both_bad";
}

bool isText(const std::string &kind) {
    return kind == "comment" || kind == "edit";
}

/// The mark after an event that can be undone; nothing for any other.
std::optional<LabelMark> changed(LabelMark mark, const LabelEvent &event) {
    if (event.kind == "label" && isVerdict(event.verdict)) {
        mark.verdict = event.verdict;
        mark.strong = event.strong;
        mark.shown = event.shown;
        mark.milliseconds = event.milliseconds;
        mark.skipped = false;
    } else if (event.kind == "skip") {
        mark.verdict.clear();
        mark.strong = false;
        mark.milliseconds = 0;
        mark.skipped = true;
    } else if (event.kind == "flag") {
        mark.flagged = !mark.flagged;
    } else if (event.kind == "comment") {
        mark.comment = event.text;
    } else if (event.kind == "edit") {
        mark.ideal = event.text;
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
    return comment.empty() && ideal.empty() ? LabelStatus::Pending : LabelStatus::Draft;
}

char LabelMark::preferred() const {
    if (verdict == "left") return shown[0];
    if (verdict == "right") return shown[1];
    return 0;
}

LabelState::LabelState(std::vector<LabelItem> items) {
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
    const bool seen = marks_[from.back().item].seen;
    LabelMark &mark = marks_[from.back().item] = forward ? from.back().after : from.back().before;
    mark.seen = seen;
    to.push_back(std::move(from.back()));
    from.pop_back();
    return true;
}

bool LabelState::apply(const LabelEvent &event) {
    if (event.kind == "undo") return takeStep(undo_, redo_, false);
    if (event.kind == "redo") return takeStep(redo_, undo_, true);
    const auto at = find(event.item);
    if (!at || (event.shown != "ab" && event.shown != "ba")) return false;
    LabelMark &mark = marks_[*at];
    if (event.kind == "shown") {
        mark.seen = true;
        return true;
    }
    const auto after = changed(mark, event);
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

LabelFigures figuresOf(const LabelState &state) {
    LabelFigures out{.total = state.items().size()};
    std::vector<std::int64_t> times;
    for (const auto &mark : state.marks()) {
        out.flagged += mark.flagged;
        switch (mark.status()) {
        case LabelStatus::Pending:
            ++out.pending;
            break;
        case LabelStatus::Draft:
            ++out.draft;
            break;
        case LabelStatus::Skipped:
            ++out.skipped;
            break;
        case LabelStatus::Done:
            ++out.done;
            out.left += mark.verdict == "left";
            out.right += mark.verdict == "right";
            out.ties += mark.verdict == "tie";
            out.bothBad += mark.verdict == "both_bad";
            out.strong += mark.strong;
            times.push_back(mark.milliseconds);
        }
    }
    if (!times.empty()) {
        std::sort(times.begin(), times.end());
        const std::size_t n = times.size();
        out.medianSeconds = static_cast<double>(times[(n - 1) / 2] + times[n / 2]) / 2000;
    }
    if (out.left + out.right > 0)
        if (const auto share =
                stats::wilson(static_cast<std::int64_t>(out.left), static_cast<std::int64_t>(out.left + out.right)))
            out.leftShare = *share;
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
    for (const auto *text : {&item.prompt, &item.a.text, &item.b.text, &mark.comment, &mark.ideal})
        if (holds(*text, filter.search)) return true;
    return false;
}

std::vector<std::size_t> matching(const LabelState &state, const LabelFilter &filter) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < state.items().size(); ++i)
        if (passes(state.items()[i], state.marks()[i], filter)) out.push_back(i);
    return out;
}

} // namespace lapidary
