// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/architecture/rules.h"

namespace lapidary::test {

/// Lines of more than 120 characters ("width") and functions of more than 50 lines ("function"). A function is what
/// stands in braces behind a parameter list at the level of a namespace or class; lambdas, tables and classes inside of
/// it are lines of it.
void checkLayout(const std::string &path, const std::vector<std::string> &lines, std::vector<Offence> &out);

} // namespace lapidary::test
