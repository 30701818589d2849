// SPDX-License-Identifier: Apache-2.0
#include "core/config/yaml.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Json read(const std::string &text) {
    const auto document = parseYaml(text, "a.yaml");
    CAPTURE(text);
    REQUIRE_MESSAGE(document.has_value(), describe(document.error()));
    return document->values;
}

Error wrong(const std::string &text) {
    const auto document = parseYaml(text, "a.yaml");
    CAPTURE(text);
    REQUIRE(!document.has_value());
    CHECK(document.error().file == "a.yaml");
    return document.error();
}

} // namespace

TEST_CASE("plain scalars are what YAML 1.1 calls them, and 1e-4 is a number") {
    CHECK(read("a: 1\nb: 1_000\nc: -2\nd: +3\ne: 0")["b"] == 1000);
    CHECK(read("a: 2.0e-5")["a"] == 2.0e-5);
    CHECK(read("a: 1e-4")["a"] == 1e-4);
    CHECK(read("a: .5")["a"] == 0.5);
    for (const char *word : {"true", "True", "yes", "ON"}) CHECK(read(std::string("a: ") + word)["a"] == true);
    for (const char *word : {"false", "No", "off"}) CHECK(read(std::string("a: ") + word)["a"] == false);
    for (const char *word : {"", "~", "null"}) CHECK(read(std::string("a: ") + word)["a"].is_null());
    // texts: in quotes, and what only looks like a number
    for (const char *word : {"\"1\"", "'yes'", "1.2.3", "e", "+", "!!str 1", "1-2", "010", "adamw_torch", "1e", "0x10"})
        CHECK(read(std::string("a: ") + word)["a"].is_string());
    CHECK(read("a: [q_proj, v_proj]\nb:\n  - 1\n  - 2")["a"] == Json{"q_proj", "v_proj"});
    CHECK(read("a: {b: {c: 1}}")["a"]["b"]["c"] == 1);
}

TEST_CASE("every key has its line") {
    const auto document = parseYaml("# words\nlearning_rate: 1.0e-5\n\nmodel:\n  name: x\nlist: [1,\n  2]\n", "a.yaml");
    REQUIRE(document);
    CHECK(document->lineOf("learning_rate") == 2);
    CHECK(document->lineOf("model") == 4);
    CHECK(document->lineOf("model.name") == 5);
    CHECK(document->lineOf("list") == 6);
}

TEST_CASE("hostile YAML is refused with its line") {
    CHECK(wrong("a: 1\nb: [1,\n").code == "config.syntax");
    CHECK(wrong("a: 1\n\tb: 2\n").line == 2);
    const Error twice = wrong("beta: 1\nother: 2\nbeta: 3\n");
    CHECK(twice.code == "config.duplicate_key");
    CHECK(twice.line == 3);
    CHECK(twice.found.str() == "first in line 1");
    CHECK(wrong("a: !!python/object:os.system x\n").code == "config.bad_tag");
    CHECK(wrong("a: !mine x\n").code == "config.bad_tag");
    CHECK(wrong("- 1\n- 2\n").found.str() == "a list");
    CHECK(wrong("word").found.str() == "a single value");
    CHECK(wrong("").found.str() == "nothing");
    CHECK(wrong("# only words\n").code == "config.wrong_type");
    CHECK(wrong("? [a, b]\n: 1\n").code == "config.bad_key");
    CHECK(wrong("a: 1\n---\nb: 2\n").code == "config.syntax");
    CHECK(wrong("a: \xff\n").line == 1);
    CHECK(wrong(std::string("a: 1\nb: \0\n", 10)).line == 2);
    CHECK(wrong("a: " + std::string(20, '[') + std::string(20, ']')).code == "config.too_deep");
    CHECK(wrong("a: " + std::string(100000, '[')).code == "config.syntax");
    CHECK(wrong("a: &a\n  - *a\n").code == "config.too_deep");
    CHECK(wrong("a: " + std::string(2u << 20, 'x')).code == "config.syntax");
}

TEST_CASE("a few lines do not become millions of values") {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int k = 0; k < 9; ++k) text += ", " + before;
        text += "]\n";
    }
    CHECK(wrong(text).code == "config.too_many_values");
}
