// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/queue/scheduler.h"
#include "core/job/run_lock.h"
#include "core/job/worker_launcher.h"
#include "core/workbench/models/models.h"
#include "core/workbench/project.h"
#include "core/workbench/queue/owner_thread.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/queue/worker_pool.h"
#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

namespace lapidary {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kAskAgain = std::chrono::seconds(30), kKill = std::chrono::seconds(90);

double now() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string gib(std::int64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GiB", static_cast<double>(bytes) / (1 << 30));
    return text;
}

/// One run of the queue while this owner knows it.
struct Tracked {
    PlannedRun plan;
    RunRecord record{};
    RunEvents events;
    LiveRun live{};
    bool running = false, child = false;
    std::unique_ptr<OwnerThread> here{};                          ///< while the owner does it himself
    Clock::time_point lookedAt{};                                 ///< when its memory was read last
    const RunStanding &logged() const { return live.standing(); } ///< since the newest start
};

class Queue final : public Scheduler {
public:
    Queue(Project &project, Limits limits) : project_(project), limits_(std::move(limits)) {
        if (limits_.cores <= 0) limits_.cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    }

    /// Going away is no cancel: what the owner was doing waits for the next one.
    ~Queue() override {
        if (limits_.pool) limits_.pool->setReserved(0);
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            if (!runs_[i].here) continue;
            runs_[i].here.reset();
            runs_[i].events.hangUp();
            (void)readLog(runs_[i], status_[i]);
            const std::string &ended = runs_[i].logged().state;
            if (!stopping_ && ended != "finished" && ended != "failed") status_[i].state = "queued";
            (void)save(i);
        }
    }

    Status add(const Plan &plan) override {
        if (!stopping_ && std::none_of(runs_.begin(), runs_.end(), [](const Tracked &run) { return run.running; }))
            forget([](const Ended &) { return true; }); // a new attempt
        for (const auto &run : plan.runs) {
            const auto known = indexOf(run.id);
            if (!known) {
                if (auto met = meet(run); !met) return met;
            } else if (status_[*known].state != "finished" && !runs_[*known].running) {
                status_[*known].state = "queued";
                status_[*known].error.reset();
                forget([&](const Ended &ended) { return ended.run == run.id; });
                if (auto saved = save(*known); !saved) return saved;
            }
        }
        return {};
    }

    Status moveToFront(const std::string &id) override {
        auto queued = queuedRun(id);
        if (!queued) return unexpected(queued.error());
        std::size_t i = *queued;
        const auto needs = runs_[i].plan.needs;
        std::rotate(runs_.begin(), runs_.begin() + static_cast<std::ptrdiff_t>(i),
                    runs_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        std::rotate(status_.begin(), status_.begin() + static_cast<std::ptrdiff_t>(i),
                    status_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        for (const auto &need : needs)
            if (queuedRun(need))
                if (auto moved = moveToFront(need); !moved) return moved;
        return {};
    }

    Status drop(const std::string &id) override {
        const auto queued = queuedRun(id);
        if (!queued) return unexpected(queued.error());
        status_[*queued].state = "cancelled";
        if (auto saved = save(*queued); !saved) return saved;
        for (const auto &run : runs_)
            if (std::find(run.plan.needs.begin(), run.plan.needs.end(), id) != run.plan.needs.end() &&
                queuedRun(run.plan.id))
                if (auto dropped = drop(run.plan.id); !dropped) return dropped;
        return {};
    }

    bool poll() override {
        for (std::size_t i = 0; i < runs_.size(); ++i)
            if (runs_[i].running)
                if (auto ok = follow(i); !ok) endsWithout(i, ok.error());
        if (stopping_) press();
        bool more = false; // a run that ended without success holds up nothing but what needs it
        for (std::size_t i = 0; i < runs_.size() && !stopping_; ++i) {
            if (status_[i].state != "queued") continue;
            if (mayStart(i))
                if (auto ok = begin(i); !ok) fails(i, ok.error());
            more = more || (status_[i].state == "queued" && !blocked(i));
        }
        if (limits_.pool) limits_.pool->setReserved(loadNow().toCome);
        return more || std::any_of(runs_.begin(), runs_.end(), [](const Tracked &run) { return run.running; });
    }

    const std::vector<RunStatus> &runs() const override { return status_; }
    const std::optional<Error> &error() const override { return error_; }

    void stop() override {
        if (stopping_) return;
        stopping_ = true;
        asked_ = Clock::now();
        signalAll(SIGTERM);
        endsWithout(
            {}, {.code = kCancelled, .message = "stopped; run the experiment again and it goes on where it stands"});
    }

private:
    /// Finished runs are reused, running ones followed, everything else waits.
    Status meet(const PlannedRun &run) {
        auto known = project_.store().run(run.id);
        if (!known) return unexpected(known.error());
        Tracked tracked{.plan = run,
                        .record = known->value_or(RunRecord{.id = run.id,
                                                            .name = run.name,
                                                            .kind = run.kind,
                                                            .method = run.method,
                                                            .inputHash = run.inputHash,
                                                            .created = now()}),
                        .events = RunEvents(project_.runFolder(run.id))};
        tracked.record.memoryEstimate = run.memoryEstimate;
        RunStatus status;
        status.id = run.id;
        status.name = run.name;
        status.kind = run.kind;
        status.method = run.method;
        status.keyMetric = run.keyMetric;
        status.state = "queued";
        if (auto read = readLog(tracked, status); !read) return read;
        status.error.reset();
        const std::string before = std::exchange(status.state, "queued");
        if (before == "finished") {
            status.state = "finished";
            status.reused = true;
        } else if (alive(tracked)) {
            tracked.running = true;
            if (before != "running" && before != "paused") { // it has not said its first word yet
                tracked.live.startAgain();
                tracked.events.wake();
            }
            status.state = before == "paused" ? before : "running";
        }
        status_.push_back(std::move(status));
        runs_.push_back(std::move(tracked));
        return save(runs_.size() - 1);
    }

    std::optional<std::size_t> indexOf(const std::string &id) const {
        for (std::size_t i = 0; i < runs_.size(); ++i)
            if (runs_[i].plan.id == id) return i;
        return std::nullopt;
    }
    Result<std::size_t> queuedRun(const std::string &id) const {
        const auto i = indexOf(id);
        if (i && status_[*i].state == "queued") return *i;
        return fail({.code = "queue.not_queued",
                     .message = "this run does not wait in the queue",
                     .found = i ? status_[*i].state : id});
    }

    /// Waits for something that will not come unless it is tried again.
    bool blocked(std::size_t i) const {
        return std::any_of(runs_[i].plan.needs.begin(), runs_[i].plan.needs.end(), [this](const std::string &need) {
            const auto j = indexOf(need);
            if (!j || status_[*j].state == "finished" || runs_[*j].running) return false;
            return status_[*j].state != "queued" || blocked(*j);
        });
    }

    bool alive(const Tracked &run) const {
        return workerOf(project_.runFolder(run.record.id)) || isAlive({run.record.pid, run.record.pidStart});
    }
    int pidOf(const Tracked &run) const { return workerOf(project_.runFolder(run.record.id)).value_or(run.record.pid); }

    /// A run that ended without success; of the queue as a whole, if somebody stopped it.
    struct Ended {
        std::string run;
        Error error;
    };

    void endsWithout(std::size_t i, Error error) { endsWithout(runs_[i].plan.id, std::move(error)); }
    void endsWithout(const std::string &run, Error error) {
        if (std::any_of(ended_.begin(), ended_.end(), [&](const Ended &ended) { return ended.run == run; })) return;
        ended_.push_back({run, std::move(error)});
        choose();
    }
    template <typename Which> void forget(const Which &which) {
        std::erase_if(ended_, which);
        choose();
    }
    /// The first failure is the queue's error. A run that somebody stopped is one only where nothing failed; a stop of
    /// the whole queue leaves what was the error before.
    void choose() {
        const auto failed = [](const Ended &ended) { return ended.error.code != kCancelled; };
        auto first = std::find_if(ended_.begin(), ended_.end(), failed);
        if (first == ended_.end()) first = ended_.begin();
        error_ = first == ended_.end() ? std::nullopt : std::optional(first->error);
    }

    void signalAll(int number) {
        for (const auto &run : runs_)
            if (run.here)
                run.here->stop();
            else if (run.running)
                if (const int pid = pidOf(run); pid > 0) ::kill(pid, number);
    }

    /// Asked to stop and still there: ask again, then end it. What it announced as saved stays saved.
    void press() {
        const auto waited = Clock::now() - asked_;
        if (waited > kKill)
            signalAll(SIGKILL);
        else if (waited > kAskAgain && !askedAgain_) {
            askedAgain_ = true;
            signalAll(SIGTERM);
        }
    }

    static Status readLog(Tracked &run, RunStatus &status) {
        for (;;) {
            const auto events = run.events.next();
            if (!events) return unexpected(events.error());
            if (events->empty()) return {};
            bool stateTold = false;
            for (const auto &event : *events) {
                run.live.see(event);
                stateTold |= event.type == "state";
            }
            take(run.logged(), stateTold, status);
        }
    }

    /// Without a word of the log about the state the queue's own stays.
    static void take(const RunStanding &logged, bool stateTold, RunStatus &status) {
        auto state = std::move(status.state);
        auto error = std::move(status.error);
        static_cast<RunStanding &>(status) = logged;
        if (stateTold) return;
        status.state = std::move(state);
        status.error = std::move(error);
    }

    /// The state follows the log while the process lives; only when it is gone is the run over.
    Status follow(std::size_t i) {
        Tracked &run = runs_[i];
        std::optional<WorkerEnd> end;
        bool gone = false;
        if (run.here)
            gone = run.here->done();
        else if (run.child)
            gone = (end = reap(run.record.pid)).has_value();
        else
            gone = !alive(run);
        if (gone) run.events.hangUp();
        const std::string before = status_[i].state;
        if (auto read = readLog(run, status_[i]); !read) { // after the look at the process: nothing comes later
            if (!gone) return read;
            run.running = false; // or the queue would wait for its end for ever
            run.here.reset();
            fails(i, read.error());
            return {};
        }
        watchMemory(run);
        if (!gone) {
            if (isOver(status_[i].state)) status_[i].state = "running"; // it is still writing its last lines
            return status_[i].state == before ? Status{} : save(i);
        }
        if (const auto here = std::exchange(run.here, nullptr);
            here && !here->result() && !isOver(run.logged().state)) {
            run.running = false; // it could not even write its log
            fails(i, here->result().error());
            return {};
        }
        if (end) run.record.memoryPeak = std::max(run.record.memoryPeak, end->peakMemory);
        run.running = false;
        if (!isOver(run.logged().state) &&
            alive(run)) { // ours could not get the folder: another worker is at work there
            run.running = true;
            run.child = false;
            status_[i].state = "running";
            return save(i);
        }
        return conclude(i, end);
    }

    Status conclude(std::size_t i, const std::optional<WorkerEnd> &end) {
        Tracked &run = runs_[i];
        run.record.ended = now();
        run.record.pid = 0;
        if (run.logged().state == "finished") {
            status_[i].state = "finished";
            return save(i);
        }
        if (run.logged().state == "failed") {
            status_[i].state = "failed";
            status_[i].error = run.logged().error.value_or(Error{.code = "run.failed", .message = "the run failed"});
            endsWithout(i, *status_[i].error);
        } else if (run.logged().state == "cancelled" || stopping_) {
            status_[i].state = "cancelled";
            endsWithout(i,
                        {.code = kCancelled,
                         .message = {"the run {0} was stopped; run the experiment again and it goes on where it stands",
                                     run.record.id}});
        } else {
            Sentence how = "has gone";
            if (end && end->signal == SIGKILL)
                how = {"was killed (signal {0}, perhaps for want of memory)", end->signal};
            else if (end && end->signal > 0)
                how = {"was killed (signal {0})", end->signal};
            else if (end)
                how = {"ended with code {0}", end->exitCode};
            status_[i].state = "interrupted";
            status_[i].error = workerDied(project_.runFolder(run.record.id), how);
            endsWithout(i, *status_[i].error);
        }
        return save(i);
    }

    void watchMemory(Tracked &run) {
        if (Clock::now() - run.lookedAt < std::chrono::milliseconds(500)) return;
        run.lookedAt = Clock::now();
        run.record.memoryPeak = std::max(run.record.memoryPeak, peakMemoryOf(pidOf(run)));
    }

    void fails(std::size_t i, const Error &error) {
        status_[i].state = "failed";
        status_[i].error = error;
        endsWithout(i, error);
        if (auto saved = save(i); !saved) endsWithout(i, saved.error());
    }

    Status save(std::size_t i) {
        runs_[i].record.state = status_[i].state;
        runs_[i].record.error = status_[i].error;
        return project_.store().save(runs_[i].record);
    }

    /// Says in status.waitsFor why not.
    bool mayStart(std::size_t i) {
        status_[i].waitsFor = {};
        for (const auto &need : runs_[i].plan.needs)
            for (std::size_t j = 0; j < status_.size(); ++j)
                if (status_[j].id == need && status_[j].state != "finished") {
                    status_[i].waitsFor = blocked(i) ? Sentence("waits for {0}, which did not finish", status_[j].name)
                                                     : Sentence("waits for {0}", status_[j].name);
                    return false;
                }
        if (ownerJob(runs_[i].plan.kind)) return true;
        const Load load = loadNow();
        const bool alone = load.cores == 0;
        if (!alone && load.cores + runs_[i].plan.threads > limits_.cores) {
            status_[i].waitsFor = load.warm.threads > 0 ? "waits for cores: a model answers" : "waits for cores";
            return false;
        }
        return fits(i, load);
    }

    /// What is taken of the machine.
    struct Load {
        int cores = 0;
        bool othersRun = false;
        std::int64_t needed = 0, toCome = 0; ///< by runs: in all, and of that what they do not hold yet
        WorkerPool::Held warm{};
    };

    Load loadNow() const {
        Load load;
        for (std::size_t j = 0; j < runs_.size(); ++j)
            if (const Tracked &run = runs_[j]; run.running && !run.here) { // the owner's work is short and small
                load.othersRun = true;
                if (status_[j].state != "paused")
                    load.cores += run.plan.threads; // one that rests keeps its memory only
                load.needed += run.plan.memoryEstimate;
                load.toCome += std::max<std::int64_t>(0, run.plan.memoryEstimate - run.record.memoryPeak);
            }
        if (limits_.pool) load.warm = limits_.pool->held();
        load.cores += load.warm.threads;
        return load;
    }

    bool fits(std::size_t i, const Load &load) {
        const std::int64_t need = runs_[i].plan.memoryEstimate,
                           free = limits_.memory > 0 ? limits_.memory - load.needed - load.warm.memory
                                                     : availableMemory() - load.toCome - load.warm.toCome;
        if (need <= free) return true;
        status_[i].waitsFor = {"waits for memory: {0} needed, {1} free", gib(need), gib(free)};
        if (load.warm.memory > 0) {
            const bool leave = limits_.pool->makeRoom(need - free);
            const std::string held = gib(load.warm.memory);
            status_[i].waitsFor = leave ? Sentence("waits for memory: {0} needed, {1} free, {2} held by warm models, "
                                                   "which leave",
                                                   gib(need), gib(free), held)
                                        : Sentence("waits for memory: {0} needed, {1} free, {2} held by warm models",
                                                   gib(need), gib(free), held);
        }
        if (!load.othersRun && need > free + load.warm.memory)
            fails(i, {.code = "job.no_memory",
                      .message = {"the run {0} was not started, because it would not fit into memory", status_[i].name},
                      .found = {"{0} free", gib(free)},
                      .expected = {"{0} by estimate", gib(need)},
                      .remedy = "Close other programs, or lower per_device_train_batch_size, max_length or n."});
        return false;
    }

    Status begin(std::size_t i) {
        Tracked &run = runs_[i];
        if (auto ready = prepareRunFolder(project_.folder(), runs_[i].plan); !ready) return ready;
        run.live.startAgain();
        run.events.wake();
        run.record.started = now();
        run.record.ended = 0;
        status_[i].error.reset();
        if (const RunKind *job = ownerJob(runs_[i].plan.kind)) {
            run.here = std::make_unique<OwnerThread>(
                [job, work = limits_.ownerWork, folder = project_.runFolder(run.plan.id),
                 config = run.plan.config.value("config", Json::object())](std::stop_token stop) {
                    return work(*job, folder, config, std::move(stop));
                });
            run.record.pid = 0;
            run.running = true;
            run.child = false;
            status_[i].state = "running";
            return save(i);
        }
        const auto process = launchWorker(project_.runFolder(run.record.id));
        if (!process) return unexpected(process.error());
        run.record.pid = process->pid;
        run.record.pidStart = process->start;
        run.running = run.child = true;
        status_[i].state = "starting";
        return save(i);
    }

    Project &project_;
    Limits limits_;
    std::vector<Tracked> runs_{};
    std::vector<RunStatus> status_{};
    std::vector<Ended> ended_{}; ///< in the order of their ends
    std::optional<Error> error_{};
    bool stopping_ = false, askedAgain_ = false;
    Clock::time_point asked_{};
};

} // namespace

Result<std::unique_ptr<Scheduler>> Scheduler::start(Project &project, const Plan &plan) {
    return start(project, plan, Limits{});
}

Result<std::unique_ptr<Scheduler>> Scheduler::start(Project &project, const Plan &plan, Limits limits) {
    if (project.readOnly()) return fail(*project.readOnly());
    auto queue = std::make_unique<Queue>(project, std::move(limits));
    if (auto added = queue->add(plan); !added) return unexpected(added.error());
    return std::unique_ptr<Scheduler>(std::move(queue));
}

} // namespace lapidary
