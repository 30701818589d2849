// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/heads.h"
#include "core/engine/search/scoring_network.h"
#include "tests/support/tiny_decoder.h"
#include <doctest/doctest.h>

namespace lapidary {

/// A random network with a head that scores.
inline std::shared_ptr<const Decoder> scoringDecoder(HeadKind kind = HeadKind::Token, std::int64_t labels = 2) {
    auto model = std::make_shared<Decoder>(withHead(tinyDecoder()->config(), kind, labels), Placement{});
    model->initialise(7);
    return model;
}

inline std::shared_ptr<ScoringNetwork> rewardNetwork(std::shared_ptr<const Decoder> model,
                                                     std::int64_t keptBytes = ScoringNetwork::kKeptBytes) {
    auto network = ScoringNetwork::of(std::move(model), keptBytes);
    REQUIRE(network);
    return *network;
}

} // namespace lapidary
