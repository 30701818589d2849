// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/passes.h"
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace lapidary {

Passes::Passes(const TrainOptions &options, std::int64_t stepsPerPass)
    : epochs_(options.numTrainEpochs), maxSteps_(options.maxSteps) {
    before_.steps = now_.steps = stepsPerPass;
}

std::int64_t Passes::total() const {
    if (maxSteps_ >= 0) return maxSteps_;
    const double left = epochs_ - static_cast<double>(now_.passes);
    return now_.begin + static_cast<std::int64_t>(std::ceil(left * static_cast<double>(now_.steps)));
}

double Passes::at(std::int64_t step) const {
    const Stretch &in = step < now_.begin ? before_ : now_;
    return static_cast<double>(in.passes) +
           static_cast<double>(step - in.begin) / static_cast<double>(std::max<std::int64_t>(1, in.steps));
}

/// Where the pass ends that step `step` belongs to. The first one is laid out before its first step.
std::int64_t Passes::endOfPass(std::int64_t step) const {
    if (step < now_.begin) return now_.begin;
    const std::int64_t steps = std::max<std::int64_t>(1, now_.steps);
    const std::int64_t passes = (step - now_.begin + steps - 1) / steps;
    return now_.begin + std::max<std::int64_t>(step == 0 ? 1 : 0, passes) * steps;
}

std::optional<std::int64_t> Passes::nextAfter(std::int64_t step) const {
    const std::int64_t end = endOfPass(step);
    return end < total() ? std::optional(end) : std::nullopt;
}

void Passes::grow(std::int64_t step, std::int64_t stepsPerPass) {
    const std::int64_t end = endOfPass(step);
    if (end > now_.begin) {
        before_ = now_;
        now_.passes += (end - now_.begin) / std::max<std::int64_t>(1, now_.steps);
        now_.begin = end;
    }
    now_.steps = stepsPerPass;
}

namespace {
Json write(std::int64_t begin, std::int64_t passes, std::int64_t steps) {
    return {{"begin", begin}, {"passes", passes}, {"steps", steps}};
}
} // namespace

Json Passes::state() const {
    if (now_.begin == 0) return Json::object();
    return {{"before", write(before_.begin, before_.passes, before_.steps)},
            {"now", write(now_.begin, now_.passes, now_.steps)}};
}

void Passes::restore(const Json &state) {
    for (const auto &[name, stretch] : {std::pair{"before", &before_}, {"now", &now_}}) {
        const Json stored = state.value(name, Json::object());
        stretch->begin = stored.value("begin", stretch->begin);
        stretch->passes = stored.value("passes", stretch->passes);
        stretch->steps = stored.value("steps", stretch->steps);
    }
}

} // namespace lapidary
