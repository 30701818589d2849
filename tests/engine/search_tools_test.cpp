// SPDX-License-Identifier: Apache-2.0
// The calculator within annotations, the tools that a search calls, and the strategy that calls them.
#include "core/engine/search/calculating_model.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/driver.h"
#include "core/engine/search/retrieve_tool.h"
#include "core/engine/search/spans.h"
#include "core/engine/search/strategies/react.h"
#include "core/engine/search/tools.h"
#include "tests/support/alone_model.h"
#include "tests/support/digits.h"
#include "tests/support/scripted_model.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

using Ids = std::vector<std::int64_t>;

Result<Ids> encodeBytes(const std::string &text, bool) {
    return Ids(text.begin(), text.end());
}
std::string decodeBytes(const Ids &ids) {
    return {ids.begin(), ids.end()};
}

/// Writes what `rest` says comes behind a beginning, up to a mark or a text that ends it, as a network does.
std::shared_ptr<const ScriptedModel> writes(std::function<std::string(const std::string &begun)> rest) {
    return std::make_shared<ScriptedModel>([rest](const CompletionRequest &request, std::int64_t) {
        std::string text = rest(request.begun);
        std::string reason = "stop";
        std::size_t end = text.size();
        for (const auto &mark : request.until.marks)
            if (const auto at = text.find(mark); at != text.npos && at + mark.size() <= end)
                end = at + mark.size(), reason = kStep;
        std::string ids = text.substr(0, end);
        std::string shown = ids;
        for (const auto &stop : request.until.texts)
            if (const auto at = ids.find(stop); at != ids.npos) {
                shown = ids.substr(0, at), ids = ids.substr(0, at + stop.size()), reason = "stop";
            }
        const Ids tokens(ids.begin(), ids.end());
        return Completion{.ids = tokens,
                          .text = shown,
                          .finishReason = reason,
                          .logprobs = std::vector<float>(tokens.size(), -1),
                          .entropies = {}};
    });
}

SearchContext contextOf(std::shared_ptr<const LanguageModel> model) {
    SearchContext context;
    context.model = std::move(model);
    context.encode = encodeBytes;
    context.decode = decodeBytes;
    context.tools = searchTools();
    return context;
}

Result<std::vector<SearchOutcome>> run(const char *name, Json config, const SearchContext &context,
                                       const std::vector<SearchProblem> &problems) {
    const auto entry = strategyByName(name);
    REQUIRE(entry);
    const auto strategy = (*entry)->make(config);
    REQUIRE_MESSAGE(strategy, (strategy ? "" : describe(joined(strategy.error()))));
    return runSearch(**strategy, problems, context);
}

SearchOutcome one(const char *name, Json config, const SearchContext &context) {
    const auto outcomes =
        run(name, std::move(config), context, {{.problem = {.id = "p", .prompt = "Q", .reference = "", .row = {}}}});
    REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
    return outcomes->front();
}

std::string spansOf(const Candidate &candidate) {
    std::string out;
    for (const auto &[begin, end] : candidate.byTool)
        out += decodeBytes({candidate.completion.ids.begin() + std::ptrdiff_t(begin),
                            candidate.completion.ids.begin() + std::ptrdiff_t(end)}) +
               "|";
    return out;
}

/// Behind what has been written, the rest of `whole`; what the calculator wrote stands there.
std::function<std::string(const std::string &)> goesOn(std::map<std::string, std::string> rests) {
    return [rests](const std::string &begun) {
        const auto rest = rests.find(begun);
        REQUIRE_MESSAGE(rest != rests.end(), begun);
        return rest->second;
    };
}

} // namespace

TEST_CASE("where a sum stands open the calculator writes, and its tokens are marked and free") {
    const auto model = writes(goesOn({{"", "a <<9*2=99>> b"},
                                      {"a <<9*2=18>>", " and <<1/2=7"},
                                      {"a <<9*2=18>> and <<1/2=0.5>>", ", x=3."},
                                      {"a <<9*2=18>> and <<1/2=0.5>>, x=", "3."}}));
    const auto outcome = one("greedy", {{"calculator", true}}, contextOf(model));
    const Candidate &candidate = outcome.candidates.at(0);
    CHECK(candidate.text == "a <<9*2=18>> and <<1/2=0.5>>, x=3.");
    CHECK(decodeBytes(candidate.completion.ids) == candidate.text);
    CHECK(spansOf(candidate) == "18>>|0.5>>|");
    const auto own = static_cast<std::int64_t>(candidate.text.size()) - 9;
    CHECK(outcome.tokens.kept == own);
    CHECK(outcome.tokens.distinct == own);
    CHECK(outcome.tokens.rejected == 0);
    CHECK(candidate.completion.logprobs.size() == static_cast<std::size_t>(own));
    const auto plain = one("greedy", {}, contextOf(writes(goesOn({{"", "a <<9*2=99>>"}}))));
    CHECK(plain.candidates[0].text == "a <<9*2=99>>");
    CHECK(plain.candidates[0].byTool.empty());
}

TEST_CASE("samples that are kept may have a calculator too, whose tokens are marked in each") {
    const auto model = writes(goesOn({{"", "<<9*2=99>>"}, {"<<9*2=18>>", "."}}));
    CandidateConfig config{.n = 2, .calculator = true};
    const SearchProblem problem{.problem = {.id = "p", .prompt = "Q", .reference = "", .row = {}}};
    const auto drawn = drawSamples({problem}, contextOf(model), config);
    REQUIRE(drawn);
    REQUIRE(drawn->front().candidates.size() == 2);
    for (const Candidate &candidate : drawn->front().candidates) {
        CHECK(candidate.text == "<<9*2=18>>.");
        CHECK(spansOf(candidate) == "18>>|");
    }
    config.calculator = false;
    const auto plain = drawSamples({problem}, contextOf(writes(goesOn({{"", "<<9*2=99>>"}}))), config);
    REQUIRE(plain);
    CHECK(plain->front().candidates[0].text == "<<9*2=99>>");
}

TEST_CASE("the calculator leaves the limit of tokens and the ends of an answer as they are") {
    const auto model = writes(goesOn({{"", "<<9*2="}, {"<<9*2=18>>", "0123456789"}}));
    const auto cut = one("greedy", {{"calculator", true}, {"max_new_tokens", 6}}, contextOf(model));
    CHECK(cut.candidates[0].completion.finishReason == "length");
    CHECK(cut.candidates[0].text == "<<9*2=18>>");
    const auto few = one("greedy", {{"calculator", true}, {"max_new_tokens", 9}}, contextOf(model));
    CHECK(decodeBytes(few.candidates[0].completion.ids) == "<<9*2=18>>012");
    CHECK(few.tokens.kept == 9);
    const auto stopped = one("greedy", {{"calculator", true}, {"stop", {"45"}}}, contextOf(model));
    CHECK(stopped.candidates[0].text == "<<9*2=18>>0123");
}

TEST_CASE("steps of a search go on behind what the calculator wrote") {
    const auto model = writes([](const std::string &begun) -> std::string {
        if (begun.empty()) return "<<2+3=1\nx";
        if (begun == "<<2+3=5>>") return "\nso 5";
        return begun == "<<2+3=5>>\n" ? "so 5" : "";
    });
    const auto outcome = one("beam_search", {{"calculator", true}, {"width", 1}, {"expansions", 1}}, contextOf(model));
    CHECK(outcome.candidates[outcome.chosen].text == "<<2+3=5>>\nso 5");
    CHECK(spansOf(outcome.candidates[outcome.chosen]) == "5>>|");
}

TEST_CASE("a remote model has no calculator") {
    auto context = contextOf(std::make_shared<ScriptedModel>(
        [](const auto &, std::int64_t) {
            return Completion{.ids = {}, .text = {}, .finishReason = "stop", .logprobs = {}, .entropies = {}};
        },
        false));
    const auto outcomes = run("greedy", {{"calculator", true}}, context,
                              {{.problem = {.id = "p", .prompt = "Q", .reference = "", .row = {}}}});
    REQUIRE(!outcomes);
    CHECK(outcomes.error().code == "search.calculator_tokens");
}

TEST_CASE("a strategy draws the same with the calculator where nothing is to be computed") {
    for (const StrategyEntry &entry : strategies()) {
        CAPTURE(entry.info().name);
        std::vector<std::string> runs;
        for (const bool calculator : {false, true}) {
            DigitsBench bench;
            Json config = {{"calculator", calculator}};
            for (const auto &field : entry.info().spec)
                if (field.name == "max_new_tokens") config["max_new_tokens"] = 14;
            if (config.size() == 1) // who writes nothing chooses among what is given
                for (auto &problem : bench.problems) problem.problem.row = {{"choices", {"53", "7"}}};
            const auto strategy = entry.make(config);
            REQUIRE(strategy);
            CHECK((*strategy)->drawing().calculator == calculator);
            const auto outcomes = runSearch(**strategy, bench.problems, bench.context);
            REQUIRE(outcomes);
            std::string &all = runs.emplace_back();
            for (const auto &outcome : *outcomes) {
                all += outcome.reason + " " + std::to_string(outcome.tokens.spent()) + ":";
                for (const auto &candidate : outcome.candidates) all += candidate.text + ";";
            }
        }
        CHECK(runs[0] == runs[1]);
    }
}

TEST_CASE("a network computes the same whether what has been read is shared or read again") {
    // A language in which sums stand open often: 90 is what the calculator writes.
    const auto decode = [](const Ids &ids) {
        std::string out;
        for (const auto id : ids)
            out += id == 90 ? "2>>" : id % 4 == 0 ? "<<1+1" : id % 4 == 1 ? "=" : id % 4 == 2 ? "x" : " ";
        return out;
    };
    DigitsBench bench;
    bench.context.rule = nullptr;
    bench.context.decode = decode;
    bench.context.encode = [](const std::string &text, bool special) -> Result<Ids> {
        return special ? encodeDigits(text, true) : Ids(text.size() / 3, 90);
    };
    std::vector<std::vector<SearchOutcome>> runs;
    for (const bool shared : {false, true}) {
        if (shared)
            bench.context.model = std::make_shared<NetworkModel>(*bench.model, decode);
        else
            bench.context.model = std::make_shared<AloneModel>(*bench.model, decode);
        auto outcomes = run("best_of_n", {{"calculator", true}, {"n", 6}, {"max_new_tokens", 40}, {"ignore_eos", true}},
                            bench.context, bench.problems);
        REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
        runs.push_back(std::move(*outcomes));
    }
    int computed = 0;
    for (std::size_t p = 0; p < runs[0].size(); ++p)
        for (std::size_t s = 0; s < runs[0][p].candidates.size(); ++s) {
            const Candidate &candidate = runs[1][p].candidates[s];
            CHECK(candidate.completion.ids == runs[0][p].candidates[s].completion.ids);
            CHECK(candidate.completion.tokens() <= 40);
            for (const auto &[begin, end] : candidate.byTool) {
                ++computed;
                CHECK(end == begin + 1);
                CHECK(candidate.completion.ids[begin] == 90);
            }
            for (auto at = candidate.text.find("<<1+1="); at != std::string::npos;
                 at = candidate.text.find("<<1+1=", at + 1))
                CHECK(candidate.text.substr(at + 6, 3) == "2>>");
        }
    CHECK(computed > 5);
}

TEST_CASE("an action is the last one of a thought, and what stands in its brackets") {
    const auto said = [](const char *text) {
        const auto action = actionOf(text, "Action:");
        return action ? action->name + "|" + action->input : "none";
    };
    CHECK(said("I multiply.\nAction: calculator[12*7]\n") == "calculator|12*7");
    CHECK(said("Action: a[1]\nAction: b [ 2 ]") == "b| 2 ");
    CHECK(said("Action: solve[x[1]]") == "solve|x[1]");
    for (const char *text : {"", "12*7 is 84", "Action:", "Action: calculator", "Action: calculator\n[1]",
                             "Action: calculator[1", "Action: ]["})
        CHECK(said(text) == "none");
}

TEST_CASE("react writes, calls and reads, until there is no action") {
    const std::string first = "I multiply.\nAction: calculator[12*7]\n", second = "So 84.\nAction: fly[1]\n";
    const std::string seen = first + "Observation: 84\n" + second +
                             "Observation: There is no tool fly. The tools are: calculator, symbolic.\n";
    const auto model = writes(goesOn({{"", first + "Observation: 80"},
                                      {first + "Observation: 84\n", second + "Observation:"},
                                      {seen, "The answer is 84"}}));
    const auto outcome = one("react", {}, contextOf(model));
    const Candidate &candidate = outcome.candidates.at(0);
    CHECK(candidate.text == seen + "The answer is 84");
    CHECK(outcome.answered);
    CHECK(outcome.reason == "calls 2");
    CHECK(spansOf(candidate) == "Observation: 84\n|");
    const std::size_t mark = std::string("Observation:").size(); // written, and taken back
    CHECK(outcome.tokens.kept == std::int64_t(first.size() + second.size() + 16 + 2 * mark));
}

TEST_CASE("react stops at Finish, and has no answer where it still wants something") {
    const auto finished = one("react", {}, contextOf(writes(goesOn({{"", "Action: Finish[7]"}}))));
    CHECK(finished.answered);
    CHECK(finished.candidates[0].text == "Action: Finish[7]");
    const auto endless = contextOf(writes([](const std::string &) { return "Action: calculator[1]\nObservation:"; }));
    const auto outcome = one("react", {{"max_calls", 3}}, endless);
    CHECK(!outcome.answered);
    CHECK(outcome.reason == "too many calls");
    CHECK(one("react", {{"max_new_tokens", 40}}, endless).reason == "cut");
}

TEST_CASE("a tool that is not there, or no mark, is an error before anything is written") {
    auto context = contextOf(writes(goesOn({})));
    const auto code = [&](Json config) {
        const auto outcomes = run("react", std::move(config), context,
                                  {{.problem = {.id = "p", .prompt = "Q", .reference = "", .row = {}}}});
        return outcomes ? std::string() : outcomes.error().code;
    };
    CHECK(code({{"action_mark", ""}}) == "search.nothing_to_say");
    CHECK(code({{"observation_mark", ""}}) == "search.nothing_to_say");
    context.tools.pop_back();
    CHECK(code({}) == "search.no_tool");
}

TEST_CASE("tools say what they find, and in words what is wrong with a call") {
    const auto tools = searchTools();
    REQUIRE(tools.size() == 2);
    const auto calculator = tools[0].call, symbolic = tools[1].call;
    CHECK(*calculator(" (16 - 3 - 4) * 2\n") == "18");
    CHECK(*calculator("10/3") == "3.333333");
    CHECK(calculator("system('ls')")->starts_with("This is no sum that the calculator reads."));
    CHECK(symbolicQuestion("2*x+1 = 5 for x") == Json({{"do", "solve"}, {"equation", "2*x+1 = 5"}, {"unknown", "x"}}));
    CHECK(symbolicQuestion("(x+1)^2 = x^2+2*x+1") ==
          Json({{"do", "equal"}, {"left", "(x+1)^2"}, {"right", "x^2+2*x+1"}}));
    CHECK(symbolicAnswer({{"equal", nullptr}}) == "not known");
    CHECK(symbolicAnswer({{"equal", false}}) == "not equal");
    CHECK(symbolicAnswer({{"solutions", {"-2", "2"}}}) == "-2, 2");
    CHECK(symbolicAnswer({{"solutions", Json::array()}}) == "no solution");
    CHECK(symbolicAnswer({{"error", {{"message", "No."}, {"expected", "a sum"}}}}) == "No. Expected: a sum.");
    CHECK(symbolicQuestion("x > 3; y = x+1 |- y > 4 ") ==
          Json({{"do", "prove"}, {"premises", {"x > 3", "y = x+1"}}, {"goal", "y > 4"}}));
    CHECK(
        symbolicQuestion("cat(tom); cat(?x) -> animal(?x);|- animal(tom)") ==
        Json(
            {{"do", "chain"}, {"facts", {"cat(tom)"}}, {"rules", {"cat(?x) -> animal(?x)"}}, {"goal", "animal(tom)"}}));
    CHECK(symbolicAnswer({{"verdict", "proved"}, {"steps", Json::array()}}) == "it follows");
    CHECK(symbolicAnswer({{"verdict", "open"}, {"example", {{"x", "4"}, {"p", "true"}}}}) ==
          "it does not follow, as with x = 4, p = true");
    const auto solved = symbolic("x^2 = 4 for x");
    if (!solved) {
        CHECK(solved.error().code == "tool.not_found"); // built without GiNaC
        return;
    }
    CHECK(*solved == "-2, 2");
    CHECK(*symbolic("(x+1)^2 = x^2+2*x+1") == "equal");
    CHECK(*symbolic("x = x+1") == "not equal");
    CHECK(*symbolic("x > 3; y = x + 1 |- y > 4") == "it follows");
    CHECK(*symbolic("cat(tom); cat(?x) -> not bird(?x) |- bird(tom)") == "the opposite follows");
    CHECK(*symbolic("p -> q; p -> not q; p |- r") == "the premises contradict each other");
    CHECK(symbolic("p ->; p |- r")->starts_with("This is nothing that the symbolic checker reads."));
}

TEST_CASE("passages are found for a query, and stand behind the question") {
    const SearchTool tool = retrieveTool({"the cat sat", "a dog ran", "the dog and the cat"});
    CHECK(*tool.call("cat") == "[1] the cat sat\n[2] the dog and the cat");
    CHECK(*tool.call(R"({"query":"dog","most":1})") == "[1] a dog ran");
    CHECK(*tool.call("bird") == "No passage has a word of this.");
    CHECK(!tool.call(R"({"query":7})"));
    auto context = contextOf(writes(goesOn({{"\nPassages:\n[1] a dog ran\nAnswer:", " ran"}})));
    const SearchProblem problem{
        .problem = {.id = "p", .prompt = "[user] dog?", .reference = "", .row = {{"question", "dog?"}}}};
    const auto without = run("retrieval", {{"passages", 1}}, context, {problem});
    REQUIRE(!without);
    CHECK(without.error().code == "search.no_documents");
    context.tools.push_back(tool);
    const auto outcomes = run("retrieval", {{"passages", 1}}, context, {problem});
    REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
    const auto &outcome = outcomes->front();
    REQUIRE(outcome.told.size() == 1);
    CHECK(*holdsReference(outcome.told, "a DOG  ran"));
    CHECK(*holdsReference(outcome.told, Json::array({"a cat", "dog"})));
    CHECK(!*holdsReference(outcome.told, "a cat"));
    CHECK(!holdsReference(outcome.told, ""));
    CHECK(!holdsReference({}, "dog"));
    CHECK(outcome.candidates[0].text == "\nPassages:\n[1] a dog ran\nAnswer: ran");
    CHECK(spansOf(outcome.candidates[0]) == "\nPassages:\n[1] a dog ran\nAnswer:|");
    CHECK(outcome.tokens.kept == 4);
}

TEST_CASE("passages are found by the model's own vectors, or by both rankings") {
    const std::map<std::string, std::vector<float>> vectors = {{"the cat sat", {1, 0, 0}},
                                                               {"a dog ran", {0, 1, 0}},
                                                               {"ships sail", {0, 0, 1}},
                                                               {"kitten", {0.9f, 0.1f, 0}},
                                                               {"kitten ran", {0.9f, 0.1f, 0}}};
    int embedded = 0;
    const EmbedTexts embed = [&](const std::vector<std::string> &texts) -> Result<std::vector<std::vector<float>>> {
        std::vector<std::vector<float>> out;
        for (const auto &text : texts) out.push_back(vectors.at(text)), ++embedded;
        return out;
    };
    const SearchTool tool = retrieveTool({"the cat sat", "a dog ran", "ships sail"}, embed);
    CHECK(*tool.call(retrieveRequest("kitten", 1, "bm25")) == "No passage has a word of this.");
    CHECK(embedded == 0);
    CHECK(*tool.call(retrieveRequest("kitten", 1, "dense")) == "[1] the cat sat");
    CHECK(*tool.call(retrieveRequest("kitten ran", 2, "dense")) == "[1] the cat sat\n[2] a dog ran");
    CHECK(embedded == 3 + 2); // the passages once
    CHECK(*tool.call(retrieveRequest("kitten ran", 1, "bm25")) == "[1] a dog ran");
    CHECK(*tool.call(retrieveRequest("kitten ran", 1, "hybrid")) ==
          "[1] a dog ran"); // second by one, first by the other
    CHECK(*tool.call(retrieveRequest("", 1, "dense")) == "No passage has a word of this.");

    auto context = contextOf(writes([](const std::string &) { return std::string(" x"); }));
    context.tools.push_back(tool);
    const SearchProblem problem{.problem = {.id = "p", .prompt = "kitten", .reference = "", .row = {}}};
    for (const char *strategy : {"retrieval", "react"}) {
        CAPTURE(strategy);
        const auto without = run(strategy, {{"retriever", "hybrid"}}, context, {problem});
        REQUIRE(!without);
        CHECK(without.error().code == "search.no_embeddings");
    }
    context.embed = embed;
    const auto outcomes = run("retrieval", {{"passages", 1}, {"retriever", "dense"}}, context, {problem});
    REQUIRE_MESSAGE(outcomes, (outcomes ? "" : describe(outcomes.error())));
    CHECK(outcomes->front().told[0].text == "[1] the cat sat");
}
