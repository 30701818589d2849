// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/generator.h"
#include <nlohmann/json.hpp>
#include <numeric>

namespace lapidary {

TokenCount &TokenCount::operator+=(const TokenCount &other) {
    kept += other.kept, distinct += other.distinct, rejected += other.rejected;
    rollout += other.rollout, verifier += other.verifier, cached += other.cached;
    return *this;
}

Json toJson(const TokenCount &tokens) {
    return {{"kept", tokens.kept},       {"distinct", tokens.distinct}, {"rejected", tokens.rejected},
            {"rollout", tokens.rollout}, {"verifier", tokens.verifier}, {"cached", tokens.cached}};
}

std::int64_t Completion::tokens() const {
    return countedTokens >= 0 ? countedTokens : static_cast<std::int64_t>(ids.size());
}
double Completion::logprob() const {
    return std::accumulate(logprobs.begin(), logprobs.end(), 0.0);
}

} // namespace lapidary
