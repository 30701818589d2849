// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/base/quick_json.h"
#include "core/base/rng.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;

TEST_CASE("strict JSON names what it refuses") {
    const auto codeOf = [](std::string_view text) {
        const auto parsed = parseJson(text);
        return parsed ? std::string("ok") : parsed.error().code;
    };
    CHECK(codeOf(R"({"a": [1, 2.5, "x", null, true]})") == "ok");
    CHECK(codeOf("\xEF\xBB\xBF{}") == "ok");
    CHECK(codeOf("{\"a\": NaN}") == "json.syntax");
    CHECK(codeOf("{\"a\": 1,}") == "json.syntax");
    CHECK(codeOf("{'a': 1}") == "json.syntax");
    CHECK(codeOf("{} // note") == "json.syntax");
    CHECK(codeOf("\"\xff\"") == "json.syntax");
    CHECK(codeOf(R"({"a": 1, "a": 2})") == "json.duplicate_key");
    CHECK(codeOf("[1e400]") == "json.number_range");
    CHECK(codeOf(std::string(100000, '[')) == "json.too_deep");
}

TEST_CASE("a syntax error knows its line") {
    const auto parsed = parseJson("{\n\"a\": 1,\n\"b\": }\n", {}, "x.json");
    REQUIRE(!parsed);
    CHECK(parsed.error().line == 3);
    CHECK(parsed.error().file == "x.json");
}

TEST_CASE("an f32 survives its text") {
    for (const float value : {0.1f, 1.0f / 3.0f, 3.4028235e38f, -1.17549435e-38f})
        CHECK(static_cast<float>(jsonOfFloat(value).get<double>()) == value);
}

TEST_CASE("an error survives its JSON") {
    const Error error{.code = "a.b",
                      .message = "m",
                      .file = "f",
                      .line = 3,
                      .offset = 9,
                      .field = "x",
                      .found = "y",
                      .expected = "z",
                      .remedy = "r"};
    const Error back = errorFromJson(toJson(error));
    CHECK(describe(back) == describe(error));
    CHECK(back.code == "a.b");
}

namespace {

/// By the reader that is careful because somebody asks for lines.
Result<Json> carefully(std::string_view text, const JsonLimits &limits = {}) {
    std::map<std::string, int> lines;
    return parseJson(text, limits, {}, &lines);
}

const char *const kTexts[] = {"null",
                              "true",
                              " false ",
                              "0",
                              "-0",
                              "-0.0",
                              "1",
                              "-1",
                              "9223372036854775807",
                              "9223372036854775808",
                              "18446744073709551615",
                              "18446744073709551616",
                              "-9223372036854775808",
                              "-9223372036854775809",
                              "1e3",
                              "1E+3",
                              "1.0",
                              "0.1",
                              "1e-400",
                              "1e400",
                              "01",
                              "1.",
                              ".5",
                              "+1",
                              "2.2250738585072011e-308",
                              "123456789012345678901.5",
                              R"("")",
                              R"("ü \u00fc \ud83d\ude00 \\ \/ \" \b\f\n\r\t \u0000")",
                              R"("\ud800")",
                              R"("\udc00x")",
                              R"("\ud800\u0041")",
                              R"("\x")",
                              "\"\x01\"",
                              "\"\x7f\"",
                              "\"\xff\"",
                              "\"\xed\xa0\x80\"",
                              "\"\xc0\x80\"",
                              "\"open",
                              "",
                              "  ",
                              "\xEF\xBB\xBF{}",
                              "[]",
                              "{}",
                              "[[],{}]",
                              R"({"b":1,"a":[1,-2,3.5,"x",null,true,{"c":{}}]})",
                              R"({"a":1,"a":2})",
                              R"({"a":{"b":1,"b":2}})",
                              R"({"":0,"\u0061":1,"a":2})",
                              "{} {}",
                              "{},",
                              "[1,]",
                              "{\"a\":1,}",
                              "{a:1}",
                              "[1 2]",
                              "nul",
                              "NaN",
                              "[\"a\"\n,\t1\r\n]",
                              "{\"a\" : \"\xE4\xBD\xA0\"}",
                              "[\x00]",
                              "// no\n1",
                              "\"a\0b\""};

} // namespace

TEST_CASE("a text is the same value, or the same mistake, for the quick reader and for the careful one") {
    for (const std::string_view text : kTexts) {
        CAPTURE(text);
        const auto quick = parseJson(text), careful = carefully(text);
        REQUIRE(quick.has_value() == careful.has_value());
        if (!quick) CHECK(describe(quick.error()) == describe(careful.error()));
        if (!quick) continue;
        CHECK(*quick == *careful);
        if (text != "-0") CHECK(quick->type() == careful->type()); // 0 is no negative number for the quick one
        CHECK(dumpJson(*quick) == dumpJson(*careful));
    }
    const std::string zero("\"a\0b\"", 5); // NUL itself, which no literal above can hold
    CHECK(describe(parseJson(zero).error()) == describe(carefully(zero).error()));
}

TEST_CASE("the quick reader keeps the limits: depth, members, keys that stand twice") {
    for (const int depth : {1, 2, 3, 63, 64, 65})
        for (const char *nest : {"[]", "{}"}) {
            std::string text;
            for (int i = 0; i < depth; ++i) text += nest[0] == '[' ? "[" : i + 1 < depth ? "{\"a\":" : "{";
            for (int i = 0; i < depth; ++i) text += nest[1];
            CAPTURE(text);
            for (const int limit : {2, 64}) {
                CHECK(parseJson(text, {.depth = limit}).has_value() == (depth <= limit));
                CHECK(quickJson(text, {.depth = limit}).has_value() == (depth <= limit));
            }
        }
    for (const std::size_t members : {5u, 100u}) {
        std::string text = "{";
        for (std::size_t i = 0; i < members; ++i) text += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":0";
        CHECK(quickJson(text + "}", {.members = members}).has_value());
        CHECK(!quickJson(text + "}", {.members = members - 1}));
        CHECK(parseJson(text + "}", {.members = members - 1}).error().code == "json.too_many_members");
        CHECK(parseJson(text + ",\"k3\":1}").error().code == "json.duplicate_key");
        const auto last = parseJson(text + ",\"k3\":1}", {.duplicateKeys = true});
        REQUIRE(last);
        CHECK((*last)["k3"] == 1);
        CHECK(last->size() == members);
    }
}

TEST_CASE("values are written byte for byte as the library writes them, whatever bytes their texts hold") {
    const auto same = [](const Json &value) {
        const auto wanted = value.dump(-1, ' ', false, Json::error_handler_t::replace);
        const auto got = dumpJson(value);
        CHECK(got == wanted);
    };
    for (const std::string_view text : kTexts)
        if (const auto value = carefully(text)) same(*value);
    for (int c = 0; c < 256; ++c) same(std::string(1, static_cast<char>(c)));
    same(Json{{"a\n\"", {1.5, -3, 1e300, std::numeric_limits<double>::quiet_NaN(), 0.1f}}, {"", nullptr}});
    Rng rng(1, "test/json");
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (std::size_t length = rng.below(40); text.size() < length;)
            text += static_cast<char>(rng.below(3) == 0 ? rng.below(256) : 0xC0 + rng.below(64));
        same(Json{{text, text}});
    }
}

TEST_CASE("a number of more digits than a double holds stays its text where that is wanted, and no other does") {
    const auto read = [](std::string_view text) {
        const auto value = parseExactJson(text, {});
        return value ? dumpJson(*value) : value.error().code;
    };
    CHECK(read("[12345678901234567890123]") == R"(["12345678901234567890123"])");
    CHECK(read("[-12345678901234567890124, 1]") == R"(["-12345678901234567890124",1])");
    CHECK(read("0.123456789012345678") == R"("0.123456789012345678")");
    CHECK(read("1234567890.123456789e5") == R"("1234567890.123456789e5")");
    CHECK(read("18446744073709551615") == "18446744073709551615");
    CHECK(read("-9223372036854775808") == "-9223372036854775808");
    CHECK(read("0.10000000000000001") == "0.1");           // 17 digits: as programs print doubles
    CHECK(read("0.00000000000000000000012") == "1.2e-22"); // two
    CHECK(read("1000000000000000000000") == "1e+21");      // one
    CHECK(read("1.50000000000000000000000") == "1.5");     // two
    CHECK(read(R"({"a":"123456789012345678901","b":1.5})") == R"({"a":"123456789012345678901","b":1.5})");
    CHECK(read("[123456789012345678901") == "json.syntax");
    CHECK(read("1e400") == "json.number_range");
    for (std::size_t before = 0; before < 40; ++before) // wherever it stands
        CHECK(read("[\"" + std::string(before, 'x') + "\",100000000000000000001]")
                  .ends_with("\"100000000000000000001\"]"));
}
