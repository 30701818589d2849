// SPDX-License-Identifier: Apache-2.0
// The verbs that the worker answers, and what is said when it dies.
#include "core/job/worker_client.h"
#include "core/text/answer/answer.h"
#include "tests/cli/cli.h"
#include <cmath>
#include <csignal>
#include <sys/stat.h>

using namespace lapidary;
using namespace lapidary::test;

namespace {

const std::string kModel = std::string(LAPIDARY_TEST_DATA) + "/models/llama_gqa_tied";

const std::string kStories = kGolden + "/stories260k/";

/// The imported story model's folder.
std::string storyModel(const TemporaryFolder &scratch) {
    const std::string out = (scratch.path / "model").string();
    REQUIRE(cli({"import", "model", "--format", "llama2c", kStories + "stories260K.bin", "--tokenizer",
                 kStories + "tok512.bin", "--out", out})
                .code == 0);
    return out;
}

/// A program that stands in for the worker and ends in the way of the script.
std::string pretend(const TemporaryFolder &scratch, const std::string &script) {
    const auto file = scratch.write("worker", "#!/bin/sh\n" + script);
    ::chmod(file.c_str(), 0700);
    return file.string();
}

} // namespace

TEST_CASE("an imported story model tells its published story") {
    const TemporaryFolder scratch;
    const std::string out = storyModel(scratch);
    const auto published = parseJson(textOf(kStories + "expected_greedy_200.json"));
    REQUIRE(published);
    const auto told =
        cli({"generate", "--model", out, "--strategy", "greedy", "--set", "max_new_tokens=200"}, R"({"prompt":""})");
    CHECK(told.code == 0);
    CHECK(onlyAnswer(told)["completions"][0]["text"] == (*published)["cases"][0]["expected_text"]);
}

TEST_CASE("the one reader of answers reads what the worker writes, whatever was asked") {
    auto worker = WorkerClient::start(LAPIDARY_BIN "/lapidary-worker");
    REQUIRE(worker);
    const auto ask = [&](const Json &more) {
        Json request = {{"verb", "generate"}, {"model", {{"path", kModel}}}, {"ids", {1, 2, 3}}, {"max_new_tokens", 5}};
        request.update(more);
        const auto told = worker->ask(request, [] { return false; });
        REQUIRE_MESSAGE(told, describe(told.error()));
        const auto answers = answersFromJson(*told);
        REQUIRE_MESSAGE(answers, describe(answers.error()) << dumpJson(*told));
        REQUIRE(answers->all.size() == told->at("completions").size());
        for (std::size_t i = 0; i < answers->all.size(); ++i) {
            const Answer &answer = answers->all[i];
            const Json &completion = told->at("completions")[i];
            CHECK(answer.text == completion["text"]);
            CHECK(answer.finishReason == completion["finish_reason"]);
            REQUIRE(answer.tokens.size() == completion["ids"].size());
            for (std::size_t t = 0; t < answer.tokens.size(); ++t) {
                CHECK(answer.tokens[t].id == completion["ids"][t]);
                CHECK(answer.tokens[t].logprob.has_value() == completion.contains("logprobs"));
                if (answer.tokens[t].logprob)
                    CHECK(*answer.tokens[t].logprob == completion["logprobs"][t].get<float>());
            }
            CHECK(answer.score.has_value() == completion.contains("score"));
        }
        return *answers;
    };
    const Answers plain = ask({{"n", 2}, {"temperature", 1}, {"seed", 4}});
    CHECK(plain.best().from.strategy == "samples");
    CHECK(plain.best().from.settings["seed"] == 4);
    CHECK(plain.best().from.model["path"] == kModel);
    CHECK(!plain.best().from.isRemote());
    CHECK(plain.best().cost.spent() == 10);
    CHECK(plain.best().finishReason == "length");
    CHECK(plain.best().fault() == "cut");
    const Answers best = ask({{"strategy", "best_of_n"}, {"n", 3}, {"temperature", 1}, {"logprobs", true}});
    CHECK(areScored(best.best().tokens));
    CHECK(best.best().cost.rejected == 10);
    CHECK(best.best().seconds > 0);
    CHECK(best.best().from.reason != "");
    CHECK(ask({{"ignore_eos", true}, {"logprobs", true}}).best().tokens.size() == 5);
}

TEST_CASE("a completion is what comes behind its prompt, with the blank between them") {
    const TemporaryFolder scratch;
    const std::string model = storyModel(scratch);
    const auto published = parseJson(textOf(kStories + "expected_greedy_200.json"));
    REQUIRE(published);
    const std::string story = (*published)["cases"][0]["expected_text"];
    const auto generate = [&](const Json &request) {
        return onlyAnswer(cli({"generate", "--model", model, "--strategy", "greedy", "--set", "max_new_tokens=30"},
                              dumpJson(request)))["completions"][0];
    };
    for (const std::string prompt :
         {"Once upon a time, there was a little", "Once upon a time"}) { // the model goes on with " girl" and with ","
        CAPTURE(prompt);
        REQUIRE(story.starts_with(prompt));
        const Json completion = generate({{"prompt", prompt}});
        const std::string text = prompt + completion["text"].get<std::string>();
        CHECK(story.starts_with(text));
        CHECK(text.size() > prompt.size() + 20);
        const Json alone = onlyAnswer(cli({"tokens", "--tokenizer", model, "--decode"},
                                          dumpJson(Json{{"ids", completion["ids"]}, {"skip_special", true}})));
        CHECK((alone["text"] == completion["text"]) ==
              (completion["text"].get<std::string>().front() != ' ')); // or this would test nothing
    }
    // A stop text that begins with the blank is found at the very beginning.
    const Json stopped = generate({{"prompt", "Once upon a time, there was a little"}, {"stop", {" girl"}}});
    CHECK(stopped["finish_reason"] == "stop");
    CHECK(stopped["text"] == "");
}

TEST_CASE("the temperature 0 is greedy, in a line and on the command line, with and without the strategy greedy") {
    const auto ids = [](const std::vector<std::string> &more, const std::string &line) {
        std::vector<std::string> call = {"generate", "--model", kModel, "--threads", "1", "--set", "max_new_tokens=6"};
        call.insert(call.end(), more.begin(), more.end());
        const Json answer = onlyAnswer(cli(call, line));
        CAPTURE(dumpJson(answer));
        REQUIRE(answer.contains("completions"));
        return answer["completions"][0]["ids"];
    };
    const Json greedy = ids({"--strategy", "greedy"}, R"({"ids":[1,2,3]})");
    CHECK(ids({"--strategy", "greedy"}, R"({"ids":[1,2,3],"temperature":0})") == greedy);
    CHECK(ids({"--strategy", "greedy"}, R"({"ids":[1,2,3],"temperature":0.0})") == greedy);
    CHECK(ids({"--strategy", "greedy", "--set", "temperature=0"}, R"({"ids":[1,2,3]})") == greedy);
    CHECK(ids({}, R"({"ids":[1,2,3],"temperature":0})") == greedy);
    CHECK(ids({"--set", "temperature=0"}, R"({"ids":[1,2,3]})") == greedy);
    CHECK(ids({"--strategy", "best_of_n", "--set", "n=2"}, R"({"ids":[1,2,3],"temperature":0})") == greedy);
    const Json refused =
        onlyAnswer(cli({"generate", "--model", kModel, "--strategy", "greedy"}, R"({"ids":[1],"temperature":0.7})"));
    CHECK(codeOf(refused).starts_with("config."));
    CHECK(refused["error"]["where"]["field"] == "temperature");
    CHECK(refused["error"]["found"] == "0.7");
}

TEST_CASE("completions have the promised fields and no others") {
    const TemporaryFolder scratch;
    const std::string trace = (scratch.path / "trace.jsonl").string();
    const auto finished = cli({"generate", "--model", kModel, "--strategy", "best_of_n", "--set", "n=3", "--set",
                               "max_new_tokens=9", "--trace", trace, "--threads", "1"},
                              R"({"id":"a","ids":[1,2,3],"seed":4,"logprobs":true})"
                              "\n"
                              R"({"id":"b","ids":[1,2,3],"max_new_tokens":2,"n":2})");
    CHECK(finished.code == 0);
    const auto answers = answersOf(finished);
    REQUIRE(answers.size() == 2);
    CHECK(answers[0]["completions"].size() == 3);
    CHECK(answers[1]["completions"].size() == 2); // the line knows better than the command line
    for (const auto &answer : answers) {
        const bool first = answer["id"] == "a";
        CHECK(answer.size() == 5);
        for (const char *field : {"id", "completions", "chosen", "tokens", "provenance"}) CHECK(answer.contains(field));
        for (const auto &completion : answer["completions"]) {
            CHECK(completion.size() == (first ? 4 : 3));
            CHECK(completion["ids"].size() <= (first ? 9 : 2));
            if (first) CHECK(completion["logprobs"].size() == completion["ids"].size());
        }
        for (const char *kind : {"kept", "distinct", "rejected", "rollout", "verifier", "cached"})
            CHECK(answer["tokens"].contains(kind));
        CHECK(answer["provenance"]["strategy"] == "best_of_n");
    }
    std::istringstream events(textOf(trace));
    int chosen = 0;
    for (std::string line; std::getline(events, line);) {
        const auto event = parseJson(line);
        REQUIRE(event);
        CHECK(event->contains("id"));
        chosen += event->value("event", "") == "choose";
    }
    CHECK(chosen == 2);
}

TEST_CASE("a worker's refusal stands in its line's place") {
    const auto finished =
        cli({"generate", "--model", kModel, "--strategy", "greedy"}, R"({"id":1,"ids":[123456]})"
                                                                     "\n"
                                                                     R"({"id":2,"messages":[]})"
                                                                     "\n"
                                                                     R"({"id":3,"ids":[1],"max_new_tokens":1})");
    CHECK(finished.code == 1);
    const auto answers = answersOf(finished);
    REQUIRE(answers.size() == 3);
    CHECK(codeOf(answers[0]) == "generate.token_out_of_range");
    CHECK(answers[0]["error"]["where"]["field"] == "ids");
    CHECK(answers[0]["error"]["found"] == "123456");
    CHECK(codeOf(answers[1]) == "template.missing");
    CHECK_FALSE(answers[2].contains("error"));
    CHECK(codeOf(onlyAnswer(cli({"generate", "--model", "nowhere", "--json-errors"}))) == "model.not_found");
    CHECK(cli({"generate", "--model", kModel, "--dtype", "f8"}).code == 2);
}

TEST_CASE("a refusal names the field of the request") {
    const auto fieldOf = [](const std::string &verb, const std::string &request, const std::string &code) {
        const Json answer = onlyAnswer(cli({verb, "--model", kModel}, request));
        CAPTURE(request);
        CHECK(codeOf(answer) == code);
        return answer["error"]["where"].value("field", "");
    };
    std::string tooLong = "[1";
    for (int i = 0; i < 20'000; ++i) tooLong += ",1";
    tooLong += "]";
    CHECK(fieldOf("logits", R"({"ids":[1,-1]})", "generate.token_out_of_range") == "ids");
    CHECK(fieldOf("logits", R"({"ids":[]})", "generate.empty_prompt") == "ids");
    CHECK(fieldOf("logits", R"({"ids":)" + tooLong + "}", "generate.too_long") == "ids");
    CHECK(fieldOf("generate", R"({"ids":[1,123456]})", "generate.token_out_of_range") == "ids");
    CHECK(fieldOf("generate", R"({"ids":)" + tooLong + "}", "generate.too_long") == "ids");
    CHECK(fieldOf("logprobs", R"({"prompt_ids":[-1],"completion_ids":[1]})", "generate.token_out_of_range") ==
          "prompt_ids");
    CHECK(fieldOf("logprobs", R"({"prompt_ids":[1],"completion_ids":[1,123456]})", "generate.token_out_of_range") ==
          "completion_ids");
    CHECK(fieldOf("logprobs", R"({"prompt_ids":[],"completion_ids":[1]})", "generate.empty_prompt") == "prompt_ids");
    CHECK(fieldOf("logprobs", R"({"prompt_ids":[1],"completion_ids":)" + tooLong + "}", "generate.too_long") ==
          "completion_ids");
}

TEST_CASE("log-probabilities agree with logits") {
    const Json logits = onlyAnswer(cli({"logits", "--model", kModel}, R"({"ids":[5,9],"positions":"last"})"));
    const Json logprobs =
        onlyAnswer(cli({"logprobs", "--model", kModel}, R"({"id":0,"prompt_ids":[5,9],"completion_ids":[7]})"));
    REQUIRE(logits["logits"].size() == 1);
    double sum = 0, entropy = 0;
    for (const auto &value : logits["logits"][0]) sum += std::exp(value.get<double>());
    for (const auto &value : logits["logits"][0])
        entropy -= std::exp(value.get<double>()) / sum * (value.get<double>() - std::log(sum));
    CHECK(logprobs["id"] == 0);
    CHECK(logprobs["logprobs"][0].get<double>() ==
          doctest::Approx(logits["logits"][0][7].get<double>() - std::log(sum)).epsilon(1e-4));
    CHECK(logprobs["entropy"][0].get<double>() == doctest::Approx(entropy).epsilon(1e-4));
    CHECK(codeOf(onlyAnswer(cli({"logits", "--model", kModel}, R"({"ids":[5],"positions":"some"})"))) ==
          "request.positions");
    CHECK(cli({"logits", "--model", kModel}).out.empty());
}

TEST_CASE("a loss and its gradient") {
    const auto finished =
        cli({"loss", "dpo", "--grad", "chosen_logps"},
            R"({"id":"x","chosen_logps":[-1],"rejected_logps":[-2],"ref_chosen_logps":[-1],"ref_rejected_logps":[-2],)"
            R"("config":{"beta":0.5}})"
            "\n"
            R"({"verb":"info"})");
    CHECK(finished.code == 1);
    const auto answers = answersOf(finished);
    REQUIRE(answers.size() == 2);
    CHECK(answers[0]["id"] == "x");
    CHECK(answers[0]["loss"].get<double>() == doctest::Approx(std::log(2.0)));
    CHECK(answers[0]["grad"]["chosen_logps"][0].get<double>() == doctest::Approx(-0.25)); // -beta / 2
    CHECK(codeOf(answers[1]) == "request.unknown_field");
    CHECK(codeOf(onlyAnswer(cli({"loss", "nonsense"}, "{\"a\":1}"))) == "loss.unknown_algorithm");
}

TEST_CASE("a worker that dies is exit code 4, with its last words") {
    const TemporaryFolder scratch;
    const std::string dies =
        pretend(scratch, "read line; echo '{}'; read line; echo 'these are my last words' >&2; kill -9 $$\n");
    const auto finished =
        cli({"generate", "--model", kModel}, "{\"id\":7,\"ids\":[1]}\n{\"ids\":[1]}\n", {{"LAPIDARY_WORKER", dies}});
    CHECK(finished.code == 4);
    CHECK(finished.err.find("these are my last words") != std::string::npos);
    CHECK(finished.err.find("signal 9") != std::string::npos);
    const Json answer = onlyAnswer(finished); // the lines behind it have no answer
    CHECK(answer["id"] == 7);
    CHECK(codeOf(answer) == "worker.died");
    CHECK(cli({"generate", "--model", kModel}, "{\"ids\":[1]}\n", {{"LAPIDARY_WORKER", "/bin/false"}}).code == 4);
    CHECK(cli({"generate", "--model", kModel}, "{\"ids\":[1]}\n", {{"LAPIDARY_WORKER", "/nowhere/worker"}}).code == 1);
}

TEST_CASE("a request to stop ends a long generation with exit code 3") {
    const TemporaryFolder scratch;
    const std::string sleeps = pretend(scratch, "read line; echo '{}'; read line; echo asked >&2; exec sleep 60\n");
    Process waiting(kProgram, {"generate", "--model", kModel}, "{\"ids\":[1]}\n", {{"LAPIDARY_WORKER", sleeps}});
    for (int i = 0; i < 1000 && waiting.errorsSoFar().find("asked") == std::string::npos; ++i) ::usleep(10'000);
    ::kill(waiting.pid(), SIGINT);
    CHECK(waiting.wait().code == 3);
}

TEST_CASE("the version names the build, LibTorch and the devices") {
    const auto version = cli({"--version"});
    CHECK(version.code == 0);
    for (const char *word : {"lapidary-cli ", "LibTorch    2.", "devices     cpu"})
        CHECK(version.out.find(word) != std::string::npos);
    CHECK(cli({"--version"}, {}, {{"LAPIDARY_WORKER", "/nowhere"}}).code == 0);
}
