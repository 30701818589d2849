// SPDX-License-Identifier: Apache-2.0
// Messages as OpenAI's interface has them, in templates that know nothing of it.
#include "core/text/chat_template/wire_messages.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Result<Template::Rendered> render(const std::string &source, const Json &messages, const Json &more = Json::object()) {
    const auto made = Template::parse(source, "t.jinja");
    if (!made) FAIL(describe(made.error()));
    Json request = more;
    request["messages"] = messages;
    return renderChat(*made, request, Json::object(), 0);
}

std::string text(const std::string &source, const Json &messages, const Json &more = Json::object()) {
    const auto rendered = render(source, messages, more);
    return rendered ? rendered->text : rendered.error().code + " " + rendered.error().field;
}

Json calling(const Json &arguments) {
    return Json::array({{{"role", "user"}, {"content", "q"}},
                        {{"role", "assistant"},
                         {"content", nullptr},
                         {"tool_calls", Json::array({{{"function", {{"name", "f"}, {"arguments", arguments}}}}})}}});
}

Json saying(const Json &content) {
    return Json::array({{{"role", "user"}, {"content", content}}});
}
Json part(const char *type, const char *text) {
    return {{"type", type}, {"text", text}};
}

const std::string kItems = "{% for m in messages %}{% for c in m.tool_calls or [] %}{% for k, v in "
                           "c.function.arguments|items %}{{ k }}={{ v }};{% endfor %}{% endfor %}{% endfor %}";
const std::string kToJson =
    "{% for m in messages %}{% for c in m.tool_calls or [] %}{{ c.function.arguments|tojson }}{% endfor %}{% endfor %}";
const std::string kContent = "{% for m in messages %}{{ m.role }}:{{ m.content }};{% endfor %}";
const std::string kParts = "{% for m in messages %}{% if m.content is string %}{{ m.content }}{% else %}{% for p in "
                           "m.content %}[{{ p.text }}]{% endfor %}{% endif %}{% endfor %}";

} // namespace

TEST_CASE("arguments of a tool call are an object, also where they are JSON text") {
    for (const Json &given : {Json{{"a", 1}, {"b", nullptr}}, Json(R"({"a":1,"b":null})")}) {
        CHECK(text(kItems, calling(given)) == "a=1;b=None;");
        CHECK(text(kToJson, calling(given)) == R"({"a": 1, "b": null})");
    }
    for (const char *nothing : {"", " ", "null", "{}"}) CHECK(text(kToJson, calling(nothing)) == "{}");
    CHECK(text("{% for m in messages %}{{ m.function_call.arguments.a }}{% endfor %}",
               Json::array(
                   {{{"role", "assistant"}, {"function_call", {{"name", "f"}, {"arguments", "{\"a\":7}"}}}}})) == "7");
    // A template that puts texts together wants the text.
    CHECK(text("{% for m in messages %}{% for c in m.tool_calls or [] %}{{ 'x' + c.function.arguments }}{% endfor %}{% "
               "endfor %}",
               calling("{\"a\":1}")) == "x{\"a\":1}");
}

TEST_CASE("a template that writes the arguments as they are gets a text, and never an object of Python's") {
    const std::string raw =
        "{% for m in messages %}{% for c in m.tool_calls or [] %}{{ c.function.arguments }}{% endfor "
        "%}{% endfor %}";
    CHECK(text(raw, calling({{"a", {1, nullptr}}, {"b", "é"}})) == R"({"a": [1, null], "b": "é"})");
    CHECK(text(raw, calling(R"({"a":1})")) == R"({"a":1})"); // as it was given
    CHECK(text(raw, calling(Json::object())) == "{}");
    // One that puts texts together gets JSON for an object, too.
    CHECK(text("{% for m in messages %}{% for c in m.tool_calls or [] %}{{ 'x' + c.function.arguments }}{% endfor %}{% "
               "endfor %}",
               calling({{"a", 1}})) == "x{\"a\": 1}");
}

TEST_CASE("arguments that are no object are refused with the number of the message") {
    for (const char *wrong : {"{\"a\":", "[1]", "5", "\"{}\"", "SELECT 1", "{\"a\":1,\"a\":2} x"}) {
        CAPTURE(wrong);
        const auto rendered = render(kToJson, calling(wrong));
        REQUIRE(!rendered);
        CHECK(rendered.error().code == "request.bad_message");
        CHECK(rendered.error().message.find("message 2: ") == 0);
        CHECK(rendered.error().field == "messages[1].tool_calls[0].function.arguments");
        CHECK(!rendered.error().found.empty());
    }
}

TEST_CASE("a content in parts is one text, where the template knows no parts") {
    CHECK(text(kContent, saying(Json::array({part("text", "a"), part("text", "b")}))) == "user:a\nb;");
    CHECK(text(kContent, saying(Json::array({part("input_text", "a"), "b", part("output_text", "c")}))) ==
          "user:a\nb\nc;");
    CHECK(text(kContent, saying(Json::array())) == "user:;");
    CHECK(text(kParts, saying(Json::array({part("text", "a"), part("text", "b")}))) ==
          "[a][b]"); // as it is, where it knows them
    const auto image = render(
        kContent, saying(Json::array({part("text", "a"), {{"type", "image_url"}, {"image_url", {{"url", "x"}}}}})));
    REQUIRE(!image);
    CHECK(image.error().field == "messages[0].content");
    CHECK(image.error().found.find("image_url") != std::string::npos);
    CHECK(text(kContent, saying(Json::array({1, 2}))) == "request.bad_message messages[0].content");
    CHECK(text("{% for m in messages %}{{ m.content|tojson }}{% endfor %}",
               Json::array({{{"role", "tool"}, {"content", {1, 2}}}})) == "[1, 2]"); // what a tool gave back is data
}

TEST_CASE("what was thought stands apart") {
    const Json answer =
        Json::array({{{"role", "assistant"},
                      {"content", Json::array({{{"type", "thinking"}, {"thinking", Json::array({part("text", "hm")})}},
                                               part("text", "42")})}}});
    CHECK(text("{% for m in messages %}<{{ m.reasoning_content }}>{{ m.content }}{% endfor %}", answer) == "<hm>42");
    CHECK(text(kParts, answer) == "[42]");
}

TEST_CASE("a message that is none, a template that fails at one, and tools as text") {
    CHECK(text(kContent, Json::array({{{"role", "user"}, {"content", "a"}}, "b"})) ==
          "request.bad_message messages[1]");
    Json many = Json::array();
    for (int i = 0; i < 9; ++i) many.push_back({{"role", "user"}, {"content", i == 6 ? Json() : Json("a")}});
    const auto failed = render("{% for m in messages %}{{ m.content + '.' }}{% endfor %}", many);
    REQUIRE(!failed);
    CHECK(failed.error().field.ends_with("at message 7"));
    CHECK(text("{{ tools[0].name }}", saying("a"), {{"tools", R"([{"name":"f"}])"}}) == "f");
    CHECK(text("{{ tools[0].name }}", saying("a"), {{"tools", "f"}}) == "request.wrong_type tools");
}

TEST_CASE("what is null is left out, thoughts have the names that templates read, and a call needs no content") {
    const std::string keys = "{% for m in messages %}{{ m|tojson }}{% endfor %}";
    CHECK(
        text(keys, Json::array({{{"role", "assistant"}, {"content", "a"}, {"reasoning", "hm"}, {"name", nullptr}}})) ==
        R"({"thinking": "hm", "role": "assistant", "content": "a", "reasoning": "hm", "reasoning_content": "hm"})");
    CHECK(text(keys, Json::array({{{"role", "assistant"}, {"reasoning_content", "a"}, {"thinking", "b"}}})) ==
          R"({"thinking": "b", "role": "assistant", "reasoning_content": "a"})");
    CHECK(text(keys, Json::array({{{"role", "user"}, {"content", "a"}}})) == R"({"role": "user", "content": "a"})");
    CHECK(text("{% for m in messages %}{{ 'c' if m.content is defined }}{% endfor %}", calling(Json::object())) == "c");
    CHECK(text("{% for m in messages %}{{ m.content + '.' }}{% endfor %}", calling(Json::object())) == "q..");
}
