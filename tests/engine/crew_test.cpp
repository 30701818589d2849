// SPDX-License-Identifier: Apache-2.0
#include "core/engine/decode/crew.h"
#include "core/engine/decode/thread_choice.h"
#include "tests/support/engine_doctest.h"
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

using namespace lapidary;

TEST_CASE("every task of every wave is done once, on one thread and on several, and before run() returns") {
    std::vector<int> done(1000, 0); // plain: what a task writes must be seen by the caller
    for (int wave = 1; wave <= 3000; ++wave) {
        const std::int64_t tasks = 1 + (wave * 7) % 97;
        Crew::instance().run(tasks, 1 + wave % 4,
                             [&](std::int64_t task) { done[static_cast<std::size_t>(task)] += wave; });
        for (std::int64_t t = 0; t < 1000; ++t) {
            REQUIRE(done[static_cast<std::size_t>(t)] == (t < tasks ? wave : 0));
            done[static_cast<std::size_t>(t)] = 0;
        }
        if (wave % 500 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2)); // its threads fall asleep
    }
}

TEST_CASE("several callers at a time each get all of their tasks done, and a task may have waves of its own") {
    std::atomic<std::int64_t> sum{0};
    const auto call = [&] {
        for (int wave = 0; wave < 200; ++wave)
            Crew::instance().run(5, 3, [&](std::int64_t task) {
                Crew::instance().run(4, 2, [&](std::int64_t inner) { sum += 10 * task + inner; });
            });
    };
    std::thread a(call), b(call);
    call();
    a.join(), b.join();
    CHECK(sum == 3 * 200 * (4 * 10 * (0 + 1 + 2 + 3 + 4) + 5 * (0 + 1 + 2 + 3)));
}

namespace {

/// How often `choice` takes all of `most` threads in 1,000 pieces that take so long on one and on all.
int piecesOnAll(ThreadChoice &choice, int most, double one, double all) {
    int times = 0;
    for (int piece = 0; piece < 1000; ++piece) {
        const int threads = choice.next(most);
        CHECK((threads == 1 || threads == most));
        times += threads == most;
        choice.took(threads, threads == 1 ? one : all);
    }
    return times;
}

} // namespace

TEST_CASE("a piece of work takes the number of threads that was faster, and finds out when that changes") {
    ThreadChoice choice;
    CHECK(piecesOnAll(choice, 2, 1.0, 0.6) > 950);
    CHECK(piecesOnAll(choice, 2, 1.0, 40.0) < 50); // another process took a core
    CHECK(piecesOnAll(choice, 2, 1.0, 0.6) > 800); // and went
    CHECK(choice.next(1) == 1);
}
