// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/stats/intervals.h"
#include "core/store/records.h"
#include "core/workbench/labels/kinds/registry.h"
#include <map>
#include <vector>

namespace lapidary {

/// How the items of a queue are judged.
struct LabelSetup {
    const LabelKind *kind = labelKinds().front();
    std::vector<std::string> criteria{}; ///< of ratings, in words
    bool operator==(const LabelSetup &) const = default;
};

/// A queue as one person left it: its items and the replay of that person's events. Undo and redo reach across
/// verdicts; a comment or ideal answer that grows while it is written is one step.
class LabelState {
public:
    explicit LabelState(std::vector<LabelItem> items = {}, LabelSetup setup = {});
    void add(LabelItem item); ///< at the end
    /// False where the event changes nothing: an unknown item or kind, nothing to undo.
    bool apply(const LabelEvent &event);

    const std::vector<LabelItem> &items() const { return items_; }
    const std::vector<LabelMark> &marks() const { return marks_; }
    const LabelSetup &setup() const { return setup_; }
    const LabelKind &kind() const { return *setup_.kind; }
    /// False from the moment on at which the person asked for the names: they cannot be forgotten again.
    bool blind() const { return blind_; }
    /// An item as its verdict saw it.
    LabelTask task(std::size_t item) const { return {items_[item], marks_[item].shown, setup_.criteria}; }
    std::string brief(std::size_t item) const; ///< the verdict in a few characters
    std::optional<std::size_t> find(const std::string &id) const;

    /// The kind ("label", "skip" …) and item of the step that undo takes back, or redo does again.
    struct Step {
        std::string kind{};
        std::size_t item = 0;
    };
    std::optional<Step> undoStep() const;
    std::optional<Step> redoStep() const;
    bool operator==(const LabelState &) const = default;

private:
    struct Change {
        std::string kind{};
        std::size_t item = 0;
        LabelMark before{}, after{};
        bool operator==(const Change &) const = default;
    };
    bool takeStep(std::vector<Change> &from, std::vector<Change> &to, bool forward);
    LabelSetup setup_{};
    bool blind_ = true;
    std::vector<LabelItem> items_{};
    std::vector<LabelMark> marks_{};
    std::map<std::string, std::size_t> byId_{};
    std::vector<Change> undo_{}, redo_{};
};

struct LabelFigures {
    std::size_t total = 0, pending = 0, draft = 0, done = 0, skipped = 0, flagged = 0;
    std::map<std::string, std::size_t> verdicts{}; ///< how often each was given
    std::size_t strong = 0;
    std::optional<double> medianSeconds{}; ///< per verdict
    /// Of the preferences between two answers, those for the one that stood first; far from 1/2: position bias.
    std::optional<stats::Interval> firstShare{};
};
LabelFigures figuresOf(const LabelState &state);

/// Which items are listed: a queue, and a text that prompt, answers or notes hold (ASCII letters of either case).
struct LabelFilter {
    enum Which { All, Pending, Draft, Done, Skipped, Flagged };
    Which which = All;
    std::string search{};
    bool operator==(const LabelFilter &) const = default;
};
bool passes(const LabelItem &item, const LabelMark &mark, const LabelFilter &filter);
std::vector<std::size_t> matching(const LabelState &state, const LabelFilter &filter);

} // namespace lapidary
