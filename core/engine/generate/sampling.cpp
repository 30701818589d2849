// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/sampling.h"
#include "core/engine/generate/samplers/registry.h"

namespace lapidary {

const Described<SamplingConfig> &describedSampling() {
    using C = SamplingConfig;
    static const auto described =
        Described<C>()
            .add("max_new_tokens", &C::maxNewTokens, atLeast(1), "tokens", "longer completions before they are cut off")
            .choice("sampler", &C::sampler, samplerNames(), "how a token is chosen from its distribution")
            .add("temperature", &C::temperature, atLeast(0), "", "flatter distributions, more variety; 0 is greedy")
            .add("top_k", &C::topK, atLeast(0), "tokens", "more candidates a token; 0 keeps all")
            .add("top_p", &C::topP, between(0, 1), "", "more of the probability mass; 1 keeps all")
            .add("min_p", &C::minP, between(0, 1), "",
                 "drops more tokens that are unlikely beside the best; 0 keeps all")
            .add("repetition_penalty", &C::repetitionPenalty, above(0), "", "repeats less; 1 is off")
            .add("stop", &C::stop, "", "texts that end a completion; they are cut off")
            .add("ignore_eos", &C::ignoreEos, "", "goes on after an end token")
            .add("seed", &C::seed, atLeast(0), "", "another set of draws");
    return described;
}

} // namespace lapidary
