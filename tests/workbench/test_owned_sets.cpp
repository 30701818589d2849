// SPDX-License-Identifier: Apache-2.0
// Data sets as a person owns them: other names, the trash, and who would miss them.
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/curation/row_edits.h"
#include "core/workbench/data/set_name_change.h"
#include "core/workbench/data/set_trash.h"
#include "tests/support/capture.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;
using Kind = SetName::Kind;

namespace {

constexpr const char *kRows = "{\"prompt\":\"a=3;?a:\",\"completion\":\"A3\"}\n"
                              "{\"prompt\":\"b=4;?b:\",\"completion\":\"A4\"}\n";
/// A set of the author's own, with words that must stay.
constexpr const char *kMine =
    "\n# Mine, from the paper.\n[[data]]\nname = \"mine\" # two rows\nfile = \"mine.jsonl\"\n";

/// Without the blank lines at its end, which a table that goes may leave.
std::string closed(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

struct Given {
    TemporaryFolder folder{};
    std::unique_ptr<Project> project{};

    Given() {
        mustWrite(folder.path / "worker/lapidary-worker", "");
        fs::permissions(folder.path / "worker/lapidary-worker", fs::perms::owner_all);
        mustWrite(folder.path / "worker/catalogue.json", dumpJson(smallCatalogueJson()));
        ::setenv("LAPIDARY_WORKER", (folder.path / "worker/lapidary-worker").c_str(), 1);
        writeSmallProject(folder.path / "project", std::string(kSmallExperiment) + kMine);
        mustWrite(folder.path / "project/mine.jsonl", kRows);
        auto opened = Project::open(folder.path / "project", "test");
        REQUIRE(opened);
        project = std::move(*opened);
    }
    ~Given() { ::unsetenv("LAPIDARY_WORKER"); }
    fs::path path(const std::string &name) const { return project->folder() / name; }
    std::string text(const char *name) const { return readFile(path(name)).value_or(""); }
    bool has(const std::string &name) const { return fs::exists(path(name)); }
    /// An imported set, as the import leaves it.
    void import(const std::string &name, const std::string &rows = kRows) {
        const std::string file = "datasets/imported/" + name + ".jsonl";
        mustWrite(path(file), rows);
        REQUIRE(project->add({{"data", Json::array({{{"name", name}, {"file", file}}})}}));
    }
    std::string usesOf(const SetName &set) const {
        const auto uses = usesOfSet(*project, set);
        if (!uses) return uses.error().code;
        std::string out;
        for (const SetUse &use : *uses)
            out += use.kind + " " + use.name + (use.blocks ? " blocks" : "") + (use.anew ? " anew" : "") + "; ";
        return out;
    }
    std::vector<std::string> mixOf(const std::string &set) const {
        const auto experiment = project->experiment();
        REQUIRE(experiment);
        for (const DataSet &each : experiment->data)
            if (each.name == set) return each.mix;
        return {};
    }
    std::map<std::string, std::string> frozen() const {
        std::map<std::string, std::string> out;
        const auto all = project->store().datasets();
        REQUIRE(all);
        for (const DatasetRecord &each : *all) out[each.hash] = each.name;
        return out;
    }
};

} // namespace

TEST_CASE("a set gets another name wherever it is meant, and no other byte of the files changes") {
    Given given;
    given.import("more");
    REQUIRE(given.project->add(
        {{"data", Json::array({{{"name", "both"}, {"mix", {"more", "edge"}}, {"weights", {1, 0.5}}}})}}));
    REQUIRE(renameSet(*given.project, {Kind::Named, "edge"}, "hard"));
    CHECK(given.text("experiment.toml") ==
          replaced(std::string(kSmallExperiment), "\"edge\"", "\"hard\"") + kMine); // its own and two that name it
    CHECK(given.mixOf("both") == std::vector<std::string>{"more", "hard"});
    REQUIRE(renameSet(*given.project, {Kind::Named, "more"}, "new rows"));
    CHECK(given.mixOf("both") == std::vector<std::string>{"new rows", "hard"});
    CHECK(given.text("added.toml").find("file = \"datasets/imported/new rows.jsonl\"") != std::string::npos);
    CHECK(given.has("datasets/imported/new rows.jsonl"));
    CHECK(!given.has("datasets/imported/more.jsonl")); // another import may be called so
    REQUIRE(renameSet(*given.project, {Kind::Named, "mine"}, "ours"));
    CHECK(given.text("mine.jsonl") == kRows); // the author's file stays
    REQUIRE(renameSet(*given.project, {Kind::Named, "ours"}, "mine"));
    REQUIRE(renameSet(*given.project, {Kind::Named, "hard"}, "edge"));
    CHECK(given.text("experiment.toml") == std::string(kSmallExperiment) + kMine);
    CHECK(given.project->experiment());
}

TEST_CASE("rows that were frozen of a set are called after it, whatever that is called by now") {
    Given given;
    const auto experiment = given.project->experiment();
    REQUIRE(experiment);
    REQUIRE(given.project->plan(*experiment));
    given.import("extra");
    REQUIRE(beginCuration(given.project->folder(), "edge", given.path("mine.jsonl"), "ada"));
    std::string curated;
    {
        const auto rows = openCurated(given.project->folder(), "edge", true);
        REQUIRE(rows);
        const auto frozen = freezeRows(given.project->folder(), given.project->store(), **rows, "edge", {}, "ada");
        REQUIRE(frozen);
        curated = frozen->record.hash;
    }
    const auto before = given.frozen();
    REQUIRE(renameSet(*given.project, {Kind::Named, "edge"}, "hard"));
    for (const auto &[hash, name] : given.frozen()) {
        CAPTURE_BOUND(hash);
        CHECK(name == (hash != curated && before.at(hash) == "edge" ? "hard" : before.at(hash)));
    }
    REQUIRE(renameSet(*given.project, {Kind::Curated, "edge"}, "by hand"));
    CHECK(given.frozen()[curated] == "by hand");
    CHECK(curatedNames(given.project->folder()) == std::vector<std::string>{"by hand"});
    CHECK(openCurated(given.project->folder(), "by hand", false));
}

TEST_CASE("a name that cannot be is refused, and nothing has changed") {
    Given given;
    given.import("more");
    mustWrite(given.path("datasets/imported/free.jsonl"), "{}\n"); // of nobody
    REQUIRE(beginCuration(given.project->folder(), "more", given.path("mine.jsonl"), "ada"));
    REQUIRE(beginCuration(given.project->folder(), "other", given.path("mine.jsonl"), "ada"));
    const std::string main = given.text("experiment.toml"), added = given.text("added.toml");
    const auto refused = [&](Kind kind, const char *set, const std::string &name) {
        const auto done = renameSet(*given.project, {kind, set}, name);
        return done ? std::string("done") : done.error().code;
    };
    CHECK(refused(Kind::Named, "more", "edge") == "config.duplicate_name");
    CHECK(refused(Kind::Named, "more", "") == "config.bad_name");
    CHECK(refused(Kind::Named, "more", "free") == "data.place_taken");
    CHECK(refused(Kind::Named, "none", "any") == "data.unknown_set");
    CHECK(refused(Kind::Curated, "more", "other") == "data.place_taken");
    CHECK(refused(Kind::Curated, "more", "a/b") == "import.bad_name");
    CHECK(refused(Kind::Curated, "none", "any") == "data.unknown_set");
    CHECK(refused(Kind::Snapshot, "0123", "any") == "data.snapshot_name");
    CHECK(given.text("experiment.toml") == main);
    CHECK(given.text("added.toml") == added);
    CHECK(given.has("datasets/imported/more.jsonl"));
    CHECK(given.text("datasets/imported/free.jsonl") == "{}\n");
}

TEST_CASE("a set whose new name would mean a stage keeps its own") {
    Given given;
    mustWrite(given.path("experiment.toml"), std::string(kSmallExperiment) +
                                                 "\n[[stage]]\nname = \"drawn\"\nkind = \"sample\"\nmodel = \"sft\"\n"
                                                 "data = \"edge\"\n");
    const auto done = renameSet(*given.project, {Kind::Named, "train"}, "drawn");
    const bool meant = given.text("experiment.toml").find("data = \"train\"") != std::string::npos;
    CHECK((done ? !meant : meant && done.error().code == "config.duplicate_name"));
}

TEST_CASE("who needs a set is told, and it is not deleted before") {
    Given given;
    CHECK(given.usesOf({Kind::Named, "edge"}) == "data train blocks; arm sft, greedy blocks; ");
    CHECK(given.usesOf({Kind::Named, "none"}) == "data.unknown_set");
    REQUIRE(given.project->store().save(
        RunRecord{.id = "03", .name = "sft, greedy", .kind = "evaluate", .inputHash = "03", .state = "finished"}));
    mustWrite(given.path("runs/03/run.toml"), "kind = \"evaluate\"\n");
    CHECK(given.usesOf({Kind::Named, "edge"}) == "data train blocks; arm sft, greedy blocks anew; ");
    const auto refused = deleteSet(*given.project, {Kind::Named, "edge"});
    REQUIRE(!refused);
    CHECK(refused.error().code == "data.in_use");
    CHECK(refused.error().found.str() == "data train, arm sft, greedy");
    CHECK(!given.has("trash"));
    CHECK(given.text("experiment.toml") == std::string(kSmallExperiment) + kMine);
}

TEST_CASE("a deleted set comes back as it was: its table, its words and its file") {
    Given given;
    given.import("more");
    const std::string added = given.text("added.toml");
    const auto gone = deleteSet(*given.project, {Kind::Named, "more"});
    REQUIRE_MESSAGE(gone, (gone ? "" : describe(gone.error())));
    CHECK(gone->bytes == std::string(kRows).size());
    CHECK(!given.has("datasets/imported/more.jsonl"));
    CHECK(given.text("added.toml").find("more") == std::string::npos);
    const auto own = deleteSet(*given.project, {Kind::Named, "mine"});
    REQUIRE(own);
    CHECK(given.text("mine.jsonl") == kRows); // the author's file is no file of the project
    CHECK(closed(given.text("experiment.toml")) == closed(kSmallExperiment));
    const auto all = trashedSets(given.project->folder());
    REQUIRE(all.size() == 2);
    CHECK(all[0].set == SetName{Kind::Named, "mine"}); // the newest first
    REQUIRE(putBackSet(*given.project, own->id));
    CHECK(given.text("experiment.toml").find("# Mine, from the paper.\n[[data]]\nname = \"mine\" # two rows\n") !=
          std::string::npos);
    REQUIRE(putBackSet(*given.project, gone->id));
    CHECK(closed(given.text("added.toml")) == closed(added));
    CHECK(given.text("datasets/imported/more.jsonl") == kRows);
    CHECK(trashedSets(given.project->folder()).empty());
    CHECK(putBackSet(*given.project, gone->id).error().code == "data.not_in_trash");
    CHECK(given.project->experiment());
}

TEST_CASE("curated rows keep their history in the trash, and a place that is taken by now is told") {
    Given given;
    const fs::path folder = given.project->folder();
    REQUIRE(beginCuration(folder, "hand", given.path("mine.jsonl"), "ada"));
    {
        const auto rows = openCurated(folder, "hand", true);
        REQUIRE(rows);
        REQUIRE(editField(**rows, 1, "completion", "A7", "ada"));
    }
    const auto gone = deleteSet(*given.project, {Kind::Curated, "hand"});
    REQUIRE_MESSAGE(gone, (gone ? "" : describe(gone.error())));
    CHECK(curatedNames(folder).empty());
    REQUIRE(beginCuration(folder, "hand", given.path("mine.jsonl"), "ada"));
    const auto taken = putBackSet(*given.project, gone->id);
    REQUIRE(!taken);
    CHECK(taken.error().code == "data.place_taken");
    const auto second = deleteSet(*given.project, {Kind::Curated, "hand"});
    REQUIRE(second);
    REQUIRE(putBackSet(*given.project, gone->id));
    const auto rows = openCurated(folder, "hand", true);
    REQUIRE(rows);
    CHECK((*rows)->editsOfRow(1)->size() == 1);
    CHECK((*rows)->nextUndo() == 1);
    REQUIRE(forgetSet(*given.project, second->id));
    CHECK(trashedSets(folder).empty());
    CHECK(!given.has("trash/" + second->id));
}

TEST_CASE("a snapshot that a set of the experiment reads stays, and so does one that a queued run waits for") {
    Given given;
    const fs::path folder = given.project->folder();
    REQUIRE(beginCuration(folder, "hand", given.path("mine.jsonl"), "ada"));
    std::string hash;
    {
        const auto rows = openCurated(folder, "hand", true);
        REQUIRE(rows);
        hash = freezeRows(folder, given.project->store(), **rows, "hand", {}, "ada")->record.hash;
    }
    const Json table = {{"name", "kept"}, {"file", "datasets/" + hash + "/rows.jsonl"}};
    REQUIRE(given.project->add({{"data", Json::array({table})}}));
    CHECK(given.usesOf({Kind::Snapshot, hash}) == "data kept blocks; ");
    CHECK(given.usesOf({Kind::Curated, "hand"}) == "data kept; "); // what was frozen stays without it
    CHECK(deleteSet(*given.project, {Kind::Snapshot, hash}).error().code == "data.in_use");
    REQUIRE(deleteSet(*given.project, {Kind::Named, "kept"}));
    CHECK(given.has("datasets/" + hash + "/rows.jsonl")); // frozen rows are no file of the set
    const auto gone = deleteSet(*given.project, {Kind::Snapshot, hash});
    REQUIRE(gone);
    CHECK(gone->shown == "hand");
    CHECK(!given.has("datasets/" + hash + "/rows.jsonl"));
    REQUIRE(putBackSet(*given.project, gone->id));
    CHECK(given.text(("datasets/" + hash + "/rows.jsonl").c_str()) == kRows);

    const auto plan = given.project->plan(*given.project->experiment());
    REQUIRE(plan);
    for (const PlannedRun &each : plan->runs)
        REQUIRE(given.project->store().save(RunRecord{
            .id = each.id, .name = each.name, .kind = each.kind, .inputHash = each.inputHash, .state = "queued"}));
    for (const auto &[frozen, name] : given.frozen())
        if (name == "train") CHECK(given.usesOf({Kind::Snapshot, frozen}).find(" blocks; ") != std::string::npos);
}

TEST_CASE("a sheet in the trash that leads elsewhere is refused, and is told beside the others") {
    Given given;
    const auto sheet = [](const char *change) {
        Json value = toJson(TrashedSet{.set = {Kind::Curated, "x"}, .shown = "x", .files = {"datasets/x"}});
        value.merge_patch(Json::parse(change));
        const auto read = trashedFromJson(value);
        return read ? std::string("read") : read.error().code;
    };
    CHECK(sheet("{}") == "read");
    CHECK(sheet(R"({"files":["../../etc/passwd"]})") == "data.bad_trash");
    CHECK(sheet(R"({"files":["/etc/passwd"]})") == "data.bad_trash");
    CHECK(sheet(R"({"files":["a/../.."]})") == "data.bad_trash");
    CHECK(sheet(R"({"files":[""]})") == "data.bad_trash");
    CHECK(sheet(R"({"files":7})") == "data.bad_trash");
    CHECK(sheet(R"({"kind":"other"})") == "data.bad_trash");
    CHECK(sheet(R"({"added":"yes"})") == "data.bad_trash");
    CHECK(!trashedFromJson(Json::array()));
    mustWrite(given.path("trash/3/set.json"), "no JSON");
    mustWrite(given.path("trash/notes.txt"), "of somebody else");
    std::vector<Error> problems;
    CHECK(trashedSets(given.project->folder(), &problems).empty());
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].file.find("trash/3/set.json") != std::string::npos);
    CHECK(!putBackSet(*given.project, "3"));
    CHECK(putBackSet(*given.project, "../3").error().code == "data.not_in_trash");
}
