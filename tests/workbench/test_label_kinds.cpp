// SPDX-License-Identifier: Apache-2.0
#include "core/config/spec.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/kinds/ideal.h"
#include "core/workbench/labels/kinds/pair.h"
#include "core/workbench/labels/kinds/ranking.h"
#include "core/workbench/labels/kinds/ratings.h"
#include "core/workbench/labels/kinds/spans.h"
#include "core/workbench/labels/kinds/steps.h"
#include "core/workbench/labels/kinds/thumbs.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/labels/label_items.h"
#include "core/workbench/labels/label_quality.h"
#include "tests/support/capture.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

LabelItem itemOf(std::size_t answers, const std::string &id = "i") {
    LabelItem item{.id = id, .prompt = "p", .origin = "runs"};
    for (std::size_t i = 0; i < answers; ++i)
        item.answers.push_back({.text = "text " + std::string(i + 1, static_cast<char>('a' + i)), .name = "run"});
    return item;
}

LabelDesk deskOf(const LabelKind &kind, std::vector<LabelItem> items, const std::string &who = "ada",
                 std::vector<std::string> criteria = {}) {
    return LabelDesk(LabelState(std::move(items), {.kind = &kind, .criteria = std::move(criteria)}),
                     {.queue = "q", .annotator = who, .seed = 1});
}

std::vector<Json> rowsOf(const LabelDesk &desk) {
    return labelRows({{desk.session().annotator, desk.state()}}).rows;
}

/// A project with frozen data sets.
struct DataProject {
    TemporaryFolder folder{};
    std::unique_ptr<Project> project{};
    DataProject() {
        auto made = Project::openOrMake(folder.path, "test");
        REQUIRE(made);
        project = std::move(*made);
    }
    void keep(const std::string &name, const std::vector<Json> &rows) {
        const fs::path set = project->folder() / "datasets" / ("h-" + name);
        fs::create_directories(set);
        mustWrite(set / "rows.jsonl", toJsonl(rows));
        REQUIRE(project->store().save(DatasetRecord{.hash = "h-" + name, .name = name, .origin = "{}", .rows = 1}));
    }
    Result<LabelItems> made(const std::string &name, const LabelKind &kind, const LabelItemsConfig &config = {}) {
        return itemsFor(*project, {"data:" + name}, kind, config);
    }
};

Json said(const char *role, const char *words) {
    return Json::array({{{"role", role}, {"content", words}}});
}

/// The key's number of an answer, as it stands on the screen.
std::string place(const LabelDesk &desk, char answer) {
    return "place" + std::to_string(desk.order().find(answer) + 1);
}

} // namespace

TEST_CASE("a ranking: one key an answer, ties by the emphatic one, and what is not named is behind") {
    auto desk = deskOf(rankingKind(), {itemOf(3, "x"), itemOf(4, "y")});
    REQUIRE(desk.act(place(desk, 'b')));
    CHECK(desk.mark()->begun == "b");
    CHECK(desk.mark()->status() == LabelStatus::Draft);
    REQUIRE(desk.act(place(desk, 'c')));
    REQUIRE(desk.act(place(desk, 'b'))); // out again
    CHECK(desk.mark()->begun == "c");
    REQUIRE(desk.act(place(desk, 'b'), true));
    CHECK(desk.mark()->begun == "c=b");
    REQUIRE(desk.act(place(desk, 'a')));
    CHECK(desk.index() == 1u); // the last key was the verdict
    CHECK(desk.state().marks()[0].verdict == "c=b>a");
    CHECK(desk.state().marks()[0].begun.empty());
    const auto first = rowsOf(desk);
    REQUIRE(first.size() == 2); // b and c over a, nothing between them
    for (const Json &row : first) CHECK(row["rejected"] == "text a");

    REQUIRE(desk.act(place(desk, 'd')));
    REQUIRE(desk.act(place(desk, 'a')));
    REQUIRE(desk.act("submit"));
    CHECK(desk.state().marks()[1].verdict == "d>a"); // b and c are behind, and nothing is said between them
    const auto all = rowsOf(desk);
    CHECK(all.size() == 2 + 5);
    for (const Json &row : all) CHECK(!(row["chosen"] == "text bb" && row["rejected"] == "text ccc"));
    CHECK(desk.state().kind().values(desk.state().task(1), desk.state().marks()[1]) ==
          std::vector<std::optional<double>>{2, 3, 3, 1});
    CHECK(desk.state().kind().values(desk.state().task(0), desk.state().marks()[0]) ==
          std::vector<std::optional<double>>{3, 1, 1});
}

TEST_CASE("a ranking by moving answers up and down, and as a whole") {
    auto desk = deskOf(rankingKind(), {itemOf(3)});
    desk.aim(desk.order().find('c'));
    REQUIRE(desk.begin("a>b>c"));
    REQUIRE(desk.act("raise"));
    CHECK(desk.mark()->begun == "a>c>b");
    REQUIRE(desk.act("raise"));
    CHECK(desk.mark()->begun == "c>a>b");
    CHECK(!desk.act("raise")); // it is the first
    REQUIRE(desk.act("lower"));
    CHECK(desk.mark()->begun == "a>c>b");
    for (int i = 0; i < 3; ++i) CHECK(desk.undo());
    CHECK(desk.mark()->begun == "a>b>c");
    CHECK(!desk.begin("a>z"));
    CHECK(!desk.begin("a>a"));
    CHECK(!desk.begin(">a"));
    CHECK(!desk.act("place4"));
    REQUIRE(desk.act("submit"));
    CHECK(desk.mark()->verdict == "a>b>c");
}

TEST_CASE("ratings: a digit fills a cell and goes on; several answers teach preferences, one whether it is good") {
    auto desk = deskOf(ratingsKind(), {itemOf(2, "x"), itemOf(1, "y"), itemOf(1, "z"), itemOf(1, "w")}, "ada",
                       {"right", "short"});
    const bool swapped = desk.order() == "ba";
    CHECK(!desk.act("submit"));
    for (const char *key : {"rate5", "rate4", "rate2"}) REQUIRE(desk.act(key));
    CHECK(desk.at() == 3);
    CHECK(!desk.act("submit")); // one is missing
    desk.aim(0);
    REQUIRE(desk.act("rate3")); // another opinion; it goes on to what is missing
    CHECK(desk.at() == 3);
    REQUIRE(desk.act("rate1"));
    CHECK(desk.index() == 1u);
    CHECK(desk.state().marks()[0].verdict == (swapped ? "21/34" : "34/21"));
    CHECK(desk.state().brief(0) == "34 21"); // as it stood on the screen
    for (const auto &[first, second] : {std::pair{"rate4", "rate3"}, {"rate2", "rate3"}, {"rate3", "rate3"}}) {
        REQUIRE(desk.act(first));
        REQUIRE(desk.act(second));
    }
    const auto made = labelRows({{"ada", desk.state()}});
    REQUIRE(made.rows.size() == 3);
    CHECK(made.silent == 1); // in the middle
    CHECK(made.rows[0]["chosen"] == (swapped ? "text bb" : "text a"));
    CHECK(made.rows[1]["label"] == true);
    CHECK(made.rows[2]["label"] == false);
}

TEST_CASE("thumbs, and an ideal answer beside a bad one") {
    auto desk = deskOf(thumbsKind(), {itemOf(1, "x"), itemOf(1, "y")});
    desk.act("good");
    desk.ideal("as it should be");
    desk.act("bad");
    const auto rows = rowsOf(desk);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0] == Json{{"id", "x"}, {"prompt", "p"}, {"completion", "text a"}, {"label", true}});
    CHECK(rows[1]["label"] == false);
    CHECK(rows[2] == Json{{"id", "y/ideal"}, {"prompt", "p"}, {"completion", "as it should be"}, {"label", true}});
}

TEST_CASE("a row of a single answer says whether it was cut, whatever kind of label it is of") {
    LabelItem cut = itemOf(1, "x");
    cut.answers[0].terminated = false;
    auto thumbs = deskOf(thumbsKind(), {cut});
    thumbs.act("bad");
    thumbs.ideal("whole");
    const auto rows = rowsOf(thumbs);
    REQUIRE(rows.size() >= 1);
    CHECK(rows[0]["terminated"] == false);
    LabelItem pair = itemOf(2, "y");
    pair.answers[1].terminated = false;
    const LabelMark mark{.verdict = "both_bad", .ideal = "better"};
    const auto judged = pairKind().judged({pair, "ab", {}}, mark);
    REQUIRE(judged.size() == 3);
    CHECK(std::get<Unpaired>(judged[0].what).terminated);
    CHECK(!std::get<Unpaired>(judged[1].what).terminated);
    CHECK(std::get<Unpaired>(judged[2].what).terminated); // an ideal answer is whole
}

TEST_CASE("steps: each by its key, or the first error with all before it right and nothing said behind") {
    LabelItem chain = itemOf(1, "x");
    chain.steps = {"one", "two", "three", "four"};
    LabelItem other = chain;
    other.id = "y";
    LabelItem third = chain;
    third.id = "z";
    auto desk = deskOf(stepsKind(), {chain, other, third});
    for (const char *key : {"right_step", "neutral_step", "wrong_step"}) REQUIRE(desk.act(key));
    CHECK(desk.mark()->begun == "+0-?");
    REQUIRE(desk.act("right_step"));
    CHECK(desk.state().marks()[0].verdict == "+0-+");
    desk.aim(2);
    REQUIRE(desk.act("first_error"));
    CHECK(desk.state().marks()[1].verdict == "++-?");
    REQUIRE(desk.act("right_step"));
    CHECK(!desk.act("submit")); // nobody knows where the first error is
    REQUIRE(desk.act("wrong_step"));
    REQUIRE(desk.act("submit"));
    const auto rows = rowsOf(desk);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["labels"] == Json{true, 0.5, false, true});
    CHECK(rows[0]["completions"] == Json{"one", "two", "three", "four"});
    CHECK(rows[1]["labels"] == Json{true, true, false, nullptr});
    CHECK(rows[2]["labels"] == Json{true, false, nullptr, nullptr});
}

TEST_CASE("an ideal answer is written, or one is taken as it is") {
    auto desk = deskOf(idealKind(), {itemOf(1, "x"), itemOf(0, "y"), itemOf(1, "z")});
    CHECK(!desk.act("submit")); // nothing is written
    desk.ideal("better");
    REQUIRE(desk.act("submit"));
    desk.ideal("written");
    CHECK(!desk.act("take1"));
    REQUIRE(desk.act("submit"));
    REQUIRE(desk.act("take1"));
    const auto rows = rowsOf(desk);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["completion"] == "better");
    CHECK(rows[1]["completion"] == "written");
    CHECK(rows[2]["completion"] == "text a");
    REQUIRE(desk.undo());
    desk.show(0);
    desk.ideal(""); // taken away again: then nothing is taught
    CHECK(rowsOf(desk).size() == 1);
}

TEST_CASE("what was seen of names is written down, and blindness does not come back") {
    auto desk = deskOf(pairKind(), {itemOf(2, "x"), itemOf(2, "y"), itemOf(2, "z")});
    CHECK(!desk.showsNames());
    desk.act("left");
    CHECK(desk.state().marks()[0].blind);
    desk.show(0); // judged: whose they are is told
    CHECK(desk.showsNames());
    desk.undo();
    CHECK(desk.showsNames()); // they cannot be forgotten
    desk.act("right");
    CHECK(!desk.state().marks()[0].blind);
    desk.show(1);
    desk.unblind();
    CHECK(desk.showsNames());
    CHECK(!desk.state().blind());
    desk.act("left");
    CHECK(!desk.state().marks()[1].blind);
    LabelState again({itemOf(2, "x"), itemOf(2, "y"), itemOf(2, "z")});
    for (const auto &event : desk.take()) again.apply(event);
    CHECK((again == desk.state()));
}

TEST_CASE("an item that is asked again stands the other way round; consistency, place and length are told") {
    std::vector<LabelItem> items;
    for (int i = 0; i < 8; ++i) items.push_back(itemOf(2, std::to_string(i)));
    askTwice(items, 0.5, 3);
    REQUIRE(items.size() == 12);
    auto desk = deskOf(pairKind(), items);
    for (const LabelItem &item : items) {
        if (item.repeats.empty()) continue;
        const auto original =
            std::find_if(items.begin(), items.end(), [&](auto &each) { return each.id == item.repeats; });
        CHECK(original < items.begin() + (&item - items.data())); // behind it
        CHECK(drawnOrder(1, item) != drawnOrder(1, *original));
        CHECK(item.answers == original->answers);
    }
    for (std::size_t i = 0; i < items.size(); ++i) desk.act("left"); // who prefers a side contradicts himself
    auto told = qualityOf({{"ada", desk.state()}});
    REQUIRE(told.people.size() == 1);
    REQUIRE(told.people[0].steady);
    CHECK(told.people[0].steady->of == 4);
    CHECK(told.people[0].steady->interval.value == 0);
    CHECK(told.people[0].first->interval.value == 1);
    CHECK(labelRows({{"ada", desk.state()}}).rows.size() == 8); // a repeat is no row of its own

    auto other = deskOf(pairKind(), items, "bob");
    for (std::size_t i = 0; i < items.size(); ++i) other.act(other.order()[0] == 'b' ? "left" : "right");
    told = qualityOf({{"bob", other.state()}});
    CHECK(told.people[0].steady->interval.value == 1);
    CHECK(told.people[0].longer->interval.value == 1); // b is the longer one
    CHECK(told.people[0].longer->of == 12);
    CHECK(told.people[0].figures.done == 12);
}

TEST_CASE("agreement of people, the majority, and what somebody settles") {
    std::vector<LabelItem> items;
    for (int i = 0; i < 6; ++i) items.push_back(itemOf(1, std::to_string(i)));
    const auto said = [&](const std::string &who, const std::string &verdicts) {
        auto desk = deskOf(thumbsKind(), items, who);
        for (std::size_t i = 0; i < verdicts.size(); ++i) {
            desk.show(i);
            if (verdicts[i] != ' ') desk.act(verdicts[i] == '+' ? "good" : "bad");
        }
        return std::pair(who, desk.state());
    };
    const LabelBook two{said("ada", "++-+-+"), said("bob", "++--+ ")};
    const auto quality = qualityOf(two);
    REQUIRE(quality.agreements.size() == 1);
    CHECK(quality.agreements[0].same.of == 5);
    CHECK(quality.agreements[0].same.interval.value == doctest::Approx(0.6));
    REQUIRE(quality.agreements[0].kappa); // p_o = 0.6, p_e = 0.6 · 0.6 + 0.4 · 0.4
    CHECK(quality.agreements[0].kappa->interval.value == doctest::Approx((0.6 - 0.52) / 0.48));
    REQUIRE(quality.alpha);
    CHECK(quality.alpha->of == 5);
    CHECK(quality.disputed == 2);
    auto made = labelRows(two);
    CHECK(made.rows.size() == 4);
    CHECK(made.disputed == 2);
    const LabelBook three{two[0], two[1], said("eve", "   + -")}; // with ada about 3, against her about 5
    made = labelRows(three);
    CHECK(made.rows.size() == 4);
    CHECK(made.disputed == 2); // 4, and now 5
    const auto disputed = disputedItems(three);
    REQUIRE(disputed.size() == 3);
    CHECK(disputed[0].id == "3"); // whatever the majority says: two judged it otherwise
    auto judge = deskOf(thumbsKind(), disputed, "max");
    for (int i = 0; i < 2; ++i) judge.act("bad");
    const LabelBook settled{{"max", judge.state()}};
    CHECK(disputedItems(three, settled).size() == 1);
    made = labelRows(three, settled);
    CHECK(made.rows.size() == 5);
    const auto row =
        std::find_if(made.rows.begin(), made.rows.end(), [](const Json &each) { return each["id"] == "3"; });
    REQUIRE(row != made.rows.end());
    CHECK((*row)["label"] == false); // what is settled goes before the majority
}

TEST_CASE("queues of every kind are kept and found again; an old one is of pairs") {
    const TemporaryFolder folder;
    for (const auto *kind : labelKinds()) {
        CAPTURE(kind->name);
        LabelQueue queue{
            .name = std::string(kind->name), .setup = {.kind = kind}, .seed = 4, .guidelines = "judge well"};
        if (kind->rated) queue.setup.criteria = {"right", "naïve \"words\""};
        queue.items = {itemOf(kind->usual, "x")};
        queue.items[0].turns = {{.role = "user", .content = "p"}};
        if (kind->ofSteps) queue.items[0].steps = {"one", "two"};
        if (kind->ofTurns)
            queue.items[0].talk = {{.role = "user", .content = "p"},
                                   {.role = "assistant", .content = "one"},
                                   {.role = "tool", .content = "4"},
                                   {.role = "assistant", .content = "two"}};
        queue.items[0].repeats = "w";
        REQUIRE(makeLabelQueue(folder.path, queue));
        const auto read = readLabelQueue(folder.path, queue.name);
        REQUIRE_MESSAGE(read, describe(read.error()));
        CHECK((read->items == queue.items));
        CHECK((read->setup == queue.setup));
        CHECK(read->guidelines == "judge well");
        queue.name += "2";
        queue.items[0].steps = kind->ofSteps ? std::vector<std::string>{} : std::vector<std::string>{"one"};
        CHECK(makeLabelQueue(folder.path, queue).error().code == "labels.wrong_item");
    }
    REQUIRE(writeGuidelines(folder.path, "pair", ""));
    CHECK(readLabelQueue(folder.path, "pair")->guidelines.empty());
    CHECK(writeGuidelines(folder.path, "none", "x").error().code == "labels.no_queue");

    const fs::path old = labelFolder(folder.path, "old");
    fs::create_directories(old);
    mustWrite(old / "queue.toml", "seed = 3\nruns = [\"01-x\"]\n");
    mustWrite(old / "items.jsonl",
              R"({"id":"1","prompt":"p","a":{"text":"x","run":"r","name":"n"},"b":{"text":"y"},"origin":"runs"})"
              "\n");
    const auto read = readLabelQueue(folder.path, "old");
    REQUIRE_MESSAGE(read, describe(read.error()));
    CHECK(read->setup.kind == &pairKind());
    CHECK(read->items[0].answers[0].name == "n");
    CHECK(read->items[0].answers[1].text == "y");
    mustWrite(old / "queue.toml", "kind = \"scales\"\n");
    const auto unknown = readLabelQueue(folder.path, "old");
    REQUIRE(!unknown);
    CHECK(unknown.error().code == "labels.no_kind");
    CHECK(unknown.error().file.ends_with("queue.toml"));
}

TEST_CASE("items from the rows of a data set, whose layout proposes their kind") {
    DataProject p;
    p.keep("pairs", {{{"prompt", "p"}, {"chosen", "x"}, {"rejected", "y"}}});
    p.keep("marks", {{{"prompt", "p"}, {"completion", "x"}, {"label", true}}});
    p.keep("chains", {{{"prompt", "p"}, {"completions", {"one", "two"}}, {"labels", {true, false}}}});
    p.keep("shown", {{{"prompt", "p"}, {"completion", "one\n\ntwo\n"}}});
    p.keep("asked", {{{"prompt", "p"}}});
    p.keep(
        "talks",
        {{{"prompt", said("user", "hi")}, {"chosen", said("assistant", "x")}, {"rejected", said("assistant", "y")}}});
    p.keep("tokens", {{{"input_ids", {1, 2}}, {"labels", {-100, 2}}}});
    for (const auto &[name, kind] : {std::pair{"pairs", &pairKind()},
                                     {"marks", &thumbsKind()},
                                     {"chains", &stepsKind()},
                                     {"shown", &idealKind()},
                                     {"asked", &idealKind()},
                                     {"talks", &pairKind()}}) {
        CAPTURE_BOUND(name);
        const auto items = p.made(name, *kind);
        REQUIRE_MESSAGE(items, describe(items.error()));
        CHECK(items->proposed == kind);
        CHECK(items->items.size() == 1);
    }
    CHECK(p.made("chains", stepsKind())->items[0].steps == std::vector<std::string>{"one", "two"});
    CHECK(p.made("shown", stepsKind())->items[0].steps == std::vector<std::string>{"one", "\ntwo"});
    CHECK(p.made("asked", thumbsKind()).error().code == "labels.no_answers");
    CHECK(p.made("tokens", thumbsKind()).error().code == "labels.no_text");
    CHECK(p.made("nothing", thumbsKind()).error().code == "labels.no_data");

    LabelDesk desk = deskOf(pairKind(), p.made("talks", pairKind())->items);
    desk.act("left");
    const auto rows = rowsOf(desk); // a conversation stays one
    REQUIRE(rows.size() == 1);
    CHECK(rows[0]["prompt"] == said("user", "hi"));
    CHECK(rows[0]["chosen"][0]["role"] == "assistant");
}

TEST_CASE("answers of one prompt go into items as the kind and the numbers that were asked for have it") {
    DataProject p;
    std::vector<Json> rows;
    for (const char *pair : {"12", "34", "55"})
        rows.push_back({{"prompt", "p"}, {"chosen", std::string(1, pair[0])}, {"rejected", std::string(1, pair[1])}});
    p.keep("many", rows);
    CHECK(p.made("many", rankingKind())->items[0].answers.size() == 4);
    CHECK(p.made("many", rankingKind(), {.answersPerItem = 5})->items[0].answers.size() == 5);
    CHECK(p.made("many", thumbsKind(), {.itemsPerPrompt = 3})->items.size() == 3);
    CHECK(p.made("many", ratingsKind(), {.itemsPerPrompt = 9})->items.size() == 2); // of two each; one is left over
    const auto twice = p.made("many", thumbsKind(), {.itemsPerPrompt = 4, .askedTwice = 0.5});
    CHECK(twice->items.size() == 6);
    CHECK(twice->repeated == 2);
}

TEST_CASE("words that can be marked: between white space, and each letter of a script without it") {
    using Words = std::vector<std::pair<std::size_t, std::size_t>>;
    CHECK(markableWords("so  4\n= 5") == Words{{0, 2}, {4, 5}, {6, 7}, {8, 9}});
    CHECK(markableWords("\u7b54\u6848 x") == Words{{0, 3}, {3, 6}, {7, 8}});
    CHECK(markableWords("a\u7b54b") == Words{{0, 1}, {1, 4}, {4, 5}});
    CHECK(markableWords(" \n").empty());
    CHECK(markableWords("\xff a").size() == 2); // what is no letter is marked with what it stands beside
}

TEST_CASE("spans: a key marks what is chosen, again takes it off, and another replaces it") {
    LabelItem item = itemOf(1, "x");
    item.answers[0].text = "two is 2\nfour is 5\nso: 7";
    auto desk = deskOf(spansKind(), {item, itemOf(1, "y")}, "ada", {"wrong", "unclear"});
    const auto words = markableWords(item.answers[0].text);
    REQUIRE(words.size() == 8);
    desk.aim(spanCell(8, 5, 5)); // "5"
    REQUIRE(desk.act("mark1"));
    CHECK(desk.mark()->begun == "1:17-18");
    CHECK(desk.mark()->status() == LabelStatus::Draft);
    desk.aim(spanCell(8, 0, 1)); // "two is"
    REQUIRE(desk.act("mark2"));
    CHECK(desk.mark()->begun == "2:0-6 1:17-18");
    desk.aim(spanCell(8, 4, 6)); // "is 5 so:": over the first mark
    REQUIRE(desk.act("mark2"));
    CHECK(desk.mark()->begun == "2:0-6 2:14-22");
    REQUIRE(desk.act("mark2")); // the same again
    CHECK(desk.mark()->begun == "2:0-6");
    CHECK(!desk.act("unmark")); // nothing is marked there
    CHECK(!desk.act("mark3"));
    desk.aim(spanCell(8, 0, 0));
    REQUIRE(desk.act("unmark"));
    CHECK(desk.mark()->begun == "none");
    desk.aim(spanCell(8, 5, 5));
    REQUIRE(desk.act("mark1"));
    REQUIRE(desk.act("submit"));
    CHECK(desk.index() == 1u);
    REQUIRE(desk.act("submit")); // nothing is wrong in it
    CHECK(desk.state().marks()[1].verdict == "none");
    CHECK(spansKind().values(desk.state().task(0), desk.state().marks()[0]) ==
          std::vector<std::optional<double>>{0, 0, 0, 0, 0, 1, 0, 0});
    const auto rows = rowsOf(desk);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0]["completions"] == Json::array({"two is 2", "four is 5", "so: 7"}));
    CHECK(rows[0]["labels"] == Json::array({true, false, true}));
    CHECK(rows[1]["labels"] == Json::array({true}));
}

TEST_CASE("spans that are none of the item are refused") {
    LabelItem item = itemOf(1);
    item.answers[0].text = "one two";
    const LabelState state({item}, {.kind = &spansKind(), .criteria = {"wrong"}});
    for (const char *bad :
         {"1:0-8", "2:0-3", "1:3-3", "1:4-7 1:0-3", "1:0-3 1:2-7", "0:0-3", "1:0-3x", "left", "1:0-3 "}) {
        CAPTURE(bad);
        CHECK(spansKind().check(state.task(0), bad) == LabelSoundness::Wrong);
    }
    CHECK(spansKind().check(state.task(0), "1:0-3 1:4-7") == LabelSoundness::Whole);
    CHECK(spansKind().check(state.task(0), "") == LabelSoundness::Part);
}
