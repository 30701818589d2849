// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// As question_answer, with a number behind "####" at the end of every answer (Cobbe et al. 2021).
const Layout &gsm8kLayout();

} // namespace lapidary
