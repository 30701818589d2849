// SPDX-License-Identifier: Apache-2.0
// kill -9 at random points, of the command line and of the worker: the project opens, and what comes out in the end is
// bit for bit what an undisturbed run gives. Another seed must give something else, or the test could not fail.
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

void sleepMs(std::uint64_t ms) {
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

/// Long enough to be hit on the way: two trainings that save often, and an evaluation.
void writeProject(const fs::path &folder) {
    writeSmallProject(folder, replaced(kSmallExperiment, "max_steps = 12",
                                       "max_steps = 600\nsave_steps = 25\nlogging_steps = 10\nwarmup_steps = 5"));
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

int runCli(const fs::path &project, const std::vector<std::string> &more = {}) {
    return finish(startCli(project, more));
}

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

using Outputs = std::map<std::string, std::string>;

/// What became of one disturbance: it landed, it came in the wrong moment, or the experiment had ended before it.
enum class Disturbed { Hit, Missed, Ended };

Disturbed killCli(const fs::path &project, Rng &random) {
    const pid_t child = startCli(project);
    sleepMs(random.below(400));
    if (waitpid(child, nullptr, WNOHANG) == child) return Disturbed::Ended;
    kill(child, SIGKILL);
    finish(child);
    return Disturbed::Hit;
}

Disturbed killWorker(const fs::path &project, Rng &random) {
    const pid_t child = startCli(project);
    while (!anyWorker(project)) {
        if (waitpid(child, nullptr, WNOHANG) == child) return Disturbed::Ended;
        sleepMs(1);
    }
    sleepMs(random.below(250));
    const auto worker = anyWorker(project);
    if (worker) kill(*worker, SIGKILL);
    if (!worker) kill(child, SIGKILL); // between two workers
    const int code = finish(child);
    // A worker may have said its last word in the very moment; its run is then whole and the experiment goes on to its
    // end.
    CHECK((code == 4 || code == 0 || code == -SIGKILL));
    return code == 4 ? Disturbed::Hit : Disturbed::Missed;
}

/// Disturbs an experiment until kKills disturbances have landed. Whenever a project reaches its end in spite of them,
/// its outputs are compared and a fresh project takes its place, so that a fast machine is hit as often as a slow one.
void disturb(const fs::path &folder, const Outputs &expected, Disturbed (*once)(const fs::path &, Rng &)) {
    Rng random(1, folder.filename().string());
    int hits = 0, projects = 0;
    while (hits < kKills) {
        REQUIRE(++projects <= 3 * kKills);
        const fs::path project = folder / std::to_string(projects);
        writeProject(project);
        for (Disturbed last = Disturbed::Missed; last != Disturbed::Ended && hits < kKills;) {
            last = once(project, random);
            hits += last == Disturbed::Hit;
            opens(project);
        }
        CHECK(runCli(project) == 0);
        CHECK(outputsOf(project) == expected);
    }
    MESSAGE(folder.filename().string() << ": " << hits << " kills in " << projects << " projects");
}

} // namespace

TEST_CASE("killed at twenty points each, a run ends with the bits of the undisturbed one") {
    const TemporaryFolder folder;
    const fs::path calm = folder.path / "calm", other = folder.path / "other";
    for (const auto &project : {calm, other}) writeProject(project);
    REQUIRE(runCli(calm) == 0);
    const Outputs expected = outputsOf(calm);
    REQUIRE(expected.size() == 2);

    disturb(folder.path / "cli", expected, killCli);
    disturb(folder.path / "worker", expected, killWorker);

    REQUIRE(runCli(other, {"--set", "seed=2"}) == 0);
    const Outputs different = outputsOf(other);
    for (const auto &[name, weights] : expected) CHECK(different.at(name) != weights);
}
