// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/kept_draws.h"
#include "tests/support/scripted_model.h"
#include "tests/support/temporary_folder.h"
#include <cmath>
#include <doctest/doctest.h>
#include <fstream>

using namespace lapidary;

namespace {

/// Its numbers are all different, and some have no short decimal form; one is none.
std::shared_ptr<ScriptedModel> writer() {
    return std::make_shared<ScriptedModel>([](const CompletionRequest &request, std::int64_t sample) {
        const auto first = request.ids.front();
        const float third = 1.0f / static_cast<float>(3 + first + sample);
        return Completion{.ids = {first, sample, 7},
                          .text = "\"é\n" + request.stream + "/" + std::to_string(sample),
                          .finishReason = sample % 2 == 0 ? "stop" : "length",
                          .logprobs = {-third, -1e-30f, -0.25f},
                          .entropies = {third, 0, 1},
                          .scores = {{.logprob = -third, .entropy = third, .margin = NAN, .confidence = 2}}};
    });
}

CompletionRequest asked(std::int64_t id, std::int64_t n = 4) {
    return {.ids = {id, 5}, .prompt = "p", .stream = "row/" + std::to_string(id), .n = n, .until = {.tokens = 8}};
}

std::vector<GeneratedPrompt> drawn(const KeptDraws &draws, const std::vector<CompletionRequest> &requests) {
    auto made = draws.complete(requests, {});
    REQUIRE(made);
    return std::move(*made);
}

std::shared_ptr<const KeptDraws> opened(std::shared_ptr<const LanguageModel> model, const TemporaryFolder &folder,
                                        const std::string &own) {
    auto draws = KeptDraws::open(std::move(model), folder.path / "draws", own);
    REQUIRE(draws);
    return *draws;
}

void checkSame(const GeneratedPrompt &a, const GeneratedPrompt &b) {
    REQUIRE(a.completions.size() == b.completions.size());
    for (std::size_t s = 0; s < a.completions.size(); ++s) {
        const Completion &one = a.completions[s], &other = b.completions[s];
        CHECK(one.ids == other.ids);
        CHECK(one.text == other.text);
        CHECK(one.finishReason == other.finishReason);
        CHECK(one.entropies == other.entropies);
        CHECK(one.logprobs == other.logprobs);
        REQUIRE(one.scores.size() == 1);
        CHECK(one.scores[0].logprob == other.scores[0].logprob);
        CHECK(std::isnan(one.scores[0].margin) == std::isnan(other.scores[0].margin));
    }
}

} // namespace

TEST_CASE("what one run drew another one takes, to the bit, and draws the rest itself") {
    const TemporaryFolder folder;
    const auto first = writer(), second = writer();
    const auto before = drawn(*opened(first, folder, "one"), {asked(1), asked(2)});
    const auto draws = opened(second, folder, "two");
    const auto after = drawn(*draws, {asked(3), asked(1), asked(2)});
    REQUIRE(second->calls.size() == 1);
    REQUIRE(second->calls[0].size() == 1);
    CHECK(second->calls[0][0].stream == "row/3");
    CHECK(draws->taken() == 2);
    CHECK(draws->secondsTaken("row/1") > 0);
    CHECK(draws->secondsTaken("row/3") == 0);
    checkSame(after[1], before[0]);
    checkSame(after[2], before[1]);
    CHECK(after[0].completions[1].text == "\"é\nrow/3/1");
    const auto third = opened(writer(), folder, "three"); // both files are read
    drawn(*third, {asked(1), asked(3)});
    CHECK(third->taken() == 2);
}

TEST_CASE("whatever decides what is drawn makes it another draw") {
    const TemporaryFolder folder;
    drawn(*opened(writer(), folder, "one"), {asked(1)});
    std::vector<CompletionRequest> others(10, asked(1));
    others[0].ids.push_back(6);
    others[1].stream += "x";
    others[2].n = 3;
    others[3].firstSample = 4;
    others[4].byFirstRank = true;
    others[5].sampling.temperature = 0.5;
    others[6].sampling.seed = 2;
    others[7].until.tokens = 9;
    others[8].until.texts = {"\n"};
    others[9].until.marks = {"\n"};
    const auto draws = opened(writer(), folder, "two");
    drawn(*draws, others);
    CHECK(draws->taken() == 0);
    CHECK(draws->complete(std::vector{asked(1)}, {.scores = true}));
    CHECK(draws->taken() == 0);
    drawn(*draws, {asked(1)});
    CHECK(draws->taken() == 1);
}

TEST_CASE("single samples, pieces and what was stopped are not kept") {
    const TemporaryFolder folder;
    auto piece = asked(1), begun = asked(1);
    piece.until.marks = {"\n"};
    begun.begun = "So";
    std::stop_source stop;
    stop.request_stop();
    const auto one = opened(writer(), folder, "one");
    drawn(*one, {asked(1, 1), piece, begun});
    REQUIRE(one->complete(std::vector{asked(2)}, {.stop = stop.get_token()}));
    const auto draws = opened(writer(), folder, "two");
    drawn(*draws, {asked(1, 1), piece, begun, asked(2)});
    CHECK(draws->taken() == 0);
}

TEST_CASE("a damaged line is drawn again, and a torn one spoils no other") {
    const TemporaryFolder folder;
    drawn(*opened(writer(), folder, "one"), {asked(1), asked(2)});
    const fs::path file = folder.path / "draws" / "one.jsonl";
    std::string text = *readFile(file);
    text[text.find("row/1/2")] = 'x';
    std::ofstream(file, std::ios::binary) << text << text.substr(0, 90);
    const auto draws = opened(writer(), folder, "one");
    drawn(*draws, {asked(1), asked(2), asked(3)});
    CHECK(draws->taken() == 1);
    const auto again = opened(writer(), folder, "two");
    drawn(*again, {asked(1), asked(2), asked(3)});
    CHECK(again->taken() == 3);
}
