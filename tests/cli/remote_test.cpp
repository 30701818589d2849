// SPDX-License-Identifier: Apache-2.0
// Remote models from outside: set up, generate, search, an arm of an experiment. The servers stand on this machine.
#include "core/text/answer/answer.h"
#include "tests/cli/cli.h"
#include "tests/support/fault_server.h"
#include "tests/support/small_experiment.h"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <map>
#include <mutex>
#include <thread>

using namespace lapidary;
using namespace lapidary::test;

namespace {

/// A configuration folder of its own, so that no test meets what a person set up.
struct Machine {
    TemporaryFolder folder;
    Process::Variables variables() const { return {{"XDG_CONFIG_HOME", (folder.path / "config").string()}}; }
    Finished run(const std::vector<std::string> &arguments, const std::string &input = {}) const {
        return cli(arguments, input, variables());
    }
    void setUp(const std::string &name, const FaultServer &server, const std::vector<std::string> &more = {}) const {
        std::vector<std::string> call = {"remote",         "add", name,    "--url",           server.url(),
                                         "--remote-model", "m",   "--set", "retry_wait=0.01", "--set",
                                         "idle_timeout=5"};
        call.insert(call.end(), more.begin(), more.end());
        const auto done = run(call);
        REQUIRE_MESSAGE(done.code == 0, done.err);
    }
};

Json bodyOf(const std::string &request) {
    return Json::parse(request.substr(request.find("\r\n\r\n") + 4));
}

/// Answers every question with the letters of its last message, and log-probabilities.
void echo(Peer &peer) {
    const Json body = bodyOf(peer.request());
    if (body.contains("prompt"))
        return (void)peer.send(withLength(dumpJson(
            {{"model", "m"}, {"choices", {{{"index", 0}, {"text", body["prompt"]}, {"finish_reason", "stop"}}}}})));
    const std::string text = body["messages"].back()["content"];
    std::string all = head(200, "text/event-stream");
    for (int n = 0; n < body["n"].get<int>(); ++n) {
        for (const char c : text) {
            const Json token = {{"token", std::string(1, c)},
                                {"logprob", -0.5 * (n + 1)},
                                {"top_logprobs", {{{"token", "?"}, {"logprob", -2}}}}};
            all += event(dumpJson({{"model", "m"},
                                   {"choices",
                                    {{{"index", n},
                                      {"delta", {{"content", std::string(1, c)}}},
                                      {"logprobs", {{"content", {token}}}}}}}}));
        }
        all += endChunk("stop", n);
    }
    peer.send(all + event("[DONE]"));
}

} // namespace

TEST_CASE("a remote model generates, with a prompt or a chat, and says where it is") {
    const Machine machine;
    const FaultServer server(echo);
    machine.setUp("here", server);
    const auto answers = answersOf(
        machine.run({"generate", "--model", "remote:here"},
                    R"({"id":1,"prompt":"abc","max_new_tokens":9,"temperature":0.5,"seed":3,"logprobs":true})"
                    "\n"
                    R"({"messages":[{"role":"system","content":"x"},{"role":"user","content":"de"}],"n":2})"));
    REQUIRE(answers.size() == 2);
    CHECK(answers[0]["id"] == 1);
    const Json &completion = answers[0]["completions"][0];
    CHECK(completion["text"] == "abc");
    CHECK(completion["ids"].empty());
    CHECK(completion["finish_reason"] == "stop");
    CHECK(completion["logprobs"] == Json::array({-0.5, -0.5, -0.5}));
    CHECK(completion["tokens"][0]["top"][0]["token"] == "?");
    CHECK(answers[0]["tokens"]["kept"] == 3);
    CHECK(answers[0]["provenance"]["remote"]["origin"] == "http://127.0.0.1:" + std::to_string(server.port()));
    CHECK(answers[0]["provenance"]["remote"]["requests"] == 1);
    const auto read = answersFromJson(answers[0]);
    REQUIRE(read);
    CHECK(read->best().text == "abc");
    REQUIRE(read->best().tokens.size() == 3);
    CHECK(read->best().tokens[0].text == "a");
    CHECK(read->best().tokens[0].id == -1); // of no vocabulary here
    CHECK(read->best().tokens[2].logprob == -0.5f);
    CHECK(read->best().tokens[0].alternatives.front().text == "?");
    CHECK(read->best().from.server["origin"] == "http://127.0.0.1:" + std::to_string(server.port()));
    CHECK(answers[1]["completions"].size() == 2);
    CHECK(answers[1]["completions"][1]["text"] == "de");
    const Json sent = bodyOf(server.requests()[0]);
    CHECK(sent["max_tokens"] == 9);
    CHECK(sent["temperature"] == 0.5);
    CHECK(sent["seed"] == 3);
    CHECK(bodyOf(server.requests()[1])["messages"].size() == 2);
}

TEST_CASE("strategies search with a remote model; without log-probabilities it says what is missing") {
    const Machine machine;
    const FaultServer server(echo), plain([](Peer &peer) { peer.send(withLength(wholeAnswer("A1"))); });
    machine.setUp("here", server);
    machine.setUp("plain", plain, {"--api", "chat"});
    const std::string line = R"({"prompt":"A7","reference":"7"})";
    const Json best = onlyAnswer(
        machine.run({"generate", "--model", "remote:here", "--strategy", "best_of_n", "--set", "n=3"}, line));
    CHECK(best["chosen"] == 0); // the first was given the highest log-probabilities
    CHECK(best["provenance"]["scores"].size() == 3);
    CHECK(best["tokens"]["rejected"] == 4);
    const Json vote = onlyAnswer(machine.run({"generate", "--model", "remote:plain", "--strategy", "self_consistency",
                                              "--set", "n=3", "--rule", "chain_mod"},
                                             line));
    CHECK(vote["provenance"]["reason"] == "votes 3 of 3");
    CHECK(vote["provenance"]["remote"]["flags"] == Json::array({"gave fewer choices than asked for"}));
    CHECK(vote["tokens"]["kept"].get<int>() + vote["tokens"]["rejected"].get<int>() == 6);
    CHECK(codeOf(onlyAnswer(
              machine.run({"generate", "--model", "remote:plain", "--strategy", "best_of_n", "--set", "n=2"}, line))) ==
          "search.no_logprobs");
    const Json greedy = onlyAnswer(machine.run({"generate", "--model", "remote:plain", "--strategy", "greedy"}, line));
    CHECK(greedy["completions"][0]["text"] == "A1");
    CHECK(bodyOf(plain.requests().back())["temperature"] == 0.0);
}

TEST_CASE("a remote model judges the answers of another") {
    const Machine machine;
    const FaultServer server(
        [](Peer &peer) { peer.send(withLength(wholeAnswer("A" + std::to_string(peer.number())))); });
    const FaultServer judge([](Peer &peer) { // likes the second answer, and has nothing to say of the third
        const std::string asked = bodyOf(peer.request())["messages"][0]["content"];
        CHECK(asked.find("what is it?") != std::string::npos);
        peer.send(withLength(wholeAnswer(asked.find("\nA2\n") != std::string::npos   ? "Good.\nRating: 9"
                                         : asked.find("\nA3\n") != std::string::npos ? "Hm."
                                                                                     : "Poor. Rating: 3")));
    });
    machine.setUp("writer", server, {"--set", "max_concurrent=1"});
    machine.setUp("judge", judge);
    const auto best = [&](const std::vector<std::string> &more) {
        std::vector<std::string> call = {"generate", "--model", "remote:writer", "--strategy",  "best_of_n",
                                         "--set",    "n=3",     "--set",         "scorer=judge"};
        call.insert(call.end(), more.begin(), more.end());
        return onlyAnswer(machine.run(call, R"({"prompt":"what is it?"})"));
    };
    const Json chosen = best({"--set", "judge=judge"});
    CHECK(chosen["chosen"] == 1);
    CHECK(chosen["provenance"]["scores"] ==
          Json::array({0.3, 0.9, nullptr}));  // no rating is none, and not the worst one
    CHECK(chosen["tokens"]["verifier"] == 6); // as the judge's server counts
    CHECK(bodyOf(judge.requests()[0])["temperature"] == 0.0);
    CHECK(codeOf(best({})) == "search.no_judge");
    CHECK(codeOf(best({"--set", "judge=nobody"})) == "remote.unknown");
}

TEST_CASE("what a remote model cannot do is said before or in the place of an answer") {
    const Machine machine;
    const FaultServer server(echo);
    machine.setUp("here", server);
    machine.setUp("text", server, {"--api", "completions"});
    const auto codeOn = [&](const std::string &name, const std::string &line, std::vector<std::string> more = {}) {
        std::vector<std::string> call = {"generate", "--model", "remote:" + name};
        call.insert(call.end(), more.begin(), more.end());
        return codeOf(onlyAnswer(machine.run(call, line)));
    };
    CHECK(codeOn("here", R"({"ids":[1,2]})") == "remote.ids");
    CHECK(codeOn("here", R"({"prompt":"a","messages":[{"role":"user","content":"b"}]})") == "request.input");
    CHECK(codeOn("here", R"({"messages":[]})") == "request.input");
    CHECK(codeOn("here", R"({"prompt":"a"})", {"--set", "completion_prefix=T"}) == "remote.prefix");
    CHECK(codeOn("text", R"({"messages":[{"role":"user","content":"b"}]})") == "remote.messages");
    CHECK(codeOn("text", R"({"prompt":"a"})", {"--strategy", "beam_search"}) == "remote.steps");
    CHECK(onlyAnswer(machine.run({"generate", "--model", "remote:text", "--set", "completion_prefix=T"},
                                 R"({"prompt":"a"})"))["completions"][0]["text"] == "TaT");
    const auto logits = machine.run({"logits", "--model", "remote:here"}, R"({"ids":[1]})");
    CHECK(logits.code == 1);
    CHECK(logits.err.find("only generates") != std::string::npos);
    CHECK(machine.run({"generate", "--model", "remote:there"}, R"({"prompt":"a"})").err.find("expected here, text") !=
          std::string::npos);
    CHECK(machine.run({"generate", "--model", "remote:here", "--adapter", "x"}, R"({"prompt":"a"})").code == 1);
}

TEST_CASE("nothing goes beyond this machine before somebody allowed it") {
    const Machine machine;
    const auto added = machine.run(
        {"remote", "add", "far", "--url", "https://far.invalid/v1", "--remote-model", "m", "--set", "retries=0"});
    CHECK(added.code == 0);
    CHECK(added.err.find("remote allow far") != std::string::npos);
    const auto refused = machine.run({"generate", "--model", "remote:far"}, R"({"prompt":"a"})");
    CHECK(refused.code == 1);
    CHECK(refused.err.find("nobody has allowed") != std::string::npos);
    CHECK(machine.run({"remote", "allow", "far"}).code == 2); // nobody there to be asked
    CHECK(onlyAnswer(machine.run({"remote", "list", "--json"}))["allowed"] == false);
    CHECK(machine.run({"remote", "allow", "far", "--yes"}).code == 0);
    CHECK(onlyAnswer(machine.run({"remote", "list", "--json"}))["allowed"] == true);
    CHECK(codeOf(onlyAnswer(machine.run({"generate", "--model", "remote:far"}, R"({"prompt":"a"})"))) ==
          "remote.connect");
    CHECK(machine.run({"remote", "disallow", "https://far.invalid"}).code == 0);
    CHECK(onlyAnswer(machine.run({"remote", "list", "--json"}))["allowed"] == false);
}

TEST_CASE("a key is taken from standard input, kept by the keyring, and sent to its server only") {
    const Machine machine;
    auto variables = machine.variables();
    for (const auto &[name, value] : {std::pair<std::string, std::string>{"SECRET_BACKEND", "file"},
                                      {"SECRET_FILE_TEST_PATH", (machine.folder.path / "keyring").string()},
                                      {"SECRET_FILE_TEST_PASSWORD", "test"}})
        variables[name] = value;
    const FaultServer server(echo);
    machine.setUp("here", server);
    CHECK(cli({"remote", "key", "here"}, "two words\n", variables).code == 1);
    CHECK(cli({"remote", "key", "here"}, " sk-secret\r\n", variables).code == 0);
    CHECK(cli({"generate", "--model", "remote:here"}, R"({"prompt":"a"})", variables).code == 0);
    CHECK(server.requests().back().find("Authorization: Bearer sk-secret\r\n") != std::string::npos);
    for (const auto &file : fs::recursive_directory_iterator(machine.folder.path / "config"))
        if (file.is_regular_file()) CHECK(textOf(file.path().string()).find("sk-secret") == std::string::npos);
    CHECK(cli({"remote", "key", "here", "--forget"}, "", variables).code == 0);
    CHECK(cli({"generate", "--model", "remote:here"}, R"({"prompt":"a"})", variables).code == 0);
    CHECK(server.requests().back().find("Authorization") == std::string::npos);
    CHECK(cli({"remote", "key", "here"}, "sk-secret\n", variables).code == 0);
    CHECK(cli({"remote", "forget", "here"}, "", variables).code == 0);
    machine.setUp("here", server, {"--set", "key=true"});
    CHECK(cli({"generate", "--model", "remote:here"}, R"({"prompt":"a"})", variables).err.find("holds no key") !=
          std::string::npos); // it has gone with the model
}

TEST_CASE("the models of a server are listed") {
    const Machine machine;
    const FaultServer server([](Peer &peer) {
        const std::string body = R"({"object":"list","data":[{"id":"one"},{"id":"two"}]})";
        peer.send(peer.request().starts_with("GET /v1/models ")
                      ? head(200, "application/json", "Content-Length: " + std::to_string(body.size()) + "\r\n") + body
                      : head(404, ""));
    });
    machine.setUp("here", server);
    CHECK(machine.run({"remote", "models", "here"}).out == "one\ntwo\n");
}

namespace {

constexpr const char *kFarExperiment = R"(version = 1
name = "far"
rule = "chain_mod"
[models]
far = "remote:here"
[[data]]
name = "edge"
task = "chain_mod"
seed = 5
count = 12
[[stage]]
name = "samples"
kind = "sample"
model = "far"
data = "edge"
[stage.config]
n = 2
[[arm]]
name = "far, greedy"
role = "base"
model = "far"
strategy = "greedy"
buckets = ["edge"]
)";

/// How many answers and samples there are; none of them may be cut off.
int wholeRowsOf(const std::string &project) {
    int rows = 0;
    for (const auto &file : fs::recursive_directory_iterator(project + "/runs")) {
        const std::string name = file.path().filename();
        if (name != "answers.jsonl" && name != "samples.jsonl") continue;
        const std::string text = textOf(file.path().string());
        CHECK(text.find("truncated") == std::string::npos);
        rows += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    }
    return rows;
}

} // namespace

TEST_CASE("a remote model is an arm of an experiment; what was cut off is asked again and never kept") {
    const Machine machine;
    std::map<std::string, std::string> known;
    for (const auto &problem : answersOf(cli({"task", "chain_mod", "--seed", "5", "--count", "12"})))
        known[problem["prompt"]] = problem["completion"];
    std::map<std::string, int> cut; // how often each prompt met a server that breaks off
    std::mutex mutex;
    const FaultServer server([&](Peer &peer) {
        const std::string prompt = bodyOf(peer.request())["messages"][0]["content"];
        const std::string answer = known.at(prompt);
        const bool wrong = prompt == known.begin()->first; // one that it does not know
        const std::lock_guard lock(mutex);
        if (cut[prompt]++ == 1)
            peer.send(head(200, "text/event-stream") + textChunk(answer.substr(0, 5)));
        else
            peer.send(withLength(wholeAnswer(wrong ? "A?" : answer)));
    });
    machine.setUp("here", server, {"--set", "max_concurrent=4"});
    const auto project = (machine.folder.path / "project").string();
    mustWrite(project + "/experiment.toml", kFarExperiment);
    const auto ran = machine.run({"run", project});
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    CHECK(cut.size() == 12);
    const Json table = onlyAnswer(machine.run({"compare", project, "--format", "json"}));
    CHECK(table["arms"][0]["n"] == 12);
    CHECK(table["arms"][0]["correct"] == 11);
    CHECK(table["arms"][0]["tokens_per_problem"] == 2.0); // as the server counts
    CHECK(wholeRowsOf(project) == 24);
    const auto asked = server.requests().size();
    CHECK(machine.run({"run", project}).code == 0);
    CHECK(server.requests().size() == asked); // what is done is not paid for again
}

TEST_CASE("a run that is stopped between two samples of a problem writes no problem with fewer") {
    const Machine machine;
    std::atomic<bool> hangs = true;
    std::map<std::string, int> asked;
    std::mutex mutex;
    const FaultServer server([&](Peer &peer) { // one answer a request: every problem gets one of its two and then waits
        bool second = false;
        {
            const std::lock_guard lock(mutex);
            second = asked[bodyOf(peer.request())["messages"][0]["content"]]++ > 0;
        }
        if (hangs && second) return peer.wait(60);
        peer.send(withLength(wholeAnswer("A" + std::to_string(peer.number()))));
    });
    machine.setUp("here", server, {"--set", "idle_timeout=60", "--set", "max_concurrent=4"});
    const auto project = (machine.folder.path / "project").string();
    mustWrite(project + "/experiment.toml",
              "version = 1\nname = \"x\"\nrule = \"chain_mod\"\n[models]\nfar = \"remote:here\"\n[[data]]\nname = "
              "\"d\"\ntask = \"chain_mod\"\ncount = 4\n"
              "[[stage]]\nname = \"s\"\nkind = \"sample\"\nmodel = \"far\"\ndata = \"d\"\n[stage.config]\nn = 2\n");
    Process running(kProgram, {"run", project}, {}, machine.variables());
    for (int i = 0; i < 1000 && server.requests().size() < 8; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    REQUIRE(server.requests().size() == 8);
    ::kill(running.pid(), SIGINT);
    CHECK(running.wait().code == 3);
    const auto samples = [&] {
        std::vector<Json> rows;
        for (const auto &file : fs::recursive_directory_iterator(project + "/runs"))
            if (file.path().filename() == "samples.jsonl") {
                std::istringstream lines(textOf(file.path()));
                for (std::string line; std::getline(lines, line);) rows.push_back(*parseJson(line, {.depth = 128}));
            }
        return rows;
    };
    CHECK(samples().empty());
    hangs = false;
    CHECK(machine.run({"run", project}).code == 0);
    CHECK(samples().size() == 4);
    for (const auto &row : samples()) CHECK(row["completions"].size() == 2);
}

TEST_CASE("a server writes further rows of a data set: told, added as a step, frozen as a version, and taken back") {
    const Machine machine;
    const FaultServer server([](Peer &peer) {
        const std::string text = bodyOf(peer.request())["messages"].back()["content"];
        const bool tasks = text.find("series of tasks") != std::string::npos;
        peer.send(wholeAnswer(tasks ? "Task 3: Name two colours.\nTask 4: Name two colours!\nTask 5: Say how many "
                                      "legs a dog has."
                                    : "Four or so."));
    });
    machine.setUp("here", server);
    const auto project = (machine.folder.path / "project").string();
    mustWrite(project + "/experiment.toml", "version = 1\nname = \"x\"\n");
    mustWrite(project + "/datasets/imported/mine.jsonl", "{\"prompt\":\"Name a tree.\",\"completion\":\"Fir.\"}\n"
                                                         "{\"prompt\":\"Count to three.\",\"completion\":\"123\"}\n");
    REQUIRE(machine.run({"data", "open", "mine", "--project", project}).code == 0);
    const auto instruct = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"data", "instruct", "mine", "--project", project});
        return machine.run(more);
    };
    const auto made = instruct({"--model", "remote:here", "--count", "2", "--freeze"});
    CHECK(made.code == 0);
    const auto lines = answersOf(made);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0]["prompt"] == "Name two colours.");
    CHECK(lines[1]["completion"] == "Four or so.");
    CHECK(lines[2]["kind"] == "instruct");
    CHECK(lines[2]["what"]["dropped"] == Json{{"like", 1}});
    CHECK(lines[2]["what"]["model"]["remote"] == "here");
    const std::string frozen = textOf(project + "/" + lines[2]["file"].get<std::string>());
    CHECK(std::count(frozen.begin(), frozen.end(), '\n') == 4);
    CHECK(machine.run({"data", "undo", "mine", "--project", project}).code == 0);
    // A model that is none: what it writes is cut, and it is said that nothing came of it.
    const auto none = instruct({"--model", "resources:stories260k", "--patience", "1", "--max-new-tokens", "12"});
    CHECK(none.code == 1);
    CHECK_MESSAGE(none.err.find("the model has made no row; found {\"cut\":1}") != std::string::npos, none.err);
    CHECK(answersOf(machine.run({"data", "rows", "mine", "--project", project})).size() == 2);
}

TEST_CASE("a model that is remote cannot be trained") {
    const Machine machine;
    const FaultServer server(echo);
    machine.setUp("here", server);
    const auto project = (machine.folder.path / "project").string();
    mustWrite(
        project + "/experiment.toml",
        "version = 1\nname = \"x\"\n[models]\nfar = \"remote:here\"\n[[data]]\nname = \"d\"\ntask = "
        "\"chain_mod\"\ncount = 4\n[[stage]]\nname = \"s\"\nalgorithm = \"sft\"\nmodel = \"far\"\ndata = \"d\"\n");
    const auto ran = machine.run({"run", project});
    CHECK(ran.code == 1);
    CAPTURE(ran.err);
    CHECK(ran.err.find("stage.s.model: a remote model cannot be trained") != std::string::npos);
    CHECK(server.requests().empty());
}

TEST_CASE("a question to a server ends at once when somebody stops it") {
    const Machine machine;
    const FaultServer server([](Peer &peer) { peer.wait(60); });
    machine.setUp("here", server, {"--set", "idle_timeout=60"});
    for (const std::vector<std::string> &call :
         {std::vector<std::string>{"remote", "models", "here"}, {"generate", "--model", "remote:here"}}) {
        const auto before = server.requests().size();
        Process asking(kProgram, call, R"({"prompt":"a"})", machine.variables());
        for (int i = 0; i < 500 && server.requests().size() == before; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        REQUIRE(server.requests().size() == before + 1);
        ::kill(asking.pid(), SIGINT);
        CHECK(asking.wait().code == 3); // one that had waited for the server would tell of its silence
    }
}
