// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/data/layouts/registry.h"
#include "core/workbench/curation/cell_edits.h"
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/curation/row_edits.h"
#include "core/workbench/curation/row_export.h"
#include "tests/store/rows/rows_for_tests.h"

using namespace lapidary;
using namespace lapidary::test;
using Ids = std::vector<std::int64_t>;

namespace {

std::vector<Json> threeRows() {
    return {{{"prompt", "one cat"}, {"completion", "a cat"}},
            {{"prompt", "a dog"}, {"completion", "cat, cat"}},
            {{"prompt", "no CAT"}, {"completion", "two"}, {"id", "cat"}}};
}

} // namespace

TEST_CASE("rows are written out as they stand, in the order of the query, and never over a file") {
    TemporaryFolder folder;
    auto rows = madeRows(folder.path / "a.rows", threeRows());
    changed(*rows, "delete", {2}, {.deleted = true});
    const fs::path target = folder.path / "out.jsonl";
    const auto written = exportRows(*rows, {.descending = true}, target, nullptr);
    REQUIRE_MESSAGE(written, describe(written.error()));
    CHECK(*written == 2);
    CHECK(*readFile(target) == dumpJson(threeRows()[2]) + "\n" + dumpJson(threeRows()[0]) + "\n");
    const auto again = exportRows(*rows, {}, target, nullptr);
    REQUIRE(!again);
    CHECK(again.error().code == "export.exists");
    CHECK(exportRows(*rows, {.words = "zebra"}, folder.path / "none.jsonl", nullptr).error().code ==
          "curation.no_rows");
    CHECK(!fs::exists(folder.path / "none.jsonl"));
    const auto packed = exportRows(*rows, {}, folder.path / "out.parquet", nullptr);
    if (packed) // where the program was built with Apache Arrow
        CHECK(readFile(folder.path / "out.parquet")->starts_with("PAR1"));
    else
        CHECK(packed.error().code == "parquet.no_writer");
}

TEST_CASE("a row that a layout has no words for is told by its number, and nothing is written") {
    TemporaryFolder folder;
    auto rows = madeRows(folder.path / "a.rows", threeRows());
    const fs::path target = folder.path / "out.jsonl";
    const Json turns = Json::array({{{"role", "user"}, {"content", "hi"}}, {{"role", "assistant"}, {"content", "ho"}}});
    auto chats = madeRows(folder.path / "chats.rows", {{{"messages", turns}}});
    const auto shared = exportRows(*chats, {}, target, layoutNamed("sharegpt"));
    REQUIRE_MESSAGE(shared, describe(shared.error()));
    CHECK(*readFile(target) == R"({"conversations":[{"from":"human","value":"hi"},{"from":"gpt","value":"ho"}]})"
                               "\n");
    const auto none = exportRows(*rows, {.words = "dog"}, folder.path / "alpaca.jsonl", layoutNamed("alpaca"));
    REQUIRE(!none);
    CHECK(none.error().code == "export.no_words");
    CHECK(none.error().line == 2);
    CHECK(!fs::exists(folder.path / "alpaca.jsonl"));
}

TEST_CASE("a replacement that is looked at beforehand touches the rows that it then changes") {
    TemporaryFolder folder;
    auto rows = madeRows(folder.path / "a.rows", threeRows());
    const Ids all{1, 2, 3};
    const TextReplacement wanted{.find = "cat", .with = "cow"};
    const auto seen = previewReplacement(*rows, all, wanted);
    REQUIRE_MESSAGE(seen, describe(seen.error()));
    CHECK(seen->rows == 2); // the id of the third row is no text to be changed
    REQUIRE(seen->first.size() == 2);
    CHECK(seen->first[0].row == 1);
    CHECK(seen->first[0].field == "prompt");
    CHECK(seen->first[0].before == "one cat");
    CHECK(seen->first[0].after == "one cow");
    CHECK(seen->first[1].after == "cow, cow");
    CHECK(rows->steps()->empty());
    CHECK(replaceText(*rows, all, wanted, "ada")->rows == 2);
    CHECK(previewReplacement(*rows, all, wanted)->rows == 0);
    CHECK(previewReplacement(*rows, all, {.find = "(", .regex = true}).error().code == "curation.bad_expression");
}

TEST_CASE("undo and redo say beforehand which step they mean, also after the file was opened again") {
    TemporaryFolder folder;
    auto rows = madeRows(folder.path / "a.rows", threeRows());
    CHECK(rows->nextUndo() == 0);
    CHECK(rows->nextRedo() == 0);
    changed(*rows, "tag", {1}, {.tag = {"good"}});
    changed(*rows, "delete", {2}, {.deleted = true});
    CHECK(rows->nextUndo() == 2);
    REQUIRE(rows->undo("ada"));
    CHECK(rows->nextUndo() == 1);
    CHECK(rows->nextRedo() == 2);
    rows.reset();
    rows = *RowStore::open(folder.path / "a.rows", true);
    CHECK(rows->nextUndo() == 1);
    CHECK(rows->nextRedo() == 2);
    CHECK(rows->undo("ada").value()->meant == 1);
    CHECK(rows->nextUndo() == 0);
}

TEST_CASE("rows that are written without the project are what it is told of afterwards") {
    TemporaryFolder folder;
    auto rows = madeRows(folder.path / "a.rows", threeRows());
    const auto frozen = writeFrozen(folder.path, *rows, "mine", {}, "ada");
    REQUIRE_MESSAGE(frozen, describe(frozen.error()));
    CHECK(frozen->record.hash == contentHash(*readFile(folder.path / frozen->file)));
    CHECK(frozen->record.name == "mine");
    CHECK(frozen->record.rows == 3);
}

TEST_CASE("what is typed over a value stays of its kind where it can") {
    CHECK(*typedValue(3, "4") == Json(4));
    CHECK(*typedValue(3, "4.5") == Json(4.5));
    CHECK(*typedValue(3, "four") == Json("four"));
    CHECK(*typedValue(3, "true") == Json("true"));
    CHECK(*typedValue(false, "true") == Json(true));
    CHECK(*typedValue("3", "4") == Json("4"));
    CHECK(*typedValue(Json::array({1}), "[2, 3]") == Json::array({2, 3}));
    for (const char *wrong : {"{}", "x", "3"})
        CHECK(typedValue(Json::array({1}), wrong).error().code == "curation.no_json");
}

TEST_CASE("a cell is edited by its column, also inside of what is kept beside the row") {
    TemporaryFolder folder;
    auto rows = madeRows(
        folder.path / "a.rows",
        {{{"prompt", "p"}, {"a.b", 1}, {"other_columns", {{"source", "web"}, {"x.y", 2}}}}, {{"prompt", "q"}}});
    REQUIRE(editCell(*rows, 1, "other_columns.source", "book", "ada"));
    REQUIRE(editCell(*rows, 1, "other_columns.x.y", "3", "ada"));
    REQUIRE(editCell(*rows, 1, "a.b", "5", "ada"));
    REQUIRE(editCell(*rows, 2, "completion", "6", "ada"));
    CHECK(bodyOf(*rows, 1) == Json{{"prompt", "p"}, {"a.b", 5}, {"other_columns", {{"source", "book"}, {"x.y", 3}}}});
    CHECK(bodyOf(*rows, 2) == Json{{"prompt", "q"}, {"completion", "6"}});
    CHECK(editCell(*rows, 1, "prompt", "p", "ada")->seq == 0); // nothing has changed
    CHECK(editCell(*rows, 9, "prompt", "p", "ada").error().code == "rows.no_row");
}

TEST_CASE("tags that are set are those of the row and no others") {
    TemporaryFolder folder;
    auto rows = madeRows(folder.path / "a.rows", threeRows());
    REQUIRE(setTags(*rows, 1, {"good", "long"}, "ada"));
    REQUIRE(setTags(*rows, 1, {"long", "odd"}, "ada"));
    CHECK(rows->page(Ids{1})->front().tags == std::vector<std::string>{"long", "odd"});
    REQUIRE(setTags(*rows, 1, {}, "ada"));
    CHECK(rows->page(Ids{1})->front().tags.empty());
    REQUIRE(rows->undo("ada"));
    CHECK(rows->page(Ids{1})->front().tags == std::vector<std::string>{"long", "odd"});
}
