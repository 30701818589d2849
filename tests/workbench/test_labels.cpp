// SPDX-License-Identifier: Apache-2.0
#include "core/config/spec.h"
#include "core/job/run_log.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/kinds/pair.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/labels/label_generate.h"
#include "core/workbench/labels/label_items.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;

namespace {

struct LabelProject {
    TemporaryFolder folder{};
    std::unique_ptr<Project> project{};
    LabelProject() {
        auto made = Project::openOrMake(folder.path, "test");
        REQUIRE(made);
        project = std::move(*made);
    }
    void run(const std::string &id, const std::string &kind, const Json &config = Json::object()) {
        REQUIRE(project->store().save(
            RunRecord{.id = id, .name = id.substr(3), .kind = kind, .inputHash = id, .state = "finished"}));
        Json toml = {{"kind", kind}};
        toml.update(config);
        mustWrite(file(id, "run.toml"), writeToml(toml));
    }
    fs::path file(const std::string &run, const std::string &name) const { return project->runFolder(run) / name; }
};

Json sampled(const std::string &prompt, const std::vector<std::string> &texts) {
    Json row = {{"id", prompt}, {"prompt", prompt}, {"completions", Json::array()}};
    for (const auto &text : texts) row["completions"].push_back({{"text", text}, {"tokens", 3}, {"correct", true}});
    return row;
}
Json answered(const std::string &prompt, const std::string &text) {
    return {{"bucket", "edge"}, {"id", prompt}, {"prompt", prompt}, {"reference", ""}, {"text", text}};
}

/// What a worker answers to "generate", as far as pairs are concerned.
Json generated(Json completions) {
    return {{"completions", std::move(completions)},
            {"chosen", 0},
            {"tokens", {{"kept", 1}, {"rejected", 0}, {"rollout", 0}, {"verifier", 0}}}};
}

LabelItem item(const std::string &id) {
    return {.id = id, .prompt = "p" + id, .answers = {{.text = "a" + id}, {.text = "b" + id}}, .origin = "runs"};
}

LabelDesk deskOf(int items) {
    LabelState state;
    for (int i = 0; i < items; ++i) state.add(item(std::to_string(i)));
    return LabelDesk(std::move(state), {.queue = "q", .annotator = "ada", .seed = 1});
}

LabelQueue queueOf(LabelItems pairs, const std::string &name = "q") {
    return {.name = name, .seed = 5, .runs = {"01-x"}, .items = std::move(pairs.items)};
}

} // namespace

TEST_CASE("pairs are two different answers to one prompt, of two runs where there are two") {
    LabelProject p;
    p.run("01-draws", "sample");
    mustWrite(p.file("01-draws", "samples.jsonl"),
              toJsonl({sampled("one", {"x", "y", "x"}), sampled("two", {"same", "same"}),
                       sampled("three", {"u", "v", "w"})}));
    const auto alone = itemsFor(*p.project, {"draws"}, pairKind(), {});
    REQUIRE(alone);
    CHECK(alone->prompts == 3);
    CHECK(alone->withoutContrast == 1);
    CHECK(alone->items.size() == 2);
    for (const auto &pair : alone->items) {
        CHECK(pair.answers[0].text != pair.answers[1].text);
        CHECK(pair.answers[0].name == "draws");
        CHECK(pair.id == labelItemId(pair));
    }
    CHECK(itemsFor(*p.project, {"01-draws"}, pairKind(), {.itemsPerPrompt = 5})->items.size() ==
          4); // 1 of the first, 3 of the third
    CHECK(itemsFor(*p.project, {"01-draws"}, pairKind(), {.itemsPerPrompt = 5, .maxItems = 3})->items.size() == 3);
    CHECK((itemsFor(*p.project, {"01-draws"}, pairKind(), {})->items == alone->items)); // the same seed, the same pairs

    p.run("02-arm", "evaluate");
    mustWrite(p.file("02-arm", "answers.jsonl"), toJsonl({answered("two", "other"), answered("one", "z")}) +
                                                     "{\"bucket\":\"edge\",\"id\":\"thr"); // it is being written
    const auto across = itemsFor(*p.project, {"01-draws", "02-arm"}, pairKind(), {});
    REQUIRE_MESSAGE(across, describe(across.error()));
    std::set<std::string> prompts;
    for (const auto &pair : across->items) {
        prompts.insert(pair.prompt);
        if (pair.prompt != "three") CHECK(pair.answers[0].run != pair.answers[1].run);
    }
    CHECK(prompts == std::set<std::string>{"one", "two", "three"});

    const auto unknown = itemsFor(*p.project, {"nobody"}, pairKind(), {});
    REQUIRE(!unknown);
    CHECK(unknown.error().code == "run.unknown");
    const auto one = itemsFor(*p.project, {"02-arm"}, pairKind(), {});
    REQUIRE(!one);
    CHECK(one.error().code == "labels.no_answers");
    mustWrite(p.file("01-draws", "samples.jsonl"), "{\"prompt\":\"one\",\"completions\":[{\"text\":7}]}\n");
    const auto bad = itemsFor(*p.project, {"01-draws"}, pairKind(), {});
    REQUIRE(!bad);
    CHECK(bad.error().line == 1);
    CHECK(bad.error().file.ends_with("samples.jsonl"));
}

TEST_CASE("a cut or empty answer is in no pair; asked for, a cut one says so to whoever learns from it") {
    LabelProject p;
    p.run("01-draws", "sample");
    Json row = sampled("one", {"x", "y", "z", ""});
    row["completions"][1]["finish_reason"] = row["completions"][2]["finish_reason"] = "length";
    mustWrite(p.file("01-draws", "samples.jsonl"), toJsonl({row}));
    const auto none = itemsFor(*p.project, {"draws"}, pairKind(), {});
    REQUIRE(!none);
    CHECK(none.error().code == "labels.no_answers");
    CHECK(none.error().found.find("2 cut and 1 empty") != std::string::npos);

    const auto all =
        itemsFor(*p.project, {"draws"}, pairKind(), {.itemsPerPrompt = 9, .includeTruncatedCompletions = true});
    REQUIRE(all);
    CHECK(all->items.size() == 3);
    REQUIRE(makeLabelQueue(p.folder.path, queueOf(*all)));
    CHECK((readLabelQueue(p.folder.path, "q")->items == all->items)); // kept on disk
    auto desk = openLabelDesk(*p.project, "q", "ada");
    REQUIRE(desk);
    for (int i = 0; i < 3; ++i) desk->act("left", false);
    for (const auto &made : labelRows({{"ada", desk->state()}}).rows)
        for (const std::string side : {"chosen", "rejected"}) {
            CAPTURE(dumpJson(made));
            CHECK(made.contains(side + "_terminated") == (made[side] != "x"));
            CHECK(made.value(side + "_terminated", true) == (made[side] == "x"));
        }

    p.run("02-grpo", "train");
    auto log = RunLogWriter::open(p.file("02-grpo", "run.log"));
    REQUIRE(log);
    for (const auto &[text, finish] : {std::pair{"x", "stop"}, {"y", "length"}})
        REQUIRE(
            log->append("sample", {{"step", 1}, {"prompt", "one"}, {"completion", text}, {"finish_reason", finish}}));
    CHECK(itemsFor(*p.project, {"grpo"}, pairKind(), {}).error().code == "labels.no_answers");
    const FreshRequest asked{{}, item("1")};
    const Json cut =
        generated({{{"text", "x"}, {"finish_reason", "stop"}}, {{"text", "y"}, {"finish_reason", "length"}}});
    CHECK(freshItem(cut, asked).error().code == "labels.cut_answer");
    const Json more = generated({{{"text", "y"}, {"finish_reason", "length"}},
                                 {{"text", "x"}, {"finish_reason", "stop"}},
                                 {{"text", "x"}, {"finish_reason", "stop"}},
                                 {{"text", "z"}, {"finish_reason", "stop"}}});
    CHECK(freshItem(generated({{{"text", "x"}, {"finish_reason", "stop"}}}), asked).error().code ==
          "worker.bad_answer");
    CHECK(freshItem(Json::object(), asked).error().code == "worker.bad_answer");
    const auto pair = freshItem(more, asked);
    REQUIRE(pair);
    CHECK(pair->answers[0].text == "x");
    CHECK(pair->answers[1].text == "z");
}

TEST_CASE("the rollouts that a training logs make pairs too") {
    LabelProject p;
    p.run("01-grpo", "train");
    auto log = RunLogWriter::open(p.file("01-grpo", "run.log"));
    REQUIRE(log);
    for (const char *text : {"x", "y", "x"})
        REQUIRE(log->append("sample", {{"step", 1}, {"prompt", "one"}, {"completion", text}}));
    const auto pairs = itemsFor(*p.project, {"grpo"}, pairKind(), {});
    REQUIRE(pairs);
    CHECK(pairs->items.size() == 1);
}

TEST_CASE("a queue is frozen, found again by name, and grows only at its end") {
    LabelProject p;
    LabelItems pairs{.items = {item("1"), item("2")}};
    pairs.items[0].prompt = "naïve \"quotes\"\nline";
    REQUIRE(makeLabelQueue(p.folder.path, queueOf(pairs)));
    const auto read = readLabelQueue(p.folder.path, "q");
    REQUIRE(read);
    CHECK((read->items == pairs.items));
    CHECK(read->seed == 5);
    CHECK(read->runs == std::vector<std::string>{"01-x"});
    REQUIRE(appendLabelItem(p.folder.path, "q", item("3")));
    CHECK(readLabelQueue(p.folder.path, "q")->items.size() == 3);
    CHECK(labelQueueNames(p.folder.path) == std::vector<std::string>{"q"});
    const auto code = [&](const LabelQueue &queue) { return makeLabelQueue(p.folder.path, queue).error().code; };
    CHECK(code(queueOf(pairs)) == "labels.queue_exists");
    CHECK(code(queueOf(pairs, "../x")) == "labels.bad_name");
    CHECK(code(queueOf(pairs, ".hidden")) == "labels.bad_name");
    CHECK(code(queueOf({}, "empty")) == "labels.no_items");
    const auto none = readLabelQueue(p.folder.path, "w");
    REQUIRE(!none);
    CHECK(none.error().code == "labels.no_queue");
    CHECK(none.error().expected == "q");
    mustWrite(labelFolder(p.folder.path, "q") / "items.jsonl", "{\"id\":\"1\"}\n");
    const auto damaged = readLabelQueue(p.folder.path, "q");
    REQUIRE(!damaged);
    CHECK(damaged.error().line == 1);
}

TEST_CASE("keys go on, come back across verdicts, and destroy nothing") {
    LabelDesk desk = deskOf(4);
    desk.comment("hm");
    desk.comment("hm, well");
    CHECK(desk.mark()->status() == LabelStatus::Draft);
    desk.act("left", true);
    CHECK(desk.index() == 1u);
    desk.act("tie", true);
    CHECK(!desk.state().marks()[1].strong); // a tie is not strong
    desk.skip();
    CHECK(desk.index() == 3u);
    for (const std::size_t back : {2u, 1u, 0u}) {
        REQUIRE(desk.undo());
        CHECK(desk.index() == back);
    }
    CHECK(desk.mark()->verdict.empty());
    CHECK(desk.mark()->comment == "hm, well");
    REQUIRE(desk.undo()); // the comment as a whole
    CHECK(desk.mark()->comment.empty());
    CHECK(!desk.undo());
    for (int i = 0; i < 4; ++i) CHECK(desk.redo());
    CHECK(!desk.redo());
    CHECK(desk.state().marks()[0].verdict == "left");
    CHECK(desk.state().marks()[2].skipped);
    desk.show(0);
    desk.skip(); // a verdict stays
    CHECK(desk.state().marks()[0].verdict == "left");
    CHECK(desk.index() == 1u);
    desk.undo();
    desk.act("right", false); // and the way forward is a new one
    CHECK(!desk.redo());
}

TEST_CASE("the order of the sides is drawn once, blind, and stands in every event") {
    int swapped = 0;
    for (int i = 0; i < 1000; ++i) swapped += drawnOrder(7, item(std::to_string(i))) == "ba";
    CHECK(swapped > 440);
    CHECK(swapped < 560);
    CHECK(drawnOrder(7, item("x")) == drawnOrder(7, item("x")));
    LabelDesk desk = deskOf(6);
    for (int i = 0; i < 6; ++i) {
        const std::string order = desk.order();
        const std::size_t at = *desk.index();
        desk.act("left", false);
        CHECK(desk.state().marks()[at].preferred() == order[0]);
    }
    for (const auto &event : desk.take()) CHECK(event.shown == drawnOrder(1, item(event.item)));
}

TEST_CASE("queues, search, and figures") {
    LabelDesk desk = deskOf(8);
    desk.act("left", true);
    desk.act("left", false);
    desk.act("right", false);
    desk.act("both_bad", false);
    desk.skip();
    desk.flag();
    desk.ideal("better Words");
    const auto figures = figuresOf(desk.state());
    CHECK(figures.total == 8);
    CHECK(figures.done == 4);
    CHECK(figures.skipped == 1);
    CHECK(figures.draft == 1);
    CHECK(figures.pending == 2);
    CHECK(figures.flagged == 1);
    CHECK(figures.strong == 1);
    REQUIRE(figures.firstShare);
    CHECK(figures.firstShare->value == doctest::Approx(2.0 / 3));
    CHECK(figures.firstShare->low == doctest::Approx(0.2077).epsilon(0.001)); // Wilson, 2 of 3
    REQUIRE(figures.medianSeconds);
    const auto listed = [&](LabelFilter filter) { return matching(desk.state(), filter); };
    using List = std::vector<std::size_t>;
    CHECK(listed({.which = LabelFilter::Done}) == List{0, 1, 2, 3});
    CHECK(listed({.which = LabelFilter::Skipped}) == List{4});
    CHECK(listed({.which = LabelFilter::Flagged}) == List{5});
    CHECK(listed({.which = LabelFilter::All, .search = "BETTER w"}) == List{5});
    CHECK(listed({.which = LabelFilter::Done, .search = "p7"}).empty());
    desk.setFilter({.which = LabelFilter::Done});
    CHECK(desk.index() == 0u);
    desk.setFilter({.which = LabelFilter::Done, .search = "nothing holds this"});
    CHECK(!desk.item());
    desk.act("left", false); // nobody is there to be judged
    CHECK(figuresOf(desk.state()).done == 4);
    desk.setFilter({});
    CHECK(desk.item());
}

TEST_CASE("an unknown item, kind or verdict changes nothing") {
    LabelState state({item("1")});
    const LabelState before = state;
    for (const LabelEvent &event : std::vector<LabelEvent>{{.item = "9", .kind = "flag"},
                                                           {.item = "1", .kind = "later"},
                                                           {.item = "1", .kind = "label", .verdict = "up"},
                                                           {.item = "1", .kind = "flag", .shown = "zz"},
                                                           {.kind = "undo"},
                                                           {.kind = "redo"}})
        CHECK(!state.apply(event));
    CHECK((state == before));
}

TEST_CASE("the preference data set holds exactly the preferences") {
    LabelProject p;
    LabelItems pairs;
    for (int i = 0; i < 7; ++i) pairs.items.push_back(item(std::to_string(i)));
    REQUIRE(makeLabelQueue(p.folder.path, queueOf(pairs)));
    const auto nothing = writeLabels(*p.project, "q");
    REQUIRE(!nothing);
    CHECK(nothing.error().code == "labels.nothing_to_export");

    auto desk = openLabelDesk(*p.project, "q", "ada");
    REQUIRE(desk);
    std::vector<std::string> winners;
    for (const char *verdict : {"left", "right"}) {
        const bool takesA = (desk->order() == "ab") == (std::string(verdict) == "left");
        winners.push_back((takesA ? "a" : "b") + std::to_string(winners.size()));
        desk->act(verdict, winners.size() == 2);
    }
    desk->act("tie", false);
    desk->act("both_bad", false);
    desk->skip();
    desk->ideal("best");
    desk->act("both_bad", false);
    desk->ideal("a draft");
    REQUIRE(writeEvents(p.project->store(), desk->take()));

    const auto written = writeLabels(*p.project, "q");
    REQUIRE(written);
    const auto &made = written->labels;
    CHECK(made.silent == 2); // a tie, and both bad without an ideal answer
    CHECK(made.disputed == 0);
    CHECK(made.makes == "preference");
    CHECK(made.skipped == 1);
    CHECK(made.open == 1);
    CHECK(made.items == 3);
    std::vector<Json> rows;
    REQUIRE(forEachRow(written->file, [&](const Json &row) -> Status { return rows.push_back(row), Status{}; }));
    REQUIRE(rows.size() == 4);
    CHECK(rows[0]["chosen"] == winners[0]);
    CHECK(!rows[0].contains("strength"));
    CHECK(rows[1]["chosen"] == winners[1]);
    CHECK(rows[1]["strength"] == 2);
    CHECK(rows[2] == Json{{"id", "5/ideal-a"}, {"prompt", "p5"}, {"chosen", "best"}, {"rejected", "a5"}});
    CHECK(rows[3]["rejected"] == "b5");
    CHECK(written->file.filename() == "labels-" + written->hash + ".jsonl");
    CHECK(writeLabels(*p.project, "q")->file == written->file); // the same labels, the same file
}

TEST_CASE("a fresh pair is asked of the model that gave the answers") {
    LabelProject p;
    p.run("01-draws", "sample",
          {{"model", {{"path", "../../base"}, {"adapters", {{{"path", "../02-tune/model"}}}}}},
           {"config", {{"max_new_tokens", 40}}},
           {"device", "cpu"}});
    fs::create_directories(p.folder.path / "base");
    LabelItem like = item("1");
    like.answers[0].run = "01-draws";
    const auto asked = freshRequest(*p.project, like, 9);
    REQUIRE_MESSAGE(asked, describe(asked.error()));
    const fs::path root = p.project->folder();
    CHECK(asked->request["model"]["path"] == (root / "base").string());
    CHECK(asked->request["model"]["adapters"][0]["path"] == (root / "runs/02-tune/model").string());
    CHECK(asked->request["max_new_tokens"] == 40);
    CHECK(asked->request["prompt"] == "p1");
    const auto answer = [](const char *a, const char *b) {
        return generated({{{"text", a}, {"finish_reason", "stop"}}, {{"text", b}, {"finish_reason", "stop"}}});
    };
    const auto fresh = freshItem(answer("x", "y"), *asked);
    REQUIRE(fresh);
    CHECK(fresh->origin == "generated");
    CHECK(fresh->prompt == "p1");
    CHECK(fresh->answers[1].text == "y");
    CHECK(freshItem(answer("x", "x"), *asked).error().code == "labels.same_answers");
    LabelItem one = like; // a single answer is another one than is there, and has its steps
    one.answers.resize(1);
    one.answers[0].text = "x\ny";
    one.steps = {"x", "y"};
    const auto other = freshItem(answer("x\ny", "x\n\nz"), *freshRequest(*p.project, one, 9));
    REQUIRE(other);
    CHECK(other->answers.size() == 1);
    CHECK(other->answers[0].text == "x\n\nz");
    CHECK(other->steps == std::vector<std::string>{"x", "\nz"});
    CHECK(freshItem(answer("x\ny", "x\ny"), *freshRequest(*p.project, one, 9)).error().code == "labels.same_answers");
    LabelItem three = like;
    three.answers.push_back(three.answers[0]);
    CHECK(freshRequest(*p.project, three, 9)->request["n"] == 6);
    CHECK(freshItem(answer("x", "y"), *freshRequest(*p.project, three, 9)).error().code == "worker.bad_answer");
    CHECK(freshRequest(*p.project, item("1"), 9).error().code == "labels.no_model");
    p.run("03-sft", "train", {{"config", {{"use_peft", false}}}});
    CHECK(modelOfRun(*p.project, "03-sft").error().code == "run.no_model"); // not trained yet
    fs::create_directories(p.file("03-sft", "model"));
    CHECK((*modelOfRun(*p.project, "03-sft"))["path"] == (root / "runs/03-sft/model").string());
}
