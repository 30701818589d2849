// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/sentence.h"
#include "core/data/records.h"
#include "core/stats/agreement.h"
#include "core/workbench/labels/label_item.h"
#include <optional>

namespace lapidary {

/// An item as it lies before a person.
struct LabelTask {
    const LabelItem &item;
    const std::string &order;                 ///< of its answers on the screen, as "ba"
    const std::vector<std::string> &criteria; ///< of the queue; none where nothing is rated
};

/// A verdict while it is made. `at`: which of the kind's cells the next key is about.
struct LabelMade {
    std::string verdict{};
    std::size_t at = 0;
    bool strong = false;
    bool written = false; ///< there is an ideal answer beside it
    bool given = false;   ///< it is the verdict, and the next item comes
};

/// Something that a person can say of an item by one key or button.
struct LabelAction {
    std::string name{};              ///< as keymaps know it
    Sentence words{};                ///< of its button
    std::vector<std::string> keys{}; ///< of our own keymap, in Qt's words; the first stands on the button
    std::string emphatic{};          ///< the key that says it strongly, or as good as the one before; empty: none
};

enum class LabelSoundness { Wrong, Part, Whole };

/// A better answer and a worse one, by their places in the item.
struct LabelPreference {
    std::size_t better = 0, worse = 0;
    bool strong = false;
};

/// A kind of item that people label. Whatever is common (queue, undo, events, drafts, notes, list, agreement) knows
/// nothing else of it than this. To add one: a file pair here and a line in registry.cpp; a view in
/// widgets/panels/label where answers or steps side by side do not do.
struct LabelKind {
    std::string_view name;                      ///< as it stands in queue.toml and on the command line
    Sentence title, about;                      ///< a word or two, and a sentence, to choose by
    Sentence one;                               ///< what an item is called at the head of the page: "Pair {0} of {1}"
    std::size_t fewest = 1, most = 1;           ///< answers of an item
    std::size_t usual = 1;                      ///< as many, where nobody says
    bool ofSteps = false, ofSpans = false;      ///< items have steps; parts of the text are marked
    bool ofTurns = false;                       ///< the steps are what the assistant says in a conversation
    bool rated = false;                         ///< criteria are asked for
    bool takesIdeal = true;                     ///< an ideal answer can be written beside the verdict
    stats::Scale scale = stats::Scale::Nominal; ///< of its values()
    std::vector<LabelAction> (*actions)(const LabelTask &task);
    /// What an action makes of what is there; nothing where it means nothing.
    std::optional<LabelMade> (*act)(const LabelTask &task, const LabelMade &now, const std::string &action,
                                    bool emphatic);
    LabelSoundness (*check)(const LabelTask &task, const std::string &verdict);
    std::size_t (*cells)(const LabelTask &task); ///< that `at` goes over
    /// A few characters for the list, as the person saw it.
    std::string (*brief)(const LabelTask &task, const LabelMark &mark);
    /// The verdict as numbers that people can agree on, unit by unit, whatever the order on the screen; none where
    /// texts are written. Kinds of a nominal scale use 0, 1, 2 … as names.
    std::vector<std::optional<double>> (*values)(const LabelTask &task, const LabelMark &mark);
    std::vector<LabelPreference> (*preferences)(const LabelTask &task, const LabelMark &mark);
    /// The rows that a judged item gives as training data.
    std::vector<Record> (*rows)(const LabelTask &task, const LabelMark &mark);
    std::string_view (*makes)(std::size_t answers); ///< kindOf() those rows
    /// What it says of single answers, good or bad, for methods that learn from those; null where rows() are that
    /// already, or it says nothing of the kind.
    std::vector<Record> (*judged)(const LabelTask &task, const LabelMark &mark) = nullptr;
};

} // namespace lapidary
