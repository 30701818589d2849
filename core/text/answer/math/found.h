// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapidary::math {

/// What an answer may be written as.
struct Forms {
    bool latex = true; ///< formulas: $…$, \(…\), \[…\], environments
    bool plain = true; ///< numbers and expressions beside formulas
};

/// The answer that a solution gives, as it was written. Looked for in this order:
/// 1. what is marked last, by \boxed{…}, "(final) answer is …", "Answer: …", <answer>…</answer> or "####"; boxes with
///    nothing but a joint between them ("and", a comma) are one list;
/// 2. the whole text, if it is mathematics and no prose: so references are read;
/// 3. the last formula or number. As this pays for talking on, a cut text must never come here: gradeCompletion().
std::optional<std::string> mathAnswerIn(std::string_view text, Forms forms = {});

} // namespace lapidary::math
