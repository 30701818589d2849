// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace lapidary {

/// What a worker is started with: our own environment, and that its threads wait without spinning. A worker that is
/// started without that starts itself again (app/worker/main.cpp), which costs as long as its start.
class WorkerEnvironment {
public:
    WorkerEnvironment();
    char *const *data() { return pointers_.data(); } ///< for exec and posix_spawn

private:
    std::vector<std::string> entries_;
    std::vector<char *> pointers_;
};

} // namespace lapidary
