// SPDX-License-Identifier: Apache-2.0
// The chat templates inside TRL, against Jinja2: texts, what is marked as the assistant's, and what fails.
#include "core/text/chat_template/chat_template.h"
#include <doctest/doctest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace lapidary;

namespace {

fs::path golden(const std::string &name) {
    return fs::path(LAPIDARY_TEST_DATA) / "trl_templates" / name;
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

} // namespace

TEST_CASE("the chat templates inside TRL give what Jinja2 gives, and mark the same words") {
    const Json conversations = *parseJson(*readFile(golden("conversations.json")), {.depth = 128});
    std::map<std::string, Template> templates;
    for (const auto &each : fs::directory_iterator(golden(""))) {
        if (each.path().extension() != ".jinja") continue;
        auto made = Template::parse(*readFile(each.path()), each.path().string());
        REQUIRE_MESSAGE(made, (made ? "" : describe(made.error())));
        templates.emplace(each.path().stem().string(), std::move(*made));
    }
    CHECK(templates.size() == 72);
    std::istringstream lines(*readFile(golden("expected.jsonl")));
    int same = 0, failing = 0, marked = 0;
    for (std::string line; std::getline(lines, line);) {
        const Json each = *parseJson(line);
        CAPTURE(each["template"].get<std::string>());
        CAPTURE(each["conversation"].get<std::string>());
        auto variables = templateVariables(conversations["cases"][each["conversation"]], conversations["special"]);
        REQUIRE(variables);
        const auto rendered = templates.at(each["template"]).render(*variables, july());
        if (each.contains("error")) {
            ++failing;
            CHECK(!rendered);
            continue;
        }
        ++same;
        REQUIRE_MESSAGE(rendered, (rendered ? "" : describe(rendered.error())));
        CHECK(rendered->text == each["text"].get<std::string>());
        CHECK(Json(rendered->generation).dump() == each.value("generation", Json::array()).dump());
        marked += each.contains("generation");
    }
    CHECK(same == 1400);
    CHECK(failing == 184);
    CHECK(marked >= 400);
}
