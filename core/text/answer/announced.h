// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapidary {

/// The number that a worked solution gives as its answer, in canonical form; nothing where it gives none, or several.
/// Looked for in this order:
/// 1. behind the first "####" with a number, as in the reference grader of GSM8K;
/// 2. behind the first "A:" at the beginning of a line whose line has one number;
/// 3. in what is stated last of: "answer is …", "Answer: …", <answer>…</answer>, \boxed{…}, \fbox{…};
/// 4. the whole text, if it is one number or quotient.
/// A number that merely stands last in a text is not taken: that would reward talking on. Statements with nothing but
/// an "or" or a line feed between them are several answers, and so is "18 or 19" (readStatement()); a later one
/// corrects an earlier one only where words stand between them ("5, no: 6").
std::optional<std::string> announcedNumber(std::string_view text);

} // namespace lapidary
