// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/cli/cli.h"
#include "tests/support/small_experiment.h"

using namespace lapidary;
using namespace lapidary::test;

TEST_CASE("data is imported into a project that was only just made, also into one that has no experiment yet") {
    const TemporaryFolder scratch;
    const fs::path worker = scratch.path / "worker/lapidary-worker";
    mustWrite(worker, "");
    fs::permissions(worker, fs::perms::owner_all);
    mustWrite(worker.parent_path() / "catalogue.json", dumpJson(smallCatalogueJson()));
    const Process::Variables variables = {{"LAPIDARY_WORKER", worker.string()}};
    const auto file = scratch.write("rows.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}\n").string();
    for (const bool older : {false, true}) {
        const fs::path project = scratch.path / (older ? "older" : "new");
        REQUIRE(cli({"new", project.string()}, {}, variables).code == 0);
        CHECK(!fs::exists(project / "starter")); // nothing of the ready-made projects
        if (older) fs::remove(project / "experiment.toml");
        const auto done = cli({"import", "data", file, "--name", "mine", "--project", project.string()}, {}, variables);
        CHECK(done.code == 0);
        CHECK(fs::exists(project / "datasets/imported/mine.jsonl"));
        CHECK(readFile(project / "experiment.toml")->find("version = 1") != std::string::npos);
        CHECK(readFile(project / "added.toml")->find("mine") != std::string::npos);
        const auto run = cli({"run", project.string()}, {}, variables);
        CHECK(run.code != 0);
        CHECK(run.err.find("the experiment does nothing") != std::string::npos);
    }
}

TEST_CASE("import data says what repeats and what a tokenizer cannot read as it is written") {
    const TemporaryFolder scratch;
    scratch.write("tokenizer.json", characterTokenizerJson({"a", "b", "4"}, {"<eos>"}, {{"b", "4"}}));
    const auto file = scratch
                          .write("rows.jsonl", "{\"id\":1,\"prompt\":\"ab\",\"completion\":\"4?\"}\n{\"id\":1,"
                                               "\"prompt\":\"a\",\"completion\":\"b\"}\n")
                          .string();
    const auto done = cli({"import", "data", file, "--dry-run", "--tokenizer", scratch.path.string()});
    CHECK(done.code == 0);
    const Json answer = onlyAnswer(done);
    CHECK(answer["duplicates"] == Json{{"ids", 1}, {"rows", 0}});
    CHECK(answer["notes"].size() == 3);
    CHECK(done.err.find("with an id that an earlier row has") != std::string::npos);
    CHECK(done.err.find("reaches across the end of the prompt") != std::string::npos);
    CHECK(done.err.find("1 character in 1 row, first in line 1, cannot be expressed") != std::string::npos);
}

TEST_CASE("import data shows what it would do, does it, and lists every bad row") {
    const TemporaryFolder scratch;
    const fs::path project = scratch.path / "project", worker = scratch.path / "worker/lapidary-worker";
    writeSmallProject(project);
    mustWrite(worker, ""); // a name only: what it can do stands in the catalogue beside it
    fs::permissions(worker, fs::perms::owner_all);
    mustWrite(worker.parent_path() / "catalogue.json", dumpJson(smallCatalogueJson()));
    const Process::Variables variables = {{"LAPIDARY_WORKER", worker.string()}};
    const auto file = scratch.write("rows.csv", "asked,said\na,\"b\nc\"\nonly\n").string();

    const auto unknown = onlyAnswer(cli({"import", "data", file, "--dry-run"}));
    CHECK(unknown["layout"] == "");
    CHECK(unknown["unused"] == Json{"asked", "said"});
    const std::vector<std::string> call = {
        "import", "data", file, "--map", "asked=prompt", "--map", "said=completion", "--project", project.string()};
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
