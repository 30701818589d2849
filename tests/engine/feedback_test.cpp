// SPDX-License-Identifier: Apache-2.0
// A judge that answers with a letter: what it says is read from its log-probabilities, in both orders.
#include "core/engine/feedback/feedback_totals.h"
#include "core/engine/feedback/judging.h"
#include "core/engine/feedback/revise_totals.h"
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/model/new_head.h"
#include "core/engine/reward/reward.h"
#include "tests/support/tiny_policy.h"
#include <cmath>

using namespace lapidary;

namespace {

struct Judge {
    TemporaryFolder folder{};
    std::shared_ptr<Decoder> model{};
    std::optional<Tokenizer> tokenizer{};

    Judge() {
        writeTinyPolicy(folder.path);
        auto loaded = loadModel(folder.path, Placement{});
        REQUIRE(loaded);
        model = std::move(*loaded);
        model->setTraining(false);
        auto read = Tokenizer::load(folder.path);
        REQUIRE(read);
        tokenizer = std::move(*read);
    }
    double logp(const std::vector<std::int64_t> &ids, const std::vector<std::int64_t> &answer) const {
        const auto scores = teacherForcedLogprobs(*model, {{ids, answer}});
        REQUIRE(scores);
        double sum = 0;
        for (const float each : scores->at(0).logprobs) sum += static_cast<double>(each);
        return sum;
    }
};

Contest contestOf(const std::string &a, const std::string &b) {
    const auto contest = contestOfPair({{"prompt", "a"}, {"chosen", a}, {"rejected", b}});
    REQUIRE(contest);
    return *contest;
}

} // namespace

TEST_CASE("feedback: what a judge says is p(A) / (p(A) + p(B)) behind its question") {
    const Judge judge;
    const auto question = letterQuestion(*judge.tokenizer, "ab", "c", {"a", "b"});
    REQUIRE(question);
    CHECK(question->ids == std::vector<std::int64_t>{0, 2, 3, 4}); // <bos> a b, and the beginning of its answer
    CHECK(question->answers[0] == std::vector<std::int64_t>{2});
    const auto said = askLetters(*judge.model, {*question});
    REQUIRE(said);
    const double a = std::exp(judge.logp(question->ids, {2})), b = std::exp(judge.logp(question->ids, {3}));
    CHECK(said->at(0).first == doctest::Approx(a / (a + b)).epsilon(1e-5));
    CHECK(said->at(0).mass == doctest::Approx(a + b).epsilon(1e-5));
    const auto turned = letterQuestion(*judge.tokenizer, "ab", "c", {"b", "a"});
    REQUIRE(turned);
    CHECK(askLetters(*judge.model, {*turned})->at(0).first == doctest::Approx(b / (a + b)).epsilon(1e-5));
    const auto same = letterQuestion(*judge.tokenizer, "ab", "c", {"a", "ab"});
    REQUIRE_FALSE(same);
    CHECK(same.error().code == "judge.same_answer");
}

TEST_CASE("feedback: each pair is asked about in both orders") {
    const Judge lab;
    JudgeConfig config;
    config.judgePrompt = "{prompt}{a}{b}";
    config.answerPrefix = "";
    config.answers = {"a", "b"};
    QuestionReader reader(*lab.tokenizer, ChatPrompt(lab.folder.path));
    const auto said = judge(*lab.model, reader, config, {contestOf("cc", "d")}, {nullptr}, {});
    REQUIRE(said);
    const auto alone = [&](const std::string &text) {
        const auto question = letterQuestion(*lab.tokenizer, text, "", config.answers);
        REQUIRE(question);
        return askLetters(*lab.model, {*question})->at(0).first;
    };
    CHECK(said->at(0).label.first == doctest::Approx(alone("accd")).epsilon(1e-5));
    CHECK(said->at(0).label.second == doctest::Approx(1 - alone("adcc")).epsilon(1e-5));
    config.reasonTokens = 3;
    const auto reasoned = judge(*lab.model, reader, config, {contestOf("cc", "d")}, {nullptr}, {});
    // a reason is followed by a line break, which this alphabet lacks
    if (reasoned) CHECK_FALSE(reasoned->at(0).reasons[0].empty());
    std::stop_source stop;
    stop.request_stop();
    config.reasonTokens = 0;
    CHECK(judge(*lab.model, reader, config, {contestOf("cc", "d")}, {nullptr}, stop.get_token()).error().code ==
          kCancelled);
}

TEST_CASE("feedback: totals count agreement with gold, order and ties, and drop what depends on the order") {
    const TemporaryFolder folder;
    std::string lines;
    const auto add = [&](double first, double second, Json gold) {
        const AiLabel label{first, second};
        lines += dumpJson({{"first", first},
                           {"second", second},
                           {"soft", label.soft()},
                           {"consistent", label.consistent()},
                           {"tie", label.tie()},
                           {"mass", 0.5},
                           {"gold", std::move(gold)},
                           {"row", {{"chosen", "x"}}}}) +
                 "\n";
    };
    add(0.9, 0.8, true);    // right
    add(0.2, 0.1, true);    // wrong
    add(0.9, 0.2, true);    // right on the mean, but it depends on the order
    add(0.75, 0.25, false); // a tie is no answer
    add(0.7, 0.9, nullptr); // nobody knows
    REQUIRE(writeFileAtomic(folder.path / "j.jsonl", lines));
    const auto totals = feedbackTotals(folder.path / "j.jsonl", true),
               all = feedbackTotals(folder.path / "j.jsonl", false);
    REQUIRE(totals);
    REQUIRE(all);
    const Json &result = totals->result;
    CHECK(result["contests"] == 5);
    CHECK(result["pairs"] == 3);
    CHECK(all->result["pairs"] == 4);
    CHECK(result["inconsistent"] == 2);
    CHECK(result["inconsistent_share"].get<double>() == doctest::Approx(0.4));
    CHECK(result["ties"] == 1);
    CHECK(result["judged"] == 4);
    CHECK(result["right"] == 2);
    CHECK(result["accuracy"].get<double>() == doctest::Approx(0.5));
    CHECK(result["accuracy_low"].get<double>() == doctest::Approx(0.15).epsilon(0.01)); // Wilson of 2 in 4
    CHECK(result["accuracy_high"].get<double>() == doctest::Approx(0.85).epsilon(0.01));
    // what is shown first is preferred by (0.9+0.2 + 0.2+0.9 + 0.9+0.8 + 0.75+0.75 + 0.7+0.1) / 10
    CHECK(result["first_shown"].get<double>() == doctest::Approx(0.62));
    REQUIRE(writeFileAtomic(folder.path / "none.jsonl", lines.substr(0, 0)));
    CHECK(feedbackTotals(folder.path / "none.jsonl", true).error().code == "feedback.none");
}

TEST_CASE("feedback: revisions become demonstrations and pairs, and violations are counted before and after") {
    const TemporaryFolder folder;
    const auto rule = ruleByName("chain_mod");
    const Constitution constitution{{.name = "steps", .text = "t", .check = "shows_steps"},
                                    {.name = "kind", .text = "k"}};
    const auto line = [](const char *answer, const char *revision, const char *reason) {
        return dumpJson({{"id", "1"},
                         {"prompt", "k=1+8;?k:"},
                         {"reference", "9"},
                         {"answer", answer},
                         {"finish_reason", "stop"},
                         {"rounds",
                          {{{"principle", "steps"},
                            {"critique", "T"},
                            {"revision", revision},
                            {"finish_reason", reason}}}}}) +
               "\n";
    };
    const std::string chain = "Tk=1+8;:k=1+8=9;A9";
    REQUIRE(writeFileAtomic(folder.path / "r.jsonl", line("A9", chain.c_str(), "stop") + line("A9", "A9", "stop") +
                                                         line("A9", chain.c_str(), "length")));
    const auto totals = reviseTotals(folder.path / "r.jsonl", constitution, **rule);
    REQUIRE(totals);
    CHECK(totals->result["answers"] == 3);
    CHECK(totals->result["rows"] == 2);
    CHECK(totals->result["pairs"] == 1); // one was not changed, and a cut one is no demonstration
    CHECK(totals->result["faulty"] == 1);
    CHECK(totals->result["unchanged"] == 1);
    CHECK(totals->result["violations"]["before"]["violations"] == 3);
    CHECK(totals->result["violations"]["after"]["violations"] == 1);
    CHECK(totals->result["principles"].size() == 1); // of the other one no rule can tell
    const auto pair = parseJson(totals->pairs);
    REQUIRE(pair);
    CHECK(pair->at("chosen") == chain);
    CHECK(pair->at("rejected") == "A9");
    CHECK(pair->at("principle") == "steps");
}

TEST_CASE("feedback: a judge as a reward gives the probability of yes, and several reward models their mean") {
    const Judge lab;
    QuestionReader reader(*lab.tokenizer, ChatPrompt(lab.folder.path));
    const auto rule = ruleByName("exact");
    const Problem problem{.id = "1", .prompt = "a", .reference = "b", .row = {}};
    RewardContext context{.rule = **rule,
                          .judge = lab.model.get(),
                          .reader = &reader,
                          .judgePrompt = "{prompt}{answer}",
                          .judgeAnswers = {"c", "d"}};
    const std::vector<Judged> one{{"bb", "stop", &problem}};
    const auto judged = (*rewardByName("judge"))->make()->score(one, context);
    REQUIRE(judged);
    const auto question = letterQuestion(*lab.tokenizer, "abb", "", {"c", "d"});
    CHECK(judged->rows.at(0).at(0).value() ==
          doctest::Approx(askLetters(*lab.model, {*question})->at(0).first).epsilon(1e-6));
    context.judge = nullptr;
    CHECK((*rewardByName("judge"))->make()->score(one, context).error().field == "inputs.judge");

    const auto scorer = [&](std::uint64_t seed) { return withNewHead(*lab.model, HeadKind::Sequence, 1, seed); };
    const auto a = scorer(1), b = scorer(2);
    std::vector<Judged> tokens = one;
    tokens[0].promptIds = {0, 2};
    tokens[0].ids = {3, 3, 1};
    const auto says = [&](std::vector<const Decoder *> networks, double penalty) {
        RewardContext asked{.rule = **rule, .networks = std::move(networks), .penalty = penalty};
        const auto rows = (*rewardByName("reward_model"))->make()->score(tokens, asked);
        REQUIRE(rows);
        return std::pair(rows->rows.at(0).at(0).value(), asked.spread.at(0));
    };
    const double first = says({a.get()}, 1).first, second = says({b.get()}, 1).first;
    REQUIRE(first != second);
    CHECK(says({a.get()}, 1).second == 0);                           // alone it differs from nobody
    const double spread = std::abs(first - second) / std::sqrt(2.0); // the unbiased deviation of two
    CHECK(says({a.get(), b.get()}, 0).first == doctest::Approx((first + second) / 2));
    CHECK(says({a.get(), b.get()}, 0).second == doctest::Approx(spread));
    CHECK(says({a.get(), b.get()}, 2).first == doctest::Approx((first + second) / 2 - 2 * spread));
}
