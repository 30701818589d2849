// SPDX-License-Identifier: Apache-2.0
#include "core/engine/tensor/memory.h"
#if defined(__GLIBC__) || __has_include(<malloc.h>)
#include <malloc.h>
#endif

namespace lapidary {

void keepFreedMemory() {
#ifdef M_MMAP_THRESHOLD
    constexpr int kLargestAllowed = 32 << 20, kKept = 1 << 30, kAtOnce = 64 << 20;
    mallopt(M_MMAP_THRESHOLD, kLargestAllowed);
    mallopt(M_TRIM_THRESHOLD, kKept);
    mallopt(M_TOP_PAD, kAtOnce);
#endif
}

} // namespace lapidary
