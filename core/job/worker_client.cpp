// SPDX-License-Identifier: Apache-2.0
#include "core/job/worker_client.h"
#include "core/job/worker_environment.h"
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace lapidary {

namespace {

struct Pipe {
    int read = -1, write = -1;
    ~Pipe() {
        for (int end : {read, write})
            if (end >= 0) ::close(end);
    }
    bool open() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) return false;
        read = ends[0];
        write = ends[1];
        return true;
    }
};

Error notStarted(const fs::path &program, int number) {
    return {.code = "worker.not_started",
            .message = {"A program could not be started: {0}", std::strerror(number)},
            .file = program.string()};
}

} // namespace

Result<ChildProcess> startProcess(const fs::path &program, const std::vector<std::string> &arguments) {
    Pipe in, out;
    if (!in.open() || !out.open()) return fail(notStarted(program, errno));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.read, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO);
    std::string name = program.string();
    std::vector<char *> argv{name.data()};
    std::vector<std::string> copies = arguments;
    for (auto &argument : copies) argv.push_back(argument.data());
    argv.push_back(nullptr);
    WorkerEnvironment environment;
    ChildProcess child;
    const int failed = posix_spawn(&child.pid, name.c_str(), &actions, nullptr, argv.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed) return fail(notStarted(program, failed));
    child.input = std::exchange(in.write, -1);
    child.output = std::exchange(out.read, -1);
    return child;
}

Result<WorkerClient> WorkerClient::start(const fs::path &worker, int cancelMs) {
    std::signal(SIGPIPE, SIG_IGN); // a worker that died is an error of the write, not our death
    const auto child = startProcess(worker, {"serve", "--stdio"});
    if (!child) return unexpected(child.error());
    return WorkerClient(*child, cancelMs);
}

WorkerClient::WorkerClient(WorkerClient &&other) noexcept
    : child_(std::exchange(other.child_, {})), cancelMs_(other.cancelMs_), buffer_(std::move(other.buffer_)),
      serial_(other.serial_) {}

void WorkerClient::closePipes() {
    for (int *end : {&child_.input, &child_.output})
        if (*end >= 0) ::close(std::exchange(*end, -1));
}

WorkerClient::~WorkerClient() {
    end();
}

void WorkerClient::end() {
    if (child_.pid <= 0) return;
    closePipes();
    ::kill(child_.pid, SIGTERM); // it may be in the middle of an answer that nobody waits for
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + std::chrono::milliseconds(kEndMs);
    while (::waitpid(child_.pid, nullptr, WNOHANG) == 0) {
        if (Clock::now() > until) ::kill(child_.pid, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    child_.pid = -1;
}

Error WorkerClient::died() {
    closePipes();
    int status = 0;
    while (::waitpid(child_.pid, &status, 0) < 0 && errno == EINTR) {
    }
    child_.pid = -1;
    const Sentence how = WIFSIGNALED(status)
                             ? Sentence("signal {0} ({1})", WTERMSIG(status), strsignal(WTERMSIG(status)))
                             : Sentence("exit code {0}", WEXITSTATUS(status));
    return {.code = "worker.died",
            .message = "The worker ended before it answered",
            .found = how,
            .remedy = "Its last words stand on standard error. Signal 9 often means that the memory did not suffice."};
}

Status WorkerClient::send(std::string_view line, const std::function<bool()> &cancelled) {
    while (!line.empty()) {
        const auto written = ::write(child_.input, line.data(), line.size());
        if (written < 0 && errno == EINTR && !cancelled()) continue;
        if (written < 0 && errno == EINTR) return fail(kCancelled, "Stopped on request");
        if (written < 0) return fail(died());
        line.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<std::string> WorkerClient::receive(const std::function<bool()> &cancelled) {
    for (std::size_t searched = 0;;) {
        if (const auto end = buffer_.find('\n', searched); end != buffer_.npos) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            return line;
        }
        searched = buffer_.size();
        pollfd ready{child_.output, POLLIN, 0};
        if (::poll(&ready, 1, 200) == 0 && !cancelled()) continue; // a signal may come just before the wait begins
        if (cancelled()) return fail(kCancelled, "Stopped on request");
        char chunk[65536];
        const auto count = ::read(child_.output, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return fail(died());
        buffer_.append(chunk, static_cast<std::size_t>(count));
    }
}

Result<Json> WorkerClient::ask(const Json &request, const std::function<bool()> &cancelled,
                               const std::function<void(const Json &)> &partial,
                               const std::function<bool()> &abandoned) {
    if (child_.pid <= 0) return fail({.code = "worker.died", .message = "The worker has ended"});
    Json numbered = request; // ids of callers may repeat, and an answer that comes late may not pass for another
    numbered["id"] = ++serial_;
    if (const auto sent = send(dumpJson(numbered) + "\n", cancelled); !sent) {
        if (sent.error().code == kCancelled) end(); // half a line stands in the pipe
        return unexpected(sent.error());
    }
    auto answer = answerTo(serial_, cancelled, partial);
    if (!answer && answer.error().code == kCancelled && cancelled()) cancel(serial_, abandoned);
    if (!answer) return answer;
    answer->erase("id");
    if (request.contains("id")) (*answer)["id"] = request["id"];
    return answer;
}

Result<Json> WorkerClient::answerTo(std::int64_t serial, const std::function<bool()> &cancelled,
                                    const std::function<void(const Json &)> &partial) {
    for (;;) {
        const auto line = receive(cancelled);
        if (!line) return unexpected(line.error());
        auto answer = parseJson(*line, {.depth = 128});
        if (!answer || !answer->is_object())
            return fail({.code = "worker.bad_answer",
                         .message = "The worker's answer is no JSON object",
                         .found = line->substr(0, 80)});
        if (answer->contains("id") && (*answer)["id"] != serial) continue; // of a question that was given up
        if (const auto it = answer->find("error"); it != answer->end()) return fail(errorFromJson(*it));
        const auto told = answer->find("partial");
        if (told == answer->end()) return answer;
        if (partial) partial(*told);
    }
}

/// Returns when the worker is free for the next question, or gone.
void WorkerClient::cancel(std::int64_t serial, const std::function<bool()> &abandoned) {
    if (abandoned && abandoned()) return end();
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + std::chrono::milliseconds(cancelMs_);
    const auto late = [&] { return Clock::now() > until || (abandoned && abandoned()); };
    const auto sent = send(dumpJson({{"verb", "cancel"}, {"id", serial}}) + "\n", late);
    if (!sent || (!answerTo(serial, late, {}) && late())) end();
}

} // namespace lapidary
