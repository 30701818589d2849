// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/workbench/labels/label_queue.h"

namespace lapidary {

/// How pairs for labelling are made from the samples of runs.
struct LabelPairsConfig {
    std::int64_t pairsPerPrompt = 1;
    std::int64_t maxPairs = 0; ///< 0: all
    std::int64_t seed = 1;
    bool includeTruncatedCompletions = false;
    static const Described<LabelPairsConfig> &described();
};

struct LabelPairs {
    std::vector<LabelItem> items{};
    std::size_t prompts = 0, withoutContrast = 0; ///< prompts that have only one answer
    std::size_t cut = 0, empty = 0; ///< completions that were left out: cut (or cancelled) ones unless they are asked
                                    ///< for, and empty ones
};

/// Whether a run may hold samples: sample (samples.jsonl), evaluate (answers.jsonl), train (the samples in its log).
bool mayHaveSamples(const RunRecord &run);

/// Two different whole completions of the same prompt, drawn at random; of several runs, from two of them where both
/// answered the prompt. A run that is still at work gives what it has so far. `runs`: ids or names. Errors:
/// run.unknown, labels.no_pairs, those of reading.
Result<LabelPairs> pairsFromRuns(Project &project, const std::vector<std::string> &runs,
                                 const LabelPairsConfig &config);

} // namespace lapidary
