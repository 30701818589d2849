// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"

namespace lapidary {

/// W += Σ weight * (what each adapter makes of W - W) in f32; the adapters are gone afterwards. A head that shared the
/// embedding gets weights of its own where an adapter changes one of the two. adapter.cannot_merge for virtual tokens,
/// for four-bit weights, and for a lora_bias where the base has no bias.
Status mergeAdapters(Decoder &model);

/// One adapter made of all that are on the model, by their weights, as PEFT's add_weighted_adapter makes it; the others
/// are gone afterwards. "linear": sqrt of the weights on A and on B, ranks must be equal; "cat": side by side, exact;
/// "svd": the best of the largest rank. adapter.cannot_mix for DoRA, virtual tokens, and parameters that are replaced
/// as a whole.
Status mixAdapters(Decoder &model, const std::string &how, const std::string &name);

} // namespace lapidary
