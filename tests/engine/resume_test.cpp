// SPDX-License-Identifier: Apache-2.0
// A worker that is killed again and again ends with the very bytes of one that was left alone.
#include "core/base/rng.h"
#include "core/engine/train/checkpoint.h"
#include "core/engine/train/checkpoint_times.h"
#include "core/job/run_lock.h"
#include "tests/support/capture.h"
#include "tests/support/worker_run.h"
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <map>
#include <set>
#include <sys/mount.h>
#include <thread>

using namespace lapidary;

namespace {

std::vector<std::int64_t> someIds(Rng &rng, std::size_t count) {
    std::vector<std::int64_t> ids;
    for (std::size_t i = 0; i < count; ++i) ids.push_back(3 + static_cast<std::int64_t>(rng.below(90)));
    return ids;
}

std::vector<Json> rowsFor(const std::string &algorithm) {
    Rng rng(11, algorithm);
    std::vector<Json> rows;
    for (int i = 0; i < 24; ++i) {
        if (algorithm == "sft")
            rows.push_back({{"input_ids", someIds(rng, 4 + rng.below(8))}});
        else if (algorithm == "dpo")
            rows.push_back(
                {{"prompt_ids", someIds(rng, 3)}, {"chosen_ids", someIds(rng, 4)}, {"rejected_ids", someIds(rng, 6)}});
        else
            rows.push_back({{"prompt_ids", someIds(rng, 3)},
                            {"completion_ids", someIds(rng, 2 + rng.below(6))},
                            {"advantage", rng.uniform() - 0.5}});
    }
    return rows;
}

fs::path made(const fs::path &folder, const std::string &name, const std::string &algorithm, std::uint64_t seed = 1,
              int saveSteps = 2, double saveMinutes = 0) {
    if (!fs::exists(folder / "model")) fs::copy(LAPIDARY_TEST_DATA "/models/llama2_mha", folder / "model");
    Json config = {{"max_steps", 30},   {"per_device_train_batch_size", 4}, {"learning_rate", 1e-3},
                   {"warmup_steps", 3}, {"save_steps", saveSteps},          {"weight_decay", 0.01}};
    if (algorithm == "sft")
        config.update({{"use_peft", true}, {"lora_dropout", 0.2}}); // draws from the global stream too
    if (algorithm == "grpo")
        config.update({{"rollouts", "file"}, {"num_iterations", 2}, {"num_generations", 4}, {"beta", 0.05}});
    return makeRunFolder(folder, name,
                         {{"kind", "train"},
                          {"algorithm", algorithm},
                          {"seed", seed},
                          {"threads", 1},
                          {"save_minutes", saveMinutes},
                          {"model", {{"path", "../model"}}},
                          {"data", {{"train", "train.jsonl"}, {"format", "tokens"}}},
                          {"config", config}},
                         rowsFor(algorithm));
}

pid_t start(const fs::path &run) {
    const pid_t child = fork();
    if (child == 0) {
        const int nowhere = ::open("/dev/null", O_WRONLY);
        dup2(nowhere, 2);
        execl(LAPIDARY_BIN "/lapidary-worker", "lapidary-worker", "run", run.c_str(), nullptr);
        _exit(127);
    }
    return child;
}

/// The exit code, or nothing where the process was killed.
std::optional<int> waitFor(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
}

/// Returns when so many steps of this sitting stand in the log (none: at once).
void waitForSteps(RunLogReader &log, std::uint64_t steps) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    while (steps > 0 && std::chrono::steady_clock::now() < patience) {
        const auto events = log.next();
        REQUIRE(events);
        for (const auto &event : *events) {
            steps -= event.type == "metrics" && steps > 0;
            if (event.type == "state" && event.body["state"] == "finished") return;
        }
        std::this_thread::sleep_for(std::chrono::microseconds(300));
    }
}

/// Metrics of each step without what a clock says, later sittings over earlier ones.
std::map<std::int64_t, Json> curveOf(const fs::path &run) {
    std::map<std::int64_t, Json> curve;
    for (const auto &event : eventsOf(run)) {
        if (event.type == "state" && event.body.contains("from_step"))
            curve.erase(curve.upper_bound(event.body["from_step"].get<std::int64_t>()), curve.end());
        if (event.type != "metrics") continue;
        Json values = event.body["values"];
        for (const char *own : {"step_time", "tokens_per_second", "peak_memory"}) values.erase(own);
        curve[event.body["step"]] = std::move(values);
    }
    return curve;
}

std::string weightsOf(const fs::path &run) {
    const fs::path adapter = run / "model/adapter_model.safetensors";
    return textOf(fs::exists(adapter) ? adapter : run / "model/model.safetensors");
}

} // namespace

TEST_CASE("a run that is killed at 20 random moments ends with the bytes of one that is not") {
    Rng rng(5, "kill");
    int kills = 0;
    for (const std::string algorithm : {"sft", "dpo", "grpo"}) {
        CAPTURE(algorithm);
        const TemporaryFolder folder;
        const auto whole = made(folder.path, "whole", algorithm), other = made(folder.path, "other", algorithm, 2);
        auto broken = made(folder.path, "broken", algorithm);
        REQUIRE(runWorker(whole) == 0);
        int killed = 0;
        for (int attempt = 0; killed < 7 && attempt < 200; ++attempt) {
            RunLogReader log(broken / "run.log");
            REQUIRE(log.next());
            const pid_t child = start(broken);
            waitForSteps(log, rng.below(5));
            std::this_thread::sleep_for(std::chrono::microseconds(rng.below(4000)));
            kill(child, SIGKILL);
            if (!waitFor(child)) {
                ++killed;
                continue;
            }
            CHECK(weightsOf(broken) ==
                  weightsOf(whole)); // the machine was busy elsewhere, and the run came to its end first
            broken = made(folder.path, "broken" + std::to_string(attempt), algorithm);
        }
        kills += killed;
        REQUIRE(runWorker(broken) == 0);
        CHECK(weightsOf(broken) == weightsOf(whole));
        const auto expected = curveOf(whole);
        CHECK(expected.size() == 30);
        CHECK(curveOf(broken) == expected);
        REQUIRE(runWorker(other) == 0);
        if (algorithm == "sft") CHECK(weightsOf(other) != weightsOf(whole)); // the comparison can fail
    }
    MESSAGE(kills << " kills");
    CHECK(kills >= 20);
}

TEST_CASE("a termination signal keeps the last whole step and says cancelled; the run goes on behind it") {
    const TemporaryFolder folder;
    const auto run = made(folder.path, "run", "dpo"), whole = made(folder.path, "whole", "dpo");
    REQUIRE(runWorker(whole) == 0);
    const pid_t child = start(run);
    while (!fs::exists(run / "checkpoints/2")) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    kill(child, SIGTERM);
    const auto code = waitFor(child);
    REQUIRE(code.has_value());
    const auto last = eventsOf(run).back();
    CHECK(last.type == "state");
    CHECK(last.body["peak_memory"].get<std::int64_t>() > (10 << 20));
    if (*code == 3)
        CHECK(last.body["state"] == "cancelled");
    else
        CHECK(*code == 0);
    REQUIRE(runWorker(run) == 0);
    CHECK(weightsOf(run) == weightsOf(whole));
    CHECK(curveOf(run) == curveOf(whole));
}

TEST_CASE("between two steps that save, a checkpoint is due when minutes have passed, and seldom where it takes long") {
    using Due = CheckpointTimes::Due;
    CheckpointTimes times(5, 0);
    CHECK(times.after(500, 500, 1) == Due::Step);
    CHECK(times.after(499, 500, 299) == Due::No);
    CHECK(times.after(499, 500, 300) == Due::Between);
    CHECK(times.after(500, 500, 300) == Due::Step);
    times.saved(300, 310); // 20 times as long are 200 s
    CHECK(times.after(501, 500, 609) == Due::No);
    CHECK(times.after(501, 500, 610) == Due::Between);
    times.saved(610, 710); // 2000 s
    CHECK(times.after(502, 500, 2709) == Due::No);
    CHECK(times.after(502, 500, 2710) == Due::Between);
    CHECK(CheckpointTimes(0, 0).after(499, 500, 1e9) == Due::No);
}

TEST_CASE("what is kept between two steps that save is the newest checkpoint or none") {
    const TemporaryFolder folder;
    const auto kept = [&] {
        std::set<std::string> names;
        for (const auto &entry : fs::directory_iterator(folder.path / "checkpoints"))
            names.insert(entry.path().filename().string());
        return names;
    };
    const auto save = [&](std::int64_t step, bool between) {
        REQUIRE(saveCheckpoint(folder.path, {.step = step, .between = between}, 2));
        return kept();
    };
    using Names = std::set<std::string>;
    CHECK(save(3, true) == Names{"3"});
    CHECK(save(5, true) == Names{"5"});
    CHECK(save(10, false) == Names{"10"});
    CHECK(save(13, true) == Names{"10", "13"});
    CHECK(save(20, false) == Names{"10", "20"});
    CHECK(save(25, true) == Names{"10", "20", "25"}); // the room of the limit and of one more
    CHECK(save(25, false) == Names{"20", "25"});      // the same step, and now it counts
    CHECK(save(30, false) == Names{"25", "30"});
    CHECK(loadNewestCheckpoint(folder.path).checkpoint->step == 30);
}

TEST_CASE("a run that is killed long before a step that saves goes on from the minute before") {
    const TemporaryFolder folder;
    const auto whole = made(folder.path, "whole", "sft", 1, 1000), broken = made(folder.path, "broken", "sft", 1, 1000,
                                                                                 1e-9); // each step is late already
    REQUIRE(runWorker(whole) == 0);
    RunLogReader log(broken / "run.log");
    const pid_t child = start(broken);
    waitForSteps(log, 4); // the fourth is told when the third is kept
    kill(child, SIGKILL);
    waitFor(child);
    const FoundCheckpoint found = loadNewestCheckpoint(broken);
    REQUIRE(found.checkpoint);
    CHECK(found.checkpoint->step >= 3);
    CHECK(runWorker(broken) == 0);
    CHECK(weightsOf(broken) == weightsOf(whole));
    CHECK(curveOf(broken) == curveOf(whole));
    CHECK(!fs::exists(whole / "checkpoints/29")); // by steps alone there is the last one
}

TEST_CASE("a disk that is full while a checkpoint or the log is written loses nothing, and the run goes on when there "
          "is room") {
    const TemporaryFolder folder;
    const fs::path disk = folder.path / "disk", words = folder.path / "words";
    fs::create_directory(disk);
    // First without room for a second checkpoint (one is about 500 KiB), then with a page or two for the log alone.
    for (const auto &[saveSteps, size, filler] :
         {std::tuple(2, "size=1000k", 0u), std::tuple(1000, "size=512k", 320u << 10)}) {
        CAPTURE_BOUND(saveSteps);
        if (mount("tmpfs", disk.c_str(), "tmpfs", 0, size) != 0) {
            MESSAGE("SKIPPED: no right to mount a small disk here");
            return;
        }
        const auto whole = made(folder.path, "whole" + std::to_string(saveSteps), "dpo", 1, saveSteps);
        REQUIRE(runWorker(whole) == 0);
        const auto run = made(disk, "run", "dpo", 1, saveSteps);
        if (filler > 0) REQUIRE(writeFileAtomic(disk / "filler", std::string(filler, 'x')));
        for (int i = 0; filler > 0 && fs::space(disk).available > 8192; ++i)
            REQUIRE(writeFileAtomic(disk / ("page" + std::to_string(i)), "x"));
        CHECK(exitCodeOf(LAPIDARY_BIN "/lapidary-worker run " + run.string() + " 2> " + words.string()) == 1);
        CHECK(textOf(words).find("No space left on device") != std::string::npos);
        CHECK(textOf(words).find("Free some space and try again; what was saved before is untouched.") !=
              std::string::npos);
        const auto last = eventsOf(run).back();
        if (saveSteps == 2) {
            CHECK(last.body["state"] == "failed");
            CHECK(last.body["error"]["code"] == "file.disk_full");
            CHECK(fs::exists(run / "checkpoints/2/manifest.json"));
            CHECK(!fs::exists(run / "checkpoints/.4.making"));
        } else {
            CHECK(last.type != "result"); // the log ends with the last event that found room
            CHECK(eventsOf(run).size() > 5);
        }
        CHECK(mount(nullptr, disk.c_str(), nullptr, MS_REMOUNT, "size=16m") == 0);
        CHECK(runWorker(run) == 0);
        CHECK(weightsOf(run) == weightsOf(whole));
        CHECK(curveOf(run) == curveOf(whole));
        REQUIRE(umount(disk.c_str()) == 0);
    }
}

TEST_CASE("two workers never write one folder") {
    const TemporaryFolder folder;
    const auto run = made(folder.path, "run", "dpo");
    {
        const auto held = RunLock::take(run);
        REQUIRE(held.has_value());
        CHECK(runWorker(run) == 1);
        CHECK(textOf(run / "stderr.txt").find("another worker is at work in this run folder") != std::string::npos);
        CHECK_FALSE(fs::exists(run / "run.log"));
    }
    CHECK(runWorker(run) == 0);
}

namespace {

/// A fork whose checkpoint is damaged does not begin at step 0 under its name.
void refusesWithoutCheckpoint(const fs::path &fork) {
    fs::resize_file(fork / "checkpoints/28/optimizer.safetensors", 100);
    CHECK(runWorker(fork) == 1);
    const std::string said = textOf(fork / "run.log");
    CHECK(said.find("fork.no_checkpoint") != std::string::npos);
    CHECK(said.find("The checkpoint of step 28 cannot be read") != std::string::npos);
}

} // namespace

TEST_CASE("a fork goes on from the checkpoint: the same settings give the same bytes, others do not") {
    for (const std::string algorithm : {"sft", "dpo", "grpo"}) {
        CAPTURE(algorithm);
        const TemporaryFolder folder;
        const auto whole = made(folder.path, "whole", algorithm);
        REQUIRE(runWorker(whole) == 0);
        const auto fork = [&](const std::string &name, const Json &changes) {
            Json run = readDocument((whole / "run.toml").string())->values;
            run["config"].update(changes);
            run["fork"] = {{"run", "whole"}, {"step", 28}};
            const auto made = makeRunFolder(folder.path, name, run, rowsFor(algorithm));
            fs::create_directories(made / "checkpoints");
            fs::copy(whole / "checkpoints/28", made / "checkpoints/28");
            return made;
        };
        const auto forked = [&](const std::string &name, const Json &changes) {
            const auto made = fork(name, changes);
            REQUIRE(runWorker(made) == 0);
            return made;
        };
        const auto same = forked("same", Json::object()),
                   longer = forked("longer", {{"learning_rate", 1e-2}, {"max_steps", 32}});
        CHECK(weightsOf(same) == weightsOf(whole));
        CHECK(curveOf(same).begin()->first == 29);
        CHECK(curveOf(longer).rbegin()->first == 32);
        CHECK(weightsOf(longer) != weightsOf(whole));
        refusesWithoutCheckpoint(fork("damaged", Json::object()));
    }
}
