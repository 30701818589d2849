// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/prompt_reader.h"
#include "core/engine/search/language_model.h"

namespace lapidary {

/// The log-probabilities of the tokens of each text of `given`, f32, at temperature 1: those of each in their order.
/// What stands before them is read once; where positions stretch with the length of a text, with each of them. All are
/// read in one pass. Errors: generate.empty_prompt, generate.too_long, generate.token_out_of_range.
Result<std::vector<std::vector<std::vector<float>>>> readGivenTexts(const Decoder &model, const PromptReader &reader,
                                                                    std::span<const GivenTexts> given);

} // namespace lapidary
