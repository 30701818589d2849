// SPDX-License-Identifier: Apache-2.0
// The experiments that the window offers to begin with, as the command line plans them.
#include "tests/cli/cli.h"
#include "tests/support/capture.h"
#include "tests/support/small_experiment.h"

using namespace lapidary;
using namespace lapidary::test;

TEST_CASE("every template is an experiment that can be run as it stands") {
    const fs::path folder = fs::path(LAPIDARY_SOURCE) / "resources/templates";
    const std::pair<const char *, int> all[] = {
        {"sft-dpo", 7}, {"rlhf", 8}, {"grpo-search", 6}, {"rlaif", 7}, {"constitutional", 9}};
    std::size_t files = 1; // the constitution
    for (const auto &[name, runs] : all) {
        CAPTURE_BOUND(name);
        const TemporaryFolder project;
        const auto text = readFile(folder / (std::string(name) + ".toml"));
        REQUIRE(text.has_value());
        const std::string made = (project.path / "tried").string();
        REQUIRE(cli({"new", made, "--from", name}).code == 0);
        const auto written = readFile(fs::path(made) / "experiment.toml");
        REQUIRE(written.has_value());
        CHECK(written->ends_with(text->substr(text->find('\n') + 1))); // all of it, comments too
        CHECK(fs::exists(fs::path(made) / "constitution.toml") == (text->find("constitution.toml") != text->npos));
        const auto planned = cli({"run", made, "--dry-run"});
        CHECK(planned.code == 0);
        const std::string said = planned.out + planned.err;
        CHECK(said.find("Warning") == std::string::npos);
        int toRun = 0;
        for (std::size_t at = 0; (at = said.find("to run ", at)) != said.npos; ++at) ++toRun;
        CHECK(toRun == runs);
        ++files;
    }
    const TemporaryFolder scratch;
    for (const char *none : {"rlhf.toml", "../templates/rlhf", "no-such-template"})
        CHECK(cli({"new", (scratch.path / "new").string(), "--from", none}).err.find("no such project") !=
              std::string::npos);
    CHECK(files == std::size_t(std::distance(fs::directory_iterator(folder), fs::directory_iterator())));
}

TEST_CASE("what differs is told by stages, in words and as JSON") {
    const TemporaryFolder scratch;
    const std::string a = (scratch.path / "a").string(), b = (scratch.path / "b").string();
    for (const std::string &made : {a, b}) REQUIRE(cli({"new", made, "--from", "sft-dpo"}).code == 0);
    const fs::path file = fs::path(b) / "experiment.toml";
    mustWrite(file, replaced(*readFile(file), "name = \"b\"", "name = \"a\" # the same"));
    CHECK(cli({"diff", a, b}).out == "They say the same.\n");
    CHECK(onlyAnswer(cli({"diff", a, b, "--json"})) == Json({{"same", true}, {"tables", Json::array()}}));
    mustWrite(file, replaced(*readFile(file), "max_pairs_per_prompt = 2", "max_pairs_per_prompt = 3"));
    const Json found = onlyAnswer(cli({"diff", a, b, "--json"}));
    REQUIRE(found["tables"].size() == 1);
    CHECK(found["tables"][0]["name"] == "preferences");
    CHECK(found["tables"][0]["values"][0] ==
          Json({{"key", "config.max_pairs_per_prompt"}, {"before", 2}, {"after", 3}}));
    CHECK(cli({"diff", a, (scratch.path / "none").string()}).code == 1);
    CHECK(cli({"diff", a}).err.find("has not been run yet") != std::string::npos);
}
