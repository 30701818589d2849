// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/architecture/rules.h"

namespace lapidary::test {

/// A method, a kind of stage or a layout is named (as a string) in its own file, whose name is its name, in its
/// registry's folder and in tests: nothing else has to be touched when another one comes.
void checkNames(const std::filesystem::path &root, std::vector<Offence> &out);

} // namespace lapidary::test
