// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/rope_config.h"
#include "core/engine/model/config_reader.h"
#include <algorithm>
#include <cmath>
#include <map>

namespace lapidary {
namespace {

const std::map<std::string, RopeKind> kKinds = {{"default", RopeKind::Default}, {"linear", RopeKind::Linear},
                                                {"dynamic", RopeKind::Dynamic}, {"yarn", RopeKind::Yarn},
                                                {"llama3", RopeKind::Llama3},   {"longrope", RopeKind::LongRope}};

/// The object that holds the parameters; empty where there is none.
std::string placeOf(const ConfigReader &read, const RopeDefaults &defaults) {
    std::string place = read.has("rope_scaling")      ? "rope_scaling"
                        : read.has("rope_parameters") ? "rope_parameters"
                                                      : "";
    if (place.empty() || !defaults.layerType) return place;
    const std::string nested = place + "/" + defaults.layerType;
    return read.has(nested) ? nested : place;
}

RopeKind kindOf(ConfigReader &read, const std::string &place, std::string &name) {
    name = place.empty() ? "default" : read.text(place + "/rope_type", read.text(place + "/type", "default"));
    if (const auto it = kKinds.find(name); it != kKinds.end()) return it->second;
    std::string list;
    for (const auto &[each, kind] : kKinds) list += (list.empty() ? "" : ", ") + each;
    read.refuse(place + "/rope_type", name, list, "this kind of rope scaling is not supported");
    return RopeKind::Default;
}

double yarnMagnitude(double factor, double magnitude) {
    return factor <= 1 ? 1.0 : 0.1 * magnitude * std::log(factor) + 1.0;
}

void readYarn(ConfigReader &read, const std::string &place, RopeConfig &rope) {
    rope.betaFast = read.positive(place + "/beta_fast", 32.0);
    rope.betaSlow = read.positive(place + "/beta_slow", 1.0);
    rope.truncate = read.flag(place + "/truncate", true);
    const bool both = read.has(place + "/mscale") && read.has(place + "/mscale_all_dim");
    const double inferred = both ? yarnMagnitude(rope.factor, read.positive(place + "/mscale")) /
                                       yarnMagnitude(rope.factor, read.positive(place + "/mscale_all_dim"))
                                 : yarnMagnitude(rope.factor, 1);
    rope.attentionFactor = read.positive(place + "/attention_factor", inferred);
}

void readLongRope(ConfigReader &read, const std::string &place, RopeConfig &rope) {
    rope.shortFactor = read.numbers(place + "/short_factor", static_cast<std::size_t>(rope.pairs()));
    rope.longFactor = read.numbers(place + "/long_factor", static_cast<std::size_t>(rope.pairs()));
    const double inferred =
        rope.factor <= 1 ? 1.0
                         : std::sqrt(1 + std::log(rope.factor) / std::log(static_cast<double>(rope.originalPositions)));
    rope.attentionFactor = read.positive(place + "/attention_factor", inferred);
}

std::int64_t rotatedDims(ConfigReader &read, const std::string &place, std::int64_t headDim,
                         const RopeDefaults &defaults) {
    const std::string nested = place + "/partial_rotary_factor";
    double share = 1;
    if (!place.empty() && read.has(nested))
        share = read.positive(nested);
    else if (defaults.partialKey)
        share = read.positive(defaults.partialKey, defaults.partial);
    if (share != 1 && !defaults.partialKey)
        read.refuse(nested, std::to_string(share), "1", "this option is not supported here");
    if (share > 1) read.refuse(nested, std::to_string(share), "at most 1");
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(headDim) * std::min(share, 1.0)));
}

} // namespace

std::int64_t RopeConfig::stretchAt(std::int64_t length) const {
    if (kind == RopeKind::Dynamic) return std::max(length, originalPositions);
    if (kind == RopeKind::LongRope) return length > originalPositions ? 1 : 0;
    return 0;
}

RopeConfig readRope(ConfigReader &read, std::int64_t headDim, std::int64_t &maxPositions,
                    const RopeDefaults &defaults) {
    const std::string place = placeOf(read, defaults);
    RopeConfig rope;
    std::string kind;
    rope.kind = kindOf(read, place, kind);
    const double theta = read.positive(defaults.thetaKey, defaults.theta);
    rope.theta = place.empty() ? theta : read.positive(place + "/rope_theta", theta);
    rope.dims = rotatedDims(read, place, headDim, defaults);
    if (2 * rope.pairs() > headDim || (rope.dims % 2 != 0 && rope.kind == RopeKind::Yarn))
        read.refuse("head_dim", {"{0} rotated dimensions of {1}", rope.dims, headDim},
                    "an even number, because rotary positions work on pairs");
    if (rope.kind == RopeKind::Default) return rope;
    // A length of pretraining at the top goes before the one inside, as in transformers.
    rope.originalPositions = read.size("original_max_position_embeddings", 1 << 24,
                                       read.size(place + "/original_max_position_embeddings", 1 << 24, maxPositions));
    const bool mayLackFactor = rope.kind == RopeKind::Yarn || rope.kind == RopeKind::LongRope;
    const double ratio = static_cast<double>(maxPositions) / static_cast<double>(rope.originalPositions);
    rope.factor = mayLackFactor ? read.positive(place + "/factor", ratio) : read.positive(place + "/factor");
    if (rope.kind == RopeKind::Yarn) readYarn(read, place, rope);
    if (rope.kind == RopeKind::LongRope) readLongRope(read, place, rope);
    if (rope.kind == RopeKind::Llama3) {
        rope.lowFrequency = read.positive(place + "/low_freq_factor");
        rope.highFrequency = read.positive(place + "/high_freq_factor");
    }
    if (rope.kind == RopeKind::Dynamic) {
        if (rope.dims < 4)
            read.refuse("head_dim", {"{0} rotated dimensions", rope.dims}, "at least 4 for dynamic scaling");
        rope.originalPositions = maxPositions;
        maxPositions = 1 << 21;
    }
    return rope;
}

} // namespace lapidary
