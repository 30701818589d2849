// SPDX-License-Identifier: Apache-2.0
// One sequence with one thread on a quiet machine, then with the threads asked for, then the same beside processes that
// compute without a pause. Threads that wait for each other at barriers fall far below one thread there.
#include "tests/bench/cases.h"
#include "tests/bench/decode.h"
#include <ATen/Parallel.h>
#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lapidary::bench {

namespace {

/// Processes that do nothing but compute, ended with the object or with us.
class Busy {
public:
    explicit Busy(int count) {
        for (int i = 0; i < count; ++i) {
            const pid_t child = ::fork();
            if (child == 0) spin();
            if (child > 0) children_.push_back(child);
        }
    }
    Busy(const Busy &) = delete;
    Busy &operator=(const Busy &) = delete;
    ~Busy() {
        for (const pid_t child : children_) {
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
        }
    }
    int count() const { return static_cast<int>(children_.size()); }

private:
    [[noreturn]] static void spin() { // no call that a child of a program with threads must not make
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (volatile unsigned value = 0;;) value = value + 1;
    }
    std::vector<pid_t> children_;
};

} // namespace

Status contention(const Context &context, const std::string &name) {
    auto model = context.subject.load();
    if (!model) return unexpected(model.error());
    const Decoding work = decodingOf("decode", context.settings, context.subject.config);
    const int asked = at::get_num_threads();
    const auto measured = [&](int threads, int processes) -> Status {
        setThreads(threads);
        const Busy busy(processes);
        if (busy.count() != processes) return fail("bench.busy", "no further process could be started");
        auto repetitions = measure(**model, work, context.settings);
        setThreads(asked);
        if (!repetitions) return unexpected(repetitions.error());
        context.report.add(context.subject, {.name = name,
                                             .rows = work.rows,
                                             .repetitions = std::move(*repetitions),
                                             .perToken = costOf("decode", work, context.subject),
                                             .more = {{"threads", threads}, {"busy", processes}}});
        return {};
    };
    for (const auto &[threads, processes] :
         {std::pair(1, 0), std::pair(asked, 0), std::pair(asked, context.settings.busy)})
        if (auto ok = measured(threads, processes); !ok) return ok;
    return {};
}

} // namespace lapidary::bench
