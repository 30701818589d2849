// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// A model with a calculator at its side (Cobbe et al. 2021, arXiv 2110.14168): as soon as it has written "<<9*2=" the
/// calculator writes "18>>" in the place of what it would have drawn, and it goes on behind that. A text without such
/// annotations is drawn token for token as without it. The calculator's tokens have no log-probabilities and cost
/// nothing; calculatedTokens() tells them. Deviation: where one token holds the "=" and more, the model computes
/// itself.
std::shared_ptr<const LanguageModel> calculating(std::shared_ptr<const LanguageModel> model,
                                                 decltype(SearchContext::encode) encode);

/// The context, with such a model where it is wanted. Errors: search.calculator_tokens.
Result<SearchContext> withCalculator(const SearchContext &context, bool wanted);

} // namespace lapidary
