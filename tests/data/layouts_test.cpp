// SPDX-License-Identifier: Apache-2.0
// The contract of every layout in the list: none is named here.
#include "core/data/layouts/registry.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;

namespace {

/// Records of every kind, with and without what a row may leave out, and what each layout shows of itself.
std::vector<Record> records() {
    const Message asked{.role = "user", .content = "Wie heißt du?"}, said{.role = "assistant", .content = "Ada"};
    const Message told{.role = "assistant", .content = "", .extra = {{"tool_calls", Json::array({{{"id", "c1"}}})}}};
    std::vector<Record> all;
    for (const std::string end : {"", "\n"}) {
        all.push_back({.what = Demonstration{plain("2+2=" + end), plain("4")}});
        all.push_back({.id = "q1", .what = Demonstration{plain("2+2=" + end), plain("4")}});
        all.push_back(
            {.id = "q2", .reference = "4", .what = Demonstration{plain("2+2=" + end), plain("It is\n#### 4")}});
    }
    all.push_back({.what = Demonstration{plain(""), plain("cut"), false}});
    all.push_back({.what = Demonstration{plain(""), plain("whole")}});
    all.push_back({.what = Text{"a text, \"quoted\"\n"}});
    all.push_back({.id = "t", .what = Text{"cut", false}});
    all.push_back({.id = "7", .reference = "x = 1", .what = PromptOnly{plain("Solve x + 1 = 2.")}});
    all.push_back({.what = PromptOnly{plain("p")}});
    all.push_back({.what = Preference{plain("p"), plain("c"), plain("r")}});
    all.push_back({.id = "p", .what = Preference{plain("p"), plain("c"), plain("r"), 2, false, false}});
    all.push_back({.what = Preference{plain("p"), plain("c"), plain("r"), 0.25, true, false}});
    all.push_back({.what = Conversation{{asked, said}}});
    all.push_back({.id = "c",
                   .what = Conversation{{{.role = "system", .content = "Be short."}, asked, told},
                                        Json::array({{{"name", "f"}}})}});
    all.push_back({.what = TokenIds{{1, 2, 3}, {1, 2, 3}}});
    all.push_back({.id = "i", .what = TokenIds{{1, 2, 3}, {-100, 2, 3}}});
    all.push_back({.what = TokenPreference{{{1, 2}, {-100, 2}}, {{1, 3}, {-100, 3}}}});
    all.push_back({.id = "k", .what = Unpaired{plain("p"), plain("c"), true}});
    all.push_back({.id = "cut", .what = Unpaired{plain("p"), plain("c"), true, false}});
    const Message worse{.role = "assistant", .content = "Eve", .extra = {{"weight", 0}}};
    all.push_back({.what = Preference{{asked}, {said}, {worse}}});
    all.push_back({.id = "m", .what = Preference{{asked, said, asked}, {said}, {worse, asked, said}, 3, false}});
    all.push_back({.what = Demonstration{{asked}, {said}}});
    all.push_back({.reference = "Ada", .what = PromptOnly{{asked}}});
    all.push_back({.id = "u", .what = Unpaired{{asked}, {worse}, false}});
    all.push_back({.what = Unpaired{{asked}, {said}, true, false}});
    all.push_back({.what = Conversation{{{.role = "system", .content = "Be short."}, asked, said, asked, said}}});
    all.push_back({.what = Text{"beside"}, .other = {{"mood", Json::array({1, nullptr})}}});
    all.push_back({.what = Unpaired{plain("p"), plain("c"), false}, .original = {{"a layout", {{"label", "False"}}}}});
    all.push_back({.what = Stepwise{plain("p"), {"a", "b", "c"}, {1.0, std::nullopt, 0.25}}});
    for (const auto *layout : layouts())
        if (auto record = layout->read(layout->example)) all.push_back(std::move(*record));
    return all;
}

Json without(Json row, std::string_view name) {
    row.erase(std::string(name));
    return row;
}

} // namespace

TEST_CASE("every layout has a name of its own, required columns, and an example that it reads and recognises") {
    std::set<std::string_view> names;
    for (const auto *layout : layouts()) {
        CAPTURE(layout->name);
        CHECK(names.insert(layout->name).second);
        CHECK(layoutNamed(layout->name) == layout);
        CHECK(!layout->summary.empty());
        CHECK(std::any_of(layout->columns.begin(), layout->columns.end(),
                          [](const Column &each) { return each.required; }));
        CHECK(fits(*layout, layout->example));
        const auto read = layout->read(layout->example);
        REQUIRE_MESSAGE(read, (read ? "" : describe(read.error())));
        CHECK(kindOf(*read) == layout->makes);
        CHECK(teaches(*read));
        for (const auto &[key, value] : layout->example.items())
            CHECK(std::any_of(layout->columns.begin(), layout->columns.end(),
                              [&key = key](const Column &each) { return each.name == key; }));
        const auto written = layout->write(*read);
        REQUIRE(written);
        CHECK(*written == layout->example);
    }
    CHECK(!layoutNamed("no such layout"));
}

TEST_CASE("what a layout can write it reads again as the same record, and of its own kind it can write some") {
    for (const auto *layout : layouts()) {
        CAPTURE(layout->name);
        int written = 0;
        for (const auto &record : records()) {
            const auto row = layout->write(record);
            if (kindOf(record) != layout->makes) CHECK(!row);
            if (!row) continue;
            ++written;
            CAPTURE(dumpJson(*row));
            CHECK(fits(*layout, *row));
            const auto again = layout->read(*row);
            REQUIRE_MESSAGE(again, (again ? "" : describe(again.error())));
            CHECK(*again == record);
        }
        CHECK(written > 0);
    }
}

TEST_CASE("every record of a kind that has a layout is written in the canonical one, and read from there") {
    for (const auto &record : records()) {
        const auto row = writeRecord(record);
        REQUIRE_MESSAGE(row, (row ? "" : describe(row.error())));
        CAPTURE(dumpJson(*row));
        const auto again = readRecord(*row, std::vector{kindOf(record)});
        REQUIRE(again);
        CHECK(*again == record);
    }
}

TEST_CASE("a row that lacks a required column, or has another type in one, is an error that names it") {
    const Json wrong[] = {Json(3.5), Json::array({true}), Json::object({{"x", 1}}), Json(true), Json("text")};
    for (const auto *layout : layouts())
        for (const auto &column : layout->columns) {
            CAPTURE(layout->name);
            CAPTURE(column.name);
            if (column.required) {
                CHECK(!fits(*layout, without(layout->example, column.name)));
                const auto read = layout->read(without(layout->example, column.name));
                REQUIRE(!read);
                CHECK(!read.error().message.empty());
                CHECK(!read.error().expected.empty());
                Json null = layout->example;
                null[std::string(column.name)] = nullptr;
                CHECK(!fits(*layout, null));
                CHECK(!layout->read(null));
            }
            for (const Json &value : wrong) {
                Json row = layout->example;
                row[std::string(column.name)] = value;
                const auto read = layout->read(row);
                CAPTURE(dumpJson(value));
                if (read) continue; // a number is welcome as an id, a text as a text
                CHECK(read.error().field.starts_with(column.name));
                CHECK(!read.error().found.empty());
            }
            Json object = layout->example;
            object[std::string(column.name)] = Json::object({{"x", 1}});
            CHECK(!layout->read(object)); // no column is read as any object
        }
    for (const auto *layout : layouts())
        for (const Json &row : {Json(), Json(1), Json::array(), Json("x"), Json::object()}) CHECK(!fits(*layout, row));
}

TEST_CASE("what is kept beside a row comes through every layout, and is an object") {
    for (const auto *layout : layouts()) {
        CAPTURE(layout->name);
        for (const char *name : {kOtherColumns, kOriginalCells}) {
            Json row = layout->example;
            row[name] = {{"column", "cell"}};
            const auto read = layout->read(row);
            REQUIRE(read);
            CHECK(layout->write(*read) == row);
            row[name] = "cell";
            REQUIRE(!layout->read(row));
            CHECK(layout->read(row).error().field == name);
        }
    }
}

TEST_CASE("parts are read before a column that holds the same once more as a text") {
    const auto kind = [](const Json &row) {
        const auto read = readRecord(row);
        REQUIRE(read);
        return std::string(kindOf(*read));
    };
    const Json turns = Json::array({{{"role", "user"}, {"content", "a"}}, {{"role", "assistant"}, {"content", "b"}}});
    CHECK(kind({{"prompt", "a"}, {"completion", "b"}, {"text", "### a b"}}) == "prompt_completion");
    CHECK(kind({{"instruction", "a"}, {"input", ""}, {"output", "b"}, {"text", "### a b"}}) == "prompt_completion");
    CHECK(kind({{"messages", turns}, {"text", "### a b"}}) == "conversation");
    CHECK(kind({{"prompt", "a"}, {"text", "### a b"}}) == "text");
}

TEST_CASE("what a layout's file holds beside its columns is left alone") {
    for (const auto *layout : layouts()) {
        Json row = layout->example;
        row["something else"] = Json::array({1, Json::object()});
        const auto with = layout->read(row), plainly = layout->read(layout->example);
        REQUIRE(with);
        CHECK(*with == *plainly);
    }
}
