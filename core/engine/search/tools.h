// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// The tools that a search here may call:
///  - calculator: "(16 - 3) * 2" gives "26" (calculate());
///  - symbolic, in a helper that can do nothing but compute: "2*x + 1 = 5 for x" gives the solutions, "x^2 = x*x" gives
///    "equal", "not equal" or "not known"; "x > 3; y = x + 1 |- y > 4" says whether that follows, and with ?names,
///    "cat(tom); cat(?x) -> animal(?x) |- animal(tom)", whether rules give it.
/// What a tool cannot read it says in words, so that the model reads what is wrong with its call; an error is what
/// keeps it from answering at all: tool.not_found, tool.no_confinement.
std::vector<SearchTool> searchTools();
std::vector<std::string> searchToolNames();

/// The question that a call of `symbolic` stands for, as the helper takes it.
Json symbolicQuestion(const std::string &input);
/// Its answer in words.
std::string symbolicAnswer(const Json &answer);

} // namespace lapidary
