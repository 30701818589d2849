// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/configured.h"
#include "core/engine/search/scorers.h"
#include <algorithm>

namespace lapidary {

const Described<SharedSettings> &describedShared() {
    using C = SharedSettings;
    static const auto d = Described<C>().add(
        "calculator", &C::calculator, "",
        "what stands between << and = is computed exactly, in the place of the model, as GSM8K has it");
    return d;
}

Json takeShared(Json &own) {
    Json shared = Json::object();
    if (!own.is_object()) return shared;
    for (const auto &field : describedShared().spec())
        if (const auto it = own.find(field.name); it != own.end()) {
            shared[field.name] = *it;
            own.erase(it);
        }
    return shared;
}

/// A setting that chooses among the scorers may name one that reads with a reward model.
static bool offersRewardModel(const FieldSpec &field) {
    return std::any_of(scorers().begin(), scorers().end(), [&](const ScorerEntry &scorer) {
        return scorer.needsReward && std::count(field.choices.begin(), field.choices.end(), scorer.name) > 0;
    });
}

MethodInfo strategyInfo(const char *name, const char *summary, const ConfigSpec &spec,
                        std::vector<std::string> sideBySide, bool judged) {
    MethodInfo out{.name = name,
                   .summary = summary,
                   .role = "strategy",
                   .spec = spec,
                   .inputs = {{.name = "policy", .effect = "the model that answers"}},
                   .sideBySide = std::move(sideBySide)};
    if (judged)
        out.inputs.push_back({.name = "judge",
                              .required = false,
                              .effect = "the remote model that rates the samples, where the scorer is judge"});
    const bool scored = std::any_of(spec.begin(), spec.end(), offersRewardModel);
    if (scored)
        out.inputs.push_back({.name = "reward",
                              .what = Artifact::Scores,
                              .required = false,
                              .sameVocabulary = true,
                              .effect = "the reward model that scores, where the scorer is process_reward or "
                                        "reward_model"});
    const auto &shared = describedShared().spec();
    out.spec.insert(out.spec.end(), shared.begin(), shared.end());
    out.inputs.push_back({.name = "problems", .what = Artifact::ProblemSet, .effect = "the questions"});
    return out;
}

} // namespace lapidary
