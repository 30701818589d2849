// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/labels/label_queue.h"

namespace lapidary {

/// What a queue's labels are as a data set, and what is left out of it.
struct LabelRows {
    std::vector<Json> rows{};                      ///< in the layout of what the queue's kind makes
    std::string makes{};                           ///< that, in the catalogue's words: "preference" …
    std::size_t items = 0;                         ///< that gave rows
    std::size_t accepted = 0;                      ///< of them: a judge's suggestion that a person took over
    std::size_t silent = 0;                        ///< judged, but nothing is to be learnt: a tie, a middle rating
    std::map<std::string, std::size_t> silentBy{}; ///< of them, those of a verdict that is an action of the kind
    std::size_t disputed = 0;          ///< people judged otherwise, none of the verdicts has more than half of them
    std::size_t skipped = 0, open = 0; ///< nobody judged them: put aside, or pending and drafts
};

/// What labels become: rows as their kind has them, or single answers that are good or bad.
enum class LabelShape { Own, Judged };

/// A way to learn from the labels of a queue.
struct LabelLesson {
    std::string method{}; ///< an algorithm
    LabelShape shape = LabelShape::Own;
    LabelRows labels{};
    Sentence leftOut{};
};

/// Where several people judged an item, what more than half of them said counts, by the kind's values; what stands in
/// `settled`, the pages of a queue that adjudicates this one, goes before. An item that was asked twice gives the rows
/// of the first time. Ids are the items'; see LabelKind::rows for those of several rows.
LabelRows labelRows(const LabelBook &book, const LabelBook &settled = {}, LabelShape shape = LabelShape::Own);

/// The words of what teaches nothing in this shape: "2 both bad, 1 tie, 3 disputed"; empty where nothing is left out.
Sentence leftOutOf(const LabelRows &made, const LabelKind &kind);

/// Items that at least two people judged otherwise and nobody settled, in the queue's order.
std::vector<LabelItem> disputedItems(const LabelBook &book, const LabelBook &settled = {});

/// The pages of all queues that adjudicate this one.
Result<LabelBook> settledBook(Project &project, const LabelQueue &queue);

/// A queue of the disputed items of another, which one person is to settle. labels.no_dispute, those of
/// makeLabelQueue().
Result<LabelQueue> adjudicationOf(Project &project, const std::string &queue, const std::string &name);

/// Writes labels/<queue>/labels-<hash>.jsonl, the hash being that of its bytes.
struct LabelFile {
    fs::path file{};
    std::string hash{};
    LabelRows labels{};
};
/// labels.nothing_to_export
Result<LabelFile> writeLabels(Project &project, const std::string &queue, LabelShape shape = LabelShape::Own);

/// Every algorithm that learns from these labels, the usual one first, with what it gets and what is left out. Those
/// that would get nothing are there, too.
Result<std::vector<LabelLesson>> lessonsOf(Project &project, const std::string &queue, const Catalogue &catalogue);

} // namespace lapidary
