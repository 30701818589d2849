// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// Asks remote models of this machine's book for ratings, with temperature 0. Stops and notices are those of `search`,
/// which must stay where it is.
JudgeAnswers remoteJudge(const SearchContext &search);

} // namespace lapidary
