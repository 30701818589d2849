// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/row_findings.h"
#include "core/workbench/experiment/plan.h"
#include <optional>

namespace lapidary {

/// The folder of the model that a model, or a training, of the experiment began from in the end: its tokenizer is the
/// one that rows are read with. Nothing where that is remote, a fork, or not there.
std::optional<fs::path> tokenizerFolder(const Experiment &experiment, std::string modelOrStage);

/// What a tokenizer makes of the rows of a file before anything is trained on them. Of a very long file the beginning
/// is read.
struct FileFindings {
    TextFindings findings{};
    std::int64_t rows = 0; ///< that were read
    bool whole = true;     ///< whether these are all
    std::vector<Sentence> sentences() const;
};
Result<FileFindings> findingsIn(const fs::path &rows, const Tokenizer &tokenizer);

/// What the rewards of these names would pay on the rows of a file for texts that cost no thought. Of those that ask a
/// network the run itself tells.
std::vector<Sentence> rewardFindings(const fs::path &rows, const std::string &rule,
                                     const std::vector<std::string> &rewards);
/// The same of a training of a plan; none where its rows are not there yet.
std::vector<Sentence> rewardFindings(const fs::path &project, const PlannedRun &run);

/// One sentence for each kind of thing that a training of the plan would read otherwise than it is written, before it
/// starts; none where its rows or its tokenizer are not there yet.
std::vector<Sentence> textFindings(const Experiment &experiment, const fs::path &project, const PlannedRun &run);

} // namespace lapidary
