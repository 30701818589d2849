// SPDX-License-Identifier: Apache-2.0
// tokenizer.json files that lie, and texts that are meant to be slow.
#include "core/base/json.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/support/budget.h"
#include "tests/support/cpu_seconds.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;
using namespace std::string_literals;

namespace {

Json good() {
    return *parseJson(R"({"added_tokens": [{"id": 0, "content": "<s>", "special": true}], "normalizer": null,)"
                      R"( "pre_tokenizer": null, "post_processor": null,
        "decoder": {"type": "Fuse"}, "model": {"type": "BPE", "vocab": {"<s>": 0, "a": 1, "b": 2, "ab": 3,)"
                      R"( "c": 4}, "merges": ["a b"]}})");
}

/// The error of the good file with one place changed, as "code field found".
std::string problem(const std::string &pointer, const std::string &value) {
    Json json = good();
    json[Json::json_pointer(pointer)] = *parseJson(value, {.depth = 1000});
    const auto tokenizer = Tokenizer::parse(dumpJson(json), "t.json");
    if (tokenizer) return "ok";
    CHECK(tokenizer.error().file == "t.json");
    CHECK(!tokenizer.error().message.empty());
    return tokenizer.error().code + " " + tokenizer.error().field;
}

double secondsFor(const Tokenizer &tokenizer, const std::string &text) {
    const double begin = lapidary::test::cpuSeconds();
    const auto encoding = tokenizer.encode(text, false);
    REQUIRE(encoding);
    return lapidary::test::cpuSeconds() - begin;
}

} // namespace

TEST_CASE("a merge that cannot be is named by its index") {
    CHECK(problem("/model/merges", R"(["a b", "b c"])") == "tokenizer.bad_model /model/merges/1");
    for (const char *merge : {"\"a\"", "\"a b c\"", "\" b\"", "\"a \"", "\"\"", "[\"a\"]", "[\"a\",1]", "3", "\"a x\""})
        CHECK(problem("/model/merges/0", merge) == "tokenizer.bad_model /model/merges/0");
    CHECK(problem("/model/merges/0", R"(["a","b"])") == "ok");
}

TEST_CASE("ids must be whole, small, not negative, and each once") {
    for (const char *id : {"-1", "2147483647", "1.5", "\"1\"", "1", "9223372036854775807", "18446744073709551615"})
        CHECK(problem("/model/vocab/c", id) == "tokenizer.bad_model /model/vocab/c");
    CHECK(problem("/model/vocab", "{}") == "tokenizer.bad_model /model/vocab");
    CHECK(problem("/model/vocab", "[]") == "tokenizer.bad_model /model/vocab");
    CHECK(problem("/model/unk_token", "\"zz\"") == "tokenizer.bad_model /model/unk_token");
    CHECK(problem("/model/dropout", "0.1") == "tokenizer.bad_model /model/dropout");
}

TEST_CASE("added tokens need an id and a content") {
    for (const char *token : {R"({"id":9,"content":""})", R"({"id":-1,"content":"x"})", R"({"content":"x"})", "3",
                              R"({"id":99999999999,"content":"x"})"})
        CHECK(problem("/added_tokens/0", token) == "tokenizer.bad_file /added_tokens/0");
    CHECK(problem("/added_tokens", "{}") == "tokenizer.bad_file /added_tokens");
}

TEST_CASE("a part that is not known is refused by its name, and wrong types are no crash") {
    for (const char *part : {"normalizer", "pre_tokenizer", "decoder", "post_processor"})
        CHECK(problem("/"s + part, R"({"type":"Unheard"})").starts_with("tokenizer.unknown_part"));
    CHECK(problem("/model/type", "\"Unheard\"") == "tokenizer.unknown_part /model/type");
    CHECK(problem("/model/type", "7").starts_with("tokenizer."));
    CHECK(problem("/model", "[]").starts_with("tokenizer."));
    CHECK(problem("/normalizer", R"({"type":"Prepend","prepend":5})") == "tokenizer.bad_file ");
    CHECK(problem("/post_processor", R"({"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"z"}}]})") ==
          "tokenizer.bad_file /post_processor/special_tokens");
    CHECK(problem("/post_processor",
                  R"({"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"z"}}],"special_tokens":{"z":{"ids":)"
                  R"([77]}}})") == "tokenizer.bad_file /post_processor/special_tokens");
    std::string nested = R"({"type":"NFC"})";
    for (int i = 0; i < 20; ++i) nested = R"({"type":"Sequence","normalizers":[)" + nested + "]}";
    CHECK(problem("/normalizer", nested) == "tokenizer.too_deep ");
    CHECK(Tokenizer::parse(std::string(100'000, '['), "t").error().code == "json.too_deep");
    CHECK(Tokenizer::parse("{}", "t").error().code == "tokenizer.bad_file");
}

TEST_CASE("patterns are refused, or give up in time") {
    const auto split = [](const std::string &regex) {
        return R"({"type":"Split","behavior":"Isolated","pattern":{"Regex":)" + Json(regex).dump() + "}}";
    };
    for (const auto &regex : {"("s, "\\p{Nonsense}"s, std::string(1 << 20, 'a'), "[a&&b]"s})
        CHECK(problem("/pre_tokenizer", split(regex)).starts_with("tokenizer.bad_pattern"));
    Json json = good();
    json["pre_tokenizer"] = *parseJson(split("(a+)+$"));
    const auto tokenizer = Tokenizer::parse(dumpJson(json), "t");
    REQUIRE(tokenizer);
    const double begin = test::cpuSeconds();
    const auto encoding = tokenizer->encode(std::string(60, 'a') + "b", false);
    CHECK((encoding || encoding.error().code == "tokenizer.pattern_limit"));
    CHECK(test::cpuSeconds() - begin < 5);
}

TEST_CASE("hostile texts take linear time") {
#ifdef __SANITIZE_ADDRESS__
    const std::size_t megabyte = 1 << 16;
    const double most = 30;
#else
    const std::size_t megabyte = 1 << 18; // a quarter: what is quadratic shows as well
    const double most = 1;
#endif
    const auto repeat = [&](std::string_view part) {
        std::string text;
        while (text.size() < megabyte) text += part;
        return text;
    };
    for (const char *name : {"gpt2", "llama3", "qwen2", "o200k", "llama2_prepend", "llama_metaspace", "gemma",
                             "t5_unigram", "unigram_first", "bert_cased", "bert_uncased", "digits_punctuation"}) {
        CAPTURE(name);
        const auto tokenizer = Tokenizer::load(fs::path(LAPIDARY_TEST_DATA) / "tokenizers" / name);
        REQUIRE(tokenizer);
        for (const std::string_view part :
             {"A", "\n", " ", "\xF0\x9F\x8F\xBD", "e\xCC\x81", "\xCC\x81\xCC\xA3", "ab", "<s>", "<|im_", "\x01z"})
            CHECK(secondsFor(*tokenizer, repeat(part)) < test::budget(most));
        std::string word; // 128 KiB without a blank
        for (std::uint32_t i = 0, x = 1; i < megabyte / 8; ++i, x = x * 1664525u + 1013904223u)
            word += static_cast<char>('a' + (x >> 24) % 26);
        CHECK(secondsFor(*tokenizer, word) < test::budget(most));
    }
    std::vector<std::int32_t> ids(20'000, 65);
    const auto tokenizer = Tokenizer::load(fs::path(LAPIDARY_TEST_DATA) / "tokenizers/gpt2");
    StreamDecoder stream(*tokenizer, true);
    std::string joined;
    for (const auto id : ids) joined += stream.push(id);
    CHECK(joined + stream.finish() == tokenizer->decode(ids, true));
}

TEST_CASE("a text whose tokens could not be counted in 31 bits is refused before it is read") {
    const auto tokenizer = Tokenizer::parse(dumpJson(good()), "t");
    REQUIRE(tokenizer);
    const std::string text((std::size_t{1} << 30) + 1, 'a');
    const auto encoding = tokenizer->encode(text, false);
    REQUIRE(!encoding);
    CHECK(encoding.error().code == "tokenizer.text_too_long");
    CHECK(encoding.error().found == "1073741825 bytes");
}

TEST_CASE("text that is not UTF-8 is refused with its offset; NUL is text") {
    const auto tokenizer = Tokenizer::load(fs::path(LAPIDARY_TEST_DATA) / "tokenizers/gpt2");
    for (const auto &[text, offset] :
         {std::pair{"ab\xFF"s, 2}, {"\xED\xA0\x80"s, 0}, {"a\xC0\xAF"s, 1}, {"\xE4\xB8"s, 0}}) {
        const auto encoding = tokenizer->encode(text, false);
        REQUIRE(!encoding);
        CHECK(encoding.error().code == "tokenizer.invalid_utf8");
        CHECK(encoding.error().offset == offset);
    }
    const auto nul = tokenizer->encode("a\0b"s, false);
    REQUIRE(nul);
    CHECK(tokenizer->decode(nul->ids, true) == "a\0b"s);
}

TEST_CASE("the character-level tokenizer: one token per symbol, there and back") {
    const auto tokenizer =
        Tokenizer::parse(characterTokenizerJson({"a", "4", "\n", "\xC3\xA9", "="}, {"<pad>", "<bos>", "<eos>"}), "t");
    REQUIRE(tokenizer);
    const auto encoding = tokenizer->encode("a4=\xC3\xA9\n<eos>", true);
    REQUIRE(encoding);
    CHECK(encoding->ids == std::vector<std::int32_t>{1, 3, 4, 7, 6, 5, 2});
    CHECK(encoding->offsets.back() == std::pair<std::size_t, std::size_t>{6, 11});
    CHECK(tokenizer->decode(encoding->ids, true) == "a4=\xC3\xA9\n");
    CHECK(tokenizer->decode(encoding->ids, false) == "<bos>a4=\xC3\xA9\n<eos>");
    CHECK(tokenizer->bosId() == 1);
    CHECK(tokenizer->eosId() == 2);
    CHECK(tokenizer->padId() == 0);
}

TEST_CASE("the sentence of a refusal says what is wrong and what was expected") {
    const auto sentence = [](const std::string &pointer, const std::string &value) {
        Json json = good();
        json[Json::json_pointer(pointer)] = *parseJson(value);
        const auto tokenizer = Tokenizer::parse(dumpJson(json), "t.json");
        return tokenizer ? "ok" : tokenizer.error().message + ": " + tokenizer.error().expected;
    };
    CHECK(sentence("/model/merges/0", "\"a x\"") ==
          "a merge names a token that the vocabulary does not have: tokens of /model/vocab");
    CHECK(sentence("/model/merges/0", "\"a b c\"") == "not a merge of two tokens: \"left right\"");
    CHECK(sentence("/model/vocab/c", "2147483648") == "not a token id: a whole number from 0 to 16777215");
    CHECK(sentence("/model/vocab/c", "1") == "two tokens have the same id: each id once");
    CHECK(sentence("/model/type", "\"GPT\"") ==
          "this kind of model is not supported: BPE, Unigram, WordPiece or WordLevel");
    CHECK(sentence("/added_tokens/0", R"({"id":1,"content":""})") == "needs an id and a content of 1 to 1024 bytes: ");
}

TEST_CASE("Unigram, WordPiece and WordLevel vocabularies that lie are refused where they lie") {
    const auto model = [](const std::string &value) { return problem("/model", value); };
    CHECK(model(R"({"type":"Unigram","unk_id":0,"vocab":[["<s>",0],["a",-1]]})") == "ok");
    for (const char *entry : {R"(["a"])", R"(["a","b"])", R"(["",1])", R"(["<s>",1])", "3", R"([1,1])"})
        CHECK(model(R"({"type":"Unigram","unk_id":0,"vocab":[["<s>",0],)"s + entry + "]}") ==
              "tokenizer.bad_model /model/vocab/1");
    CHECK(model(R"({"type":"Unigram","unk_id":0,"vocab":[]})") == "tokenizer.bad_model /model/vocab");
    CHECK(model(R"({"type":"Unigram","unk_id":0,"vocab":{"<s>":0}})") == "tokenizer.bad_model /model/vocab");
    for (const char *unknown : {"2", "-1", "1.5", "99999999999"})
        CHECK(model(R"({"type":"Unigram","vocab":[["<s>",0],["a",-1]],"unk_id":)"s + unknown + "}") ==
              "tokenizer.bad_model /model/unk_id");
    CHECK(model(R"({"type":"WordPiece","vocab":{"<s>":0},"max_input_chars_per_word":-1})") ==
          "tokenizer.bad_model /model/max_input_chars_per_word");
    CHECK(model(R"({"type":"WordPiece","vocab":[["<s>",0]]})") == "tokenizer.bad_model /model/vocab");
    CHECK(model(R"({"type":"WordLevel","vocab":{"<s>":0,"a":0}})") == "tokenizer.bad_model /model/vocab/a");
    // Only the named kind is tried: a Unigram's list under the name of a BPE is that BPE's error.
    CHECK(model(R"({"type":"BPE","vocab":[["<s>",0]],"merges":[]})") == "tokenizer.bad_model /model/vocab");
}

TEST_CASE("a text that no token can stand for is an error, not a guess") {
    for (const char *model :
         {R"({"type":"Unigram","vocab":[["<s>",0],["a",-1]]})", R"({"type":"WordPiece","vocab":{"<s>":0,"a":1}})",
          R"({"type":"WordLevel","vocab":{"<s>":0,"a":1}})"}) {
        Json json = good();
        json["model"] = *parseJson(model);
        const auto tokenizer = Tokenizer::parse(dumpJson(json), "t");
        REQUIRE(tokenizer);
        CHECK(tokenizer->encode("a", false));
        const auto encoding = tokenizer->encode("z", false);
        REQUIRE(!encoding);
        CHECK(encoding.error().code == "tokenizer.unknown_character");
        CHECK(encoding.error().found == "z");
    }
}

TEST_CASE("a cut or lying table of normalisation rules is refused") {
    for (const char *blob :
         {"\"AAA=\"", "\"////\"", "\"CAAAAAAAAAA=\"", "\"BAAAAP////8=\"", "\"!!!!\"", "\"AwAAAAAAAA==\"", "7"}) {
        CAPTURE(blob);
        const auto found = problem("/normalizer", R"({"type":"Precompiled","precompiled_charsmap":)"s + blob + "}");
        CHECK((found == "tokenizer.bad_option precompiled_charsmap" || found == "ok"));
        if (std::string(blob) != "\"BAAAAP////8=\"")
            CHECK(found != "ok"); // one unit that points nowhere: no rule matches
    }
    Json json = good();
    json["normalizer"] = *parseJson(R"({"type":"Precompiled","precompiled_charsmap":"BAAAAP////8="})");
    if (const auto tokenizer = Tokenizer::parse(dumpJson(json), "t")) CHECK(tokenizer->encode("abc\xC3\xA9", false));
}

TEST_CASE("too many added tokens, and many of them") {
    Json list = Json::array();
    for (int i = 0; i < 20'000; ++i)
        list.push_back({{"id", 100 + i}, {"content", "<" + std::to_string(i) + ">"}, {"special", i % 2 == 0}});
    Json json = good();
    json["added_tokens"] = list;
    const auto tokenizer = Tokenizer::parse(dumpJson(json), "t");
    REQUIRE(tokenizer);
    CHECK(tokenizer->encode("<19999>a<7>", false)->ids ==
          std::vector<std::int32_t>{20'004, 1, 12}); // behind the five of the vocabulary
    std::string million = R"({"model":{"type":"BPE","vocab":{"a":0}},"added_tokens":[)";
    for (int i = 0; i <= 1 << 20; ++i) million += "0,";
    CHECK(Tokenizer::parse(million + "0]}", "t").error().message == "not a list of at most 1048576 tokens");
}

TEST_CASE("a tokenizer_config.json that does not fit is told, and no token is guessed") {
    const TemporaryFolder folder;
    folder.write("tokenizer.json", dumpJson(good()));
    const auto load = [&](const std::string &config) {
        folder.write("tokenizer_config.json", config);
        const auto tokenizer = Tokenizer::load(folder.path);
        REQUIRE(tokenizer);
        return *tokenizer;
    };
    CHECK(load("{}").bosId() == 0);
    CHECK(load("{}").warnings().empty());
    CHECK(!load(R"({"bos_token":null})").bosId());
    const auto missing = load(R"({"bos_token":"<bos>","eos_token":{"content":"<s>"}})");
    CHECK(!missing.bosId());
    CHECK(missing.eosId() == 0);
    REQUIRE(missing.warnings().size() == 1);
    CHECK(missing.warnings()[0].code == "tokenizer.missing_special");
    CHECK(missing.warnings()[0].field == "bos_token");
    const auto other =
        load(R"({"added_tokens_decoder":{"0":{"content":"<s>"},"1":{"content":"<s>"},"9":{"content":"x"}}})");
    CHECK(other.warnings().size() == 2);
    CHECK(other.warnings()[0].code == "tokenizer.disagree");
}

TEST_CASE("a stream holds bytes back until they are whole") {
    const auto tokenizer = Tokenizer::load(fs::path(LAPIDARY_TEST_DATA) / "tokenizers/llama2_prepend");
    REQUIRE(tokenizer);
    std::vector<std::int32_t> ids;
    for (const char *token : {"<0x41>", "<0xFF>", "a", "<0xE4>", "<0xBD>", "<0xA0>", "<0x0A>", "b"})
        ids.push_back(*tokenizer->idOf(token));
    StreamDecoder stream(*tokenizer, false);
    std::string joined;
    for (const auto id : ids) {
        const auto piece = stream.push(id);
        CHECK(piece.find("\xE4") == piece.find("\xE4\xBD\xA0"));
        joined += piece;
    }
    CHECK(joined + stream.finish() == tokenizer->decode(ids, false));
    StreamDecoder many(*tokenizer, false); // 20,000 bytes without an end cost no more than 20,000 steps
    for (int i = 0; i < 20'000; ++i) CHECK(many.push(ids[1]).empty());
    CHECK(many.finish().size() == 60'000);
}
