// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/verb.h"

namespace lapidary {

/// "export trace FILE --format … --out FILE": what a search told, in another form. It asks no project.
Action defineTraceWord(CLI::App &word);

} // namespace lapidary
