// SPDX-License-Identifier: Apache-2.0
// The baseline that every other strategy is compared with: one completion, no randomness.
#include "core/engine/search/strategies/greedy.h"
#include "core/engine/search/candidates.h"

namespace lapidary {

namespace {

struct GreedyConfig {
    std::int64_t maxNewTokens = 128;
    double temperature = 0; ///< said or not
    double repetitionPenalty = 1.0;
    std::vector<std::string> stop{};
    bool ignoreEos = false;
    std::string completionPrefix{};
};

const Described<GreedyConfig> &described() {
    using C = GreedyConfig;
    static const auto d =
        Described<C>()
            .add("max_new_tokens", &C::maxNewTokens, atLeast(1), "tokens", "longer completions before they are cut off")
            .add("temperature", &C::temperature, between(0, 0), "",
                 "0 and nothing else: the other strategies draw at random")
            .add("repetition_penalty", &C::repetitionPenalty, above(0), "", "repeats less; 1 is off")
            .add("stop", &C::stop, "", "texts that end a completion; they are cut off")
            .add("ignore_eos", &C::ignoreEos, "", "goes on after an end token")
            .add("completion_prefix", &C::completionPrefix, "", "text that every completion is made to begin with");
    return d;
}

class Greedy final : public Strategy {
public:
    explicit Greedy(const GreedyConfig &config) {
        config_.n = 1;
        config_.completionPrefix = config.completionPrefix;
        config_.sampling = {.maxNewTokens = config.maxNewTokens,
                            .sampler = "greedy",
                            .repetitionPenalty = config.repetitionPenalty,
                            .stop = config.stop,
                            .ignoreEos = config.ignoreEos};
    }

    Result<std::vector<SearchOutcome>> run(const std::vector<SearchProblem> &problems,
                                           const SearchContext &context) const override {
        auto outcomes = drawCandidates(problems, context, config_);
        if (outcomes)
            for (std::size_t p = 0; p < problems.size(); ++p) choose((*outcomes)[p], 0, "only", problems[p], context);
        return outcomes;
    }

private:
    CandidateConfig config_;
};

} // namespace

const MethodInfo &greedyInfo() {
    static const MethodInfo method{
        .name = "greedy",
        .summary = "one completion, always the most likely token",
        .role = "strategy",
        .spec = described().spec(),
        .inputs = {{.name = "policy", .effect = "the model that answers"},
                   {.name = "problems", .what = Artifact::ProblemSet, .effect = "the questions"}}};
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeGreedy(const Json &config) {
    auto read = described().read(config);
    if (!read) return tl::unexpected(read.error());
    return std::make_unique<Greedy>(*read);
}

} // namespace lapidary
