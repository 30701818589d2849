// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace lapidary::test {

/// One offence: which rule, where, and in words what is wrong.
struct Offence {
    std::string rule, file;
    int line = 0;
    std::string text;
};

/// Walks core, widgets, app and tests below `root` and returns every offence.
std::vector<Offence> checkArchitecture(const std::filesystem::path &root);

} // namespace lapidary::test
