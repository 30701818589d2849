// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/config/method.h"
#include "core/engine/train/algorithm.h"

// Legend: P labels: pairs, or single answers.
namespace lapidary {

/// What the strength of a label does to its loss: the column "strength" of a row, 1 where it says none and 2 where a
/// person preferred strongly. A margin is what the chosen answer must lead by, as in Llama 2's reward models (Touvron
/// et al. 2023) and ODPO (Amini et al. 2024). TRL has neither setting; its reward models read a column "margin", which
/// is added to this one.
struct LabelStrength {
    std::string labelStrength = "ignore";
    double labelStrengthScale = 1;
    static const Described<LabelStrength> &described();
    static const Described<LabelStrength> &describedAsWeight(); ///< where a loss has no place for a margin
    bool counts() const { return labelStrength != "ignore"; }
    bool weighs() const { return labelStrength == "weight"; }
};

/// What a row must have where the settings ask for it; for the port "train".
NeededColumn strengthColumn();

/// scale * strength, and strength to the power of the scale; undefined where they do not count. [P]
at::Tensor marginsOf(const LabelStrength &how, const at::Tensor &strength_P);
at::Tensor weightsOf(const LabelStrength &how, const at::Tensor &strength_P);
/// Of a pure loss, whose tensor "strength" is 1 where it is not given. [P]
at::Tensor givenStrength(const TensorMap &inputs, const at::Tensor &like_P);

/// Of a row: 1 where it says none. Errors: data.bad_row.
Result<double> strengthOf(const Json &row);
/// Says where all labels that are learnt from are equally strong.
void sayIfEqual(TrainContext &context, const LabelStrength &how, const std::vector<double> &strengths);

} // namespace lapidary
