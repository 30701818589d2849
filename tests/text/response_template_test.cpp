// SPDX-License-Identifier: Apache-2.0
// Answers read by response templates: what transformers reads from them, and templates that cannot be.
#include "core/text/response/response_template.h"
#include "tests/support/cpu_seconds.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <map>
#include <sstream>

using namespace lapidary;

namespace {

Json golden(const char *name) {
    const auto text = readFile(std::string(LAPIDARY_TEST_DATA "/response_templates/") + name);
    REQUIRE(text);
    auto json = parseJson(*text, {.depth = 128});
    REQUIRE_MESSAGE(json, (json ? "" : describe(json.error())));
    return *json;
}

ResponseTemplate made(const char *spec) {
    auto out = ResponseTemplate::parse(*parseJson(spec));
    REQUIRE_MESSAGE(out, (out ? "" : describe(out.error())));
    return std::move(*out);
}

} // namespace

TEST_CASE("answers are read as transformers reads them") {
    std::map<std::string, ResponseTemplate> templates;
    const Json specs = golden("templates.json")["templates"];
    for (const auto &[name, spec] : specs.items()) {
        auto parsed = ResponseTemplate::parse(spec, name);
        REQUIRE_MESSAGE(parsed, (parsed ? "" : describe(parsed.error())));
        CHECK(parsed->spec() == spec);
        templates.emplace(name, std::move(*parsed));
    }
    const Json tools = golden("tools.json");
    std::istringstream lines(*readFile(LAPIDARY_TEST_DATA "/response_templates/cases.jsonl"));
    int read = 0, refused = 0;
    for (std::string line; std::getline(lines, line);) {
        const Json each = *parseJson(line, {.depth = 256});
        CAPTURE(each["template"].get<std::string>());
        CAPTURE(each["answer"].dump());
        CAPTURE(each["prefix"].dump());
        const Json given = each.contains("tools") ? tools[each["tools"].get<std::size_t>()] : Json();
        const auto message = templates.at(each["template"]).read(each["answer"], each["prefix"], given);
        if (each.contains("error")) {
            ++refused;
            CHECK(!message);
            if (!message) CHECK(message.error().code == "response.bad_answer");
        } else {
            ++read;
            REQUIRE_MESSAGE(message, (message ? "" : describe(message.error())));
            CHECK(message->dump() == each["message"].dump());
        }
    }
    CHECK(read >= 600);
    CHECK(refused >= 40);
}

TEST_CASE("a response template that cannot be is refused by its place") {
    const Json checks = golden("templates.json")["checks"];
    for (const Json &each : checks) {
        CAPTURE(dumpJson(each));
        const auto parsed = ResponseTemplate::parse(each["template"], "tokenizer_config.json");
        CHECK(bool(parsed) == each["good"].get<bool>());
        if (parsed) continue;
        CHECK(parsed.error().code == "response.bad_template");
        CHECK(parsed.error().file == "tokenizer_config.json");
        CHECK(!parsed.error().message.empty());
        CHECK(!parsed.error().found.empty());
    }
    const auto place = [](const char *spec) { return ResponseTemplate::parse(*parseJson(spec)).error().field; };
    CHECK(place(R"({"start_anchor": "x", "fields": {"a": {"open_pattern": "("}}})") == "/fields/a/open_pattern");
    CHECK(place(R"({"start_anchor": "x", "fields": {"a": {"content": "yaml"}}})") == "/fields/a/content");
    CHECK(place(R"({"start_anchor": "x", "fields": {"a": {}, "b": {}}})") == "/fields/b");
    CHECK(place(R"({"start_anchor": "x", "fields": {"a": {"repeats": 1}}})") == "/fields/a/repeats");
    CHECK(place(R"({"start_anchor": 3, "fields": {"a": {}}})") == "/start_anchor");
}

TEST_CASE("what the end of a region takes counts before what its beginning took, and the longest mark wins") {
    const auto calls = made(R"({"start_anchor": "<a>", "fields": {"calls": {"open_pattern": "<(?P<n>\\w)>",
        "close_pattern": "</(?P<n>\\w)(?P<m>x?)>", "transform": {"n": "{n}", "m": "{m}", "c": "{content}"},
        "repeats": true}, "content": {}}})");
    CHECK(calls.read("<f>1</gx>", "")->dump() == R"({"calls":[{"n":"g","m":"x","c":"1"}]})");
    const auto marks = made(R"({"start_anchor": "<a>", "fields": {"a": {"open": "[", "close": "]"},
        "b": {"open": "[[", "close": "]"}, "content": {}}})");
    CHECK(marks.read("[[x]y", "")->dump() == R"({"b":"x","content":"y"})");
}

TEST_CASE("the template of a model folder is read, and written beside what stands there") {
    const TemporaryFolder folder;
    CHECK(ResponseTemplate::load(folder.path).error().code == "response.missing");
    folder.write("tokenizer_config.json", R"({"eos_token": "</s>", "response_template": null})");
    CHECK(ResponseTemplate::load(folder.path).error().code == "response.missing");
    const auto given = made(R"({"start_anchor": "<a>", "fields": {"thinking": {"open": "<t>", "close": "</t>"},
        "content": {}}})");
    REQUIRE(writeResponseTemplate(folder.path, given));
    const Json config = *parseJson(*readFile(folder.path / "tokenizer_config.json"));
    CHECK(config["eos_token"] == "</s>");
    CHECK(config["response_template"] == given.spec());
    const auto again = ResponseTemplate::load(folder.path);
    REQUIRE(again);
    CHECK(again->read("so</t> it is", "<a>x<a><t>")->dump() == R"({"thinking":"so","content":"it is"})");
    folder.write("tokenizer_config.json", "[]");
    CHECK(ResponseTemplate::load(folder.path).error().code == "tokenizer.bad_file");
    CHECK(!writeResponseTemplate(folder.path, given));
}

TEST_CASE("patterns that are meant to be slow end, and bytes that are no text are read as such") {
    const auto slow = made(R"({"start_anchor": "<a>", "fields": {"x": {"open_pattern": "(a+)+b"}, "content": {}}})");
    const double begin = test::cpuSeconds();
    const auto read = slow.read(std::string(4000, 'a'), "");
    CHECK((read || read.error().code == "response.limit"));
    CHECK(test::cpuSeconds() - begin < 5);
    const auto plain = made(R"({"start_anchor": "<a>", "fields": {"content": {}}})");
    CHECK(plain.read("a\xFF", "")->at("content") == "a\xEF\xBF\xBD");
    CHECK(plain.read("", "")->dump() == "{}");
}
