// SPDX-License-Identifier: Apache-2.0
#include "core/text/prompt_completion.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "core/workbench/data/token_view.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Tokenizer characters() {
    auto tokenizer =
        Tokenizer::parse(characterTokenizerJson({"a", "b", "c", "1", "2", "?", "\n"}, {"<pad>", "<bos>", "<eos>"}));
    if (!tokenizer) FAIL(describe(tokenizer.error()));
    return std::move(*tokenizer);
}

TokenView view(const Json &row, const RowReading &reading = {}) {
    auto made = viewRow(characters(), row, reading);
    if (!made) FAIL(describe(made.error()));
    return std::move(*made);
}

std::string masks(const TokenView &view) {
    std::string out;
    for (const auto &token : view.tokens) out += token.trained ? '+' : '-';
    return out;
}

std::string texts(const TokenView &view) {
    std::string out;
    for (const auto &token : view.tokens) out += (out.empty() ? "" : "|") + token.text;
    return out;
}

} // namespace

TEST_CASE("the prompt is masked, the completion is learnt, and the tokens are those of training") {
    const auto pair = tokenisePair(characters(), "ab?", "12");
    REQUIRE(pair);
    const auto shown = view({{"prompt", "ab?"}, {"completion", "12"}});
    REQUIRE(shown.tokens.size() == pair->ids.size());
    for (std::size_t i = 0; i < pair->ids.size(); ++i) CHECK(shown.tokens[i].id == pair->ids[i]);
    const std::size_t before = pair->promptLength; // with the beginning token, where the tokenizer adds one
    CHECK(masks(shown) == std::string(before, '-') + std::string(pair->ids.size() - before, '+'));
    CHECK(shown.text == "ab?12");
    CHECK(texts(shown) == "<bos>|a|b|?|1|2|<eos>"); // added ones have their names
    CHECK(masks(view({{"prompt", "ab?"}, {"completion", "12"}}, {.completionOnly = false})).find('-') ==
          std::string::npos);
    CHECK(masks(view({{"text", "abc"}})) == "-++++"); // the beginning token is all the prompt there is
    CHECK(masks(view({{"prompt", "ab?"}})).find('-') == std::string::npos);
}

TEST_CASE("a text that was cut has no end token to learn") {
    const auto whole = view({{"prompt", "ab?"}, {"completion", "12"}}),
               cut = view({{"prompt", "ab?"}, {"completion", "12"}, {"terminated", false}});
    CHECK(cut.tokens.size() + 1 == whole.tokens.size());
    CHECK(view({{"text", "abc"}, {"terminated", false}}).tokens.size() + 1 == view({{"text", "abc"}}).tokens.size());
    const Json pair = {{"prompt", "a?"}, {"chosen", "1"}, {"rejected", "1"}, {"rejected_terminated", false}};
    CHECK(view(pair, {.side = "rejected"}).tokens.size() + 1 == view(pair).tokens.size());
}

TEST_CASE("what lies behind max_length is cut off and not learnt") {
    const auto whole = view({{"prompt", "ab?"}, {"completion", "12"}});
    const auto cut = view({{"prompt", "ab?"}, {"completion", "12"}}, {.maxLength = 4});
    CHECK(cut.tokens.size() == whole.tokens.size());
    CHECK(whole.kept == whole.tokens.size());
    CHECK(cut.kept == 4);
    CHECK(cut.learnt < whole.learnt);
    CHECK(view({{"prompt", "ab?"}, {"completion", "12"}}, {.maxLength = 2}).learnt == 0); // the prompt alone fills it
}

TEST_CASE("what the tokenizer cannot express is counted, and moves no box") {
    const auto shown = view({{"prompt", "a\xE2\x82\xAC?"}, {"completion", "=1=2"}});
    CHECK(shown.lost == std::vector<std::pair<std::size_t, std::size_t>>{{1, 4}, {5, 6}, {7, 8}});
    CHECK(shown.lostCharacters == 3);
    CHECK(texts(shown) == "<bos>|a|?|1|2|<eos>");
    CHECK(view({{"text", "abc"}}).lostCharacters == 0);
}

TEST_CASE("a token across the end of the prompt is learnt, on both sides of a pair") {
    auto tokenizer = Tokenizer::parse(characterTokenizerJson({"a", "b", "1", "2"}, {"<eos>"}, {{"b", "1"}}));
    REQUIRE(tokenizer);
    const auto masked = [&](const Json &row, const char *side) {
        const auto shown = viewRow(*tokenizer, row, {.side = side});
        return shown ? masks(*shown) + (shown->merged ? " merged" : "") : describe(shown.error());
    };
    CHECK(masked({{"prompt", "ab"}, {"completion", "12"}}, "chosen") == "-+++ merged"); // a, b1, 2, end
    CHECK(masked({{"prompt", "ab"}, {"completion", "21"}}, "chosen") == "--+++");
    const Json both = {{"prompt", "ab"}, {"chosen", "12"}, {"rejected", "21"}};
    CHECK(masked(both, "chosen") == "-+++ merged");
    CHECK(masked(both, "rejected") == "-++++ merged"); // begins where the other one does
}

TEST_CASE("both sides of a pair, rows of ids, and rows with nothing") {
    const Json pair = {{"prompt", "a?"}, {"chosen", "1"}, {"rejected", "222"}};
    CHECK(view(pair).text == "a?1");
    CHECK(view(pair, {.completionOnly = false, .side = "rejected"}).text == "a?222");
    CHECK(masks(view(pair, {.completionOnly = false})).front() == '-'); // a pair's prompt is always masked
    CHECK(*tokensOfRow(characters(), pair) ==
          static_cast<std::int64_t>(view(pair, {.side = "rejected"}).tokens.size()));
    const auto ids = view({{"input_ids", {3, 4, 5}}, {"labels", {-100, 4, 5}}});
    CHECK(masks(ids) == "-++");
    CHECK(ids.tokens.size() == 3);
    CHECK(viewRow(characters(), {{"other", 1}}, {}).error().code == "data.no_text");
}
