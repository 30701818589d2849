// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/config/described.h"
#include "core/workbench/data/jsonl.h"

namespace lapidary {

/// Which graded samples become demonstrations.
struct FilterConfig {
    std::int64_t maxPerPrompt = 4;
    bool requireRight = true;      ///< false: every sample that ended by itself, whatever a checker says of it
    bool requireFaithful = true;   ///< where the samples are labelled so; only of right ones
    std::string distinct = "text"; ///< or "steps": see stepsOf()
    std::string keep = "first";    ///< or "best": those of the highest scores
    std::int64_t maxRows = 0;      ///< 0: all
    static const Described<FilterConfig> &described();
};

/// What a chain computes, without its words and names: of each line with "=" the numbers and signs, in order. Two
/// chains of the same are one path in rejection sampling (Yuan et al. 2023, section 3.3). A text without a line of the
/// kind is itself.
std::string stepsOf(const std::string &text);

struct FilteredSamples {
    std::vector<Json> rows{};                                ///< {"id", "prompt", "completion"}
    std::int64_t samples = 0, prompts = 0, withoutRight = 0; ///< prompts without a sample that may stay
    std::int64_t cut = 0;                                    ///< samples that were cut or cancelled
    std::int64_t mayStay = 0;                                ///< samples that would be kept without a limit
};

/// Rejection sampling: what a model wrote itself and a checker found right, as data of a fine-tuning (Yuan et al. 2023,
/// arXiv:2308.01825, "RFT"; Zelikman et al. 2022, arXiv:2203.14465). Right and, where that is known, right in every
/// step; ended by itself, not by the length limit; of equal ones of a prompt only the first; in the order in which they
/// were drawn, which is random, or, where samples have scores, the best (RAFT, Dong et al. 2023, arXiv:2304.06767:
/// best-of-N with maxPerPrompt = 1). It learns from the same reward as reinforcement does, without its algorithm: the
/// control that reinforcement has to beat. With requireRight = false, what a teacher wrote, as it wrote it:
/// sequence-level distillation (Kim and Rush 2016, arXiv:1606.07947). Errors: json.*, filter.none, samples.no_scores.
Result<FilteredSamples> filterSamples(const fs::path &samples, const FilterConfig &config, const RowWork &work = {});

} // namespace lapidary
