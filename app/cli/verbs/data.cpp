// SPDX-License-Identifier: Apache-2.0
#include "app/cli/data_word.h"
#include "app/cli/verbs/registry.h"
#include <CLI/CLI.hpp>

namespace lapidary {

std::span<const DataWord> dataWords() {
    static constexpr DataWord list[] = {
        {"open", "Open an imported or frozen data set for editing; the file stays as it is", defineDataOpen},
        {"index", "Index the words of rows that were added since, so that searching is quick", defineDataIndex},
        {"info", "Columns, tags, versions and how many rows there are", defineDataInfo},
        {"rows", "Rows by filters, search and order, page by page", defineDataRows},
        {"edit", "Set a field of a row", defineDataEdit},
        {"add", "Put further rows behind the others", defineDataAdd},
        {"delete", "Delete rows; undo or restore brings them back", defineDataDelete},
        {"restore", "Bring deleted rows back", defineDataRestore},
        {"tag", "Give rows a tag, or take it from them", defineDataTag},
        {"replace", "Replace text in rows: literally or by a regular expression", defineDataReplace},
        {"undo", "Take back the newest step", defineDataUndo},
        {"redo", "Do again what was taken back", defineDataRedo},
        {"history", "What was done, by whom and when", defineDataHistory},
        {"duplicates", "Rows that are the same, or near each other", defineDataDuplicates},
        {"unusual", "The language of rows, and what stands out in them", defineDataUnusual},
        {"instruct", "Let a model write further rows like these: self-instruct", defineDataInstruct},
        {"contamination", "Rows that have seen questions of an evaluation", defineDataContamination},
        {"split", "Deal the rows among parts that have none in common", defineDataSplit},
        {"freeze", "Write the rows as a data set that experiments read", defineDataFreeze},
        {"mix", "A data set of several by their weights", defineDataMix},
        {"rename", "Give a data set another name, wherever it is meant", defineDataRename},
        {"remove", "Put a data set into the project's trash", defineDataRemove},
        {"trash", "The data sets that were removed", defineDataTrash},
        {"put-back", "Put a removed data set back", defineDataPutBack},
        {"diff", "What changed between two versions or steps", defineDataDiff},
        {"verify", "Whether the database is whole and its history leads back to what was imported", defineDataVerify},
    };
    return list;
}

Action defineData(CLI::App &command, const Common &common) {
    command.fallthrough(); // the flags that every verb has may stand behind the word too
    const auto words = std::make_shared<std::vector<std::pair<CLI::App *, Action>>>();
    for (const DataWord &each : dataWords()) {
        CLI::App *word = command.add_subcommand(each.name, each.summary);
        words->emplace_back(word, each.define(*word, common));
    }
    command.require_subcommand(1);
    return [words]() -> Result<int> {
        for (const auto &[word, action] : *words)
            if (word->parsed()) return action();
        return fail({.code = "usage.flags", .message = "A word behind data is missing", .remedy = "See --help."});
    };
}

} // namespace lapidary
