// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// AQuA-RAT (Ling et al. 2017): a question, options that begin with their letter ("A)21"), a rationale and the letter
/// of the right one. A demonstration whose completion is the rationale and whose reference is the letter.
const Layout &aquaLayout();

} // namespace lapidary
