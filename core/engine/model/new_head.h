// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

namespace lapidary {

/// The body of `model` with another head, which begins at random as transformers draws it, a bias at 0. Adapters must
/// have been merged.
std::unique_ptr<Decoder> withNewHead(const Decoder &model, HeadKind kind, std::int64_t labels, std::uint64_t seed);

} // namespace lapidary
