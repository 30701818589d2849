// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/config/described.h"
#include "core/workbench/data/jsonl.h"

namespace lapidary {

/// Which graded samples become demonstrations.
struct FilterConfig {
    std::int64_t maxPerPrompt = 4;
    bool requireRight = true;    ///< false: every sample that ended by itself, whatever a checker says of it
    bool requireFaithful = true; ///< where the samples are labelled so; only of right ones
    std::int64_t maxRows = 0;    ///< 0: all
    static const Described<FilterConfig> &described();
};

struct FilteredSamples {
    std::vector<Json> rows{};                                ///< {"id", "prompt", "completion"}
    std::int64_t samples = 0, prompts = 0, withoutRight = 0; ///< prompts without a sample that may stay
    std::int64_t cut = 0;                                    ///< samples that were cut or cancelled
};

/// Rejection sampling: what a model wrote itself and a checker found right, as data of a fine-tuning (Yuan et al. 2023,
/// arXiv:2308.01825, "RFT"; Zelikman et al. 2022, arXiv:2203.14465). Right and, where that is known, right in every
/// step; ended by itself, not by the length limit; of equal texts of a prompt only the first; in the order in which
/// they were drawn, which is random. It learns from the same reward as reinforcement does, without its algorithm: the
/// control that reinforcement has to beat. With requireRight = false, what a teacher wrote, as it wrote it:
/// sequence-level distillation (Kim and Rush 2016, arXiv:1606.07947). Errors: json.*, filter.none.
Result<FilteredSamples> filterSamples(const fs::path &samples, const FilterConfig &config, const RowWork &work = {});

} // namespace lapidary
