// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/experiment_files.h"
#include "core/workbench/experiment/additions.h"
#include <tuple>

namespace lapidary {

Result<ExperimentTexts> readExperimentTexts(const fs::path &folder) {
    ExperimentTexts texts;
    for (const auto &[file, text] :
         {std::pair(folder / "experiment.toml", &texts.main), std::pair(additionsFile(folder), &texts.added)}) {
        std::error_code ignored;
        if (!fs::exists(file, ignored)) continue;
        auto read = readFile(file);
        if (!read) return unexpected(read.error());
        *text = std::move(*read);
    }
    return texts;
}

Status writeExperimentTexts(const fs::path &folder, const ExperimentTexts &before, const ExperimentTexts &after) {
    const auto now = readExperimentTexts(folder);
    if (!now) return unexpected(now.error());
    if (!(*now == before))
        return fail({.code = "experiment.changed_on_disk",
                     .message = "the experiment's file was changed by somebody else meanwhile",
                     .file = (folder / "experiment.toml").string(),
                     .remedy = "It has been read again: look at it, and do it once more."});
    for (const auto &[file, old, wanted] : {std::tuple(folder / "experiment.toml", &before.main, &after.main),
                                            std::tuple(additionsFile(folder), &before.added, &after.added)})
        if (*old != *wanted)
            if (auto written = writeFileAtomic(file, *wanted); !written) return written;
    return {};
}

} // namespace lapidary
