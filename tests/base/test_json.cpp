// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
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
