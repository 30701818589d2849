// SPDX-License-Identifier: Apache-2.0
// Encodings that other projects recorded with the original tokenizers of well-known models.
#include "core/base/json.h"
#include "core/text/tokenizer/tokenizer.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace lapidary;

namespace {

/// The ids were recorded with whole vocabularies, and some files here are cut to what their texts need. Added tokens
/// then follow the shorter vocabulary, in the reference library too: they are compared by their name.
Json idsHere(Json recorded, const fs::path &file, const Tokenizer &tokenizer) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return recorded;
    const Json added = parseJson(*readFile(file))->value("added_tokens", Json::array());
    for (auto &id : recorded)
        for (const auto &token : added)
            if (token["id"] == id) {
                id = tokenizer.idOf(token["content"].get<std::string>()).value_or(-1);
                break;
            }
    return recorded;
}

void checkCases(const std::string &name, int count) {
    const fs::path folder = fs::path(LAPIDARY_TEST_DATA) / "real_vocabularies" / name;
    const auto tokenizer = Tokenizer::load(folder);
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    std::istringstream lines(*readFile(folder / "expected.jsonl"));
    int seen = 0;
    for (std::string line; std::getline(lines, line); ++seen) {
        const auto expected = *parseJson(line);
        CAPTURE(expected["text"].dump());
        const auto encoding =
            tokenizer->encode(expected["text"].get<std::string>(), expected["add_special"].get<bool>());
        REQUIRE(encoding);
        CHECK(Json(encoding->ids).dump() == idsHere(expected["ids"], folder / "tokenizer.json", *tokenizer).dump());
        if (expected.contains("tokens")) CHECK(Json(encoding->tokens).dump() == expected["tokens"].dump());
        if (expected.contains("decoded"))
            CHECK(tokenizer->decode(encoding->ids, true) == expected["decoded"].get<std::string>());
        if (expected.contains("shown"))
            CHECK(tokenizer->decode(encoding->ids, false) == expected["shown"].get<std::string>());
    }
    CHECK(seen == count);
}

} // namespace

TEST_CASE("GPT-2's vocabulary") {
    checkCases("gpt2", 126);
}
TEST_CASE("Qwen 2's vocabulary") {
    checkCases("qwen2", 47);
}
TEST_CASE("tiktoken's cl100k_base") {
    checkCases("cl100k", 38);
}
TEST_CASE("bert-base-uncased's vocabulary") {
    checkCases("bert", 19);
}
TEST_CASE("bge-small's vocabulary") {
    checkCases("bert_bge", 47);
}
TEST_CASE("Phi-3's SentencePiece model") {
    checkCases("phi3", 47);
}
TEST_CASE("torchtune's small vocabularies") {
    checkCases("tiny_bpe", 1);
    checkCases("tiny_chat", 1);
    checkCases("tiny_unigram", 1);
}
