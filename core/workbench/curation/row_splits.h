// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_store.h"
#include <map>

namespace lapidary {

/// How rows are divided among parts that have no row in common.
struct SplitConfig {
    std::vector<std::pair<std::string, double>> parts{}; ///< name and weight, such as {"train", 0.9}, {"test", 0.1}
    /// Random: one row like another. Stratified: each value (of the column, or of the tags) is in every part as often
    /// as its weight says, within one row. Grouped: rows of one value stay together.
    enum class How { Random, Stratified, Grouped } how = How::Random;
    std::string column{}; ///< of stratified and grouped splits; empty: all tags of the row together
    std::uint64_t seed = 0;
};
/// The ids of each part, in the order of the file. The same rows, settings and seed give the same parts. Rows without
/// the column have a value of their own together; in a grouped split each of them is a group of its own. Errors:
/// curation.split, and those of RowStore::stream().
Result<std::map<std::string, std::vector<std::int64_t>>>
splitRows(RowStore &rows, const RowQuery &query, const SplitConfig &config, const StoreWork &work = {});
/// Tags every row with the name of its part and takes the names of the other parts from it: one step.
Result<RowStep> tagParts(RowStore &rows, const std::map<std::string, std::vector<std::int64_t>> &parts,
                         const SplitConfig &config, const std::string &who, const StoreWork &work = {});

} // namespace lapidary
