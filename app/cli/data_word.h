// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/verb.h"

namespace lapidary {

/// A word behind `data`: what is done with the rows of a data set.
struct DataWord {
    const char *name;
    const char *summary;
    Action (*define)(CLI::App &word, const Common &common);
};
std::span<const DataWord> dataWords();

// What shows.
Action defineDataOpen(CLI::App &word, const Common &common);
Action defineDataIndex(CLI::App &word, const Common &common);
Action defineDataRows(CLI::App &word, const Common &common);
Action defineDataInfo(CLI::App &word, const Common &common);
Action defineDataHistory(CLI::App &word, const Common &common);
Action defineDataDiff(CLI::App &word, const Common &common);
Action defineDataVerify(CLI::App &word, const Common &common);
// What changes rows.
Action defineDataEdit(CLI::App &word, const Common &common);
Action defineDataAdd(CLI::App &word, const Common &common);
Action defineDataDelete(CLI::App &word, const Common &common);
Action defineDataRestore(CLI::App &word, const Common &common);
Action defineDataTag(CLI::App &word, const Common &common);
Action defineDataReplace(CLI::App &word, const Common &common);
Action defineDataUndo(CLI::App &word, const Common &common);
Action defineDataRedo(CLI::App &word, const Common &common);
// What looks at many rows together.
Action defineDataDuplicates(CLI::App &word, const Common &common);
Action defineDataContamination(CLI::App &word, const Common &common);
Action defineDataSplit(CLI::App &word, const Common &common);
Action defineDataFreeze(CLI::App &word, const Common &common);
Action defineDataMix(CLI::App &word, const Common &common);
Action defineDataUnusual(CLI::App &word, const Common &common);
// What a model adds.
Action defineDataInstruct(CLI::App &word, const Common &common);
// What is done with a data set as a whole.
Action defineDataRename(CLI::App &word, const Common &common);
Action defineDataRemove(CLI::App &word, const Common &common);
Action defineDataTrash(CLI::App &word, const Common &common);
Action defineDataPutBack(CLI::App &word, const Common &common);

} // namespace lapidary
