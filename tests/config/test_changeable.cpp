// SPDX-License-Identifier: Apache-2.0
#include "core/config/changeable.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

const ConfigSpec &spec() {
    static const ConfigSpec all{{.name = "learning_rate", .defaultValue = 0.1, .minimum = 0},
                                {.name = "beta", .defaultValue = 0.5, .minimum = 0},
                                {.name = "kl_coef", .defaultValue = 0.05, .minimum = 0},
                                {.name = "adap_kl_ctrl", .type = FieldType::Boolean, .defaultValue = false},
                                {.name = "warmup_steps",
                                 .defaultValue = 0.0,
                                 .rules = {{.kind = FieldRule::Kind::Zero, .others = {}, .message = "no warm-up"}}},
                                {.name = "r", .type = FieldType::Integer, .defaultValue = 8}};
    return all;
}

std::string problemOf(const Json &config, const Json &wanted) {
    const auto changed = changeSettings(spec(), config, wanted);
    return changed ? "" : changed.error().front().code + " " + changed.error().front().field;
}

} // namespace

TEST_CASE("what each step reads anew may be changed, and is told with what it was") {
    const auto changed = changeSettings(spec(), {{"beta", 0.25}}, {{"beta", 1.0}, {"learning_rate", 0.1}});
    REQUIRE(changed);
    CHECK(changed->changes == std::vector<SettingChange>{{"beta", 0.25, 1.0}});
    CHECK(changed->config["beta"] == 1.0);
    CHECK(changed->config["r"] == 8);
    CHECK(changeSettings(spec(), {}, {{"learning_rate", 0}})->changes.size() == 1); // no step, but no switch either
}

TEST_CASE("the rest stands for the whole run") {
    CHECK(problemOf(Json::object(), {{"r", 4}}) == "config.not_changeable r");
    CHECK(problemOf(Json::object(), {{"r", 8}}).empty());
    CHECK(problemOf(Json::object(), {{"beta", 0}}) == "config.not_changeable beta");
    CHECK(problemOf({{"beta", 0}}, {{"beta", 0.5}}) == "config.not_changeable beta");
    CHECK(problemOf({{"adap_kl_ctrl", true}}, {{"kl_coef", 0.5}}) == "config.not_changeable kl_coef");
    CHECK(problemOf(Json::object(), {{"kl_coef", 0.5}}).empty());
    CHECK(problemOf(Json::object(), {{"warmup_steps", 3}}) == "config.out_of_range warmup_steps");
    CHECK(problemOf(Json::object(), {{"warmup", 3}}) == "config.unknown_key warmup");
    CHECK(!isChangeable("beta", {{"beta", 0}}));
    CHECK(isChangeable("beta", {{"beta", 0.5}}));
    CHECK(!isChangeable("beta", Json::object()));
}
