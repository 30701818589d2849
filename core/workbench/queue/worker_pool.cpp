// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/queue/worker_pool.h"
#include "core/base/memory.h"
#include <algorithm>

namespace lapidary {

namespace {

constexpr auto kLook = std::chrono::milliseconds(50); ///< between two looks of one who waits

std::string gib(std::int64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GiB", static_cast<double>(bytes) / (1 << 30));
    return text;
}

Error cancelledError() {
    return {.code = kCancelled, .message = "Stopped on request"};
}

} // namespace

WorkerPool::WorkerPool(Limits limits)
    : limits_(std::move(limits)), house_([this](const std::stop_token &stop) { keepHouse(stop); }) {}

WorkerPool::~WorkerPool() {
    shutDown();
}

/// Those that answer are ended by the threads that ask them, the others here, all at the same time.
void WorkerPool::shutDown() {
    ending_ = true;
    house_.request_stop();
    std::unique_lock lock(mutex_);
    changed_.notify_all();
    changed_.wait(lock, [this] { return asking_ == 0; });
    lock.unlock();
    if (house_.joinable()) house_.join();
    std::vector<std::jthread> ends;
    for (Slot &slot : slots_)
        if (slot.client) ends.emplace_back([&slot] { slot.client.reset(); });
    ends.clear(); // waits for them
    slots_.clear();
}

/// A worker that answers, until the answer has ended.
class WorkerPool::Lease {
public:
    Lease(WorkerPool &pool, Slot &slot) : pool_(pool), slot_(slot) {}
    Lease(const Lease &) = delete;
    Lease &operator=(const Lease &) = delete;
    ~Lease() { pool_.giveBack(slot_, keep); }
    bool keep = true;

private:
    WorkerPool &pool_;
    Slot &slot_;
};

Result<Json> WorkerPool::ask(const Json &request, const std::function<bool()> &cancelled,
                             const std::function<void(const Json &)> &partial) {
    struct Asking { // shutDown() waits for all of them
        WorkerPool &pool;
        explicit Asking(WorkerPool &all) : pool(all) {
            const std::lock_guard lock(pool.mutex_);
            ++pool.asking_;
        }
        ~Asking() {
            const std::lock_guard lock(pool.mutex_);
            --pool.asking_;
            pool.changed_.notify_all();
        }
    } const asking(*this);
    if (ending_) return fail(cancelledError());
    Ticket ticket{.need = limits_.need(request)};
    const auto slot = waitForWorker(ticket, cancelled);
    if (!slot) return unexpected(slot.error());
    Lease lease(*this, **slot);
    auto answer = answerBy(**slot, request, cancelled, partial);
    lease.keep = answer || !answer.error().code.starts_with("worker.");
    return answer;
}

Result<WorkerPool::Slot *> WorkerPool::waitForWorker(Ticket &ticket, const std::function<bool()> &cancelled) {
    std::unique_lock lock(mutex_);
    waiting_.push_back(&ticket);
    for (;;) {
        if (!ending_) decide();
        if (ticket.given) return ticket.given;
        if (ticket.refused) return fail(*ticket.refused);
        changed_.wait_for(lock, kLook);
        lock.unlock();
        const bool over = ending_ || cancelled();
        lock.lock();
        if (!over || ticket.given || ticket.refused) continue;
        waiting_.remove(&ticket);
        changed_.notify_all(); // others may have waited behind it
        return fail(cancelledError());
    }
}

Result<Json> WorkerPool::answerBy(Slot &slot, const Json &request, const std::function<bool()> &cancelled,
                                  const std::function<void(const Json &)> &partial) {
    const auto ending = [this] { return ending_.load(); };
    const auto over = [&] { return ending() || cancelled(); };
    if (over()) return fail(cancelledError());
    if (!slot.client) {
        const auto program = limits_.program();
        if (!program) return unexpected(program.error());
        auto started = WorkerClient::start(*program, limits_.cancelMs);
        if (!started) return unexpected(started.error());
        slot.client.emplace(std::move(*started));
        const std::lock_guard lock(mutex_);
        slot.pid = slot.client->pid();
    }
    return slot.client->ask(request, over, partial, ending);
}

void WorkerPool::giveBack(Slot &slot, bool keep) {
    const std::lock_guard lock(mutex_);
    if (!slot.client || !slot.client->alive())
        slots_.remove_if([&](const Slot &each) { return &each == &slot; });
    else if (!keep || slot.need.once)
        slot.state = State::Leaving;
    else {
        slot.state = State::Idle;
        slot.since = Clock::now();
        slot.resident = residentMemoryOf(slot.pid);
    }
    changed_.notify_all();
}

/// Gives workers to those that wait, in the order of their coming. Where one lacks room all behind it wait too, or the
/// worker that must leave for it would never be idle.
void WorkerPool::decide() {
    bool settled = false;
    for (auto it = waiting_.begin(); it != waiting_.end();) {
        const Place place = placeFor(**it);
        if (place == Place::WaitsForRoom) break;
        settled = settled || place == Place::Settled;
        it = place == Place::Settled ? waiting_.erase(it) : std::next(it);
    }
    if (settled) changed_.notify_all();
}

WorkerPool::Slot *WorkerPool::holderOf(const std::string &model) {
    // One that ended while it was idle is nobody's answer.
    slots_.remove_if([](const Slot &slot) { return slot.state == State::Idle && !processOf(slot.pid); });
    const auto found = std::find_if(slots_.begin(), slots_.end(),
                                    [&](const Slot &slot) { return !slot.need.once && slot.need.model == model; });
    return found == slots_.end() ? nullptr : &*found;
}

WorkerPool::Place WorkerPool::placeFor(Ticket &ticket) {
    const WorkerNeed &need = ticket.need;
    if (Slot *holder = need.once ? nullptr : holderOf(need.model)) {
        if (holder->state != State::Idle) return Place::Waits;
        holder->state = State::Answering;
        ticket.given = holder;
        return Place::Settled;
    }
    const std::int64_t free = freeMemory(),
                       all = free + memoryOf(State::Answering) + memoryOf(State::Idle) + memoryOf(State::Leaving);
    if (need.memory <= free) {
        ticket.given = &slots_.emplace_back(Slot{.need = need});
        return Place::Settled;
    }
    if (need.memory <= all) {
        (void)letLeave(need.memory - free); // or an answer must end first
        return Place::WaitsForRoom;
    }
    ticket.refused = Error{.code = "worker.no_memory",
                           .message = "The model was not loaded, because it would not fit into memory",
                           .found = reserved_ > 0 ? Sentence("{0} free, less what running jobs take", gib(all))
                                                  : Sentence("{0} free", gib(all)),
                           .expected = {"{0} by estimate", gib(need.memory)},
                           .remedy = "Close other programs, or ask when the jobs have ended."};
    return Place::Settled;
}

std::int64_t WorkerPool::toCome(const Slot &slot) const {
    if (slot.resident > 0 || slot.state == State::Leaving) return 0;
    return std::max<std::int64_t>(0, slot.need.memory - (slot.pid > 0 ? residentMemoryOf(slot.pid) : 0));
}

std::int64_t WorkerPool::memoryOf(const Slot &slot) const {
    return slot.resident > 0 ? slot.resident : slot.need.memory;
}

std::int64_t WorkerPool::memoryOf(State state) const {
    std::int64_t sum = 0;
    for (const Slot &slot : slots_)
        if (slot.state == state) sum += memoryOf(slot);
    return sum;
}

std::int64_t WorkerPool::freeMemory() const {
    std::int64_t free = limits_.memory > 0 ? limits_.memory : availableMemory() - reserved_;
    for (const Slot &slot : slots_) free -= limits_.memory > 0 ? memoryOf(slot) : toCome(slot);
    return free;
}

/// Bytes beyond those of the workers that leave already.
bool WorkerPool::letLeave(std::int64_t bytes) {
    bytes -= memoryOf(State::Leaving);
    if (bytes > memoryOf(State::Idle)) return false;
    while (bytes > 0) {
        Slot *longest = nullptr;
        for (Slot &slot : slots_)
            if (slot.state == State::Idle && (!longest || slot.since < longest->since)) longest = &slot;
        longest->state = State::Leaving;
        bytes -= memoryOf(*longest);
    }
    changed_.notify_all();
    return true;
}

std::vector<WorkerPool::Worker> WorkerPool::workers() const {
    const std::lock_guard lock(mutex_);
    std::vector<Worker> out;
    for (const Slot &slot : slots_)
        if (slot.state != State::Leaving)
            out.push_back({slot.pid, slot.need.model, memoryOf(slot), slot.state == State::Answering});
    return out;
}

std::size_t WorkerPool::waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

WorkerPool::Held WorkerPool::held() const {
    const std::lock_guard lock(mutex_);
    Held held;
    for (const Slot &slot : slots_) {
        held.memory += memoryOf(slot);
        held.toCome += toCome(slot);
        if (slot.state == State::Answering) held.threads += slot.need.threads;
    }
    return held;
}

void WorkerPool::setReserved(std::int64_t bytes) {
    const std::lock_guard lock(mutex_);
    reserved_ = bytes;
}

bool WorkerPool::makeRoom(std::int64_t bytes) {
    const std::lock_guard lock(mutex_);
    return letLeave(bytes);
}

/// Until when the next one may stay.
WorkerPool::Clock::time_point WorkerPool::letIdleLeave() {
    auto next = Clock::time_point::max();
    const auto now = Clock::now();
    for (Slot &slot : slots_) {
        if (slot.state != State::Idle) continue;
        if (const auto until = slot.since + limits_.idle; until <= now)
            slot.state = State::Leaving;
        else
            next = std::min(next, until);
    }
    return next;
}

void WorkerPool::keepHouse(const std::stop_token &stop) {
    std::unique_lock lock(mutex_);
    const auto leaves = [](const Slot &slot) { return slot.state == State::Leaving; };
    while (!stop.stop_requested()) {
        const auto next = letIdleLeave();
        const auto leaving = std::find_if(slots_.begin(), slots_.end(), leaves);
        if (leaving == slots_.end()) {
            changed_.wait_until(lock, stop, std::min(next, Clock::now() + std::chrono::hours(1)), [&] {
                return std::any_of(slots_.begin(), slots_.end(), leaves) ||
                       std::any_of(slots_.begin(), slots_.end(), [&](const Slot &slot) {
                           return slot.state == State::Idle && slot.since + limits_.idle < next;
                       });
            });
            continue;
        }
        lock.unlock();
        leaving->client.reset(); // waits for its end; nobody else touches one that leaves
        lock.lock();
        slots_.erase(leaving);
        changed_.notify_all();
    }
}

} // namespace lapidary
