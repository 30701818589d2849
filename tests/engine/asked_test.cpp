// SPDX-License-Identifier: Apache-2.0
// A worker that is paused, asked over its channel and let go on ends with the bytes of one that was left alone.
#include "core/job/channel.h"
#include "tests/support/quiet_training.h"
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <thread>

using namespace lapidary;

namespace {

/// Answers of a worker by their ids; its events are passed over.
class Asker {
public:
    explicit Asker(const fs::path &run) {
        for (int i = 0; i < 3000 && !client_; ++i) {
            if (auto made = connectTo(run)) client_ = std::make_unique<ChannelClient>(std::move(*made));
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        REQUIRE(client_);
    }
    void send(const Json &message) { REQUIRE(client_->send(message)); }
    void put(Json request, int id) {
        request["id"] = id;
        send(request);
    }
    Json ask(const Json &request, int id) {
        put(request, id);
        return answer(id);
    }
    Json answer(int id) {
        for (int i = 0; i < 600 && !answers_.contains(id); ++i) {
            auto message = client_->receive(100);
            REQUIRE_MESSAGE(message, id);
            if (*message && (**message).contains("id") && !(**message).contains("partial"))
                answers_[(**message)["id"].get<int>()] = **message;
        }
        REQUIRE_MESSAGE(answers_.contains(id), id);
        return answers_[id];
    }

private:
    std::map<int, Json> answers_{};
    std::unique_ptr<ChannelClient> client_;
};

pid_t start(const fs::path &run) {
    const pid_t child = fork();
    if (child == 0) {
        dup2(::open((run / "stderr.txt").c_str(), O_WRONLY | O_CREAT, 0644), 2);
        execl(LAPIDARY_BIN "/lapidary-worker", "lapidary-worker", "run", run.c_str(), nullptr);
        _exit(127);
    }
    return child;
}

int endOf(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void waitForSteps(const fs::path &run, int steps) {
    RunLogReader log(run / "run.log");
    for (int i = 0; i < 12000 && steps > 0; ++i) {
        const auto events = log.next();
        REQUIRE(events);
        for (const auto &event : *events) steps -= event.type == "metrics";
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    REQUIRE(steps <= 0);
}

Json lora(int steps) {
    return runOnTokens("sft", {{"max_steps", steps},
                               {"learning_rate", 1e-3},
                               {"lr_scheduler_type", "constant"},
                               {"per_device_train_batch_size", 4},
                               {"use_peft", true},
                               {"lora_dropout", 0.2},
                               {"save_steps", 1000}});
}

Json served(const fs::path &scratch, const Json &request) {
    REQUIRE(writeFileAtomic(scratch / "request.jsonl", dumpJson(request) + "\n"));
    REQUIRE(exitCodeOf(LAPIDARY_BIN "/lapidary-worker serve --stdio < " + (scratch / "request.jsonl").string() + " > " +
                       (scratch / "answer.jsonl").string()) == 0);
    return jsonOf(scratch / "answer.jsonl");
}

const Json kGreedy = {{"verb", "generate"}, {"ids", {5, 6, 7}}, {"max_new_tokens", 12},
                      {"temperature", 0},   {"logprobs", true}, {"ignore_eos", true}};

Json greedyWith(const char *key, Json value) {
    Json request = kGreedy;
    request[key] = std::move(value);
    return request;
}

std::string codeOf(const Json &answer) {
    return answer.value("error", Json::object()).value("code", "");
}

/// What a paused run answers, and what it refuses, apart from the first question.
void asksMore(Asker &asker, const Json &written) {
    CHECK(asker.ask(kGreedy, 3)["completions"] == written["completions"]);
    Json warm = kGreedy;
    warm.update({{"temperature", 1.0}, {"n", 3}, {"seed", 9}});
    CHECK(asker.ask(warm, 4)["completions"].size() == 3);
    CHECK(codeOf(asker.ask({{"verb", "score"}, {"ids", {5, 6}}}, 5)) == "model.no_scores");
    CHECK(codeOf(asker.ask({{"verb", "fly"}}, 6)) == "request.unknown_verb");
    CHECK(codeOf(asker.ask(greedyWith("model", {{"path", "elsewhere"}}), 7)) == "request.unknown_field");
    CHECK(codeOf(asker.ask(greedyWith("port", "reference"), 8)) == "request.unknown_port");
}

/// The run goes on while it writes, and while somebody waits; whether the writing had begun by then.
bool goesOnMeanwhile(Asker &asker) {
    Json endless = greedyWith("max_new_tokens", 100); // the model has room for no more than a few hundred tokens
    endless["n"] = 4000;
    asker.put(endless, 9);
    asker.put(kGreedy, 10);
    asker.send({{"cmd", "resume"}});
    CHECK(codeOf(asker.answer(10)) == "run.went_on"); // it waited
    const Json cut = asker.answer(9);                 // it was under way
    if (!codeOf(cut).empty()) return false;
    CHECK(cut["completions"][0]["finish_reason"] == "cancelled");
    return true;
}

void tellsWhatItWasAsked(const fs::path &run, int step, bool cut) {
    std::vector<std::string> verbs;
    for (const auto &event : eventsOf(run))
        if (event.type == "asked") {
            CHECK(event.body["step"] == step);
            verbs.push_back(event.body["verb"]);
        }
    std::vector<std::string> asked{"generate", "generate", "generate", "score", "fly", "generate", "generate"};
    if (cut) asked.push_back("generate");
    CHECK(verbs == asked);
}

} // namespace

TEST_CASE("a paused worker writes with its weights as they stand, and what it is asked changes no byte of it") {
    const TemporaryFolder folder;
    const auto whole = makeRunFolder(folder.path, "whole", lora(400), someSequences());
    REQUIRE(runWorker(whole) == 0);
    const auto run = makeRunFolder(folder.path, "asked", lora(400), someSequences());
    const pid_t worker = start(run);
    Asker asker(run);
    waitForSteps(run, 3);
    CHECK(codeOf(asker.ask(kGreedy, 1)) == "run.not_paused");
    asker.send({{"cmd", "pause"}});
    const Json written = asker.ask(kGreedy, 2); // need not wait until it rests
    CAPTURE(dumpJson(written));
    REQUIRE(codeOf(written) == "");
    const int step = written["step"];
    CHECK(step >= 3);
    REQUIRE(step < 400);
    asksMore(asker, written);
    const bool cut = goesOnMeanwhile(asker);
    REQUIRE(endOf(worker) == 0);
    CHECK(textOf(run / "model/adapter_model.safetensors") == textOf(whole / "model/adapter_model.safetensors"));
    for (const char *file : {"model.safetensors", "optimizer.safetensors", "manifest.json"})
        CHECK(textOf(run / "checkpoints/400" / file) == textOf(whole / "checkpoints/400" / file));
    tellsWhatItWasAsked(run, step, cut);

    const auto until = makeRunFolder(folder.path, "until", lora(step), someSequences());
    REQUIRE(runWorker(until) == 0);
    Json same = kGreedy;
    same["model"] = {{"path", LAPIDARY_TEST_DATA "/models/llama2_mha"},
                     {"adapters", {{{"path", (until / "model").string()}}}},
                     {"threads", 1}};
    CHECK(served(folder.path, same)["completions"] == written["completions"]);
}

TEST_CASE("who waits for an answer is told when the run is stopped") {
    const TemporaryFolder folder;
    const auto run = makeRunFolder(folder.path, "run", lora(100000), someSequences());
    const pid_t worker = start(run);
    Asker asker(run);
    waitForSteps(run, 1);
    asker.send({{"cmd", "pause"}});
    Json long1 = {{"verb", "generate"}, {"ids", {5}}, {"max_new_tokens", 100}, {"n", 4000}, {"id", 1}};
    asker.send(long1);
    asker.send({{"verb", "generate"}, {"ids", {5}}, {"id", 2}});
    asker.send({{"cmd", "stop"}});
    CHECK(codeOf(asker.answer(2)) == "run.stopped");
    CHECK(endOf(worker) == 3);
}
