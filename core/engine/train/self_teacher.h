// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/ops/divergence.h"
#include "core/engine/train/ops/self_divergence.h"
#include "core/engine/train/teacher.h"

// Legend: B completions, T tokens of a padded batch, N target tokens.
namespace lapidary {

/// Who teaches where a model is its own teacher, named as in TRL's SDFTConfig.
struct SelfTeacherSettings {
    std::string teacherModelKind = "base";
    double teacherUpdateRate = 0.05;
    std::int64_t teacherSyncSteps = 1;
    static const Described<SelfTeacherSettings> &described();
};

/// A completion as the student reads it and as its teacher does.
struct TaughtCompletion {
    std::vector<std::int64_t> prompt{}, teacher{}, completion{};
    std::size_t skip = 0; ///< first tokens of the completion that are not learnt
    bool learnt = true;
};

/// How the completions of a step are learnt from.
struct SelfLossSettings {
    SelfDivergence divergence{};
    double temperature = 1;  ///< of both distributions
    bool perSequence = true; ///< a mean over completions of means over tokens; else one over the tokens of the step
    double isClip = 0;       ///< of the pure loss: bound of the ratio to the policy that drew; 0: no ratio
};

/// A network that was, or is, the policy, and reads other prompts than it.
class SelfTeacher {
public:
    SelfTeacher(SelfTeacherSettings settings, bool bf16) : settings_(std::move(settings)), bf16_(bf16) {}
    bool uses(std::string_view port) const { return port != kTeacher || settings_.teacherModelKind != "live"; }
    Status open(TrainContext &context);
    /// Called where a step begins, when the steps so far have moved the policy.
    void follow(const TrainContext &context);

    /// input_ids and labels [B, T], teacher_input_ids and teacher_labels [B, T'], tokens (that are learnt) [B].
    static MicroBatch collate(std::span<const TaughtCompletion> rows, const TrainContext &context);
    /// By SelfLossSettings but for the ratio, divided by `items`: completions, or their tokens.
    LossResult loss(TrainContext &context, const MicroBatch &batch, double items, const SelfLossSettings &how) const;

    NamedTensors state() const { return weights_; }
    Status restore(const NamedTensors &kept) const;

private:
    SelfTeacherSettings settings_;
    bool bf16_;
    NamedTensors weights_{}; ///< where it follows
};

/// The port of another teacher than the policy itself.
Port selfTeacherPort();
std::vector<MetricInfo> selfTeachingMetrics();

/// student_logits and teacher_logits [N, V] or [B, T, V], completion_ids of the same shape without V, completion_mask?
/// and old_per_token_logps? [B, T]. Tensors in the answer: divergence. Of TRL's loss without accumulation.
Result<LossResult> selfTeachingPureLoss(const TensorMap &inputs, const SelfLossSettings &how);

} // namespace lapidary
