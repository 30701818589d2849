// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/curation/row_edits.h"
#include "core/workbench/curation/row_splits.h"
#include "core/workbench/data/jsonl.h"
#include "tests/support/temporary_folder.h"
#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;
using Ids = std::vector<std::int64_t>;

namespace {

/// A folder with a data set that was imported, opened for editing.
struct Curated {
    TemporaryFolder folder{};
    std::unique_ptr<Store> store{};
    std::unique_ptr<RowStore> rows{};

    explicit Curated(const std::vector<Json> &given) {
        const fs::path file = folder.write("datasets/imported/mine.jsonl", toJsonl(given));
        auto project = Store::open(folder.path / "project.db", true);
        REQUIRE(project);
        store = std::move(*project);
        const auto begun = beginCuration(folder.path, "mine", file, "ada");
        REQUIRE_MESSAGE(begun, describe(begun.error()));
        auto opened = openCurated(folder.path, "mine", true);
        REQUIRE(opened);
        rows = std::move(*opened);
    }
    Result<FrozenRows> freeze(const RowQuery &query = {}) {
        return freezeRows(folder.path, *store, *rows, "mine", query, "ada");
    }
    std::string bodyOf(std::int64_t id) { return rows->page(Ids{id})->front().body; }
};

std::vector<Json> manyRows(int count) {
    std::vector<Json> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({{"id", std::to_string(i)},
                        {"prompt", "question " + std::to_string(i)},
                        {"completion", "answer"},
                        {"other_columns", {{"source", i % 10 == 0 ? "rare" : "web"}, {"writer", i / 7}}}});
    return rows;
}

} // namespace

TEST_CASE("what is frozen without an edit is what was imported; with one it is another data set, and both stay") {
    const auto given = manyRows(5);
    Curated curated(given);
    const auto first = curated.freeze();
    REQUIRE_MESSAGE(first, describe(first.error()));
    CHECK(first->version.hash == contentHash(toJsonl(given)));
    CHECK(first->version.hash == curated.rows->versions()->front().hash);
    CHECK(first->version.parent == 1);
    CHECK(first->file == fs::path("datasets") / first->version.hash / "rows.jsonl");
    CHECK(*readFile(curated.folder.path / first->file) == toJsonl(given));
    REQUIRE(editField(*curated.rows, 2, "completion", "better", "ada"));
    const auto second = curated.freeze({.columns = {{"source", ColumnTest::Is::Equal, "web"}}});
    REQUIRE(second);
    CHECK(second->version.rows == 4);
    CHECK(second->version.parent == 2);
    CHECK(second->version.step == 1);
    CHECK(contentHash(*readFile(curated.folder.path / second->file)) == second->version.hash);
    CHECK(*readFile(curated.folder.path / first->file) == toJsonl(given));
    REQUIRE(curated.rows->undo("ada"));
    CHECK(curated.freeze()->version.hash == first->version.hash); // the same rows are the same data set
    const auto listed = curated.store->datasets();
    REQUIRE(listed);
    CHECK(listed->size() == 2);
    CHECK((*listed)[0].name == "mine");
    CHECK(curated.rows->versions()->size() == 4);
    const auto none = curated.freeze({.tags = {"nobody has it"}});
    REQUIRE(!none);
    CHECK(none.error().code == "curation.no_rows");
    for (const auto &entry : fs::directory_iterator(curated.folder.path / "datasets"))
        CHECK(entry.path().extension() != ".freezing");
}

TEST_CASE("a data set is opened for editing from good rows alone, once, and by a name that a file can have") {
    const TemporaryFolder folder;
    const auto bad = folder.write("bad.jsonl", "{\"a\":1}\nno row\n{\"b\":\n");
    const auto refused = beginCuration(folder.path, "mine", bad, "ada");
    REQUIRE(!refused);
    CHECK(refused.error().code == "data.bad_rows");
    CHECK(!fs::exists(curatedFile(folder.path, "mine")));
    CHECK(beginCuration(folder.path, "mine", folder.write("none.jsonl", "\n"), "ada").error().code ==
          "curation.no_rows");
    CHECK(beginCuration(folder.path, "../x", bad, "ada").error().code == "import.bad_name");
    CHECK(openCurated(folder.path, "mine", true).error().code == "store.missing");
    const auto good = folder.write("good.jsonl", "{\"a\":1}\n");
    REQUIRE(beginCuration(folder.path, "mine", good, "ada"));
    CHECK(beginCuration(folder.path, "mine", good, "ada").error().code == "rows.exists");
    CHECK(curatedNames(folder.path) == std::vector<std::string>{"mine"});
    CHECK(openCurated(folder.path, "yours", false).error().expected == Sentence("mine"));
}

TEST_CASE("a field is set by its name or its place, taken out by null, and a place that is not there is told") {
    Curated curated(std::vector{*parseJson(R"({"messages":[{"role":"user","content":"hi"}],"x":1})")});
    const auto edit = [&](const char *field, const Json &value) {
        return editField(*curated.rows, 1, field, value, "ada");
    };
    REQUIRE(edit("/messages/0/content", "hello"));
    REQUIRE(edit("x", nullptr));
    REQUIRE(edit("y", 2));
    CHECK(curated.bodyOf(1) == R"({"messages":[{"role":"user","content":"hello"}],"y":2})");
    for (const char *place : {"/messages/3/content", "/messages/1", "/y/z", "/no/where", "/messages/x/content"}) {
        CAPTURE(place);
        const auto refused = edit(place, 1);
        REQUIRE(!refused);
        CHECK(refused.error().code == "curation.no_field");
    }
    CHECK(edit("/a~2", 1).error().code == "curation.bad_pointer");
    CHECK(curated.rows->steps()->size() == 3);
}

TEST_CASE("texts are replaced in all rows as one step: as they stand, or by a regular expression, and nowhere else") {
    Curated curated(std::vector{
        *parseJson(R"({"id":"aaa","prompt":"a.a aaa","messages":[{"content":"a.a"}],"other_columns":{"s":"a.a"}})"),
        *parseJson(R"({"prompt":"nothing","completion":"b"})")});
    const auto replace = [&](const TextReplacement &wanted) {
        return replaceText(*curated.rows, Ids{1, 2}, wanted, "ada");
    };
    auto step = replace({.find = "a.a", .with = "X"});
    REQUIRE(step);
    CHECK(step->rows == 1);
    CHECK(curated.bodyOf(1) ==
          R"({"id":"aaa","prompt":"X aaa","messages":[{"content":"X"}],"other_columns":{"s":"a.a"}})");
    REQUIRE(curated.rows->undo("ada"));
    step = replace({.find = "a.a", .with = "\\0", .regex = true, .field = "prompt"});
    REQUIRE(step);
    CHECK(curated.bodyOf(1) ==
          R"({"id":"aaa","prompt":"\\0 \\0","messages":[{"content":"a.a"}],"other_columns":{"s":"a.a"}})");
    CHECK(replace({.find = "aa", .with = "aaaa", .field = "id"})->rows == 1); // what was put is not looked at again
    CHECK(curated.bodyOf(1).find("\"id\":\"aaaaa\"") != std::string::npos);
    CHECK(replace({.find = "(", .regex = true}).error().code == "curation.bad_expression");
    CHECK(replace({.find = ""}).error().code == "curation.nothing_to_find");
    CHECK(replace({.find = "not there"})->seq == 0);
    REQUIRE(editField(*curated.rows, 2, "prompt", "say \"é\"\\\n", "ada"));
    CHECK(replace({.find = "\"é\"\\\n", .with = "no"})->rows == 1); // as JSON writes it
    CHECK(curated.bodyOf(2).find("say no") != std::string::npos);
}

TEST_CASE("a split deals every row once, by its weights, the same way for the same seed") {
    Curated curated(manyRows(500));
    SplitConfig config{.parts = {{"train", 8}, {"valid", 1}, {"test", 1}}, .seed = 3};
    using How = SplitConfig::How;
    for (const auto how : {How::Random, How::Stratified, How::Grouped}) {
        CAPTURE(static_cast<int>(how));
        config.how = how;
        config.column = how == How::Stratified ? "source" : "writer";
        const auto parts = splitRows(*curated.rows, {}, config);
        REQUIRE_MESSAGE(parts, describe(parts.error()));
        std::set<std::int64_t> seen;
        std::map<std::string, std::map<std::string, int>> sources;
        std::map<std::int64_t, std::set<std::string>> writers;
        for (const auto &[name, ids] : *parts) {
            CHECK(std::is_sorted(ids.begin(), ids.end()));
            for (const auto id : ids) {
                CHECK(seen.insert(id).second);
                ++sources[name][(id - 1) % 10 == 0 ? "rare" : "web"];
                writers[(id - 1) / 7].insert(name);
            }
        }
        CHECK(seen.size() == 500);
        const std::size_t off = how == How::Grouped ? 7 : 0; // a group is not cut
        CHECK(std::abs(static_cast<double>(parts->at("train").size()) - 400) <= static_cast<double>(off));
        CHECK(std::abs(static_cast<double>(parts->at("test").size()) - 50) <= static_cast<double>(off));
        if (how == How::Stratified)
            for (const auto &[name, weight] : config.parts)
                CHECK(std::abs(sources[name]["rare"] - weight / 10 * 50) <= 1);
        if (how == How::Grouped)
            for (const auto &[writer, names] : writers) CHECK(names.size() == 1);
        CHECK(*splitRows(*curated.rows, {}, config) == *parts);
        auto other = config;
        other.seed = 4;
        CHECK(*splitRows(*curated.rows, {}, other) != *parts);
    }
}

TEST_CASE("the parts of a split are tags of one step, and frozen they have no row in common") {
    Curated curated(manyRows(50));
    const SplitConfig config{.parts = {{"train", 0.8}, {"test", 0.2}}};
    const auto parts = splitRows(*curated.rows, {}, config);
    REQUIRE(parts);
    const auto step = tagParts(*curated.rows, *parts, config, "ada");
    REQUIRE(step);
    CHECK(step->rows == 50);
    CHECK(*curated.rows->tags() == std::map<std::string, std::int64_t>{{"test", 10}, {"train", 40}});
    const auto train = curated.freeze({.tags = {"train"}}), test = curated.freeze({.tags = {"test"}});
    REQUIRE(train);
    REQUIRE(test);
    std::set<std::string> lines;
    for (const auto *part : {&*train, &*test})
        REQUIRE(forEachRow(curated.folder.path / part->file, [&](const Json &row) -> Status {
            CHECK(lines.insert(dumpJson(row)).second);
            return {};
        }));
    CHECK(lines.size() == 50);
    auto again = config;
    again.seed = 9;
    REQUIRE(tagParts(*curated.rows, *splitRows(*curated.rows, {}, again), again, "ada"));
    CHECK(*curated.rows->tags() == std::map<std::string, std::int64_t>{{"test", 10}, {"train", 40}}); // no row in both
    REQUIRE(curated.rows->undo("ada"));
    CHECK(*curated.rows->find({.tags = {"test"}}) == parts->at("test"));
}

TEST_CASE("a split that cannot be is told") {
    Curated curated(manyRows(3));
    const auto refused = [&](SplitConfig config, RowQuery query = {}) {
        const auto parts = splitRows(*curated.rows, query, config);
        REQUIRE(!parts);
        CHECK(parts.error().code == "curation.split");
    };
    refused({.parts = {{"a", 1}}});
    refused({.parts = {{"a", 1}, {"a", 1}}});
    refused({.parts = {{"a", 1}, {"b", 0}}});
    refused({.parts = {{"a", 1}, {"b", 0.001}}});
    refused({.parts = {{"a", 1}, {"b", 1}}, .how = SplitConfig::How::Grouped, .column = "nothing"});
    refused({.parts = {{"a", 1}, {"b", 1}}}, {.tags = {"none"}});
}
