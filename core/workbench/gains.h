// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/compare.h"

namespace lapidary {

/// One step of the ladder base → SFT → RL → test time, or of an RL arm against its control: did it gain, honestly?
struct Gain {
    const ArmResult *from, *to;
    double p = 1;
    bool overlap = true;                ///< the intervals touch
    bool gains() const { return to->accuracy > from->accuracy && p < 0.05; }
};
/// From the best arm of each role to the best of the next, then the best RL arm against the best control. Best = highest
/// accuracy in this bucket; so many looks favour the best a little, which the paired test does not correct.
std::vector<Gain> gainsOf(const Comparison &comparison, const std::string &bucket);

/// "SFT → DPO: +0.052, p = 0.004, intervals overlap" or "… no gain (p = .31)".
std::string sentence(const Gain &gain);

} // namespace lapidary
