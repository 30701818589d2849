// SPDX-License-Identifier: Apache-2.0
// A policy of how much a problem is worth: fitted by hand and by every choice there is.
#include "core/workbench/data/fit_allocation.h"
#include "core/workbench/queue/owner_job.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <random>

using namespace lapidary;

namespace {

using Samples = std::vector<FitSample>;

/// One sample a letter: the answer is its letter, R and r are right, a point has none; ten tokens each.
Samples saying(const std::string &letters, double logprob = -1) {
    Samples out;
    for (const char letter : letters) {
        FitSample sample{.whole = letter != '.', .right = letter == 'R', .tokens = 10, .meanLogprob = logprob};
        if (letter != '.') sample.answer = std::string(1, letter);
        out.push_back(sample);
    }
    return out;
}

/// The simplest reading of what a choice comes to: all turns of the circle.
std::pair<double, double> byHand(const Samples &samples, std::size_t probe, std::size_t n, bool vote) {
    const std::size_t rest = samples.size() - probe, turns = n > probe ? rest : 1;
    double right = 0, tokens = 0;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        std::map<std::string, int> votes;
        const FitSample *winner = nullptr, *likeliest = nullptr;
        std::vector<const FitSample *> drawn;
        for (std::size_t s = 0; s < n; ++s)
            drawn.push_back(&samples[s < probe ? s : probe + (turn + s - probe) % rest]);
        for (const auto *each : drawn) {
            tokens += static_cast<double>(each->tokens) / static_cast<double>(turns);
            if (each->answer) ++votes[*each->answer];
            if (each->whole && (!likeliest || each->meanLogprob > likeliest->meanLogprob)) likeliest = each;
        }
        for (const auto *each : drawn)
            if (each->answer && (!winner || votes[*each->answer] > votes[*winner->answer])) winner = each;
        const FitSample *chosen = vote ? winner : likeliest;
        right += chosen && chosen->right ? 1.0 / static_cast<double>(turns) : 0;
    }
    return {right, tokens};
}

} // namespace

TEST_CASE("samples are taken from problems that are sure, and given to those that are not") {
    // Both first samples of the easy ones agree and are right; the hard ones need all six.
    std::vector<Samples> problems(2, saying("RRRRRR"));
    problems.push_back(saying("aRRRRb"));
    const auto fitted = fitAllocation(problems, {.probe = 2, .equal = 4, .most = 6});
    REQUIRE_MESSAGE(fitted, (fitted ? "" : describe(fitted.error())));
    const auto &bands = fitted->allocation.bands;
    REQUIRE(bands.size() == 3);
    CHECK(bands[2].n == 2);
    CHECK(bands[2].problems == 2);
    CHECK(bands[2].accuracy == 1);
    CHECK(bands[1].n == 4); // of 2 and 4, as 8 are not there
    CHECK(bands[1].accuracy == doctest::Approx(1).epsilon(1e-12));
    CHECK(fitted->accuracy == doctest::Approx(1));
    CHECK(fitted->tokens == doctest::Approx((20 + 20 + 40) / 3.0));
    CHECK(fitted->equalTokens == 40);
    CHECK(fitted->equalAccuracy == doctest::Approx(1)); // of the first four of the hard one three are right
    CHECK(fitted->allocation.fittedProblems == 3);
    CHECK(fitted->allocation.fittedTokens == 180);
    CHECK(bands[0].problems == 0); // nobody was so unsure: as its neighbour
    CHECK(bands[0].n == bands[1].n);
}

TEST_CASE("the likeliest sample decides where votes mislead, and a cut one neither votes nor wins") {
    std::vector<Samples> problems(3, saying("aaaa", -2));
    for (auto &samples : problems) samples[1] = {.answer = "R", .right = true, .tokens = 10, .meanLogprob = -0.5};
    problems[2][3] = {.answer = std::nullopt, .whole = false, .right = true, .tokens = 10, .meanLogprob = 0};
    const auto fitted = fitAllocation(problems, {.probe = 2, .equal = 4, .most = 4});
    REQUIRE(fitted);
    CHECK(fitted->allocation.bands[1].decision == "highest");
    CHECK(fitted->allocation.bands[1].n == 2); // more tell nothing more, and of equals the cheapest is taken
    CHECK(fitted->accuracy == 1);
    CHECK(fitted->equalAccuracy == 0);
}

TEST_CASE("no other choice for the bands is righter for the same tokens") {
    std::mt19937 random(7);
    for (int turn = 0; turn < 20; ++turn) {
        std::vector<Samples> problems;
        for (int p = 0; p < 7; ++p) {
            Samples samples;
            for (int s = 0; s < 8; ++s) {
                const auto letter = random() % 4;
                samples.push_back({.answer = std::string(1, "Rabc"[letter]),
                                   .right = letter == 0,
                                   .tokens = static_cast<std::int64_t>(1 + random() % 30),
                                   .meanLogprob = -0.125 * static_cast<double>(random() % 64)});
            }
            problems.push_back(std::move(samples));
        }
        const AllocationConfig config{.probe = 2, .equal = 4, .most = 8};
        const auto fitted = fitAllocation(problems, config);
        REQUIRE(fitted);
        double equal = 0;
        for (const auto &samples : problems)
            for (std::size_t s = 0; s < 4; ++s) equal += static_cast<double>(samples[s].tokens);
        double best = -1;
        for (int choice = 0; choice < 6 * 6; ++choice) { // of two samples with answers one or two agree
            double right = 0, tokens = 0;
            for (const auto &samples : problems) {
                const bool agree = samples[0].answer == samples[1].answer;
                const int own = agree ? choice / 6 : choice % 6;
                const auto [r, t] = byHand(samples, 2, std::size_t(2) << (own / 2), own % 2 == 0);
                right += r, tokens += t;
            }
            if (tokens <= equal + 1e-9) best = std::max(best, right);
        }
        CHECK(fitted->accuracy * 7 == doctest::Approx(best).epsilon(1e-9));
        CHECK(fitted->tokens <= equal / 7 + 1e-9);
        CHECK(fitted->equalTokens == doctest::Approx(equal / 7));
    }
}

TEST_CASE("too few samples, or a probe that takes more than may be spent, is an error") {
    const auto code = [](const std::vector<Samples> &problems, const AllocationConfig &config) {
        const auto fitted = fitAllocation(problems, config);
        return fitted ? std::string() : fitted.error().code;
    };
    CHECK(code({}, {}) == "allocation.too_few");
    CHECK(code({saying("RRRRRRRR"), saying("RRR")}, {}) == "allocation.too_few");
    CHECK(code({saying("RRRRRRRR")}, {.probe = 4, .equal = 2}) == "allocation.budget");
    CHECK(code({saying("RRRRRRRR")}, {.probe = 4, .equal = 4}).empty());
}

TEST_CASE("the stage allocate fits stored samples, keeps the policy and tells what it took") {
    const TemporaryFolder folder;
    const auto sample = [](const char *answer, const Json &correct, const char *finish = "stop") {
        return Json{{"text", answer},          {"tokens", 5},        {"logprob", -5.0},
                    {"finish_reason", finish}, {"correct", correct}, {"answer", answer}};
    };
    std::vector<Json> rows;
    for (int p = 0; p < 3; ++p)
        rows.push_back(
            {{"id", std::to_string(p)},
             {"prompt", "?"},
             {"completions", {sample("5", true), sample("5", true), sample("6", false), sample("7", true, "length")}}});
    rows.push_back({{"id", "unscorable"}, {"prompt", "?"}, {"completions", {sample("5", nullptr)}}});
    mustWrite(folder.path / "samples.jsonl", toJsonl(rows));
    const auto stored = samplesToFit(folder.path / "samples.jsonl");
    REQUIRE(stored);
    REQUIRE(stored->size() == 3);
    CHECK((*stored)[0][0].meanLogprob == -1);
    CHECK((*stored)[0][2].answer == "6");
    CHECK(!(*stored)[0][3].whole);
    CHECK(!(*stored)[0][3].answer);
    const RunKind *job = ownerJob("allocate");
    REQUIRE(job);
    REQUIRE(runOwnerJob(*job, folder.path, {{"probe", 2}, {"equal_n", 4}}));
    std::vector<Json> kept;
    REQUIRE(forEachRow(folder.path / job->output(), [&](const Json &row) -> Status {
        kept.push_back(row);
        return {};
    }));
    const auto policy = allocationFrom(kept);
    REQUIRE(policy);
    CHECK(policy->bands[2].n == 2);
    CHECK(policy->fittedTokens == 60);
    const auto logged = loggedState(folder.path);
    REQUIRE(logged);
    CHECK((*logged->result)["tokens"] == 60);
    CHECK((*logged->result)["accuracy"] == 1);
}
