// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

namespace lapidary {

class ConfigReader;

enum class RopeKind { Default, Linear, Dynamic, Yarn, Llama3, LongRope };

/// Rotary positions (Su et al. 2021) and how they are stretched past the length of pretraining.
struct RopeConfig {
    RopeKind kind = RopeKind::Default;
    double theta = 10000;
    std::int64_t dims = 0; ///< of a head, as the frequencies are spread over them; 0: all. An odd one rotates one more
    double factor = 1;
    std::int64_t originalPositions = 0;              ///< length of pretraining
    double attentionFactor = 1;                      ///< cos and sin are multiplied by it
    double lowFrequency = 1, highFrequency = 4;      ///< llama3
    double betaFast = 32, betaSlow = 1;              ///< yarn
    bool truncate = true;                            ///< yarn
    std::vector<double> shortFactor{}, longFactor{}; ///< longrope

    std::int64_t pairs() const { return (dims + 1) / 2; }
    /// Dynamic and longrope rotate every token of a sequence by what the length of the whole sequence says.
    bool dependsOnLength() const { return kind == RopeKind::Dynamic || kind == RopeKind::LongRope; }
    std::int64_t stretchAt(std::int64_t length) const; ///< equal numbers, equal frequencies
};

/// What a family means where its config.json says nothing.
struct RopeDefaults {
    const char *thetaKey = "rope_theta";
    double theta = 10000;
    const char *partialKey = nullptr; ///< field for the rotated share of a head; null: the family rotates all of it
    double partial = 1;
    const char *layerType = nullptr; ///< parameters may stand under this name in rope_parameters
};

/// rope_scaling and rope_theta as transformers 4 spells them, rope_parameters as transformers 5 does.
/// `maxPositions` becomes 2^21 for dynamic, which has no end.
RopeConfig readRope(ConfigReader &read, std::int64_t headDim, std::int64_t &maxPositions,
                    const RopeDefaults &defaults = {});

} // namespace lapidary
