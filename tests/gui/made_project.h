// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>

namespace lapidary {
class RunLogWriter;
}

/// Project folders for the tests: the index through core/store, and run.toml and the log as a worker would write them.
namespace lapidary::test {

struct MadeRun {
    std::string id{}, kind{}, method{};
    int steps = 0, total = 0;
    std::string state{}; ///< the last word of its log
    double level = 1;    ///< where its loss begins
};

void makeRun(const std::filesystem::path &project, const MadeRun &run);
/// Appends metrics of the steps in [from, to) and the progress after them.
void writeSteps(RunLogWriter &log, const MadeRun &run, int from, int to);

} // namespace lapidary::test
