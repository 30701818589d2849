// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/gains.h"
#include <cstdio>

namespace lapidary {
namespace {

const ArmResult *best(const Comparison &comparison, const std::string &bucket, const std::string &role) {
    const ArmResult *found = nullptr;
    for (const auto &arm : comparison.arms)
        if (arm.bucket == bucket && arm.role == role && (!found || arm.accuracy > found->accuracy)) found = &arm;
    return found;
}

} // namespace

std::vector<Gain> gainsOf(const Comparison &comparison, const std::string &bucket) {
    std::vector<Gain> gains;
    const auto add = [&](const ArmResult *from, const ArmResult *to) {
        const auto *pair = from && to ? comparison.pair(from->name, to->name, bucket) : nullptr;
        if (pair) gains.push_back({.from = from, .to = to, .p = pair->p, .overlap = from->high >= to->low && to->high >= from->low});
    };
    const ArmResult *last = nullptr;
    for (const char *role : {"base", "sft", "rl", "tts"})
        if (const auto *next = best(comparison, bucket, role)) {
            add(last, next);
            last = next;
        }
    add(best(comparison, bucket, "control"), best(comparison, bucket, "rl"));
    return gains;
}

std::string sentence(const Gain &gain) {
    char numbers[96];
    const char *p = gain.p < 0.001 ? "p < .001" : nullptr;
    char exact[32];
    std::snprintf(exact, sizeof exact, "p = %.3f", gain.p);
    std::snprintf(numbers, sizeof numbers, "%+.3f, %s", gain.to->accuracy - gain.from->accuracy, p ? p : exact);
    std::string text = gain.from->name + " → " + gain.to->name + ": " + numbers;
    if (!gain.gains()) return text + (gain.to->accuracy < gain.from->accuracy && gain.p < 0.05 ? ": worse" : ": no gain shown");
    return text + (gain.overlap ? ", intervals overlap" : ", intervals apart");
}

} // namespace lapidary
