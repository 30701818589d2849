// SPDX-License-Identifier: Apache-2.0
// The reference library's own answers: ids, tokens, offsets and decoded text, exactly.
#include "core/base/json.h"
#include "core/base/utf8.h"
#include "core/text/tokenizer/tokenizer.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace lapidary;

namespace {

fs::path folder(const std::string &name) {
    return fs::path(LAPIDARY_TEST_DATA) / "tokenizers" / name;
}

/// Byte offsets as offsets in code points, which the reference counts in.
std::size_t codePoints(std::string_view text, std::size_t bytes) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < bytes; ++i) count += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    return count;
}

void checkCases(const std::string &name) {
    const auto tokenizer = Tokenizer::load(folder(name));
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    std::istringstream lines(*readFile(folder(name) / "expected.jsonl"));
    int seen = 0;
    for (std::string line; std::getline(lines, line); ++seen) {
        const auto expected = *parseJson(line);
        const auto text = expected["text"].get<std::string>();
        CAPTURE(expected["text"].dump());
        const auto encoding = tokenizer->encode(text, expected["add_special"].get<bool>());
        REQUIRE(encoding);
        CHECK(Json(encoding->ids).dump() == expected["ids"].dump());
        CHECK(Json(encoding->tokens).dump() == expected["tokens"].dump());
        Json offsets = Json::array();
        for (const auto &[begin, end] : encoding->offsets)
            offsets.push_back({codePoints(text, begin), codePoints(text, end)});
        CHECK(offsets.dump() == expected["offsets"].dump());
        const auto ids = expected["ids"].get<std::vector<std::int32_t>>();
        CHECK(Json(tokenizer->decode(ids, true)).dump() == expected["decoded"].dump());
        for (const bool skip : {true, false}) { // the stream hands out whole characters, and in the end the same text
            StreamDecoder stream(*tokenizer, skip);
            std::string joined;
            for (const auto id : ids) {
                const std::string piece = stream.push(id);
                CHECK(utf8::firstInvalid(piece) == std::string::npos);
                joined += piece;
            }
            CHECK(joined + stream.finish() == tokenizer->decode(ids, skip));
        }
    }
    CHECK(seen >= 100);
}

} // namespace

TEST_CASE("GPT-2's byte-level BPE") {
    checkCases("gpt2");
}
TEST_CASE("GPT-2's byte-level BPE with a space before the text") {
    checkCases("gpt2_prefix_space");
}
TEST_CASE("Llama 3's byte-level BPE") {
    checkCases("llama3");
}
TEST_CASE("Qwen 2's byte-level BPE") {
    checkCases("qwen2");
}
TEST_CASE("o200k's byte-level BPE") {
    checkCases("o200k");
}
TEST_CASE("Llama 2's BPE with byte fallback") {
    checkCases("llama2_prepend");
}
TEST_CASE("Gemma's BPE with byte fallback") {
    checkCases("gemma");
}
TEST_CASE("BPE with byte fallback behind a Metaspace") {
    checkCases("llama_metaspace");
}
TEST_CASE("accents stripped, digits and punctuation apart") {
    checkCases("digits_punctuation");
}
TEST_CASE("T5's Unigram") {
    checkCases("t5_unigram");
}
TEST_CASE("Unigram with a mark before the first word only") {
    checkCases("unigram_first");
}
TEST_CASE("BERT's WordPiece, cased") {
    checkCases("bert_cased");
}
TEST_CASE("BERT's WordPiece, uncased") {
    checkCases("bert_uncased");
}
