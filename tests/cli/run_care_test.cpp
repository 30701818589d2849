// SPDX-License-Identifier: Apache-2.0
// Runs named, described and deleted from the command line.
#include "core/job/run_log.h"
#include "core/workbench/project.h"
#include "tests/cli/cli.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"

using namespace lapidary;
using namespace lapidary::test;

TEST_CASE("a run is named, described and deleted from the command line") {
    const TemporaryFolder scratch;
    const std::string project = (scratch.path / "project").string();
    {
        const auto made = Project::openOrMake(project, "test");
        REQUIRE(made);
        for (const char *id : {"01-sft", "02-dpo"}) {
            mustWrite(fs::path(project) / "runs" / id / "run.toml",
                      id[1] == '2' ? "[model]\npath = \"../01-sft/model\"\n" : "kind = \"train\"\n");
            auto log = RunLogWriter::open(fs::path(project) / "runs" / id / "run.log");
            REQUIRE(log);
            REQUIRE(log->append("state", {{"state", "finished"}}));
            REQUIRE((*made)->store().save(RunRecord{
                .id = id, .name = id, .kind = "train", .method = "sft", .inputHash = id, .state = "finished"}));
        }
    }
    CHECK(cli({"rename", "01-sft", "the calm one", "--project", project}).code == 0);
    CHECK(cli({"note", "01-sft", "beta 0.3", "--project", project}).code == 0);
    const auto jobs = answersOf(cli({"jobs", project, "--json"}));
    REQUIRE(jobs.size() == 2);
    CHECK(jobs[0]["title"] == "the calm one");
    CHECK(jobs[0]["notes"] == "beta 0.3");
    CHECK(cli({"jobs", project}).out.find("“the calm one”") != std::string::npos);
    CHECK(cli({"rename", "01-sft", "two\nlines", "--project", project}).code != 0);
    const auto gone = cli({"delete", "01-sft", "--project", project});
    CHECK(gone.code == 0);
    CHECK(gone.err.find("run 02-dpo was made from it") != std::string::npos);
    CHECK(!fs::exists(fs::path(project) / "runs/01-sft"));
    const auto again = cli({"delete", "01-sft", "--project", project});
    CHECK(again.code != 0);
    CHECK(again.err.find("no such run") != std::string::npos);
}
