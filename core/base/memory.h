// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace lapidary {

/// Bytes that can still be used without swapping: MemAvailable, or less where a control group allows less.
std::int64_t availableMemory();

} // namespace lapidary
