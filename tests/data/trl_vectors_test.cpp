// SPDX-License-Identifier: Apache-2.0
// Values of TRL's own tests (tests/golden/losses/README.md) for what needs no network.
#include "core/base/files.h"
#include "core/data/layouts/registry.h"
#include "core/data/rewards/rule_reward.h"
#include "core/data/tasks/task.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

std::vector<Json> casesOf(const std::string &what) {
    const auto file = parseJson(*readFile(LAPIDARY_TEST_DATA "/losses/trl_shared.json"));
    REQUIRE(file);
    std::vector<Json> out;
    for (const Json &each : (*file)["cases"])
        if (each["what"] == what) out.push_back(each);
    return out;
}

std::optional<double> earned(const char *name, const Problem &problem, const std::string &text,
                             const std::string &reason = "stop", const char *rule = "exact") {
    const auto asked = ruleByName(rule);
    REQUIRE(asked);
    for (const RuleReward &each : ruleRewards())
        if (std::string(name) == each.name) return each.score(**asked, problem, {text, reason, &problem});
    FAIL(name);
    return std::nullopt;
}

} // namespace

TEST_CASE("think_format gives what TRL's think_format_reward gives") {
    const auto cases = casesOf("think_format_reward");
    CHECK(cases.size() == 14);
    for (const Json &each : cases) {
        const auto text = each["completion"].get<std::string>();
        CAPTURE(text);
        CHECK(earned("think_format", {}, text) == each["expected"].get<double>());
    }
    CHECK(earned("think_format", {}, "</think><think>") == 0.0);
    CHECK(earned("think_format", {}, " <think>a</think>") == 0.0);
}

TEST_CASE("the prompt that two sides begin with is the one that TRL's extract_prompt finds") {
    const auto cases = casesOf("extract_prompt");
    CHECK(cases.size() == 2);
    for (const Json &each : cases) {
        const auto record = readRecord(each["input"]);
        REQUIRE(record);
        const auto row = writeRecord(*record);
        REQUIRE(row);
        for (const auto &[name, value] : each["expected"].items()) CHECK((*row)[name] == value);
    }
}

TEST_CASE("step_check pays for steps that follow from the problem, and asks no reference") {
    const auto task = taskByName("chain_mod");
    REQUIRE(task);
    const auto rows = (*task)->make(resolve((*task)->spec(), Json::object()).value(), 5, 4);
    REQUIRE(rows);
    for (const Json &row : *rows) {
        const auto right = row["completion"].get<std::string>();
        Json blind = row;
        blind.erase("reference");
        const Problem known = problemFromJson(row).value(), unknown = problemFromJson(blind).value();
        const auto of = [&](const Problem &problem, const std::string &text, const char *reason = "stop") {
            return earned("step_check", problem, text, reason, "chain_mod");
        };
        CHECK(of(known, right) == 1.0);
        CHECK(of(unknown, right) == 1.0);
        CHECK(earned("correct", unknown, right, "stop", "chain_mod") == std::nullopt);
        CHECK(of(known, right, "length").value() <= 0.5); // its end is not there
        std::string broken = right;                       // another digit at the end
        char &last = broken[broken.find_last_of("0123456789")];
        last = static_cast<char>('0' + (last - '0' + 1) % 10);
        CHECK(of(known, broken).value() <= 0.5);
    }
}
