// SPDX-License-Identifier: Apache-2.0
#include "core/job/worker_launcher.h"
#include "core/job/worker_environment.h"
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace lapidary {

Result<fs::path> workerProgram() {
    std::error_code wrong;
    fs::path program;
    if (const char *given = std::getenv("LAPIDARY_WORKER"); given && *given)
        program = given;
    else
        program = fs::read_symlink("/proc/self/exe", wrong).parent_path() / "lapidary-worker";
    if (::access(program.c_str(), X_OK) == 0) return program;
    return fail({.code = "worker.not_found",
                 .message = "there is no worker to start",
                 .file = program.string(),
                 .expected = "lapidary-worker beside this program",
                 .remedy = "Build it (ninja lapidary-worker), or set LAPIDARY_WORKER to its path."});
}

std::optional<ProcessId> processOf(int pid) {
    if (pid <= 0) return std::nullopt;
    std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    if (!std::getline(in, text)) return std::nullopt;
    const auto behindName = text.rfind(')'); // the name may hold blanks and brackets
    if (behindName == text.npos) return std::nullopt;
    std::istringstream fields(text.substr(behindName + 1));
    std::vector<std::string> words;
    for (std::string word; fields >> word;) words.push_back(word);
    constexpr std::size_t kStart = 19; // field 22 of proc(5), counted from the state
    if (words.size() <= kStart || words[0] == "Z" || words[0] == "X") return std::nullopt;
    return ProcessId{pid, std::stoll(words[kStart])};
}

bool isAlive(const ProcessId &process) {
    const auto now = processOf(process.pid);
    return now && now->start == process.start;
}

namespace {

/// A number of /proc/PID/status that stands there in KiB, as bytes.
std::int64_t statusBytes(int pid, std::string_view name) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(name)) return std::strtoll(line.c_str() + name.size(), nullptr, 10) * 1024;
    return 0;
}

} // namespace

std::int64_t peakMemoryOf(int pid) {
    return statusBytes(pid, "VmHWM:");
}

std::int64_t residentMemoryOf(int pid) {
    return statusBytes(pid, "VmRSS:");
}

Result<ProcessId> launchWorker(const fs::path &runFolder) {
    const auto program = workerProgram();
    if (!program) return unexpected(program.error());
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    const fs::path out = runFolder / "worker.out", err = runFolder / "worker.err";
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
    const std::string path = program->string(), folder = runFolder.string();
    const char *words[] = {path.c_str(), "run", folder.c_str(), nullptr};
    WorkerEnvironment environment;
    pid_t pid = 0;
    const int number =
        ::posix_spawn(&pid, path.c_str(), &actions, &attributes, const_cast<char **>(words), environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (number != 0) return fail(systemError("start the worker for", runFolder, number));
    return processOf(pid).value_or(ProcessId{pid, 0}); // it may have ended already; reap() will tell
}

std::optional<WorkerEnd> reap(int pid) {
    int status = 0;
    struct rusage usage {};
    if (pid <= 0 || ::wait4(pid, &status, WNOHANG, &usage) != pid) return std::nullopt;
    WorkerEnd end{.peakMemory = usage.ru_maxrss * 1024};
    if (WIFSIGNALED(status))
        end.signal = WTERMSIG(status);
    else
        end.exitCode = WEXITSTATUS(status);
    return end;
}

std::string lastWords(const fs::path &runFolder, std::size_t limit) {
    std::ifstream in(runFolder / "worker.err", std::ios::binary | std::ios::ate);
    if (!in) return {};
    const auto size = static_cast<std::size_t>(in.tellg());
    const std::size_t begin = size > limit ? size - limit : 0;
    in.seekg(static_cast<std::streamoff>(begin));
    std::string text((std::istreambuf_iterator<char>(in)), {});
    if (begin > 0) text.erase(0, std::min(text.find('\n'), text.size() - 1) + 1);
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

} // namespace lapidary
