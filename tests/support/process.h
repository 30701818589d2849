// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/support/temporary_folder.h"
#include <fcntl.h>
#include <map>
#include <spawn.h>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace lapidary::test {

struct Finished {
    int code = -1; ///< 128 + number after a signal
    std::string out, err;
    long peakKiB = 0;      ///< the most memory that it held
    double cpuSeconds = 0; ///< that it and its ended children have computed
};

inline std::string textOf(const std::filesystem::path &file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// A program with files for its three streams, so that nothing can block. `variables` replace those of the environment.
class Process {
public:
    using Variables = std::map<std::string, std::string>;
    Process(const std::string &program, std::vector<std::string> arguments, const std::string &input = {},
            const Variables &variables = {}) {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 0, scratch_.write("in", input).c_str(), O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, (scratch_.path / "out").c_str(), O_WRONLY | O_CREAT, 0600);
        posix_spawn_file_actions_addopen(&actions, 2, (scratch_.path / "err").c_str(), O_WRONLY | O_CREAT, 0600);
        std::vector<std::string> environment;
        for (char **each = environ; *each; ++each)
            if (const std::string entry = *each; !variables.count(entry.substr(0, entry.find('='))))
                environment.push_back(entry);
        for (const auto &[name, value] : variables) environment.push_back(name + "=" + value);
        arguments.insert(arguments.begin(), program);
        const int failed = posix_spawn(&pid_, program.c_str(), &actions, nullptr, pointers(arguments).data(),
                                       pointers(environment).data());
        posix_spawn_file_actions_destroy(&actions);
        if (failed) throw std::runtime_error("cannot start " + program);
    }
    pid_t pid() const { return pid_; }
    std::string outputSoFar() const { return textOf(scratch_.path / "out"); }
    std::string errorsSoFar() const { return textOf(scratch_.path / "err"); }

    Finished wait() {
        int status = 0;
        rusage used{};
        ::wait4(pid_, &status, 0, &used);
        const auto secondsOf = [](const timeval &time) {
            return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
        };
        return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), outputSoFar(), errorsSoFar(),
                used.ru_maxrss, secondsOf(used.ru_utime) + secondsOf(used.ru_stime)};
    }

private:
    static std::vector<char *> pointers(std::vector<std::string> &texts) {
        std::vector<char *> out;
        for (auto &text : texts) out.push_back(text.data());
        out.push_back(nullptr);
        return out;
    }
    TemporaryFolder scratch_;
    pid_t pid_ = -1;
};

inline Finished runProgram(const std::string &program, const std::vector<std::string> &arguments,
                           const std::string &input = {}, const Process::Variables &variables = {}) {
    return Process(program, arguments, input, variables).wait();
}

} // namespace lapidary::test
