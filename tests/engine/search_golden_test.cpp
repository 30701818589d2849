// SPDX-License-Identifier: Apache-2.0
// What the strategies of whole completions answered, counted and told before they were rewritten on a tree. Two
// writers: one by script, whose answers are the same on every machine to the last byte, and a network, whose tokens
// are.
#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/engine/search/driver.h"
#include "core/engine/search/network_model.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/scripted_model.h"
#include "tests/support/tiny_decoder.h"
#include <array>
#include <limits>

using namespace lapidary;

namespace {

/// The answer is the last character, where it is a digit.
class LastDigit final : public Rule {
public:
    std::string name() const override { return "last_digit"; }
    Verdict grade(const Problem &problem, const std::string &completion) const override {
        const auto answer = answerOf(completion);
        return {.answer = answer,
                .correct = answer == problem.reference,
                .wellFormed = answer.has_value(),
                .faithful = completion.size() > 2};
    }
    std::optional<std::string> answerOf(const std::string &completion) const override {
        if (completion.empty() || completion.back() < '0' || completion.back() > '9') return std::nullopt;
        return completion.substr(completion.size() - 1);
    }
};

/// A sample of a stream is always the same: whole, cut or empty, with log-probabilities that are sometimes equal and
/// sometimes no number.
Completion scripted(const std::string &stream, std::int64_t sample, std::int64_t seed, std::int64_t most) {
    Rng rng(static_cast<std::uint64_t>(seed), stream + "/" + std::to_string(sample));
    constexpr std::array kTexts = {"7", "17", "x7", "ab3", "3", "123", "none", "", " ", "=5"};
    constexpr std::array kEnds = {"stop", "stop", "stop", "stop", "length", "content_filter"};
    constexpr std::array kLogprobs = {-0.5f, -0.25f, -1.0f, -0.5f, std::numeric_limits<float>::quiet_NaN()};
    Completion out{
        .ids = {}, .text = rng.pick(kTexts), .finishReason = rng.pick(kEnds), .logprobs = {}, .entropies = {}};
    const auto tokens = std::min<std::int64_t>(most, 1 + static_cast<std::int64_t>(rng.below(4)));
    for (std::int64_t t = 0; t < tokens; ++t) {
        out.ids.push_back(static_cast<std::int64_t>(rng.below(3)));
        out.logprobs.push_back(rng.below(12) == 0 ? kLogprobs[4] : kLogprobs[rng.below(4)]);
    }
    return out;
}

Json jsonOf(const Candidate &candidate, bool logprobs) {
    Json out = {{"text", candidate.text},
                {"ids", candidate.completion.ids},
                {"finish_reason", candidate.completion.finishReason},
                {"answer", candidate.answer ? Json(*candidate.answer) : Json()}};
    if (!logprobs) return out;
    out["score"] = candidate.score ? Json(*candidate.score) : Json();
    out["logprobs"] = Json::array();
    for (float value : candidate.completion.logprobs) out["logprobs"].push_back(jsonOfFloat(value));
    return out;
}

Json jsonOf(const SearchOutcome &outcome, bool logprobs) {
    Json out = {{"candidates", Json::array()}};
    for (const auto &candidate : outcome.candidates) out["candidates"].push_back(jsonOf(candidate, logprobs));
    out.update({{"chosen", outcome.chosen},
                {"reason", outcome.reason},
                {"answered", outcome.answered},
                {"answer", outcome.answer ? Json(*outcome.answer) : Json()},
                {"tie", outcome.tie},
                {"oracle", outcome.oracle},
                {"cancelled", outcome.cancelled},
                {"tokens", toJson(outcome.tokens)}});
    return out;
}

struct Case {
    std::string strategy;
    Json config;
    bool network = false;
};

std::vector<Case> cases() {
    std::vector<Case> out;
    for (const int seed : {1, 2})
        for (const char *scorer : {"", "mean_logprob", "logprob", "verifier", "judge"}) {
            Json config = {{"n", 5}, {"max_new_tokens", 4}, {"seed", seed}};
            if (*scorer) config["scorer"] = scorer;
            if (std::string(scorer) == "judge") config["judge"] = "somebody";
            if (seed == 2) config["completion_prefix"] = "9";
            out.push_back({*scorer ? "best_of_n" : "self_consistency", config});
        }
    out.push_back({"greedy", {{"max_new_tokens", 4}}});
    out.push_back({"greedy", {{"max_new_tokens", 9}, {"stop", {"3"}}}, true});
    out.push_back({"greedy", {{"max_new_tokens", 5}, {"completion_prefix", "77"}}, true});
    for (const char *strategy : {"self_consistency", "best_of_n"})
        for (const int seed : {1, 2})
            out.push_back(
                {strategy,
                 {{"n", 4}, {"max_new_tokens", 9}, {"stop", {"3", "58"}}, {"seed", seed}, {"temperature", 1.2}},
                 true});
    return out;
}

Result<std::vector<std::int64_t>> encode(const std::string &text, bool) {
    std::vector<std::int64_t> ids;
    for (char c : text) ids.push_back(c - '0');
    return ids;
}
std::string decode(const std::vector<std::int64_t> &ids) {
    std::string out;
    for (auto id : ids) out += static_cast<char>('0' + id % 10);
    return out;
}

/// Half of the problems name their stream, and some have the same tokens.
std::vector<SearchProblem> problems() {
    std::vector<SearchProblem> out;
    for (int p = 0; p < 6; ++p)
        out.push_back(
            {.problem = {"p" + std::to_string(p), std::to_string(100 + p / 2), std::to_string(p == 5 ? 3 : 7), {}},
             .stream = p % 2 ? "row/" + std::to_string(p) : ""});
    return out;
}

Json answersOf(const Case &each) {
    const LastDigit rule;
    const auto model = tinyDecoder();
    Json events = Json::array();
    auto asked = problems();
    SearchContext context;
    context.model = std::make_shared<NetworkModel>(*model, decode);
    context.encode = encode;
    context.decode = decode;
    context.rule = &rule;
    context.trace = [&](const SearchEvent &event) {
        events.push_back(toJson(event));
        if (each.network) events.back().erase("logprob"), events.back().erase("value");
    };
    if (!each.network) {
        for (std::size_t p = 0; p < asked.size(); ++p) asked[p].stream = "row/" + std::to_string(p);
        context.model = std::make_shared<ScriptedModel>([](const CompletionRequest &request, std::int64_t sample) {
            return scripted(request.stream, sample, request.sampling.seed, request.until.tokens);
        });
    }
    context.modelNamed = [](const std::string &) -> Result<std::shared_ptr<const LanguageModel>> {
        const auto script = [](const CompletionRequest &request, std::int64_t) {
            const bool seven = request.prompt.find("7\n</answer>") != std::string::npos;
            return Completion{.ids = {},
                              .text = seven ? "Rating: 7" : "Hm.",
                              .finishReason = "stop",
                              .logprobs = {},
                              .entropies = {},
                              .countedTokens = 2};
        };
        return std::make_shared<ScriptedModel>(script, false);
    };
    const auto strategy = (*strategyByName(each.strategy))->make(each.config);
    const auto outcomes = runSearch(**strategy, asked, context);
    Json out = {
        {"strategy", each.strategy}, {"network", each.network}, {"config", each.config}, {"outcomes", Json::array()}};
    for (const auto &outcome : *outcomes) out["outcomes"].push_back(jsonOf(outcome, !each.network));
    out["events"] = std::move(events);
    return out;
}

} // namespace

TEST_CASE("the strategies of whole completions answer, count and tell what they always did") {
    const auto text = readFile(LAPIDARY_TEST_DATA "/search/strategies.jsonl", 1 << 24);
    REQUIRE(text);
    std::size_t begin = 0;
    for (const auto &each : cases()) {
        const auto end = text->find('\n', begin);
        REQUIRE(end != text->npos);
        CAPTURE(each.strategy);
        CAPTURE(each.config.dump());
        // By the bytes: an answer is what is written of it, and the order of its parts is a part of it.
        CHECK(dumpJson(answersOf(each)) == text->substr(begin, end - begin));
        begin = end + 1;
    }
    CHECK(begin == text->size());
}
