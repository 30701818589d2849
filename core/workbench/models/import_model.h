// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <vector>

namespace lapidary {

struct ImportedModel {
    std::string name{};
    fs::path folder{}; ///< relative to the project
    std::uint64_t bytes = 0;
    std::vector<Sentence> warnings{};   ///< what the inspection says that works and should be known
    std::vector<std::string> leftOut{}; ///< what a model does not need: pickled weights, subfolders, pictures
};

/// Copies a model folder in Hugging Face layout to models/<name> of the project, whole or not at all; of a GGUF file a
/// folder is made (import_gguf.h). `goOn` gets the
/// bytes done and in all; false ends it with kCancelled. Errors: import.bad_name, import.exists, import.not_a_model,
/// what inspectModel finds wrong, file.disk_full before anything is written, file.*.
using CopyProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;
Result<ImportedModel> copyModel(const fs::path &source, const fs::path &project, const std::string &name,
                                const CopyProgress &goOn);
/// The same for a PEFT folder. import.not_an_adapter, and what inspectAdapter finds wrong.
Result<ImportedModel> copyAdapter(const fs::path &source, const fs::path &project, const std::string &name,
                                  const CopyProgress &goOn);
Json modelTables(const ImportedModel &imported); ///< as additions.h wants them

/// file.disk_full where a folder's disk has less room.
Status checkSpace(const fs::path &folder, std::uint64_t bytes);

/// Whether a data set or a model may be called so, as a file name and in the experiment. import.bad_name.
Status checkImportName(const std::string &name);

} // namespace lapidary
