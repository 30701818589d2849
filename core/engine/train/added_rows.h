// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/train_loop.h"

namespace lapidary {

/// Rows that a paused training is given. They are kept in its folder as added/001.jsonl …, a checkpoint lists them with
/// their hashes, and changed.json says that the run is another than it was begun as.
class AddedRows {
public:
    AddedRows(const AlgorithmInfo &algorithm, const TrainContext &context, const Json &run);

    /// {"rows": [{…}], "port"?, "labels"?}: all of them, or none: an error names the row as its line, from 1. `labels`:
    /// the queue whose labels they are, which is kept with them. Answers what counts from which step on. The caller
    /// keeps a checkpoint before he tells of it. train.cannot_add, train.rows_too_late, data.*
    Result<Json> add(const Json &request, TrainLoop &loop);
    /// What could be added now, and from which step it would count: {"takes": [{"port", "layout"}], "from_step",
    /// "total"}; from_step is null where rows would come too late.
    Json takes(const TrainLoop &loop) const;

    /// Of a checkpoint: the files that it lists are read again. checkpoint.added_rows where they are not the same.
    Status restore(const Json &list, TrainLoop &loop);
    const Json &list() const { return list_; }
    Status note() const; ///< in changed.json; a fork's trunk is no change of it

private:
    Result<std::string> portOf(const Json &request) const;
    TrainContext reading(const std::string &port, const std::string &file) const;

    const AlgorithmInfo &algorithm_;
    const TrainContext &context_;
    std::size_t ofTrunk_; ///< of the list: what the run was forked with
    Json list_ = Json::array();
};

} // namespace lapidary
