// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/contamination.h"
#include "core/data/near_duplicates.h"
#include "core/store/rows/row_store.h"

namespace lapidary {

struct DuplicateConfig {
    bool near = false;          ///< also rows that share most of their words; else the same texts alone
    NearDuplicateConfig like{}; ///< of near ones
    std::string field{};        ///< whose texts are compared; empty: all but the id and what is kept beside the row
    enum class Keep { First, Longest, BestTagged } keep = Keep::First;
    std::vector<std::string> bestTags{}; ///< of BestTagged: the most wanted first; among equals the first row
};
struct DuplicateCluster {
    std::vector<std::int64_t> rows{}; ///< ids, in rising order
    std::int64_t kept = 0;            ///< the one that the rule would keep
};
/// Clusters of rows of a query that are the same, or near each other, by their first row. Rows without words are never
/// duplicates. Errors: curation.similarity, and those of the store.
Result<std::vector<DuplicateCluster>> findDuplicates(RowStore &rows, const RowQuery &query,
                                                     const DuplicateConfig &config, const StoreWork &work = {});
/// All rows of the clusters but those that are kept.
std::vector<std::int64_t> surplusOf(const std::vector<DuplicateCluster> &clusters);

struct SeenRow {
    std::int64_t row = 0;
    Contamination seen{};
};
/// The rows of a query that have seen a question. Errors: those of the store.
Result<std::vector<SeenRow>> findSeen(RowStore &rows, const RowQuery &query, const EvaluationQuestions &questions,
                                      const StoreWork &work = {});

} // namespace lapidary
