// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"

namespace lapidary {

/// Writes "seed=2" or "stage.NAME.config.beta=0.2" into an experiment's document. The value is read as TOML, and as
/// plain text where it is none. Elements of [[data]], [[stage]] and [[arm]] are called by their names, which may hold
/// dots.
Status applyOverride(Document &document, const std::string &assignment);

/// A path of a document as it is said, and as --set takes it: "stage.0.config.beta" is "stage.sft.config.beta". An
/// element without a name is told by its number, counted from 1: "stage #1.kind".
std::string saidPath(const Json &values, const std::string &path);

} // namespace lapidary
