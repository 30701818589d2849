// SPDX-License-Identifier: Apache-2.0
// Guessing tokens ahead changes how many passes a text takes, and nothing else.
#include "core/engine/decode/direct_pass.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/driver.h"
#include "tests/support/digits.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

using Ids = std::vector<std::int64_t>;

/// One that repeats itself soon, as its prompt does.
const Ids kPrompt{7, 8, 9, 7, 8, 9, 7, 8};

Completion plain(const Decoder &model, const GenerateOptions &options, std::int64_t seed) {
    GenerateOptions own = options;
    own.sampling.seed = seed;
    const auto out = generate(model, {{.ids = kPrompt, .key = "k"}}, own);
    REQUIRE(out);
    return out->front().completions.front();
}

Completion drafted(const Decoder &model, const GenerateOptions &options, std::int64_t seed, const Drafting &drafting,
                   DraftCount &count) {
    GenerateOptions own = options;
    own.sampling.seed = seed;
    const auto out = generateDrafted(model, {.ids = kPrompt, .key = "k"}, own, drafting, count);
    REQUIRE(out);
    REQUIRE(out->completions.size() == 1);
    return out->completions.front();
}

} // namespace

TEST_CASE("a draft is what stood behind the last place where the text ended alike") {
    CHECK(draftOf({1, 2, 3, 9, 1, 2, 3, 8, 5, 1, 2, 3}, 3, 2) == Ids{8, 5});
    CHECK(draftOf({1, 2, 3, 9, 4, 2, 3}, 3, 8) == Ids{9, 4, 2, 3}); // two alike, to the end of the text
    CHECK(draftOf({6, 1, 5, 1}, 3, 8) == Ids{5, 1});
    CHECK(draftOf({4, 4, 4}, 3, 8) == Ids{4});
    CHECK(draftOf({1, 2, 3}, 3, 8).empty());
    CHECK(draftOf({4, 4}, 0, 8).empty());
    CHECK(draftOf({4, 4}, 3, 0).empty());
    CHECK(draftOf({}, 3, 8).empty());
}

TEST_CASE("every text is the one that is drawn token by token, greedily or at random") {
    const auto model = tinyDecoder(12);
    if (!isDirect(*model)) return; // else equal but for rounding, which may turn a draw
    DraftCount count;
    std::int64_t tokens = 0, texts = 0;
    for (const double temperature : {0.0, 0.3, 1.0})
        for (std::int64_t seed = 0; seed < 25; ++seed)
            for (const Drafting &drafting : {Drafting{1, 1}, Drafting{4, 2}, Drafting{9, 3}}) {
                const GenerateOptions options{.sampling = {.maxNewTokens = 40,
                                                           .temperature = temperature,
                                                           .topK = seed % 2 == 0 ? 0 : 6,
                                                           .repetitionPenalty = seed % 3 == 0 ? 1.2 : 1.0},
                                              .entropy = true,
                                              .scores = true};
                const Completion wanted = plain(*model, options, seed),
                                 found = drafted(*model, options, seed, drafting, count);
                CHECK(found.ids == wanted.ids);
                CHECK(found.finishReason == wanted.finishReason);
                CHECK(found.logprobs == wanted.logprobs);
                CHECK(found.entropies == wanted.entropies);
                CHECK(found.scores.size() == wanted.scores.size());
                tokens += std::ssize(found.ids);
                ++texts;
            }
    CHECK(count.accepted > 0);
    CHECK(count.accepted < count.guessed);
    CHECK(tokens == texts + count.passes + count.accepted); // the first comes with the prompt, then one more a pass
}

TEST_CASE("a smaller model that guesses changes no token either, and is right the more often the more alike it is") {
    const auto model = tinyDecoder(12);
    if (!isDirect(*model)) return;
    auto other = std::make_shared<Decoder>(model->config(), Placement{});
    other->initialise(2);
    auto wide = std::shared_ptr<const Decoder>(tinyDecoder(20)); // may guess what the other has no word for
    const std::shared_ptr<const Decoder> same = model->cloneFrozen();
    DraftCount bySame, byOther, byWide;
    std::int64_t tokens = 0, texts = 0, passes = 0;
    for (const double temperature : {0.0, 0.7, 1.0})
        for (std::int64_t seed = 0; seed < 12; ++seed) {
            const GenerateOptions options{.sampling = {.maxNewTokens = 40,
                                                       .temperature = temperature,
                                                       .topK = seed % 2 == 0 ? 0 : 6,
                                                       .repetitionPenalty = seed % 3 == 0 ? 1.2 : 1.0}};
            const Completion wanted = plain(*model, options, seed);
            for (const auto &[guesser, count] :
                 {std::pair(same, &bySame), {std::shared_ptr<const Decoder>(other), &byOther}, {wide, &byWide}}) {
                const Completion found = drafted(*model, options, seed, {.tokens = 5, .model = guesser}, *count);
                CHECK(found.ids == wanted.ids);
                CHECK(found.logprobs == wanted.logprobs);
                CHECK(found.finishReason == wanted.finishReason);
            }
            tokens += std::ssize(wanted.ids);
            passes += (std::ssize(wanted.ids) - 1 + 5) / 6; // five guesses, and what is drawn behind them
            ++texts;
        }
    CHECK(bySame.passes == passes); // one that is the same is never wrong
    CHECK(tokens == texts + byOther.passes + byOther.accepted);
    CHECK(byOther.accepted > 0);
    CHECK(byOther.accepted * bySame.guessed < bySame.accepted * byOther.guessed);
    CHECK(bySame.passes < byOther.passes);
}

TEST_CASE("a guessing model with fewer positions or words guesses as far as it can") {
    const auto model = tinyDecoder(12);
    if (!isDirect(*model)) return;
    DecoderConfig config = model->config();
    config.maxPositions = 16;
    const auto brief = std::make_shared<Decoder>(config, Placement{});
    brief->initialise(1);
    const GenerateOptions options{.sampling = {.maxNewTokens = 30, .temperature = 0, .ignoreEos = true}};
    DraftCount count;
    CHECK(drafted(*model, options, 0, {.tokens = 4, .model = brief}, count).ids == plain(*model, options, 0).ids);
    CHECK(count.guessed > 0);
    CHECK(count.guessed < 30);
    const std::shared_ptr<const Decoder> few = tinyDecoder(8); // of the prompt's 7, 8 and 9 it knows the first alone
    DraftCount none;
    CHECK(drafted(*model, options, 0, {.tokens = 4, .model = few}, none).ids == plain(*model, options, 0).ids);
    CHECK(none.guessed == 0);
}

TEST_CASE("a text with guesses keeps its limit, its end texts and a stop") {
    const auto model = tinyDecoder(12);
    DraftCount count;
    GenerateOptions options{.sampling = {.maxNewTokens = 7, .temperature = 0, .ignoreEos = true}};
    CHECK(drafted(*model, options, 0, {8, 1}, count).ids.size() == 7);
    options.decode = decodeDigits;
    options.sampling.maxNewTokens = 40;
    const Completion whole = plain(*model, options, 0);
    options.sampling.stop = {whole.text.substr(whole.text.size() / 2, 2)};
    const Completion wanted = plain(*model, options, 0), found = drafted(*model, options, 0, {8, 1}, count);
    CHECK(found.text == wanted.text);
    if (isDirect(*model)) CHECK(found.ids == wanted.ids);
    std::stop_source stop;
    options.sampling.stop.clear();
    options.stop = stop.get_token();
    options.grew = [&](std::size_t, const Ids &ids) {
        if (ids.size() == 5) stop.request_stop();
    };
    const Completion stopped = drafted(*model, options, 0, {8, 1}, count);
    CHECK(stopped.finishReason == "cancelled");
    CHECK(stopped.ids.size() == 5);
    const auto code = [&](const GenerationPrompt &prompt) {
        const auto out = generateDrafted(*model, prompt, options, {8, 1}, count);
        return out ? std::string() : out.error().code;
    };
    CHECK(code({.ids = {}, .key = "k"}) == "generate.empty_prompt");
    CHECK(code({.ids = Ids(96, 1), .key = "k"}) == "generate.too_long");
    CHECK(code({.ids = {12}, .key = "k"}) == "generate.token_out_of_range");
}

TEST_CASE("speculative decoding answers as greedy does, or as one sample of its seed") {
    DigitsBench bench;
    if (!isDirect(*bench.model)) return;
    const auto run = [&](const Json &config) {
        const auto entry = strategyByName("speculative_decoding");
        REQUIRE(entry);
        const auto strategy = (*entry)->make(config);
        REQUIRE(strategy);
        auto outcomes = runSearch(**strategy, bench.problems, bench.context);
        REQUIRE(outcomes);
        return std::move(*outcomes);
    };
    const auto samples = [&](double temperature) {
        auto outcomes = drawSamples(bench.problems, bench.context,
                                    {.sampling = {.maxNewTokens = 60, .temperature = temperature, .seed = 5}, .n = 1});
        REQUIRE(outcomes);
        return std::move(*outcomes);
    };
    for (const double temperature : {0.0, 1.0}) {
        const auto found =
            run({{"max_new_tokens", 60}, {"temperature", temperature}, {"seed", 5}, {"draft_tokens", 6}, {"ngram", 2}});
        const auto wanted = samples(temperature);
        for (std::size_t p = 0; p < found.size(); ++p) {
            CHECK(found[p].candidates[0].completion.ids == wanted[p].candidates[0].completion.ids);
            CHECK(found[p].tokens.kept == wanted[p].tokens.kept);
        }
    }
    const auto &drafts = std::dynamic_pointer_cast<const NetworkModel>(bench.context.model)->drafts();
    CHECK(drafts.accepted > 0);
    const auto before = drafts.accepted;
    bench.context.draft = bench.model->cloneFrozen();
    const auto found = run({{"max_new_tokens", 60}, {"seed", 5}, {"draft_tokens", 6}});
    const auto wanted = samples(1.0);
    for (std::size_t p = 0; p < found.size(); ++p)
        CHECK(found[p].candidates[0].completion.ids == wanted[p].candidates[0].completion.ids);
    CHECK(drafts.accepted > before);
}
