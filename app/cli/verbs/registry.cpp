// SPDX-License-Identifier: Apache-2.0
#include "app/cli/verbs/registry.h"

namespace lapidary {

std::span<const Verb> verbs() {
    static constexpr Verb list[] = {
        {"tokens", "Text to token ids, or back with --decode", defineTokens},
        {"logits", "Logits of a model, per position", defineLogits},
        {"logprobs", "Log-probabilities and entropies of given completions", defineLogprobs},
        {"generate", "Generate, with or without a search at test time", defineGenerate},
        {"loss", "The pure loss of a training algorithm, with gradients", defineLoss},
        {"grade", "Find and compare the answers of responses by a rule", defineGrade},
        {"task", "Problems of a task with references and chains", defineTask},
        {"events", "The log of a run as JSON Lines", defineEvents},
    };
    return list;
}

} // namespace lapidary
