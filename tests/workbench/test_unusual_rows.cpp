// SPDX-License-Identifier: Apache-2.0
// Rows that stand out: found, tagged as one step, looked at again.
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/curation/row_edits.h"
#include "core/workbench/curation/unusual_rows.h"
#include "core/workbench/data/jsonl.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;
using Ids = std::vector<std::int64_t>;

namespace {

std::vector<Json> someRows() {
    std::vector<Json> rows;
    for (int i = 0; i < 12; ++i)
        rows.push_back({{"prompt", "How many apples has Ann in basket " + std::to_string(10 + i) + "?"},
                        {"completion", std::string("She has exactly ") + (i % 2 == 0 ? "four" : "six") + " apples."}});
    rows.push_back({{"prompt", "小明有几个苹果？"}, {"completion", ""}});
    rows.push_back({{"prompt", "Tell me all about the apples that Ann has in her basket."},
                    {"completion", "I’m sorry, but I can’t talk about the apples of other people in the"}});
    std::string essay;
    for (int i = 0; i < 2000; ++i) essay += "thing" + std::to_string(i) + " ";
    rows.push_back({{"prompt", "Write."}, {"completion", essay + "end."}});
    return rows;
}

struct Curated {
    TemporaryFolder folder{};
    std::unique_ptr<RowStore> rows{};
    Curated() {
        REQUIRE(beginCuration(folder.path, "mine", folder.write("mine.jsonl", toJsonl(someRows())), "ada"));
        auto opened = openCurated(folder.path, "mine", true);
        REQUIRE(opened);
        rows = std::move(*opened);
    }
    UnusualRows look(const RowQuery &query = {}) {
        auto found = findUnusual(*rows, query);
        REQUIRE(found);
        return std::move(*found);
    }
    std::string tagsOf(std::int64_t id) {
        std::string out;
        const auto page = rows->page(Ids{id});
        for (const auto &tag : page->front().tags) out += tag + " ";
        return out;
    }
};

} // namespace

TEST_CASE("what stands out is counted for all rows, lengths beside each other and not each for itself") {
    Curated curated;
    const UnusualRows found = curated.look();
    CHECK(found.rows.size() == 15);
    const auto flagged = found.flagged();
    CHECK(flagged.at(RowFlag::EmptyAnswer) == 1);
    CHECK(flagged.at(RowFlag::Refusal) == 1);
    CHECK(flagged.at(RowFlag::CutOff) == 1);
    CHECK(flagged.at(RowFlag::VeryLong) >= 1);
    CHECK((found.rows[14].flags & bitOf(RowFlag::VeryLong)) != 0);
    CHECK((found.rows[12].flags & bitOf(RowFlag::VeryShort)) != 0);
    for (int i = 0; i < 12; ++i) CHECK(found.rows[std::size_t(i)].flags == 0);
    CHECK(found.inLanguages().at("en") >= 13);
    CHECK(found.languages[found.rows[12].language] == "zh");
    CHECK(chosenOf(found, {.flags = bitOf(RowFlag::EmptyAnswer)}) == Ids{13});
    CHECK(chosenOf(found, {.languages = {"zh"}}) == Ids{13});
    CHECK(chosenOf(found, {}).empty());
    CHECK(curated.look({.words = "Tell me"}).rows.size() == 1);
}

TEST_CASE("each row is tagged with what is true of it, as one step, and a second look takes away what is no longer") {
    Curated curated;
    const UnusualChoice choice{.flags = RowFlagSet(bitOf(RowFlag::EmptyAnswer) | bitOf(RowFlag::Refusal)),
                               .languages = {"zh"}};
    REQUIRE(curated.rows->change({.kind = "tag"}, Ids{13},
                                 [](const StoredRow &) -> Result<RowChange> { return RowChange{.tag = {"mine"}}; }));
    const auto step = tagUnusual(*curated.rows, curated.look(), choice, "ada");
    REQUIRE(step);
    CHECK(step->rows == 2);
    CHECK(curated.tagsOf(13) == "empty-answer lang-zh mine ");
    CHECK(curated.tagsOf(14) == "refusal "); // its cut end was not chosen
    CHECK(curated.tagsOf(1).empty());
    REQUIRE(editField(*curated.rows, 13, "completion", "四个苹果。", "ada"));
    REQUIRE(tagUnusual(*curated.rows, curated.look(), choice, "ada"));
    CHECK(curated.tagsOf(13) == "lang-zh mine ");
    REQUIRE(curated.rows->undo("ada"));
    REQUIRE(curated.rows->undo("ada"));
    REQUIRE(curated.rows->undo("ada"));
    CHECK(curated.tagsOf(13) == "mine ");
    CHECK(curated.tagsOf(14).empty());
    CHECK(tagUnusual(*curated.rows, curated.look(), {}, "ada")->seq == 0); // nothing chosen, no step
}

TEST_CASE("looking ends when it is asked to") {
    Curated curated;
    std::stop_source stop;
    stop.request_stop();
    const auto found = findUnusual(*curated.rows, {}, {.stop = stop.get_token()});
    REQUIRE(!found);
    CHECK(found.error().code == kCancelled);
}
