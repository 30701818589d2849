// SPDX-License-Identifier: Apache-2.0
// Linear: kaiokendev 2023; dynamic NTK: bloc97 and emozilla 2023; YaRN: Peng et al. 2023; longrope: Ding et al. 2024;
// llama3: Grattafiori et al. 2024.
#include "core/engine/model/rope.h"
#include <c10/core/InferenceMode.h>
#include <cmath>
#include <numbers>

namespace lapidary {
namespace {

using std::numbers::pi;

at::Tensor powers(const RopeConfig &rope, double theta) {
    return at::pow(theta, at::arange(0, rope.dims, 2, at::kFloat) / static_cast<double>(rope.dims));
}

at::Tensor yarn(const RopeConfig &rope) {
    const auto dims = static_cast<double>(rope.dims);
    const auto turnsAt = [&](double turns) {
        return dims * std::log(static_cast<double>(rope.originalPositions) / (turns * 2 * pi)) /
               (2 * std::log(rope.theta));
    };
    double low = turnsAt(rope.betaFast), high = turnsAt(rope.betaSlow);
    if (rope.truncate) low = std::floor(low), high = std::ceil(high);
    low = std::max(low, 0.0), high = std::min(high, dims - 1);
    if (low == high) high += 0.001;
    const at::Tensor kept = 1 - at::clamp((at::arange(rope.dims / 2, at::kFloat) - low) / (high - low), 0, 1);
    const at::Tensor plain = powers(rope, rope.theta);
    return at::reciprocal(rope.factor * plain) * (1 - kept) + at::reciprocal(plain) * kept;
}

at::Tensor llama3(const RopeConfig &rope) {
    const at::Tensor plain = at::reciprocal(powers(rope, rope.theta));
    const auto original = static_cast<double>(rope.originalPositions);
    const at::Tensor wavelength = 2 * pi / plain;
    const double longest = original / rope.lowFrequency, shortest = original / rope.highFrequency;
    const at::Tensor scaled = at::where(wavelength.gt(longest), plain / rope.factor, plain);
    const at::Tensor smooth = (original / wavelength - rope.lowFrequency) / (rope.highFrequency - rope.lowFrequency);
    const at::Tensor between = (1 - smooth) * scaled / rope.factor + smooth * scaled;
    return at::where(wavelength.ge(shortest).logical_and(wavelength.le(longest)), between, scaled);
}

double dynamicTheta(const RopeConfig &rope, std::int64_t length) {
    const auto original = static_cast<double>(rope.originalPositions), dims = static_cast<double>(rope.dims);
    const double seen = std::max(static_cast<double>(length), original);
    return rope.theta * std::pow(rope.factor * seen / original - (rope.factor - 1), dims / (dims - 2));
}

} // namespace

at::Tensor ropeFrequencies(const RopeConfig &rope, std::int64_t length) {
    switch (rope.kind) {
    case RopeKind::Default:
        return at::reciprocal(powers(rope, rope.theta));
    case RopeKind::Linear:
        return at::reciprocal(powers(rope, rope.theta)) / rope.factor;
    case RopeKind::Dynamic:
        return at::reciprocal(powers(rope, dynamicTheta(rope, length)));
    case RopeKind::Yarn:
        return yarn(rope);
    case RopeKind::Llama3:
        return llama3(rope);
    case RopeKind::LongRope:
        break;
    }
    const auto &factors = length > rope.originalPositions ? rope.longFactor : rope.shortFactor;
    return at::reciprocal(at::tensor(factors, at::kFloat) * powers(rope, rope.theta));
}

Rope::Rope(RopeConfig config, std::int64_t headDim, c10::Device device) : config_(std::move(config)), device_(device) {
    if (config_.dims == 0) config_.dims = headDim;
}

std::pair<at::Tensor, at::Tensor> Rope::tables(std::int64_t first, std::int64_t count, std::int64_t length) const {
    const at::Tensor angles_PH =
        at::arange(first, first + count, at::kFloat).unsqueeze(1) * ropeFrequencies(config_, length);
    at::Tensor cos = angles_PH.cos(), sin = angles_PH.sin();
    if (config_.attentionFactor != 1) cos = cos * config_.attentionFactor, sin = sin * config_.attentionFactor;
    return {cos.to(device_), sin.to(device_)};
}

Rotation Rope::fixed(const at::Tensor &positions_BT, std::int64_t end) const {
    if (!cos_PH.defined() || cos_PH.size(0) < end) {
        const c10::InferenceMode kept(false); // is used again where gradients are wanted
        std::tie(cos_PH, sin_PH) = tables(0, std::max<std::int64_t>(256, 2 * end), 0);
    }
    return {cos_PH, sin_PH, positions_BT};
}

Rotation Rope::stretched(const std::vector<Stretch> &stretches, std::int64_t rows, std::int64_t tokens) const {
    std::vector<at::Tensor> cos, sin;
    at::Tensor positions_BT = at::zeros({rows, tokens}, at::kLong);
    std::int64_t line = 0;
    for (const auto &s : stretches) {
        const auto [c, n] = tables(s.first, s.count, s.length);
        cos.push_back(c), sin.push_back(n);
        positions_BT[s.row].narrow(0, s.begin, s.count).copy_(at::arange(line, line + s.count, at::kLong));
        line += s.count;
    }
    return {at::cat(cos), at::cat(sin), positions_BT.to(device_)};
}

} // namespace lapidary
