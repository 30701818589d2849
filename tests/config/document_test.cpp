// SPDX-License-Identifier: Apache-2.0
#include "core/config/described.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {
struct Sample {
    double beta = 0.1;
    std::int64_t steps = 10;
    std::string schedule = "linear";
};
const ConfigSpec &spec() {
    static const auto d = Described<Sample>()
                              .add("beta", &Sample::beta, above(0), "", "strength")
                              .add("max_steps", &Sample::steps, atLeast(1), "steps", "length")
                              .choice("lr_scheduler_type", &Sample::schedule, {"linear", "cosine"}, "shape");
    return d.spec();
}
} // namespace

TEST_CASE("three mistakes are told at once, with their lines, from TOML and from JSON") {
    const TemporaryFolder folder;
    const auto toml = folder.write("x.toml", "[[stage]]\nname = \"a\"\n[[stage]]\n[stage.config]\nbeta = "
                                             "\"high\"\nmax_step = 3\nlr_scheduler_type = \"quadratic\"\n");
    const auto json = folder.write("x.json", "{\n\"stage\": [\n{\"name\": \"a\"}, {\"config\":\n{\"beta\":\n\"high\", "
                                             "\"max_step\": 3,\n\n\"lr_scheduler_type\": \"quadratic\"}}]}\n");
    for (const auto &[file, lines] : {std::pair{toml, std::array{5, 6, 7}}, {json, std::array{4, 5, 7}}}) {
        const auto document = readDocument(file.string());
        REQUIRE(document);
        const auto resolved = resolve(spec(), document->values["stage"][1]["config"], *document, "stage.1.config");
        REQUIRE(!resolved);
        REQUIRE(resolved.error().size() == 3);
        std::map<std::string, const Error *> byField;
        for (const auto &problem : resolved.error()) byField[problem.field] = &problem;
        const auto &type = *byField.at("stage.1.config.beta"), &key = *byField.at("stage.1.config.max_step"),
                   &choice = *byField.at("stage.1.config.lr_scheduler_type");
        CHECK(type.code == "config.wrong_type");
        CHECK(type.found == "\"high\"");
        CHECK(type.expected == "number above 0");
        CHECK(type.line == lines[0]);
        CHECK(key.code == "config.unknown_key");
        CHECK(key.remedy == "Did you mean \"max_steps\"? It is one of 3 settings.");
        CHECK(key.line == lines[1]);
        CHECK(choice.code == "config.out_of_range");
        CHECK(choice.expected == "one of \"linear\" \"cosine\"");
        CHECK(choice.line == lines[2]);
        for (const auto &problem : resolved.error()) CHECK(problem.file == file.string());
    }
}

TEST_CASE("a syntax error knows its file and line in both") {
    const TemporaryFolder folder;
    for (const char *name : {"x.toml", "x.json"}) {
        const auto document = readDocument(folder.write(name, "\n\n= 3\n").string());
        REQUIRE(!document);
        CHECK(document.error().line == 3);
        CHECK(document.error().file == (folder.path / name).string());
    }
    CHECK(!parseToml("a = 1\na = 2\n"));
    CHECK(!parseToml("a = \"\xFF\"\n"));
    std::string deep = "a = ";
    deep.append(100'000, '[');
    CHECK(!parseToml(deep));
}

TEST_CASE("a key of thousands of parts is refused before it becomes as many tables") {
    const auto chain = [](int parts, const std::string &part) {
        std::string key = part;
        for (int i = 1; i < parts; ++i) key += "." + part;
        return key;
    };
    CHECK(parseToml(chain(16, "a") + " = 1"));
    for (const std::string part : {"a", "\"x y\"", "'x.y'", "1", "a "}) {
        CAPTURE(part);
        const auto refused = parseToml("name = 1\n" + chain(40000, part) + " = 1\n", "x.toml");
        REQUIRE(!refused);
        CHECK(refused.error().code == "config.too_deep");
        CHECK(refused.error().line == 2);
        CHECK(refused.error().offset == 9);
    }
    CHECK(!parseToml("[" + chain(40000, "a") + "]"));
    CHECK(!parseToml("x = { " + chain(40000, "a") + " = 1 }"));
    CHECK(parseToml("text = \"" + chain(100, "a") + "\"\nother = 'it. is. " + chain(100, "b") + "'\nn = [" +
                    chain(2, "1") + ", 2.5]")); // values may be long
    std::string nested = "a = 1";
    for (int i = 0; i < 200; ++i) nested = "a.b.c.d = { " + nested + " }";
    const auto deep = parseToml(nested);
    CHECK(!deep);
}

TEST_CASE("tables within tables are refused when they could not be written again") {
    std::string text = "[[a.a.a.a.a.a.a.a]]\nb.b.b.b.b.b.b.b.b = 1\n";
    const auto deep = parseToml(text, "x");
    REQUIRE(!deep);
    CHECK(deep.error().code == "config.too_deep");
    text.erase(text.find(".b"), 2);
    const auto whole = parseToml(text, "x");
    REQUIRE(whole);
    CHECK(parseToml(writeToml(whole->values))->values == whole->values);
}

TEST_CASE("keys with quotes are refused, other odd ones survive") {
    for (const char *text : {"\"'\" = 1", "'\"' = 1", "'a\\b' = 1", "\"a\\nb\" = 1", "[[x]]\ny.\"it's\" = 1"}) {
        CAPTURE(text);
        const auto read = parseToml(text, "x");
        REQUIRE(!read);
        CHECK(read.error().code == "config.bad_key");
    }
    const auto odd = parseToml("\"\" = 1\n\"a b\" = 2\n\"a.b\" = 3\n\"é\" = 4\n\"#\" = 5\n\"[x]\" = 6\n");
    REQUIRE(odd);
    CHECK(dumpJson(parseToml(writeToml(odd->values))->values) == dumpJson(odd->values));
}

TEST_CASE("any text survives being written and read") {
    for (const std::string text : {"\n'''''''", "'''", "\"\"\"\n", "a\\b\tc\r\n", "it's \"so\"", "\x01\x7F",
                                   "\xC3\xA9\xF0\x9F\x99\x82", "", "\n"}) {
        CAPTURE(text);
        const auto read = parseToml(writeToml({{"text", text}, {"list", Json::array({text})}}));
        REQUIRE(read);
        CHECK(read->values["text"] == text);
        CHECK(read->values["list"][0] == text);
    }
}
