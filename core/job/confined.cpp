// SPDX-License-Identifier: Apache-2.0
#include "core/job/confined.h"
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace lapidary {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
#error "name this machine, so that its system calls can be told apart"
#endif

/// Computing, reading and writing what is open, memory, and the end.
constexpr std::uint32_t kAllowed[] = {
    __NR_read,      __NR_write,  __NR_readv,  __NR_writev,  __NR_close,      __NR_fstat,          __NR_lseek,
    __NR_brk,       __NR_munmap, __NR_mremap, __NR_madvise, __NR_futex,      __NR_rt_sigprocmask, __NR_rt_sigreturn,
    __NR_getrandom, __NR_getpid, __NR_gettid, __NR_exit,    __NR_exit_group, __NR_newfstatat,     __NR_clock_gettime};
/// Those that give memory, as long as it cannot be executed.
constexpr std::uint32_t kMemory[] = {__NR_mmap, __NR_mprotect};

sock_filter load(std::uint32_t offset) {
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset);
}
sock_filter decide(std::uint32_t action) {
    return BPF_STMT(BPF_RET | BPF_K, action);
}

/// Those that may be answered with an error.
constexpr std::uint32_t kRefused[] = {__NR_openat, __NR_rt_sigaction, __NR_sched_getaffinity};

std::vector<sock_filter> filter(bool mild) {
    const auto low = static_cast<std::uint32_t>(offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t)); // prot
    std::vector<sock_filter> out = {load(offsetof(seccomp_data, arch)),
                                    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0),
                                    decide(SECCOMP_RET_KILL_PROCESS), load(offsetof(seccomp_data, nr))};
    for (const auto call : kAllowed) {
        out.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
        out.push_back(decide(SECCOMP_RET_ALLOW));
    }
    for (const auto call : kRefused) {
        if (!mild) break;
        out.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
        out.push_back(decide(SECCOMP_RET_ERRNO | EPERM));
    }
    for (const auto call : kMemory) {
        out.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4));
        out.push_back(load(low));
        out.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0));
        out.push_back(decide(SECCOMP_RET_ALLOW));
        out.push_back(decide(SECCOMP_RET_KILL_PROCESS));
    }
    out.push_back(decide(SECCOMP_RET_KILL_PROCESS));
    return out;
}

bool limit(__rlimit_resource which, std::int64_t value) {
    const rlimit both{static_cast<rlim_t>(value), static_cast<rlim_t>(value)};
    return ::setrlimit(which, &both) == 0;
}

Error noConfinement(const char *what) {
    return {.code = "tool.no_confinement",
            .message = "This system cannot confine a helper, so that it does not work.",
            .found = what,
            .expected = "Linux with seccomp filters",
            .remedy = "Do without tools on this machine."};
}

/// Both ends of a pipe, closed when nobody needs them.
struct Pipe {
    std::array<int, 2> ends{-1, -1};
    bool open() { return ::pipe2(ends.data(), O_CLOEXEC) == 0; }
    void close(std::size_t end) {
        if (ends[end] >= 0) ::close(std::exchange(ends[end], -1));
    }
    Pipe() = default;
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;
    ~Pipe() { close(0), close(1); }
};

enum class Ended { Answered, Late, TooLong };

/// Gives and takes until the helper has closed its end.
Ended talk(Pipe &input, Pipe &answer, std::string_view rest, const ConfinedLimits &limits, std::string &out) {
    using Clock = std::chrono::steady_clock;
    const auto end =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(limits.seconds));
    ::fcntl(input.ends[1], F_SETFL, O_NONBLOCK);
    for (;;) {
        if (rest.empty()) input.close(1);
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0) return Ended::Late;
        std::array<pollfd, 2> both{pollfd{answer.ends[0], POLLIN, 0}, pollfd{input.ends[1], POLLOUT, 0}};
        if (::poll(both.data(), both.size(), static_cast<int>(left)) < 0 && errno != EINTR) return Ended::Late;
        if (both[1].revents != 0 && input.ends[1] >= 0) {
            const auto written = ::write(input.ends[1], rest.data(), rest.size());
            if (written > 0)
                rest.remove_prefix(static_cast<std::size_t>(written));
            else if (errno != EAGAIN && errno != EINTR)
                rest = {}; // it reads no more
        }
        if (both[0].revents == 0) continue;
        std::array<char, 4096> bytes;
        const auto read = ::read(answer.ends[0], bytes.data(), bytes.size());
        if (read == 0) return Ended::Answered;
        if (read > 0) out.append(bytes.data(), static_cast<std::size_t>(read));
        if (out.size() > limits.answerBytes) return Ended::TooLong;
    }
}

/// A write to a helper that has ended must not end us.
struct QuietPipes {
    sigset_t before{};
    QuietPipes() {
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe, &before);
    }
    QuietPipes(const QuietPipes &) = delete;
    QuietPipes &operator=(const QuietPipes &) = delete;
    ~QuietPipes() {
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        const timespec now{};
        while (sigtimedwait(&pipe, nullptr, &now) == -1 && errno == EINTR) {
        }
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }
};

} // namespace

Status confine(const ConfinedLimits &limits) {
    if (!limit(RLIMIT_AS, limits.memory) || !limit(RLIMIT_CPU, limits.processorSeconds) || !limit(RLIMIT_CORE, 0))
        return fail(noConfinement("limits of memory and time were refused"));
    auto program = filter(limits.refusesMildly);
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        ::syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) != 0) // all its threads
        return fail(noConfinement("a filter of system calls was refused"));
    return {};
}

Result<fs::path> helperProgram(const std::string &name) {
    std::error_code wrong;
    const fs::path program = fs::read_symlink("/proc/self/exe", wrong).parent_path() / name;
    if (::access(program.c_str(), X_OK) == 0) return program;
    return fail({.code = "tool.not_found",
                 .message = "There is no helper to ask.",
                 .file = program.string(),
                 .expected = {"{0} beside this program", name},
                 .remedy = {"Build it: ninja {0}.", name}});
}

Result<pid_t> startConfined(const fs::path &program, int input, int output, const char *asked) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    const std::string path = program.string();
    const char *words[] = {path.c_str(), asked, nullptr}, *nothing[] = {nullptr};
    pid_t pid = 0;
    const int number =
        ::posix_spawn(&pid, path.c_str(), &actions, nullptr, const_cast<char **>(words), const_cast<char **>(nothing));
    posix_spawn_file_actions_destroy(&actions);
    if (number != 0) return fail(systemError("start", program, number));
    return pid;
}

Status endOfConfined(int status) {
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return fail({.code = "tool.ended",
                 .message = "The helper ended without an answer: it crashed, or used more than it may.",
                 .found = WIFSIGNALED(status) ? Sentence{"signal {0}", WTERMSIG(status)}
                                              : Sentence{"exit code {0}", WEXITSTATUS(status)},
                 .remedy = "Ask it something smaller."});
}

Result<std::string> askConfined(const fs::path &program, const std::string &input, const ConfinedLimits &limits) {
    const QuietPipes quiet;
    Pipe in, out;
    if (!in.open() || !out.open()) return fail(systemError("open a pipe to", program, errno));
    const auto pid = startConfined(program, in.ends[0], out.ends[1]);
    if (!pid) return unexpected(pid.error());
    in.close(0);
    out.close(1);
    std::string answer;
    const Ended ended = talk(in, out, input, limits, answer);
    if (ended != Ended::Answered) ::kill(*pid, SIGKILL);
    int status = 0;
    while (::waitpid(*pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (ended == Ended::Late)
        return fail({.code = "tool.timeout",
                     .message = "The helper took too long and was ended.",
                     .expected = {"at most {0} seconds", limits.seconds},
                     .remedy = "Ask it something smaller."});
    if (ended == Ended::TooLong)
        return fail({.code = "tool.too_long",
                     .message = "The helper said more than it may.",
                     .expected = {"at most {0} bytes", limits.answerBytes}});
    if (auto well = endOfConfined(status); !well) return unexpected(well.error());
    return answer;
}

} // namespace lapidary
