// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace lapidary::math {

/// The text that the MATH benchmark compares (Hendrycks et al. 2021, modeling/math_equivalence.py): without spaces,
/// \left, degrees, percent and dollar signs and a measure behind the number; \frac12 with braces, a/b as a fraction,
/// "k=" left out. Two answers are equal where these are.
std::string hendrycksForm(std::string_view answer);

/// An answer as Minerva's evaluation writes it (Lewkowycz et al. 2022, appendix D.1): what stands behind the last "=",
/// without articles, measures, degrees and \text; the content of $…$ and of a box; \frac12 with braces; digits without
/// commas.
std::string minervaForm(std::string_view answer);

} // namespace lapidary::math
