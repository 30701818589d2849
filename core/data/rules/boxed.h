// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// What stands in the last \boxed{} or \fbox{}, compared as text after the normalisation of the MATH benchmark
/// (Hendrycks et al. 2021, arXiv:2103.03874): "\frac12" is "1/2", "10\%" is "10", and lists keep their order. The
/// reference is an answer, or a solution with a box.
std::unique_ptr<Rule> makeBoxedRule();

} // namespace lapidary
