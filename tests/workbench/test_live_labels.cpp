// SPDX-License-Identifier: Apache-2.0
// What a paused training is asked, what becomes of its answers, and which labels it is given when.
#include "core/config/spec.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/live_labels.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;

namespace {

struct LiveProject {
    TemporaryFolder folder{};
    std::unique_ptr<Project> project{};
    explicit LiveProject(const std::vector<Json> &rows, const Json &config = Json::object(),
                         const Json &data = {{"train", "train.jsonl"}}) {
        auto made = Project::openOrMake(folder.path, "test");
        REQUIRE(made);
        project = std::move(*made);
        REQUIRE(project->store().save(
            RunRecord{.id = "02-dpo", .name = "DPO, hot", .kind = "train", .inputHash = "02-dpo", .state = "paused"}));
        const fs::path run = project->runFolder("02-dpo");
        mustWrite(run / "run.toml",
                  writeToml({{"kind", "train"}, {"config", config}, {"data", data}, {"model", {{"path", "../m"}}}}));
        mustWrite(run / "train.jsonl", toJsonl(rows));
    }
};

Json pairRow(const std::string &prompt) {
    return {{"prompt", prompt}, {"chosen", "good"}, {"rejected", "bad"}};
}

Json answerOf(std::vector<std::pair<std::string, std::string>> texts) {
    Json completions = Json::array();
    for (const auto &[text, reason] : texts)
        completions.push_back({{"text", text}, {"ids", {5}}, {"finish_reason", reason}});
    return {{"completions", std::move(completions)},
            {"chosen", 0},
            {"tokens", {{"kept", 1}, {"rejected", 0}, {"rollout", 0}, {"verifier", 0}}}};
}

LabelItem itemNamed(const std::string &prompt) {
    LabelItem item{.prompt = prompt,
                   .answers = {{.text = "a", .run = "02-dpo"}, {.text = "b", .run = "02-dpo"}},
                   .origin = "policy"};
    item.id = labelItemId(item);
    return item;
}

void say(LiveProject &p, const std::string &queue, std::size_t item, const char *verdict) {
    auto desk = openLabelDesk(*p.project, queue, "ada");
    REQUIRE(desk);
    REQUIRE(desk->show(item));
    REQUIRE(desk->act(verdict));
    REQUIRE(writeEvents(p.project->store(), desk->take()));
}

} // namespace

TEST_CASE("a paused run is asked for its own prompts, each once, as long as it samples itself") {
    std::vector<Json> rows;
    for (int i = 0; i < 20; ++i) rows.push_back(pairRow("p" + std::to_string(i % 10)));
    LiveProject p(rows, {{"max_completion_length", 77}});
    const auto asked = liveRequests(*p.project, "02-dpo", liveKind("preference"), {.prompts = 4});
    REQUIRE(asked);
    REQUIRE(asked->size() == 4);
    std::set<std::string> prompts;
    for (const FreshRequest &each : *asked) {
        prompts.insert(each.request.at("prompt"));
        CHECK(each.request.at("max_new_tokens") == 77);
        CHECK(each.request.at("n") == 4);
        CHECK(!each.request.contains("model")); // it answers with its own weights
        CHECK(each.like.answers.size() == 2);
        CHECK(each.like.answers[0].name == "DPO, hot");
    }
    CHECK(prompts.size() == 4);
    const auto all = liveRequests(*p.project, "02-dpo", liveKind("preference"), {.prompts = 50, .maxNewTokens = 9});
    REQUIRE(all);
    CHECK(all->size() == 10);
    CHECK((*all)[0].request.at("max_new_tokens") == 9);
    const auto again = liveRequests(*p.project, "02-dpo", liveKind("preference"), {.prompts = 4});
    CHECK((*again)[2].request == (*asked)[2].request); // of the same seed the same
}

TEST_CASE("what a run can be given decides what is asked of the person") {
    CHECK(liveKind("preference").name == "pair");
    CHECK(liveKind("unpaired_preference").name == "thumbs");
    CHECK(liveKind("prompt_completion").name == "ideal");
    CHECK(liveKind("").name == "pair");
    CHECK(liveKind("text").name == "pair");
    const auto takes =
        liveTakes({{"takes", {{{"port", "train"}, {"layout", "preference"}}}}, {"from_step", 9}, {"total", 20}});
    REQUIRE(takes);
    CHECK(takes->layout == "preference");
    CHECK(takes->fromStep == 9);
    const auto late = liveTakes({{"takes", Json::array()}, {"from_step", nullptr}});
    REQUIRE(late);
    CHECK(late->layout.empty());
    CHECK(!late->fromStep);
    CHECK(liveTakes({{"takes", 3}}).error().code == "worker.bad_answer");
}

TEST_CASE("rows without a prompt in words cannot be asked") {
    LiveProject texts(std::vector<Json>{{{"text", "no question"}}});
    CHECK(liveRequests(*texts.project, "02-dpo", liveKind(""), {}).error().code == "labels.no_prompts");
    LiveProject ids(std::vector<Json>{{{"input_ids", {1, 2}}}}, {}, {{"train", "train.jsonl"}, {"format", "tokens"}});
    CHECK(liveRequests(*ids.project, "02-dpo", liveKind(""), {}).error().code == "labels.no_prompts");
}

TEST_CASE("of the answers whole and different ones become an item; cut ones where they are asked for") {
    const FreshRequest asked{.like = {.prompt = "p", .answers = {{.run = "r"}, {.run = "r"}}, .origin = "policy"}};
    const auto whole = liveItem(answerOf({{"x", "stop"}, {"x", "stop"}, {"y", "length"}, {"z", "stop"}}), asked, false);
    REQUIRE(whole);
    CHECK(whole->answers[0].text == "x");
    CHECK(whole->answers[1].text == "z");
    CHECK(whole->origin == "policy");
    CHECK(!whole->id.empty());
    const auto cut = liveItem(answerOf({{"x", "stop"}, {"y", "length"}}), asked, true);
    REQUIRE(cut);
    CHECK(cut->answers[0].terminated);
    CHECK(!cut->answers[1].terminated);
    CHECK(liveItem(answerOf({{"x", "stop"}, {"y", "length"}}), asked, false).error().code == "labels.cut_answer");
    CHECK(liveItem(answerOf({{"x", "stop"}, {"x", "stop"}}), asked, false).error().code == "labels.same_answers");
    CHECK(liveItem(answerOf({{"", "stop"}, {"x", "stop"}}), asked, true).error().code == "labels.cut_answer");
    CHECK(liveItem(Json{{"completions", 1}}, asked, true).error().code == "worker.bad_answer");
}

TEST_CASE("a live queue remembers its run, and each label is given to it once") {
    LiveProject p(std::vector<Json>{pairRow("p0")});
    const LiveOrigin origin{.run = "02-dpo", .step = 8, .takes = "preference"};
    const auto queue =
        makeLiveQueue(*p.project, origin, liveKind("preference"), {itemNamed("p0"), itemNamed("p1"), itemNamed("p2")});
    REQUIRE(queue);
    CHECK(queue->name == "DPO--hot-step-8");
    const auto second = makeLiveQueue(*p.project, origin, liveKind("preference"), {itemNamed("p0")});
    REQUIRE(second);
    CHECK(second->name == "DPO--hot-step-8-2");
    const auto read = readLabelQueue(p.project->folder(), queue->name);
    REQUIRE(read);
    CHECK(read->live == origin);

    say(p, queue->name, 0, "left");
    say(p, queue->name, 1, "tie");
    auto gift = labelsToGive(*p.project, queue->name);
    REQUIRE(gift);
    REQUIRE(gift->rows.size() == 1); // a tie prefers nothing
    CHECK(gift->labels.silent == 1);
    CHECK(gift->run == "02-dpo");
    const Json request = giveRequest(*gift, queue->name);
    CHECK(request.at("verb") == "add_rows");
    CHECK(request.at("labels") == queue->name);
    CHECK(request.at("rows").size() == 1);
    const auto given = givenFrom({{"rows", 1}, {"left_out", 0}, {"from_step", 9}, {"total", 20}, {"step", 8}});
    REQUIRE(given);
    REQUIRE(noteGiven(*p.project, queue->name, *gift, *given));

    say(p, queue->name, 2, "right");
    gift = labelsToGive(*p.project, queue->name);
    REQUIRE(gift);
    CHECK(gift->rows.size() == 1); // what it has already is not given again
    CHECK(gift->before == 1);
    CHECK(gift->rows[0].at("prompt") == "p2");
    REQUIRE(noteGiven(*p.project, queue->name, *gift, *given));
    CHECK(labelsToGive(*p.project, queue->name)->rows.empty());
    CHECK(givenFrom({{"rows", 1}}).error().code == "worker.bad_answer");
}

TEST_CASE("labels that the run's method cannot take are refused before it is asked, and so are those of other queues") {
    LiveProject p(std::vector<Json>{pairRow("p0")});
    const auto queue =
        makeLiveQueue(*p.project, {.run = "02-dpo", .step = 8}, liveKind(""), {itemNamed("p0"), itemNamed("p1")});
    REQUIRE(queue);
    CHECK(labelsToGive(*p.project, queue->name)->rows.empty()); // nothing said, nothing to refuse
    say(p, queue->name, 0, "left");
    CHECK(labelsToGive(*p.project, queue->name).error().code == "labels.not_taken");
    REQUIRE(makeLabelQueue(p.project->folder(), {.name = "plain", .items = {itemNamed("p0")}}));
    CHECK(labelsToGive(*p.project, "plain").error().code == "labels.not_live");
}
