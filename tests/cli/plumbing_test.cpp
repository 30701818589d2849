// SPDX-License-Identifier: Apache-2.0
// The verbs that need no model, and the promises that hold for all verbs.
#include "tests/cli/cli.h"
#include <cmath>
#include <csignal>
#include <set>
#include <sys/stat.h>

using namespace lapidary;
using namespace lapidary::test;
namespace fs = std::filesystem;

namespace {

/// A verb that answers lines without a model, and a good request.
struct LineVerb {
    std::vector<std::string> arguments;
    std::string good;
};
std::vector<LineVerb> lineVerbs() {
    return {{{"tokens", "--tokenizer", kGolden + "/tokenizers/gpt2"}, R"({"text":"Hello"})"},
            {{"tokens", "--decode", "--tokenizer", kGolden + "/tokenizers/gpt2"}, R"({"ids":[0]})"},
            {{"grade", "exact"}, R"({"response":" 42 ","reference":"42"})"},
            {{"tool", "calculator"}, R"({"input":"1 + 1"})"},
            {{"stats", "wilson"}, R"({"correct":8,"n":10})"}};
}

std::string withId(const std::string &request, const std::string &id) {
    return request.substr(0, request.size() - 1) + ",\"id\":" + id + "}";
}

} // namespace

TEST_CASE("lines are answered in order, with their ids, and a bad one has its error in its place") {
    for (const auto &verb : lineVerbs()) {
        CAPTURE(verb.arguments.front());
        const std::string input = withId(verb.good, "\"first\"") + "\n\nnot json\n[1]\n" +
                                  withId(verb.good, "{\"any\":2}") + "\r\n{\"id\":3,\"nonsense\":1}\n" + verb.good;
        const auto finished = cli(verb.arguments, input);
        CHECK(finished.code == 1);
        const auto answers = answersOf(finished);
        REQUIRE(answers.size() == 6);
        CHECK(answers[0]["id"] == "first");
        CHECK_FALSE(answers[0].contains("error"));
        CHECK(codeOf(answers[1]) == "json.syntax");
        CHECK(answers[1]["error"]["where"]["line"] == 3);
        CHECK(codeOf(answers[2]) == "request.type");
        CHECK(answers[3]["id"]["any"] == 2);
        CHECK(codeOf(answers[4]) == "request.unknown_field");
        CHECK(answers[4]["error"]["where"]["field"] == "nonsense");
        CHECK(answers[4]["error"]["where"]["line"] == 6);
        CHECK(answers[4]["id"] == 3);
        CHECK_FALSE(answers[5].contains("id"));
        for (const char *member : {"code", "message", "where", "found", "expected", "remedy"})
            CHECK(answers[4]["error"].contains(member));
        CHECK(cli(verb.arguments, verb.good + "\n").code == 0);
        const auto nothing = cli(verb.arguments);
        CHECK(nothing.code == 0);
        CHECK(nothing.out.empty());
    }
}

TEST_CASE("files instead of the standard streams") {
    const TemporaryFolder scratch;
    const auto in = scratch.write("in", "{\"correct\":1,\"n\":2}\n"), out = scratch.path / "out";
    const auto finished = cli({"stats", "wilson", "--in", in.string(), "--out", out.string()});
    CHECK(finished.code == 0);
    CHECK(finished.out.empty());
    CHECK(textOf(out).starts_with("{\"value\":0.5,"));
    CHECK(cli({"stats", "wilson", "--in", (scratch.path / "none").string()}).code == 1);
    const auto full = cli({"stats", "wilson", "--in", in.string(), "--out", "/dev/full"}); // as a full disk
    CHECK(full.code == 1);
    CHECK(full.err.find("/dev/full") != std::string::npos);
}

TEST_CASE("wrong usage is exit code 2, help is 0 and names the flags") {
    CHECK(cli({}).code == 2);
    CHECK(cli({"nonsense"}).code == 2);
    for (const char *verb : {"tokens", "logits", "logprobs", "generate", "loss", "grade", "task", "stats", "inspect",
                             "events", "import", "tool"}) {
        CAPTURE(verb);
        const auto wrong = cli({verb, "--nonsense"});
        CHECK(wrong.code == 2);
        CHECK(wrong.out.empty());
        const auto help = cli({verb, "--help"});
        CHECK(help.code == 0);
        for (const char *flag : {"--json-errors", "--progress", "--project"})
            CHECK(help.out.find(flag) != std::string::npos);
    }
    CHECK(cli({"tokens", "--tokenizer", "x", "--stream"}).code == 2);
    CHECK(cli({"tokens", "--tokenizer", "x", "--offsets", "feet"}).code == 2);
    CHECK(cli({"stats", "nonsense"}).code == 2);
    CHECK(cli({"task", "chain_mod", "--set", "novalue"}).code == 2);
    CHECK(codeOf(onlyAnswer(cli({"tokens", "--json-errors"}))) == "usage.flags");
    CHECK(codeOf(onlyAnswer(cli({"tokens", "--nonsense", "--json-errors"}))) == "usage.flags");
}

TEST_CASE("a failure before the first line is a sentence, and one object where that is asked for") {
    const auto plain = cli({"tokens", "--tokenizer", "/nowhere"});
    CHECK(plain.code == 1);
    CHECK(plain.out.empty());
    CHECK(plain.err.find("/nowhere") != std::string::npos);
    const auto json = cli({"tokens", "--tokenizer", "/nowhere", "--json-errors"});
    CHECK(json.code == 1);
    CHECK(codeOf(onlyAnswer(json)) != "");
    CHECK(codeOf(onlyAnswer(cli({"grade", "nonsense", "--json-errors"}))) == "reward.unknown_rule");
}

TEST_CASE("tokens with offsets in bytes and in characters, and pieces that never cut a character") {
    const std::vector<std::string> base = {"tokens", "--tokenizer", kGolden + "/tokenizers/gpt2"};
    auto chars = base, decode = base;
    chars.insert(chars.end(), {"--offsets", "chars"});
    decode.insert(decode.end(), {"--decode", "--stream"});
    const std::string text = "na\u00efve \u732b\u732b \U0001F600!"; // 11 characters
    const std::string request = dumpJson({{"text", text}, {"add_special", false}});
    const Json inBytes = onlyAnswer(cli(base, request)), inChars = onlyAnswer(cli(chars, request));
    REQUIRE(inBytes["ids"] == inChars["ids"]);
    CHECK(inBytes["offsets"].back()[1] == text.size());
    CHECK(inChars["offsets"].back()[1] == 11);
    const Json back = onlyAnswer(cli(decode, dumpJson({{"ids", inBytes["ids"]}})));
    CHECK(back["text"] == text);
    std::string joined;
    for (const auto &piece : back["pieces"]) {
        CHECK(piece.get<std::string>().find("\uFFFD") == std::string::npos);
        joined += piece.get<std::string>();
    }
    CHECK(joined == text);
    CHECK(codeOf(onlyAnswer(cli(decode, R"({"ids":[99999999]})"))) == "tokenizer.unknown_id");
    CHECK(codeOf(onlyAnswer(cli(decode, R"({"ids":[-1]})"))) == "tokenizer.unknown_id");
    CHECK(codeOf(onlyAnswer(cli(decode, R"({"ids":[1.5]})"))) == "request.type");
}

TEST_CASE("problems come with demonstrations that their own rule grades as right") {
    const auto make = [](const char *seed) {
        return cli({"task", "chain_mod", "--seed", seed, "--count", "5", "--set", "max_length=4"});
    };
    const auto made = make("7");
    CHECK(made.code == 0);
    const auto rows = answersOf(made);
    REQUIRE(rows.size() == 5);
    CHECK(make("7").out == made.out);
    CHECK(make("8").out != made.out);
    std::string responses;
    for (const auto &row : rows) {
        for (const char *field : {"id", "prompt", "reference", "completion", "chain"}) CHECK(row.contains(field));
        responses += dumpJson({{"problem", row}, {"response", row["completion"]}}) + "\n";
    }
    const auto verdicts = answersOf(cli({"grade", "chain_mod"}, responses));
    REQUIRE(verdicts.size() == 5);
    for (const auto &verdict : verdicts) {
        CHECK(verdict["correct"] == true);
        CHECK(verdict["valid"] == true);
        REQUIRE(verdict["steps"].size() > 0);
        for (const auto &step : verdict["steps"]) CHECK(step["correct"] == true);
    }
    CHECK(codeOf(onlyAnswer(cli({"task", "chain_mod", "--set", "min_length=99", "--json-errors"})))
              .starts_with("config."));
    CHECK(cli({"task", "nonsense"}).code == 1);
    CHECK(answersOf(cli({"task", "--list"})).size() >= 2);
}

TEST_CASE("grades of a word problem") {
    const auto finished = cli({"grade", "gsm8k"}, R"({"response":"9 * 2 = $<<9*2=18>>18\n#### 18","reference":"18"})"
                                                  "\n"
                                                  R"({"response":"9 * 2 = <<9*2=19>>19\n#### 19","reference":"18"})"
                                                  "\n"
                                                  R"({"response":"no idea","reference":"18"})"
                                                  "\n"
                                                  R"({"response":"#### 18"})"
                                                  "\n");
    CHECK(finished.code == 1);
    const auto answers = answersOf(finished);
    REQUIRE(answers.size() == 4);
    CHECK(answers[0]["correct"] == true);
    CHECK(answers[0]["extracted"] == "18");
    CHECK(answers[1]["correct"] == false);
    CHECK(answers[1]["steps"][0]["correct"] == false);
    CHECK(answers[2]["valid"] == false);
    CHECK(answers[2]["extracted"].is_null());
    CHECK(codeOf(answers[3]) == "request.input");
}

TEST_CASE("rules with an argument, and what the tools answer") {
    CHECK(onlyAnswer(cli({"grade", "number:1%"}, R"({"response":"#### 101","reference":"100"})"))["correct"] == true);
    const auto several =
        onlyAnswer(cli({"grade", "any_of:math"}, R"({"response":"\\boxed{\\frac12}","reference":["1","0.5"]})"));
    CHECK(several["correct"] == true);
    CHECK(several["extracted"] == "0.5");
    const auto sums = answersOf(cli({"tool", "calculator"}, "{\"input\":\"1/3 + 1/3\"}\n{\"input\":\"system(1)\"}\n"));
    REQUIRE(sums.size() == 2);
    CHECK(sums[0]["exact"] == "2/3");
    CHECK(sums[0]["decimal"] == "0.666667");
    CHECK(codeOf(sums[1]) == "tool.bad_input");
    const auto checks = answersOf(cli({"tool", "symbolic"}, R"({"do":"solve","equation":"x^2=x","unknown":"x"})"
                                                            "\n"
                                                            R"({"do":"equal","left":"\\input{a}","right":"1"})"
                                                            "\n"
                                                            R"x({"do":"equal","left":"1","right":"\\log(0)"})x"
                                                            "\n"
                                                            R"({"do":"holds","equation":"1/x=1","values":{"x":0}})"
                                                            "\n"));
    REQUIRE(checks.size() == 4);
    for (const auto &[at, field] : {std::pair{2, "right"}, {3, "values"}}) {
        CHECK(codeOf(checks[std::size_t(at)]) == "tool.no_value");
        CHECK(checks[std::size_t(at)]["error"]["where"]["field"] == field);
    }
    CHECK(checks[0]["solutions"] == Json{"0", "1"});
    CHECK(codeOf(checks[1]) == "tool.bad_input");
    CHECK(checks[1]["error"]["where"] == Json{{"line", 2}, {"field", "left"}});
    const auto refused = answersOf(cli({"tool", "symbolic"}, R"({"do":"solve","equation":"x=1","unknown":"y"})"
                                                             "\n"
                                                             R"({"do":"equal","left":"1","rigth":"1"})"
                                                             "\n"));
    REQUIRE(refused.size() == 2);
    CHECK(refused[0]["error"]["where"]["field"] == "unknown");
    CHECK(refused[1]["error"]["where"]["field"] == "rigth");
    CHECK(cli({"tool", "shell"}).code == 2);
}

TEST_CASE("every method is listed, and tells each of its settings") {
    const auto all = answersOf(cli({"methods", "--json"}));
    std::set<std::string> roles;
    for (const auto &method : all) {
        CAPTURE(method["name"].get<std::string>());
        CHECK(!method["summary"].get<std::string>().empty());
        roles.insert(method["role"]);
    }
    CHECK(roles == std::set<std::string>{"algorithm", "stage", "strategy", "table"});
    const auto beam = cli({"methods", "beam_search"});
    CHECK(beam.out.find("beam_search (strategy): ") == 0);
    const auto one = onlyAnswer(cli({"methods", "beam_search", "--json"}));
    CHECK(one["fields"].size() > 5);
    for (const auto &field : one["fields"]) {
        CAPTURE(field["name"].get<std::string>());
        const auto at = beam.out.find("\n  " + field["name"].get<std::string>() + " ");
        REQUIRE(at != std::string::npos);
        CHECK(beam.out.find(dumpJson(field["default"]), at) != std::string::npos);
        CHECK(beam.out.find(field["effect"].get<std::string>(), at) != std::string::npos);
        if (field.contains("minimum") && !field.contains("above_minimum"))
            CHECK(beam.out.find(dumpJson(Json(field["minimum"].get<int>())), at) != std::string::npos);
    }
    const auto none = cli({"methods", "beam_serach"});
    CHECK(none.code == 2);
    CHECK(none.err.find("beam_search") != std::string::npos);
}

TEST_CASE("every table of experiment.toml tells its keys, with an example") {
    const auto sweep = cli({"methods", "sweep"});
    CHECK(sweep.code == 0);
    for (const char *words : {"sweep (table): [stage.sweep]", "seeds", "\nlearning_rate = [1e-5, 1e-4]\nseeds = 3\n"})
        CHECK(sweep.out.find(words) != std::string::npos);
    for (const char *table : {"experiment", "data", "stage", "arm"}) {
        const Json told = onlyAnswer(cli({"methods", table, "--json"}));
        const auto shown = cli({"methods", table}).out;
        CHECK(told["fields"].size() > 5);
        for (const auto &field : told["fields"]) {
            CAPTURE(field["name"].get<std::string>());
            CHECK_FALSE(field["effect"].get<std::string>().empty());
            CHECK(shown.find("\n  " + field["name"].get<std::string>() + " ") != std::string::npos);
        }
    }
    const auto train = cli({"methods", "train"}).out;
    CHECK(train.find("algorithm is one of: ") != std::string::npos);
    CHECK(train.find("orpo") != std::string::npos);
    CHECK(cli({"methods", "arm"}).out.find("strategy is one of: greedy") != std::string::npos);
}

TEST_CASE("what failed is counted where the answers go to a file") {
    const TemporaryFolder folder;
    const std::string file = (folder.path / "out.jsonl").string();
    const std::string input = "{\"input\":\"1+1\"}\n{\"input\":\"nothing\"}\n{\"inputs\":\"1\"}\n";
    const auto into = cli({"tool", "calculator", "--out", file}, input);
    CHECK(into.code == 1);
    CHECK(into.err.find("2 of 3 requests failed") != std::string::npos);
    CHECK(into.err.find("the first: standard input:2, input: ") != std::string::npos);
    CHECK(into.err.find("nothing") != std::string::npos);
    CHECK(cli({"tool", "calculator"}, input).err.find("requests failed") == std::string::npos);
    CHECK(cli({"tool", "calculator", "--out", file}, "{\"input\":\"1+1\"}\n").err.empty());
}

TEST_CASE("a cut response is not right, and without a usable reference nothing is right or wrong") {
    const auto answers =
        answersOf(cli({"grade", "gsm8k"}, R"({"response":"#### 18","reference":"18","finish_reason":"length"})"
                                          "\n"
                                          R"({"response":"#### 18","reference":"18","finish_reason":"stop"})"
                                          "\n"
                                          R"({"response":"#### 18","problem":{"prompt":"6*3?"}})"
                                          "\n"
                                          R"({"response":"#### 18","reference":"eighteen"})"
                                          "\n"));
    REQUIRE(answers.size() == 4);
    CHECK(answers[0]["correct"] == false);
    CHECK(answers[0]["extracted"].is_null());
    CHECK(answers[0]["cut"] == true);
    CHECK(answers[1]["correct"] == true);
    CHECK(!answers[1].contains("cut"));
    for (int i : {2, 3}) {
        CHECK(answers[i]["correct"].is_null());
        CHECK(answers[i]["unscorable"] == true);
        CHECK(answers[i]["extracted"] == "18");
    }
}

TEST_CASE("every statistic is listed and answers") {
    const std::map<std::string, std::pair<std::string, std::optional<double>>> requests = {
        {"wilson", {R"({"correct":8,"n":10})", 0.8}},
        {"clopper_pearson", {R"({"correct":8,"n":10,"confidence":0.9})", 0.8}},
        {"mcnemar", {R"({"a":[1,0,1],"b":[true,true,true]})", 1}},
        {"smallest_difference", {R"({"n":1000000,"disagreement":1})", 0.0028016}},
        {"paired_bootstrap", {R"({"a":[0,1,0],"b":[1,1,1],"seed":3,"resamples":100})", 2 / 3.0}},
        {"holm", {R"({"p":[0.01,0.04,0.03,0.005]})", std::nullopt}},
        {"pass_at_k", {R"({"results":[[true,false],[false,false]],"k":1})", 0.25}},
        {"maj_at_k", {R"({"answers":["1","2","2",null],"reference":"2","k":4})", 1}},
        {"best_of_k", {R"({"scores":[1,2,3],"correct":[false,false,true]})", 1}},
        {"cohen_kappa", {R"({"a":["x","y"],"b":["x","y"]})", 1}},
        {"krippendorff", {R"({"ratings":[[1,2,null],[1,2,3]]})", 1}},
        {"bradley_terry", {R"({"duels":[{"winner":"a","loser":"b","tie":true}]})", std::nullopt}},
        {"ece", {R"({"confidence":[1,0],"correct":[1,0]})", 0}},
        {"ece_floor", {R"({"confidence":[0.5,0.5],"bins":1})", 0.25}},
        {"temperature", {R"({"logits":[1,1,1,1],"correct":[1,1,1,0]})", 1 / std::log(3.0)}},
        {"isotonic", {R"({"scores":[1,2,3],"correct":[0,1,0]})", std::nullopt}},
        {"verified_best_of_n", {R"({"right":0.5,"n":2})", 0.75}},
        {"epsilon", {R"({"noise_multiplier":10,"sample_rate":1,"steps":1})", 0.375291222}},
        {"noise_multiplier", {R"({"epsilon":8,"sample_rate":0.04,"steps":2000})", 1.356201172}},
    };
    const auto listed = answersOf(cli({"stats", "--list"}));
    CHECK(listed.size() == requests.size());
    for (const auto &entry : listed) {
        const std::string name = entry["name"];
        CAPTURE(name);
        REQUIRE(requests.count(name));
        const auto &[request, value] = requests.at(name);
        const Json answer = onlyAnswer(cli({"stats", name}, request));
        REQUIRE(answer.contains("value"));
        if (value)
            CHECK(answer["value"].get<double>() == doctest::Approx(*value));
        else
            CHECK(answer["value"].is_structured());
        CHECK(codeOf(onlyAnswer(cli({"stats", name}, "{}"))) == "json.missing_field");
    }
    const Json corrected = onlyAnswer(cli({"stats", "holm"}, R"({"p":[0.01,0.04,0.03,0.005]})"));
    CHECK(corrected["looks"] == 4);
    CHECK(corrected["value"][0].get<double>() == doctest::Approx(0.03));
    CHECK(codeOf(onlyAnswer(cli({"stats", "pass_at_k"}, R"({"n":5,"correct":2,"k":6})"))) == "stats.range");
}

TEST_CASE("paths are told for what they are") {
    const TemporaryFolder scratch;
    const Json weights =
        onlyAnswer(cli({"inspect", kGolden + "/safetensors/tensor-3d-float32.safetensors", "--validate"}));
    CHECK(weights["kind"] == "safetensors");
    CHECK(weights["valid"] == true);
    CHECK(weights["tensors"] == 1);
    const Json model = onlyAnswer(cli({"inspect", kGolden + "/models/llama_sharded", "--validate"}));
    CHECK(model["kind"] == "model");
    CHECK(model["shards"] == 4);
    CHECK(model["valid"] == true);
    CHECK(onlyAnswer(cli({"inspect", kGolden + "/adapters/lora_qv", "--validate"}))["kind"] == "adapter");
    CHECK(onlyAnswer(cli({"inspect", kGolden + "/tokenizers/gpt2"}))["kind"] == "tokenizer");
    const Json rows = onlyAnswer(cli({"inspect", kGolden + "/gsm8k/test_first20.jsonl"}));
    CHECK(rows["kind"] == "dataset");
    CHECK(rows["rows"] == 20);
    CHECK(cli({"inspect", (scratch.path / "none").string()}).code == 1);
    CHECK(codeOf(onlyAnswer(cli({"inspect", scratch.path.string(), "--json-errors"}))) == "inspect.unknown");
    const auto finished = cli({"inspect", scratch.write("bad.jsonl", "{\"a\":1}\n{\"a\":\n").string(), "--validate"});
    CHECK(finished.code == 1);
    CHECK(onlyAnswer(finished)["valid"] == false);
    CHECK(onlyAnswer(finished)["bad_rows"] == 1);
    CHECK(onlyAnswer(finished)["problems"][0]["where"]["line"] == 2);
}

TEST_CASE("damaged weights are found") {
    const TemporaryFolder scratch;
    std::string bytes = textOf(kGolden + "/safetensors/tensor-3d-float32.safetensors");
    const auto cut = cli({"inspect", scratch.write("cut.safetensors", bytes.substr(0, bytes.size() - 1)).string()});
    CHECK(cut.code == 1);
    CHECK(codeOf(onlyAnswer(cut)).starts_with("safetensors."));
    bytes.replace(bytes.size() - 4, 4, std::string("\x00\x00\xc0\x7f", 4)); // a NaN
    const auto file = scratch.write("nan.safetensors", bytes).string();
    CHECK(cli({"inspect", file}).code == 0); // only a look at every byte finds it
    const auto nan = cli({"inspect", file, "--validate"});
    CHECK(nan.code == 1);
    CHECK(codeOf(onlyAnswer(nan)) == "safetensors.not_finite");
    CHECK(onlyAnswer(nan)["error"]["where"]["offset"] == bytes.size() - 4);
}

TEST_CASE("neither Qt nor LibTorch is linked") {
    const auto libraries = runProgram("/usr/bin/ldd", {kProgram});
    REQUIRE(libraries.code == 0);
    CHECK(libraries.out.find("libc.so") != std::string::npos);
    for (const char *heavy : {"libQt", "torch", "libc10", "qcustomplot"})
        CHECK(libraries.out.find(heavy) == std::string::npos);
}

TEST_CASE("a request to stop is exit code 3") {
    const TemporaryFolder scratch;
    const std::string pipe = (scratch.path / "pipe").string(), line = "{\"correct\":1,\"n\":2}\n";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const int writer = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);
    Process waiting(kProgram, {"stats", "wilson", "--in", pipe});
    REQUIRE(::write(writer, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
    for (int i = 0; i < 1000 && waiting.outputSoFar().empty(); ++i) ::usleep(10'000);
    ::usleep(200'000); // until it waits for the next line
    ::kill(waiting.pid(), SIGTERM);
    CHECK(waiting.wait().code == 3);
    ::close(writer);
}

TEST_CASE("inspect names the chat templates of a model by their hashes, and what its tokenizer's files disagree on") {
    const TemporaryFolder scratch;
    const fs::path model = scratch.path / "model";
    fs::copy(kGolden + "/models/llama2_mha", model);
    fs::copy_file(kGolden + "/tokenizers/qwen2/tokenizer.json", model / "tokenizer.json",
                  fs::copy_options::overwrite_existing);
    scratch.write("model/chat_template.jinja", "{{ messages[0].content }}");
    scratch.write("model/tokenizer_config.json", R"({"eos_token": "<|no such token|>"})");
    const Json one = onlyAnswer(cli({"inspect", model.string()}));
    CHECK(one["chat_templates"]["default"].get<std::string>().size() == 32);
    REQUIRE(one["warnings"].size() == 1);
    CHECK(one["warnings"][0].get<std::string>().find("no such token") != std::string::npos);
    scratch.write("model/chat_template.jinja", "{{ messages[0].content }}.");
    CHECK(onlyAnswer(cli({"inspect", model.string()}))["chat_templates"]["default"] !=
          one["chat_templates"]["default"]);
    scratch.write("model/chat_template.jinja", "{{ messages[0].content ");
    const auto broken = cli({"inspect", model.string()});
    CHECK(broken.out.find("template.syntax") != std::string::npos);
}
