// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/network_model.h"
#include "core/engine/search/strategy.h"

namespace lapidary {

/// An answer in steps, whose texts with nothing between them are the text that was written, and behind them the words
/// that say the answer ("####  4").
struct StepChain {
    std::vector<std::string> steps{};
    std::string answer{};
};

/// How far the probability of the answer moves with one step.
struct StepWeight {
    double leftOut = 0; ///< P(answer | all steps) - P(answer | all but this one): negative where it stood in the way
    /// The True-Thinking Score of Zhao et al. (2025, arXiv:2510.24941), in [0, 1]: with the answer right behind the
    /// step, half of |P(steps before, step) - P(steps before, disturbed)| + |P(disturbed before, step) -
    /// P(disturbed before, disturbed)|. Near 0 the step decorates; necessity is the first term, sufficiency the second.
    double trueThinking = 0;
    std::string disturbed{}; ///< what stood in its place; empty where it has no number to disturb, and was left out
    std::int64_t tokens = 0; ///< of the texts that were read for it, prompt and answer with them
};

struct StepWeights {
    double answer = 0; ///< P(answer | all steps)
    std::vector<StepWeight> steps{};
    std::int64_t tokens = 0; ///< that were read for all of it
};

/// `text` with every whole number moved by -3 to 3, never by 0 and never below 0; the fraction of a decimal stays.
/// Nothing where it has no number.
std::optional<std::string> disturbed(const std::string &text, Rng &rng);

/// The weights of all steps. `problem`: its ids, or its prompt. Texts are tokenised whole, as they were written; the
/// tokens of the answer are those that it has behind all steps. `seed` names what the numbers are moved by.
/// `config`: of the network. Errors: those of the tokenizer and of token ids; search.no_answer, where the answer adds
/// no token; generate.empty_prompt, generate.too_long; kCancelled.
Result<StepWeights> weightsOfSteps(const NetworkModel &model, const DecoderConfig &config, const SearchContext &context,
                                   const SearchProblem &problem, const StepChain &chain, std::uint64_t seed);

} // namespace lapidary
