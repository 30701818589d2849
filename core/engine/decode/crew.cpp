// SPDX-License-Identifier: Apache-2.0
#include "core/engine/decode/crew.h"
#include <atomic>
#include <memory>
#include <thread>
#include <vector>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace lapidary {
namespace {

/// How often a thread looks before it sleeps or gives its core away: some 50 microseconds.
constexpr int kLooks = 2000;

inline void breathe() {
#if defined(__x86_64__)
    _mm_pause();
#endif
}

/// One word says which wave it is, how many tasks it has and which is next, so that a thread that comes late takes
/// either a task of the wave that it sees or nothing.
constexpr int kTaskBits = 20;
constexpr std::uint64_t kTaskMask = (1ull << kTaskBits) - 1;
constexpr std::int64_t kMostTasks = 1 << (kTaskBits - 1); // late threads count a little beyond the end
std::uint64_t wave(std::uint64_t number, std::int64_t tasks) {
    return number << (2 * kTaskBits) | static_cast<std::uint64_t>(tasks) << kTaskBits;
}
std::uint64_t waveOf(std::uint64_t word) {
    return word >> (2 * kTaskBits);
}

} // namespace

/// One thread besides the caller's.
struct Helper {
    alignas(64) std::atomic<std::uint32_t> asleep{0};
    std::thread thread{};
};

struct Crew::Threads {
    alignas(64) std::atomic<std::uint64_t> word{0};
    alignas(64) std::atomic<std::int64_t> left{0};
    alignas(64) std::atomic<bool> ends{false};
    Call call = nullptr;
    const void *with = nullptr;
    std::uint64_t number = 0;
    std::atomic<bool> taken{false}; ///< by a caller, who may ask again from within a task: no mutex allows that
    std::vector<std::unique_ptr<Helper>> helpers;

    /// Does tasks of the wave in the word until none is left; says which wave that was.
    std::uint64_t take() noexcept {
        while (true) {
            const std::uint64_t seen = word.load(std::memory_order_acquire);
            if ((seen & kTaskMask) >= ((seen >> kTaskBits) & kTaskMask)) return waveOf(seen);
            const std::uint64_t mine = word.fetch_add(1, std::memory_order_acq_rel);
            const std::uint64_t task = mine & kTaskMask;
            if (task >= ((mine >> kTaskBits) & kTaskMask)) return waveOf(mine);
            call(with, static_cast<std::int64_t>(task));
            left.fetch_sub(1, std::memory_order_acq_rel);
        }
    }

    void serve(Helper &me) {
        std::uint64_t done = 0;
        for (int look = 0; !ends.load(std::memory_order_acquire); ++look) {
            if (waveOf(word.load(std::memory_order_acquire)) != done) {
                done = take();
                look = 0;
            } else if (look < kLooks) {
                breathe();
            } else {
                me.asleep.store(1, std::memory_order_seq_cst);
                if (waveOf(word.load(std::memory_order_seq_cst)) == done && !ends.load()) me.asleep.wait(1);
                me.asleep.store(0, std::memory_order_relaxed);
                look = 0;
            }
        }
    }

    static void wake(Helper &helper) {
        if (helper.asleep.load(std::memory_order_seq_cst) == 0) return;
        helper.asleep.store(0, std::memory_order_relaxed);
        helper.asleep.notify_one();
    }

    void open(std::int64_t tasks, int threads, Call what, const void *on) {
        while (static_cast<int>(helpers.size()) + 1 < threads) {
            helpers.push_back(std::make_unique<Helper>());
            Helper &helper = *helpers.back();
            helper.thread = std::thread([this, &helper] { serve(helper); });
        }
        call = what;
        with = on;
        left.store(tasks, std::memory_order_relaxed);
        word.store(wave(++number, tasks), std::memory_order_seq_cst);
        for (int i = 0; i + 1 < threads; ++i) wake(*helpers[static_cast<std::size_t>(i)]);
    }

    void close() {
        for (int look = 0; left.load(std::memory_order_acquire) > 0; ++look)
            look < kLooks ? breathe() : std::this_thread::yield();
    }
};

Crew &Crew::instance() {
    static Crew crew;
    return crew;
}

Crew::Crew() : threads_(new Threads) {}

Crew::~Crew() {
    threads_->ends = true;
    for (auto &helper : threads_->helpers) {
        Threads::wake(*helper);
        helper->thread.join();
    }
    delete threads_;
}

void Crew::runTasks(std::int64_t tasks, int threads, Call call, const void *with) {
    if (threads <= 1 || tasks <= 1 || tasks > kMostTasks || threads_->taken.exchange(true, std::memory_order_acquire)) {
        for (std::int64_t task = 0; task < tasks; ++task) call(with, task);
        return;
    }
    threads_->open(tasks, threads, call, with);
    threads_->take();
    threads_->close();
    threads_->taken.store(false, std::memory_order_release);
}

} // namespace lapidary
