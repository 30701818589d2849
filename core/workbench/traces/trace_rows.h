// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/traces/trace.h"
#include <span>

namespace lapidary {

/// What searches teach, as rows of the canonical layouts, and what of them teaches nothing.
struct TraceRows {
    struct LeftOut {
        Sentence why;
        std::int64_t count = 0;
    };
    std::vector<Json> rows{};
    std::vector<LeftOut> leftOut{}; ///< as "searches that were not answered": 3
    void leaveOut(const Sentence &why);
};

/// trace.no_prompt where nobody knows what one of them was asked.
Status checkPrompts(std::span<const TracedTree> trees);

/// Whether all of the answer up to there is a model's own: else who learns from it learns what a search or a tool said.
bool isOwn(const SearchedTree &tree, std::size_t end);
/// trace.no_reference where the rule has nothing to compare an answer with.
Status checkGrading(std::span<const TracedTree> trees, const Rule &rule);
/// Names a row: what a node is called, with the problem in front, so that no two rows share it.
std::string idOf(const SearchedTree &tree, const std::string &name);

/// The chosen answer of every tree that was answered, as a demonstration: {"id", "prompt", "completion", "reference"?};
/// with a rule those that are right. One in which a search or a tool speaks is left out. Errors of all:
/// trace.no_prompt; with a rule trace.no_reference.
Result<TraceRows> demonstrationsOf(std::span<const TracedTree> trees, const Rule *rule = nullptr);

/// Which pieces are compared: at each place of the chosen answer its piece with every other that came there, or
/// wherever two or more pieces have scores the best with the worst.
enum class PairsBy { Choice, Scores };

/// Preferences between pieces of one place: {"id", "prompt", "chosen", "rejected", …}. Both sides are the answer from
/// its beginning, so that what they share weighs nothing in a loss of differences; "chosen_terminated" and
/// "rejected_terminated" are false where an answer did not end itself there. A piece is no worse, and left out, where
/// it says the same, comes to the same answer, or has no lower score; one that was stopped or that no model wrote says
/// nothing. With a rule no wrong answer is better, and no right one worse.
Result<TraceRows> preferencesOf(std::span<const TracedTree> trees, PairsBy by, const Rule *rule = nullptr);

/// What a step's label is: the share of the answers behind it that are right by the rule, of those that ended by
/// themselves; or its score, where that lies between 0 and 1.
enum class LabelSource { Answers, Scores };

/// Every answer that ended by itself as a chain of labelled steps: {"id", "prompt", "completions", "labels",
/// "reference"?}, as a process reward model learns from them. A step ends where the rule's mark does (without a rule,
/// or where it has none, a line), which stands in no step; null is the label of one that ends within a piece. Errors
/// also: trace.no_rule and trace.no_reference, where LabelSource::Answers has nothing to grade by.
Result<TraceRows> stepChainsOf(std::span<const TracedTree> trees, LabelSource by, const Rule *rule);

} // namespace lapidary
