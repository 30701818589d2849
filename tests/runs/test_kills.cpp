// SPDX-License-Identifier: Apache-2.0
// kill -9 at random points, of the command line and of the worker: the project opens, and what comes out in the end is bit
// for bit what an undisturbed run gives. Another seed must give something else, or the test could not fail.
#include "core/base/rng.h"
#include "core/job/run_lock.h"
#include "core/workbench/project.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace lapidary;

namespace {

constexpr int kKills = 20;

void sleepMs(std::uint64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

/// Long enough to be hit on the way: two trainings that save often, and an evaluation.
void writeProject(const fs::path &folder) {
    std::string text = kSmallExperiment;
    for (std::size_t at = 0; (at = text.find("max_steps = 12", at)) != text.npos; at += 20) text.replace(at, 14, "max_steps = 600\nsave_steps = 25\nlogging_steps = 10\nwarmup_steps = 5");
    writeSmallProject(folder, text);
}

pid_t startCli(const fs::path &project, const std::vector<std::string> &more = {}) {
    const pid_t child = fork();
    if (child != 0) return child;
    const int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    dup2(null, 2);
    const std::string program = LAPIDARY_BIN "/lapidary-cli", folder = project.string();
    std::vector<const char *> words{program.c_str(), "run", folder.c_str()};
    for (const auto &word : more) words.push_back(word.c_str());
    words.push_back(nullptr);
    execv(program.c_str(), const_cast<char **>(words.data()));
    _exit(127);
}

int finish(pid_t child) {
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int runCli(const fs::path &project, const std::vector<std::string> &more = {}) { return finish(startCli(project, more)); }

std::optional<int> anyWorker(const fs::path &project) {
    std::error_code ignored;
    for (const auto &entry : fs::directory_iterator(project / "runs", ignored))
        if (const auto worker = workerOf(entry.path())) return worker;
    return std::nullopt;
}

/// The weights of the last training and the answers, by run.
std::map<std::string, std::string> outputsOf(const fs::path &project) {
    const auto opened = Project::open(project, "test");
    REQUIRE(opened);
    REQUIRE(!(*opened)->readOnly());
    const auto runs = (*opened)->runs();
    REQUIRE(runs);
    std::map<std::string, std::string> out;
    for (const auto &run : *runs) {
        CAPTURE(run.id);
        CHECK(run.state == "finished");
        if (run.kind != "train") continue;
        const auto weights = readFile((*opened)->runFolder(run.id) / "model/model.safetensors");
        REQUIRE(weights);
        out[run.name] = *weights;
    }
    return out;
}

void opens(const fs::path &project) {
    const auto opened = Project::open(project, "test");
    if (!opened) FAIL(describe(opened.error()));
    CHECK(!(*opened)->readOnly());
    CHECK((*opened)->runs());
}

} // namespace

TEST_CASE("killed at twenty points each, a run ends with the bits of the undisturbed one") {
    const TemporaryFolder folder;
    const fs::path calm = folder.path / "calm", cli = folder.path / "cli", worker = folder.path / "worker", other = folder.path / "other";
    for (const auto &project : {calm, cli, worker, other}) writeProject(project);
    REQUIRE(runCli(calm) == 0);
    const auto expected = outputsOf(calm);
    REQUIRE(expected.size() == 2);

    Rng random(1, "kills");
    for (int i = 0; i < kKills; ++i) {
        const pid_t child = startCli(cli);
        sleepMs(random.below(400));
        kill(child, SIGKILL);
        finish(child);
        opens(cli);
    }
    CHECK(runCli(cli) == 0);
    CHECK(outputsOf(cli) == expected);

    int hits = 0;
    for (int i = 0; i < 4 * kKills && hits < kKills; ++i) {
        const pid_t child = startCli(worker);
        std::optional<int> found;
        while (!(found = anyWorker(worker)) && waitpid(child, nullptr, WNOHANG) == 0) sleepMs(2);
        if (!found) break; // nothing left to kill
        sleepMs(random.below(700));
        if (const auto now = anyWorker(worker)) {
            kill(*now, SIGKILL);
            ++hits;
            CHECK(finish(child) == 4);
        } else {
            kill(child, SIGKILL);
            finish(child);
        }
        opens(worker);
    }
    MESSAGE("the worker was killed " << hits << " times");
    CHECK(hits == kKills);
    CHECK(runCli(worker) == 0);
    CHECK(outputsOf(worker) == expected);

    REQUIRE(runCli(other, {"--set", "seed=2"}) == 0);
    const auto different = outputsOf(other);
    for (const auto &[name, weights] : expected) CHECK(different.at(name) != weights);
}
