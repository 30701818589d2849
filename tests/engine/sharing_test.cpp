// SPDX-License-Identifier: Apache-2.0
// What is known of a text is not read again, wherever that is right, and is counted; where it would be wrong it is
// read again, and the answers are those of a text that was read as a whole.
#include "core/engine/decode/processor.h"
#include "core/engine/generate/generator.h"
#include "core/engine/generate/prompt_reader.h"
#include "core/engine/search/driver.h"
#include "tests/support/alone_model.h"
#include "tests/support/capture.h"
#include "tests/support/digits.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/tolerance.h"
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <cmath>
#include <limits>

using namespace lapidary;

namespace {

std::vector<std::int64_t> idsOf(std::int64_t tokens, std::int64_t seed = 0) {
    std::vector<std::int64_t> ids;
    for (std::int64_t t = 0; t < tokens; ++t) ids.push_back((t * 17 + seed) % 43 + 3);
    return ids;
}

std::vector<std::int64_t> joined(std::vector<std::int64_t> a, const std::vector<std::int64_t> &b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::shared_ptr<KeptTexts> endless(const Decoder &model) {
    return std::make_shared<KeptTexts>(model.makePool(), std::numeric_limits<std::int64_t>::max());
}

GenerateOptions keeping(const std::shared_ptr<KeptTexts> &kept) {
    GenerateOptions options;
    options.sampling.maxNewTokens = 12;
    options.sampling.ignoreEos = true;
    options.kept = kept;
    return options;
}

GeneratedPrompt written(const Decoder &model, const GenerationPrompt &prompt, const GenerateOptions &options) {
    auto made = generate(model, {prompt}, options);
    REQUIRE_MESSAGE(made, (made ? "" : describe(made.error())));
    return std::move(made->front());
}

void checkSame(const GeneratedPrompt &a, const GeneratedPrompt &b) {
    REQUIRE(a.completions.size() == b.completions.size());
    for (std::size_t s = 0; s < a.completions.size(); ++s) {
        CHECK(a.completions[s].ids == b.completions[s].ids);
        for (std::size_t t = 0; t < a.completions[s].logprobs.size(); ++t) // a token is read alone or with others
            CHECK(std::abs(a.completions[s].logprobs[t] - b.completions[s].logprobs[t]) <
                  toleranceOf(double(std::abs(b.completions[s].logprobs[t]))));
    }
}

DecoderConfig tinyConfig(RopeConfig rope) {
    return {.architecture = "LlamaForCausalLM",
            .vocabSize = 48,
            .hiddenSize = 32,
            .intermediateSize = 64,
            .layers = 2,
            .heads = 4,
            .kvHeads = 2,
            .headDim = 8,
            .maxPositions = 128,
            .tied = true,
            .initializerRange = 0.3,
            .eos = {2},
            .ropes = {std::move(rope)}};
}

/// Writes through another model, and counts what is asked and what of it was not computed.
class CountingModel final : public LanguageModel {
public:
    explicit CountingModel(std::shared_ptr<const NetworkModel> model) : model_(std::move(model)) {}
    bool knowsTokens() const override { return true; }
    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest> requests,
                                                  const Watch &watch) const override {
        auto made = model_->complete(requests, watch);
        if (!made) return made;
        for (std::size_t r = 0; r < requests.size(); ++r) {
            computed += requests[r].n * static_cast<std::int64_t>(requests[r].ids.size()) - (*made)[r].cachedTokens;
            if (requests[r].begun.empty()) continue;
            ++continued;
        }
        return made;
    }
    mutable std::int64_t computed = 0, continued = 0;

private:
    std::shared_ptr<const NetworkModel> model_;
};

} // namespace

TEST_CASE("what is known of a prompt is not read again, and what is not is") {
    const auto model = tinyDecoder();
    const auto kept = endless(*model);
    const auto ids = idsOf(45);
    const auto first = written(*model, {.ids = ids, .key = "a", .n = 3}, keeping(kept));
    CHECK(first.cachedTokens == 2 * 45);
    REQUIRE(first.read);
    CHECK(first.read->ids() == ids);
    CHECK(first.read->keys().tokens == 45);
    CHECK(first.written.empty());
    // The same again, something behind it, a beginning of it, and what has a beginning in common with it.
    auto other = idsOf(45);
    other[40] = 1;
    for (const auto &[asked, unread] : {std::pair(ids, 1), {joined(ids, {5, 6, 7}), 3}, {idsOf(33), 1}, {other, 5}}) {
        CAPTURE_BOUND(asked.size());
        const GenerationPrompt anew{.ids = asked, .key = "b", .n = 4};
        auto known = anew;
        known.known = first.read;
        const auto shared = written(*model, known, keeping(kept)),
                   alone = written(*model, anew, keeping(endless(*model)));
        CHECK(shared.cachedTokens == 4 * static_cast<std::int64_t>(asked.size()) - unread);
        CHECK(alone.cachedTokens == 3 * static_cast<std::int64_t>(asked.size()));
        checkSame(shared, alone);
    }
    CHECK(first.read->ids() == ids); // nobody wrote into it
    checkSame(written(*model, {.ids = ids, .key = "a", .n = 3, .known = first.read}, keeping(kept)), first);
    GenerationPrompt foreign{.ids = ids, .key = "c", .known = first.read}; // blocks of another pool
    CHECK(written(*model, foreign, keeping(endless(*model))).cachedTokens == 0);
    foreign.ids = joined({1}, ids); // nothing in common
    CHECK(written(*model, foreign, keeping(kept)).cachedTokens == 0);
}

TEST_CASE("prompts of which much and little is known are read in one batch, and samples of one over several batches") {
    const auto model = tinyDecoder();
    const auto kept = endless(*model);
    const auto trunk = written(*model, {.ids = idsOf(40), .key = "t"}, keeping(kept)).read;
    std::vector<GenerationPrompt> prompts;
    for (const std::int64_t tokens : {3, 64, 33, 41})
        prompts.push_back({.ids = idsOf(tokens), .key = std::to_string(tokens), .n = 5});
    prompts.push_back({.ids = joined(idsOf(40), {9}), .key = "known", .n = 5, .known = trunk});
    prompts.push_back({.ids = joined(idsOf(40), idsOf(15, 4)), .key = "longer", .n = 5, .known = trunk});
    for (const std::int64_t rows : {256, 7, 2}) {
        CAPTURE(rows);
        auto options = keeping(nullptr);
        options.kept = kept;
        options.maxRows = rows;
        const auto together = generate(*model, prompts, options);
        options.kept = nullptr;
        const auto unkept = generate(*model, prompts, options);
        REQUIRE(together);
        REQUIRE(unkept);
        for (std::size_t p = 0; p < prompts.size(); ++p) {
            auto alone = prompts[p];
            alone.known = nullptr;
            checkSame((*together)[p], written(*model, alone, keeping(endless(*model))));
            checkSame((*unkept)[p], (*together)[p]);
            CHECK(!(*unkept)[p].read);
            const auto length = static_cast<std::int64_t>(prompts[p].ids.size());
            if (rows == 256) CHECK((*together)[p].cachedTokens == 5 * length - (p == 4 ? 1 : p == 5 ? 15 : length));
            if (rows == 2) CHECK((*unkept)[p].cachedTokens > 3 * length - 10); // each batch but the first reads a token
        }
    }
}

TEST_CASE("what a stretch of the positions has made stale is read again") {
    const RopeConfig dynamic{.kind = RopeKind::Dynamic, .factor = 4, .originalPositions = 30};
    const RopeConfig longrope{.kind = RopeKind::LongRope,
                              .originalPositions = 30,
                              .shortFactor = {1, 1.1, 1.2, 1.3},
                              .longFactor = {2, 3, 4, 5}};
    const RopeConfig linear{.kind = RopeKind::Linear, .factor = 2};
    for (const auto &[rope, stretches] : {std::pair(dynamic, true), {longrope, true}, {linear, false}}) {
        CAPTURE_BOUND(static_cast<int>(rope.kind));
        Decoder model(tinyConfig(rope), Placement{});
        model.initialise(2);
        for (const auto &[before, behind] : {std::pair(12, 20), {20, 29}, {29, 30}, {25, 31}, {30, 31}, {40, 44}}) {
            CAPTURE_BOUND(before);
            CAPTURE_BOUND(behind);
            const auto kept = endless(model);
            const auto read = written(model, {.ids = idsOf(before), .key = "a"}, keeping(kept)).read;
            const auto anew = written(model, {.ids = idsOf(behind), .key = "b", .n = 2}, keeping(nullptr));
            const auto shared =
                written(model, {.ids = idsOf(behind), .key = "b", .n = 2, .known = read}, keeping(kept));
            checkSame(shared, anew);
            const bool dynamicBehind = rope.kind == RopeKind::Dynamic && behind > 30;
            const bool refused = stretches && (dynamicBehind || (before <= 30 && behind > 30));
            CHECK(shared.cachedTokens == behind + (refused ? 0 : before));
        }
    }
}

TEST_CASE("the virtual tokens of an adapter stand before what is shared, and are no part of it") {
    const auto plain = tinyDecoder();
    for (const AdapterKind kind : {AdapterKind::PromptTuning, AdapterKind::PrefixTuning}) {
        CAPTURE(static_cast<int>(kind));
        const auto model = tinyDecoder();
        const auto adapter = std::make_shared<Adapter>();
        adapter->config.kind = kind;
        adapter->config.virtualTokens = 5;
        const std::int64_t width = kind == AdapterKind::PromptTuning ? 64 : 3 * 2 * 2 * 16;
        adapter->virtualTokens = at::arange(5 * width, at::kFloat).sin().view({5, width});
        REQUIRE(model->addAdapter(adapter));
        const auto kept = endless(*model);
        const auto first = written(*model, {.ids = idsOf(45), .key = "a", .n = 2}, keeping(kept));
        CHECK(first.read->keys().tokens == 5 + 45);
        CHECK(first.completions[0].logprobs !=
              written(*plain, {.ids = idsOf(45), .key = "a"}, keeping(nullptr)).completions[0].logprobs);
        GenerationPrompt asked{.ids = joined(idsOf(45), {5, 6, 7}), .key = "b", .n = 3};
        const auto alone = written(*model, asked, keeping(nullptr));
        asked.known = first.read;
        const auto shared = written(*model, asked, keeping(kept));
        CHECK(shared.cachedTokens == 3 * 48 - 3);
        checkSame(shared, alone);
    }
}

TEST_CASE("a network in bf16 shares as one in f32") {
    Decoder model(tinyConfig({}), Placement{.dtype = at::kBFloat16});
    model.initialise(2);
    const auto kept = endless(model);
    auto options = keeping(kept);
    options.sampling.temperature = 0;
    const auto first = written(model, {.ids = idsOf(40), .key = "a"}, options);
    const auto asked = joined(idsOf(40), {first.completions[0].ids.begin(), first.completions[0].ids.begin() + 3});
    const auto shared = written(model, {.ids = asked, .key = "b", .n = 2, .known = first.read}, options);
    CHECK(shared.cachedTokens == 2 * 43 - 3);
    for (const auto &completion : shared.completions) // rounding is coarse: near is enough
        CHECK(std::abs(completion.logprobs[0] - first.completions[0].logprobs[3]) < 0.15);
}

TEST_CASE("what a conversation has read before changes no bit of what comes behind it") {
    if (!kernels()) return; // no numbers of LibTorch's are the same wherever a text is broken off
    for (const auto dtype : {at::kFloat, at::kBFloat16}) {
        CAPTURE(c10::toString(dtype));
        auto config = tinyConfig({});
        config.maxPositions = 512;
        Decoder model(config, Placement{.dtype = dtype});
        model.initialise(2);
        const auto asked = [](std::vector<std::int64_t> ids) {
            CompletionRequest request{.ids = std::move(ids), .stream = "a", .until = {.tokens = 30}};
            request.sampling.ignoreEos = true;
            return request;
        };
        const auto answer = [&](const NetworkModel &by, const std::vector<std::int64_t> &ids) {
            const auto request = asked(ids);
            auto made = by.complete({&request, 1}, {.scores = true});
            REQUIRE(made);
            return std::move(made->front());
        };
        const auto talk = NetworkModel::remembering(model, {});
        auto ids = idsOf(210); // more than one piece
        for (int turn = 0; turn < 3; ++turn) {
            CAPTURE(turn);
            const auto known = answer(*talk, ids), fresh = answer(*NetworkModel::remembering(model, {}), ids);
            CHECK(fresh.cachedTokens == 0);
            CHECK(known.cachedTokens == (turn == 0 ? 0 : static_cast<std::int64_t>(ids.size()) - 6));
            const Completion &a = known.completions[0], &b = fresh.completions[0];
            CHECK(a.ids == b.ids);
            CHECK(a.logprobs == b.logprobs);
            REQUIRE(a.scores.size() == 30);
            for (std::size_t t = 0; t < 30; ++t) {
                CHECK(a.scores[t].logprob == b.scores[t].logprob);
                CHECK(a.scores[t].logprob == a.logprobs[t]); // drawn at temperature 1
                CHECK(a.scores[t].entropy > 0);
            }
            const c10::InferenceMode noGradients;
            const auto scored = NetworkModel::remembering(model, {})->scoresOf(ids, a.ids);
            REQUIRE(scored.size() == 30);
            for (std::size_t t = 0; t < 30; ++t) CHECK(scored[t].logprob == a.scores[t].logprob);
            CHECK(at::equal(talk->logitsBehind(ids), NetworkModel::remembering(model, {})->logitsBehind(ids)));
            ids = joined(joined(ids, a.ids), idsOf(5, turn)); // the last token of an answer was not read
        }
    }
}

TEST_CASE("a long prompt is not read on once somebody has stopped it, and nothing of it is kept") {
    if (!kernels()) return;
    auto config = tinyConfig({});
    config.maxPositions = 512;
    Decoder model(config, Placement{});
    model.initialise(2);
    const auto pool = model.makePool();
    const PromptReader reader(model, pool, true);
    const auto ids = idsOf(300);
    std::stop_source stop;
    const c10::InferenceMode noGradients;
    CHECK(reader.read({reader.toRead(ids, nullptr)}, stop.get_token()).cache.lengths()[0] == 300);
    stop.request_stop();
    CHECK(reader.read({reader.toRead(ids, nullptr)}, stop.get_token()).cache.lengths()[0] == 1);
}

TEST_CASE("a piece that goes on is kept up to its last token, one that has ended is not") {
    const DigitsBench bench(1);
    const auto &model = static_cast<const NetworkModel &>(*bench.context.model);
    const auto ids = idsOf(40);
    CompletionRequest root{.ids = ids, .stream = "a", .n = 8, .until = {.tokens = 30, .marks = {"4"}}};
    auto pieces = std::move(model.complete({&root, 1}, {})->front());
    CHECK(pieces.cachedTokens == 7 * 40);
    int went = 0;
    for (std::size_t s = 0; s < 8; ++s) {
        const auto &piece = pieces.completions[s];
        const auto known = s < pieces.written.size() ? pieces.written[s] : nullptr;
        CHECK((known != nullptr) == (piece.finishReason == kStep));
        if (!known) continue;
        ++went;
        CHECK(known->keys().tokens == 40 + static_cast<std::int64_t>(piece.ids.size()) - 1);
        CompletionRequest behind{
            .ids = joined(ids, piece.ids), .begun = piece.text, .stream = "b", .n = 2, .known = known};
        behind.until = {.tokens = 9, .marks = {"4"}};
        const auto shared = std::move(model.complete({&behind, 1}, {})->front());
        CHECK(shared.cachedTokens == 2 * static_cast<std::int64_t>(behind.ids.size()) - 1);
        checkSame(shared, AloneModel(*bench.model, decodeDigits).complete({&behind, 1}, {})->front());
    }
    CHECK(went > 2);
    root.known = pieces.read;
    CHECK(model.complete({&root, 1}, {})->front().cachedTokens == 8 * 40 - 1);
    root.until.marks.clear();
    CHECK(model.complete({&root, 1}, {})->front().written.empty());
    pieces = {};
    root.known = nullptr;
    CHECK(model.kept().bytes() == 0);
    CHECK(model.kept().pool()->used() == 0);
}

TEST_CASE("a search computes every token once, and says what it did not compute") {
    const auto strategy = (*strategyByName("beam_search"))->make({{"max_new_tokens", 40}, {"width", 3}, {"seed", 4}});
    REQUIRE(strategy);
    for (const bool keeps : {true, false}) {
        DigitsBench bench(3);
        std::int64_t prompts = 0;
        for (std::size_t p = 0; p < 3; ++p) {
            bench.problems[p].ids = idsOf(30 + 3 * static_cast<std::int64_t>(p), static_cast<std::int64_t>(p));
            prompts += static_cast<std::int64_t>(bench.problems[p].ids.size());
        }
        const auto network =
            std::make_shared<NetworkModel>(*bench.model, decodeDigits, 256, keeps ? NetworkModel::kKeptBytes : 0);
        const auto counting = std::make_shared<CountingModel>(network);
        bench.context.model = counting;
        const auto outcomes = runSearch(**strategy, bench.problems, bench.context);
        REQUIRE(outcomes);
        CHECK(counting->continued > 5);
        if (keeps)
            CHECK(counting->computed == prompts + counting->continued); // of a node the last token, which was drawn
        else
            CHECK(counting->computed > prompts + 30 * counting->continued);
        for (const auto &outcome : *outcomes) {
            CHECK(outcome.tokens.cached > 0);
            CHECK(toJson(outcome.tokens)["cached"].get<std::int64_t>() == outcome.tokens.cached);
        }
        CHECK(network->kept().pool()->used() == 0);
    }
}
