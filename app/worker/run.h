// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace lapidary {

/// Does the batch job of a run folder. Returns the exit code: 0 finished, 1 failed, 3 cancelled, 5 a defect.
int runFolder(const std::string &folder);

} // namespace lapidary
