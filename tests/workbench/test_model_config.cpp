// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/models/model_config.h"
#include <doctest/doctest.h>

using namespace lapidary;

TEST_CASE("settings of two models stand side by side, section by section") {
    const std::vector<ConfigLine> a = {
        {"config.json", "hidden_size", "64"}, {"config.json", "rope.factor", "8"}, {"run.toml", "config.beta", "0.1"}};
    const std::vector<ConfigLine> b = {{"adapter_config.json", "r", "8"},
                                       {"config.json", "hidden_size", "64"},
                                       {"config.json", "tie", "true"},
                                       {"run.toml", "config.beta", "0.5"}};
    std::string told;
    for (const auto &pair : pairUp(a, b))
        told += pair.section + ":" + pair.field + "=" + pair.a.value_or("-") + "/" + pair.b.value_or("-") +
                (pair.differs() ? "! " : " ");
    CHECK(told == "config.json:hidden_size=64/64 config.json:rope.factor=8/-! config.json:tie=-/true! "
                  "run.toml:config.beta=0.1/0.5! adapter_config.json:r=-/8! ");
    CHECK(pairUp({}, {}).empty());
    CHECK(pairUp({}, a).size() == 3);
    for (const auto &pair : pairUp(a, a)) CHECK(!pair.differs());
}
