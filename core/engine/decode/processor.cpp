// SPDX-License-Identifier: Apache-2.0
#include "core/engine/decode/processor.h"
#include "core/base/log.h"
#include "core/base/processor.h"
#include <atomic>
#include <cstdlib>
#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace lapidary {
namespace {

constexpr const char *kPlain = "plain";

#if defined(__x86_64__)
/// Tiles are large, so that a process must ask before the system keeps them for it.
bool mayUseTiles() {
    constexpr int kRequestState = 0x1023, kTileData = 18;
    return syscall(SYS_arch_prctl, kRequestState, kTileData) == 0;
}

bool hasTiles() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned kBf16 = 1u << 22, kTile = 1u << 24;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (d & kBf16) != 0 && (d & kTile) != 0 && mayUseTiles();
}

std::vector<const Kernels *> find() {
    std::vector<const Kernels *> found;
    if (!runsOwnKernels()) return found;
    found.push_back(&kAvx2Kernels);
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512vl"))
        return found;
    found.push_back(&kAvx512Kernels);
    if (!__builtin_cpu_supports("avx512bf16")) return found;
    found.push_back(&kAvx512Bf16Kernels);
    if (hasTiles()) found.push_back(&kAmxKernels);
    return found;
}
#else
std::vector<const Kernels *> find() {
    return {};
}
#endif

Result<const Kernels *> named(const std::string &name) {
    if (name == kPlain) return nullptr;
    std::string all = kPlain;
    for (const Kernels *each : kernelsHere()) {
        if (name == each->name) return each;
        all += std::string(", ") + each->name;
    }
    return fail({.code = "kernels.unknown",
                 .message = "this processor runs no kernels of that name",
                 .field = "LAPIDARY_KERNELS",
                 .found = name,
                 .expected = all});
}

const Kernels *first() {
    const auto here = kernelsHere();
    const Kernels *best = here.empty() ? nullptr : here.back();
    const char *wanted = std::getenv("LAPIDARY_KERNELS");
    if (!wanted || !*wanted) return best;
    auto found = named(wanted);
    if (found) return *found;
    log::warning(describe(found.error()));
    return best;
}

std::atomic<const Kernels *> &inUse() {
    static std::atomic<const Kernels *> use{first()};
    return use;
}

} // namespace

std::vector<const Kernels *> kernelsHere() {
    static const auto here = find();
    return here;
}

const Kernels *kernels() {
    return inUse();
}

Status useKernels(const std::string &name) {
    auto found = named(name);
    if (!found) return unexpected(found.error());
    inUse() = *found;
    return {};
}

} // namespace lapidary
