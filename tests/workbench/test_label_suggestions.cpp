// SPDX-License-Identifier: Apache-2.0
// What judges say of pairs, beside the labels of people and never among them.
#include "core/config/spec.h"
#include "core/data/feedback/ai_label.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/kinds/pair.h"
#include "core/workbench/labels/kinds/ranking.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/labels/label_items.h"
#include "core/workbench/labels/label_suggestions.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;
using doctest::Approx;

namespace {

LabelItem pairOf(const std::string &id, const std::string &a, const std::string &b) {
    return {.id = id, .prompt = "p" + id, .answers = {{.text = a}, {.text = b}}, .origin = "runs"};
}

/// A line as the judge's stage writes it: `a` is what it was shown first.
Json judgement(const LabelItem &item, bool turned, double first, double second, const std::string &principle = "") {
    Contest contest{.id = item.id, .prompt = item.prompt};
    contest.a.cell = item.answers[turned ? 1 : 0].text;
    contest.b.cell = item.answers[turned ? 0 : 1].text;
    Json row = labelledRow(contest, {first, second});
    if (!principle.empty()) row["principle"] = principle;
    row["reasons"] = {"a first", "b first"};
    return {{"id", item.id}, {"first", first}, {"second", second}, {"row", std::move(row)}};
}

struct JudgedProject {
    TemporaryFolder folder{};
    std::unique_ptr<Project> project{};
    LabelQueue queue{.name = "q", .setup = {.kind = &pairKind()}, .seed = 3};
    JudgedProject() {
        auto made = Project::openOrMake(folder.path, "test");
        REQUIRE(made);
        project = std::move(*made);
        for (const char *id : {"0", "1", "2", "3"})
            queue.items.push_back(pairOf(id, std::string("yes ") + id, std::string("no ") + id));
    }
    void run(const std::string &id, const std::vector<Json> &lines, const char *state = "finished") {
        REQUIRE(project->store().save(
            RunRecord{.id = id, .name = id.substr(3), .kind = "feedback", .inputHash = id, .state = state}));
        fs::create_directories(project->runFolder(id));
        mustWrite(project->runFolder(id) / kJudgementsFile, toJsonl(lines));
    }
};

/// Whatever the order on the screen.
void prefer(LabelDesk &desk, char answer) {
    REQUIRE(desk.act(desk.order().starts_with(answer) ? "left" : "right"));
}

} // namespace

TEST_CASE("a judgement finds its pair, whichever answer the judge was shown first") {
    JudgedProject p;
    const auto &items = p.queue.items;
    p.run("01-judge", {judgement(items[0], false, 0.9, 0.7, "kind"), judgement(items[1], true, 0.9, 0.6),
                       judgement(pairOf("9", "of", "another"), false, 0.9, 0.9)});
    p.run("02-late", {judgement(items[0], true, 0.25, 0.125)});
    p.run("03-going", {judgement(items[2], false, 1, 1)}, "running");
    const auto said = suggestionsFor(*p.project, p.queue);
    REQUIRE_MESSAGE(said, describe(said.error()));
    REQUIRE(said->size() == 2);
    const auto &two = said->at("0");
    REQUIRE(two.size() == 2); // the newest first
    CHECK(two[0].name == "late");
    CHECK(two[0].first == Approx(0.875)); // asked with answer a in the first place, which was the judge's b
    CHECK(two[0].second == Approx(0.75));
    CHECK(two[0].reasons == std::array<std::string, 2>{"b first", "a first"});
    CHECK(two[1].principle == "kind");
    CHECK(two[1].first == 0.9);
    CHECK(two[1].soft() == Approx(0.8));
    CHECK(two[1].reasons == std::array<std::string, 2>{"a first", "b first"});
    const LabelSuggestion &other = said->at("1")[0];
    CHECK(other.preferred() == 'b');
    CHECK(other.verdict("ab") == "right");
    CHECK(other.verdict("ba") == "left");
    CHECK(LabelSuggestion{}.verdict("ab") == "tie");
    LabelQueue rankings = p.queue;
    rankings.setup.kind = &rankingKind();
    CHECK(suggestionsFor(*p.project, rankings)->empty());
}

TEST_CASE("a judgement without its probabilities is told") {
    JudgedProject p;
    Json line = judgement(p.queue.items[0], false, 0.9, 0.7);
    line["second"] = 2;
    p.run("01-judge", {line});
    CHECK(suggestionsFor(*p.project, p.queue).error().code == "labels.bad_judgement");
}

TEST_CASE("a run of a judge gives the pairs that it compared") {
    JudgedProject p;
    p.run("01-judge", {judgement(p.queue.items[0], false, 0.9, 0.7), judgement(p.queue.items[1], true, 0.9, 0.6)});
    const auto made = itemsFor(*p.project, {"judge"}, pairKind(), {});
    REQUIRE_MESSAGE(made, describe(made.error()));
    CHECK(made->items.size() == 2);
    LabelQueue queue{.name = "j", .setup = {.kind = &pairKind()}, .items = made->items};
    CHECK(suggestionsFor(*p.project, queue)->size() == 2);
}

TEST_CASE("a suggestion that is taken over is the person's label and says whose it was; undo takes it back") {
    JudgedProject p;
    LabelDesk desk(LabelState(p.queue.items, p.queue.setup), {.queue = "q", .annotator = "ada", .seed = 3});
    desk.seeSuggestion();
    desk.seeSuggestion(); // once is enough
    REQUIRE(desk.accept("left", "01-judge"));
    CHECK(desk.index() == 1u);
    const LabelMark first = desk.state().marks()[0];
    CHECK(first.accepted == "01-judge");
    CHECK(!first.unaided);
    prefer(desk, 'a');
    CHECK(desk.state().marks()[1].accepted.empty());
    CHECK(desk.state().marks()[1].unaided);
    CHECK(!desk.accept("", "01-judge"));
    CHECK(!desk.accept("left", ""));
    REQUIRE(desk.reject("01-judge"));
    CHECK(!desk.reject("01-judge"));
    CHECK(desk.state().marks()[2].status() == LabelStatus::Pending); // no verdict of anybody
    CHECK(desk.state().marks()[2].rejected == "01-judge");
    REQUIRE(desk.undo());
    CHECK(desk.state().marks()[2].rejected.empty());
    REQUIRE(desk.undo());
    REQUIRE(desk.undo()); // the label that was taken over
    CHECK(desk.state().marks()[0].status() == LabelStatus::Pending);
    CHECK(desk.state().marks()[0].suggested); // what was seen cannot be undone
    prefer(desk, 'b');
    CHECK(desk.state().marks()[0].accepted.empty());
    CHECK(!desk.state().marks()[0].unaided);

    LabelState replayed(p.queue.items, p.queue.setup);
    std::size_t seen = 0;
    for (const LabelEvent &event : desk.take()) {
        seen += event.kind == "suggested";
        replayed.apply(event);
    }
    CHECK((replayed == desk.state()));
    CHECK(seen == 1);
}

TEST_CASE("no row of a data set is of a judge alone, and one that was taken over says so") {
    JudgedProject p;
    p.run("01-judge", {judgement(p.queue.items[0], false, 0.9, 0.9), judgement(p.queue.items[1], false, 0.9, 0.9),
                       judgement(p.queue.items[2], false, 0.9, 0.9)});
    LabelDesk desk(LabelState(p.queue.items, p.queue.setup), {.queue = "q", .annotator = "ada", .seed = 3});
    REQUIRE(desk.accept(suggestionsFor(*p.project, p.queue)->at("0")[0].verdict(desk.order()), "01-judge"));
    prefer(desk, 'b');
    const LabelRows made = labelRows({{"ada", desk.state()}});
    REQUIRE(made.rows.size() == 2);
    CHECK(made.accepted == 1);
    CHECK(made.open == 2);
    CHECK(made.rows[0]["chosen"] == "yes 0");
    CHECK(made.rows[0]["suggested_by"] == "01-judge");
    CHECK(made.rows[1]["chosen"] == "no 1");
    CHECK(!made.rows[1].contains("suggested_by"));
}

TEST_CASE("agreement with a judge is counted by principle, and never of what was taken over from it") {
    JudgedProject p;
    const auto &items = p.queue.items;
    p.run("01-judge", {judgement(items[0], false, 0.9, 0.9, "kind"), judgement(items[1], false, 0.9, 0.4, "kind"),
                       judgement(items[2], false, 0.2, 0.2, "short"), judgement(items[3], false, 0.5, 0.5, "short")});
    const auto said = suggestionsFor(*p.project, p.queue);
    REQUIRE(said);
    LabelDesk desk(LabelState(items, p.queue.setup), {.queue = "q", .annotator = "ada", .seed = 3});
    prefer(desk, 'a'); // unaided, as the judge says
    desk.seeSuggestion();
    prefer(desk, 'b'); // seen, and otherwise
    REQUIRE(desk.accept(said->at("2")[0].verdict(desk.order()), "01-judge"));
    prefer(desk, 'a'); // the judge prefers neither
    LabelDesk bob(LabelState(items, p.queue.setup), {.queue = "q", .annotator = "bob", .seed = 3});
    bob.show(2);
    prefer(bob, 'b');
    const auto all = judgeAgreement({{"ada", desk.state()}, {"bob", bob.state()}}, *said);
    REQUIRE(all.size() == 2);
    CHECK(all[0].judge == "judge");
    CHECK(all[0].principle == "kind");
    CHECK(all[0].same.of == 2);
    CHECK(all[0].same.interval.value == 0.5);
    REQUIRE(all[0].unaided);
    CHECK(all[0].unaided->of == 1);
    CHECK(all[0].unaided->interval.value == 1);
    CHECK(all[0].consistent.interval.value == 0.5); // 0.9 in one order, 0.4 in the other
    CHECK(all[1].principle == "short");
    CHECK(all[1].same.of == 1); // bob's alone: ada took hers over
    CHECK(all[1].same.interval.value == 1);
}
