// SPDX-License-Identifier: Apache-2.0
// Answers a question with given choices by what the model itself finds likeliest, and samples nothing: as GPT-3 was
// measured (Brown et al. 2020, arXiv 2005.14165, section 2.4) and as lm-evaluation-harness does. Each choice is read
// behind the question, and the one with the highest log-probability wins. By "none" that is the sum over its tokens
// (the harness's acc): the likelihood of the text itself, the default, and the only one that is a probability of the
// model's; long choices lose by it where they are read in words. "characters" divides by the choice's length in Unicode
// characters, without what separates it from the question (acc_norm); "bytes" by its bytes in UTF-8 (acc_bytes); both
// are independent of the tokenizer, so that models can be compared. "tokens" divides by its tokens, which depends on
// it. A letter has the same length whoever counts, and the four agree.
// How sure the model is of a choice is exp of its number, divided by the sum over all choices: for "none" the
// probability of the choice given that one of them is said, which calibration can be measured of (Guo et al. 2017,
// arXiv 1706.04599); of the others a softmax of means, by convention.
// Cost: nothing is written. The tokens of all choices count as read by a scorer ("verifier") and under the budget;
// those of the question do not, as with every strategy. Deviations: question and choice are tokenised together, and the
// choice alone where the border would lie within a token; the harness then cuts by the number of the question's tokens.
#include "core/engine/search/strategies/choice_likelihood.h"
#include "core/data/given_choices.h"
#include "core/data/layouts/lettered_choices.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {

struct ChoiceConfig {
    std::string form = "shown", normalize = "none";
    std::string delimiter = " ", completionPrefix = "\nAnswer:", examples{};
    std::int64_t tokenBudget = 0;
};

const Described<ChoiceConfig> &described() {
    using C = ChoiceConfig;
    static const auto d =
        Described<C>()
            .choice("form", &C::form, {"shown", "letter", "option", "words"},
                    "what is read of a choice: its letter, letter and words (B. nine) or its words; shown: the letter "
                    "where the question shows letters, otherwise the words")
            .choice("normalize", &C::normalize, {"none", "characters", "bytes", "tokens"},
                    "divides the log-probability of a choice by its length, so that long ones do not lose by it")
            .add("delimiter", &C::delimiter, "", "stands between the question and a choice")
            .add("examples", &C::examples, "", "solved problems in front of the problem")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens",
                 "most tokens of a problem's choices; where they have more, none is read and nothing answered; 0 sets "
                 "no limit");
    return d;
}

/// A choice as it is read, and as it counts for its length.
struct ReadChoice {
    std::string text;
    double characters = 0, bytes = 0;
};

double charactersOf(const std::string &text) {
    return static_cast<double>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<ReadChoice> readChoices(const GivenChoices &given, const ChoiceConfig &config) {
    std::vector<ReadChoice> out;
    const bool words = config.form == "words" || (config.form == "shown" && !given.lettered);
    for (std::size_t i = 0; i < given.texts.size(); ++i) {
        std::string own = words ? given.texts[i] : choiceLetter(i);
        if (config.form == "option") own += ". " + given.texts[i];
        out.push_back({config.delimiter + own, charactersOf(own), static_cast<double>(own.size())});
    }
    return out;
}

class Choosing final : public Search {
public:
    Choosing(std::string normalize, std::vector<ReadChoice> choices)
        : normalize_(std::move(normalize)), choices_(std::move(choices)) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        const auto nodes = tree.children(Tree::kRoot);
        if (nodes.empty()) {
            Read read;
            for (const ReadChoice &each : choices_) read.texts.push_back(each.text);
            return {std::move(read)};
        }
        for (const NodeId node : nodes)
            if (!tree[node].fault.empty())
                return chooseEnd(tree, nothingOf(tree, tree.spent() ? "budget" : tree[node].fault));
        const auto shares = sharesOf(tree, nodes);
        if (shares.empty()) return chooseEnd(tree, nothingOf(tree, "no score"));
        std::vector<Action> actions;
        for (std::size_t i = 0; i < nodes.size(); ++i) actions.emplace_back(Rate{nodes[i], shares[i]});
        const auto best = std::max_element(shares.begin(), shares.end()); // the first of equals
        for (auto &action : chooseEnd(tree, {.node = nodes[static_cast<std::size_t>(best - shares.begin())],
                                            .why = "likeliest of " + std::to_string(nodes.size()) + " choices",
                                            .tie = std::count(shares.begin(), shares.end(), *best) > 1}))
            actions.push_back(std::move(action));
        return actions;
    }

private:
    std::vector<double> sharesOf(const Tree &tree, std::span<const NodeId> nodes) const {
        std::vector<double> logprobs, lengths;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const Completion &read = tree[nodes[i]].written;
            logprobs.push_back(read.logprob());
            lengths.push_back(normalize_ == "characters" ? choices_[i].characters
                              : normalize_ == "bytes"    ? choices_[i].bytes
                              : normalize_ == "tokens"   ? static_cast<double>(read.ids.size())
                                                         : 1.0);
        }
        return shareOfChoices(logprobs, lengths);
    }

    const std::string normalize_;
    const std::vector<ReadChoice> choices_;
};

class ChoiceLikelihood final : public Strategy {
public:
    ChoiceLikelihood(ChoiceConfig config, const SharedSettings &shared)
        : config_(std::move(config)), drawing_{.completionPrefix = config_.completionPrefix,
                                               .tokenBudget = config_.tokenBudget,
                                               .examples = config_.examples,
                                               .calculator = shared.calculator} {}

    const Drawing &drawing() const override { return drawing_; }

    Status check(const SearchContext &context) const override {
        if (context.model->knowsTokens()) return {};
        return fail({.code = "search.choices_remote",
                     .message = "A server does not say how likely its model finds a choice that it did not write.",
                     .field = "strategy",
                     .expected = "a model of this machine",
                     .remedy = "Let the server's model write its answer, or use a model here."});
    }

    Status checkProblem(const SearchProblem &problem) const override {
        const auto given = givenChoicesOf(problem.problem);
        if (!given) return unexpected(given.error());
        if (given->lettered || (config_.form != "letter" && config_.form != "option")) return {};
        return fail(
            {.code = "search.no_letters",
             .message = {"The question of problem {0} shows no letters before its choices.", problem.problem.id},
             .field = "form",
             .found = config_.form,
             .expected = "words or shown, or a question with lines \"A. …\", \"B. …\" at its end",
             .remedy = "Set form = \"words\", and a rule that compares words."});
    }

    /// checkProblem() was asked.
    std::unique_ptr<Search> begin(const SearchProblem &problem, const SearchContext &) const override {
        const GivenChoices given = givenChoicesOf(problem.problem).value_or(GivenChoices{});
        return std::make_unique<Choosing>(config_.normalize, readChoices(given, config_));
    }

private:
    ChoiceConfig config_;
    Drawing drawing_;
};

} // namespace

std::vector<double> shareOfChoices(const std::vector<double> &logprobs, const std::vector<double> &lengths) {
    std::vector<double> out;
    for (std::size_t i = 0; i < logprobs.size(); ++i) out.push_back(logprobs[i] / lengths[i]);
    const bool numbers = std::all_of(out.begin(), out.end(), [](double each) { return std::isfinite(each); });
    if (out.empty() || !numbers) return {};
    const double most = *std::max_element(out.begin(), out.end());
    double sum = 0;
    for (double &each : out) sum += each = std::exp(each - most);
    for (double &each : out) each /= sum;
    return out;
}

const MethodInfo &choiceLikelihoodInfo() {
    static const MethodInfo method =
        strategyInfo("choice_likelihood", "the choice of a question that the model finds likeliest; nothing is sampled",
                     described().spec());
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeChoiceLikelihood(const Json &config) {
    return makeStrategy<ChoiceLikelihood>(described(), config);
}

} // namespace lapidary
