// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/scorers.h"

namespace lapidary {

/// Ratings by the model named `options.by`, with temperature 0. It is not asked about what cannot win.
Result<std::vector<NodeScore>> askJudge(std::span<const ToScore> all, const SearchContext &context,
                                        const ScoreOptions &options);

} // namespace lapidary
