// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/models/import_model.h"

namespace lapidary {

/// A model that a worker makes of others: its adapters merged into the weights, or one adapter made of several.
struct Derivation {
    std::string name{}; ///< in the project
    std::string what{}; ///< "model": whole, merged; "adapter": one of all, by reference["mix"]
    Json reference{};   ///< of what it is made, as a worker takes it, with absolute paths
};

using AskWorker = std::function<Result<Json>(const Json &request)>;

/// Has it made in models/<name> of the project, whole or not at all, with a lineage.toml that says what it was made of.
/// Errors: import.bad_name, import.exists, and the worker's.
Result<ImportedModel> deriveModel(const Derivation &wanted, const fs::path &project, const AskWorker &ask);

/// What lineage.toml says a folder was made of: a reference with absolute paths; null where it says nothing.
Json lineageOf(const fs::path &folder);

/// The model that a training leaves in the folder `output`, as a worker takes it: whole, or an adapter on what it was
/// trained on. Where that had adapters itself they are merged in a base that lies with the new one, because what it
/// learnt whole (DoRA, modules_to_save, biases) cannot be added to theirs.
Json trainedReference(const Json &trainedOn, bool adapter, const std::string &output);

/// A reference as `value["model"]` has it, its paths made absolute: they are relative to `folder`.
Json absoluteReference(const Json &value, const fs::path &folder);

} // namespace lapidary
