// SPDX-License-Identifier: Apache-2.0
// New rows by self-instruct, of a model that says what a test wants.
#include "core/data/layouts/registry.h"
#include "core/workbench/curation/self_instructed.h"
#include "tests/store/rows/rows_for_tests.h"
#include <deque>

using namespace lapidary;
using namespace lapidary::test;

namespace {

struct Said {
    std::vector<std::string> texts{};
    std::string finish = "stop";
};

/// Answers questions for tasks from one list and those for answers from another; keeps what it was asked.
struct Scripted {
    std::deque<Said> tasks{}, answers{};
    std::vector<Json> asked{};
    std::stop_source *stops = nullptr; ///< asked for the end when nothing is left to say
    Result<Json> operator()(const Json &request, const std::stop_token &) {
        asked.push_back(request);
        const std::string text = request.contains("prompt") ? request["prompt"].get<std::string>()
                                                            : request["messages"][0]["content"].get<std::string>();
        auto &list = text.find("series of tasks") != std::string::npos ? tasks : answers;
        if (list.empty() && stops) {
            stops->request_stop();
            return fail(kCancelled, "Stopped on request");
        }
        if (list.empty()) return fail({.code = "worker.died", .message = "The worker died"});
        const Said said = list.front();
        list.pop_front();
        Json completions = Json::array();
        for (const auto &each : said.texts)
            completions.push_back({{"ids", Json::array()}, {"text", each}, {"finish_reason", said.finish}});
        return Json{{"completions", std::move(completions)},
                    {"chosen", 0},
                    {"tokens", {{"kept", 1}, {"rejected", 0}, {"rollout", 0}, {"verifier", 0}}},
                    {"provenance", Json::object()}};
    }
};

InstructModel modelOf(Scripted &script, Json reference = {{"path", "/no model"}}) {
    return instructModel(std::move(reference),
                         [&script](const Json &request, const std::stop_token &stop) { return script(request, stop); });
}

InstructSeeds threeSeeds() {
    return {.all = {{1, "Write a short poem about the sea.", "Waves."},
                    {2, "Add the numbers three and four.", "7"},
                    {5, "Name the capital of France.", ""}}};
}

SelfInstructed made(const InstructSeeds &seeds, const SelfInstructConfig &config, Scripted &script,
                    const StoreWork &work = {}) {
    auto out = selfInstruct(seeds, config, modelOf(script), work);
    if (!out) FAIL(describe(out.error()));
    return std::move(*out);
}

} // namespace

TEST_CASE("tasks are told apart by their numbers, in whatever way a model writes them") {
    const auto tasksOf = [](const std::string &text, bool chats, bool cut = false) {
        return proposedTasks(text, chats, cut).tasks;
    };
    using Tasks = std::vector<std::string>;
    CHECK(tasksOf(" Sort these words.\n\nTask 10: Count to ten.\nOne by one.\n\nTask 11:", false) ==
          Tasks{"Sort these words.", "Count to ten.\nOne by one."});
    CHECK(tasksOf("Sure! Here are two:\n\n**Task 9:** Sort.\n\n**Task 10:** Count 3.5 litres.\n3.5 of them.", true) ==
          Tasks{"Sort.", "Count 3.5 litres.\n3.5 of them."});
    CHECK(tasksOf("1. Sort.\n2) Count.\n- 3 of them", true) == Tasks{"Sort.", "Count.\n- 3 of them"});
    CHECK(tasksOf("<think>Task 9: no\n</think>\nTask 9: Sort.", true) == Tasks{"Sort."});
    CHECK(tasksOf("Only this one.", true) == Tasks{"Only this one."});
    CHECK(tasksOf("Task 9: Sort.\nTask 10: Cou", true, true) == Tasks{"Sort."});
    CHECK(tasksOf("Sor", false, true).empty());
    CHECK(tasksOf("", true).empty());
    CHECK(tasksOf("Task 123456: x", true) == Tasks{"Task 123456: x"}); // no number of a list
    CHECK(tasksOf("Task", true) == Tasks{"Task"});
    CHECK(tasksOf("**\n#\n", true) == Tasks{"**\n#"});
}

TEST_CASE("what is no new task, and what is no answer to it, is dropped for its reason") {
    Scripted script;
    script.tasks = {
        {{" Write a short poem about the sea, please.\nTask 5: Go on\nTask 6: Come up with a series of tasks for me.\n"
          "Task 7: List three animals that live in trees.\nTask 8: Explain why the sky is blue to a child.\n"
          "Task 9: List three animals that live in the trees."}},
        {{" Translate the word house into German.\nTask 5: cut he"}, "length"},
        {{" Describe how to boil an egg in water.\nTask 5: Tell me a joke about cats and dogs."}}};
    script.answers = {{{" Squirrels, apes and owls.\n"}},
                      {{"Because"}, "length"},
                      {{"Haus"}},
                      {{" \n"}},
                      {{"I'm sorry, but I cannot help with that."}}};
    std::stop_source stop;
    script.stops = &stop;
    const auto out = made(threeSeeds(), {.rows = 9, .shown = 2}, script, {.stop = stop.get_token()});
    CHECK(out.stopped);
    CHECK(!out.gaveUp);
    CHECK(out.questions == 4);
    CHECK(out.tasks == 10);
    using Dropped = std::map<std::string, std::int64_t>;
    CHECK(
        out.dropped ==
        Dropped{{"like", 2}, {"short", 1}, {"copied", 1}, {"unfinished", 1}, {"cut", 1}, {"empty", 1}, {"refused", 1}});
    REQUIRE(out.rows.size() == 2);
    CHECK(out.rows[0]["prompt"] == "List three animals that live in trees.");
    CHECK(out.rows[0]["completion"] == "Squirrels, apes and owls.");
    CHECK(out.rows[0][kOtherColumns]["source"] == "self-instruct");
    CHECK(out.rows[0][kOtherColumns]["seeds"].size() == 2);
    CHECK(out.rows[0][kOtherColumns]["likeness"].get<double>() < 0.7);
    CHECK(out.rows[1]["completion"] == "Haus");
    CHECK(out.rows[0]["id"] != out.rows[1]["id"]);
    for (const auto &[reason, count] : out.dropped)
        CHECK(std::any_of(dropReasons().begin(), dropReasons().end(),
                          [&name = reason](const DropReason &each) { return name == each.name; }));
    const Json &first = script.asked[0], &answer = script.asked[1];
    CHECK(first["prompt"].get<std::string>().ends_with("Task 3:"));
    CHECK(first["stop"] == Json::array({"Task 11:"}));
    CHECK(answer["prompt"].get<std::string>().ends_with("Task: List three animals that live in trees.\nAnswer:"));
    CHECK(answer["temperature"] == 0);
    CHECK(answer["max_new_tokens"] == 512);
}

TEST_CASE("the same seed asks the same, and new tasks are shown among the seeds") {
    const auto asked = [](std::uint64_t seed) {
        Scripted script;
        for (const char *each : {" List three animals of the woods.", " Explain how rain comes to be.",
                                 " Give the plural form of mouse."}) {
            script.tasks.push_back({{each}});
            script.answers.push_back({{"An answer."}});
        }
        const auto out = made(threeSeeds(), {.rows = 3, .shown = 4, .seed = seed}, script);
        CHECK(out.rows.size() == 3);
        return dumpJson(Json(script.asked));
    };
    CHECK(asked(1) == asked(1));
    CHECK(asked(1) != asked(2));
    CHECK(asked(1).find("animals of the woods.\\n\\nTask") != std::string::npos);
}

TEST_CASE("answers must agree in their result, which becomes the reference") {
    const InstructSeeds seeds = threeSeeds();
    const SelfInstructConfig config{.rows = 1, .answers = 4, .rule = "number", .agreement = 0.5};
    Scripted script;
    script.tasks = {{{" How many legs have five dogs?\nTask 5: How many moons has the planet Mars?"}}};
    script.answers = {{{"It is 20.", "It is 19.", "No idea", "About 18"}},
                      {{"There are 3.", "Phobos and Deimos, so 2.", "One", "The answer: 2"}}};
    const auto out = made(seeds, config, script);
    REQUIRE(out.rows.size() == 1);
    CHECK(out.dropped == std::map<std::string, std::int64_t>{{"disagree", 1}});
    CHECK(out.rows[0]["completion"] == "Phobos and Deimos, so 2.");
    CHECK(out.rows[0]["reference"] == "2");
    CHECK(script.asked[1]["n"] == 4);
    CHECK(script.asked[1]["temperature"] == 0.7);
}

TEST_CASE("an answer must earn the reward that is named") {
    Scripted script;
    script.tasks = {{{" Think about the number seven.\nTask 5: Think about the colour of grass."}}};
    script.answers = {{{"Seven is odd."}}, {{"<think>green</think>It is green."}}};
    const auto out = made(threeSeeds(), {.rows = 1, .reward = "think_format"}, script);
    REQUIRE(out.rows.size() == 1);
    CHECK(out.rows[0]["prompt"] == "Think about the colour of grass.");
    CHECK(out.dropped.at("reward") == 1);
}

TEST_CASE("a model that makes nothing is given up, and one that breaks down leaves what it made") {
    Scripted dull;
    for (int i = 0; i < 9; ++i) dull.tasks.push_back({{" Add the numbers three and four."}});
    const SelfInstructConfig config{.rows = 2, .patience = 3};
    const auto none = made(threeSeeds(), config, dull);
    CHECK(none.gaveUp);
    CHECK(none.questions == 3);
    CHECK(none.dropped.at("like") == 3);
    CHECK(shortfall(none, config).str().find("3 questions") != std::string::npos);
    Scripted breaks;
    breaks.tasks = {{{" Count the letters of a word.\nTask 5: Draw a map of your town."}}};
    breaks.answers = {{{"Five."}}};
    const auto part = made(threeSeeds(), config, breaks);
    REQUIRE(part.trouble);
    CHECK(part.trouble->code == "worker.died");
    CHECK(part.rows.size() == 1);
    CHECK(shortfall(part, config).str().find("The worker died") != std::string::npos);
    Scripted dead;
    CHECK(selfInstruct(threeSeeds(), config, modelOf(dead)).error().code == "worker.died");
}

TEST_CASE("settings that cannot be are told by their names") {
    Scripted script;
    const auto refused = [&](const SelfInstructConfig &config) {
        const auto out = selfInstruct(threeSeeds(), config, modelOf(script));
        return out ? "" : out.error().code + " " + out.error().field;
    };
    CHECK(refused({.rows = 0}) == "curation.instruct rows");
    CHECK(refused({.likeness = 0}) == "curation.instruct likeness");
    CHECK(refused({.leastWords = 9, .mostWords = 8}) == "curation.instruct words");
    CHECK(refused({.rule = "number"}) == "curation.instruct answers");
    CHECK(refused({.answers = 2, .rule = "no such"}).starts_with("reward.unknown_rule"));
    CHECK(refused({.reward = "correct"}) == "curation.instruct reward"); // a new task has no reference
    CHECK(script.asked.empty());
}

TEST_CASE("rows are said as the seeds are, and stand behind them as one step that tells how they came to be") {
    TemporaryFolder folder;
    const auto turn = [](const char *role, const char *text) { return Json{{"role", role}, {"content", text}}; };
    auto rows = madeRows(
        folder.path / "a.rows",
        {{{"messages", {turn("system", "Be kind."), turn("user", "Name a colour."), turn("assistant", "Red.")}}},
         {{"messages",
           {turn("user", "a"), turn("assistant", "b"), turn("user", "c"), turn("assistant", "d"), turn("user", "e")}}},
         {{"text", "asks nothing"}}});
    const auto seeds = instructSeeds(*rows, {});
    REQUIRE(seeds);
    CHECK(seeds->silent == 2);
    REQUIRE(seeds->all.size() == 1);
    CHECK(seeds->all[0].task == "Name a colour.");
    CHECK(seeds->all[0].answer == "Red.");
    Scripted script;
    script.tasks = {{{"Here you are.\n\nTask 2: Name a tree that stays green."}}};
    script.answers = {{{"The fir."}}};
    const SelfInstructConfig config{.rows = 1, .seed = 7};
    const auto model =
        modelOf(script, {{"name", "here"},
                         {"remote", {{"url", "http://h/v1"}, {"model", "m"}, {"api", "chat"}, {"key", true}}}});
    const auto out = selfInstruct(*seeds, config, model);
    REQUIRE(out);
    CHECK(script.asked[0].contains("messages"));
    CHECK(script.asked[1]["messages"][0]["content"] == "Name a tree that stays green.");
    const Json lineage = lineageOf(*out, *seeds, {}, config, model);
    CHECK(lineage["model"] == Json{{"remote", "here"}, {"url", "http://h/v1"}, {"model", "m"}});
    CHECK(lineage["settings"]["seed"] == 7);
    CHECK(lineage["seeds"]["rows"] == 1);
    const auto step = addInstructed(*rows, *out, lineage, "ada");
    REQUIRE(step);
    CHECK(step->kind == "instruct");
    CHECK(step->rows == 1);
    CHECK(*parseJson(step->what) == lineage);
    const auto added = rows->page(std::vector<std::int64_t>{4});
    REQUIRE(added);
    const Json body = *parseJson((*added)[0].body);
    CHECK(body["messages"] ==
          Json::array({turn("user", "Name a tree that stays green."), turn("assistant", "The fir.")}));
    REQUIRE(rows->undo("ada"));
    CHECK(rows->find({})->size() == 3);
    CHECK(addInstructed(*rows, {}, lineage, "ada").error().code == "curation.nothing_made");
    CHECK(instructSeeds(*rows, {.words = "nothing"}).error().code == "curation.no_tasks");
}

TEST_CASE("seeds of Alpaca are shown without the words around them, and new rows have these again") {
    TemporaryFolder folder;
    const auto *alpaca = layoutNamed("alpaca");
    REQUIRE(alpaca);
    const auto record = alpaca->read({{"instruction", "Sort."}, {"input", "b a"}, {"output", "a b"}});
    REQUIRE(record);
    auto rows = madeRows(folder.path / "a.rows", {*writeRecord(*record)});
    const auto seeds = instructSeeds(*rows, {});
    REQUIRE(seeds);
    CHECK(seeds->all[0].task == "Sort.\n\nb a");
    Scripted script;
    script.tasks = {{{" Count the words of a line."}}};
    script.answers = {{{"Two."}}};
    const auto out = made(*seeds, {.rows = 1}, script);
    const auto again = readRecord(out.rows.at(0));
    REQUIRE(again);
    const auto written = alpaca->write(*again);
    REQUIRE(written);
    CHECK((*written)["instruction"] == "Count the words of a line.");
}
