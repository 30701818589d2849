// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/label_desk.h"
#include "core/workbench/project.h"

namespace lapidary {

/// Where the answers of a queue come from that are of a training as it stood when it was paused.
struct LiveOrigin {
    std::string run{};     ///< its id; empty: the queue is of no such answers
    std::int64_t step = 0; ///< that the policy had made
    std::string takes{};   ///< the layout of rows that the run can be given; empty: it takes none
    bool operator==(const LiveOrigin &) const = default;
};

/// labels/<name>/ of a project: items.jsonl (the frozen items) and queue.toml (kind, criteria, seed and origin), which
/// is written last and makes it a queue; one that names no kind is of pairs. What people say about the items stands in
/// project.db. guidelines.md, where somebody wrote them, says how to judge.
struct LabelQueue {
    std::string name{};
    LabelSetup setup{};
    std::uint64_t seed = 0;
    std::vector<std::string> runs{}; ///< where the answers come from
    std::string adjudicates{};       ///< the queue whose disputed items these are; empty: none
    std::string guidelines{};
    std::vector<LabelItem> items{};
    LiveOrigin live{};
};

fs::path labelFolder(const fs::path &project, const std::string &queue);

/// Sorted; none where there is no queue yet.
std::vector<std::string> labelQueueNames(const fs::path &project);
/// labels.no_queue lists those that there are; labels.bad_item, file.*.
Result<LabelQueue> readLabelQueue(const fs::path &project, const std::string &name);
/// The items and the replay of all that one person said about them.
Result<LabelState> labelState(Store &store, const LabelQueue &queue, const std::string &annotator);
/// A person and the state of the queue as this person left it.
using LabelBook = std::vector<std::pair<std::string, LabelState>>;
/// Those of all who said something, in the order in which they came.
Result<LabelBook> labelBook(Store &store, const LabelQueue &queue);
/// The desk of `annotator` at a queue; read-only where the project is.
Result<LabelDesk> openLabelDesk(Project &project, const std::string &queue, const std::string &annotator);
/// Writes what the desk said, all of it or nothing.
Status writeEvents(Store &store, const std::vector<LabelEvent> &events);

/// labels.bad_name, labels.queue_exists, labels.no_items, labels.no_criteria, labels.wrong_item, file.*.
Status makeLabelQueue(const fs::path &project, const LabelQueue &queue);
/// Replaces guidelines.md; an empty text takes it away. labels.no_queue, file.*.
Status writeGuidelines(const fs::path &project, const std::string &queue, const std::string &text);
/// The items file is replaced as a whole: the old one or the longer one.
Status appendLabelItem(const fs::path &project, const std::string &queue, const LabelItem &item);

/// Where a new queue's draws of sides begin: its name.
std::uint64_t labelSeed(const std::string &queue);
/// Names an item by what it holds.
std::string labelItemId(const LabelItem &item);
Json toJson(const LabelItem &item);
Result<LabelItem> labelItemFromJson(const Json &row);

/// Who labels on this machine: $USER, or "somebody".
std::string annotatorHere();

} // namespace lapidary
