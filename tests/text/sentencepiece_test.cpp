// SPDX-License-Identifier: Apache-2.0
// tokenizer.model: what the SentencePiece library and transformers recorded, and files that lie.
#include "core/base/json.h"
#include "core/base/utf8.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/support/budget.h"
#include "tests/support/cpu_seconds.h"
#include "tests/support/temporary_folder.h"
#include <cmath>
#include <doctest/doctest.h>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace lapidary;
using namespace std::string_literals;

namespace {

const fs::path kGolden = fs::path(LAPIDARY_TEST_DATA) / "tokenizers";

void checkStream(const Tokenizer &tokenizer, const std::vector<std::int32_t> &ids, bool skip) {
    StreamDecoder stream(tokenizer, skip);
    std::string joined;
    for (const auto id : ids) {
        const std::string piece = stream.push(id);
        CHECK(utf8::firstInvalid(piece) == std::string::npos);
        joined += piece;
    }
    CHECK(joined + stream.finish() == tokenizer.decode(ids, skip));
}

int forEachCase(const std::string &name,
                const std::function<void(const Json &, const Encoding &, const Tokenizer &)> &check) {
    const auto tokenizer = Tokenizer::load(kGolden / name);
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    std::istringstream lines(*readFile(kGolden / name / "expected.jsonl"));
    int seen = 0;
    for (std::string line; std::getline(lines, line); ++seen) {
        const auto expected = *parseJson(line);
        CAPTURE(expected["text"].dump());
        const auto encoding =
            tokenizer->encode(expected["text"].get<std::string>(), expected["add_special"].get<bool>());
        REQUIRE(encoding);
        CHECK(Json(encoding->ids).dump() == expected["ids"].dump());
        CHECK(Json(tokenizer->decode(encoding->ids, true)).dump() == expected["decoded"].dump());
        for (const bool skip : {true, false}) checkStream(*tokenizer, encoding->ids, skip);
        check(expected, *encoding, *tokenizer);
    }
    return seen;
}

void checkLibrary(const std::string &name) {
    const int seen = forEachCase(name, [](const Json &expected, const Encoding &encoding, const Tokenizer &) {
        CHECK(Json(encoding.tokens).dump() == expected["tokens"].dump());
        CHECK(Json(encoding.offsets).dump() == expected["offsets"].dump());
    });
    CHECK(seen == 80);
}

// A model file by hand: fields of protobuf messages.
std::string varint(std::uint64_t value) {
    std::string out;
    for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
    return out + static_cast<char>(value);
}
std::string bytesField(std::uint64_t number, const std::string &bytes) {
    return varint(number << 3 | 2) + varint(bytes.size()) + bytes;
}
std::string numberField(std::uint64_t number, std::uint64_t value) {
    return varint(number << 3) + varint(value);
}
std::string scoreField(float score) {
    std::string out = varint(2 << 3 | 5);
    out.append(reinterpret_cast<const char *>(&score), 4);
    return out;
}
std::string piece(const std::string &text, float score, std::uint64_t kind = 1) {
    return bytesField(1, bytesField(1, text) + scoreField(score) + numberField(3, kind));
}
std::string trainer(const std::string &fields) {
    return bytesField(2, fields);
}
std::string bpe(const std::string &pieces, const std::string &more = {}) {
    return piece("<unk>", 0, 2) + pieces + trainer(numberField(3, 2) + more);
}

/// "code field: message" of the refusal.
std::string problem(const std::string &bytes) {
    const auto tokenizer = Tokenizer::parseModel(bytes, "t.model");
    if (tokenizer) return "ok";
    CHECK(tokenizer.error().file == "t.model");
    return tokenizer.error().code + " " + tokenizer.error().field + ": " + tokenizer.error().message;
}

double secondsFor(const Tokenizer &tokenizer, const std::string &text) {
    const double begin = lapidary::test::cpuSeconds();
    REQUIRE(tokenizer.encode(text, false));
    return lapidary::test::cpuSeconds() - begin;
}

} // namespace

TEST_CASE("SentencePiece BPE with byte fallback") {
    checkLibrary("sp_llama");
}
TEST_CASE("SentencePiece unigram with rules of normalisation and user-defined symbols") {
    checkLibrary("sp_unigram");
}
TEST_CASE("SentencePiece BPE with blanks behind the words") {
    checkLibrary("sp_bpe_suffix");
}

TEST_CASE("a folder with tokenizer.model and a configuration is transformers' LlamaTokenizer") {
    const int seen =
        forEachCase("sp_folder", [](const Json &expected, const Encoding &encoding, const Tokenizer &tokenizer) {
            CHECK(Json(tokenizer.decode(encoding.ids, false)).dump() == expected["shown"].dump());
        });
    CHECK(seen == 80);
    const auto tokenizer = Tokenizer::load(kGolden / "sp_folder");
    CHECK(tokenizer->bosId() == 1);
    CHECK(tokenizer->eosId() == 2);
    CHECK(tokenizer->padId() == 701);
    CHECK(tokenizer->warnings().empty());
    CHECK(tokenizer->tokenOf(700) == "<|im_start|>");
}

TEST_CASE("what stands beside a tokenizer.model decides on special tokens") {
    const TemporaryFolder folder;
    folder.write("tokenizer.model", *readFile(kGolden / "sp_llama/tokenizer.model"));
    const auto ids = [&](const std::string &text) {
        const auto tokenizer = Tokenizer::load(folder.path);
        if (!tokenizer) FAIL(describe(tokenizer.error()));
        return tokenizer->encode(text, true)->ids;
    };
    CHECK(Tokenizer::isIn(folder.path));
    const auto alone = ids("<s>a");
    CHECK(alone.size() > 3); // the names of control pieces are plain text
    CHECK(Tokenizer::load(folder.path / "tokenizer.model")->encode("<s>a", true)->ids == alone);
    folder.write("tokenizer_config.json",
                 R"({"tokenizer_class":"LlamaTokenizer","bos_token":"<s>","eos_token":"</s>","add_eos_token":true})");
    CHECK(ids("<s>a").front() == 1);
    CHECK(ids("<s>a").size() == 4); // bos, <s>, a, eos
    CHECK(ids("").size() == 2);
    folder.write("tokenizer_config.json", R"({"tokenizer_class":"LlamaTokenizer","add_bos_token":false})");
    folder.write("special_tokens_map.json", R"({"eos_token":{"content":"<end>"},"additional_special_tokens":["<x>"]})");
    folder.write("added_tokens.json", R"({"<end>":700,"<x>":701})");
    CHECK(ids("<x><end>") == std::vector<std::int32_t>{701, 700});
    CHECK(Tokenizer::load(folder.path)->eosId() == 700);
    CHECK(Tokenizer::load(folder.path)->decode(std::vector<std::int32_t>{700, 701}, true).empty());
    folder.write("special_tokens_map.json", R"({"eos_token":"<nowhere>","additional_special_tokens":["<y>"]})");
    const auto told = Tokenizer::load(folder.path)->warnings();
    REQUIRE(told.size() == 2);
    CHECK(told[0].code == "tokenizer.missing_special");
    CHECK(told[0].field == "additional_special_tokens");
    CHECK(told[1].field == "eos_token");
    const auto refused = [&](const std::string &name, const std::string &text) {
        folder.write(name, text);
        const auto tokenizer = Tokenizer::load(folder.path);
        return tokenizer ? "ok" : tokenizer.error().code + " " + tokenizer.error().field;
    };
    CHECK(refused("tokenizer_config.json", R"({"tokenizer_class":"XLMRobertaTokenizer"})") ==
          "tokenizer.unknown_class tokenizer_class");
    CHECK(refused("tokenizer_config.json",
                  R"({"tokenizer_class":"LlamaTokenizer","added_tokens_decoder":{"5":{"content":"zz"}}})")
              .starts_with("tokenizer.bad_file"));
    CHECK(refused("tokenizer_config.json", R"({"added_tokens_decoder":{"x":{"content":"zz"}}})")
              .starts_with("tokenizer.bad_file"));
    CHECK(refused("tokenizer_config.json", "[]") == "tokenizer.bad_file ");
    CHECK(refused("tokenizer_config.json", R"({"added_tokens_decoder":{"900":{"content":"zz","special":3}}})") ==
          "tokenizer.bad_file ");
}

TEST_CASE("a tokenizer.model that is cut, foreign or lies is refused in a sentence") {
    CHECK(problem("") == "tokenizer.bad_model : the file is empty");
    CHECK(problem("version https://git-lfs.github.com/spec/v1\n") ==
          "tokenizer.bad_model : this is no SentencePiece model");
    CHECK(Tokenizer::parseModel("version https://git-lfs", "t").error().remedy ==
          "Fetch the real file with git lfs pull.");
    CHECK(Tokenizer::parseModel("IQ== 0\nIg== 1\n", "t").error().found == "a list of tiktoken's ranks");
    CHECK(problem("{\"model\": 1}").starts_with("tokenizer.bad_model : the file is cut, or no SentencePiece model"));
    CHECK(problem(piece("a", 0)) == "tokenizer.bad_model pieces: there is no piece for what is unknown");
    CHECK(problem(bpe(piece("a", 0))) == "ok");
    CHECK(problem(trainer(numberField(3, 2))) == "tokenizer.bad_model pieces: the file has no pieces");
    CHECK(problem(bpe(piece("a", 0) + piece("a", 1))) == "tokenizer.bad_model pieces/2: a piece occurs twice");
    CHECK(problem(bpe(piece("<unk>", 0, 2))) == "tokenizer.bad_model pieces/1: a piece occurs twice");
    CHECK(problem(bpe(piece("<u>", 0, 2))) == "tokenizer.bad_model pieces/1: there are two unknown pieces");
    CHECK(problem(bpe(piece("a", 0, 9))) == "tokenizer.bad_model pieces/1: a piece is of a kind that is not known");
    CHECK(problem(bpe(piece("a", NAN))) == "tokenizer.bad_model pieces/1: the score of a piece is not a finite number");
    for (const auto &text : {""s, "\xFF"s, "a\0b"s, std::string(8000, 'a')})
        CHECK(problem(bpe(piece(text, 0))) == "tokenizer.bad_model pieces/1: a piece is no text");
    CHECK(problem(bpe(piece("<0x41>", 0, 6))) == "tokenizer.bad_model pieces/1: a piece for a byte that cannot be one");
    CHECK(problem(bpe(piece("<0x41>", 0, 6), numberField(35, 1))) ==
          "tokenizer.bad_model pieces: the model spells with bytes, but not every byte has a piece");
    CHECK(problem(piece("<unk>", 0, 2) + trainer(numberField(3, 3)))
              .starts_with("tokenizer.unknown_part trainer_spec.model_type"));
    CHECK(problem(bpe(piece("a", 0)) + bytesField(3, bytesField(2, "\x08\0\0\0abc"s)))
              .starts_with("tokenizer.bad_model normalizer_spec.precompiled_charsmap"));
    CHECK(problem(bpe(piece("a", 0)) + bytesField(5, bytesField(2, "abc")))
              .starts_with("tokenizer.bad_model denormalizer_spec"));
    CHECK(problem(bpe(piece("a", 0)) + varint(1 << 3 | 2) + varint(~0ull))
              .starts_with("tokenizer.bad_model : the file is cut"));
    CHECK(problem(bpe(piece("a", 0)) + varint(9 << 3 | 3)).starts_with("tokenizer.bad_model : the file is cut"));
}

TEST_CASE("each cut of a model file is an error or a model, never more") {
    const std::string whole = *readFile(kGolden / "sp_unigram/tokenizer.model");
    int refused = 0;
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        const auto tokenizer = Tokenizer::parseModel(std::string_view(whole).substr(0, size), "t");
        if (!tokenizer)
            CHECK(++refused > 0);
        else
            CHECK(tokenizer->encode("The king \xE2\x80\xA6 foo bar", true));
    }
    CHECK(refused > 700);
}

TEST_CASE("hostile texts cost a SentencePiece model linear time") {
#ifdef __SANITIZE_ADDRESS__
    const std::size_t size = 1 << 16;
    const double most = 30;
#else
    const std::size_t size = 1 << 20;
    const double most = 1;
#endif
    for (const char *name : {"sp_llama", "sp_unigram", "sp_bpe_suffix", "sp_folder"}) {
        CAPTURE(name);
        const auto tokenizer = Tokenizer::load(kGolden / name);
        REQUIRE(tokenizer);
        for (const std::string_view part :
             {"a", " ", "\n", "the ", "\xF0\x9F\x8F\xBD", "\xE2\x96\x81", "ab", "<s>", "\xC3\xA9", "\x01z"}) {
            std::string text;
            while (text.size() < size) text += part;
            CHECK(secondsFor(*tokenizer, text) < lapidary::test::budget(most));
        }
    }
}

TEST_CASE("a chain of pieces that are not to be used is cut without recursion") {
    std::string pieces;
    for (std::size_t length = 1; length < 4000; ++length)
        pieces += piece(std::string(length, 'a'), 10000 - static_cast<float>(length), length == 1 ? 1 : 5);
    const auto tokenizer = Tokenizer::parseModel(bpe(pieces), "t");
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    const auto encoding = tokenizer->encode(std::string(3999, 'a'), false);
    REQUIRE(encoding);
    CHECK(encoding->ids.size() == 4000); // and the blank before it, which is unknown
}
