// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace lapidary {

/// A few threads for work that comes in pieces of microseconds, one wave of tasks behind the other. Threads take tasks
/// as they come to them: one that the system has put aside holds nobody up but with the task that it has begun. They
/// look for the next wave for a moment, and then sleep. Which thread takes a task must make no difference to it.
class Crew {
public:
    static Crew &instance(); ///< of this process

    /// Calls work(task) for the tasks 0 … tasks-1 and returns when all are done. About `threads` take part, the caller
    /// with them. Work that throws ends the program, as others may still be at it. A caller who finds the crew at work
    /// for another does all by himself.
    template <class Work> void run(std::int64_t tasks, int threads, const Work &work) {
        runTasks(
            tasks, threads, [](const void *with, std::int64_t task) { (*static_cast<const Work *>(with))(task); },
            &work);
    }

    Crew(const Crew &) = delete;
    Crew &operator=(const Crew &) = delete;

private:
    using Call = void (*)(const void *with, std::int64_t task);
    Crew();
    ~Crew();
    void runTasks(std::int64_t tasks, int threads, Call call, const void *with);
    struct Threads;
    Threads *threads_;
};

} // namespace lapidary
