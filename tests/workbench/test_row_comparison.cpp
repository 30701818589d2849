// SPDX-License-Identifier: Apache-2.0
// Two versions of curated rows beside each other.
#include "core/store/rows/row_past.h"
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/curation/row_comparison.h"
#include "core/workbench/curation/row_edits.h"
#include "core/workbench/data/jsonl.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;
using Kind = RowsBetween::Kind;
using Ids = std::vector<std::int64_t>;

namespace {

struct Curated {
    TemporaryFolder folder{};
    std::unique_ptr<RowStore> rows{};

    Curated() {
        std::vector<Json> given;
        for (int i = 1; i <= 5; ++i)
            given.push_back({{"prompt", "question " + std::to_string(i)}, {"completion", "answer"}, {"score", i}});
        const auto file = folder.write("mine.jsonl", toJsonl(given));
        REQUIRE(beginCuration(folder.path, "mine", file, "ada"));
        auto opened = openCurated(folder.path, "mine", true);
        REQUIRE(opened);
        rows = std::move(*opened);
    }
    void change(const char *kind, const Ids &ids, const RowChange &what) {
        REQUIRE(rows->change({.kind = kind, .who = "ada"}, ids,
                             [&](const StoredRow &) -> Result<RowChange> { return what; }));
    }
    std::string between(std::int64_t from, std::int64_t to) {
        const auto found = compareRows(*rows, from, to);
        REQUIRE_MESSAGE(found, (found ? "" : describe(found.error())));
        std::string out;
        for (const auto &row : found->rows) out += std::to_string(row.id) + "+-~#"[int(row.kind)] + " ";
        for (const auto &[field, count] : found->fields) out += field + "=" + std::to_string(count) + " ";
        CHECK(found->added + found->removed + found->changed + found->tagged == std::int64_t(found->rows.size()));
        return out;
    }
};

} // namespace

TEST_CASE("rows between two steps are added, removed, changed by their fields, or only tagged") {
    Curated curated;
    REQUIRE(editField(*curated.rows, 1, "prompt", "another", "ada"));                         // 1
    REQUIRE(editField(*curated.rows, 1, "completion", "this", "ada"));                        // 2
    curated.change("delete", {2}, {.deleted = true});                                         // 3
    curated.change("tag", {1, 3}, {.tag = {"t"}});                                            // 4
    REQUIRE(curated.rows->add(RowStep{.kind = "add"}, std::vector<Json>{{{"prompt", "x"}}})); // 5
    REQUIRE(editField(*curated.rows, 4, "score", nullptr, "ada"));                            // 6
    CHECK(curated.between(0, 6) == "1~ 2- 3# 4~ 6+ prompt=1 completion=1 score=1 ");
    CHECK(curated.between(6, 0) == "1~ 2+ 3# 4~ 6- prompt=1 completion=1 score=1 ");
    CHECK(curated.between(1, 2) == "1~ completion=1 ");
    CHECK(curated.between(3, 3).empty());
    REQUIRE(curated.rows->undo("ada"));                 // 7
    CHECK(curated.between(5, 7).empty());               // taken back: the same
    curated.change("restore", {2}, {.deleted = false}); // 8
    CHECK(curated.between(0, 8) == "1~ 3# 6+ prompt=1 completion=1 ");
    CHECK(curated.between(3, 8).starts_with("1# 2+ "));
    const auto found = compareRows(*curated.rows, 0, 6);
    CHECK(found->rows[0].fields == 3); // prompt and completion
    CHECK(found->rows[3].fields == 4);
    CHECK(compareRows(*curated.rows, 0, 99).error().code == "rows.no_step");
}

TEST_CASE("a row is read as it stood behind any step") {
    Curated curated;
    REQUIRE(editField(*curated.rows, 1, "prompt", "second", "ada"));                          // 1
    curated.change("tag", {1}, {.tag = {"t"}});                                               // 2
    REQUIRE(editField(*curated.rows, 1, "prompt", "third", "ada"));                           // 3
    REQUIRE(curated.rows->undo("ada"));                                                       // 4
    curated.change("delete", {1}, {.deleted = true});                                         // 5
    REQUIRE(curated.rows->add(RowStep{.kind = "add"}, std::vector<Json>{{{"prompt", "x"}}})); // 6
    REQUIRE(curated.rows->undo("ada"));                                                       // 7
    const auto promptAt = [&](std::int64_t row, std::int64_t step) {
        const auto read = rowAt(*curated.rows, row, step);
        REQUIRE(read);
        if (!*read) return std::string("none");
        std::string out = Json::parse((*read)->body)["prompt"].get<std::string>();
        for (const auto &tag : (*read)->tags) out += " #" + tag;
        return out + ((*read)->deleted ? " deleted" : "");
    };
    CHECK(promptAt(1, 0) == "question 1");
    CHECK(promptAt(1, 1) == "second");
    CHECK(promptAt(1, 2) == "second #t");
    CHECK(promptAt(1, 3) == "third #t");
    CHECK(promptAt(1, 4) == "second #t");
    CHECK(promptAt(1, 7) == "second #t deleted");
    CHECK(promptAt(6, 5) == "none");
    CHECK(promptAt(6, 6) == "x");
    CHECK(promptAt(6, 7) == "none");
    // What difference() tells of a row is what both of its ends are.
    REQUIRE(curated.rows->difference(1, 4, [&](const RowStore::Difference &each) -> Status {
        CHECK(each.before == *rowAt(*curated.rows, each.row, 1));
        CHECK(each.after == *rowAt(*curated.rows, each.row, 4));
        return {};
    }));
}

TEST_CASE("the fields of a row that differ stand in its order, with their values, and tags last") {
    const StoredRow before{1, R"({"a":"x","b":[1],"c":1})", false, {"t"}};
    const StoredRow after{1, R"({"a":"y","b":[1],"d":{"e":2}})", false, {}};
    const auto changes = fieldChanges(before, after);
    REQUIRE(changes);
    REQUIRE(changes->size() == 4);
    CHECK((*changes)[0].field == "a");
    CHECK(*(*changes)[0].after == "y");
    CHECK((*changes)[1].field == "d");
    CHECK(!(*changes)[1].before);
    CHECK((*changes)[2].field == "c");
    CHECK(!(*changes)[2].after);
    CHECK((*changes)[3].isTags);
    CHECK(fieldChanges(std::nullopt, after)->size() == 3);
    CHECK(fieldChanges(before, StoredRow{1, "{}", true, {}})->size() == 4); // deleted: nothing is there
    CHECK(fieldChanges(StoredRow{1, "7"}, after).error().code == "rows.no_object");
}
