// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <vector>

namespace lapidary {

/// What a path is ("kind": safetensors, model, adapter, tokenizer, dataset, search_trace, run_log, run, checkpoint,
/// project) and its
/// facts, with everything that is wrong with it. A path with problems still has the facts that could be read.
struct Inspection {
    Json facts = Json::object();
    std::vector<Error> problems{};
    std::vector<Sentence> warnings{}; ///< in English also among the facts
    /// What works and should be known all the same; empty words say nothing.
    void warn(const Sentence &words) {
        if (words.empty()) return;
        facts["warnings"].push_back(words.str());
        warnings.push_back(words);
    }
    void note(Status status) {
        if (!status) problems.push_back(std::move(status.error()));
    }
};

/// Cheap facts (headers, counts); with `validate` every byte that can be checked: that no weight is NaN or infinite,
/// that the files of a checkpoint have the hashes of its manifest, every row, every frame of a log, the pages of a
/// database. Errors: inspect.not_found, inspect.unknown (nothing that Lapidary reads).
Result<Inspection> inspectPath(const fs::path &path, bool validate);

/// The parts that know about weights.
Inspection inspectSafetensors(const fs::path &file, bool validate);
Inspection inspectModel(const fs::path &folder, bool validate);
Inspection inspectAdapter(const fs::path &folder, bool validate);

} // namespace lapidary
