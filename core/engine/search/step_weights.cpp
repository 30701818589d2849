// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/step_weights.h"
#include "core/engine/generate/checks.h"
#include <algorithm>
#include <c10/core/InferenceMode.h>
#include <cmath>
#include <numeric>

namespace lapidary {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// A number of so many digits could not be moved without an overflow; its last ones can.
constexpr std::size_t kMostDigits = 15;

std::string moved(const std::string &digits, Rng &rng) {
    const std::size_t head = digits.size() > kMostDigits ? digits.size() - kMostDigits : 0;
    const std::int64_t number = std::stoll(digits.substr(head));
    const auto by = static_cast<std::int64_t>(1 + rng.below(3));
    const bool down = rng.below(2) == 1 && number >= by;
    return digits.substr(0, head) + std::to_string(down ? number - by : number + by);
}

/// Reads texts behind the problem, and counts what it reads.
class Reader {
public:
    Reader(const NetworkModel &model, const DecoderConfig &config, const SearchContext &context,
           const SearchProblem &problem)
        : model_(model), config_(config), context_(context), problem_(problem) {}

    Status begin(const StepChain &chain) {
        if (auto ok = checkTokenIds(problem_.ids, config_, "ids"); !ok) return ok;
        const std::string all = std::accumulate(chain.steps.begin(), chain.steps.end(), std::string());
        const auto steps = idsOf(all), whole = idsOf(all + chain.answer);
        if (!steps) return unexpected(steps.error());
        if (!whole) return unexpected(whole.error());
        const auto common = std::mismatch(steps->begin(), steps->end(), whole->begin(), whole->end()).second;
        answer_.assign(common, whole->end());
        if (!answer_.empty()) return {};
        return fail({.code = "search.no_answer",
                     .message = "Behind the steps stands no answer whose probability could move.",
                     .field = "answer",
                     .found = chain.answer,
                     .expected = "the words that say the answer"});
    }

    /// P(answer | problem, text).
    Result<double> probabilityBehind(const std::string &text) {
        if (context_.watch.stop.stop_requested()) return fail(kCancelled, "The request was cancelled.");
        const auto ids = idsOf(text);
        if (!ids) return unexpected(ids.error());
        if (ids->empty()) return fail(emptyPrompt("prompt"));
        const auto all = static_cast<std::int64_t>(ids->size() + answer_.size());
        if (all > config_.maxPositions) return fail(tooLong(all, config_.maxPositions, "steps"));
        tokens_ += all;
        double logprob = 0;
        for (const TokenScore &score : model_.scoresOf(*ids, answer_)) logprob += score.logprob;
        return std::exp(logprob);
    }
    std::int64_t tokens() const { return tokens_; }

private:
    /// Of the problem and the text behind it.
    Result<std::vector<std::int64_t>> idsOf(const std::string &text) const {
        if (problem_.ids.empty()) return context_.encode(problem_.problem.prompt + text, true);
        auto ids = context_.encode(text, false);
        if (ids) ids->insert(ids->begin(), problem_.ids.begin(), problem_.ids.end());
        return ids;
    }

    const NetworkModel &model_;
    const DecoderConfig &config_;
    const SearchContext &context_;
    const SearchProblem &problem_;
    std::vector<std::int64_t> answer_{};
    std::int64_t tokens_ = 0;
};

Status weigh(Reader &reader, const StepChain &chain, std::size_t s, const std::vector<std::string> &moved,
             const std::string &disturbedBefore, StepWeights &out) {
    std::string before, others;
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        if (i < s) before += chain.steps[i];
        if (i != s) others += chain.steps[i];
    }
    const std::int64_t from = reader.tokens();
    std::vector<double> read;
    for (const std::string &text : {others, before + chain.steps[s], before + moved[s],
                                    disturbedBefore + chain.steps[s], disturbedBefore + moved[s]}) {
        const auto probability = reader.probabilityBehind(text);
        if (!probability) return unexpected(probability.error());
        read.push_back(*probability);
    }
    out.steps.push_back({.leftOut = out.answer - read[0],
                         .trueThinking = (std::abs(read[1] - read[2]) + std::abs(read[3] - read[4])) / 2,
                         .disturbed = moved[s],
                         .tokens = reader.tokens() - from});
    return {};
}

} // namespace

std::optional<std::string> disturbed(const std::string &text, Rng &rng) {
    std::string out;
    bool any = false;
    for (std::size_t at = 0; at < text.size();) {
        if (!isDigit(text[at])) {
            out += text[at++];
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && isDigit(text[end])) ++end;
        const std::string digits = text.substr(at, end - at);
        const bool fraction = at >= 2 && text[at - 1] == '.' && isDigit(text[at - 2]);
        out += fraction ? digits : moved(digits, rng);
        any |= !fraction;
        at = end;
    }
    return any ? std::optional(out) : std::nullopt;
}

Result<StepWeights> weightsOfSteps(const NetworkModel &model, const DecoderConfig &config, const SearchContext &context,
                                   const SearchProblem &problem, const StepChain &chain, std::uint64_t seed) {
    const c10::InferenceMode noGradients; // what an answer left in the cache is written to in no other mode
    Reader reader(model, config, context, problem);
    if (auto ok = reader.begin(chain); !ok) return unexpected(ok.error());
    const auto whole = reader.probabilityBehind(std::accumulate(chain.steps.begin(), chain.steps.end(), std::string()));
    if (!whole) return unexpected(whole.error());
    StepWeights out{.answer = *whole};
    std::vector<std::string> moved;
    std::string before;
    for (std::size_t s = 0; s < chain.steps.size(); ++s) {
        Rng rng(seed, "step weights/" + std::to_string(s));
        moved.push_back(disturbed(chain.steps[s], rng).value_or(""));
        if (auto ok = weigh(reader, chain, s, moved, before, out); !ok) return unexpected(ok.error());
        before += moved.back();
    }
    out.tokens = reader.tokens();
    return out;
}

} // namespace lapidary
