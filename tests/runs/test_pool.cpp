// SPDX-License-Identifier: Apache-2.0
// The pool of warm workers, with workers that only pretend.
#include "core/workbench/models/models.h"
#include "core/workbench/queue/worker_pool.h"
#include "tests/support/temporary_folder.h"
#include <csignal>
#include <doctest/doctest.h>
#include <set>
#include <thread>

using namespace lapidary;

namespace {

using Clock = std::chrono::steady_clock;
const auto kNever = [] { return false; };

void pauseShortly() {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
}
template <typename Condition> void until(const Condition &condition) {
    for (const auto begun = Clock::now(); !condition(); pauseShortly())
        REQUIRE(Clock::now() - begun < std::chrono::seconds(30));
}
double secondsSince(Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

WorkerPool::Limits limits(std::int64_t memory) {
    return {.memory = memory,
            .cancelMs = 1000,
            .program = [] { return Result<fs::path>(FAKE_WORKER); },
            .need =
                [](const Json &request) {
                    return WorkerNeed{.model = request.value("model", ""),
                                      .memory = request.value("memory", std::int64_t(1)),
                                      .threads = request.value("threads", 1),
                                      .once = request.value("once", false)};
                }};
}

/// What a worker is expected to need; what one holds that pretends is much less, unless it is told to hold more.
constexpr std::int64_t kRoom = 128 << 20;

Json echo(const std::string &model) {
    return {{"verb", "echo"}, {"model", model}, {"memory", kRoom}};
}
Json waits(const std::string &model, const fs::path &file = {}) {
    return {{"verb", "wait"}, {"model", model}, {"memory", kRoom}, {"until", file.string()}};
}

std::string codeOf(const Result<Json> &answer) {
    return answer ? "" : answer.error().code;
}
pid_t pidOf(const Result<Json> &answer) {
    REQUIRE(answer);
    return answer->at("pid").get<pid_t>();
}
std::vector<std::string> models(const WorkerPool &pool) {
    std::vector<std::string> out;
    for (const auto &worker : pool.workers()) out.push_back(worker.model);
    return out;
}
using Models = std::vector<std::string>;

/// A question that is asked beside the test.
struct Asked {
    std::atomic<bool> begun = false, stop = false, done = false;
    Result<Json> answer{};
    std::thread thread;
    Asked(WorkerPool &pool, Json request)
        : thread([this, &pool, request = std::move(request)] {
              answer = pool.ask(
                  request, [this] { return stop.load(); }, [this](const Json &) { begun = true; });
              done = true;
          }) {}
    ~Asked() {
        stop = true;
        thread.join();
    }
};

} // namespace

TEST_CASE("requests need the same process where they mean the same base") {
    const auto needOf = [](const char *model, const char *more = "") {
        return workerNeed(*parseJson(std::string(R"({"verb": "generate", )") + more + R"("model": )" + model + "}"));
    };
    const std::string base = needOf(R"({"path": "/m/a"})").model;
    for (const char *same :
         {R"({"path": "/m/a/"})", R"({"path": "/m/b/../a", "dtype": "f32"})", R"({"device": "cpu", "path": "/m/a"})",
          R"({"path": "/m/a", "adapters": [{"path": "/m/x", "weight": 0.5}]})",
          R"({"path": "/m/a", "mix": "linear", "adapters": [{"path": "/m/x"}, {"path": "/m/y"}]})"})
        CHECK(needOf(same).model == base);
    for (const char *other : {R"({"path": "/m/b"})", R"({"path": "/m/a", "dtype": "bf16"})", "null",
                              R"({"path": "/m/a", "device": "cuda"})", R"({"path": "/m/a", "threads": 1})",
                              R"({"name": "far", "remote": {"url": "https://host"}})"})
        CHECK(needOf(other).model != base);
    CHECK(needOf(R"({"path": "/m/a", "threads": 3})").threads == 3);
    CHECK(needOf(R"({"path": "/m/a"})").threads >= 1);
    CHECK(needOf(R"({"name": "far", "remote": {}})").threads == 0);
    CHECK(!needOf("null").once);
    CHECK(workerNeed({{"verb", "export"}, {"model", {{"path", "/m/a"}}}}).once);
}

TEST_CASE("memory is estimated from the model's folder, its number format and what is asked") {
    const auto memoryOf = [](Json model, int n = 1) {
        return workerNeed({{"verb", "generate"}, {"n", n}, {"max_new_tokens", 100}, {"model", std::move(model)}})
            .memory;
    };
    const std::string path = LAPIDARY_TEST_DATA "/models/gpt2";
    const auto size = sizeOfModel(path);
    REQUIRE(size);
    const std::int64_t bare = memoryOf({{"path", "/nowhere"}}), row = 100 * size->layers * size->keyValues,
                       logits = 3 * 4 * size->vocabulary;
    CHECK(bare == memoryOf({{"name", "far"}, {"remote", Json::object()}}));
    CHECK(memoryOf({{"path", path}}) == bare + 4 * size->parameters + 4 * row + logits);
    CHECK(memoryOf({{"path", path}, {"dtype", "bf16"}}) == bare + 2 * size->parameters + 2 * row + logits);
    CHECK(memoryOf({{"path", path}}, 8) == bare + 4 * size->parameters + 8 * (4 * row + logits));
}

TEST_CASE("questions about one model are answered by one process, those about two side by side") {
    const TemporaryFolder folder;
    WorkerPool pool(limits(0));
    CHECK(models(pool).empty());
    const pid_t first = pidOf(pool.ask(echo("a"), kNever));
    CHECK(pidOf(pool.ask(echo("a"), kNever)) == first);
    Asked slow(pool, waits("a", folder.path / "go"));
    until([&] { return slow.begun.load(); });
    const pid_t other = pidOf(pool.ask(echo("b"), kNever)); // while the first one answers
    CHECK(other != first);
    CHECK(!slow.done);
    CHECK(models(pool) == Models{"a", "b"});
    folder.write("go", "");
    until([&] { return slow.done.load(); });
    CHECK(pidOf(slow.answer) == first);
}

TEST_CASE("questions about one model queue behind each other in the order of their coming") {
    const TemporaryFolder folder;
    WorkerPool pool(limits(0));
    Asked slow(pool, waits("a", folder.path / "go"));
    until([&] { return slow.begun.load(); });
    std::vector<std::unique_ptr<Asked>> asked;
    for (int i = 0; i < 6; ++i) {
        asked.push_back(std::make_unique<Asked>(pool, echo("a")));
        until([&] { return pool.waiting() == std::size_t(i) + 1; });
    }
    CHECK(pool.workers().size() == 1);
    folder.write("go", "");
    until([&] { return std::all_of(asked.begin(), asked.end(), [](const auto &each) { return each->done.load(); }); });
    for (int i = 0; i < 6; ++i) CHECK(asked[std::size_t(i)]->answer->at("place") == i + 2); // behind the slow one
}

#ifndef __SANITIZE_ADDRESS__ // which multiplies what a process holds
TEST_CASE("the longest idle worker leaves where there is no room") {
    WorkerPool pool(limits(3 * kRoom));
    std::map<std::string, pid_t> pids;
    for (const char *model : {"a", "b", "c", "a"})
        pids[model] =
            pidOf(pool.ask({{"verb", "hold"}, {"model", model}, {"memory", kRoom}, {"bytes", 112 << 20}}, kNever));
    CHECK(models(pool) == Models{"a", "b", "c"});
    pidOf(pool.ask(echo("d"), kNever));
    CHECK(models(pool) == Models{"a", "c", "d"});
    CHECK(!processOf(pids["b"]));
    CHECK(pidOf(pool.ask(echo("a"), kNever)) == pids["a"]);
    CHECK(pidOf(pool.ask(echo("c"), kNever)) == pids["c"]);
}
#endif

TEST_CASE("without an idle one a question waits for the end of an answer, and later ones behind it") {
    const TemporaryFolder folder;
    WorkerPool pool(limits(kRoom));
    Asked slow(pool, waits("a", folder.path / "go"));
    until([&] { return slow.begun.load(); });
    Asked other(pool, waits("b", folder.path / "go b"));
    until([&] { return pool.waiting() == 1; });
    Asked again(pool, echo("a"));
    until([&] { return pool.waiting() == 2; });
    CHECK(models(pool) == Models{"a"});
    folder.write("go", "");
    until([&] { return other.begun.load(); }); // a stream of questions to the first model does not shut it out
    CHECK(!again.done);
    CHECK(models(pool) == Models{"b"});
    CHECK(!processOf(pidOf(slow.answer)));
    folder.write("go b", "");
    until([&] { return again.done.load(); });
    CHECK(pidOf(again.answer) != pidOf(slow.answer));
}

TEST_CASE("one who needs the room of several waits for all of them, and later ones behind it") {
    const TemporaryFolder folder;
    WorkerPool pool(limits(2 * kRoom));
    Asked first(pool, waits("a", folder.path / "go a")), second(pool, waits("c", folder.path / "go c"));
    until([&] { return first.begun && second.begun; });
    Json twice = waits("b", folder.path / "go b");
    twice["memory"] = 2 * kRoom;
    Asked large(pool, twice);
    until([&] { return pool.waiting() == 1; });
    Asked again(pool, echo("a"));
    until([&] { return pool.waiting() == 2; });
    folder.write("go a", "");
    until([&] { return first.done.load(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(!again.done); // though its worker is idle: it must leave with the other one
    folder.write("go c", "");
    until([&] { return large.begun.load(); });
    CHECK(models(pool) == Models{"b"});
    folder.write("go b", "");
    until([&] { return again.done.load(); });
}

TEST_CASE("nobody leaves for room that another one is leaving already") {
    WorkerPool pool(limits(0));
    for (const char *model : {"a", "b"}) {
        Json request = echo(model);
        request["lingers"] = true;
        pidOf(pool.ask(request, kNever));
    }
    CHECK(pool.makeRoom(1));
    CHECK(pool.makeRoom(1));
    CHECK(models(pool) == Models{"b"});
    CHECK(pool.held().memory > pool.workers().at(0).memory); // as long as it lingers
    until([&] { return pool.held().memory == pool.workers().at(0).memory; });
}

TEST_CASE("what never fits is refused with numbers, and nobody leaves for it") {
    WorkerPool pool(limits(3 * kRoom));
    const pid_t warm = pidOf(pool.ask(echo("a"), kNever));
    Json large = echo("b");
    large["memory"] = 4 * kRoom;
    const auto refused = pool.ask(large, kNever);
    CHECK(codeOf(refused) == "worker.no_memory");
    CHECK(refused.error().expected == "0.5 GiB by estimate");
    CHECK(refused.error().found == "0.4 GiB free");
    CHECK(pidOf(pool.ask(echo("a"), kNever)) == warm);
}

TEST_CASE("nothing starts in what others have begun to take") {
    WorkerPool pool(limits(0));
    pool.setReserved(std::int64_t(1) << 50);
    const auto refused = pool.ask(echo("a"), kNever);
    CHECK(codeOf(refused) == "worker.no_memory");
    CHECK(refused.error().found.str().ends_with("less what running jobs take"));
    pool.setReserved(0);
    CHECK(pool.ask(echo("a"), kNever));
}

TEST_CASE("memory counts by estimate until the first answer, and as it is from then on") {
    WorkerPool pool(limits(0));
    Json request = waits("a");
    request["threads"] = 3;
    request["memory"] = 4 * kRoom;
    Asked slow(pool, request);
    until([&] { return slow.begun.load(); });
    auto held = pool.held();
    CHECK(held.memory == 4 * kRoom);
    CHECK(held.toCome > 3 * kRoom);
    CHECK(held.toCome < 4 * kRoom); // what it has taken so far is no longer free anyway
    CHECK(held.threads == 3);
    slow.stop = true;
    until([&] { return slow.done.load(); });
    held = pool.held();
    CHECK(held.memory > 0);
    CHECK(held.memory < kRoom);
    CHECK(held.toCome == 0);
    CHECK(held.threads == 0);
    CHECK(pool.ask({{"verb", "hold"}, {"model", "a"}, {"bytes", 200 << 20}}, kNever));
    CHECK(pool.held().memory > std::int64_t(200 << 20));
    CHECK(pool.held().memory == pool.workers().at(0).memory);
    CHECK(!pool.makeRoom(4 * kRoom)); // more than it holds: it stays
    CHECK(pool.workers().size() == 1);
    CHECK(pool.makeRoom(1 << 20));
    CHECK(pool.workers().empty());
    until([&] { return pool.held().memory == 0; });
}

TEST_CASE("a worker that nobody asks leaves after a while") {
    auto shortly = limits(0);
    shortly.idle = std::chrono::milliseconds(300);
    WorkerPool pool(shortly);
    const pid_t pid = pidOf(pool.ask(echo("a"), kNever));
    CHECK(pool.workers().size() == 1);
    until([&] { return pool.held().memory == 0; });
    CHECK(!processOf(pid));
    CHECK(pidOf(pool.ask(echo("a"), kNever)) != pid);
}

TEST_CASE("a worker that dies is an answer, and the next question starts another") {
    WorkerPool pool(limits(0));
    const pid_t first = pidOf(pool.ask(echo("a"), kNever));
    CHECK(codeOf(pool.ask({{"verb", "die"}, {"model", "a"}}, kNever)) == "worker.died");
    CHECK(pool.workers().empty());
    const pid_t second = pidOf(pool.ask(echo("a"), kNever));
    CHECK(second != first);
    kill(second, SIGKILL); // while it is idle: nobody's answer
    until([&] { return !processOf(second); });
    CHECK(pidOf(pool.ask(echo("a"), kNever)) != second);
}

TEST_CASE("a program that cannot be started is an answer too") {
    auto none = limits(0);
    none.program = [] { return Result<fs::path>("/nowhere/worker"); };
    WorkerPool pool(none);
    CHECK(codeOf(pool.ask(echo("a"), kNever)) == "worker.not_started");
    CHECK(pool.workers().empty());
    CHECK(pool.held().memory == 0);
}

TEST_CASE("a cancel ends the answer and keeps the worker; one that waits just goes") {
    WorkerPool pool(limits(0));
    const pid_t pid = pidOf(pool.ask(echo("a"), kNever));
    Asked slow(pool, waits("a"));
    until([&] { return slow.begun.load(); });
    {
        Asked waiting(pool, echo("a"));
        until([&] { return pool.waiting() == 1; });
        waiting.stop = true;
        until([&] { return waiting.done.load(); });
        CHECK(codeOf(waiting.answer) == kCancelled);
        CHECK(!slow.done);
    }
    slow.stop = true;
    until([&] { return slow.done.load(); });
    CHECK(codeOf(slow.answer) == kCancelled);
    CHECK(pidOf(pool.ask(echo("a"), kNever)) == pid);
    CHECK(codeOf(pool.ask(echo("a"), [] { return true; })) == kCancelled);
    CHECK(pidOf(pool.ask(echo("a"), kNever)) == pid);
}

TEST_CASE("one that was asked for once leaves behind its answer and is not shared") {
    WorkerPool pool(limits(0));
    const pid_t warm = pidOf(pool.ask(echo("a"), kNever));
    Json once = echo("a");
    once["once"] = true;
    const pid_t own = pidOf(pool.ask(once, kNever));
    CHECK(own != warm);
    CHECK(models(pool) == Models{"a"});
    until([&] { return !processOf(own); });
    CHECK(processOf(warm));
}

TEST_CASE("a shutdown ends what is under way, quickly, also where a worker hears no signal") {
    auto patient = limits(0);
    patient.cancelMs = 60'000;
    WorkerPool pool(patient);
    const pid_t idle = pidOf(pool.ask(echo("idle"), kNever));
    Asked slow(pool, waits("a")), deaf(pool, {{"verb", "stubborn"}, {"model", "b"}});
    until([&] { return slow.begun && deaf.begun; });
    Asked waiting(pool, waits("a"));
    until([&] { return pool.waiting() == 1; });
    std::set<pid_t> pids{idle};
    for (const auto &worker : pool.workers()) pids.insert(worker.pid);
    CHECK(pids.size() == 3);
    const auto begun = Clock::now();
    pool.shutDown();
    CHECK(secondsSince(begun) < 6);
    for (const Asked *each : {&slow, &deaf, &waiting}) {
        until([&] { return each->done.load(); });
        CHECK(codeOf(each->answer) == kCancelled);
    }
    for (const pid_t pid : pids) CHECK(!processOf(pid));
    CHECK(codeOf(pool.ask(echo("a"), kNever)) == kCancelled);
}

TEST_CASE("many threads ask, stop and lose their workers, and each gets its own answer") {
    constexpr int kThreads = 12, kQuestions = 60;
    WorkerPool pool(limits(3 * kRoom));
    std::atomic<int> right = 0, stopped = 0, died = 0, wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
        threads.emplace_back([&, t] {
            for (int q = 0; q < kQuestions; ++q) {
                Json request = echo(std::string(1, "abcd"[(t + q) % 4]));
                request["say"] = t * kQuestions + q;
                const int kind = (t * 7 + q) % 20;
                if (kind == 3) request["verb"] = "die";
                if (kind == 8) request["verb"] = "wait";
                bool told = false;
                const auto answer = pool.ask(
                    request, [&] { return told; }, [&](const Json &) { told = true; });
                if (answer)
                    ++(answer->at("said") == request["say"] && kind != 3 && kind != 8 ? right : wrong);
                else
                    ++(codeOf(answer) == kCancelled && kind == 8      ? stopped
                       : codeOf(answer) == "worker.died" && kind == 3 ? died
                                                                      : wrong);
            }
        });
    std::atomic<bool> over = false;
    std::thread watch([&] {
        while (!over) {
            CHECK(pool.held().memory <= 3 * kRoom);
            (void)pool.makeRoom(1);
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    });
    for (auto &thread : threads) thread.join();
    over = true;
    watch.join();
    CHECK(wrong == 0);
    CHECK(right + stopped + died == kThreads * kQuestions);
    CHECK(stopped > 0);
    CHECK(died > 0);
    CHECK(pool.waiting() == 0);
    CHECK(pool.held().threads == 0);
}
