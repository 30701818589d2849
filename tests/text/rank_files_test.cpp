// SPDX-License-Identifier: Apache-2.0
// tekken.json and lists of tiktoken's ranks: the ids that mistral-common and tiktoken give, and files that lie.
#include "core/base/json.h"
#include "core/text/chat_template/chat_template.h"
#include "core/text/text_files.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace lapidary;

namespace {

fs::path golden(const std::string &name) {
    return fs::path(LAPIDARY_TEST_DATA) / "rank_vocabularies" / name;
}

std::vector<Json> linesOf(const fs::path &file) {
    std::vector<Json> out;
    std::istringstream lines(*readFile(file));
    for (std::string line; std::getline(lines, line);) out.push_back(*parseJson(line));
    return out;
}

void checkTekken(const std::string &name) {
    const auto tokenizer = Tokenizer::load(golden(name));
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    CHECK(tokenizer->warnings().empty());
    int seen = 0;
    for (const Json &each : linesOf(golden(name) / "expected.jsonl")) {
        CAPTURE(dumpJson(each).substr(0, 200));
        ++seen;
        if (each.contains("shown")) {
            CHECK(tokenizer->decode(each["shown_ids"].get<std::vector<std::int32_t>>(), false) == each["shown"]);
            continue;
        }
        const auto text = each["text"].get<std::string>();
        // mistral-common reads no special token from a text; here those that the caller takes for text are text.
        const std::pair<std::size_t, std::size_t> all[] = {{0, text.size()}};
        const auto encoding = tokenizer->encode(text, true, all);
        REQUIRE(encoding);
        CHECK(Json(encoding->ids).dump() == each["ids"].dump());
        CHECK(tokenizer->decode(encoding->ids, true) == each.value("decoded", text));
    }
    CHECK(seen >= 110);
}

/// A small tekken.json: the bytes, "ab", "abc" and "bc", behind eight special tokens.
Json tekken() {
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Json vocabulary = Json::array();
    for (int i = 0; i < 256; ++i) {
        const std::string text{digits[i >> 2], digits[(i & 3) << 4], '=', '='};
        vocabulary.push_back({{"rank", i}, {"token_bytes", text}, {"token_str", nullptr}});
    }
    for (const char *text : {"YWI=", "YWJj", "YmM="})
        vocabulary.push_back({{"rank", vocabulary.size()}, {"token_bytes", text}, {"token_str", nullptr}});
    Json special = Json::array();
    for (const char *text : {"<unk>", "<s>", "</s>", "[INST]"})
        special.push_back({{"rank", special.size()}, {"token_str", text}, {"is_control", true}});
    return {{"config",
             {{"pattern", R"(\p{L}+|[^\p{L}]+)"},
              {"num_vocab_tokens", 259},
              {"default_vocab_size", 267},
              {"default_num_special_tokens", 8},
              {"version", "v13"}}},
            {"special_tokens", special},
            {"vocab", vocabulary}};
}

/// The error of the small file with one place changed, as "code field"; "ok" where there is none.
std::string problem(const std::string &pointer, const Json &value) {
    Json json = tekken();
    json[Json::json_pointer(pointer)] = value;
    const auto tokenizer = Tokenizer::parse(dumpJson(json), "tekken.json");
    if (tokenizer) return "ok";
    CHECK(tokenizer.error().file == "tekken.json");
    CHECK(!tokenizer.error().message.empty());
    return tokenizer.error().code + " " + tokenizer.error().field;
}

/// The error of a list of ranks, as "code line".
std::string rankProblem(const std::string &lines) {
    const auto tokenizer = Tokenizer::parseRanks(lines, "gpt2", "x.tiktoken");
    if (tokenizer) return "ok";
    CHECK(tokenizer.error().file == "x.tiktoken");
    return tokenizer.error().code + " " + std::to_string(tokenizer.error().line);
}

} // namespace

TEST_CASE("Mistral's tekken.json gives the ids of mistral-common") {
    checkTekken("tekken_v3");
    checkTekken("tekken_v13");
}

TEST_CASE("lists of tiktoken's ranks give the ids of tiktoken, by every encoding") {
    const auto cl100k = readFile(golden("tiktoken") / "cl100k_base.tiktoken"),
               llama3 = readFile(golden("tiktoken") / "llama3.tiktoken");
    REQUIRE(cl100k);
    REQUIRE(llama3);
    std::map<std::string, Tokenizer> made;
    std::map<std::string, int> seen;
    for (const Json &each : linesOf(golden("tiktoken") / "expected.jsonl")) {
        const std::string name = each["encoding"], text = each["text"];
        CAPTURE(name);
        CAPTURE(each["text"].dump());
        if (!made.contains(name)) {
            auto tokenizer = Tokenizer::parseRanks(name == "llama3" ? *llama3 : *cl100k, name, name);
            if (!tokenizer) FAIL(describe(tokenizer.error()));
            made.emplace(name, std::move(*tokenizer));
        }
        const auto encoding = made.at(name).encode(text, false);
        REQUIRE(encoding);
        CHECK(Json(encoding->ids).dump() == each["ids"].dump());
        CHECK(made.at(name).decode(encoding->ids, false) == each.value("decoded", text));
        ++seen[name];
    }
    CHECK(seen.size() == 9);
    for (const auto &each : seen) CHECK_MESSAGE(each.second >= 110, each.first);
}

TEST_CASE("neighbours are joined in the order of the token that they give, whichever way it is cut") {
    const std::string lines = "YQ== 0\nYWE= 1\nYWFh 2\nYg== 3\nYmFh 4\n"; // a, aa, aaa, b, baa
    const auto tokenizer = Tokenizer::parseRanks(lines, "gpt2", "x");
    REQUIRE(tokenizer);
    const auto ids = [&](const std::string &text) { return Json(tokenizer->encode(text, false)->ids).dump(); };
    CHECK(ids("aaa") == "[2]");
    CHECK(ids("aaaaa") == "[1,2]");
    CHECK(ids("aaaab") == "[1,1,3]");
    CHECK(ids("baa") == "[4]");
    CHECK(ids("aaaaaaa") == "[1,1,2]");
    CHECK(ids(std::string(31, 'a') + "b") == "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,3]");
}

TEST_CASE("a folder with such a file alone is a tokenizer; its configuration names the special tokens") {
    const TemporaryFolder folder;
    const auto ranks = *readFile(golden("tiktoken") / "llama3.tiktoken");
    CHECK(!Tokenizer::isIn(folder.path));
    folder.write("vocab.tiktoken", ranks);
    CHECK(Tokenizer::isIn(folder.path));
    CHECK(Tokenizer::load(folder.path).error().code == "tokenizer.unknown_encoding");
    folder.write("tokenizer_config.json", R"({"tiktoken_encoding": "qwen", "eos_token": "<|im_end|>"})");
    auto tokenizer = Tokenizer::load(folder.path);
    REQUIRE(tokenizer);
    CHECK(tokenizer->tokenOf(*tokenizer->eosId()) == "<|im_end|>");
    CHECK(*tokenizer->eosId() == 2002);
    folder.write("tokenizer_config.json", R"({"tokenizer_class": "QWenTokenizer", "added_tokens_decoder": {"2000":
        {"content": "<a b>"}, "2005": {"content": "<c>", "special": false}}, "bos_token": "<a b>"})");
    tokenizer = Tokenizer::load(folder.path);
    REQUIRE(tokenizer);
    CHECK(Json(tokenizer->encode("<a b><c>", false)->ids).dump() == "[2000,2005]");
    CHECK(tokenizer->decode(std::vector<std::int32_t>{2000, 2005}, true) == "<c>");
    CHECK(*tokenizer->bosId() == 2000);
    CHECK(!tokenizer->eosId());
    folder.write("tokenizer_config.json", R"({"tiktoken_encoding": "cl200k"})");
    CHECK(Tokenizer::load(folder.path).error().found == "cl200k");
    folder.write("tokenizer_config.json", R"({"tokenizer_class": "TikTokenTokenizer"})");
    CHECK(Tokenizer::load(folder.path).error().code == "tokenizer.unknown_encoding");
    // A name that the caller gives counts before all files, and only for a list of ranks.
    CHECK(*Tokenizer::load(folder.path, "llama3")->bosId() == 2000);
    CHECK(Tokenizer::load(folder.path / "vocab.tiktoken", "qwen")->tokenOf(2002) == "<|im_end|>");
    CHECK(Tokenizer::load(folder.path, "gpt5").error().field == "encoding");
    CHECK(Tokenizer::load(golden("tekken_v13"), "qwen").error().code == "tokenizer.unknown_encoding");
    folder.write("second.tiktoken", ranks);
    CHECK(Tokenizer::load(folder.path).error().code == "tokenizer.ambiguous");
}

TEST_CASE("a tokenizer.model may be a list of ranks: Llama 3's") {
    const TemporaryFolder folder;
    folder.write("tokenizer.model", *readFile(golden("tiktoken") / "llama3.tiktoken"));
    const auto tokenizer = Tokenizer::load(folder.path);
    REQUIRE(tokenizer);
    CHECK(Json(tokenizer->encode("<|eot_id|>", true)->ids).dump() == "[2000,2009]");
    CHECK(*tokenizer->bosId() == 2000);
    CHECK(*tokenizer->eosId() == 2001);
    CHECK(Json(Tokenizer::load(folder.path / "tokenizer.model")->encode("hello 1234", false)->ids).dump() ==
          Json(tokenizer->encode("hello 1234", false)->ids).dump());
}

TEST_CASE("a tekken.json that lies is refused by its place") {
    CHECK(problem("/config/version", "v13") == "ok");
    for (const Json &version : {Json("v99"), Json(13), Json()})
        CHECK(problem("/config/version", version).starts_with("tokenizer.bad_file /config"));
    for (const Json &size : {Json(7), Json(-1), Json(268), Json(1e300), Json("267"), Json(INT64_MAX)})
        CHECK(problem("/config/default_vocab_size", size).starts_with("tokenizer.bad_file /config"));
    for (const Json &count : {Json(-1), Json(INT64_MAX), Json(70000), Json()})
        CHECK(problem("/config/default_num_special_tokens", count).starts_with("tokenizer.bad_file /config"));
    CHECK(problem("/config/default_num_special_tokens", 7) == "tokenizer.bad_file /config/default_vocab_size");
    Json few = tekken(); // ids for three special tokens, of which there are four
    few["config"].update({{"default_num_special_tokens", 3}, {"default_vocab_size", 262}});
    CHECK(Tokenizer::parse(dumpJson(few)).error().field == "/special_tokens");
    CHECK(problem("/config/pattern", "(").starts_with("tokenizer.bad_pattern"));
    CHECK(problem("/vocab/3/rank", 4) == "tokenizer.bad_file /vocab/3");
    CHECK(problem("/vocab/3/token_bytes", "A?==") == "tokenizer.bad_file /vocab/3");
    CHECK(problem("/vocab/3/token_bytes", "BA==") == "tokenizer.bad_file /vocab/3");
    CHECK(problem("/vocab/258/token_bytes", "YWI=") == "tokenizer.bad_file /vocab/258");
    CHECK(problem("/vocab/258", Json::array()) == "tokenizer.bad_file /vocab/258");
    CHECK(problem("/special_tokens/1/rank", 7) == "tokenizer.bad_file /special_tokens/1");
    CHECK(problem("/special_tokens/1/token_str", "</s>").starts_with("tokenizer.bad_file /added_tokens"));
    CHECK(problem("/special_tokens", Json()) == "tokenizer.bad_file /special_tokens");
    CHECK(problem("/special_tokens", "x") == "tokenizer.bad_file /special_tokens");
    // What is behind the last id is not read.
    CHECK(problem("/config/default_vocab_size", 266) == "ok");
}

TEST_CASE("special tokens without a name are filled up, and a chat template knows the names") {
    const TemporaryFolder folder;
    folder.write("tekken.json", dumpJson(tekken()));
    folder.write("chat_template.jinja", "{{ bos_token }}[INST]{{ messages[0].content }}{{ eos_token }}");
    const auto tokenizer = Tokenizer::load(folder.path);
    REQUIRE(tokenizer);
    CHECK(tokenizer->tokenOf(7) == "<SPECIAL_7>");
    CHECK(Json(tokenizer->encode("[INST]abc", true)->ids).dump() == "[1,3,265]");
    const auto chat = ChatTemplate::load(folder.path);
    REQUIRE(chat);
    CHECK(chat->render({{"messages", {{{"role", "user"}, {"content", "abc"}}}}}, 0)->text == "<s>[INST]abc</s>");
}

TEST_CASE("a list of ranks that lies is refused by its line") {
    CHECK(rankProblem("IQ== 0\r\n\r\nIg== 1\n") == "ok");
    CHECK(rankProblem("IQ== 0\n= 5\n") == "ok"); // a token without bytes, as Whisper's list has one
    CHECK(rankProblem("") == "tokenizer.bad_file 0");
    for (const char *line : {"Ig==", "Ig== x", "Ig== -1", "Ig== 1 2", "Ig== 2147483648", "Ig== 99999999999999999999",
                             "I?== 1", "I 1", "Ig== 1.0", "\xFF 1"})
        CHECK_MESSAGE(rankProblem(std::string("IQ== 0\n") + line) == "tokenizer.bad_file 2", line);
    CHECK(rankProblem("IQ== 0\nIQ== 1\n") == "tokenizer.bad_file 2");
    CHECK(rankProblem("IQ== 0\nIg== 0\n") == "tokenizer.bad_file 2");
    CHECK(rankProblem("version https://git-lfs.github.com/spec/v1\n") == "tokenizer.bad_file 1");
    CHECK(Tokenizer::parseRanks("IQ== 0\n", "gpt5", "x").error().code == "tokenizer.unknown_encoding");
    const auto few = Tokenizer::parseRanks("IQ== 0\nIg== 1\n", "gpt2", "x");
    REQUIRE(few);
    REQUIRE(few->warnings().size() == 1);
    CHECK(few->warnings()[0].code == "tokenizer.missing_bytes");
    const auto encoding = few->encode("!a\"", false);
    REQUIRE(encoding);
    CHECK(Json(encoding->ids).dump() == "[0,1]");
    CHECK(encoding->lost == std::vector<std::pair<std::size_t, std::size_t>>{{1, 2}});
}

TEST_CASE("special tokens that fall upon a rank are told") {
    const auto tokenizer = Tokenizer::parseRanks("IQ== 50256\n", "gpt2", "x");
    REQUIRE(!tokenizer);
    CHECK(tokenizer.error().code == "tokenizer.bad_file");
}

TEST_CASE("every file that says how a model reads and writes text goes with it") {
    const TemporaryFolder folder;
    CHECK(textFilesIn(folder.path).empty());
    for (const char *name :
         {"tekken.json", "x.tiktoken", "tokenizer_config.json", "chat_template.jinja", "model.safetensors",
          "additional_chat_templates/tool_use.jinja", "additional_chat_templates/notes.txt"})
        folder.write(name, "x");
    const auto files = textFilesIn(folder.path);
    CHECK(files == std::vector<fs::path>{"tokenizer_config.json", "tekken.json", "chat_template.jinja", "x.tiktoken",
                                         "additional_chat_templates/tool_use.jinja"});
}
