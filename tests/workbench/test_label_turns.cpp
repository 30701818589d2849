// SPDX-License-Identifier: Apache-2.0
// The turns of an agent's traces: from a data set of conversations with tools to step labels and to single answers.
#include "core/data/layouts/registry.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/kinds/turns.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/labels/label_items.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Json call(const char *name, const Json &arguments) {
    return {{"id", "c1"}, {"type", "function"}, {"function", {{"name", name}, {"arguments", arguments}}}};
}

/// A question, a search, what it found, and the answer; as models with tools are trained on.
Json trace() {
    return {
        {"messages",
         {{{"role", "system"}, {"content", "You have tools."}},
          {{"role", "user"}, {"content", "Will it rain in Bath?"}},
          {{"role", "assistant"}, {"content", ""}, {"tool_calls", Json::array({call("weather", {{"city", "Bath"}})})}},
          {{"role", "tool"}, {"content", "rain, 80 %"}},
          {{"role", "assistant"}, {"content", "Probably: 80 %."}}}}};
}

struct TraceProject {
    TemporaryFolder folder{};
    std::unique_ptr<Project> project{};
    explicit TraceProject(const std::vector<Json> &rows) {
        auto made = Project::openOrMake(folder.path, "test");
        REQUIRE(made);
        project = std::move(*made);
        mustWrite(folder.path / "datasets/h1/rows.jsonl", toJsonl(rows));
        REQUIRE(project->store().save(DatasetRecord{.hash = "h1", .name = "traces", .origin = "{}", .rows = 1}));
    }
};

} // namespace

TEST_CASE("what an agent says and calls becomes a step for each of its turns, with what tools said before") {
    const auto record = readRecord(trace());
    REQUIRE(record);
    const Messages &talk = std::get<Conversation>(record->what).turns;
    CHECK(assistantTurns(talk) == std::vector<std::size_t>{2, 4});
    CHECK(askedOf(talk).size() == 2);
    const auto steps = turnSteps(talk);
    REQUIRE(steps.size() == 2);
    CHECK(steps[0] == "\u2192 weather({\"city\":\"Bath\"})");
    CHECK(steps[1] == "tool: rain, 80 %\nProbably: 80 %.");
    CHECK(turnSteps({}).empty());
    CHECK(turnSteps({{.role = "user", .content = "hello?"}}).empty()); // nobody answers
    const Messages odd{{.role = "assistant", .content = "x", .extra = {{"tool_calls", {3, {{"function", 4}}}}}}};
    CHECK(turnSteps(odd) == std::vector<std::string>{"x"}); // what is no call is none
}

TEST_CASE("traces of a data set are judged turn by turn, and teach as steps and as single answers") {
    TraceProject p(
        {trace(),
         {{"messages", {{{"role", "user"}, {"content", "hi"}}, {{"role", "assistant"}, {"content", "hello"}}}}},
         {{"prompt", "p"}, {"completion", "no conversation"}}});
    const auto made = itemsFor(*p.project, {"data:traces"}, turnsKind(), {});
    REQUIRE_MESSAGE(made, describe(made.error()));
    REQUIRE(made->items.size() == 2); // the third row has no turns
    REQUIRE(
        makeLabelQueue(p.folder.path, {.name = "q", .setup = {.kind = &turnsKind()}, .seed = 1, .items = made->items}));
    const auto read = readLabelQueue(p.folder.path, "q");
    REQUIRE_MESSAGE(read, describe(read.error()));
    CHECK((read->items == made->items)); // with calls and all
    auto desk = openLabelDesk(*p.project, "q", "ada");
    REQUIRE(desk);
    const std::size_t at = read->items[0].steps.size() == 2 ? 0 : 1;
    REQUIRE(desk->show(at));
    REQUIRE(desk->act("right_step"));
    REQUIRE(desk->act("wrong_step"));
    REQUIRE(desk->show(1 - at));
    REQUIRE(desk->act("neutral_step"));
    const LabelBook book{{"ada", desk->state()}};

    const LabelRows steps = labelRows(book);
    CHECK(steps.makes == "stepwise_supervision");
    REQUIRE(steps.rows.size() == 2);
    const Json &row = steps.rows[at];
    CHECK(row.at("prompt") == "system: You have tools.\n\nuser: Will it rain in Bath?");
    CHECK(row.at("completions").size() == 2);
    CHECK(row.at("labels") == Json{true, false});

    const LabelRows answers = labelRows(book, {}, LabelShape::Judged);
    CHECK(answers.makes == "unpaired_preference");
    REQUIRE(answers.rows.size() == 2); // a neutral turn says nothing
    CHECK(answers.silent == 1);
    const auto first = readRecord(answers.rows[0]), second = readRecord(answers.rows[1]);
    REQUIRE_MESSAGE(first, describe(first.error()));
    const auto &call = std::get<Unpaired>(first->what), &said = std::get<Unpaired>(second->what);
    CHECK(call.good);
    CHECK(call.completion[0].extra.at("tool_calls")[0].at("function").at("name") == "weather");
    CHECK(!said.good);
    CHECK(said.prompt.size() == 4); // all that was said before, tools too
    CHECK(said.completion[0].content == "Probably: 80 %.");
}

TEST_CASE("first error: nothing need be said of what stands behind it") {
    LabelItem item{.id = "1", .prompt = "p", .answers = {{.text = "a\nb\nc"}}, .steps = {"a", "b", "c"}};
    item.talk = {{.role = "user", .content = "p"},
                 {.role = "assistant", .content = "a"},
                 {.role = "assistant", .content = "b"},
                 {.role = "assistant", .content = "c"}};
    LabelState state({item}, {.kind = &turnsKind()});
    LabelDesk desk(std::move(state), {.queue = "q", .annotator = "ada", .seed = 1});
    desk.aim(1);
    REQUIRE(desk.act("first_error"));
    CHECK(desk.state().marks()[0].verdict == "+-?");
    const LabelRows answers = labelRows({{"ada", desk.state()}}, {}, LabelShape::Judged);
    REQUIRE(answers.rows.size() == 2);
    CHECK(answers.rows[1].at("label") == false);
}

TEST_CASE("a trace whose turns and steps do not fit is refused") {
    LabelItem item{.id = "1", .prompt = "p", .answers = {{.text = "a"}}, .steps = {"a", "b"}};
    item.talk = {{.role = "assistant", .content = "a"}};
    const TemporaryFolder folder;
    const auto made = makeLabelQueue(folder.path, {.name = "q", .setup = {.kind = &turnsKind()}, .items = {item}});
    REQUIRE(!made);
    CHECK(made.error().code == "labels.wrong_item");
    CHECK(made.error().field == "talk");
    CHECK(labelItemFromJson({{"id", "1"}, {"prompt", "p"}, {"origin", "data"}, {"answers", Json::array()}, {"talk", 3}})
              .error()
              .code.starts_with("row."));
}
