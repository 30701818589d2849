// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/kl_budget.h"

namespace lapidary {

std::optional<Sentence> budgetPassed(const Json &run, const StepReport &taken, std::int64_t total) {
    const double most = run.value("config", Json::object()).value("max_kl", 0.0);
    if (most <= 0) return std::nullopt;
    for (const char *name : {"kl", "objective/kl"}) {
        const auto metric = taken.metrics.find(name);
        if (metric == taken.metrics.end() || !(metric->second.value > most)) continue;
        return Sentence{"The run ended at step {0} of {1}: {2} = {3} has passed max_kl = {4}.",
                        taken.step,
                        total,
                        metric->first,
                        metric->second.value,
                        most};
    }
    return std::nullopt;
}

} // namespace lapidary
