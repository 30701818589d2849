// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/worker_client.h"
#include "core/job/worker_launcher.h"
#include "core/workbench/queue/worker_need.h"
#include <atomic>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

namespace lapidary {

/// The warm workers of a program: each holds a base model in memory and answers one question after the other; questions
/// about different bases are answered side by side. All calls may come from any thread.
class WorkerPool {
public:
    struct Limits {
        std::int64_t memory = 0;                 ///< bytes for all of them; 0: what is free now
        std::chrono::milliseconds idle{120'000}; ///< a worker that nobody has asked for so long leaves
        int cancelMs = WorkerClient::kCancelMs;
        std::function<Result<fs::path>()> program = workerProgram;
        std::function<WorkerNeed(const Json &request)> need = workerNeed;
    };
    WorkerPool() : WorkerPool(Limits()) {}
    explicit WorkerPool(Limits limits);
    ~WorkerPool(); ///< as shutDown()
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    /// Blocks until the answer is there. Questions are taken in the order of their coming: one waits for its worker
    /// while that answers another, and where memory is short for the longest idle one to leave, or for an answer to
    /// end; who comes later waits behind it then. Errors: what the worker says, kCancelled, worker.*; worker.no_memory
    /// where it would not fit if all others had left. A worker whose answer was cancelled keeps its model; one that
    /// died is replaced with the next question. `partial` is called on this thread.
    Result<Json> ask(const Json &request, const std::function<bool()> &cancelled,
                     const std::function<void(const Json &partial)> &partial = {});

    /// Ends all workers and what they answer, which is kCancelled; so is every later question.
    void shutDown();

    struct Worker {
        pid_t pid = -1; ///< -1 until it has started
        std::string model{};
        std::int64_t memory = 0; ///< bytes: resident ones behind its last answer, by estimate before the first
        bool answers = false;
    };
    std::vector<Worker> workers() const;
    std::size_t waiting() const; ///< questions that have no worker yet

    /// What all of them take of the machine together.
    struct Held {
        std::int64_t memory = 0; ///< bytes
        std::int64_t toCome = 0; ///< those of them that are not resident yet
        int threads = 0;         ///< cores of those that answer
    };
    Held held() const;

    /// Bytes that others have begun to take and do not hold yet: no worker starts in them where free memory is the
    /// limit.
    void setReserved(std::int64_t bytes);
    /// Lets idle workers leave, the longest idle ones first, until so many bytes come free. False, and nobody leaves,
    /// where all idle ones together do not hold them.
    bool makeRoom(std::int64_t bytes);

private:
    using Clock = std::chrono::steady_clock;
    enum class State { Answering, Idle, Leaving };
    struct Slot {
        WorkerNeed need;
        State state = State::Answering;
        pid_t pid = -1;
        std::int64_t resident = 0;            ///< behind its last answer
        Clock::time_point since{};            ///< idle
        std::optional<WorkerClient> client{}; ///< while it answers, of the thread that asks
    };
    struct Ticket {
        WorkerNeed need;
        Slot *given = nullptr;
        std::optional<Error> refused{};
    };
    enum class Place { Settled, Waits, WaitsForRoom };
    class Lease;

    Result<Slot *> waitForWorker(Ticket &ticket, const std::function<bool()> &cancelled);
    Result<Json> answerBy(Slot &slot, const Json &request, const std::function<bool()> &cancelled,
                          const std::function<void(const Json &)> &partial);
    void giveBack(Slot &slot, bool keep);
    // With the lock:
    void decide();
    Place placeFor(Ticket &ticket);
    Slot *holderOf(const std::string &model);
    std::int64_t memoryOf(const Slot &slot) const;
    std::int64_t toCome(const Slot &slot) const;
    std::int64_t freeMemory() const;
    std::int64_t memoryOf(State state) const;
    bool letLeave(std::int64_t bytes);
    void keepHouse(const std::stop_token &stop);
    Clock::time_point letIdleLeave();

    Limits limits_;
    mutable std::mutex mutex_{};
    std::condition_variable_any changed_{};
    std::list<Slot> slots_{};
    std::list<Ticket *> waiting_{}; ///< in the order of their coming
    std::int64_t reserved_ = 0;
    int asking_ = 0; ///< threads in ask()
    std::atomic<bool> ending_ = false;
    std::jthread house_{}; ///< waits for the ends of those that leave; last: it uses the others
};

} // namespace lapidary
