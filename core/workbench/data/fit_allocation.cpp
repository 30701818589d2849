// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/fit_allocation.h"
#include "core/workbench/data/graded_answer.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr const char *kVote = "vote", *kHighest = "highest";

using Samples = std::vector<const FitSample *>;

/// How many gave the commonest answer, and the first who gave it.
std::pair<std::int64_t, const FitSample *> commonest(const Samples &samples) {
    std::vector<std::pair<std::int64_t, const FitSample *>> ballots;
    for (const FitSample *sample : samples) {
        if (!sample->answer) continue;
        const auto same = std::find_if(ballots.begin(), ballots.end(),
                                       [&](const auto &each) { return each.second->answer == sample->answer; });
        if (same == ballots.end())
            ballots.emplace_back(1, sample);
        else
            ++same->first;
    }
    std::pair<std::int64_t, const FitSample *> best{0, nullptr};
    for (const auto &ballot : ballots)
        if (ballot.first > best.first) best = ballot; // the first of equals
    return best;
}

bool isAnsweredRight(const Samples &samples, const std::string &decision) {
    if (decision == kVote) {
        const FitSample *winner = commonest(samples).second;
        return winner && winner->right;
    }
    const FitSample *best = nullptr;
    for (const FitSample *sample : samples)
        if (sample->whole && (!best || sample->meanLogprob > best->meanLogprob)) best = sample;
    return best && best->right;
}

/// What a choice comes to, summed over problems.
struct Outcome {
    double right = 0, tokens = 0;
    Outcome &operator+=(const Outcome &other) {
        right += other.right, tokens += other.tokens;
        return *this;
    }
};

/// The first samples, and of the others every n - probe that stand side by side in their circle.
Outcome outcomeOf(const std::vector<FitSample> &samples, std::int64_t probe, std::int64_t n,
                  const std::string &decision) {
    const std::int64_t rest = std::ssize(samples) - probe, turns = n > probe ? rest : 1;
    Outcome out;
    for (std::int64_t turn = 0; turn < turns; ++turn) {
        Samples drawn;
        for (std::int64_t s = 0; s < n; ++s)
            drawn.push_back(&samples[static_cast<std::size_t>(s < probe ? s : probe + (turn + s - probe) % rest)]);
        for (const FitSample *sample : drawn)
            out.tokens += static_cast<double>(sample->tokens) / static_cast<double>(turns);
        out.right += isAnsweredRight(drawn, decision) / static_cast<double>(turns);
    }
    return out;
}

struct Choice {
    std::int64_t n;
    std::string decision;
    Outcome sum{};
};

/// Choices for the bands so far that no other beats in both.
struct Way {
    Outcome sum{};
    std::vector<std::size_t> chosen{};
};

void keepBest(std::vector<Way> &ways, double mostTokens) {
    std::erase_if(ways, [&](const Way &way) { return way.sum.tokens > mostTokens; });
    std::stable_sort(ways.begin(), ways.end(), [](const Way &a, const Way &b) {
        return a.sum.tokens != b.sum.tokens ? a.sum.tokens < b.sum.tokens : a.sum.right > b.sum.right;
    });
    std::vector<Way> kept;
    for (Way &way : ways)
        if (kept.empty() || way.sum.right > kept.back().sum.right) kept.push_back(std::move(way));
    ways = std::move(kept);
}

class Fit {
public:
    Fit(const std::vector<std::vector<FitSample>> &problems, const AllocationConfig &config)
        : problems_(problems), config_(config), bands_(static_cast<std::size_t>(config.probe) + 1) {
        for (const auto &samples : problems_) {
            Samples first;
            for (std::int64_t s = 0; s < config_.probe; ++s) first.push_back(&samples[static_cast<std::size_t>(s)]);
            bands_[static_cast<std::size_t>(commonest(first).first)].push_back(&samples);
        }
    }

    Result<FittedAllocation> run(std::int64_t available) {
        FittedAllocation out{.allocation = {.probe = config_.probe, .fittedProblems = std::ssize(problems_)}};
        Outcome equal;
        for (const auto &samples : problems_) {
            equal += outcomeOf({samples.begin(), samples.begin() + config_.equal}, config_.equal, config_.equal, kVote);
            for (const FitSample &sample : samples) out.allocation.fittedTokens += sample.tokens;
        }
        const auto options = optionsFor(std::min(available, config_.most));
        std::vector<Way> ways{{}};
        for (const auto &band : options) {
            std::vector<Way> longer;
            for (const Way &way : ways)
                for (std::size_t choice = 0; choice < band.size(); ++choice) {
                    longer.push_back(way);
                    longer.back().sum += band[choice].sum;
                    longer.back().chosen.push_back(choice);
                }
            ways = std::move(longer);
            keepBest(ways, equal.tokens);
        }
        const Way &best = ways.back(); // the ways stand by their tokens, each righter than the one before
        const auto all = static_cast<double>(problems_.size());
        out.accuracy = best.sum.right / all, out.tokens = best.sum.tokens / all;
        out.equalAccuracy = equal.right / all, out.equalTokens = equal.tokens / all;
        out.allocation.bands = bandsOf(options, best);
        return out;
    }

private:
    /// For a band without problems there is one choice, which costs nothing.
    std::vector<std::vector<Choice>> optionsFor(std::int64_t most) const {
        std::vector<std::vector<Choice>> out;
        for (const auto &band : bands_) {
            auto &options = out.emplace_back();
            for (std::int64_t n = config_.probe; n <= most; n *= 2)
                for (const char *decision : {kVote, kHighest}) {
                    Choice choice{.n = n, .decision = decision};
                    for (const auto *samples : band) choice.sum += outcomeOf(*samples, config_.probe, n, decision);
                    options.push_back(std::move(choice));
                }
            if (band.empty()) options.resize(1);
        }
        return out;
    }

    std::vector<AllocationBand> bandsOf(const std::vector<std::vector<Choice>> &options, const Way &way) const {
        std::vector<AllocationBand> out;
        for (std::size_t b = 0; b < bands_.size(); ++b) {
            const Choice &choice = options[b][way.chosen[b]];
            const double problems = std::max(1.0, static_cast<double>(bands_[b].size()));
            out.push_back({.agreeing = static_cast<std::int64_t>(b),
                           .n = choice.n,
                           .decision = choice.decision,
                           .problems = std::ssize(bands_[b]),
                           .accuracy = choice.sum.right / problems,
                           .tokens = choice.sum.tokens / problems});
        }
        for (std::size_t b = 0; b < out.size(); ++b) {
            if (out[b].problems > 0) continue;
            const auto seen = [](const AllocationBand &band) { return band.problems > 0; };
            const auto begin = out.begin(), here = begin + static_cast<std::ptrdiff_t>(b);
            auto neighbour = std::find_if(std::make_reverse_iterator(here), out.rend(), seen); // the next harder one
            const AllocationBand &as = neighbour != out.rend() ? *neighbour : *std::find_if(here, out.end(), seen);
            out[b].n = as.n, out[b].decision = as.decision;
        }
        return out;
    }

    const std::vector<std::vector<FitSample>> &problems_;
    const AllocationConfig &config_;
    std::vector<std::vector<const std::vector<FitSample> *>> bands_;
};

} // namespace

const Described<AllocationConfig> &AllocationConfig::described() {
    using C = AllocationConfig;
    static const auto d =
        Described<C>()
            .add("probe", &C::probe, atLeast(1), "samples", "samples of every problem that tell how hard it is")
            .add("equal_n", &C::equal, atLeast(1), "samples",
                 "the policy may spend as many tokens in the mean as so many samples of every problem take")
            .add("max_n", &C::most, atLeast(1), "samples", "more samples of a hard problem");
    return d;
}

Result<FittedAllocation> fitAllocation(const std::vector<std::vector<FitSample>> &problems,
                                       const AllocationConfig &config) {
    std::int64_t available = problems.empty() ? 0 : std::ssize(problems.front());
    for (const auto &samples : problems) available = std::min(available, std::ssize(samples));
    if (available < std::max(config.probe, config.equal))
        return fail(
            {.code = "allocation.too_few",
             .message = "There are not as many samples of every problem as the policy is fitted with.",
             .field = config.equal >= config.probe ? "equal_n" : "probe",
             .found = {"{0} problems, with at least {1} samples each", problems.size(), available},
             .expected = {"one problem or more, with at least {0} samples each", std::max(config.probe, config.equal)},
             .remedy = "Draw more samples (n), of problems that a rule can grade."});
    if (config.equal < config.probe)
        return fail({.code = "allocation.budget",
                     .message = "The first samples alone take more than may be spent.",
                     .field = "equal_n",
                     .found = std::to_string(config.equal),
                     .expected = {"at least {0}, the samples of the probe", config.probe},
                     .remedy = "Raise equal_n, or probe with fewer samples."});
    return Fit(problems, config).run(available);
}

Result<std::vector<std::vector<FitSample>>> samplesToFit(const fs::path &samples, const RowWork &work) {
    std::vector<std::vector<FitSample>> out;
    std::int64_t seen = 0;
    const auto read = forEachRow(samples, [&](const Json &row) -> Status {
        if (auto on = work.next(++seen); !on) return on;
        const auto graded = gradedAnswers(row, "completions");
        if (!graded) return unexpected(graded.error());
        std::vector<FitSample> stored;
        for (std::size_t s = 0; s < graded->size(); ++s) {
            const GradedAnswer &sample = (*graded)[s];
            if (!sample.isScorable()) continue;
            const Json &told = row["completions"][s];
            FitSample one{.whole = sample.answer.fault().empty(),
                          .right = sample.isRight(),
                          .tokens = told.value("tokens", std::int64_t{0})};
            if (const Json answer = told.value("answer", Json()); one.whole && answer.is_string())
                one.answer = answer.get<std::string>();
            const Json logprob = told.value("logprob", Json());
            if (logprob.is_number() && one.tokens > 0)
                one.meanLogprob = logprob.get<double>() / static_cast<double>(one.tokens);
            stored.push_back(std::move(one));
        }
        if (!stored.empty()) out.push_back(std::move(stored));
        return {};
    });
    if (!read) return unexpected(read.error());
    return out;
}

} // namespace lapidary
