// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/gains.h"
#include <algorithm>
#include <cstdio>
#include <functional>

namespace lapidary {
namespace {

using Arms = std::vector<const ArmResult *>;

Arms armsOf(const Comparison &comparison, const std::string &bucket,
            const std::function<bool(const ArmResult &)> &wanted) {
    Arms arms;
    for (const auto &arm : comparison.arms)
        if (arm.bucket == bucket && !arm.oracle && wanted(arm)) arms.push_back(&arm);
    return arms;
}
Arms armsOf(const Comparison &comparison, const std::string &bucket, const std::string &role) {
    return armsOf(comparison, bucket, [&](const ArmResult &arm) { return arm.role == role; });
}

const ArmResult *best(const Arms &arms) {
    const auto it = std::max_element(arms.begin(), arms.end(),
                                     [](const auto *a, const auto *b) { return a->accuracy < b->accuracy; });
    return it == arms.end() ? nullptr : *it;
}

class GainFinder {
public:
    GainFinder(const Comparison &comparison, const std::string &bucket) : comparison_(comparison), bucket_(bucket) {}

    std::vector<Gain> gains() {
        againstControl();
        ladder();
        return std::move(gains_);
    }

private:
    void add(const ArmResult *from, const ArmResult *to, std::size_t among, bool control, bool sameModel) {
        const auto *pair = from && to ? comparison_.pair(from->name, to->name, bucket_) : nullptr;
        if (!pair) return;
        gains_.push_back({.from = from,
                          .to = to,
                          .p = pair->p,
                          .pHolm = pair->pHolm,
                          .looks = static_cast<std::int64_t>(comparison_.pairs.size()),
                          .chosenAmong = static_cast<std::int64_t>(among),
                          .againstControl = control,
                          .sameModel = sameModel,
                          .overlap = from->high >= to->low && to->high >= from->low});
    }

    void againstControl() {
        const ArmResult *strongest =
            strongestControl(comparison_, bucket_); // taken against the claim, so no choice in its favour
        for (const char *role : {"sft", "rl", "tts"}) {
            const Arms arms = armsOf(comparison_, bucket_, role);
            const ArmResult *to = best(arms);
            add(strongest, to, arms.size(), true, strongest && to && strongest->model == to->model);
        }
    }

    /// Arms of an earlier role that `to` differs from in one thing only.
    Arms nextTo(const ArmResult &to, const std::vector<std::string> &earlier) const {
        const auto parent = comparison_.parents.find(to.model);
        const bool search = to.role == "tts";
        if (!search && parent == comparison_.parents.end()) return {};
        const std::string &model = search ? to.model : parent->second;
        return armsOf(comparison_, bucket_, [&](const ArmResult &arm) {
            return arm.model == model && std::find(earlier.begin(), earlier.end(), arm.role) != earlier.end();
        });
    }

    void ladder() {
        std::vector<std::string> earlier;
        Arms last;
        for (const char *role : {"base", "sft", "rl", "tts"}) {
            const Arms arms = armsOf(comparison_, bucket_, role);
            const ArmResult *to = best(arms);
            if (!to) continue;
            const Arms near = nextTo(*to, earlier);
            const Arms &from = near.empty() ? last : near;
            add(best(from), to, near.empty() ? from.size() * arms.size() : arms.size(), false, !near.empty());
            earlier.push_back(role);
            last = arms;
        }
    }

    const Comparison &comparison_;
    const std::string &bucket_;
    std::vector<Gain> gains_{};
};

std::string pText(double p) {
    if (p < 0.001) return "p < .001";
    char text[32];
    std::snprintf(text, sizeof text, "p = %.3f", p);
    return text;
}

std::string withTokens(const ArmResult &arm) {
    char tokens[48];
    std::snprintf(tokens, sizeof tokens, " (%.0f tokens)", arm.tokensPerProblem);
    return arm.name + tokens;
}

} // namespace

const ArmResult *strongestControl(const Comparison &comparison, const std::string &bucket) {
    return best(armsOf(comparison, bucket, "control"));
}

std::vector<Gain> gainsOf(const Comparison &comparison, const std::string &bucket) {
    return GainFinder(comparison, bucket).gains();
}

std::string sentence(const Gain &gain) {
    char difference[32];
    std::snprintf(difference, sizeof difference, "%+.3f", gain.to->accuracy - gain.from->accuracy);
    const std::string looks = std::to_string(gain.looks) + (gain.looks == 1 ? " look" : " looks");
    std::string text = gain.againstControl ? "against the strongest control, " : "";
    text += withTokens(*gain.from) + " → " + withTokens(*gain.to) + ": " + difference + ", " + pText(gain.p) +
            ", Holm " + pText(gain.pHolm) + " of " + looks;
    if (gain.gains())
        text += gain.overlap ? ", intervals overlap" : ", intervals apart";
    else if (gain.to->accuracy < gain.from->accuracy && gain.pHolm < 0.05)
        text += ": worse";
    else
        text += gain.p < 0.05 ? ": not shown, after so many looks" : ": no gain shown";
    if (gain.afterTheFact()) text += "; the best of " + std::to_string(gain.chosenAmong) + ", chosen after the fact";
    return text;
}

} // namespace lapidary
