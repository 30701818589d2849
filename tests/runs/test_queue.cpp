// SPDX-License-Identifier: Apache-2.0
#include "core/base/memory.h"
#include "core/job/run_lock.h"
#include "core/job/worker_launcher.h"
#include "core/workbench/project.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/queue/scheduler.h"
#include "core/workbench/queue/worker_pool.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <atomic>
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace lapidary;

namespace {

using Clock = std::chrono::steady_clock;
void pauseShortly() {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

/// A project whose worker only pretends.
struct Given {
    TemporaryFolder folder{};
    fs::path place;
    std::unique_ptr<Project> project{};

    explicit Given(fs::path where = {}) : place(where.empty() ? folder.path / "project" : std::move(where)) {
        writeSmallProject(place);
        mustWrite(folder.path / "catalogue.json", dumpJson(smallCatalogueJson()));
        fs::create_symlink(FAKE_WORKER, folder.path / "lapidary-worker");
        setenv("LAPIDARY_WORKER", (folder.path / "lapidary-worker").c_str(), 1);
        ends("finish");
        open();
    }
    void open() {
        project.reset();
        auto opened = Project::open(place, "test");
        if (!opened) FAIL(describe(opened.error()));
        project = std::move(*opened);
    }
    static void ends(const char *how) { setenv("FAKE_END", how, 1); }

    std::unique_ptr<Scheduler> start(Scheduler::Limits limits = {}) {
        const auto experiment = project->experiment();
        if (!experiment) FAIL(describe(experiment.error()));
        const auto plan = project->plan(*experiment);
        if (!plan) FAIL(describe(plan.error()));
        auto scheduler = Scheduler::start(*project, *plan, limits);
        if (!scheduler) FAIL(describe(scheduler.error()));
        return std::move(*scheduler);
    }
    /// Polls to the end.
    std::unique_ptr<Scheduler> run(Scheduler::Limits limits = {}) {
        auto scheduler = start(limits);
        const auto begun = Clock::now();
        while (scheduler->poll()) {
            REQUIRE(Clock::now() - begun < std::chrono::seconds(60));
            pauseShortly();
        }
        return scheduler;
    }
};

} // namespace

TEST_CASE("runs follow each other, are remembered, and are reused") {
    Given given;
    const auto first = given.run();
    CHECK(!first->error());
    for (const auto &run : first->runs()) CHECK(run.state == "finished");
    CHECK(first->runs()[0].metrics.at("loss") == 0.5);
    const auto records = given.project->runs();
    REQUIRE(records);
    for (const auto &record : *records) {
        CHECK(record.state == "finished");
        CHECK(record.memoryPeak > 100'000);
        CHECK(record.started <= record.ended);
    }
    Given::ends("silent"); // nobody is started
    const auto again = given.run();
    CHECK(!again->error());
    for (const auto &run : again->runs()) CHECK(run.reused);
}

TEST_CASE("a failure is told with its cause, and the next call tries again") {
    Given given;
    Given::ends("fail");
    const auto failed = given.run();
    REQUIRE(failed->error());
    CHECK(failed->error()->code == "train.not_finite");
    CHECK(failed->runs()[0].state == "failed");
    CHECK(failed->runs()[1].state == "queued");
    Given::ends("finish");
    CHECK(!given.run()->error());
}

TEST_CASE("a worker that dies silently is noticed at the next look, with its last words") {
    Given given;
    Given::ends("hang");
    const auto scheduler = given.start();
    int worker = 0;
    for (int i = 0; i < 500 && !worker; ++i) {
        scheduler->poll();
        worker = workerOf(given.project->runFolder(scheduler->runs()[0].id)).value_or(0);
        pauseShortly();
    }
    REQUIRE(worker > 0);
    kill(worker, SIGKILL);
    while (processOf(worker)) pauseShortly();
    CHECK(!scheduler->poll()); // the first look after its death; at ten looks a second that is well within one
    REQUIRE(scheduler->error());
    CHECK(scheduler->error()->code == "worker.died");
    CHECK(scheduler->error()->message.find("signal 9") != std::string::npos);
    CHECK(scheduler->runs()[0].state == "interrupted");

    Given::ends("silent");
    const auto silent = given.run();
    REQUIRE(silent->error());
    CHECK(silent->error()->found.find("out of luck") != std::string::npos);
}

TEST_CASE("a new owner meets the worker that its killed predecessor left running") {
    Given given;
    Given::ends("hang");
    given.project.reset();
    const pid_t owner = fork();
    REQUIRE(owner >= 0);
    if (owner == 0) { // polls until it is killed
        auto opened = Project::open(given.place, "doomed");
        const auto experiment = (*opened)->experiment();
        const auto plan = (*opened)->plan(*experiment);
        const auto scheduler = Scheduler::start(**opened, *plan);
        for (;;) {
            (*scheduler)->poll();
            pauseShortly();
        }
    }
    std::optional<int> worker;
    for (int i = 0; i < 1000 && !worker; ++i) {
        std::error_code ignored;
        for (const auto &entry : fs::directory_iterator(given.place / "runs", ignored))
            if (!worker) worker = workerOf(entry.path());
        pauseShortly();
    }
    REQUIRE(worker);
    kill(owner, SIGKILL);
    waitpid(owner, nullptr, 0);
    CHECK(kill(*worker, 0) == 0); // it lives on

    given.open();
    CHECK(!given.project->readOnly());
    const auto scheduler = given.start();
    CHECK(scheduler->runs()[0].state == "running");
    for (int i = 0; i < 20; ++i, pauseShortly()) scheduler->poll();
    CHECK(workerOf(given.project->runFolder(scheduler->runs()[0].id)) == worker); // and is alone
    Given::ends("finish");
    mustWrite(given.project->runFolder(scheduler->runs()[0].id) / "go", "");
    while (scheduler->poll()) pauseShortly();
    CHECK(!scheduler->error());
    CHECK(scheduler->runs()[2].state == "finished");
}

TEST_CASE("stopping lets the worker end, and is no error of anybody") {
    Given given;
    Given::ends("hang");
    const auto scheduler = given.start();
    for (int i = 0; i < 500 && scheduler->runs()[0].state != "running"; ++i, pauseShortly()) scheduler->poll();
    scheduler->stop();
    while (scheduler->poll()) pauseShortly();
    REQUIRE(scheduler->error());
    CHECK(scheduler->error()->code == kCancelled);
    CHECK(scheduler->runs()[0].state == "cancelled");
    CHECK(scheduler->runs()[1].state == "queued");
}

namespace {

void addTwo(const Given &given) {
    REQUIRE(given.project->add({{"stage",
                                 {{{"name", "first"},
                                   {"algorithm", "pretrain"},
                                   {"model", "blank"},
                                   {"data", "train"},
                                   {"config", {{"max_steps", 7}}}},
                                  {{"name", "second"},
                                   {"algorithm", "pretrain"},
                                   {"model", "blank"},
                                   {"data", "train"},
                                   {"config", {{"max_steps", 8}}}}}}}));
}

/// A queue whose runs are asked for by name.
struct Watched {
    Scheduler &queue;

    std::string state(const std::string &name) const {
        for (const auto &run : queue.runs())
            if (run.name == name) return run.state;
        return {};
    }
    std::string id(const std::string &name) const {
        for (const auto &run : queue.runs())
            if (run.name == name) return run.id;
        return {};
    }
    void until(const std::string &name, const char *wanted) const {
        for (int i = 0; i < 1000 && state(name) != wanted; ++i, pauseShortly()) queue.poll();
        REQUIRE(state(name) == wanted);
    }
};

} // namespace

TEST_CASE("a queue takes more while it is at work, in the order that a person wants") {
    Given given;
    addTwo(given);
    const auto experiment = given.project->experiment();
    REQUIRE(experiment);
    const auto part = [&](const char *name) {
        auto plan = given.project->plan(*experiment, name);
        REQUIRE(plan);
        return std::move(*plan);
    };
    Given::ends("hang");
    auto started = Scheduler::start(*given.project, part("sft"), {.cores = 1});
    REQUIRE(started);
    Scheduler &queue = **started;
    const Watched watched{queue};
    watched.until("base", "running");
    REQUIRE(queue.add(part("first")));
    REQUIRE(queue.add(part("second")));
    CHECK(queue.runs().size() == 4);
    CHECK(queue.moveToFront(watched.id("base")).error().code == "queue.not_queued");
    REQUIRE(queue.moveToFront(watched.id("second")));
    mustWrite(given.project->runFolder(watched.id("base")) / "go", "");
    watched.until("second", "running"); // before sft and first
    CHECK(watched.state("sft") == "queued");
    REQUIRE(queue.drop(watched.id("sft")));
    mustWrite(given.project->runFolder(watched.id("second")) / "rest", "");
    watched.until("first", "running"); // a run that rests keeps no core from the others
    CHECK(watched.state("second") == "paused");
    mustWrite(given.project->runFolder(watched.id("second")) / "go", "");
    mustWrite(given.project->runFolder(watched.id("first")) / "go", "");
    while (queue.poll()) pauseShortly();
    CHECK(!queue.error());
    CHECK(watched.state("sft") == "cancelled");
    CHECK(watched.state("first") == "finished");

    // What failed and what waits for it do not keep the queue awake, and are tried again when they are wanted again.
    Given::ends("fail");
    REQUIRE(queue.add(part("sft, greedy")));
    while (queue.poll()) pauseShortly();
    CHECK(watched.state("sft") == "failed");
    Given::ends("finish");
    REQUIRE(queue.add(part("second")));
    CHECK(!queue.poll());
    REQUIRE(queue.add(part("sft, greedy")));
    while (queue.poll()) pauseShortly();
    CHECK(watched.state("sft, greedy") == "finished");
}

TEST_CASE("a failure and a stop end what depends on them, and nothing else") {
    Given given;
    addTwo(given);
    Given::ends("hang");
    const auto queue = given.start({.cores = 8});
    const Watched watched{*queue};
    for (const char *name : {"base", "first", "second"}) watched.until(name, "running");
    const auto folder = [&](const char *name) { return given.project->runFolder(watched.id(name)); };
    const auto worker = workerOf(folder("second"));
    REQUIRE(worker);
    kill(*worker, SIGTERM); // as a person stops one run
    watched.until("second", "cancelled");
    CHECK(queue->error()->code == kCancelled);
    mustWrite(folder("base") / "fail", "");
    watched.until("base", "failed");
    CHECK(queue->error()->code == "train.not_finite"); // a failure is more than a stop
    CHECK(queue->poll());                              // the third is still at work
    CHECK(watched.state("sft") == "queued");           // it will not start
    for (const auto &run : queue->runs())
        if (run.name == "sft") CHECK(run.waitsFor == "waits for base, which did not finish");
    mustWrite(folder("first") / "go", "");
    while (queue->poll()) pauseShortly();
    CHECK(watched.state("first") == "finished");
    CHECK(watched.state("sft, greedy") == "queued");

    // A new attempt of what failed forgets its failure, and what was stopped is the error that is left.
    Given::ends("finish");
    const auto again = given.start({.cores = 1});
    CHECK(!again->error());
    while (again->poll()) pauseShortly();
    CHECK(!again->error());
    for (const auto &run : again->runs()) CHECK(run.state == "finished");
}

TEST_CASE("runs start behind a failure too, and the first of several failures is told") {
    Given given;
    addTwo(given);
    Given::ends("fail");
    const auto queue = given.run({.cores = 1}); // one after the other
    const Watched watched{*queue};
    for (const char *name : {"base", "first", "second"}) CHECK(watched.state(name) == "failed");
    CHECK(watched.state("sft") == "queued");
    CHECK(queue->error()->code == "train.not_finite");
    for (const auto &run : queue->runs()) CHECK(run.error.has_value() == (run.state == "failed"));
}

namespace {

/// A stage that samples, and one that makes pairs of its samples.
void addPairs(const Given &given) {
    REQUIRE(given.project->add({{"stage",
                                 {{{"name", "samples"}, {"kind", "sample"}, {"model", "base"}, {"data", "train"}},
                                  {{"name", "pairs"}, {"kind", "pairs"}, {"data", "samples"}}}}}));
}

const std::string kSamples = R"({"id":"a","prompt":"p","completions":[{"text":"1","correct":true},)"
                             R"({"text":"2","correct":false}]})"
                             "\n";

/// Waits until it is let go, and does what it was to do then.
struct Latched {
    std::atomic<bool> begun = false, open = false;
    Scheduler::Limits limits() {
        return {
            .cores = 1,
            .ownerWork = [this](const RunKind &job, const fs::path &folder, const Json &config, std::stop_token stop) {
                begun = true;
                while (!open && !stop.stop_requested()) pauseShortly();
                return runOwnerJob(job, folder, config, stop);
            }};
    }
};

/// Polls until the owner's own work is under way.
std::unique_ptr<Scheduler> withPairsUnderWay(Given &given, Latched &latch) {
    addTwo(given);
    addPairs(given);
    setenv("FAKE_SAMPLES", kSamples.c_str(), 1);
    auto queue = given.start(latch.limits());
    for (int i = 0; i < 1000 && !latch.begun; ++i, pauseShortly()) queue->poll();
    REQUIRE(latch.begun);
    return queue;
}

} // namespace

TEST_CASE("what the owner does himself holds up no look at the queue") {
    Given given;
    Latched latch;
    const auto queue = withPairsUnderWay(given, latch);
    const Watched watched{*queue};
    CHECK(watched.state("pairs") == "running");
    watched.until("second", "finished"); // the others go on
    CHECK(queue->poll());
    CHECK(watched.state("pairs") == "running");
    latch.open = true;
    while (queue->poll()) pauseShortly();
    CHECK(!queue->error());
    CHECK(watched.state("pairs") == "finished");
    CHECK(readFile(given.project->runFolder(watched.id("pairs")) / "pairs.jsonl", 1 << 20)->find("chosen") !=
          std::string::npos);
}

TEST_CASE("a stop reaches what the owner does himself") {
    Given given;
    Latched latch;
    const auto queue = withPairsUnderWay(given, latch);
    const Watched watched{*queue};
    queue->stop();
    while (queue->poll()) pauseShortly();
    CHECK(watched.state("pairs") == "cancelled");
    CHECK(queue->error()->code == kCancelled);
    CHECK(!fs::exists(given.project->runFolder(watched.id("pairs")) / "pairs.jsonl"));
    latch.open = true; // the next attempt makes them
    const auto again = given.run(latch.limits());
    CHECK(!again->error());
    CHECK(Watched{*again}.state("pairs") == "finished");
}

TEST_CASE("what the owner did himself waits for the next owner when he goes away") {
    Given given;
    Latched latch;
    auto queue = withPairsUnderWay(given, latch);
    const std::string pairs = Watched{*queue}.id("pairs");
    queue.reset();
    CHECK((*given.project->store().run(pairs))->state == "queued");
    latch.open = true;
    const auto again = given.run(latch.limits());
    CHECK(!again->error());
    CHECK(Watched{*again}.state("pairs") == "finished");
}

TEST_CASE("what would not fit is not started and says so") {
    Given given;
    const auto scheduler = given.run({.cores = 1, .memory = 1 << 20});
    REQUIRE(scheduler->error());
    CHECK(scheduler->error()->code == "job.no_memory");
    CHECK(scheduler->error()->found.find("GiB") != std::string::npos);
    CHECK(!fs::exists(given.place / "runs" / scheduler->runs()[0].id));
}

TEST_CASE("a lost index is found again in the run folders") {
    Given given;
    given.run();
    given.project.reset();
    for (const char *name : {"project.db", "project.db-wal", "project.db-shm"}) fs::remove(given.place / name);
    given.open();
    const auto found = given.run();
    for (const auto &run : found->runs()) CHECK(run.reused);
}

TEST_CASE("a second opener reads, and does not start anything") {
    Given given;
    given.run();
    const auto second = Project::open(given.place, "second");
    REQUIRE(second);
    REQUIRE((*second)->readOnly());
    CHECK((*second)->readOnly()->code == "project.in_use");
    CHECK((*second)->runs()->size() == 3);
    CHECK((*second)->lastPlan());
    const auto experiment = (*second)->experiment();
    REQUIRE(experiment);
    CHECK((*second)->plan(*experiment).error().code == "project.in_use");
    CHECK((*second)->command("nobody", "pause").error().code == "run.unknown");
    CHECK((*second)->command(given.project->runs()->at(0).id, "pause").error().code == "run.not_running");
}

TEST_CASE("a full disk is told by its name and harms nothing") {
    const TemporaryFolder folder;
    const fs::path disk = folder.path / "disk";
    fs::create_directory(disk);
    if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=512k") != 0) {
        MESSAGE("SKIPPED: no right to mount a small disk here");
        return;
    }
    {
        Given given(disk / "project");
        std::string fat(300'000, 'x'), one(4096, 'x');
        mustWrite(disk / "fat", fat);
        for (int i = 0; writeFileAtomic(disk / ("more" + std::to_string(i)), one); ++i) {
        }
        const auto experiment = given.project->experiment();
        REQUIRE(experiment);
        const auto plan = given.project->plan(*experiment);
        REQUIRE(!plan);
        CHECK(plan.error().code == "file.disk_full");
        for (const auto &entry : fs::directory_iterator(disk))
            if (entry.path() != given.place) fs::remove(entry.path());
        given.open(); // the project is whole, and goes on
        CHECK(!given.run()->error());
    }
    umount(disk.c_str());
}

namespace {

/// A pool whose questions say themselves what they need.
std::shared_ptr<WorkerPool> warmWorkers(int threads) {
    return std::make_shared<WorkerPool>(WorkerPool::Limits{.need = [threads](const Json &request) {
        return WorkerNeed{
            .model = "warm", .memory = request.value("memory", std::int64_t(1) << 20), .threads = threads};
    }});
}
const auto kNever = [] { return false; };

/// A question that is answered when a file is there.
struct Question {
    std::atomic<bool> begun = false;
    std::thread thread;
    Question(WorkerPool &pool, const fs::path &file, std::int64_t memory)
        : thread([this, &pool, request = Json{{"verb", "wait"}, {"until", file.string()}, {"memory", memory}}] {
              CHECK(pool.ask(request, kNever, [this](const Json &) { begun = true; }));
          }) {
        while (!begun) pauseShortly();
    }
    ~Question() { thread.join(); }
};

std::int64_t largestEstimate(const Given &given) {
    const auto plan = given.project->plan(*given.project->experiment());
    REQUIRE(plan);
    std::int64_t largest = 0;
    for (const auto &run : plan->runs) largest = std::max(largest, run.memoryEstimate);
    return largest;
}

} // namespace

TEST_CASE("an idle model leaves for a run that needs its room") {
    Given given;
    const auto pool = warmWorkers(1);
    const auto answer = pool->ask({{"verb", "echo"}}, kNever);
    REQUIRE(answer);
    const pid_t warm = answer->at("pid");
    CHECK(pool->held().memory > 1 << 20);
    const auto queue = given.start({.cores = 8, .memory = largestEstimate(given) + (1 << 20), .pool = pool});
    CHECK(queue->poll());
    CHECK(queue->runs()[0].state == "queued");
    CHECK(queue->runs()[0].waitsFor.str().starts_with("waits for memory: "));
    CHECK(queue->runs()[0].waitsFor.str().ends_with(" GiB held by warm models, which leave"));
    while (queue->poll()) pauseShortly();
    CHECK(!queue->error());
    CHECK(!processOf(warm));
    for (const auto &run : queue->runs()) CHECK(run.state == "finished");
}

TEST_CASE("a run waits for the memory and the cores of a model that answers") {
    Given given;
    for (const bool cores : {false, true}) {
        CAPTURE(cores);
        const auto pool = warmWorkers(cores ? 1 : 0);
        const fs::path go = given.folder.path / (cores ? "go cores" : "go memory");
        Given::ends(cores ? "finish" : "fail");
        auto question = std::make_unique<Question>(*pool, go, std::int64_t(300) << 20);
        const auto queue =
            given.start({.cores = 1, .memory = largestEstimate(given) + (cores ? 400 << 20 : 1 << 20), .pool = pool});
        for (int i = 0; i < 20; ++i, pauseShortly()) CHECK(queue->poll());
        CHECK(queue->runs()[0].state == "queued");
        CHECK(queue->runs()[0].waitsFor.str().ends_with(cores ? "waits for cores: a model answers"
                                                              : " 0.3 GiB held by warm models"));
        mustWrite(go, "");
        question.reset();
        CHECK(pool->workers().size() == 1);
        while (queue->poll()) pauseShortly();
        CHECK(queue->runs()[0].state == (cores ? "finished" : "failed"));
        CHECK(pool->workers().size() == (cores ? 1 : 0));
    }
}

TEST_CASE("nobody leaves for a run that would not fit anyway") {
    Given given;
    const auto pool = warmWorkers(1);
    REQUIRE(pool->ask({{"verb", "echo"}}, kNever));
    const auto queue = given.run({.cores = 1, .memory = 1 << 20, .pool = pool});
    REQUIRE(queue->error());
    CHECK(queue->error()->code == "job.no_memory");
    CHECK(pool->workers().size() == 1);
}

TEST_CASE("no model is loaded into the memory that a run has begun to take") {
    Given given;
    Given::ends("hang");
    auto plan = given.project->plan(*given.project->experiment());
    REQUIRE(plan);
    plan->runs[0].memoryEstimate = availableMemory() / 2;
    const auto pool = warmWorkers(1);
    auto queue = Scheduler::start(*given.project, *plan, {.cores = 1, .pool = pool});
    REQUIRE(queue);
    const Watched watched{**queue};
    watched.until("base", "running");
    const Json large = {{"verb", "echo"}, {"memory", availableMemory() / 4 * 3}};
    const auto refused = pool->ask(large, kNever);
    REQUIRE(!refused);
    CHECK(refused.error().code == "worker.no_memory");
    Given::ends("fail");
    mustWrite(given.project->runFolder(watched.id("base")) / "fail", "");
    while ((*queue)->poll()) pauseShortly();
    CHECK(pool->ask(large, kNever));
}

TEST_CASE("a queue that goes away keeps no memory from the models") {
    Given given;
    Given::ends("hang");
    auto plan = given.project->plan(*given.project->experiment());
    REQUIRE(plan);
    plan->runs[0].memoryEstimate = availableMemory() / 2;
    const auto pool = warmWorkers(1);
    auto queue = Scheduler::start(*given.project, *plan, {.cores = 1, .pool = pool});
    REQUIRE(queue);
    Watched{**queue}.until("base", "running");
    const fs::path folder = given.project->runFolder((*queue)->runs()[0].id);
    queue->reset();
    CHECK(pool->ask({{"verb", "echo"}, {"memory", availableMemory() / 4 * 3}}, kNever));
    mustWrite(folder / "go", "");
    while (workerOf(folder)) pauseShortly();
}
