// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"
#include <set>

namespace lapidary {

/// Weights and biases of all norms, as trainable() names them: by what a module is, not by what its family calls it.
/// Those that an adapter brings whole are in it by the names that they are stored by.
std::set<std::string> normParameters(const Decoder &model);

} // namespace lapidary
