// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/stats/intervals.h"
#include "core/store/records.h"
#include <map>
#include <vector>

namespace lapidary {

/// One of the two answers of a pair, and who gave it: told only when the pair has been judged.
struct LabelCandidate {
    std::string text{}, run{}, name{}; ///< run: its id; name: what people call it
    bool terminated = true;            ///< false: it was cut, so that its end is not the model's
    bool operator==(const LabelCandidate &) const = default;
};

/// A pair of a queue. Frozen: judgements are LabelEvents.
struct LabelItem {
    std::string id{}, prompt{};
    LabelCandidate a{}, b{};
    std::string origin{}; ///< runs (found in samples), generated (asked for while labelling)
    bool operator==(const LabelItem &) const = default;
};

enum class LabelStatus { Pending, Draft, Done, Skipped };

/// What has been said about an item so far.
struct LabelMark {
    std::string verdict{}; ///< left, right, tie, both_bad as it was seen; empty: none
    bool strong = false, skipped = false, flagged = false, seen = false;
    std::string shown = "ab"; ///< how the candidates stood when the verdict was given
    std::string comment{}, ideal{};
    std::int64_t milliseconds = 0; ///< until the verdict
    LabelStatus status() const;    ///< a draft has a comment or an ideal answer, but no verdict
    char preferred() const;        ///< 'a', 'b', or 0 without a preference
    bool operator==(const LabelMark &) const = default;
};

/// A queue as it stands: its items and the replay of its events. Undo and redo reach across verdicts; a comment or
/// ideal answer that grows while it is written is one step.
class LabelState {
public:
    explicit LabelState(std::vector<LabelItem> items = {});
    void add(LabelItem item); ///< at the end
    /// False where the event changes nothing: an unknown item or kind, nothing to undo.
    bool apply(const LabelEvent &event);

    const std::vector<LabelItem> &items() const { return items_; }
    const std::vector<LabelMark> &marks() const { return marks_; }
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
    std::vector<LabelItem> items_{};
    std::vector<LabelMark> marks_{};
    std::map<std::string, std::size_t> byId_{};
    std::vector<Change> undo_{}, redo_{};
};

struct LabelFigures {
    std::size_t total = 0, pending = 0, draft = 0, done = 0, skipped = 0, flagged = 0;
    std::size_t left = 0, right = 0, ties = 0, bothBad = 0, strong = 0;
    std::optional<double> medianSeconds{};      ///< per verdict
    std::optional<stats::Interval> leftShare{}; ///< of the verdicts for a side; far from 1/2: position bias
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
