// SPDX-License-Identifier: Apache-2.0
#include "core/base/processor.h"

namespace lapidary {

bool runsOwnKernels() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

} // namespace lapidary
