// SPDX-License-Identifier: Apache-2.0
#include "core/job/worker_environment.h"
#include <cstdlib>

extern char **environ;

namespace lapidary {

WorkerEnvironment::WorkerEnvironment() {
    for (char **entry = environ; *entry; ++entry) entries_.emplace_back(*entry);
    if (!std::getenv("OMP_WAIT_POLICY")) entries_.emplace_back("OMP_WAIT_POLICY=passive");
    for (std::string &entry : entries_) pointers_.push_back(entry.data());
    pointers_.push_back(nullptr);
}

} // namespace lapidary
