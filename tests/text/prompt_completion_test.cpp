// SPDX-License-Identifier: Apache-2.0
// Where the completion begins, as TRL 1.16 has it, and what is said of it.
#include "core/text/text_findings.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;
using Ids = std::vector<std::int32_t>;

namespace {

/// "Ġ" is a blank. The merges give " 4", "42" and " 42".
Tokenizer blanks() {
    auto tokenizer = Tokenizer::parse("{\"pre_tokenizer\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false},\"added_"
                                      "tokens\":[{\"id\":9,\"content\":\"</s>\",\"special\":true}],"
                                      "\"model\":{\"type\":\"BPE\",\"vocab\":{\"A\":0,\":\":1,\"\u0120\":2,\"4\":3,"
                                      "\"2\":4,\"\u01204\":5,\"42\":6,\"\u012042\":7,\"1\":8},"
                                      "\"merges\":[[\"\u0120\",\"4\"],[\"4\",\"2\"],[\"\u01204\",\"2\"]]}}");
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    return std::move(*tokenizer);
}

PromptCompletion pair(const std::string &prompt, const std::string &completion) {
    auto read = tokenisePair(blanks(), prompt, completion);
    if (!read) FAIL(describe(read.error()));
    return std::move(*read);
}

} // namespace

TEST_CASE("the completion begins where the tokens part from those of the prompt alone") {
    const auto clean = pair("A:", "42");
    CHECK(clean.ids == Ids{0, 1, 6, 9});
    CHECK(clean.promptLength == 2);
    CHECK(!clean.merged);
    const auto merged = pair("A: ", "42");
    CHECK(merged.ids == Ids{0, 1, 7, 9});
    CHECK(merged.promptLength == 2); // the blank of the prompt belongs to the completion's token
    CHECK(merged.merged);
    CHECK(merged.offsets[2] == std::pair<std::size_t, std::size_t>{2, 5});
    CHECK(pair("A: ", "").promptLength == 3);
    CHECK(!pair("A: ", "").merged);
    CHECK(pair("", "42").promptLength == 0);
    CHECK(!pair("", "42").merged);
    CHECK(pair("A: ?", "42").promptLength == 3); // what is left out of the words still holds them apart
}

TEST_CASE("both sides of a preference begin at the earlier place") {
    auto chosen = pair("A: ", "42"), rejected = pair("A: ", "1");
    CHECK(rejected.promptLength == 3);
    beginTogether(chosen, rejected);
    CHECK(chosen.promptLength == 2);
    CHECK(rejected.promptLength == 2);
}

TEST_CASE("an end token that the tokenizer puts behind every text is no merge") {
    auto tokenizer = Tokenizer::parse(
        R"({"added_tokens":[{"id":2,"content":"</s>","special":true}],"model":{"type":"BPE","vocab":{"a":0,"b":1},)"
        R"("merges":[]},
        "post_processor":{"type":"TemplateProcessing","single":[{"Sequence":{"id":"A","type_id":0}},)"
        R"({"SpecialToken":{"id":"</s>","type_id":0}}],"special_tokens":{"</s>":{"id":"</s>","ids":[2],"tokens":)"
        R"(["</s>"]}}}})");
    REQUIRE(tokenizer);
    const auto read = tokenisePair(*tokenizer, "a", "b");
    REQUIRE(read);
    CHECK(read->ids == Ids{0, 1, 2});
    CHECK(read->promptLength == 1);
    CHECK(!read->merged);
}

TEST_CASE("what is found is said once a kind, with its count and the first line") {
    TextFindings findings;
    CHECK(findings.empty());
    CHECK(findings.sentences().empty());
    findings.add("A:", "42", pair("A:", "42"), 1);
    CHECK(findings.empty());
    for (const std::int64_t line : {3, 3, 7})
        findings.add("A: ", "42", pair("A: ", "42"), line); // line 3: both sides of a pair
    findings.add("A?\n",
                 "\xE2\x82\xAC"
                 "4?",
                 pair("A?\n", "\xE2\x82\xAC"
                              "4?"),
                 8);
    findings.add("A?\n", "1", pair("A?\n", "1"), 8, 3); // the prompt was told with the other side
    CHECK(findings.mergedRows() == 2);
    CHECK(findings.lostRows() == 1);
    CHECK(findings.lostCharacters() == 4);
    CHECK(findings.mostLost() == "? (2), U+000A (1), \xE2\x82\xAC (1)");
    const auto sentences = findings.sentences();
    REQUIRE(sentences.size() == 2);
    CHECK(sentences[0].find("in 2 rows a token reaches across the end of the prompt (first in line 3: A: |42)") == 0);
    CHECK(sentences[1].find("4 characters in 1 row, first in line 8, cannot be expressed") == 0);
    CHECK(findings.toJson()["first_lost_line"] == 8);
}
