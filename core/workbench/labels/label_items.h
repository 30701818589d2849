// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/workbench/labels/label_queue.h"

namespace lapidary {

/// How items for labelling are made of the answers to a prompt.
struct LabelItemsConfig {
    std::int64_t itemsPerPrompt = 1;
    std::int64_t answersPerItem = 0; ///< 0: as many as are usual for the kind
    std::int64_t maxItems = 0;       ///< 0: all
    double askedTwice = 0;           ///< the share of the items that is asked a second time
    std::int64_t seed = 1;
    bool includeTruncatedCompletions = false;
    static const Described<LabelItemsConfig> &described();
};

struct LabelItems {
    std::vector<LabelItem> items{};
    std::size_t repeated = 0;                     ///< of them: asked for the second time
    std::size_t prompts = 0, withoutContrast = 0; ///< prompts that have too few different answers
    std::size_t cut = 0, empty = 0; ///< completions that were left out: cut (or cancelled) ones unless they are asked
                                    ///< for, and empty ones
    const LabelKind *proposed = nullptr; ///< what the rows of the data sets are made for; null where there are none
};

/// Whether a run may hold samples: sample (samples.jsonl), evaluate (answers.jsonl), train (the samples in its log).
bool mayHaveSamples(const RunRecord &run);

/// A source that names a frozen data set begins so, and goes on with its name or hash; others are ids or names of runs.
inline constexpr const char *kLabelDataPrefix = "data:";

/// Different whole answers to the same prompt, drawn at random; of several runs, pairs are of two of them where both
/// answered the prompt. A run that is still at work gives what it has so far. Of a kind of steps, each answer is cut at
/// its line feeds, except where the rows have steps. Errors: run.unknown, labels.no_data, labels.no_text (rows of
/// tokens), labels.no_answers, those of reading.
Result<LabelItems> itemsFor(Project &project, const std::vector<std::string> &sources, const LabelKind &kind,
                            const LabelItemsConfig &config);

/// The words of messages as a person reads them, and as items hold them.
std::string labelWords(const Messages &messages);

/// What a run of a judge leaves: a line for each pair that it compared.
inline constexpr const char *kJudgementsFile = "judgements.jsonl";

/// The lines of an answer; empty ones belong to the step behind them. Each begins a line feed behind the one before.
std::vector<std::string> stepsOfAnswer(const std::string &text);

/// Puts a share of the items in once more, at random places well behind the first.
void askTwice(std::vector<LabelItem> &items, double share, std::uint64_t seed);

} // namespace lapidary
