// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// Questions whose answers are known, in the columns of several collections: a prompt and its reference.
const Layout &inputTargetLayout();   ///< BIG-Bench Hard: input, target
const Layout &truthfulQaLayout();    ///< TruthfulQA: Question, Best Answer
const Layout &truthfulQaHubLayout(); ///< the same with the names it has on the hub: question, best_answer
const Layout &strategyQaLayout();    ///< StrategyQA: question, and an answer that is true or false
const Layout &behaviourLayout();     ///< Anthropic's evaluations: question, answer_matching_behavior

} // namespace lapidary
