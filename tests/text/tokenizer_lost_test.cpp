// SPDX-License-Identifier: Apache-2.0
// What a tokenizer cannot express is told, and moves no other token's place.
#include "core/base/json.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "core/text/tokenizer/tokenizer.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;
using Places = std::vector<std::pair<std::size_t, std::size_t>>;

namespace {

Tokenizer made(const char *model, const char *preTokenizer = "null") {
    auto tokenizer =
        Tokenizer::parse(std::string(R"({"pre_tokenizer":)") + preTokenizer + R"(,"model":)" + model + "}");
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    return std::move(*tokenizer);
}

Encoding encoded(const Tokenizer &tokenizer, const std::string &text) {
    auto encoding = tokenizer.encode(text, false);
    if (!encoding) FAIL(describe(encoding.error()));
    return std::move(*encoding);
}

} // namespace

TEST_CASE("the starter's tokenizer leaves a line feed out, and the tokens behind it stay where they are") {
    const auto tokenizer = Tokenizer::load(LAPIDARY_SOURCE "/resources/starter");
    REQUIRE(tokenizer);
    const std::string text = "3+2=?\n3+2=5";
    const auto encoding = tokenizer->encode(text, false);
    REQUIRE(encoding);
    CHECK(encoding->lost == Places{{5, 6}});
    REQUIRE(encoding->offsets.size() > 5);
    CHECK(encoding->offsets[4] == std::pair<std::size_t, std::size_t>{4, 5});
    CHECK(encoding->offsets[5] == std::pair<std::size_t, std::size_t>{6, 7});
    for (std::size_t i = 0; i < encoding->ids.size(); ++i)
        CHECK(text.substr(encoding->offsets[i].first, encoding->offsets[i].second - encoding->offsets[i].first) ==
              encoding->tokens[i]);
}

TEST_CASE("whatever is left out, each token's place holds the token") {
    const auto tokenizer = Tokenizer::parse(characterTokenizerJson({"a", "b", "\xC3\xA9"}, {"<pad>"}));
    REQUIRE(tokenizer);
    std::uint32_t state = 7;
    for (const std::size_t length :
         {3u, 20u, 60u, 200u}) { // short words, long ones, and those that are not kept for later
        std::string text;
        std::size_t gone = 0;
        for (std::size_t i = 0; i < length; ++i) {
            state = state * 1664525u + 1013904223u;
            const char *pieces[] = {"a", "b", "\xC3\xA9", "?", "\xE2\x82\xAC", "\xF0\x9F\x99\x82"};
            const std::size_t pick = state >> 24 & 7;
            if (pick > 5) continue;
            text += pieces[pick];
            gone += pick > 2;
        }
        for (int twice = 0; twice < 2; ++twice) {
            const auto encoding = encoded(*tokenizer, text);
            for (std::size_t i = 0; i < encoding.ids.size(); ++i)
                CHECK(text.substr(encoding.offsets[i].first, encoding.offsets[i].second - encoding.offsets[i].first) ==
                      encoding.tokens[i]);
            std::size_t lost = 0;
            for (const auto &[begin, end] : encoding.lost)
                for (std::size_t at = begin; at < end; ++at) lost += (text[at] & 0xC0) != 0x80;
            CHECK(lost == gone);
        }
    }
}

TEST_CASE("a merge across what is left out reaches from its first character to its last") {
    const auto tokenizer = made(R"({"type":"BPE","vocab":{"a":0,"b":1,"ab":2,"c":3},"merges":["a b"]})");
    const auto encoding = encoded(tokenizer, "??a?b?c?");
    CHECK(encoding.ids == std::vector<std::int32_t>{2, 3});
    CHECK(encoding.offsets == Places{{2, 5}, {6, 7}});
    CHECK(encoding.lost == Places{{0, 2}, {3, 4}, {5, 6}, {7, 8}});
    std::string text;
    for (int i = 0; i < 40; ++i) text += "a?b"; // long enough for the heap
    const auto many = encoded(tokenizer, text);
    REQUIRE(many.ids.size() == 40);
    for (std::size_t i = 0; i < 40; ++i)
        CHECK(many.offsets[i] == std::pair<std::size_t, std::size_t>{3 * i, 3 * i + 3});
    CHECK(encoded(tokenizer, "???").ids.empty());
    CHECK(encoded(tokenizer, "???").lost == Places{{0, 3}});
    CHECK(encoded(tokenizer, "abc").lost.empty());
}

TEST_CASE("an unknown token stands for what cannot be expressed, and that is told too") {
    const auto one = made(R"({"type":"BPE","vocab":{"a":0,"?u":1},"merges":[],"unk_token":"?u"})"),
               fused = made(R"({"type":"BPE","vocab":{"a":0,"?u":1},"merges":[],"unk_token":"?u","fuse_unk":true})");
    CHECK(encoded(one, "xya").offsets == Places{{0, 1}, {1, 2}, {2, 3}});
    CHECK(encoded(fused, "xya").offsets == Places{{0, 2}, {2, 3}});
    for (const auto *each : {&one, &fused}) CHECK(encoded(*each, "xya").lost == Places{{0, 2}});
    CHECK(encoded(made(R"({"type":"Unigram","unk_id":0,"vocab":[["?u",0],["a",-1]]})"), "axy").lost == Places{{1, 3}});
    CHECK(encoded(made(R"({"type":"WordLevel","unk_token":"?u","vocab":{"?u":0,"a":1}})", R"({"type":"Whitespace"})"),
                  "a bc a")
              .lost == Places{{2, 4}}); // not the blanks
    CHECK(encoded(made(R"({"type":"WordPiece","unk_token":"?u","vocab":{"?u":0,"a":1}})", R"({"type":"Whitespace"})"),
                  "a ab")
              .lost == Places{{2, 4}});
}

TEST_CASE("bytes: half a character that has no token loses it once, and dressed characters keep their place") {
    const auto halves = made("{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"\xC3\x83\":1},\"merges\":[]}",
                             R"({"type":"ByteLevel","add_prefix_space":false,"use_regex":false})");
    const auto encoding = encoded(halves, "\xC3\xA9"
                                          "a"); // of the two bytes of this letter the second has no token
    CHECK(encoding.ids == std::vector<std::int32_t>{1, 0});
    CHECK(encoding.offsets == Places{{0, 2}, {2, 3}});
    CHECK(encoding.lost == Places{{0, 2}});
    const auto dressed =
        made(R"({"type":"BPE","vocab":{"a":0,"<0x78>":1,"<0x2F>":2,"b/":3},"merges":[],"byte_fallback":true,)"
             R"("end_of_word_suffix":"/"})",
             R"({"type":"Whitespace"})");
    const auto bytes = encoded(dressed, "ax ab"); // "x/" is spelled in two bytes, of which only one is in the text
    CHECK(bytes.ids == std::vector<std::int32_t>{0, 1, 2, 0, 3});
    CHECK(bytes.offsets == Places{{0, 1}, {1, 2}, {1, 2}, {3, 4}, {4, 5}});
    CHECK(bytes.lost.empty());
}

TEST_CASE("added tokens are numbered as the tokenizers library numbers them, whatever the file says") {
    const auto ids = [](const std::string &vocab, const std::string &added, const std::string &text,
                        std::size_t warnings = 1) {
        const auto tokenizer = Tokenizer::parse(R"({"model":{"type":"BPE","merges":[],"vocab":)" + vocab +
                                                R"(},"added_tokens":[)" + added + "]}");
        if (!tokenizer) FAIL(describe(tokenizer.error()));
        CHECK(tokenizer->warnings().size() == warnings);
        for (const auto &warning : tokenizer->warnings()) CHECK(warning.code == "tokenizer.renumbered");
        return encoded(*tokenizer, text).ids;
    };
    using Ids = std::vector<std::int32_t>; // as version 0.23.3 gives them
    const std::string abc = R"({"a":0,"b":1,"c":2})";
    CHECK(ids(abc, R"({"id":3,"content":"<x>"},{"id":4,"content":"<y>"})", "a<x><y>", 0) == Ids{0, 3, 4});
    CHECK(ids(abc, R"({"id":5,"content":"<x>"},{"id":7,"content":"<y>"})", "a<x><y>") == Ids{0, 3, 4});
    CHECK(ids(abc, R"({"id":4,"content":"<y>"},{"id":3,"content":"<x>"})", "a<x><y>") == Ids{0, 4, 3});
    CHECK(ids(abc, R"({"id":1,"content":"<x>"})", "a<x>b") == Ids{0, 3, 1});
    CHECK(ids(abc, R"({"id":9,"content":"b"},{"id":10,"content":"<z>"})", "ab<z>") == Ids{0, 1, 3});
    CHECK(ids(abc, R"({"id":3,"content":"<x>"},{"id":4,"content":"<x>"},{"id":5,"content":"<q>"})", "a<x><q>") ==
          Ids{0, 3, 4});
    CHECK(ids(R"({"a":0,"b":1,"c":6})", R"({"id":7,"content":"<x>"},{"id":8,"content":"<y>"})", "ac<x><y>") ==
          Ids{0, 6, 3, 4});
    CHECK(ids(R"({"a":0,"b":1,"c":4})", R"({"id":5,"content":"<x>"},{"id":6,"content":"<y>"},{"id":7,"content":"<z>"})",
              "ac<x><y><z>") == Ids{0, 4, 3, 4, 5});
}
