// SPDX-License-Identifier: Apache-2.0
// Chat templates against what the reference makes of them, and the hostile ones.
#include "core/text/chat_template/chat_template.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

Json casesOf(const char *name) {
    const auto text = readFile(std::string(LAPIDARY_TEST_DATA "/chat_templates/") + name);
    REQUIRE(text);
    auto json = parseJson(*text, {.depth = 128});
    REQUIRE_MESSAGE(json, (json ? "" : describe(json.error())));
    return (*json)["cases"];
}

/// The tenth of July 2025, noon.
std::time_t july() {
    std::tm date{};
    date.tm_year = 125;
    date.tm_mon = 6;
    date.tm_mday = 10;
    date.tm_hour = 12;
    date.tm_isdst = -1;
    return std::mktime(&date);
}

std::string rendered(const std::string &source, const Json &variables = Json::object(),
                     Template::Options options = {}) {
    const auto made = Template::parse(source, {}, options);
    if (!made) return "ERROR " + describe(made.error());
    const auto text = made->render(variables, july());
    return text ? text->text : "ERROR " + describe(text.error());
}

Error errorOf(const std::string &source, const Json &variables = Json::object()) {
    const auto made = Template::parse(source);
    if (!made) return made.error();
    const auto text = made->render(variables, july());
    return text ? Error{.code = "none", .message = text->text} : text.error();
}

std::string repeated(const std::string &part, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += part;
    return out;
}

} // namespace

TEST_CASE("small templates give what the reference gives") {
    for (const char *file : {"llama_cpp_jinja_even.json", "hf_jinja_even.json", "whitespace_options.json"})
        for (const Json &each : casesOf(file)) {
            CAPTURE(file);
            CAPTURE(each["template"].get<std::string>());
            const bool plain = file == std::string("hf_jinja_even.json");
            const Json options = each.value("options", Json::object());
            const Template::Options whitespace =
                file == std::string("llama_cpp_jinja_even.json") ? Template::Options{}
                : plain                                          ? Template::Options{false, false}
                        : Template::Options{options.value("trim_blocks", false), options.value("lstrip_blocks", false)};
            CHECK(rendered(each["template"], each["context"], whitespace) == each["expected"].get<std::string>());
        }
}

TEST_CASE("the templates of real models give what the reference gives") {
    for (const Json &each : casesOf("hf_e2e_even.json")) {
        CAPTURE(each["name"].get<std::string>());
        CHECK(rendered(each["template"], each["context"]) == each["expected"].get<std::string>());
    }
    for (const Json &each : casesOf("llama_cpp_even.json")) {
        CAPTURE(each["name"].get<std::string>());
        Json variables = each;
        if (each["mode"] == "system_merged_into_user") {
            Json &messages = variables["messages"];
            messages[1]["content"] =
                messages[0]["content"].get<std::string>() + "\n" + messages[1]["content"].get<std::string>();
            messages.erase(0);
        }
        CHECK(rendered(each["template"], variables) == each["expected"].get<std::string>());
    }
}

TEST_CASE("Python's rules hold where they are surprising") {
    CHECK(rendered("{{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 4 / 2 }} {{ 2 ** 10 }} {{ 1e16 }} {{ 0.1 + "
                   "0.2 }} {{ 1.0 }}") == "3 -4 2 3.5 2.0 1024 1e+16 0.30000000000000004 1.0");
    CHECK(rendered("{{ [1, 'a', true, none, 1.5, {'k': 'it\\'s'}] }}") == "[1, 'a', True, None, 1.5, {'k': \"it's\"}]");
    CHECK(rendered("{{ 'abcdef'[1:-1:2] }} {{ 'abc'[::-1] }} {{ [1,2,3][-1] }} {{ [1,2,3][:2] }}") ==
          "bd cba 3 [1, 2]");
    CHECK(rendered("{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}", {{"d", {{"b", 1}, {"a", 2}}}}) ==
          "b=1;a=2;");
    CHECK(rendered("{% set x = 1 %}{% for i in [1] %}{% set x = 2 %}{% endfor %}{{ x }}") == "1");
    CHECK(rendered("{% set ns = namespace(x=1) %}{% for i in [1] %}{% set ns.x = 2 %}{% endfor %}{{ ns.x }}") == "2");
    CHECK(rendered("{% macro m(a, b='x') %}{{ a }}{{ b }}{{ caller() if caller }}{% endmacro %}{{ m(1) }}|{{ m(1, b=2) "
                   "}}|{% call m(3) %}!{% endcall %}") == "1x|12|3x!");
    CHECK(rendered("{{ {'b': [1, 'ä\"'], 'a': none} | tojson }}") == "{\"b\": [1, \"ä\\\"\"], \"a\": null}");
    CHECK(rendered("{{ {'a': [1, {}], 'b': []} | tojson(indent=2) }}") ==
          "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
    CHECK(rendered("{{ strftime_now('%d %b %Y') }}") == "10 Jul 2025");
    CHECK(rendered("{% for i in range(5) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif "
                   "%}{{ i }}{{ loop.index }}{% endfor %}") == "0123");
    CHECK(rendered("{% for n in t recursive %}{{ n.v }}{{ loop(n.c) if n.c }}{% endfor %}",
                   Json::parse(R"({"t": [{"v": 1, "c": [{"v": 2, "c": []}]}, {"v": 3, "c": []}]})")) == "123");
    CHECK(errorOf("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}").code == "template.type");
    CHECK(errorOf("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, b=2) }}").code == "template.type");
    CHECK(errorOf("{% macro m() %}x{% endmacro %}{% call m() %}y{% endcall %}").code == "template.type");
    CHECK(rendered("{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, b=3) }}") ==
          "1(2,){'b': 3}");
    CHECK(rendered("{% macro m() %}{% filter replace('a', varargs[0]) %}a{% endfilter %}{% endmacro %}{{ m('b') }}") ==
          "b");
    CHECK(rendered("{{ none | selectattr('x') | list }}{{ none | map('upper') | list }}{{ nothing | reject('odd') | "
                   "list }}") == "[][][]");
    CHECK(rendered("{{ '<' | safe + '<' }}|{{ '\"' + '&' | safe }}|{{ '<' | safe ~ '<' }}|{{ '<' | e + '<' }}") ==
          "<&lt;|&#34;&|<<|&lt;&lt;");
    CHECK(rendered("{{ x is defined }} {{ x | default('d') }} {{ 'a' in 'cat' }} {{ 2 not in [1] }} {{ 1 < 2 < 3 }}") ==
          "False d True True True");
}

TEST_CASE("what the assistant says is marked") {
    const auto made =
        Template::parse("{% for m in messages %}{{ m.role }}:{% if m.role == 'assistant' %}{% generation %}{{ "
                        "m.content }}{% endgeneration %}{% else %}{{ m.content }}{% endif %};{% endfor %}");
    REQUIRE(made);
    const auto text = made->render(
        Json::parse(R"({"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "ans"}]})"),
        july());
    REQUIRE(text);
    CHECK(text->text == "user:q;assistant:ans;");
    REQUIRE(text->generation.size() == 1);
    CHECK(text->text.substr(text->generation[0].first, text->generation[0].second - text->generation[0].first) ==
          "ans");
}

TEST_CASE("hostile templates end with their sentence") {
    // C1: nothing of the host can be reached
    for (const char *source : {"{{ ''.__class__ }}", "{{ messages.__globals__ }}", "{{ x.__init__ }}"})
        CHECK(errorOf(source, {{"messages", Json::array()}, {"x", 1}}).code == "template.unknown_attribute");
    CHECK(errorOf("{{ cycler.__init__.__globals__ }}").code == "template.undefined"); // there is no such thing either
    for (const char *source :
         {"{% import 'os' as os %}", "{% include 'x' %}", "{% extends 'x' %}", "{% autoescape true %}"})
        CHECK(errorOf(source).code == "template.unknown_tag");
    CHECK(errorOf("{{ self.x }}").code == "template.undefined");
    CHECK(errorOf("{{ [].append(1) }}").code == "template.immutable");
    // C2, C3: depth
    CHECK(errorOf("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}").code == "template.limit");
    CHECK(errorOf("{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}").code ==
          "template.limit");
    CHECK(errorOf("{{ " + repeated("(", 100'000)).code == "template.limit");
    CHECK(errorOf(repeated("{% if x %}", 100'000)).code == "template.limit");
    CHECK(errorOf("{{ " + repeated("not ", 100'000) + "x }}").code == "template.limit");
    CHECK(errorOf("{{ " + repeated("-", 100'000) + "1 }}").code == "template.limit");
    // C4: fuel and size
    CHECK(errorOf("{% for i in range(10**9) %}{% endfor %}").code == "template.limit");
    CHECK(errorOf("{% for i in range(9999) %}{% for j in range(9999) %}{{ j }}{% endfor %}{% endfor %}").code ==
          "template.limit");
    CHECK(errorOf("{% set s = 'a' * 200 %}{% for a in s %}{% for b in s %}{% for c in s %}{{ loop.index }}{% endfor "
                  "%}{% endfor %}{% endfor %}")
              .code == "template.limit");
    CHECK(errorOf("{{ 'a' * 10**9 }}").code == "template.limit");
    CHECK(errorOf("{{ (('a' * 1000) * 5000) | list | length }}").code == "template.limit"); // gigabytes of values
    CHECK(
        errorOf("{% for i in range(9) %}{% for c in ('a' * 1000) * 4000 %}{% break %}{% endfor %}{% endfor %}").code ==
        "template.limit");
    CHECK(errorOf("{% set ns = namespace(x='aaaa') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}")
              .code == "template.limit");
    CHECK(errorOf("{{ 9223372036854775807 + 1 }}").code == "template.limit");
}

TEST_CASE("a template may refuse, and what is wrong with one is told with its place") {
    // C5: a template may refuse
    const Error raised = errorOf("one\n{{ raise_exception('roles must alternate') }}");
    CHECK(raised.code == "template.raised");
    CHECK(raised.message == "roles must alternate");
    CHECK(raised.line == 2);
    // C6: what is not known is named
    CHECK(errorOf("{{ x | nonsense }}").found == "nonsense");
    CHECK(errorOf("{{ x is nonsense }}").code == "template.unknown_test");
    CHECK(errorOf("{{ time_now() }}").message.find("time_now") != std::string::npos);
    // C9
    CHECK(rendered("\xEF\xBB\xBF{{ 1 }}") == "1");
    CHECK(errorOf(std::string((1 << 20) + 1, 'a')).code == "template.limit");
    CHECK(errorOf("a\xff").code == "template.not_utf8");
    CHECK(rendered("a\r\n{% if true %}\r\nb\r\n{% endif %}\r\n") == "a\nb\n");
    for (const char *source : {"{{", "{%", "{#", "{{ 'a", "{% if %}", "{% for x %}", "{{ a b }}", "{% endif %}",
                               "{{ [1, }}", "{% raw %}", "{{ a[ }}", "{% set %}"})
        CHECK(errorOf(source).code == "template.syntax");
    const Error where = errorOf("ab\ncd {{ 1 + }}");
    CHECK(where.line == 2);
    CHECK(where.field == "column 11");
}

TEST_CASE("the template of a folder: where it is looked for, and never a guess") {
    const TemporaryFolder folder;
    CHECK(ChatTemplate::load(folder.path).error().code == "template.missing");
    folder.write("tokenizer_config.json",
                 R"({"bos_token": {"content": "<s>"}, "eos_token": "</s>", "chat_template": [{"name": "default",)"
                 R"( "template": "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}"}, {"name": "tool_use",)"
                 R"( "template": "T"}]})");
    auto chat = ChatTemplate::load(folder.path);
    REQUIRE(chat);
    const Json request = Json::parse(R"({"messages": [{"role": "user", "content": "hi"}]})");
    CHECK(chat->render(request, july())->text == "<s>hi</s>");
    Json tools = request;
    tools["tools"] = Json::parse(R"([{"type": "function"}])");
    CHECK(chat->render(tools, july())->text == "T");
    Json unknown = request;
    unknown["template"] = "rag";
    CHECK(chat->render(unknown, july()).error().expected == "default, tool_use");
    folder.write("chat_template.jinja", "J{{ messages | length }}\n");
    CHECK(ChatTemplate::load(folder.path)->render(request, july())->text == "J1");
}
