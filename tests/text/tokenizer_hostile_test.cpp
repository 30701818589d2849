// SPDX-License-Identifier: Apache-2.0
// tokenizer.json files that lie, and texts that are meant to be slow.
#include "core/base/json.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "core/text/tokenizer/tokenizer.h"
#include <chrono>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;
using namespace std::string_literals;

namespace {

Json good() {
    return *parseJson(R"({"added_tokens": [{"id": 0, "content": "<s>", "special": true}], "normalizer": null, "pre_tokenizer": null, "post_processor": null,
        "decoder": {"type": "Fuse"}, "model": {"type": "BPE", "vocab": {"<s>": 0, "a": 1, "b": 2, "ab": 3, "c": 4}, "merges": ["a b"]}})");
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
    const auto begin = std::chrono::steady_clock::now();
    const auto encoding = tokenizer.encode(text, false);
    REQUIRE(encoding);
    CHECK(!encoding->ids.empty());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

TEST_CASE("a merge that cannot be is named by its index") {
    CHECK(problem("/model/merges", R"(["a b", "b c"])") == "tokenizer.bad_model /model/merges/1");
    for (const char *merge : {"\"a\"", "\"a b c\"", "\" b\"", "\"a \"", "\"\"", "[\"a\"]", "[\"a\",1]", "3", "\"a x\""})
        CHECK(problem("/model/merges/0", merge) == "tokenizer.bad_model /model/merges/0");
    CHECK(problem("/model/merges/0", R"(["a","b"])") == "ok");
}

TEST_CASE("ids must be whole, small, not negative, and each once") {
    for (const char *id : {"-1", "2147483647", "1.5", "\"1\"", "1", "9223372036854775807", "18446744073709551615"}) CHECK(problem("/model/vocab/c", id) == "tokenizer.bad_model /model/vocab/c");
    CHECK(problem("/model/vocab", "{}") == "tokenizer.bad_model /model/vocab");
    CHECK(problem("/model/vocab", "[]") == "tokenizer.bad_model /model/vocab");
    CHECK(problem("/model/unk_token", "\"zz\"") == "tokenizer.bad_model /model/unk_token");
    CHECK(problem("/model/dropout", "0.1") == "tokenizer.bad_model /model/dropout");
}

TEST_CASE("added tokens must agree with the vocabulary") {
    for (const char *token : {R"({"id":1,"content":"x"})", R"({"id":9,"content":"a"})", R"({"id":9,"content":""})", R"({"id":-1,"content":"x"})", R"({"content":"x"})", "3",
                              R"({"id":99999999999,"content":"x"})"})
        CHECK(problem("/added_tokens/0", token) == "tokenizer.bad_file /added_tokens/0");
    CHECK(problem("/added_tokens", "{}") == "tokenizer.bad_file /added_tokens");
}

TEST_CASE("a part that is not known is refused by its name, and wrong types are no crash") {
    for (const char *part : {"normalizer", "pre_tokenizer", "decoder", "post_processor"}) CHECK(problem("/"s + part, R"({"type":"Unheard"})").starts_with("tokenizer.unknown_part"));
    CHECK(problem("/model/type", "\"Unheard\"") == "tokenizer.unknown_part /model/type");
    CHECK(problem("/model/type", "7").starts_with("tokenizer."));
    CHECK(problem("/model", "[]").starts_with("tokenizer."));
    CHECK(problem("/normalizer", R"({"type":"Prepend","prepend":5})") == "tokenizer.bad_file ");
    CHECK(problem("/post_processor", R"({"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"z"}}]})") == "tokenizer.bad_file /post_processor/special_tokens");
    CHECK(problem("/post_processor", R"({"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"z"}}],"special_tokens":{"z":{"ids":[77]}}})") ==
          "tokenizer.bad_file /post_processor/special_tokens");
    std::string nested = R"({"type":"NFC"})";
    for (int i = 0; i < 20; ++i) nested = R"({"type":"Sequence","normalizers":[)" + nested + "]}";
    CHECK(problem("/normalizer", nested) == "tokenizer.too_deep ");
    CHECK(Tokenizer::parse(std::string(100'000, '['), "t").error().code == "json.too_deep");
    CHECK(Tokenizer::parse("{}", "t").error().code == "tokenizer.bad_file");
}

TEST_CASE("patterns are refused, or give up in time") {
    const auto split = [](const std::string &regex) { return R"({"type":"Split","behavior":"Isolated","pattern":{"Regex":)" + Json(regex).dump() + "}}"; };
    for (const auto &regex : {"("s, "\\p{Nonsense}"s, std::string(1 << 20, 'a'), "[a&&b]"s}) CHECK(problem("/pre_tokenizer", split(regex)).starts_with("tokenizer.bad_pattern"));
    Json json = good();
    json["pre_tokenizer"] = *parseJson(split("(a+)+$"));
    const auto tokenizer = Tokenizer::parse(dumpJson(json), "t");
    REQUIRE(tokenizer);
    const auto begin = std::chrono::steady_clock::now();
    const auto encoding = tokenizer->encode(std::string(60, 'a') + "b", false);
    CHECK((encoding || encoding.error().code == "tokenizer.pattern_limit"));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("hostile texts take linear time") {
#ifdef __SANITIZE_ADDRESS__
    const std::size_t megabyte = 1 << 16;
    const double most = 30;
#else
    const std::size_t megabyte = 1 << 20;
    const double most = 3;
#endif
    const auto repeat = [&](std::string_view part) {
        std::string text;
        while (text.size() < megabyte) text += part;
        return text;
    };
    for (const char *name : {"gpt2", "llama3", "qwen2", "llama2_prepend"}) {
        CAPTURE(name);
        const auto tokenizer = Tokenizer::load(fs::path(LAPIDARY_TEST_DATA) / "tokenizers" / name);
        REQUIRE(tokenizer);
        for (const std::string_view part : {"A", "\n", " ", "\xF0\x9F\x8F\xBD", "e\xCC\x81", "\xCC\x81\xCC\xA3", "ab", "<s>", "<|im_", "\x01z"}) CHECK(secondsFor(*tokenizer, repeat(part)) < most);
    }
    std::vector<std::int32_t> ids(20'000, 65);
    const auto tokenizer = Tokenizer::load(fs::path(LAPIDARY_TEST_DATA) / "tokenizers/gpt2");
    StreamDecoder stream(*tokenizer, true);
    std::string joined;
    for (const auto id : ids) joined += stream.push(id);
    CHECK(joined + stream.finish() == tokenizer->decode(ids, true));
}

TEST_CASE("text that is not UTF-8 is refused with its offset; NUL is text") {
    const auto tokenizer = Tokenizer::load(fs::path(LAPIDARY_TEST_DATA) / "tokenizers/gpt2");
    for (const auto &[text, offset] : {std::pair{"ab\xFF"s, 2}, {"\xED\xA0\x80"s, 0}, {"a\xC0\xAF"s, 1}, {"\xE4\xB8"s, 0}}) {
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
    const auto tokenizer = Tokenizer::parse(characterTokenizerJson({"a", "4", "\n", "\xC3\xA9", "="}, {"<pad>", "<bos>", "<eos>"}), "t");
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
