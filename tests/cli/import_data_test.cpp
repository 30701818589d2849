// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"
#include "tests/support/small_experiment.h"

using namespace lapidary;
using namespace lapidary::test;

TEST_CASE("import data shows what it would do, does it, and lists every bad row") {
    const TemporaryFolder scratch;
    const fs::path project = scratch.path / "project", worker = scratch.path / "worker/lapidary-worker";
    writeSmallProject(project);
    mustWrite(worker, ""); // a name only: what it can do stands in the catalogue beside it
    fs::permissions(worker, fs::perms::owner_all);
    mustWrite(worker.parent_path() / "catalogue.json", dumpJson(smallCatalogueJson()));
    const Process::Variables variables = {{"LAPIDARY_WORKER", worker.string()}};
    const auto file = scratch.write("rows.csv", "instruction,output\na,\"b\nc\"\nonly\n").string();

    const auto unknown = onlyAnswer(cli({"import", "data", file, "--dry-run"}));
    CHECK(unknown["layout"] == "");
    CHECK(unknown["unused"] == Json{"instruction", "output"});
    const std::vector<std::string> call = {"import", "data", file, "--map", "instruction=prompt", "--map", "output=completion", "--project", project.string()};
    auto dry = call;
    dry.push_back("--dry-run");
    CHECK(onlyAnswer(cli(dry))["first"] == Json::array({{{"prompt", "a"}, {"completion", "b\nc"}}}));
    CHECK(!fs::exists(project / "datasets"));

    auto named = call;
    named.insert(named.end(), {"--name", "mine"});
    const auto done = cli(named, {}, variables);
    CHECK(done.code == 1); // a bad row
    const Json answer = onlyAnswer(done);
    CHECK(answer["layout"] == "prompt_completion");
    CHECK(answer["rows"] == 1);
    CHECK(answer["bad_rows"] == 1);
    CHECK(answer["problems"][0]["code"] == "csv.ragged");
    CHECK(answer["problems"][0]["where"]["line"] == 4);
    CHECK(*readFile(project / "datasets/imported/mine.jsonl") == "{\"prompt\":\"a\",\"completion\":\"b\\nc\"}\n");
    CHECK(readFile(project / "added.toml")->find("mine") != std::string::npos);

    CHECK(cli(named, {}, variables).err.find("already") != std::string::npos);
    CHECK(cli(call, {}, variables).err.find("--name") != std::string::npos);
    CHECK(cli({"import", "data", file, "--layout", "chat"}).code == 2);
}
