// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>

namespace lapidary::symbolic {

/// {"do": "chain", "facts": ["cat(tom)"], "rules": ["cat(?x) -> animal(?x)"], "goal": "animal(tom)"}: applies the rules
/// to what is known until the goal is there ("proved"), or its opposite ("refuted"), or nothing new comes ("open").
/// Gives {"verdict", "steps": the facts and rules by which it came, "known": how many facts}. `not` in front of an atom
/// makes an atom of its own: what is not said is not false. What begins with ? stands for anything; a rule's
/// consequence names nothing that its conditions do not. Errors: tool.bad_input, tool.too_many (facts).
Result<Json> chain(const Json &question);

} // namespace lapidary::symbolic
