// SPDX-License-Identifier: Apache-2.0
// Questions with given choices: what is read of them, how likely it is, what it costs, and what is refused. Numbers are
// those of transformers (tests/golden/choices).
#include "core/base/files.h"
#include "core/engine/model/model_files.h"
#include "core/engine/search/driver.h"
#include "core/engine/search/network_model.h"
#include "core/engine/search/strategies/choice_likelihood.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/strategy_run.h"
#include "tests/support/tolerance.h"
#include <cmath>
#include <limits>

using namespace lapidary;

namespace {

Json golden(const char *file) {
    return *readFile(fs::path(LAPIDARY_TEST_DATA) / "choices" / file, 1 << 20).and_then([](const std::string &text) {
        return parseJson(text, {.depth = 128});
    });
}

/// Says of every text that it finds it as likely as `logprobs` has it, one token each, and remembers what it was given.
class Reader final : public LanguageModel {
public:
    explicit Reader(std::vector<float> logprobs) : logprobs_(std::move(logprobs)) {}
    bool knowsTokens() const override { return true; }
    Result<std::vector<GeneratedPrompt>> complete(std::span<const CompletionRequest>, const Watch &) const override {
        return fail("test", "nothing is written");
    }
    Result<std::vector<GeneratedPrompt>> read(std::span<const GivenTexts> given, const Watch &) const override {
        std::vector<GeneratedPrompt> out(given.size());
        for (std::size_t g = 0; g < given.size(); ++g)
            for (std::size_t t = 0; t < given[g].texts.size(); ++t) {
                const auto &ids = given[g].texts[t];
                const float each = logprobs_[t] / static_cast<float>(ids.size());
                out[g].completions.push_back({.ids = ids,
                                              .text = {},
                                              .finishReason = kGiven,
                                              .logprobs = std::vector<float>(ids.size(), each),
                                              .entropies = {}});
            }
        return out;
    }

private:
    std::vector<float> logprobs_;
};

/// One problem of words, answered by a Reader. A token is a byte.
struct Asked {
    SearchContext context{};
    SearchProblem problem{.problem = {.id = "q", .prompt = "Which?", .reference = "B"}};
    std::unique_ptr<Rule> rule = std::move(*ruleByName("choice"));

    explicit Asked(std::vector<float> logprobs) {
        context.model = std::make_shared<Reader>(std::move(logprobs));
        context.encode = [](const std::string &text, bool) -> Result<std::vector<std::int64_t>> {
            return std::vector<std::int64_t>(text.begin(), text.end());
        };
        context.rule = rule.get();
    }
    Result<SearchOutcome> answer(const Json &config = Json::object()) const {
        const auto strategy = (*strategyByName("choice_likelihood"))->make(config);
        REQUIRE(strategy);
        auto outcomes = runSearch(**strategy, {problem}, context);
        if (!outcomes) return unexpected(outcomes.error());
        return std::move(outcomes->front());
    }
    std::string codeOf(const Json &config = Json::object()) const {
        const auto outcome = answer(config);
        return outcome ? "" : outcome.error().code;
    }
    std::vector<std::string> texts(const Json &config = Json::object()) const {
        const auto outcome = answer(config);
        REQUIRE_MESSAGE(outcome, (outcome ? "" : describe(outcome.error())));
        std::vector<std::string> out;
        for (const auto &candidate : outcome->candidates) out.push_back(candidate.text);
        return out;
    }
};

const std::string kLettered = "Which?\nA. one\nB. two\nC. three";

} // namespace

TEST_CASE("choices are as likely as transformers finds them, and each way to count their length takes the same one") {
    const fs::path folder = LAPIDARY_SOURCE "/resources/starter";
    const auto model = loadModel(folder, {});
    REQUIRE(model);
    const auto tokenizer = Tokenizer::load(folder);
    REQUIRE(tokenizer);
    SearchContext context;
    context.model = std::make_shared<NetworkModel>(**model);
    context.encode = [&](const std::string &text, bool special) -> Result<std::vector<std::int64_t>> {
        const auto encoding = tokenizer->encode(text, special);
        if (!encoding) return unexpected(encoding.error());
        return std::vector<std::int64_t>(encoding->ids.begin(), encoding->ids.end());
    };
    const Json rows = golden("starter.json");
    std::vector<SearchProblem> problems;
    for (const Json &row : rows)
        problems.push_back(
            {.problem = {.id = "q", .prompt = row["prompt"].get<std::string>(), .reference = "", .row = row}});
    for (const char *normalize : {"none", "characters", "bytes", "tokens"}) {
        CAPTURE(normalize);
        const auto strategy = (*strategyByName("choice_likelihood"))
                                  ->make({{"normalize", normalize}, {"delimiter", ""}, {"completion_prefix", ""}});
        REQUIRE(strategy);
        const auto outcomes = runSearch(**strategy, problems, context);
        REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
        for (std::size_t q = 0; q < rows.size(); ++q) {
            CAPTURE(q);
            const SearchOutcome &outcome = (*outcomes)[q];
            CHECK(outcome.chosen == rows[q][normalize]["chosen"]);
            CHECK(outcome.answered);
            std::int64_t tokens = 0;
            for (std::size_t c = 0; c < outcome.candidates.size(); ++c) {
                const Candidate &candidate = outcome.candidates[c];
                CHECK(candidate.text == rows[q]["choices"][c]);
                CHECK(candidate.completion.ids.size() == rows[q]["counts"][c]);
                CHECK(std::abs(candidate.completion.logprob() - rows[q]["logprobs"][c].get<double>()) <
                      toleranceOf(rows[q]["logprobs"]));
                CHECK(std::abs(candidate.score.value() - rows[q][normalize]["shares"][c].get<double>()) < 1e-4);
                tokens += rows[q]["counts"][c].get<std::int64_t>();
            }
            CHECK(outcome.tokens.verifier == tokens);
            CHECK(outcome.tokens.spent() == tokens); // nothing was written
            CHECK(outcome.tokens.distinct == 0);
        }
    }
}

TEST_CASE("given texts are as likely token by token, whatever stands beside them in a batch") {
    const Json rows = golden("tokens.json");
    for (std::size_t r = 0; r < rows.size(); r += 2) {
        const std::string name = rows[r]["model"];
        CAPTURE(name);
        const auto model = loadModel(fs::path(LAPIDARY_TEST_DATA) / "models" / name, {});
        REQUIRE(model);
        std::vector<GivenTexts> given;
        for (std::size_t g : {r, r + 1})
            given.push_back({rows[g]["before"].get<std::vector<std::int64_t>>(),
                             rows[g]["texts"].get<std::vector<std::vector<std::int64_t>>>()});
        const NetworkModel network(**model);
        const auto read = network.read(given, {});
        REQUIRE_MESSAGE(read, (read ? "" : describe(read.error())));
        for (std::size_t g = 0; g < 2; ++g)
            for (std::size_t t = 0; t < given[g].texts.size(); ++t) {
                const auto &completion = (*read)[g].completions[t];
                const Json &wanted = rows[r + g]["logprobs"][t];
                REQUIRE(completion.logprobs.size() == wanted.size());
                CHECK(completion.finishReason == kGiven);
                for (std::size_t i = 0; i < wanted.size(); ++i)
                    CHECK(std::abs(completion.logprobs[i] - wanted[i].get<double>()) < toleranceOf(wanted));
            }
        CHECK(network.kept().pool()->used() == 0);
    }
}

TEST_CASE("what cannot be read is refused by name") {
    const auto model = loadModel(fs::path(LAPIDARY_TEST_DATA) / "models/llama2_mha", {});
    REQUIRE(model);
    const NetworkModel network(**model);
    const auto codeOf = [&](GivenTexts given) {
        const auto read = network.read({&given, 1}, {});
        return read ? "" : read.error().code;
    };
    CHECK(codeOf({{5, 6}, {{7}, {8, 9}}}).empty());
    CHECK(codeOf({{}, {{7}}}) == "generate.empty_prompt");
    CHECK(codeOf({{5}, {{7, 1 << 20}}}) == "generate.token_out_of_range");
    CHECK(codeOf({{5}, {std::vector<std::int64_t>(1 << 16, 7)}}) == "generate.too_long");
    const ScriptedModel script([](const CompletionRequest &, std::int64_t) { return Completion{}; });
    const GivenTexts given{{5}, {{7}}};
    CHECK(script.read({&given, 1}, {}).error().code == "search.no_reading");
}

TEST_CASE("a stop before a text is read leaves it cancelled, and costs nothing") {
    const auto model = loadModel(fs::path(LAPIDARY_TEST_DATA) / "models/llama2_mha", {});
    REQUIRE(model);
    std::stop_source stop;
    stop.request_stop();
    const GivenTexts given{{5}, {{7}, {8}}};
    const auto read = NetworkModel(**model).read({&given, 1}, {.stop = stop.get_token()});
    REQUIRE(read);
    for (const auto &completion : read->front().completions) {
        CHECK(completion.finishReason == "cancelled");
        CHECK(completion.logprobs.empty());
    }
    CHECK(read->front().cachedTokens == 0);
}

TEST_CASE("of a lettered question the letter is read, unless letter and words or words alone are asked for") {
    Asked asked({-3, -1, -2});
    asked.problem.problem.prompt = kLettered;
    CHECK(asked.texts() == std::vector<std::string>{"\nAnswer: A", "\nAnswer: B", "\nAnswer: C"});
    CHECK(asked.texts({{"form", "option"}, {"completion_prefix", ""}}) ==
          std::vector<std::string>{" A. one", " B. two", " C. three"});
    CHECK(asked.texts({{"form", "words"}, {"delimiter", "="}}) ==
          std::vector<std::string>{"\nAnswer:=one", "\nAnswer:=two", "\nAnswer:=three"});
    for (const char *form : {"letter", "option"}) {
        const auto outcome = asked.answer({{"form", form}});
        REQUIRE(outcome);
        CHECK(outcome->chosen == 1);
        CHECK(outcome->answer == "B"); // as the rule finds it in what was read
        CHECK(outcome->reason == "likeliest of 3 choices");
        CHECK(!outcome->tie);
    }
}

TEST_CASE("choices of the row come first, and need no letters") {
    Asked asked({-1, -2});
    asked.problem.problem.row = {{"choices", {"yes", "no"}}};
    CHECK(asked.texts({{"completion_prefix", ""}}) == std::vector<std::string>{" yes", " no"});
    CHECK(asked.codeOf({{"form", "letter"}}) == "search.no_letters");
    CHECK(asked.codeOf({{"form", "option"}}) == "search.no_letters");
    asked.problem.problem.row = {{"question", "Which?\nA. yes\nB. no"}, {"choices", {"Yes, indeed", "No"}}};
    CHECK(asked.texts({{"completion_prefix", ""}}) == std::vector<std::string>{" A", " B"});
}

TEST_CASE("a length is that of the choice itself, without what separates it from the question") {
    // 6 bytes, 2 characters; 3 of both. By sum the first wins, by bytes too, by characters the second.
    Asked asked({-3.2F, -3.9F});
    asked.problem.problem.row = {{"choices", {"\xE6\xAD\xA3\xE7\xA1\xAE", "not"}}};
    CHECK(asked.answer()->chosen == 0);
    CHECK(asked.answer({{"normalize", "bytes"}})->chosen == 0);      // -0.53, -1.3
    CHECK(asked.answer({{"normalize", "characters"}})->chosen == 1); // -1.6, -1.3
    const auto shares = asked.answer({{"normalize", "characters"}, {"delimiter", "    "}});
    CHECK(*shares->candidates[0].score == doctest::Approx(1 / (1 + std::exp(1.6 - 1.3))).epsilon(1e-6));
    CHECK(asked.answer({{"normalize", "tokens"}})->candidates[1].score.value() ==
          doctest::Approx(1 / (1 + std::exp(-3.2 / 7 + 3.9 / 4))).epsilon(1e-6)); // with the delimiter's token
}

TEST_CASE("shares are those of the likelihoods, of equal ones the first is taken, and no number is no answer") {
    CHECK(shareOfChoices({-1000, -1000 + std::log(3.0)}, {1, 1})[1] == doctest::Approx(0.75));
    CHECK(shareOfChoices({-2, -2}, {1, 2})[0] == doctest::Approx(1 / (1 + std::exp(1.0))));
    CHECK(shareOfChoices({}, {}).empty());
    CHECK(shareOfChoices({-1, std::numeric_limits<double>::quiet_NaN()}, {1, 1}).empty());
    Asked asked({-2, -1, -1});
    asked.problem.problem.prompt = kLettered;
    const auto tie = asked.answer();
    CHECK(tie->chosen == 1);
    CHECK(tie->tie);
    Asked nothing({-1, std::numeric_limits<float>::quiet_NaN(), -1});
    nothing.problem.problem.prompt = kLettered;
    CHECK(!nothing.answer()->answered);
    CHECK(nothing.answer()->reason == "no score");
}

TEST_CASE("a budget covers all choices or reads none") {
    Asked asked({-1, -2});
    asked.problem.problem.row = {{"choices", {"yes", "no"}}};
    const auto enough = asked.answer({{"token_budget", 7}}); // with a blank before each
    CHECK(enough->answered);
    CHECK(enough->tokens.verifier == 7);
    const auto less = asked.answer({{"token_budget", 6}});
    CHECK(!less->answered);
    CHECK(less->reason == "budget");
    CHECK(less->tokens.spent() == 0);
    CHECK(less->candidates.size() == 2);
}

TEST_CASE("without choices, or with a server, the question is refused before anything is read") {
    Asked asked({-1, -2});
    CHECK(asked.codeOf() == "choices.none");
    asked.problem.problem.row = {{"choices", {"only one"}}};
    CHECK(asked.codeOf() == "choices.wrong_type");
    asked.problem.problem.prompt = kLettered;
    asked.problem.problem.row = Json();
    asked.context.model =
        std::make_shared<ScriptedModel>([](const CompletionRequest &, std::int64_t) { return Completion{}; }, false);
    CHECK(asked.codeOf() == "search.choices_remote");
}

TEST_CASE("the tree tells the log-probability of each choice and its share among them") {
    Asked asked({-3, -1, -2});
    asked.problem.problem.prompt = kLettered;
    SearchTrees trees;
    asked.context.trace = [&](const SearchEvent &event) { REQUIRE(trees.add(event)); };
    REQUIRE(asked.answer());
    const auto &nodes = trees.trees().front().nodes;
    REQUIRE(nodes.size() == 4);
    double sum = 0;
    for (std::size_t n = 1; n < nodes.size(); ++n) {
        CHECK(nodes[n].piece.finishReason == kGiven);
        CHECK(nodes[n].piece.tokens == 0);
        sum += nodes[n].score.value();
    }
    CHECK(nodes[2].piece.logprob == doctest::Approx(-1));
    CHECK(sum == doctest::Approx(1));
    CHECK(trees.trees().front().chosen == 2);
}
