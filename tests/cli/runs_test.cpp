// SPDX-License-Identifier: Apache-2.0
// A small real experiment from outside: its logs, what its folders are told for, and runs that are paused, killed and
// resumed.
#include "core/job/run_lock.h"
#include "tests/cli/cli.h"
#include "tests/support/capture.h"
#include "tests/support/small_experiment.h"
#include <csignal>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr const char *kMoreStages = R"(
[[stage]]
name = "lora"
algorithm = "sft"
model = "base"
data = "train"
[stage.config]
max_steps = 4
use_peft = true

[[stage]]
name = "samples"
kind = "sample"
model = "base"
data = "edge"
[stage.config]
n = 2
max_new_tokens = 8
)";

/// A project with a long first training, that saves often.
std::string longProject(const TemporaryFolder &scratch) {
    const auto folder = scratch.path / "project";
    writeSmallProject(
        folder, replaced(kSmallExperiment, "max_steps = 12", "max_steps = 1500\nsave_steps = 20\nlogging_steps = 10"));
    return folder.string();
}

std::map<std::string, Json> jobsOf(const std::string &project) {
    std::map<std::string, Json> out;
    for (auto &run : answersOf(cli({"jobs", project, "--json"}))) out[run["name"]] = run;
    return out;
}

Finished inspect(const std::string &path) {
    return cli({"inspect", path, "--validate"});
}

/// Kind of what is there and whole.
std::string kindOf(const std::string &path) {
    const auto finished = inspect(path);
    CAPTURE(path);
    CAPTURE(finished.err);
    CHECK(finished.code == 0);
    const Json facts = onlyAnswer(finished);
    CHECK(facts["valid"] == true);
    return facts["kind"];
}

void flipLastByte(const std::string &file) {
    std::string bytes = textOf(file);
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    std::ofstream(file, std::ios::binary) << bytes;
}

template <class Condition> void waitUntil(Condition condition) {
    for (int i = 0; i < 6000 && !condition(); ++i) ::usleep(10'000);
    REQUIRE(condition());
}

/// A run at work: its folder and its worker.
struct AtWork {
    fs::path folder{};
    int worker = 0;
};
AtWork firstRun(const std::string &project, const std::string &file) {
    AtWork found;
    std::error_code ignored;
    waitUntil([&] {
        for (const auto &entry : fs::directory_iterator(fs::path(project) / "runs", ignored))
            if (const auto worker = workerOf(entry.path()); worker && fs::exists(entry.path() / file))
                found = {entry.path(), *worker};
        return found.worker > 0;
    });
    return found;
}

bool isAtWork(pid_t pid) {
    return textOf("/proc/" + std::to_string(pid) + "/stat").find(") Z") == std::string::npos;
}

/// Its log, by every way to ask for it, and what inspect says of it.
void isWhole(const std::string &project, const std::string &name, const Json &job) {
    CAPTURE(name);
    CHECK(job["state"] == "finished");
    const std::string id = job["id"], folder = project + "/runs/" + id;
    const auto log = cli({"events", folder});
    CHECK(log.code == 0);
    const auto events = answersOf(log);
    std::map<std::string, int> types;
    for (std::size_t i = 0; i < events.size(); ++i) {
        CHECK(events[i]["seq"] == i + 1);
        CHECK(events[i]["time"].is_number());
        ++types[events[i]["type"]];
    }
    REQUIRE(!events.empty());
    CHECK(events.front()["body"]["state"] == "starting");
    CHECK(events.back()["body"]["state"] == "finished");
    CHECK(types["result"] == 1);
    if (job["kind"] == "train") CHECK(types["metrics"] == (name == "lora" ? 4 : 12));
    if (job["kind"] == "evaluate") CHECK(types["search"] >= 24); // an expansion and a choice for each of 12 problems
    CHECK(cli({"events", folder + "/run.log"}).out == log.out);
    CHECK(cli({"events", id, "--project", project}).out == log.out);
    CHECK(cli({"events", name, "--project", project}).out == log.out);
    CHECK(cli({"events", id, "--project", project, "--follow"}).out == log.out); // it is over: nothing to wait for

    const Json facts = onlyAnswer(inspect(folder));
    CHECK(facts["kind"] == "run");
    CHECK(facts["valid"] == true);
    CHECK(facts["state"] == "finished");
    CHECK(facts["name"] == name);
    CHECK(facts["events"] == events.size());
    CHECK(facts["types"] == Json(types));
    if (name == "sft") CHECK(facts["checkpoints"] == Json{"10", "12"});
    CHECK(kindOf(folder + "/run.log") == "run_log");
}

void areKnownForWhatTheyAre(const std::string &project, const std::map<std::string, Json> &jobs) {
    const auto folder = [&](const char *name) { return project + "/runs/" + jobs.at(name)["id"].get<std::string>(); };
    CHECK(kindOf(folder("sft") + "/model") == "model");
    CHECK(kindOf(folder("lora") + "/model") == "adapter");
    CHECK(kindOf(folder("sft") + "/checkpoints/10") == "checkpoint");
    CHECK(kindOf(folder("sft") + "/train.jsonl") == "dataset");
    CHECK(kindOf(folder("samples") + "/samples.jsonl") == "dataset");
    CHECK(kindOf(folder("sft, greedy") + "/answers.jsonl") == "dataset");
    CHECK(kindOf(project + "/blank/tokenizer.json") == "tokenizer");
    for (const auto &entry : fs::directory_iterator(project + "/datasets"))
        CHECK(kindOf(entry.path().string()) == "dataset");
    const std::string trace = project + "/trace.jsonl";
    REQUIRE(cli({"generate", "--model", folder("sft") + "/model", "--strategy", "best_of_n", "--set", "n=3", "--set",
                 "max_new_tokens=4", "--trace", trace},
                R"({"prompt":"1"})")
                .code == 0);
    CHECK(kindOf(trace) == "search_trace");
    const Json whole = onlyAnswer(inspect(project));
    CHECK(whole["kind"] == "project");
    CHECK(whole["runs"] == 5);
    CHECK(whole["datasets"] == 2);
    CHECK(whole["valid"] == true);
}

/// Damage anywhere is found, in the run and in the project that holds it.
void showTheirDamage(const std::string &project, const std::map<std::string, Json> &jobs) {
    const auto folder = [&](const char *name) { return project + "/runs/" + jobs.at(name)["id"].get<std::string>(); };
    std::ofstream(folder("lora") + "/run.log", std::ios::app) << "torn";
    const Json torn = onlyAnswer(inspect(folder("lora")));
    CHECK(torn["valid"] == true); // as if it were still being written
    CHECK(torn["torn_bytes"] == 4);
    const auto finds = [&](const std::string &file, const std::string &place, const std::string &code) {
        CAPTURE(file);
        const std::string before = textOf(file);
        flipLastByte(file);
        for (const auto &path : {place, project}) {
            const auto finished = inspect(path);
            CHECK(finished.code == 1);
            CHECK(onlyAnswer(finished)["valid"] == false);
            CHECK(codeOf(onlyAnswer(finished)) == code);
        }
        fs::remove(file); // it may be a link to the frozen one
        std::ofstream(file, std::ios::binary) << before;
    };
    finds(folder("sft") + "/checkpoints/10/optimizer.safetensors", folder("sft") + "/checkpoints/10",
          "checkpoint.wrong_hash");
    finds(folder("sft") + "/run.log", folder("sft"), "frame.bad_crc");
    finds(folder("sft") + "/model/config.json", folder("sft"), "json.syntax");
    CHECK(inspect(project).code == 0);
    const fs::path set = fs::directory_iterator(project + "/datasets")->path() / "rows.jsonl";
    std::ofstream(set, std::ios::app) << "{}\n";
    CHECK(codeOf(onlyAnswer(inspect(project))) == "dataset.wrong_hash");
    CHECK(cli({"events", project + "/runs/none"}).code == 1);
    CHECK(codeOf(onlyAnswer(cli({"events", "none", "--project", project, "--json-errors"}))) == "run.not_found");
}

} // namespace

TEST_CASE("the log of every run comes out whole, and all that an experiment makes is told for what it is") {
    const TemporaryFolder scratch;
    const std::string project = (scratch.path / "project").string();
    writeSmallProject(project, replaced(replaced(kSmallExperiment, "max_steps = 12", "max_steps = 12\nsave_steps = 5"),
                                        "strategy = \"greedy\"", "strategy = \"greedy\"\ntrace = true") +
                                   kMoreStages);
    REQUIRE(cli({"run", project}).code == 0);
    const auto jobs = jobsOf(project);
    REQUIRE(jobs.size() == 5);
    for (const auto &[name, job] : jobs) isWhole(project, name, job);
    areKnownForWhatTheyAre(project, jobs);
    showTheirDamage(project, jobs);
}

TEST_CASE("a follower sees a run through a pause to its end") {
    const TemporaryFolder scratch;
    const std::string project = longProject(scratch);
    Process run(kProgram, {"run", project, "--only", "base"});
    const AtWork at = firstRun(project, "checkpoints/20/manifest.json");
    REQUIRE(cli({"pause", at.folder.string()}).code == 0);
    const auto isPaused = [](const std::string &log) { return log.rfind(R"("state":"paused")") != log.npos; };
    waitUntil([&] { return isPaused(cli({"events", at.folder.string()}).out); });
    Process follower(kProgram, {"events", at.folder.string(), "--follow"});
    waitUntil([&] { return isPaused(follower.outputSoFar()); });
    ::usleep(300'000);
    CHECK(isAtWork(follower.pid()));
    CHECK(jobsOf(project)["base"]["state"] == "paused");
    REQUIRE(cli({"resume", at.folder.string()}).code == 0);
    const auto seen = follower.wait();
    CHECK(seen.code == 0);
    CHECK(answersOf(seen).back()["body"]["state"] == "finished");
    CHECK(run.wait().code == 0);
    CHECK(cli({"events", at.folder.string()}).out == seen.out);
}

namespace {

std::string linesOf(const std::vector<Json> &requests) {
    std::string lines;
    for (const Json &request : requests) lines += dumpJson(request) + "\n";
    return lines;
}

} // namespace

TEST_CASE("a paused run is asked and given more rows, and is another run from then on") {
    const TemporaryFolder scratch;
    const std::string project = longProject(scratch);
    Process run(kProgram, {"run", project, "--only", "base"});
    const AtWork at = firstRun(project, "checkpoints/20/manifest.json");
    const std::string folder = at.folder.string(), id = at.folder.filename().string();
    const auto ask = [&](const std::vector<Json> &requests) {
        return cli({"ask", id, "--project", project}, linesOf(requests));
    };
    const Json write = {{"verb", "generate"}, {"prompt", "1"}, {"max_new_tokens", 4}, {"temperature", 0}, {"id", "w"}};
    const auto early = ask({write});
    CHECK(early.code == 1);
    CHECK(codeOf(onlyAnswer(early)) == "run.not_paused");
    REQUIRE(cli({"pause", folder}).code == 0);
    const Json row = answersOf({.out = textOf(folder + "/train.jsonl"), .err = {}}).front();
    const Json add = {{"verb", "add_rows"}, {"rows", {row, row}}, {"id", 7}},
               bad = {{"verb", "add_rows"}, {"rows", {row, {{"no", "text"}}}}},
               change = {{"verb", "change"}, {"settings", {{"weight_decay", 0.25}}}};
    const auto asked = ask({write, bad, add, change, write});
    CHECK(asked.code == 1); // one of them was bad
    const auto answers = answersOf(asked);
    REQUIRE(answers.size() == 5);
    CHECK(answers[0]["id"] == "w");
    CHECK(answers[0]["completions"].size() == 1);
    CHECK(answers[0]["provenance"]["model"]["run"] == id);
    CHECK(answers[1]["error"]["where"]["line"] == 2);
    CHECK(!answers[1]["error"]["where"].contains("file"));
    CHECK(answers[2]["id"] == 7);
    CHECK(answers[2]["rows"] == 2);
    CHECK(answers[2]["step"] == answers[0]["step"]);
    CHECK(answers[2]["from_step"] > answers[2]["step"]);
    CHECK(answers[3]["changed"][0]["old"] == 0.01);
    CHECK(answers[3]["changed"][0]["new"] == 0.25);
    CHECK(answers[4]["completions"] == answers[0]["completions"]);
    REQUIRE(cli({"stop", folder}).code == 0);
    run.wait();
    CHECK(jobsOf(project)["base"]["changed"]["added"][0]["rows"] == 2);
    CHECK(jobsOf(project)["base"]["changed"]["settings"][0]["field"] == "weight_decay");
    CHECK(cli({"jobs", project}).out.find("weight_decay is 0.25 instead of 0.01 behind step") != std::string::npos);
    const auto resumed = cli({"resume", id, "--project", project});
    CAPTURE(resumed.err);
    CHECK(resumed.code == 0);
    CHECK(ask({write}).err.find("no worker of this run is listening") != std::string::npos);
    Process again(kProgram, {"run", project, "--only", "base"});
    const auto isAnother = [&] { return answersOf(cli({"jobs", project, "--json"})).size() == 2; };
    waitUntil([&] { return isAnother() || !isAtWork(again.pid()); });
    CHECK_MESSAGE(isAnother(), again.errorsSoFar()); // not taken for the same
    ::kill(again.pid(), SIGTERM);
    again.wait();
}

TEST_CASE("a run whose worker was killed is put to work again by resume, with what it needs and nothing else") {
    for (const bool apart : {false, true}) { // as a part of the whole experiment, and alone
        CAPTURE(apart);
        const TemporaryFolder scratch;
        const std::string project = longProject(scratch);
        std::vector<std::string> call = {"run", project};
        if (apart) call.insert(call.end(), {"--only", "base"});
        Process run(kProgram, call);
        const AtWork at = firstRun(project, "checkpoints/40/manifest.json");
        Process follower(kProgram, {"events", at.folder.string(), "--follow"});
        ::kill(at.worker, SIGKILL);
        CHECK(run.wait().code == 4);
        const auto seen = follower.wait();
        CHECK(seen.code == 4);
        CHECK(seen.err.find("the worker has gone without finishing its run") != std::string::npos);
        CHECK(jobsOf(project)["base"]["state"] == "interrupted");
        CHECK(codeOf(onlyAnswer(cli({"pause", at.folder.string(), "--json-errors"}))) == "run.not_running");
        CHECK(codeOf(onlyAnswer(cli({"resume", "nobody", "--project", project, "--json-errors"}))) == "run.unknown");

        const auto resumed = cli({"resume", at.folder.filename().string(), "--project", project});
        CHECK(resumed.code == 0);
        const auto events = answersOf(cli({"events", at.folder.string()}));
        CHECK(events.back()["body"]["state"] == "finished");
        const auto begun = std::count_if(events.begin(), events.end(), [](const Json &event) {
            return event["body"].value("state", "") == "starting";
        });
        CHECK(begun == 2);
        for (const auto &[name, job] : jobsOf(project)) {
            CAPTURE_BOUND(name);
            CHECK((job["state"] == "finished") == (name == "base"));
        }
        CHECK(cli({"resume", at.folder.string()}).code == 0); // finished is finished
        CHECK(answersOf(cli({"events", at.folder.string()})).size() == events.size());
    }
}

TEST_CASE("the same run is told, gone on with, or begun apart where that is wanted") {
    const TemporaryFolder scratch;
    const std::string project = longProject(scratch);
    Process run(kProgram, {"run", project, "--only", "base"});
    const AtWork at = firstRun(project, "checkpoints/40/manifest.json");
    ::kill(at.worker, SIGTERM);
    CHECK(run.wait().code == 3);
    const std::string id = at.folder.filename().string();

    const auto dry = cli({"run", project, "--only", "base", "--dry-run"});
    CHECK(dry.out.find("goes on") == 0);
    CHECK(dry.err.find("“base” goes on in " + id + ", which was stopped (checkpoint of step ") != std::string::npos);
    CHECK(dry.err.find("--fresh") != std::string::npos);
    const auto wouldBe = cli({"run", project, "--only", "base", "--dry-run", "--fresh"});
    CHECK(wouldBe.out.find("to run") == 0);
    CHECK(wouldBe.err.find(id + " would be set aside") != std::string::npos);

    const auto fresh = cli({"run", project, "--only", "base", "--fresh", "--set", "stage.base.config.max_steps=1500"});
    CAPTURE(fresh.err);
    CHECK(fresh.code == 0);
    CHECK(fresh.err.find("Set aside: " + id) != std::string::npos);
    const fs::path apart = fs::path(project) / "runs" / (id + "-2");
    const auto events = answersOf(cli({"events", apart.string()}));
    const auto begun = std::find_if(events.begin(), events.end(),
                                    [](const Json &event) { return event["body"].contains("from_step"); });
    REQUIRE(begun != events.end());
    CHECK((*begun)["body"]["from_step"] == 0);
    CHECK(answersOf(cli({"events", at.folder.string()})).back()["body"]["state"] == "cancelled"); // it stays as it was
    const auto again = cli({"run", project, "--only", "base", "--dry-run"});
    CHECK(again.out.find("reused") == 0);
    CHECK(again.out.find(id + "-2") != std::string::npos);
    CHECK(again.err.find("goes on") == std::string::npos);
}

TEST_CASE("every training tells its cost, and what was stopped and gone on with counts once") {
    const TemporaryFolder scratch;
    const std::string project = (scratch.path / "project").string();
    writeSmallProject(project, std::string(kSmallExperiment) + R"(
[[stage]]
name = "samples"
kind = "sample"
model = "base"
data = "train"
[stage.config]
n = 2
max_new_tokens = 8

[[stage]]
name = "twin"
algorithm = "sft"
model = "base"
data = "train"
[stage.config]
max_steps = 12
)");
    const auto ran = cli({"run", project});
    CAPTURE(ran.err);
    REQUIRE(ran.code == 0);
    CHECK(ran.err.find("“sft” and “twin” have the same inputs: one run, ") != std::string::npos);
    const auto resultOf = [&](const char *name) {
        const auto events =
            answersOf(cli({"events", project + "/runs/" + jobsOf(project)[name]["id"].get<std::string>()}));
        return std::find_if(events.begin(), events.end(), [](const Json &event) { return event["type"] == "result"; })
            ->at("body");
    };
    const Json trained = resultOf("sft"), sampled = resultOf("samples");
    CHECK(trained["cost"]["tokens_trained"] == trained["num_tokens"]);
    CHECK(trained["cost"]["tokens_trained"] > 0);
    CHECK(trained["cost"]["tokens_sampled"] == 0);
    CHECK(trained["cost"]["seconds"] > 0);
    CHECK(sampled["cost"]["tokens_trained"] == 0);
    CHECK(sampled["cost"]["tokens_sampled"] == sampled["tokens"]);
    const Json compared = onlyAnswer(cli({"compare", project, "--format", "json"}));
    CHECK(compared["trainings"].size() == 3);                                         // base, sft and its twin
    CHECK(compared["arms"][0]["training"]["tokens_trained"] > trained["num_tokens"]); // the way from random weights
    CHECK(compared["shared_runs"][0]["names"] == Json{"sft", "twin"});
    CHECK(compared["looks"] == 0);
}

TEST_CASE("T4: a tokenizer that knows more tokens than the model has rows is refused before anything is learnt") {
    const TemporaryFolder scratch;
    const auto project = (scratch.path / "project").string();
    writeSmallProject(project, kSmallExperiment);
    Json config = *parseJson(textOf(project + "/blank/config.json"));
    config["vocab_size"] = config["vocab_size"].get<int>() - 8;
    mustWrite(project + "/blank/config.json", dumpJson(config));
    const auto ran = cli({"run", project, "--only", "base"});
    CAPTURE(ran.err);
    CHECK(ran.code == 1);
    CHECK(ran.err.find("the model has no row for") != std::string::npos);
    CHECK(ran.err.find("0 to " + std::to_string(config["vocab_size"].get<int>() - 1)) != std::string::npos);
}

TEST_CASE("arms that draw the same samples of the same model draw them once, and are charged as if they had not") {
    const TemporaryFolder scratch;
    const std::string project = (scratch.path / "project").string();
    const auto arm = [](const std::string &name, const std::string &strategy, const std::string &more) {
        return "\n[[arm]]\nname = \"" + name + "\"\nrole = \"tts\"\nmodel = \"base\"\nstrategy = \"" + strategy +
               "\"\nbuckets = [\"edge\"]\n[arm.config]\nn = 3\nmax_new_tokens = 8\n" + more;
    };
    writeSmallProject(project, std::string(kSmallExperiment) + arm("vote", "self_consistency", "") +
                                   arm("best", "best_of_n", "") + arm("colder", "best_of_n", "temperature = 0.5\n"));
    const auto ran = cli({"run", project});
    REQUIRE(ran.code == 0);
    const std::string shared = "“best” took the samples of 12 of its 12 problems from an arm of the same model";
    CHECK(ran.err.find(shared) != std::string::npos);
    CHECK(ran.err.find("“vote” took") == std::string::npos);
    CHECK(cli({"compare", project}).out.find(shared) != std::string::npos);
    CHECK(onlyAnswer(cli({"compare", project, "--format", "json"}))["drawn_before"] ==
          Json::array({{{"arm", "best"}, {"problems", 12}, {"of", 12}}}));
    const auto jobs = jobsOf(project);
    const auto told = [&](const char *name) {
        const std::string folder = project + "/runs/" + jobs.at(name)["id"].get<std::string>();
        return std::pair(answersOf({.out = textOf(folder + "/answers.jsonl"), .err = {}}),
                         cli({"events", folder}).out.find("were drawn before") != std::string::npos);
    };
    const auto [vote, voteTook] = told("vote");
    const auto [best, bestTook] = told("best");
    const auto [colder, colderTook] = told("colder");
    CHECK(!voteTook);
    CHECK(bestTook);
    CHECK(!colderTook);
    REQUIRE(best.size() == 12);
    for (std::size_t i = 0; i < best.size(); ++i) {
        Json samples = best[i]["samples"];
        for (Json &sample : samples) CHECK(sample.erase("score") == 1); // a vote gives none
        CHECK(samples == vote[i]["samples"]);
        CHECK(best[i]["seconds"] > 0);
        for (const char *kind : {"distinct", "cached", "rollout"})
            CHECK(best[i]["tokens"][kind] == vote[i]["tokens"][kind]);
    }
    CHECK(colder[0]["samples"] != vote[0]["samples"]);
}
