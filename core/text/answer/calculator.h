// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary {

struct Calculation {
    std::string exact;   ///< "9", "0.1", "1/3"
    std::string decimal; ///< the same, or where it does not end six places, rounded half away from zero: "0.333333"
};

/// The exact value of a sum such as "(16 - 3 - 4) * 2", "15% * 200", "2^10", "1,200 / 7": numbers, + - * / ^ % ! × ÷
/// and brackets, in LaTeX too. Rational arithmetic; no code is ever run. At most 512 bytes, 48 nested brackets and
/// numbers of 2048 bits. Errors: tool.bad_input, tool.no_value.
Result<Calculation> calculate(std::string_view sum);

/// What a calculator writes where a text ends within an annotation of GSM8K (Cobbe et al. 2021, arXiv:2110.14168):
/// "She makes $<<9*2=" goes on with "18>>". Nothing where no annotation is open, it does not end with its only "=", or
/// its sum has no value. Whoever generates puts this in the place of the tokens that a model would have drawn; they
/// are none of its own and are not learnt from.
std::optional<std::string> calculatorContinuation(std::string_view written);

/// Where the calculator wrote in a text that was drawn with it: the bytes from `begin` to before `end`, in order. It
/// never leaves an annotation to the model whose sum has a value, so that the text alone tells.
struct CalculatedSpan {
    std::size_t begin = 0, end = 0;
    friend bool operator==(const CalculatedSpan &, const CalculatedSpan &) = default;
};
std::vector<CalculatedSpan> calculatedSpans(std::string_view text);

} // namespace lapidary
