// SPDX-License-Identifier: Apache-2.0
// How far the probability of an answer moves with a step, and what stands in a disturbed step's place.
#include "core/engine/search/step_weights.h"
#include "tests/support/digits.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/tolerance.h"
#include <cmath>

using namespace lapidary;

namespace {

/// Token by token, from the logits of each place.
double probability(const NetworkModel &model, std::string text, const std::string &answer) {
    double logprob = 0;
    for (const char token : answer) {
        const at::Tensor logits_V = model.logitsBehind(*encodeDigits(text, true)).to(at::kDouble);
        logprob += at::log_softmax(logits_V, 0)[*encodeDigits(std::string(1, token), false)->begin()].item<double>();
        text += token;
    }
    return std::exp(logprob);
}

struct Weighed {
    DigitsBench bench{1};
    NetworkModel model{*bench.model, decodeDigits};
    Result<StepWeights> weights;

    explicit Weighed(const StepChain &chain, std::uint64_t seed = 1)
        : weights(weightsOfSteps(model, bench.model->config(), bench.context, bench.problems[0], chain, seed)) {}
};

} // namespace

TEST_CASE("a step weighs as far as the probability of the answer moves without it, and with another in its place") {
    const StepChain chain{{"12", "xy", "5 7"}, "83"}; // the second has no number
    Weighed found(chain);
    REQUIRE_MESSAGE(found.weights, (found.weights ? "" : describe(found.weights.error())));
    const auto p = [&](const std::string &text) { return probability(found.model, "100" + text, "83"); };
    CHECK(found.weights->answer == doctest::Approx(p("12xy5 7")).epsilon(1e-4));
    REQUIRE(found.weights->steps.size() == 3);
    const auto &[first, second, third] =
        std::tie(found.weights->steps[0], found.weights->steps[1], found.weights->steps[2]);
    CHECK(second.disturbed.empty());
    CHECK(first.disturbed != "12");
    CHECK(third.disturbed != "5 7");
    const double whole = found.weights->answer;
    CHECK(first.leftOut == doctest::Approx(whole - p("xy5 7")).epsilon(1e-4));
    CHECK(second.leftOut == doctest::Approx(whole - p("125 7")).epsilon(1e-4));
    CHECK(third.leftOut == doctest::Approx(whole - p("12xy")).epsilon(1e-4));
    const std::string a = first.disturbed, c = third.disturbed;
    CHECK(first.trueThinking == doctest::Approx(std::abs(p("12") - p(a))).epsilon(1e-4)); // nothing stands before it
    CHECK(second.trueThinking ==
          doctest::Approx((std::abs(p("12xy") - p("12")) + std::abs(p(a + "xy") - p(a))) / 2).epsilon(1e-4));
    CHECK(third.trueThinking ==
          doctest::Approx((std::abs(p("12xy5 7") - p("12xy" + c)) + std::abs(p(a + "5 7") - p(a + c))) / 2)
              .epsilon(1e-4));
    // A character is a token here: five texts a step, each with the three of the problem and the two of the answer.
    CHECK(first.tokens == 5 * 5 + 5 + 2 * (2 + static_cast<std::int64_t>(a.size())));
    CHECK(found.weights->tokens == first.tokens + second.tokens + third.tokens + 5 + 7);
}

TEST_CASE("steps weigh the same for the same seed, and a problem of tokens weighs as one of text") {
    const StepChain chain{{"12", "57"}, "8"};
    const Weighed a(chain), b(chain), c(chain, 2);
    CHECK(a.weights->steps[1].trueThinking == b.weights->steps[1].trueThinking);
    CHECK(a.weights->steps[1].disturbed == b.weights->steps[1].disturbed);
    CHECK((a.weights->steps[0].disturbed != c.weights->steps[0].disturbed ||
           a.weights->steps[1].disturbed != c.weights->steps[1].disturbed));
    DigitsBench bench(1);
    bench.problems[0].ids = {1, 0, 0};
    const NetworkModel model(*bench.model, decodeDigits);
    const auto ids = weightsOfSteps(model, bench.model->config(), bench.context, bench.problems[0], chain, 1);
    REQUIRE(ids);
    CHECK(ids->steps[0].leftOut == a.weights->steps[0].leftOut);
}

TEST_CASE("what cannot be weighed is refused with its field") {
    CHECK(Weighed({{"12"}, ""}).weights.error().code == "search.no_answer");
    CHECK(Weighed({{std::string(4000, '1')}, "2"}).weights.error().code == "generate.too_long");
    DigitsBench bench(1);
    const NetworkModel model(*bench.model, decodeDigits);
    bench.problems[0].ids = {-1};
    const auto wrong = weightsOfSteps(model, bench.model->config(), bench.context, bench.problems[0], {{"1"}, "2"}, 1);
    CHECK(wrong.error().code == "generate.token_out_of_range");
    std::stop_source stop;
    stop.request_stop();
    bench.problems[0].ids = {1};
    bench.context.watch.stop = stop.get_token();
    const auto stopped =
        weightsOfSteps(model, bench.model->config(), bench.context, bench.problems[0], {{"1"}, "2"}, 1);
    CHECK(stopped.error().code == kCancelled);
}

TEST_CASE("a disturbed step has other numbers, each by three at most, and nothing else is other") {
    Rng rng(7, "test");
    bool up = false, down = false;
    for (int i = 0; i < 200; ++i) {
        const auto out = disturbed("a 10 b", rng);
        REQUIRE(out);
        const int number = std::stoi(out->substr(2));
        CHECK(*out == "a " + std::to_string(number) + " b");
        CHECK(number != 10);
        CHECK(std::abs(number - 10) <= 3);
        up |= number == 13;
        down |= number == 7;
        CHECK(std::stoi(*disturbed("0", rng)) > 0); // no sign comes out of nothing
        const auto decimal = disturbed("x = 3.25", rng);
        CHECK(decimal->ends_with(".25"));
        CHECK(*decimal != "x = 3.25");
        CHECK(disturbed("12345678901234567890123", rng)->size() >= 23);
    }
    CHECK(up);
    CHECK(down);
    CHECK(!disturbed("no number", rng));
    CHECK(disturbed("3 and 4", rng)->find(" and ") != std::string::npos);
}
