// SPDX-License-Identifier: Apache-2.0
// The experiments that the window offers to begin with, as the command line plans them.
#include "tests/cli/cli.h"
#include "tests/support/small_experiment.h"

using namespace lapidary;
using namespace lapidary::test;

TEST_CASE("every template is an experiment that can be run as it stands") {
    const fs::path folder = fs::path(LAPIDARY_SOURCE) / "resources/templates";
    const std::pair<const char *, int> all[] = {
        {"sft-dpo", 7}, {"rlhf", 8}, {"grpo-search", 6}, {"rlaif", 7}, {"constitutional", 9}};
    std::size_t files = 1; // the constitution
    for (const auto &[name, runs] : all) {
        CAPTURE(name);
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
