// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_keys.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

TEST_CASE("no keymap has a key for two things, whatever the kind") {
    for (const auto &map : labelKeymaps())
        for (const auto *kind : labelKinds())
            for (std::size_t answers = kind->fewest; answers <= kind->most; ++answers) {
                const auto both = conflictsOf(map, *kind, answers);
                CAPTURE(map.name);
                CAPTURE(kind->name);
                CHECK_MESSAGE(both.empty(), (both.empty() ? "" : both.front()));
            }
}

TEST_CASE("a keymap of one's own stands over another, and what is wrong in it is told") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "keys.toml";
    const auto read = [&](const std::string &text) {
        mustWrite(file, text);
        return readLabelKeymap(file);
    };
    const auto own = read("base = \"prodigy\"\n[keys]\nleft = [\"J\", \"Left\"]\nskip = \"S\"\n");
    REQUIRE_MESSAGE(own, describe(own.error()));
    CHECK(keysOf(*own, {.name = "left", .keys = {"1"}}) == std::vector<std::string>{"J", "Left"});
    CHECK(keysOf(*own, {.name = "skip"}) == std::vector<std::string>{"S"});
    CHECK(keysOf(*own, {.name = "bad"}) == std::vector<std::string>{"X"});                // Prodigy's
    CHECK(keysOf(*own, {.name = "tie", .keys = {"3"}}) == std::vector<std::string>{"3"}); // our own
    for (const char *wrong : {"base = \"vim\"\n", "[keys]\nwin = \"W\"\n", "[keys]\nleft = 7\n", "[keys]\nleft = []\n",
                              "[keys]\nleft = \"2\"\n"}) {
        CAPTURE(wrong);
        const auto refused = read(wrong);
        REQUIRE(!refused);
        CHECK(refused.error().code == "labels.bad_keys");
        CHECK(refused.error().file == file.string());
    }
    CHECK(readLabelKeymap(folder.path / "none.toml").error().code == "file.not_found");
}
