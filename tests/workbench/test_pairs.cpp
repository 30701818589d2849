// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/pairs.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Json completion(const char *text, int tokens, Json correct, Json faithful) {
    return {{"text", text}, {"tokens", tokens}, {"correct", std::move(correct)}, {"faithful", std::move(faithful)}};
}

std::string lines(const std::vector<Json> &rows) {
    std::string text;
    for (const auto &row : rows) text += dumpJson(row) + "\n";
    return text;
}

std::vector<std::string> made(const std::vector<Json> &rows, const PairsConfig &config) {
    const TemporaryFolder folder;
    mustWrite(folder.path / "samples.jsonl", lines(rows));
    const auto pairs = makePairs(folder.path / "samples.jsonl", config);
    if (!pairs) return {pairs.error().code};
    std::vector<std::string> out;
    for (const auto &row : pairs->rows)
        out.push_back(row["prompt"].get<std::string>() + ":" + row["chosen"].get<std::string>() + ">" +
                      row["rejected"].get<std::string>());
    return out;
}

const std::vector<Json> kSamples = {
    {{"id", "1"},
     {"prompt", "p"},
     {"completions",
      {completion("long right", 9, true, true), completion("right", 4, true, true), completion("lucky", 5, true, false),
       completion("wrong", 5, false, false), completion("wrong", 5, false, false),
       completion("far wrong", 30, false, false)}}},
    {{"id", "2"}, {"prompt", "q"}, {"completions", {completion("right", 4, true, true)}}},
    {{"id", "3"},
     {"prompt", "r"},
     {"completions", {completion("yes", 1, true, nullptr), completion("no", 1, false, nullptr)}}},
};

} // namespace

TEST_CASE("pairs that the scores have wrong can be mined, the most deceived first") {
    const auto scored = [](const char *text, bool right, Json score) {
        Json row = completion(text, 4, right, nullptr);
        row["score"] = std::move(score);
        return row;
    };
    const Json all = {scored("good", true, 0.5), scored("fair", true, 0.2), scored("bad", false, 0.1),
                      scored("sly", false, 0.9), scored("even", false, 0.5)};
    const std::vector<Json> rows{{{"id", "1"}, {"prompt", "p"}, {"completions", all}}};
    PairsConfig config{.maxPairsPerPrompt = 3, .select = "misranked"};
    CHECK(made(rows, config) == std::vector<std::string>{"p:fair>sly", "p:good>even"});
    config.maxPairsPerPrompt = 1;
    CHECK(made(rows, config) == std::vector<std::string>{"p:fair>sly"});
    auto one = rows;
    one[0]["completions"] = {all[0], all[2]};
    CHECK(made(one, config) == std::vector<std::string>{"pairs.none"}); // nobody is deceived
    one[0]["completions"] = {all[1], all[3], scored("mute", false, nullptr)};
    CHECK(made(one, config) == std::vector<std::string>{"p:fair>sly"});
    one[0]["completions"] = {scored("dumb", true, nullptr), scored("mute", false, nullptr)};
    CHECK(made(one, config) == std::vector<std::string>{"samples.no_scores"});
}

TEST_CASE("a cut completion is in no pair; asked for, it may be rejected and has no end; an empty one never is") {
    const auto ending = [](Json row, const char *finish) {
        row["finish_reason"] = finish;
        return row;
    };
    const Json row = {
        {"id", "1"},
        {"prompt", "p"},
        {"completions",
         {ending(completion("cut right", 4, true, true), "length"), ending(completion("right", 4, true, true), "stop"),
          ending(completion("cut", 4, false, false), "length"), ending(completion("wrong", 9, false, false), "stop"),
          ending(completion("", 4, false, false), "stop"), ending(completion("half", 4, false, false), "cancelled"),
          ending(completion("?", 4, nullptr, nullptr), "stop")}}};
    CHECK(made({row}, {.maxPairsPerPrompt = 9}) == std::vector<std::string>{"p:right>wrong"});
    CHECK(made({row}, {.includeTruncatedCompletions = true}) ==
          std::vector<std::string>{"p:right>cut"}); // a cut one is never the better one
    const TemporaryFolder folder;
    mustWrite(folder.path / "samples.jsonl", lines({row}));
    const auto whole = makePairs(folder.path / "samples.jsonl", {}),
               all = makePairs(folder.path / "samples.jsonl", {.includeTruncatedCompletions = true});
    REQUIRE((whole && all));
    CHECK(!whole->rows[0].contains("rejected_terminated"));
    CHECK(all->rows[0]["rejected_terminated"] == false);
    CHECK(!all->rows[0].contains("chosen_terminated"));
    CHECK(whole->samples == 7);
    CHECK(whole->cut == 3);
    CHECK(whole->empty == 1);
    CHECK(whole->unscorable == 1);
}

TEST_CASE("pairs are a faithful answer over a wrong one of similar length, no text twice on a side") {
    using Texts = std::vector<std::string>;
    CHECK(made(kSamples, {}) == Texts{"p:right>wrong", "p:long right>far wrong", "r:yes>no"});
    CHECK(made(kSamples, {.maxPairsPerPrompt = 1}) == Texts{"p:right>wrong", "r:yes>no"});
    CHECK(made(kSamples, {.maxPairsPerPrompt = 1, .requireFaithful = false}) == Texts{"p:lucky>wrong", "r:yes>no"});
    CHECK(made(kSamples, {.maxPairs = 1}) == Texts{"p:right>wrong"});
    CHECK(made({kSamples[1]}, {}) == Texts{"pairs.none"});
}
