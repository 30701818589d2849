// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

/// Another language: every id in capitals, its places at its end.
std::string shouted(const std::string &id) {
    if (id == "{0} of {1} rows in {2}") return "IN {2}: OF {1} ROWS {0}";
    if (id == "no such file") return "NO SUCH FILE";
    if (id == "{0}; found {1}") return "{0}! FOUND {1}";
    return id;
}

} // namespace

TEST_CASE("a sentence is its English with its values in it") {
    CHECK(Sentence().str() == "");
    CHECK(Sentence("no such file").str() == "no such file");
    CHECK(Sentence("{0} of {1} rows in {2}", 3, std::int64_t{40}, std::string("a.jsonl")).str() ==
          "3 of 40 rows in a.jsonl");
    CHECK(Sentence("{1} before {0}, {1} again", "a", "b").str() == "b before a, b again");
    CHECK(Sentence("'{0}' closes nothing", '}').str() == "'}' closes nothing");
    CHECK(Sentence("{0}", Sentence("{0} bytes", 7)).str() == "7 bytes");
    Error error{.code = "x", .message = "no such file", .found = std::to_string(5), .expected = {"at most {0}", 4}};
    CHECK(error.found == "5");
    CHECK(error.expected == "at most 4");
}

TEST_CASE("braces that are no place for a value stay") {
    CHECK(Sentence("{%- {name} {} {0} {2} {01x} {", 1).str() == "{%- {name} {} 1 {2} {01x} {");
    CHECK(Sentence("[{\"role\"}, {0}]").str() == "[{\"role\"}, {0}]");     // no values: nothing is filled in
    CHECK(Sentence("a {0}", std::string("{0} {1}")).str() == "a {0} {1}"); // nor in what a value says
    CHECK(Sentence("{99999999999999999999}", 1).str() == "{99999999999999999999}");
}

TEST_CASE("another language has its own order; data are not translated") {
    const Sentence rows("{0} of {1} rows in {2}", 3, 40, std::string("no such file"));
    CHECK(rows.in(shouted) == "IN no such file: OF 40 ROWS 3");
    CHECK(Sentence("no such file").in(shouted) == "NO SUCH FILE");
    CHECK(Sentence(std::string("no such file")).in(shouted) == "no such file");
    CHECK(Sentence::known("no such file").in(shouted) == "NO SUCH FILE");
    CHECK(Sentence("{0}; found {1}", "no such file", rows).in(shouted) ==
          "NO SUCH FILE! FOUND IN no such file: OF 40 ROWS 3");
    CHECK(Sentence("never translated: {0}", "no such file").in(shouted) == "never translated: NO SUCH FILE");
}

TEST_CASE("a list of sentences stays flat, and each is said in its language") {
    Sentence all;
    all += "no such file";
    CHECK(all.str() == "no such file");
    for (int i = 0; i < 100; ++i) all += {"; {0}", Sentence("no such file")};
    CHECK(all.depth() < 5);
    CHECK(all.str().starts_with("no such file; no such file; "));
    CHECK(all.in(shouted).ends_with("; NO SUCH FILE"));
    Sentence braces = std::string("{0}"); // data may look like anything
    braces += " and ";
    braces += std::string("{1}");
    CHECK(braces.str() == "{0} and {1}");
    CHECK(listed({"a", "b", "c"}, ", ", " and ").str() == "a, b and c");
    CHECK(listed({"a"}, ", ", " and ").str() == "a");
    CHECK(listed({}, ", ", " and ").empty());
    CHECK((Sentence("a {0}", 1) + " b").str() == "a 1 b");
}

TEST_CASE("what a person must not read is taken out of the data alone") {
    const auto hidden = [](const std::string &data) { return data == "key" ? std::string("[key]") : data; };
    const Sentence sentence("the key {0} is {1}", std::string("key"), Sentence("said {0}", std::string("key")));
    CHECK(sentence.with(hidden).str() == "the key [key] is said [key]");
}

TEST_CASE("an error is told in English byte for byte, and in another language where there are words") {
    const Error error{.code = "x.y",
                      .message = "no such file",
                      .file = "a.toml",
                      .line = 3,
                      .offset = 17,
                      .field = "beta",
                      .found = {"{0} of {1} rows in {2}", 1, 2, std::string("b")},
                      .expected = "more",
                      .remedy = "Check the path."};
    CHECK(describe(error) == "a.toml:3 at byte 17, beta: no such file; found 1 of 2 rows in b; expected more. "
                             "Check the path.");
    CHECK(told(error).in(shouted).starts_with("a.toml:3 at byte 17, beta: NO SUCH FILE! FOUND IN b: OF 2 ROWS 1;"));
    CHECK(describe({.code = "x", .message = "wrong"}) == "wrong.");
    CHECK(describe({.code = "x", .message = "wrong", .offset = 4}) == " at byte 4: wrong.");
    CHECK(describe({.code = "x", .message = "wrong", .field = "beta", .remedy = "Mend it."}) ==
          "beta: wrong. Mend it.");
}

TEST_CASE("an error keeps its sentences through JSON, whose English others read") {
    const Error error{.code = "x.y",
                      .message = "no such file",
                      .found = {"{0} of {1} rows in {2}", 1, 2, Sentence("{0}; found {1}", "no such file", 9)},
                      .expected = std::string("more"),
                      .remedy = {"Use {0}", std::string("no such file")}};
    const Json json = toJson(error);
    CHECK(json["message"] == "no such file");
    CHECK(json["found"] == "1 of 2 rows in no such file; found 9");
    CHECK(json["expected"] == "more");
    CHECK(json["said"].size() == 2); // those without values are known by their English
    CHECK(json["said"]["remedy"] == Json{{"id", "Use {0}"}, {"values", {"no such file"}}});
    const Error read = errorFromJson(*parseJson(dumpJson(json)));
    CHECK(describe(read) == describe(error));
    CHECK(told(read).in(shouted) == told(error).in(shouted));
    CHECK(read.found.in(shouted) == "IN NO SUCH FILE! FOUND 9: OF 2 ROWS 1");
    CHECK(toJson(read) == json);
    CHECK(toJson(Error{.code = "x", .message = "wrong"}) == Json{{"code", "x"},
                                                                 {"message", "wrong"},
                                                                 {"where", Json::object()},
                                                                 {"found", ""},
                                                                 {"expected", ""},
                                                                 {"remedy", ""}});
}

TEST_CASE("a sentence from a file may be anything; the English stands where nothing else does") {
    const auto read = [](const char *text) { return sentenceIn(*parseJson(text), "text").in(shouted); };
    CHECK(read(R"({"text": "no such file"})") == "NO SUCH FILE"); // as older programs wrote it
    CHECK(read(R"({"text": "plain", "said": {"other": {"id": "a", "values": []}}})") == "plain");
    CHECK(read(R"({"text": "plain", "said": 7})") == "plain");
    CHECK(
        read(
            R"({"said": {"text": {"id": "{0}; found {1}", "values": ["a", {"id": "no such file", "values": []}]}}})") ==
        "a! FOUND NO SUCH FILE");
    CHECK(read(R"({"said": {"text": {"id": 7}}})") == R"({"id":7})");
    CHECK(read(R"({"text": 7})") == "");
    Sentence deep = "no such file";
    for (int i = 0; i < 40; ++i) deep = {"({0})", deep};
    Json object = Json::object();
    putSentence(object, "text", deep);
    CHECK(object.size() == 1); // a reader of logs refuses deep nesting
    CHECK(sentenceIn(object, "text").str() == deep.str());
}

TEST_CASE("a message that is a sentence has one full stop") {
    CHECK(describe({.code = "a", .message = "It is wrong."}) == "It is wrong.");
    CHECK(describe({.code = "a", .message = "It is wrong.", .remedy = "Mend it."}) == "It is wrong. Mend it.");
    CHECK(describe({.code = "a", .message = "It is wrong.", .found = "3.", .expected = "4."}) ==
          "It is wrong; found 3.; expected 4..");
    CHECK(describe({.code = "a", .message = "it is wrong", .file = "f"}) == "f: it is wrong.");
}
