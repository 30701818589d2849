// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// The beginning of a problem's answer as the model reads it, behind the tokens `prompt`, in which `examples` stand
/// first: where it knows tokens with ids, and with the text that they add wherever somebody decodes them. Text behind a
/// prompt that is text too is tokenised with it, as a completion is when a model is trained, where that leaves the
/// prompt's tokens as they are. Errors: search.begun_unknown, where a model that knows no tokens is given nothing else;
/// search.begun_ended, where one of the texts that end an answer stands in it; those of the tokenizer.
Result<Beginning> beginningOf(const SearchProblem &problem, const std::vector<std::int64_t> &prompt,
                              const std::string &examples, const Drawing &drawing, const SearchContext &context);

} // namespace lapidary
