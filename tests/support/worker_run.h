// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/config/spec.h"
#include "core/job/run_log.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_device.h"
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

namespace lapidary {

inline int exitCodeOf(const std::string &command) {
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

inline int runWorker(const fs::path &run) {
    return exitCodeOf(LAPIDARY_BIN "/lapidary-worker run " + run.string() + " 2> " + (run / "stderr.txt").string());
}

inline std::string textOf(const fs::path &file) {
    auto text = readFile(file, 1ull << 30);
    REQUIRE_MESSAGE(text, file.string());
    return *text;
}

inline Json jsonOf(const fs::path &file) {
    auto json = parseJson(textOf(file), {.depth = 128});
    REQUIRE_MESSAGE(json, file.string());
    return *json;
}

/// A run folder `name` with run.toml and train.jsonl.
inline fs::path makeRunFolder(const fs::path &parent, const std::string &name, const Json &run,
                              const std::vector<Json> &rows) {
    const fs::path folder = parent / name;
    fs::create_directories(folder);
    REQUIRE(writeFileAtomic(folder / "run.toml", writeToml(onTestDevice(run))));
    std::string lines;
    for (const auto &row : rows) lines += dumpJson(row) + "\n";
    REQUIRE(writeFileAtomic(folder / "train.jsonl", lines));
    return folder;
}

inline std::vector<Event> eventsOf(const fs::path &run) {
    auto events = RunLogReader(run / "run.log").next();
    REQUIRE(events);
    return *events;
}

} // namespace lapidary
