// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/architecture/rules.h"

namespace lapidary::test {

/// No two headers of core, widgets and app define a type of one name in one namespace: a program that holds both would
/// destroy one by the code of the other, and no compiler tells.
void checkTypes(const std::filesystem::path &root, std::vector<Offence> &out);

} // namespace lapidary::test
