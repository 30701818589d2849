// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/duplicates.h"
#include "tests/store/rows/rows_for_tests.h"

using namespace lapidary;
using namespace lapidary::test;
using Ids = std::vector<std::int64_t>;

namespace {

std::vector<Ids> rowsOf(const std::vector<DuplicateCluster> &clusters) {
    std::vector<Ids> out;
    for (const auto &cluster : clusters) out.push_back(cluster.rows);
    return out;
}

const std::string kLong = "Ann buys three red apples and two green pears at the market in the old town on Monday";

std::vector<Json> someRows() {
    return {{{"id", "1"}, {"prompt", kLong}, {"completion", "five"}},
            {{"id", "2"}, {"prompt", "other"}, {"completion", "five"}},
            {{"id", "3"}, {"prompt", kLong}, {"completion", "five"}, {"other_columns", {{"source", "web"}}}},
            {{"id", "4"}, {"prompt", kLong + " morning"}, {"completion", "five"}},
            {{"id", "5"}, {"prompt", ""}, {"completion", " "}},
            {{"id", "6"}, {"prompt", ""}, {"completion", " "}},
            {{"id", "7"}, {"prompt", "other"}, {"completion", "six"}}};
}

} // namespace

TEST_CASE("equal rows are found whatever their id and what is kept beside them, or equal in one field") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    auto clusters = findDuplicates(*store, {}, {});
    REQUIRE(clusters);
    CHECK(rowsOf(*clusters) == std::vector<Ids>{{1, 3}}); // rows without words are none
    CHECK(surplusOf(*clusters) == Ids{3});
    clusters = findDuplicates(*store, {}, {.field = "prompt"});
    CHECK(rowsOf(*clusters) == std::vector<Ids>{{1, 3}, {2, 7}});
    changed(*store, "delete", {1}, {.deleted = true});
    CHECK(findDuplicates(*store, {}, {})->empty());
    CHECK(findDuplicates(*store, {}, {.near = true, .like = {.similarity = 0.1}}).error().code ==
          "curation.similarity");
}

TEST_CASE("near-duplicates are clusters of which one is kept: the first, the longest, or the best tagged") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    changed(*store, "tag", {3}, {.tag = {"good"}});
    changed(*store, "tag", {4}, {.tag = {"fair"}});
    using Keep = DuplicateConfig::Keep;
    const auto kept = [&](Keep keep, std::vector<std::string> tags = {}) {
        const auto clusters =
            findDuplicates(*store, {}, {.near = true, .like = {.similarity = 0.75}, .keep = keep, .bestTags = tags});
        REQUIRE(clusters);
        REQUIRE(rowsOf(*clusters) == std::vector<Ids>{{1, 3, 4}});
        return clusters->front().kept;
    };
    CHECK(kept(Keep::First) == 1);
    CHECK(kept(Keep::Longest) == 4);
    CHECK(kept(Keep::BestTagged, {"good", "fair"}) == 3);
    CHECK(kept(Keep::BestTagged, {"fair", "good"}) == 4);
    CHECK(kept(Keep::BestTagged, {"none"}) == 1);
}

TEST_CASE("rows that have seen a question are found, with the question and how much of it") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    EvaluationQuestions questions({.words = 6});
    questions.add({{"prompt", "something else that nobody here has asked"}});
    questions.add({{"prompt", "red apples and two green pears at"}});
    const auto seen = findSeen(*store, {}, questions);
    REQUIRE(seen);
    REQUIRE(seen->size() == 3);
    CHECK((*seen)[1].row == 3);
    CHECK((*seen)[1].seen.question == 1);
    CHECK((*seen)[1].seen.share == 1);
}

TEST_CASE("work on duplicates that is stopped ends") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    std::stop_source stop;
    stop.request_stop();
    CHECK(findDuplicates(*store, {}, {.near = true}, {.stop = stop.get_token()}).error().code == kCancelled);
    std::stop_source late; // once every row was read, before they are compared
    const StoreWork work{.stop = late.get_token(), .progress = [&](std::int64_t done) {
                             if (done == 7) late.request_stop();
                         }};
    CHECK(findDuplicates(*store, {}, {.near = true}, work).error().code == kCancelled);
}
