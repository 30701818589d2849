// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/compare/compare.h"

namespace lapidary {

/// One claim about a bucket: that `to` is better than `from`. Did it gain, honestly?
struct Gain {
    const ArmResult *from, *to;
    double p = 1, pHolm = 1; ///< pHolm: corrected for `looks`
    std::int64_t looks = 1;  ///< all paired tests of the comparison
    std::int64_t chosenAmong =
        1; ///< so many claims of this kind were possible; the accuracies on these problems chose this one
    bool againstControl = false;
    bool sameModel = false; ///< only the way to answer differs, or one training
    bool overlap = true;    ///< the intervals touch
    bool afterTheFact() const { return chosenAmong > 1; }
    bool gains() const { return to->accuracy > from->accuracy && pHolm < 0.05; }
};
/// First the best arm of each role (sft, rl, tts) against the strongest control, the one of highest accuracy in this
/// bucket. Then the ladder base → SFT → RL → test time, each step from an arm of the same model (for a training: of the
/// model that it began from) where there is one. Best = highest accuracy on these very problems; oracles stand outside.
std::vector<Gain> gainsOf(const Comparison &comparison, const std::string &bucket);

/// Null where the bucket has no control.
const ArmResult *strongestControl(const Comparison &comparison, const std::string &bucket);

/// "SFT (46 tokens) → DPO (73 tokens): +0.104, p = .004, Holm p = .031 of 28 looks, intervals overlap", "… no gain
/// shown";
/// "; the best of 3, chosen after the fact" where it was.
std::string sentence(const Gain &gain);

} // namespace lapidary
