// SPDX-License-Identifier: Apache-2.0
// The pool of warm workers, with real ones.
#include "core/base/files.h"
#include "core/workbench/queue/worker_pool.h"
#include "tests/support/temporary_folder.h"
#include <algorithm>
#include <csignal>
#include <doctest/doctest.h>
#include <thread>

using namespace lapidary;

namespace {

const auto kNever = [] { return false; };

Json logits(Json model) {
    return {{"verb", "logits"}, {"ids", {1, 5, 9}}, {"positions", "last"}, {"model", std::move(model)}};
}
Json modelNamed(const std::string &name) {
    return {{"path", LAPIDARY_TEST_DATA "/models/" + name}, {"threads", 1}};
}
Json adapted(const std::string &adapter) {
    Json model = modelNamed("llama2_mha");
    model["adapters"] = {{{"path", LAPIDARY_TEST_DATA "/adapters/" + adapter}}};
    return model;
}
Json endless(const std::string &model) {
    return {{"verb", "generate"}, {"ids", {1, 5}},      {"max_new_tokens", 100},
            {"n", 100000},        {"ignore_eos", true}, {"stream", true},
            {"temperature", 1.0}, {"seed", 1},          {"model", modelNamed(model)}};
}
WorkerPool::Limits limits() {
    return {.program = [] { return Result<fs::path>(LAPIDARY_BIN "/lapidary-worker"); }};
}
/// Other bytes under the same name, size and time: who reads the file again fails.
void spoilUnseen(const fs::path &file) {
    const auto written = fs::last_write_time(file);
    fs::permissions(file, fs::perms::owner_all);
    const std::string bytes(fs::file_size(file), 'x');
    REQUIRE(writeFileAtomic(file, bytes));
    fs::last_write_time(file, written);
}
pid_t onlyPid(const WorkerPool &pool) {
    REQUIRE(pool.workers().size() == 1);
    return pool.workers().front().pid;
}

} // namespace

TEST_CASE("real workers: a base is held once whatever adapters are asked about, another base beside it") {
    WorkerPool pool(limits());
    const auto plain = pool.ask(logits(modelNamed("llama2_mha")), kNever);
    REQUIRE(plain);
    const pid_t pid = onlyPid(pool);
    const auto one = pool.ask(logits(adapted("lora_qv")), kNever), two = pool.ask(logits(adapted("patterns")), kNever);
    REQUIRE(one);
    REQUIRE(two);
    CHECK(one->at("logits") != plain->at("logits"));
    CHECK(two->at("logits") != one->at("logits"));
    CHECK(pool.ask(logits(modelNamed("llama2_mha")), kNever)->at("logits") == plain->at("logits"));
    CHECK(onlyPid(pool) == pid);
    CHECK(pool.ask(logits(modelNamed("qwen2")), kNever));
    CHECK(pool.workers().size() == 2);
    for (const auto &worker : pool.workers()) { // measured: a process with LibTorch, and far from the machine's memory
        CHECK(worker.memory > std::int64_t(30) << 20);
        CHECK(worker.memory < std::int64_t(4) << 30);
        CHECK(worker.memory == residentMemoryOf(worker.pid));
    }
}

TEST_CASE("real workers: another adapter needs no weights of the base again") {
    const TemporaryFolder folder;
    fs::copy(LAPIDARY_TEST_DATA "/models/llama2_mha", folder.path / "model");
    WorkerPool pool(limits());
    Json model = {{"path", (folder.path / "model").string()}, {"threads", 1}};
    const auto plain = pool.ask(logits(model), kNever);
    REQUIRE(plain);
    spoilUnseen(folder.path / "model/model.safetensors");
    const Json expected = pool.ask(logits(adapted("lora_qv")), kNever)->at("logits");
    model["adapters"] = adapted("lora_qv")["adapters"];
    const auto one = pool.ask(logits(model), kNever);
    REQUIRE(one);
    CHECK(one->at("logits") == expected);
    model.erase("adapters");
    CHECK(pool.ask(logits(model), kNever)->at("logits") == plain->at("logits"));
    model["dtype"] = "bf16"; // other weights: they are read
    CHECK(!pool.ask(logits(model), kNever));
}

TEST_CASE("real workers: what was written anew under its name is read again") {
    const TemporaryFolder folder;
    const fs::path base = folder.path / "model", adapter = folder.path / "adapter", golden = LAPIDARY_TEST_DATA;
    const auto put = [](const fs::path &from, const fs::path &to) {
        fs::remove_all(to);
        fs::copy(from, to);
    };
    put(golden / "models/llama2_mha", base);
    put(golden / "adapters/lora_qv", adapter);
    const Json plain = {{"path", base.string()}, {"threads", 1}};
    Json with = plain;
    with["adapters"] = {{{"path", adapter.string()}}};
    WorkerPool pool(limits());
    const auto ask = [&](const Json &model) { return pool.ask(logits(model), kNever)->at("logits"); };
    const Json bare = ask(plain), first = ask(with);
    const pid_t pid = onlyPid(pool);
    CHECK(first == ask(adapted("lora_qv")));

    put(golden / "adapters/lora_qv_second", adapter); // asked twice in a row, and beside what it was
    const Json second = ask(with);
    CHECK(second == ask(adapted("lora_qv_second")));
    CHECK(second != first);
    CHECK(ask(plain) == bare);
    put(golden / "adapters/lora_qv", adapter);
    CHECK(ask(with) == first);

    put(golden / "models/qwen2", base);
    CHECK(ask(plain) == ask(modelNamed("qwen2")));
    fs::remove_all(base);
    CHECK(!pool.ask(logits(plain), kNever));
    put(golden / "models/llama2_mha", base);
    CHECK(ask(plain) == bare);
    CHECK(pool.ask(logits(with), kNever)->at("logits") == first);
    const auto workers = pool.workers();
    CHECK(std::any_of(workers.begin(), workers.end(), [&](const auto &each) { return each.pid == pid; }));
}

TEST_CASE("real workers: a cancel keeps the model, a death is told, and a shutdown ends what is under way") {
    WorkerPool pool(limits());
    bool told = false;
    const auto stopped = pool.ask(
        endless("llama2_mha"), [&] { return told; }, [&](const Json &) { told = true; });
    CHECK(stopped.error().code == kCancelled);
    const pid_t pid = onlyPid(pool);
    CHECK(pool.ask(logits(modelNamed("llama2_mha")), kNever));
    CHECK(onlyPid(pool) == pid);

    Result<Json> died, ended;
    std::atomic<bool> begun = false;
    const auto begin = [&](const Json &) { begun = true; };
    std::thread asks([&] { died = pool.ask(endless("llama2_mha"), kNever, begin); });
    while (!begun) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    kill(pid, SIGKILL);
    asks.join();
    CHECK(died.error().code == "worker.died");

    begun = false;
    asks = std::thread([&] { ended = pool.ask(endless("llama2_mha"), kNever, begin); });
    while (!begun) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const pid_t next = onlyPid(pool);
    CHECK(next != pid);
    pool.shutDown();
    asks.join();
    CHECK(ended.error().code == kCancelled);
    CHECK(!processOf(next));
}
