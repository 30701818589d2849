// SPDX-License-Identifier: Apache-2.0
// Columns that rows need with some settings: in each row or in one, their own or kept beside others by an import.
#include "core/data/needed_columns.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Error errorOf(const NeededColumn &column, const std::string &rows, const Json &config = Json::object()) {
    const TemporaryFolder folder;
    REQUIRE(writeFileAtomic(folder.path / "rows.jsonl", rows));
    const auto done = mustHaveColumns({.name = "train", .columns = {column}}, config, folder.path / "rows.jsonl");
    return done ? Error{} : done.error();
}

} // namespace

TEST_CASE("a column that every row needs is missed in the first row without it") {
    const NeededColumn hint{.name = "hint", .expected = "a text", .remedy = "Write one."};
    CHECK(errorOf(hint, "{\"hint\":\"a\"}\n{\"other_columns\":{\"hint\":\"b\"}}\n").code.empty());
    for (const char *nothing : {R"({"prompt":"a","x":1})", R"({"hint":null})", R"({"hint":" \n"})", R"({"hint":[]})",
                                R"({"other_columns":{"hint":""}})"}) {
        CAPTURE(nothing);
        const Error error = errorOf(hint, "{\"hint\":\"a\"}\n\n" + std::string(nothing) + "\n{}\n");
        CHECK(error.code == "data.no_column");
        CHECK(error.field == "hint");
        CHECK(error.line == 3);
        CHECK(error.file.ends_with("rows.jsonl"));
        CHECK(error.expected.str() == "a text");
        CHECK(error.remedy.str() == "Write one.");
    }
    CHECK(errorOf({.name = "hint", .inTokens = "hint_ids"}, "{\"hint_ids\":[1]}\n{\"hint\":\"a\"}\n").code.empty());
    CHECK(errorOf({.name = "hint", .inTokens = "hint_ids"}, "{\"hint_ids\":[]}\n").code == "data.no_column");
    CHECK(errorOf(hint, R"({"prompt":"a","x":1})").found.str() == "the columns prompt, x");
}

TEST_CASE("a column that one row must have is missed where none has it, and neither where nothing asks for it") {
    const NeededColumn strength{.name = "strength", .when = {{"use", {"margin", "weight"}}}, .everyRow = false};
    const std::string without = "{\"prompt\":\"a\"}\n{\"prompt\":\"b\"}\n", with = without + "{\"strength\":2}\n";
    CHECK(errorOf(strength, without, {{"use", "ignore"}}).code.empty());
    for (const char *use : {"margin", "weight"}) {
        CHECK(errorOf(strength, with, {{"use", use}}).code.empty());
        const Error error = errorOf(strength, without, {{"use", use}});
        CHECK(error.line == 1);
        CHECK(error.found.str() == "in none of 2 rows; the first has prompt");
    }
}

TEST_CASE("what columns a port needs reaches the catalogue and comes back") {
    const MethodInfo method{.name = "m",
                            .inputs = {{.name = "train",
                                        .what = Artifact::Rows,
                                        .columns = {{"a", {{"x", 1}}, false, "e", "b", "c"}, {.name = "d"}}}}};
    const auto back = methodFromJson(toJson(method));
    REQUIRE(back);
    CHECK(toJson(*back) == toJson(method));
    CHECK(back->inputs[0].columns[0].when == Json{{"x", 1}});
    CHECK(!back->inputs[0].columns[0].everyRow);
    CHECK(back->inputs[0].columns[1].everyRow);
}
