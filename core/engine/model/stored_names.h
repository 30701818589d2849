// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"
#include "core/engine/tensor/weights.h"

namespace lapidary {

/// Takes wrappers out of the names of a checkpoint and says so in `notices`. Error: model.unmerged_adapter.
Status adoptPlainNames(WeightFiles &weights, const fs::path &folder, std::vector<Sentence> &notices);

/// The name that a checkpoint has for a parameter. Some were saved without the head and lack the body's prefix; a tied
/// embedding may be stored as the head. Empty where there is none of them.
std::string storedName(const WeightFiles &weights, const DecoderConfig &config, const std::string &name);

/// Errors: model.wrong_shape, with what may be the reason.
Status checkShape(const WeightFiles &weights, const std::string &stored, const std::vector<std::int64_t> &wanted,
                  const fs::path &folder);

/// model.missing_tensor, with what the files hold in the place of what they lack.
Error missing(const WeightFiles &weights, const std::vector<NamedShape> &lacking, const fs::path &folder);

} // namespace lapidary
