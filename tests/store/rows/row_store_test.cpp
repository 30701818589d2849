// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/store/rows/row_text.h"
#include "tests/store/rows/rows_for_tests.h"

using namespace lapidary;
using namespace lapidary::test;
using Ids = std::vector<std::int64_t>;

namespace {

std::vector<Json> someRows() {
    return {
        {{"prompt", "Ann has 3 APPLES"}, {"completion", "3"}, {"other_columns", {{"source", "web"}, {"score", 2}}}},
        {{"prompt", "小明有三个苹果"}, {"completion", "三"}, {"other_columns", {{"source", "book"}, {"score", 0.5}}}},
        {{"prompt", "Say \"no\"\nnow"}, {"completion", "Äpfel"}, {"label", true}},
        {{"prompt", "last"}, {"completion", "one"}, {"other_columns", {{"source", "web"}, {"score", "2"}}}}};
}

ColumnTest is(const char *column, ColumnTest::Is what, Json value = {}) {
    return {column, what, std::move(value)};
}

} // namespace

TEST_CASE("rows come back as they were given, by page, and the first version is the hash of their lines") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    std::string lines;
    for (const auto &row : someRows()) lines += dumpJson(row) + "\n";
    const auto versions = store->versions();
    REQUIRE(versions);
    REQUIRE(versions->size() == 1);
    CHECK(versions->front().hash == contentHash(lines));
    CHECK(versions->front().rows == 4);
    CHECK(*store->source() == "rows.jsonl");
    CHECK(found(*store, {}) == Ids{1, 2, 3, 4});
    const auto page = store->page(Ids{4, 2});
    REQUIRE(page);
    CHECK((*page)[0].body == dumpJson(someRows()[3]));
    CHECK((*page)[1].id == 2);
    CHECK(store->page(Ids{5}).error().code == "rows.no_row");
    CHECK(*store->columns() ==
          std::vector<std::string>{"prompt", "completion", "other_columns.source", "other_columns.score", "label"});
    CHECK(RowStore::make(folder.path / "a.rows", "", "", feedOf({})).error().code == "rows.exists");
}

TEST_CASE("words are found in every script and whatever their case, with and without the index, edits included") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    const auto search = [&](const char *words) { return found(*store, {.words = words}); };
    for (const std::int64_t indexed : {0, 2, 4}) { // none, some, all
        CAPTURE(indexed);
        if (indexed > 0) CHECK(*store->index(2) == 4 - indexed);
        CHECK(search("apples") == Ids{1});
        CHECK(search("aPPle") == Ids{1});
        CHECK(search("苹果") == Ids{2}); // two characters: fewer than the index knows
        CHECK(search("三个苹果") == Ids{2});
        CHECK(search("äPFEL") == Ids{3});
        CHECK(search("\"no\"\nNOW") == Ids{3});
        CHECK(search("\\nnow").empty()); // what stands in the file for a line feed is none of its words
        CHECK(search("nnow").empty());
        CHECK(search("completion").empty()); // the name of a field
        CHECK(search("web") == Ids{1, 4});
        CHECK(search("a") == Ids{1, 3, 4});
        CHECK(search("3 apples\n3").empty()); // in one text, not across two
    }
    Json row = someRows()[0];
    row["prompt"] = "Ann has 3 pears";
    changed(*store, "edit", {1}, {.row = row});
    CHECK(search("apples").empty());
    CHECK(search("pears") == Ids{1});
    REQUIRE(*store->undo("ada"));
    CHECK(search("apples") == Ids{1});
    CHECK(search("pears").empty());
}

TEST_CASE("columns are filtered and sorted by: by whole or last name, numbers by their size, long texts too") {
    const TemporaryFolder folder;
    auto rows = someRows();
    rows.push_back({{"prompt", std::string(500, 'x') + "END"}, {"source", "own"}});
    const auto store = madeRows(folder.path / "a.rows", rows);
    using Is = ColumnTest::Is;
    const auto where = [&](ColumnTest test) { return found(*store, {.columns = {std::move(test)}}); };
    CHECK(where(is("other_columns.source", Is::Equal, "web")) == Ids{1, 4});
    CHECK(where(is("source", Is::Equal, "own")) == Ids{5}); // a field is before a member
    CHECK(where(is("score", Is::Equal, 2)) == Ids{1, 4});   // "2" of a table of texts
    CHECK(where(is("score", Is::Less, 1)) == Ids{2});
    CHECK(where(is("score", Is::Greater, 1)) == Ids{1});
    CHECK(where(is("score", Is::Missing)) == Ids{3, 5});
    CHECK(where(is("score", Is::Unequal, 2)) == Ids{2, 3, 5});
    CHECK(where(is("label", Is::Equal, true)) == Ids{3});
    CHECK(where(is("completion", Is::Containing, "äp")) == Ids{3});
    CHECK(where(is("prompt", Is::Containing, "xend")) == Ids{5}); // too long to be kept apart
    CHECK(where(is("prompt", Is::Equal, "last")) == Ids{4});
    CHECK(found(*store, {.columns = {is("score", Is::Equal, 2)}, .orderBy = "prompt", .descending = true}) ==
          Ids{4, 1});
    CHECK(found(*store, {.orderBy = "score"}) == Ids{2, 1, 4, 3, 5}); // numbers, texts, then those without
    CHECK(found(*store, {.descending = true}) == Ids{5, 4, 3, 2, 1});
    const auto none = store->find({.columns = {is("nothing", Is::Missing)}});
    REQUIRE(!none);
    CHECK(none.error().code == "rows.no_column");
    CHECK(none.error().expected.find("other_columns.source") != std::string::npos);
}

TEST_CASE("a column's value is its own, whatever texts and numbers stand beside it") {
    const TemporaryFolder folder;
    const std::string sly = R"(","2":"x","2":7,")";
    const auto store = madeRows(folder.path / "a.rows", {{{"a", sly}, {"b", "é\n\"q\""}},
                                                         {{"a", ""}, {"b", 1e300}},
                                                         {{"b", -3}},
                                                         {{"b", false}},
                                                         {{"a", "x"}, {"b", 18446744073709551615u}}});
    const auto where = [&](ColumnTest test) { return found(*store, {.columns = {std::move(test)}}); };
    using Is = ColumnTest::Is;
    CHECK(where(is("a", Is::Equal, sly)) == Ids{1});
    CHECK(where(is("b", Is::Equal, "é\n\"q\"")) == Ids{1});
    CHECK(where(is("a", Is::Equal, "")) == Ids{2});
    CHECK(where(is("a", Is::Missing)) == Ids{3, 4});
    CHECK(where(is("b", Is::Greater, 1e200)) == Ids{2});
    CHECK(where(is("b", Is::Equal, -3)) == Ids{3});
    CHECK(where(is("b", Is::Equal, false)) == Ids{4});
    CHECK(where(is("b", Is::Greater, 1e19)) == Ids{2, 5}); // beyond 63 bits: a real number
}

TEST_CASE("a member of two objects is called by its whole name") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", {{{"a", {{"x", 1}}}, {"b", {{"x", 2}}}}});
    CHECK(store->find({.orderBy = "x"}).error().code == "rows.two_columns");
    CHECK(found(*store, {.columns = {is("b.x", ColumnTest::Is::Equal, 2)}}) == Ids{1});
}

TEST_CASE("the columns of rows with endlessly many fields are found, and only so many are kept") {
    const TemporaryFolder folder;
    Json wide = Json::object();
    for (std::size_t i = 0; i < kMostFields + 50; ++i) wide["f" + std::to_string(i)] = i;
    const auto store = madeRows(folder.path / "a.rows", {wide, {{"f1", 7}}});
    CHECK(store->columns()->size() == kMostFields);
    CHECK(found(*store, {.columns = {is("f1", ColumnTest::Is::Equal, 7)}}) == Ids{2});
    CHECK(found(*store, {.columns = {is("f1040", ColumnTest::Is::Equal, 1040)}}) == Ids{1});
}

TEST_CASE("an edit keeps what it changed, field by field, or the whole row where fields came or went") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    Json row = someRows()[3];
    row["prompt"] = "first";
    row["completion"] = "two";
    const auto step = changed(*store, "edit", {4}, {.row = row, .tag = {"good"}});
    CHECK(step.seq == 1);
    CHECK(step.rows == 1);
    const auto edits = store->editsOfStep(1);
    REQUIRE(edits);
    REQUIRE(edits->size() == 3);
    CHECK((*edits)[0] == RowEdit{1, 1, 4, "field", "/prompt", "\"last\"", "\"first\""});
    CHECK((*edits)[1].field == "/completion");
    CHECK((*edits)[2] == RowEdit{3, 1, 4, "tag", "good", "false", "true"});
    row.erase("completion");
    changed(*store, "edit", {4}, {.row = row});
    CHECK(store->editsOfRow(4)->back().field.empty());
    CHECK(changed(*store, "edit", {4}, {.row = row, .untag = {"bad"}}).seq == 0); // nothing changed: no step
    CHECK(store->steps()->size() == 2);
    REQUIRE(*store->undo("bob"));
    CHECK(dumpJson(bodyOf(*store, 4)) ==
          R"({"prompt":"first","completion":"two","other_columns":{"source":"web","score":"2"}})");
    REQUIRE(*store->undo("bob"));
    CHECK(dumpJson(bodyOf(*store, 4)) == dumpJson(someRows()[3])); // with its fields where they stood
    CHECK(!*store->undo("bob"));
    CHECK((*store->steps())[0].who == "bob");
    CHECK((*store->steps())[0].meant == 1);
    CHECK(store->verify());
}

TEST_CASE("undo and redo reach across restarts; a new step ends what could be done again") {
    const TemporaryFolder folder;
    auto store = madeRows(folder.path / "a.rows", someRows());
    const auto reopen = [&] {
        store.reset();
        store = std::move(*RowStore::open(folder.path / "a.rows", true));
    };
    changed(*store, "tag", {1, 2}, {.tag = {"a"}});
    changed(*store, "delete", {2, 3}, {.deleted = true});
    CHECK(found(*store, {}) == Ids{1, 4});
    CHECK(found(*store, {.deleted = true}) == Ids{2, 3});
    reopen();
    CHECK((*store->undo("ada"))->meant == 2);
    CHECK(found(*store, {}) == Ids{1, 2, 3, 4});
    reopen();
    CHECK((*store->undo("ada"))->meant == 1);
    CHECK(store->tags()->empty());
    reopen();
    CHECK((*store->redo("ada"))->meant == 1);
    CHECK(found(*store, {.tags = {"a"}}) == Ids{1, 2});
    changed(*store, "tag", {4}, {.tag = {"b"}});
    CHECK(!*store->redo("ada"));
    CHECK(found(*store, {.withoutTags = {"a"}}) == Ids{3, 4});
    CHECK(store->steps()->size() == 6);
    CHECK(store->steps(3, 1)->front().seq == 2);
}

TEST_CASE("rows that are added stand behind the others, and an id is never given twice") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    REQUIRE(*store->index(100) == 0);
    const std::vector<Json> more{{{"prompt", "fifth row"}}, {{"prompt", "sixth row"}}};
    REQUIRE(store->add(RowStep{.kind = "add"}, more));
    CHECK(found(*store, {.words = "row"}) == Ids{5, 6});
    REQUIRE(*store->undo("ada"));
    CHECK(found(*store, {}) == Ids{1, 2, 3, 4});
    REQUIRE(store->add(RowStep{.kind = "add"}, std::vector<Json>{{{"prompt", "seventh row"}}}));
    CHECK(found(*store, {.words = "row"}) == Ids{7});
    REQUIRE(*store->index(100) == 0);
    CHECK(found(*store, {.words = "seventh"}) == Ids{7});
    CHECK(store->verify());
}

TEST_CASE("who reads sees one state, and what is acknowledged afterwards at the next look") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    const auto reader = RowStore::open(folder.path / "a.rows", false);
    REQUIRE(reader);
    std::string seen;
    const auto streamed = (*reader)->stream({}, [&](const StoredRow &row) -> Status {
        if (row.id == 1) changed(*store, "delete", {2, 3}, {.deleted = true});
        seen += std::to_string(row.id);
        return {};
    });
    REQUIRE(streamed);
    CHECK(seen == "1234");
    CHECK(streamed->rows == 4);
    CHECK(streamed->step == 0);
    CHECK(found(**reader, {}) == Ids{1, 4});
    const auto refused = (*reader)->change(
        {.kind = "edit"}, Ids{1}, [](const StoredRow &) -> Result<RowChange> { return RowChange{.deleted = true}; });
    REQUIRE(!refused);
    CHECK(refused.error().code == "store.read_only");
}

TEST_CASE("work that is stopped or fails has changed nothing") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    std::stop_source stop;
    StoreWork work{.stop = stop.get_token(), .progress = [&](std::int64_t done) {
                       if (done == 2) stop.request_stop();
                   }};
    const auto all = found(*store, {});
    const auto drop = [](const StoredRow &) -> Result<RowChange> { return RowChange{.deleted = true}; };
    CHECK(store->change({.kind = "delete"}, all, drop, work).error().code == kCancelled);
    CHECK(store->find({.words = "a"}, work).error().code == kCancelled);
    CHECK(store->index(10, work).error().code == kCancelled);
    CHECK(store
              ->change({.kind = "edit"}, all,
                       [](const StoredRow &row) -> Result<RowChange> {
                           if (row.id == 3) return fail("test.no", "no");
                           return RowChange{.tag = {"t"}};
                       })
              .error()
              .code == "test.no");
    CHECK(store
              ->change({.kind = "edit"}, all,
                       [](const StoredRow &) -> Result<RowChange> { return RowChange{.row = Json(7)}; })
              .error()
              .code == "rows.no_object");
    CHECK(found(*store, {}) == Ids{1, 2, 3, 4});
    CHECK(store->tags()->empty());
    CHECK(store->steps()->empty());
    CHECK(changed(*store, "delete", {1}, {.deleted = true}).seq == 1); // the numbers go on
    const auto half = RowStore::make(folder.path / "b.rows", "", "", [&](const auto &take) -> Status {
        (void)take({{"a", 1}}).has_value();
        return fail("test.no", "no");
    });
    CHECK(half.error().code == "test.no");
    CHECK(!fs::exists(folder.path / "b.rows"));
    CHECK(!fs::exists(folder.path / "b.rows.making"));
}

TEST_CASE("the difference of two steps is told row by row, in both directions, without what was taken back") {
    const TemporaryFolder folder;
    const auto store = madeRows(folder.path / "a.rows", someRows());
    Json row = someRows()[0];
    row["prompt"] = "new";
    changed(*store, "edit", {1}, {.row = row});                                        // 1
    changed(*store, "delete", {2}, {.deleted = true});                                 // 2
    REQUIRE(*store->undo("ada"));                                                      // 3
    changed(*store, "tag", {3}, {.tag = {"t"}});                                       // 4
    REQUIRE(store->add(RowStep{.kind = "add"}, std::vector<Json>{{{"prompt", "x"}}})); // 5
    const auto between = [&](std::int64_t from, std::int64_t to) {
        std::vector<RowStore::Difference> out;
        REQUIRE(store->difference(from, to, [&](const RowStore::Difference &each) -> Status {
            out.push_back(each);
            return {};
        }));
        return out;
    };
    const auto all = between(0, 5);
    REQUIRE(all.size() == 3); // row 2 is what it was
    CHECK(all[0].before->body == dumpJson(someRows()[0]));
    CHECK(all[0].after->body == dumpJson(row));
    CHECK(all[1].after->tags == std::vector<std::string>{"t"});
    CHECK(all[1].before->tags.empty());
    CHECK(!all[2].before);
    CHECK(all[2].after->id == 5);
    const auto back = between(5, 0);
    CHECK(!back[2].after);
    CHECK(back[0].after->body == dumpJson(someRows()[0]));
    const auto second = between(1, 2);
    REQUIRE(second.size() == 1);
    CHECK(second[0].after->deleted);
    CHECK(store->difference(0, 9, {}).error().code == "rows.no_step");
}
