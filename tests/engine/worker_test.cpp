// SPDX-License-Identifier: Apache-2.0
// The worker as other programs see it: requests on its standard input, run folders, exit codes.
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/engine/decode/processor.h"
#include "core/job/run_log.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/capture.h"
#include "tests/support/engine_doctest.h"
#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

using namespace lapidary;

namespace {

const std::string kWorker = LAPIDARY_BIN "/lapidary-worker";

/// A folder of the test with a model of 96 tokens and a tokenizer of as many characters; gone at the end.
struct Folder {
    fs::path path;
    Folder() {
        char name[] = "/tmp/lapidary-worker-XXXXXX";
        path = mkdtemp(name);
        fs::copy(LAPIDARY_TEST_DATA "/models/llama2_mha", path / "model");
        for (const auto &entry : fs::directory_iterator(path / "model")) fs::permissions(entry, fs::perms::owner_all);
        std::vector<std::string> symbols;
        for (char c = '!'; symbols.size() < 95; ++c) symbols.push_back(c == 127 ? " " : std::string(1, c));
        REQUIRE(writeFileAtomic(path / "model/tokenizer.json", characterTokenizerJson(symbols, {"<bos>"})));
    }
    ~Folder() { fs::remove_all(path); }
    std::string model() const { return dumpJson({{"path", (path / "model").string()}}); }
};

int exitCode(const std::string &command) {
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::vector<Json> ask(const Folder &folder, const std::string &lines) {
    REQUIRE(writeFileAtomic(folder.path / "in.jsonl", lines));
    const auto out = folder.path / "out.jsonl";
    REQUIRE(exitCode(kWorker + " serve --stdio < " + (folder.path / "in.jsonl").string() + " > " + out.string()) == 0);
    const auto text = readFile(out);
    REQUIRE(text);
    std::vector<Json> answers;
    for (std::size_t begin = 0, end; (end = text->find('\n', begin)) != text->npos; begin = end + 1) {
        auto answer = parseJson(std::string_view(*text).substr(begin, end - begin), {.depth = 128});
        REQUIRE(answer);
        answers.push_back(std::move(*answer));
    }
    return answers;
}

fs::path makeRun(const Folder &folder, const std::string &name, int maxTokens = 12) {
    const auto run = folder.path / name;
    fs::create_directory(run);
    std::string problems;
    for (int p = 0; p < 30; ++p)
        problems +=
            dumpJson({{"id", "p" + std::to_string(p)}, {"prompt", "abc" + std::to_string(p)}, {"reference", "x"}}) +
            "\n";
    REQUIRE(writeFileAtomic(run / "problems.jsonl", problems));
    REQUIRE(writeFileAtomic(run / "run.toml", "kind = \"sample\"\nseed = 3\nthreads = 1\n[model]\npath = "
                                              "\"../model\"\n[data]\nproblems = \"problems.jsonl\"\n"
                                              "[config]\nn = 4\nmax_new_tokens = " +
                                                  std::to_string(maxTokens) + "\nignore_eos = true\n"));
    return run;
}

std::vector<std::string> statesOf(const fs::path &run) {
    const auto events = RunLogReader(run / "run.log").next();
    REQUIRE(events);
    std::vector<std::string> states;
    for (const auto &event : *events)
        if (event.type == "state") states.push_back(event.body["state"].get<std::string>());
    return states;
}

} // namespace

TEST_CASE("an empty prompt is the beginning token where the tokenizer adds one") {
    const Folder folder;
    const auto generate = [&](const std::string &input) {
        return ask(folder, "{\"verb\":\"generate\"," + input +
                               ",\"max_new_tokens\":5,\"temperature\":0,\"ignore_eos\":true,\"model\":" +
                               folder.model() + "}\n")[0];
    };
    const auto byText = generate("\"prompt\":\"\"");
    CAPTURE(byText.dump());
    REQUIRE(byText.contains("completions"));
    CHECK(byText["completions"] == generate("\"ids\":[0]")["completions"]);
    Json tokenizer = *parseJson(*readFile(folder.path / "model/tokenizer.json"));
    tokenizer["post_processor"] = nullptr;
    REQUIRE(writeFileAtomic(folder.path / "model/tokenizer.json", dumpJson(tokenizer)));
    CHECK(generate("\"prompt\":\"\"")["error"]["code"] == "generate.empty_prompt");
}

TEST_CASE("other weights of the same adapters give what a fresh loading gives") {
    const Folder folder;
    const std::string golden = LAPIDARY_TEST_DATA "/adapters/";
    const auto line = [&](double first, double second, bool swapped) {
        Json adapters = {{{"path", golden + "lora_qv"}, {"weight", first}},
                         {{"path", golden + (swapped ? "modules_to_save" : "lora_qv_second")}, {"weight", second}}};
        return dumpJson({{"verb", "logits"},
                         {"ids", {1, 5, 9}},
                         {"positions", "last"},
                         {"model", {{"path", LAPIDARY_TEST_DATA "/models/llama2_mha"}, {"adapters", adapters}}}}) +
               "\n";
    };
    for (const bool whole : {false, true}) {
        const auto warm =
            ask(folder, line(1, 1, whole) + line(0.5, -0.25, whole) + line(0, 0, whole) + line(1, 1, whole));
        CAPTURE(warm[0].dump());
        REQUIRE(warm[0].contains("logits"));
        CHECK(warm[1]["logits"] == ask(folder, line(0.5, -0.25, whole))[0]["logits"]);
        CHECK(warm[2]["logits"] == ask(folder, line(0, 0, whole))[0]["logits"]);
        CHECK(warm[3]["logits"] == warm[0]["logits"]);
        CHECK(warm[1]["logits"] != warm[0]["logits"]);
    }
}

namespace {

using Adapters = std::vector<std::pair<std::string, double>>;
struct Base {
    const char *name;
    std::vector<Adapters> asked;
};
const Base kBases[] = {{"llama2_mha",
                        {{},
                         {{"lora_qv", 1}},
                         {{"patterns", 0.5}},
                         {},
                         {{"lora_qv_second", 1}, {"lora_qv", -0.5}}, // summed in the order of the request
                         {{"lora_qv", -0.5}, {"lora_qv_second", 1}},
                         {{"modules_to_save", 1}},
                         {{"embedding_dora", 1}, {"lora_head", 2}},
                         {{"lora_qv", 1}, {"lora_qv", 1}}, // twice the same one
                         {{"prefix_tuning", 1}},
                         {{"lora_qv", 1}},
                         {}}},
                       {"llama_gqa_tied",
                        {{{"modules_to_save_tied", 1}}, // a head that follows its embedding
                         {{"embedding_tied", 1}},
                         {{"rslora", 0.5}, {"lora_all_linear", 1}},
                         {},
                         {{"prompt_tuning", 1}},
                         {{"rslora", 1}},
                         {{"nowhere", 1}},
                         {{"rslora", 1}}}}};

} // namespace

TEST_CASE("other adapters on the same base give what a fresh loading gives") {
    const Folder folder;
    for (const Base &base : kBases) {
        std::string all;
        std::vector<std::string> lines;
        const std::string path = LAPIDARY_TEST_DATA "/models/" + std::string(base.name);
        for (const auto &named : base.asked) {
            Json model = {{"path", path}, {"adapters", Json::array()}},
                 spelt = {{"dtype", "f32"}, {"path", path + "/"}};
            for (const auto &[name, weight] : named)
                model["adapters"].push_back({{"path", LAPIDARY_TEST_DATA "/adapters/" + name}, {"weight", weight}});
            lines.push_back(
                dumpJson({{"verb", "logits"}, {"ids", {1, 5, 9}}, {"model", named.empty() ? spelt : model}}) + "\n");
            all += lines.back();
        }
        const auto warm = ask(folder, all);
        REQUIRE(warm.size() == lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            CAPTURE(lines[i]);
            CHECK(warm[i] == ask(folder, lines[i])[0]);
            CHECK(warm[i].contains("logits") == (lines[i].find("nowhere") == std::string::npos));
            if (i > 0) CHECK(warm[i] != warm[i - 1]);
        }
    }
}

TEST_CASE("requests are answered in order, bad ones with an error in their place") {
    const Folder folder;
    const auto answers = ask(folder, R"({"id":1,"verb":"generate","model":)" + folder.model() +
                                         R"(,"prompt":"","temperature":0,"max_new_tokens":8,"logprobs":true})"
                                         "\n"
                                         "{broken\n"
                                         R"({"id":3,"verb":"generate","model":)" +
                                         folder.model() +
                                         R"(,"prompt":"a","tempurature":1})"
                                         "\n"
                                         R"({"id":4,"verb":"logits","model":)" +
                                         folder.model() +
                                         R"(,"ids":[0],"positions":"last"})"
                                         "\n"
                                         R"({"id":5,"verb":"logprobs","model":)" +
                                         folder.model() +
                                         R"(,"prompt_ids":[0],"completion_ids":[5,6]})"
                                         "\n"
                                         R"({"id":6,"verb":"generate","model":)" +
                                         folder.model() +
                                         R"(,"prompt":"a","strategy":"best_of_n","set":{"n":"3","max_new_tokens":4}})"
                                         "\n");
    REQUIRE(answers.size() == 6);
    const auto &greedy = answers[0]["completions"][0];
    CHECK(answers[0]["completions"].size() == 1);
    CHECK(greedy["text"].get<std::string>().size() == greedy["ids"].size()); // one character a token
    CHECK(greedy["logprobs"].size() == greedy["ids"].size());
    CHECK(answers[1]["error"]["code"] == "json.syntax");
    CHECK(answers[2]["id"] == 3);
    CHECK(answers[2]["error"]["code"] == "request.unknown_field");
    const auto logits = answers[3]["logits"][0].get<std::vector<double>>();
    REQUIRE(logits.size() == 96);
    CHECK(std::max_element(logits.begin(), logits.end()) - logits.begin() ==
          greedy["ids"][0].get<int>()); // "" is the start token
    CHECK(answers[4]["logprobs"].size() == 2);
    CHECK(answers[4]["entropy"].size() == 2);
    CHECK(answers[5]["completions"].size() == 3);
    CHECK(answers[5]["provenance"]["oracle"] == false);
    std::size_t decoded = 0;
    for (const auto &completion : answers[5]["completions"]) decoded += completion["ids"].size();
    CHECK(answers[5]["tokens"]["kept"].get<std::size_t>() + answers[5]["tokens"]["rejected"].get<std::size_t>() ==
          decoded);
}

TEST_CASE("who wants to watch is told the text while it grows") {
    const Folder folder;
    const std::string request =
        R"("verb":"generate","prompt":"a","temperature":0,"max_new_tokens":200,"ignore_eos":true,"model":)" +
        folder.model();
    const auto answers = ask(folder, R"({"id":7,"stream":true,)" + request + "}\n{" + request + "}\n");
    REQUIRE(answers.size() >= 5);
    CHECK(answers[0]["partial"] == Json{{"loading", true}}); // why nothing else comes yet
    CHECK(answers[1]["partial"] == Json{{"loading", false}});
    const std::string whole = answers.back()["completions"][0]["text"];
    for (std::size_t i = 2; i + 2 < answers.size(); ++i) {
        CHECK(answers[i]["id"] == 7);
        const std::string text = answers[i]["partial"]["text"];
        CHECK(whole.starts_with(text));
        const auto ids = answers[i]["partial"]["ids"].get<std::vector<std::int64_t>>(),
                   all = answers.back()["completions"][0]["ids"].get<std::vector<std::int64_t>>();
        CHECK(ids.size() == answers[i]["partial"]["tokens"].get<std::size_t>());
        CHECK(std::equal(ids.begin(), ids.end(), all.begin()));
    }
    CHECK(answers[answers.size() - 2]["completions"] == answers.back()["completions"]); // watching changes nothing
    CHECK(!answers.back().contains("partial"));
}

TEST_CASE("who watches a search is told its events while it goes on, each once, in their order and before the answer") {
    const Folder folder;
    const std::string request = R"("verb":"generate","prompt":"ab","strategy":"beam_search","trace":true,"set":{)"
                                R"("width":3,"max_steps":40,"max_new_tokens":200,"ignore_eos":true},"model":)" +
                                folder.model();
    const auto answers = ask(folder, R"({"id":7,"stream":true,)" + request + "}\n{" + request + "}\n");
    const Json &watched = answers[answers.size() - 2], &alone = answers.back();
    REQUIRE_MESSAGE(watched.contains("trace"), dumpJson(watched));
    Json told = Json::array();
    std::size_t batches = 0;
    for (const Json &line : answers) {
        if (!line.contains("partial") || !line["partial"].contains("events")) continue;
        CHECK(line["id"] == 7);
        CHECK(!line["partial"]["events"].empty());
        ++batches;
        for (const Json &event : line["partial"]["events"]) told.push_back(event);
    }
    CHECK(batches > 0);
    CHECK(told.size() > 10);
    CHECK(told == watched["trace"]);
    CHECK(watched["trace"] == alone["trace"]); // watching changes nothing
    CHECK(watched["completions"] == alone["completions"]);
}

TEST_CASE("who does not want to watch is told no event before the answer") {
    const Folder folder;
    const std::string request = R"({"verb":"generate","prompt":"ab","trace":true,"max_new_tokens":4,"model":)";
    const auto answers = ask(folder, request + folder.model() + "}\n");
    REQUIRE(answers.size() == 1);
    CHECK(answers[0]["trace"].size() == 1);
}

TEST_CASE("what a person has begun is gone on from as the model would have") {
    const Folder folder;
    const auto line = [&](const std::string &prompt, const std::string &more) {
        return R"({"verb":"generate","temperature":0,"max_new_tokens":12,"ignore_eos":true,"logprobs":true,)"
               R"("prompt":")" +
               prompt + "\"" + more + R"(,"model":)" + folder.model() + "}\n";
    };
    Json whole;
    std::string prompt, text;
    for (const char *asked : {"ab", "cd", "ef", "gh", "1+", "xyz"}) { // until one is answered without a special token
        prompt = asked;
        whole = ask(folder, line(prompt, ""))[0]["completions"][0];
        text = whole["text"];
        if (text.size() == 12) break;
    }
    REQUIRE(text.size() == 12); // a character is a token here
    const auto ids = whole["ids"].get<std::vector<std::int64_t>>();
    const Json five = std::vector(ids.begin(), ids.begin() + 5);
    const auto answers = ask(
        folder, line(prompt, R"(,"trace":true,"set":{"max_new_tokens":7},"begun":{"text":)" +
                                 Json(text.substr(0, 5)).dump() + "}") +
                    line(prompt, R"(,"trace":true,"set":{"max_new_tokens":7},"begun":{"ids":)" + five.dump() + "}"));
    for (const Json &answer : answers) {
        REQUIRE_MESSAGE(answer.contains("completions"), dumpJson(answer));
        const Json &completion = answer["completions"][0];
        CHECK(completion["text"] == text);
        CHECK(completion["ids"] == whole["ids"]);
        CHECK(completion["logprobs"].size() == 7); // of what was decoded
        CHECK(answer["tokens"]["kept"] == 7);
        REQUIRE(answer["trace"].size() == 2);
        CHECK(answer["trace"][0]["text"] == text.substr(0, 5));
        CHECK(answer["trace"][0]["parent"] == "");
        CHECK(answer["trace"][0]["tokens"] == 0);
        CHECK(answer["trace"][1]["text"] == text.substr(5));
    }
}

TEST_CASE("a beginning that says nothing, or that has ended, is refused with its field") {
    const Folder folder;
    const struct {
        const char *begun, *code, *field;
    } cases[] = {
        {R"("a")", "request.begun", "begun"},
        {R"({})", "request.begun", "begun"},
        {R"({"text":""})", "request.begun", "begun"},
        {R"({"text":3})", "json.wrong_type", "text"},
        {R"({"ids":["a"]})", "request.ids", "ids"},
        {R"({"ids":[4000]})", "generate.token_out_of_range", "begun.ids"},
        {R"({"ids":[5,-1]})", "generate.token_out_of_range", "begun.ids"},
        {R"({"ids":[2]})", "request.begun", "begun.ids"},
        {R"({"txt":"a"})", "request.begun", "begun.txt"},
        {R"({"text":"a∑b"})", "request.begun", "begun.text"},
        {R"({"text":"so END it"})", "search.begun_ended", "begun"},
    };
    std::string lines;
    for (const auto &each : cases)
        lines += R"({"verb":"generate","prompt":"ab","max_new_tokens":3,"stop":["END"],"begun":)" +
                 std::string(each.begun) + R"(,"model":)" + folder.model() + "}\n";
    const auto answers = ask(folder, lines);
    REQUIRE(answers.size() == std::size(cases));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        CAPTURE(cases[i].begun);
        REQUIRE_MESSAGE(answers[i].contains("error"), dumpJson(answers[i]));
        CHECK(answers[i]["error"]["code"] == cases[i].code);
        CHECK(answers[i]["error"]["where"]["field"] == cases[i].field);
    }
}

TEST_CASE("what a step is worth is the share of right answers behind it, with its interval and its cost") {
    const Folder folder;
    const auto line = [&](const std::string &more) {
        return R"({"verb":"step_values","prompt":"ab","rule":"math","max_new_tokens":3,"n":6,"seed":3)" + more +
               R"(,"model":)" + folder.model() + "}\n";
    };
    const auto answers = ask(folder, line(R"(,"reference":"4","steps":["c","d"],"ignore_eos":true)") +
                                         line(R"(,"reference":"4","steps":[])") + line(R"(,"reference":"4")") +
                                         line(R"(,"reference":"4","steps":["a",""])") + line(R"(,"steps":["a"])"));
    REQUIRE_MESSAGE(answers[0].contains("steps"), dumpJson(answers[0]));
    REQUIRE(answers[0]["steps"].size() == 2);
    for (const Json &step : answers[0]["steps"]) {
        CHECK(step["n"] == 6);
        CHECK(step["right"] == 0); // all of them were cut
        CHECK(step["share"] == 0);
        CHECK(step["low"] == 0);
        CHECK(step["high"].get<double>() == doctest::Approx(0.39033).epsilon(1e-4)); // Wilson of 0 of 6
        CHECK(step["tokens"] == 18);
    }
    CHECK(answers[0]["tokens"] == 36);
    for (const auto &[number, field] : {std::pair(1, "steps"), {2, "steps"}, {3, "steps[1]"}, {4, "reference"}}) {
        CAPTURE_BOUND(number);
        REQUIRE(answers[static_cast<std::size_t>(number)].contains("error"));
        CHECK(answers[static_cast<std::size_t>(number)]["error"]["where"]["field"] == field);
    }
}

TEST_CASE("steps are weighed by a model that has written before, as by a fresh one") {
    const Folder folder;
    const std::string weigh = R"({"verb":"step_weights","prompt":"ab","steps":["c=12;"],"answer":"19","model":)" +
                              folder.model() + "}\n",
                      write =
                          R"({"verb":"generate","prompt":"ab","max_new_tokens":4,"model":)" + folder.model() + "}\n";
    const auto fresh = ask(folder, weigh), behind = ask(folder, write + weigh);
    REQUIRE(behind.size() == 2);
    REQUIRE_MESSAGE(behind[1].contains("steps"), dumpJson(behind[1]));
    CHECK(behind[1]["steps"] == fresh[0]["steps"]);
}

TEST_CASE("steps are weighed in one request, each with what it cost") {
    const Folder folder;
    const auto line = [&](const std::string &more) {
        return R"({"verb":"step_weights","prompt":"ab")" + more + R"(,"model":)" + folder.model() + "}\n";
    };
    const auto answers = ask(folder, line(R"(,"steps":["c=12;","d=7;"],"answer":"19")") + line(R"(,"steps":["c"])") +
                                         line(R"(,"steps":["c"],"answer":"")"));
    REQUIRE_MESSAGE(answers[0].contains("steps"), dumpJson(answers[0]));
    const double whole = answers[0]["answer_probability"];
    CHECK(whole > 0);
    CHECK(whole < 1);
    REQUIRE(answers[0]["steps"].size() == 2);
    std::int64_t tokens = 0;
    for (const Json &step : answers[0]["steps"]) {
        CHECK(step["true_thinking"] > 0);
        CHECK(step["left_out"] != 0);
        CHECK(step["disturbed"].is_string());
        tokens += step["tokens"].get<std::int64_t>();
    }
    CHECK(answers[0]["tokens"] > tokens); // the whole was read too
    CHECK(answers[1]["error"]["where"]["field"] == "answer");
    CHECK(answers[2]["error"]["code"] == "search.no_answer");
}

namespace {

std::string chatLine(const Folder &folder, const Json &ids, const Json &adapters = Json::array()) {
    return dumpJson({{"verb", "generate"},
                     {"ids", ids},
                     {"temperature", 0},
                     {"max_new_tokens", 20},
                     {"ignore_eos", true},
                     {"scores", true},
                     {"model", {{"path", (folder.path / "model").string()}, {"adapters", adapters}}}}) +
           "\n";
}

Json fortyIds() {
    Json ids = Json::array();
    for (int i = 0; i < 40; ++i) ids.push_back(1 + i * 7 % 90);
    return ids;
}

} // namespace

TEST_CASE("who asks on behind an answer waits for what is new alone, and gets what a fresh worker says") {
    const Folder folder;
    const Json ids = fortyIds(), first = ask(folder, chatLine(folder, ids))[0];
    REQUIRE_MESSAGE(first.contains("completions"), first.dump());
    Json more = ids;
    for (const Json &id : first["completions"][0]["ids"]) more.push_back(id);
    for (int id : {5, 6, 7}) more.push_back(id);
    const Json adapters = {{{"path", LAPIDARY_TEST_DATA "/adapters/lora_qv"}, {"weight", 1}}};
    const auto warm = ask(folder, chatLine(folder, ids) + chatLine(folder, more) + chatLine(folder, more, adapters) +
                                      chatLine(folder, more));
    const Json fresh = ask(folder, chatLine(folder, more))[0];
    CHECK(warm[0]["tokens"]["cached"] == 0);
    CHECK(warm[1]["completions"] == fresh["completions"]);
    CHECK(warm[2]["completions"] == ask(folder, chatLine(folder, more, adapters))[0]["completions"]);
    CHECK(warm[3]["completions"] == fresh["completions"]); // what other weights have read is not taken
    CHECK(warm[2]["tokens"]["cached"] == 0);
    if (kernels()) CHECK(warm[1]["tokens"]["cached"] == 40 + 20 - 1); // its last token was not read
}

TEST_CASE("how sure the network was of a token is what it says of the place before it") {
    const Folder folder;
    Json behind = fortyIds();
    const Json written = ask(folder, chatLine(folder, behind))[0]["completions"][0], &scores = written["scores"];
    REQUIRE(scores["logprobs"].size() == 20);
    REQUIRE(scores["entropy"].size() == 20);
    const auto top = [&](const Json &ids, const char *positions) {
        return ask(folder, dumpJson({{"verb", "logits"},
                                     {"ids", ids},
                                     {"positions", positions},
                                     {"top", 5},
                                     {"model", {{"path", (folder.path / "model").string()}}}}) +
                               "\n")[0];
    };
    for (std::size_t at = 0; at < 3; ++at) {
        const Json likely = top(behind, "last")["top"];
        REQUIRE(likely.size() == 5);
        CHECK(likely[0]["id"] == written["ids"][at]);
        CHECK(std::abs(likely[0]["logprob"].get<double>() - scores["logprobs"][at].get<double>()) < 1e-4);
        CHECK(likely[1]["logprob"].get<double>() <= likely[0]["logprob"].get<double>());
        behind.push_back(written["ids"][at]);
    }
    CHECK(top({1, 2}, "all")["error"]["code"] == "request.top");
}

namespace {

const std::string kTalks = R"({"id":"1","prompt":[{"role":"user","content":"a+b?"}],"reference":"c"})"
                           "\n"
                           R"({"id":"2","messages":[{"role":"user","content":"a?"},)"
                           R"({"role":"assistant","content":"b"},{"role":"user","content":"sure?"},)"
                           R"({"role":"assistant","content":"no"}],"reference":"c"})"
                           "\n"
                           R"({"id":"3","prompt":"as it stands","reference":"c"})"
                           "\n";

void giveTemplate(const Folder &folder) {
    std::vector<std::string> symbols;
    for (char c = '!'; symbols.size() < 92; ++c) symbols.push_back(c == 127 ? " " : std::string(1, c));
    REQUIRE(writeFileAtomic(folder.path / "model/tokenizer.json",
                            characterTokenizerJson(symbols, {"<bos>", "<u>", "<a>", "<e>"})));
    REQUIRE(writeFileAtomic(folder.path / "model/chat_template.jinja",
                            "<bos>{% for m in messages %}{{ '<u>' if m.role == 'user' else '<a>' }}{{ m.content }}<e>"
                            "{% endfor %}{% if add_generation_prompt %}<a>{% endif %}"));
}

/// The rows that a run has made of these problems.
std::vector<Json> rowsOf(const fs::path &run, const std::string &problems, const char *file) {
    REQUIRE(writeFileAtomic(run / "problems.jsonl", problems));
    for (const char *old : {"run.log", "samples.jsonl", "answers.jsonl"}) fs::remove(run / old);
    if (exitCode(kWorker + " run " + run.string() + " 2> " + (run / "err").string()) != 0) {
        MESSAGE(readFile(run / "err").value_or("")); // some of them are refused
        return {};
    }
    const auto text = readFile(run / file);
    REQUIRE(text);
    std::vector<Json> rows;
    for (std::size_t begin = 0, end; (end = text->find('\n', begin)) != text->npos; begin = end + 1)
        rows.push_back(*parseJson(std::string_view(*text).substr(begin, end - begin), {.depth = 128}));
    return rows;
}

} // namespace

TEST_CASE("problems of messages are written by the model's own template, in samples") {
    const Folder folder;
    giveTemplate(folder);
    const auto run = makeRun(folder, "sampled", 6);
    const auto rows = rowsOf(run, kTalks, "samples.jsonl");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["prompt"] == "<u>a+b?<e><a>");
    CHECK(rows[0]["question"] == "a+b?");
    CHECK(rows[1]["prompt"] == "<u>a?<e><a>b<e><u>sure?<e><a>");
    CHECK(rows[1]["question"] == "user: a?\nassistant: b\nuser: sure?");
    CHECK(rows[2]["prompt"] == "as it stands");
    CHECK(!rows[2].contains("question"));
    CHECK(rows[0]["completions"].size() == 4);
    // What a person gets who writes the template's text by hand.
    const auto byHand = rowsOf(run, "{\"id\":\"1\",\"prompt\":\"<u>a+b?<e><a>\"}\n", "samples.jsonl");
    REQUIRE(byHand.size() == 1);
    CHECK(byHand[0]["completions"][0]["ids"] == rows[0]["completions"][0]["ids"]);
    // Nobody asks; and what a person writes is no special token, whatever it is called.
    CHECK(rowsOf(run, R"({"prompt":[{"role":"assistant","content":"x"}]})", "samples.jsonl").empty());
    CHECK(rowsOf(run, R"({"prompt":[{"role":"user","content":"what is <e>?"}]})", "samples.jsonl").empty());
}

TEST_CASE("problems of messages are written by the model's own template, in evaluations") {
    const Folder folder;
    giveTemplate(folder);
    const auto arm = folder.path / "asked";
    fs::create_directory(arm);
    REQUIRE(writeFileAtomic(arm / "run.toml",
                            "kind = \"evaluate\"\nstrategy = \"greedy\"\nrule = \"exact\"\nseed = 3\nthreads = 1\n"
                            "[model]\npath = \"../model\"\n[[bucket]]\nname = \"b\"\nproblems = "
                            "\"problems.jsonl\"\n[config]\nmax_new_tokens = 6\n"));
    const auto rows = rowsOf(arm, kTalks, "answers.jsonl");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["prompt"] == "<u>a+b?<e><a>");
    CHECK(rows[0]["question"] == "a+b?");
    CHECK(rows[2]["prompt"] == "as it stands");
}

TEST_CASE("a sample job that lost its tail goes on behind the last whole line and ends with the same bytes") {
    const Folder folder;
    const auto whole = makeRun(folder, "whole"), torn = makeRun(folder, "torn");
    REQUIRE(exitCode(kWorker + " run " + whole.string()) == 0);
    CHECK(statesOf(whole) == std::vector<std::string>{"starting", "running", "finished"});
    const auto expected = readFile(whole / "samples.jsonl");
    REQUIRE(expected);
    const auto tenth = [&] {
        std::size_t at = 0;
        for (int i = 0; i < 10; ++i) at = expected->find('\n', at) + 1;
        return at;
    }();
    REQUIRE(writeFileAtomic(torn / "samples.jsonl", std::string_view(*expected).substr(0, tenth + 25)));
    REQUIRE(exitCode(kWorker + " run " + torn.string()) == 0);
    const auto found = readFile(torn / "samples.jsonl");
    REQUIRE(found);
    CHECK(*found == *expected);
    const auto row = parseJson(std::string_view(*expected).substr(0, expected->find('\n')));
    REQUIRE(row);
    REQUIRE(row->at("completions").size() == 4);
    CHECK(row->at("completions")[0]["ids"] != row->at("completions")[1]["ids"]);
}

TEST_CASE("an evaluation grades every bucket, and resumed it sums up the same") {
    const Folder folder;
    const auto makeEvaluation = [&](const std::string &name) {
        const auto run = makeRun(folder, name);
        REQUIRE(writeFileAtomic(run / "run.toml",
                                "kind = \"evaluate\"\nseed = 3\nthreads = 1\nstrategy = \"self_consistency\"\nrule = "
                                "\"exact\"\ntrace = true\n"
                                "[model]\npath = \"../model\"\n[config]\nn = 5\nmax_new_tokens = 2\nstop = [\"x\"]\n"
                                "[[bucket]]\nname = \"id\"\nproblems = \"problems.jsonl\"\n[[bucket]]\nname = "
                                "\"edge\"\nproblems = \"problems.jsonl\"\n"));
        return run;
    };
    const auto bucketsOf = [](const fs::path &run) {
        const auto events = RunLogReader(run / "run.log").next();
        REQUIRE(events);
        for (const auto &event : *events)
            if (event.type == "result") return event.body["buckets"];
        return Json();
    };
    const auto whole = makeEvaluation("whole"), torn = makeEvaluation("torn");
    REQUIRE(exitCode(kWorker + " run " + whole.string()) == 0);
    const auto buckets = bucketsOf(whole);
    REQUIRE(buckets.size() == 2);
    CHECK(buckets[1]["name"] == "edge");
    CHECK(buckets[0]["n"] == 30);
    CHECK(buckets[0]["tokens_per_problem"].get<double>() > 5);
    const auto text = readFile(whole / "answers.jsonl");
    REQUIRE(text);
    REQUIRE(writeFileAtomic(torn / "answers.jsonl", std::string_view(*text).substr(0, text->size() / 2)));
    REQUIRE(exitCode(kWorker + " run " + torn.string()) == 0);
    auto resumed = bucketsOf(torn);
    REQUIRE(resumed.size() == 2);
    for (std::size_t b = 0; b < 2; ++b)
        for (const char *field : {"name", "n", "correct", "ties", "tokens", "tokens_per_problem"})
            CHECK(resumed[b][field] == buckets[b][field]);
    const auto row = parseJson(std::string_view(*text).substr(0, text->find('\n')));
    REQUIRE(row);
    CHECK(row->at("samples").size() == 5);
    CHECK(row->at("faithful").is_null()); // this rule knows no steps
    CHECK(row->at("tokens").contains("cached"));
}

TEST_CASE("a terminated job says that it was cancelled; a wrong one says what is wrong") {
    const Folder folder;
    const auto slow = makeRun(folder, "slow", 90);
    std::string toml = *readFile(slow / "run.toml");
    toml.replace(toml.find("n = 4"), 5, "n = 4000");
    REQUIRE(writeFileAtomic(slow / "run.toml", toml));
    const pid_t worker = fork();
    REQUIRE(worker >= 0);
    if (worker == 0) {
        execl(kWorker.c_str(), kWorker.c_str(), "run", slow.c_str(), static_cast<char *>(nullptr));
        _exit(127);
    }
    const auto running = [&] {
        const auto events = RunLogReader(slow / "run.log").next();
        return events &&
               std::any_of(events->begin(), events->end(), [](const auto &event) { return event.type == "progress"; });
    };
    for (int i = 0; i < 600 && !running(); ++i) usleep(100'000);
    kill(worker, SIGTERM);
    int status = 0;
    REQUIRE(waitpid(worker, &status, 0) == worker);
    CHECK(WEXITSTATUS(status) == 3);
    CHECK(statesOf(slow).back() == "cancelled");

    const auto wrong = makeRun(folder, "wrong");
    toml = *readFile(wrong / "run.toml");
    toml.replace(toml.find("n = 4"), 5, "n = 0\ntempurature = 1");
    REQUIRE(writeFileAtomic(wrong / "run.toml", toml));
    CHECK(exitCode(kWorker + " run " + wrong.string() + " 2> /dev/null") == 1);
    CHECK(statesOf(wrong).back() == "failed");
    CHECK(exitCode(kWorker + " run " + (folder.path / "nowhere").string() + " 2> /dev/null") == 1);
    CHECK(exitCode(kWorker + " dance > /dev/null 2>&1") == 2);
}

TEST_CASE("the catalogue names everything that a configuration can name") {
    const auto text = readFile(LAPIDARY_BIN "/catalogue.json");
    REQUIRE(text);
    const auto catalogue = parseJson(*text);
    REQUIRE(catalogue);
    for (const char *list : {"algorithms", "strategies", "stages"}) {
        CAPTURE(list);
        REQUIRE(catalogue->contains(list));
        CHECK(catalogue->at(list).size() > 0);
        for (const auto &entry : catalogue->at(list)) CHECK(entry["name"].get<std::string>().size() > 0);
    }
}
