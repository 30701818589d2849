// SPDX-License-Identifier: Apache-2.0
// An experiment that is put together piece by piece: the files that come out, and what is wrong on the way.
#include "core/workbench/experiment/wiring.h"
#include "tests/support/budget.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <ctime>
#include <doctest/doctest.h>
#include <random>

using namespace lapidary;

namespace {

std::shared_ptr<const Catalogue> catalogue() {
    static const auto read = [] {
        const TemporaryFolder folder;
        return std::make_shared<const Catalogue>(smallCatalogue(folder.path));
    }();
    return read;
}

ExperimentEditor editorOf(const std::string &main, const std::string &added = {}) {
    auto editor = ExperimentEditor::read({main, added}, "/nowhere", catalogue());
    REQUIRE_MESSAGE(editor.has_value(), (editor ? "" : describe(editor.error())));
    return *editor;
}
ExperimentEditor must(const Result<ExperimentEditor> &changed) {
    REQUIRE_MESSAGE(changed.has_value(), (changed ? "" : describe(changed.error())));
    return *changed;
}
std::string problemsOf(const ExperimentEditor &editor) {
    std::string out;
    for (const Error &each : editor.draft().problems) out += each.field + ": " + each.code + "\n";
    return out;
}

} // namespace

TEST_CASE("renaming a stage renames it wherever it is meant, and nothing of the same name") {
    const std::string file = "[models]\nblank = \"blank\" # sft\n\n[[data]]\nname = \"sft\"\ntask = \"chain_mod\"\n"
                             "count = 5\n\n[[stage]]\nname = \"sft\" # the first\nalgorithm = \"sft\"\n"
                             "model = \"blank\"\ndata = \"sft\"\n\n[[stage]]\nname = \"more\"\nalgorithm = \"sft\"\n"
                             "model = \"sft\" # goes on\ndata = \"sft\"\n";
    const ExperimentEditor editor = editorOf(file);
    const std::string stage = must(editor.rename({"stage", "sft"}, "first")).texts().main;
    CHECK(stage ==
          replaced(replaced(file, "name = \"sft\" #", "name = \"first\" #"), "model = \"sft\"", "model = \"first\""));
    const std::string data = must(editor.rename({"data", "sft"}, "rows")).texts().main;
    CHECK(data == replaced(replaced(file, "[[data]]\nname = \"sft\"", "[[data]]\nname = \"rows\""), "data = \"sft\"",
                           "data = \"rows\""));
    const std::string model = must(editor.rename({"models", "blank"}, "base")).texts().main;
    CHECK(model == replaced(replaced(file, "blank = ", "base = "), "model = \"blank\"", "model = \"base\""));
    CHECK(must(must(editor.rename({"stage", "sft"}, "first")).rename({"stage", "first"}, "sft")).texts().main == file);
    for (const auto &[name, code] : {std::pair("", "config.bad_name"), std::pair("more", "config.duplicate_name"),
                                     std::pair("blank", "config.duplicate_name")}) {
        const auto refused = editor.rename({"stage", "sft"}, name);
        REQUIRE(!refused);
        CHECK(refused.error().code == code);
    }
}

TEST_CASE("what is removed is taken out of where it was named, and the draft says what is missing") {
    const ExperimentEditor editor = editorOf(kSmallExperiment);
    CHECK(problemsOf(editor).find("experiment.") == std::string::npos);
    const ExperimentEditor without = must(editor.remove({{"data", "edge"}}));
    CHECK(without.texts().main.find("\"edge\"") == std::string::npos);
    CHECK(without.table({"data", "edge"}).is_null());
    const ExperimentEditor stageless = must(editor.remove({{"stage", "base"}}));
    CHECK(problemsOf(stageless).find("stage.sft.model: ") != std::string::npos);
    const auto unknown = editor.remove({{"stage", "none"}});
    REQUIRE(!unknown);
    CHECK(unknown.error().code == "experiment.unknown_table");
}

TEST_CASE("a table that is fed by a later one moves behind it, with its comments") {
    const std::string head = "[models]\nblank = \"blank\"\n\n[[data]]\nname = \"d\"\ntask = \"chain_mod\"\ncount = 5\n";
    const std::string a = "# The one.\n[[stage]]\nname = \"a\"\nalgorithm = \"sft\"\nmodel = \"blank\"\ndata = \"d\"\n";
    const std::string b =
        "# The other.\n[[stage]]\nname = \"b\"\nalgorithm = \"sft\"\nmodel = \"blank\"\ndata = \"d\"\n";
    const ExperimentEditor editor = editorOf(head + "\n" + a + "\n" + b);
    const ExperimentEditor wired = must(editor.wire({"stage", "b"}, {"stage", "a"}, "policy"));
    CHECK(wired.texts().main == head + "\n" + b + "\n" + replaced(a, "model = \"blank\"", "model = \"b\""));
    const auto circle = wired.wire({"stage", "a"}, {"stage", "b"}, "policy");
    REQUIRE(!circle);
    CHECK(circle.error().code == "experiment.circle");

    const ExperimentEditor apart = editorOf(head + "\n" + a, b); // and over into the file of additions
    const ExperimentEditor moved = must(apart.wire({"stage", "b"}, {"stage", "a"}, "policy"));
    CHECK(moved.texts().main == head);
    CHECK(moved.texts().added == b + "\n" + replaced(a, "model = \"blank\"", "model = \"b\""));
    CHECK(problemsOf(moved).find("later_stage") == std::string::npos);
}

TEST_CASE("what is copied is pasted under free names and keeps its own ties") {
    const ExperimentEditor editor = editorOf(kSmallExperiment);
    const std::string piece = editor.copy({{"stage", "sft"}, {"stage", "base"}});
    CHECK(piece.starts_with("[[stage]]\nname = \"sft\"\n"));
    std::vector<TableName> named;
    const ExperimentEditor twice = must(editor.paste(editor.copy({{"stage", "base"}, {"stage", "sft"}}), &named));
    REQUIRE(named.size() == 2);
    CHECK(named[0].name == "base 2");
    CHECK(named[1].name == "sft 2");
    CHECK(twice.table(named[1])["model"] == "base 2"); // copied with it
    CHECK(twice.table(named[1])["data"] == "train");   // not copied: the one that is there
    const std::string base = replaced(editor.copy({{"stage", "base"}}), "\"base\"", "\"base 2\"");
    const std::string sft = replaced(replaced(editor.copy({{"stage", "sft"}}), "name = \"sft\"", "name = \"sft 2\""),
                                     "\"base\"", "\"base 2\"");
    CHECK(twice.texts().main == replaced(kSmallExperiment, "\n[[arm]]", "\n" + base + "\n" + sft + "\n[[arm]]"));
    CHECK(must(twice.remove({named[0], named[1]})).draft().experiment.stages.size() ==
          editor.draft().experiment.stages.size());
}

TEST_CASE("ports decide what may be given to what") {
    const ExperimentEditor editor = editorOf(kSmallExperiment);
    const auto ports = [&](const TableName &from, const TableName &to) {
        const auto found = portsFor(editor, from, to);
        if (!found) return found.error().code;
        std::string out;
        for (const auto &each : *found) out += (out.empty() ? "" : ",") + each;
        return out;
    };
    CHECK(ports({"models", "blank"}, {"stage", "sft"}).starts_with("policy"));
    CHECK(ports({"data", "train"}, {"stage", "sft"}) == "train");
    CHECK(ports({"stage", "sft"}, {"stage", "base"}) == "experiment.circle");
    CHECK(ports({"data", "train"}, {"data", "edge"}) == "experiment.no_port");
    const std::string arm = editor.draft().experiment.arms.front().name;
    CHECK(ports({"data", "edge"}, {"arm", arm}) == "buckets");
    CHECK(ports({"stage", "sft"}, {"arm", arm}).starts_with("policy"));
    const ExperimentEditor rows = must(editor.add({{"stage", {{{"name", "pairs"}, {"kind", "pairs"}}}}}));
    const auto samples = portsFor(rows, {"data", "train"}, {"stage", "pairs"}); // samples are not just rows
    REQUIRE(!samples);
    CHECK(samples.error().expected.find("samples") != std::string::npos);
}

TEST_CASE("an experiment grows from nothing to something that can be read") {
    ExperimentEditor editor = editorOf("version = 1\nname = \"mine\"\nrule = \"chain_mod\"\n");
    editor = must(editor.add({{"stage", {withInputs(editor, "stage", {{"name", "sft"}, {"algorithm", "sft"}})}}}));
    CHECK(problemsOf(editor) == "stage.sft.model: config.missing\nstage.sft.data: config.missing\n");
    editor = must(editor.add(
        {{"models", {{"base", "blank"}}}, {"data", {{{"name", "rows"}, {"task", "chain_mod"}, {"count", 9}}}}}));
    editor = must(editor.wire({"models", "base"}, {"stage", "sft"}, "policy"));
    editor = must(editor.wire({"data", "rows"}, {"stage", "sft"}, "train"));
    editor = must(editor.add({{"arm", {withInputs(editor, "arm", {{"name", "greedy"}, {"strategy", "greedy"}})}}}));
    CHECK(editor.table({"arm", "greedy"})["model"] == "sft");
    editor = must(editor.wire({"data", "rows"}, {"arm", "greedy"}, "buckets"));
    CHECK(problemsOf(editor) == "");
    const std::string before = editor.texts().main;
    editor = must(editor.unwire({"data", "rows"}, {"stage", "sft"}));
    CHECK(problemsOf(editor) == "stage.sft.data: config.missing\n");
    editor = must(editor.wire({"data", "rows"}, {"stage", "sft"}, "train"));
    CHECK(editor.texts().main == before);
}

TEST_CASE("tables that are wired at random never stand before what they name") {
    std::mt19937 random(7);
    ExperimentEditor editor = editorOf(kSmallExperiment, "[[stage]]\nname = \"later\"\nalgorithm = \"sft\"\n"
                                                         "model = \"sft\"\ndata = \"train\"\n");
    int wired = 0, circles = 0;
    for (int round = 0; round < 150; ++round) {
        if (round % 10 == 0) editor = must(editor.paste(editor.copy({{"stage", round % 20 == 0 ? "sft" : "later"}})));
        std::vector<TableName> stages;
        for (const Stage &each : editor.draft().experiment.stages) stages.push_back({"stage", each.name});
        const auto any = [&] { return stages[random() % stages.size()]; };
        const TableName from = any(), to = any();
        const auto changed = editor.wire(from, to, "policy");
        if (!changed) {
            CHECK(changed.error().code == "experiment.circle");
            ++circles;
            continue;
        }
        ++wired;
        editor = *changed;
        CHECK(editor.table(to)["model"] == from.name);
        CHECK(problemsOf(editor).find("later_stage") == std::string::npos);
        CHECK(problemsOf(editor).find("circle") == std::string::npos);
        CHECK(editor.draft().experiment.stages.size() == stages.size());
    }
    CHECK(wired > 20);
    CHECK(circles > 5);
}

namespace {

/// As many stages and arms as a long project has, each fed by the one before.
ExperimentEditor longExperiment(int stages) {
    std::string text = kSmallExperiment;
    for (int i = 0; i < stages; ++i) {
        const std::string name = "s" + std::to_string(i), before = i > 0 ? "s" + std::to_string(i - 1) : "sft";
        text += "\n[[stage]]\nname = \"" + name + "\"\nalgorithm = \"sft\"\nmodel = \"" + before +
                "\"\ndata = \"train\"\n[stage.config]\nmax_steps = 3\n\n[[arm]]\nname = \"" + name +
                ", greedy\"\nrole = \"sft\"\nmodel = \"" + name + "\"\nstrategy = \"greedy\"\nbuckets = [\"edge\"]\n";
    }
    return editorOf(text);
}

} // namespace

TEST_CASE("where an edge may end is found at once, and is where there is a port") {
    const ExperimentEditor editor = longExperiment(12);
    std::vector<TableName> all{{"models", "blank"}, {"data", "edge"}, {"data", "train"}};
    for (const char *list : {"stage", "arm"})
        for (const std::string &name : editor.names(list)) all.push_back({list, name});
    CHECK(all.size() == 3 + 14 + 13);
    for (const TableName &from : all) {
        CAPTURE(from.name);
        const std::set<TableName> found = targetsOf(editor, from);
        for (const TableName &to : all)
            CHECK_MESSAGE((found.count(to) > 0) == portsFor(editor, from, to).has_value(), to.name);
    }
    CHECK(editor.madeOf({"stage", "s1"}) == std::set<TableName>{{"data", "edge"},
                                                                {"data", "train"},
                                                                {"models", "blank"},
                                                                {"stage", "base"},
                                                                {"stage", "s0"},
                                                                {"stage", "sft"}});
}

TEST_CASE("an edge begins within a frame on a long experiment") {
    const ExperimentEditor editor = longExperiment(100);
    const std::clock_t begun = std::clock();                 // of this process: neighbours do not count
    CHECK(targetsOf(editor, {"stage", "s0"}).size() == 200); // 99 stages behind it, 101 arms
    CHECK(targetsOf(editor, {"data", "train"}).size() > 200);
    const double milliseconds = 1000.0 * static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
    CHECK(milliseconds < test::budget(2 * 16));
}
