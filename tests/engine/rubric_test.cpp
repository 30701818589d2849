// SPDX-License-Identifier: Apache-2.0
// A rubric as a reward: the weighted share of its criteria, by checks and by a judge, and a training that follows it.
#include "core/engine/feedback/letter_judge.h"
#include "core/engine/feedback/question_reader.h"
#include "core/engine/model/model_files.h"
#include "core/engine/reward/reward.h"
#include "tests/contract/algorithm_variants.h"
#include <cmath>

using namespace lapidary;

namespace {

std::vector<std::optional<double>> scoresOf(RewardContext &context, const std::vector<Judged> &completions) {
    const auto scored = (*rewardByName("rubric"))->make()->score(completions, context);
    REQUIRE_MESSAGE(scored, (scored ? "" : describe(scored.error())));
    return perCompletion(*scored);
}

Json rubricOf(const Constitution &criteria) {
    Json out = Json::array();
    for (const Principle &each : criteria) out.push_back(toJson(each));
    return out;
}

} // namespace

TEST_CASE("a rubric is the weighted share of the criteria that an answer meets") {
    const auto rule = ruleByName("exact");
    const Problem known{.id = "1", .prompt = "a", .reference = "b", .row = {}},
        open{.id = "2", .prompt = "a", .reference = {}, .row = {}};
    const Constitution rubric{{.name = "right", .text = "It is right.", .check = "correct", .weight = 3},
                              {.name = "short", .text = "It is short.", .maxCharacters = 1, .weight = 1},
                              {.name = "no d", .text = "It has no d.", .mustNotHold = {"d"}, .weight = 0.5}};
    RewardContext context{.rule = **rule, .rubric = &rubric};
    const auto scores = scoresOf(
        context, {{"b", "stop", &known}, {"d", "stop", &known}, {"cd", "stop", &known}, {"cc", "stop", &open}});
    CHECK(scores[0] == 1);
    CHECK(scores[1] == 1 / 4.5);
    CHECK(scores[2] == 0);
    CHECK(scores[3] == 0.5 / 1.5); // whether it is right nobody can tell
    REQUIRE(context.criteria.size() == 4);
    CHECK(context.criteria[1] == Json{{"right", 0.0}, {"short", 1.0}, {"no d", 0.0}});
    CHECK(context.criteria[3]["right"].is_null());

    const Constitution onlyRight{rubric[0]};
    context.rubric = &onlyRight;
    CHECK_FALSE(scoresOf(context, {{"b", "stop", &open}})[0]); // that is no reward of 0
    const Constitution none;
    context.rubric = &none;
    CHECK((*rewardByName("rubric"))->make()->score({}, context).error().field == "constitution");
}

TEST_CASE("what only a reader can tell of a rubric is asked of the judge") {
    const TemporaryFolder folder;
    writeTinyPolicy(folder.path);
    const auto model = loadModel(folder.path, Placement{});
    REQUIRE(model);
    (*model)->setTraining(false);
    const auto tokenizer = Tokenizer::load(folder.path);
    REQUIRE(tokenizer);
    QuestionReader reader(*tokenizer, ChatPrompt(folder.path));
    const auto rule = ruleByName("exact");
    const Problem problem{.id = "1", .prompt = "a", .reference = "b", .row = {}};
    const Constitution rubric{{.name = "right", .text = "b", .check = "correct", .weight = 1},
                              {.name = "kind", .text = "dd", .weight = 3}};
    RewardContext context{.rule = **rule,
                          .judge = model->get(),
                          .reader = &reader,
                          .judgeAnswers = {"c", "d"},
                          .rubric = &rubric,
                          .rubricPrompt = "{prompt}{answer}{criterion}"};
    const auto score = scoresOf(context, {{"b", "stop", &problem}})[0];
    const auto question = letterQuestion(*tokenizer, "abdd", "", {"c", "d"});
    REQUIRE(question);
    const double yes = askLetters(**model, {*question})->at(0).first;
    CHECK(score.value() == doctest::Approx((1 + 3 * yes) / 4).epsilon(1e-6));
    CHECK(context.criteria[0]["kind"].get<double>() == doctest::Approx(yes).epsilon(1e-6));
    CHECK(context.reasons.empty());

    context.rubricReasonTokens = 3;
    context.rubricAnswerPrefix = "a";
    const auto reasoned = scoresOf(context, {{"b", "stop", &problem}})[0];
    const auto written = writeReasons(**model, reader, {"abdd"}, 3, {});
    REQUIRE(written);
    const std::string reason = written->at(0).text;
    const auto behind = letterQuestion(*tokenizer, "abdd", reason + "a", {"c", "d"});
    REQUIRE(behind);
    const double persuaded = askLetters(**model, {*behind})->at(0).first;
    CHECK(persuaded != doctest::Approx(yes).epsilon(1e-6));
    CHECK(reasoned.value() == doctest::Approx((1 + 3 * persuaded) / 4).epsilon(1e-6));
    CHECK(context.reasons == std::vector<Json>{{{"kind", reason}}});
    CHECK(context.judgeTokens == written->at(0).tokens());
    context.judge = nullptr;
    const std::vector<Judged> one{{"b", "stop", &problem}};
    CHECK((*rewardByName("rubric"))->make()->score(one, context).error().field == "inputs.judge");
}

TEST_CASE("a training tells why its judge found a criterion met, and counts the tokens of that") {
    const TemporaryFolder folder;
    const auto sampledTokensWith = [&](std::int64_t reasonTokens) {
        fs::remove_all(folder.path);
        fs::create_directories(folder.path);
        Variant variant = sampledVariant(findAlgorithm("grpo")->info(), folder.path);
        variant.run["principle"] = rubricOf({{.name = "kind", .text = "dd"}});
        variant.run["data"].erase("canary");
        variant.run["inputs"]["judge"] = variant.run["inputs"]["policy"];
        variant.run["config"].update({{"reward_funcs", {"rubric"}},
                                      {"constitution", "criteria.toml"},
                                      {"rubric_judge", true},
                                      {"rubric_prompt", "{answer}{criterion}"},
                                      {"rubric_max_reason_tokens", reasonTokens},
                                      {"rubric_answer_prefix", "a"},
                                      {"judge_reward_answers", {"c", "d"}},
                                      {"max_steps", 1},
                                      {"logging_steps", 1}});
        makeRunFolder(folder.path, "run", variant.run, variant.rows);
        QuietJob job(folder.path / "run");
        const auto done = train(onTestDevice(variant.run), job);
        REQUIRE_MESSAGE(done, (done ? "" : describe(done.error())));
        REQUIRE_FALSE(job.samples.empty());
        for (const Json &sample : job.samples)
            CHECK(sample.value("reasons", Json::object()).contains("kind") == (reasonTokens > 0));
        return done->at("cost").at("tokens_sampled").get<std::int64_t>();
    };
    const std::int64_t plain = sampledTokensWith(0), reasoned = sampledTokensWith(2);
    CHECK(reasoned > plain);
}

TEST_CASE("a training on a rubric learns its criteria and tells which a completion meets") {
    const TemporaryFolder folder;
    Variant variant = sampledVariant(findAlgorithm("grpo")->info(), folder.path);
    const Constitution criteria{{.name = "has an a", .text = "It has an a.", .mustHold = {"a"}, .weight = 2},
                                {.name = "no d", .text = "It has no d.", .mustNotHold = {"d"}}};
    variant.run["principle"] = rubricOf(criteria);
    variant.run["data"].erase("canary"); // whose samples are told too
    variant.run["config"].update({{"reward_funcs", {"rubric"}},
                                  {"constitution", "criteria.toml"},
                                  {"max_steps", 60},
                                  {"learning_rate", 1e-2},
                                  {"logging_steps", 1},
                                  {"lr_scheduler_type", "constant"}});
    const auto job = trained(folder.path / "run", variant.run, variant.rows);
    double first = 0, last = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        first += job.metrics[i]["reward"].get<double>() / 5;
        last += job.metrics[job.metrics.size() - 1 - i]["reward"].get<double>() / 5;
    }
    CHECK(first < 0.8);
    CHECK(last > 0.95);
    REQUIRE_FALSE(job.samples.empty());
    for (const Json &sample : job.samples) {
        const std::string text = sample["completion"];
        CHECK(sample["criteria"]["has an a"] == (text.find('a') != text.npos ? 1.0 : 0.0));
        CHECK(sample["criteria"]["no d"] == (text.find('d') == text.npos ? 1.0 : 0.0));
    }

    const Constitution unread{{.name = "kind", .text = "It is kind."}};
    variant.run["principle"] = rubricOf(unread);
    fs::remove_all(folder.path / "run");
    makeRunFolder(folder.path, "run", variant.run, variant.rows);
    QuietJob refused(folder.path / "run");
    const auto done = train(onTestDevice(variant.run), refused);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == "rubric.needs_judge");
}
