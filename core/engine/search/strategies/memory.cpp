// SPDX-License-Identifier: Apache-2.0
// Episodic memory: problems that the model solved itself stand before a question as examples, those that are most like
// it nearest to it, and then it answers once (Sarukkai et al. 2025, arXiv 2505.00234, self-generated examples in the
// context; chosen by likeness as in Liu et al. 2022, arXiv 2101.06804). Deviations: likeness is that of words (BM25),
// with nothing learnt; what is remembered was solved before this run, since a problem that is measured must not help
// the next one. Neither the problem itself is ever shown, nor what is the same but for names and order.
#include "core/engine/search/strategies/memory.h"
#include "core/data/tasks/task.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/text/retrieval/bm25.h"
#include <algorithm>
#include <set>

namespace lapidary {

namespace {

constexpr const char *kPort = "memory";

struct MemoryConfig {
    SamplingConfig sampling{.temperature = 0.7};
    std::int64_t examples = 3;
    std::string between = "\n\n", completionPrefix{};
    std::int64_t tokenBudget = 0;
};

const Described<MemoryConfig> &described() {
    using C = MemoryConfig;
    static const auto d =
        Described<C>()
            .include(describedSampling(), &C::sampling)
            .add("examples", &C::examples, atLeast(0), "examples", "more solved problems that stand before each")
            .add("example_end", &C::between, "", "stands behind every solved problem")
            .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
            .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

struct Episode {
    std::string asked{}, shown{}, form{}; ///< shown: as an example; form: what is left of it without names and order
};

std::string formOf(const std::string &asked, const SearchContext &context) {
    return canonicalForm(context.rule ? context.rule->name() : "", asked);
}

Result<std::string> textIn(const Json &row, const char *key, std::size_t number) {
    auto text = getString(row, key);
    if (text) return text;
    return fail({.code = "search.bad_memory",
                 .message = "A row of the memory is no solved problem.",
                 .field = "memory[" + std::to_string(number) + "]." + key,
                 .found = text.error().found,
                 .expected = "a text",
                 .remedy = "Give rows with a prompt and a completion, both of them texts."});
}

/// What a rule can tell to be wrong was not solved.
bool isSolved(const Json &row, const std::string &completion, const SearchContext &context) {
    if (!context.rule) return true;
    const auto problem = problemFromJson(row);
    return !problem || !context.rule->scorable(*problem) || context.rule->grade(*problem, completion).correct;
}

Result<std::vector<Episode>> episodesIn(const SearchContext &context) {
    const auto rows = context.rows.find(kPort);
    if (rows == context.rows.end())
        return fail({.code = "search.no_memory",
                     .message = "There are no solved problems to remember.",
                     .field = kPort,
                     .expected = "rows with a prompt and a completion",
                     .remedy = "Name what holds them as the input memory, as a stage that keeps right samples."});
    std::vector<Episode> out;
    for (std::size_t r = 0; r < rows->second.size(); ++r) {
        const Json &row = rows->second[r];
        const auto prompt = textIn(row, "prompt", r), completion = textIn(row, "completion", r);
        if (!prompt) return unexpected(prompt.error());
        if (!completion) return unexpected(completion.error());
        if (!isSolved(row, *completion, context)) continue;
        const std::string asked = questionOf(row);
        out.push_back({.asked = asked, .shown = *prompt + *completion, .form = formOf(asked, context)});
    }
    return out;
}

class OneAnswer final : public Search {
public:
    explicit OneAnswer(const Drawing &drawing) : drawing_(drawing) {}
    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) return {wholeCompletions(drawing_, 1)};
        return chooseEnd(tree, {.node = 1, .why = "only"});
    }

private:
    const Drawing &drawing_;
};

class Memory final : public Strategy {
public:
    Memory(MemoryConfig config, const SharedSettings &shared)
        : config_(std::move(config)), drawing_{.sampling = config_.sampling,
                                               .completionPrefix = config_.completionPrefix,
                                               .tokenBudget = config_.tokenBudget,
                                               .calculator = shared.calculator} {}

    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &context) const override {
        const auto episodes = episodesIn(context);
        return episodes ? Status() : Status(unexpected(episodes.error()));
    }

    Result<std::vector<std::string>> examples(const std::vector<SearchProblem> &problems,
                                              const SearchContext &context) const override {
        const auto episodes = episodesIn(context);
        if (!episodes) return unexpected(episodes.error());
        std::vector<std::string> asked;
        for (const Episode &episode : *episodes) asked.push_back(episode.asked);
        const Bm25 index(asked);
        std::vector<std::string> out;
        std::size_t without = 0;
        for (const SearchProblem &problem : problems) {
            out.push_back(before(problem, *episodes, index, context));
            without += out.back().empty();
        }
        if (without > 0 && config_.examples > 0 && context.watch.notice)
            context.watch.notice({"The memory holds nothing for {0} of {1} problems: they are asked without examples, "
                                  "as one sample asks them.",
                                  without, problems.size()});
        return out;
    }

    std::unique_ptr<Search> begin(const SearchProblem &, const SearchContext &) const override {
        return std::make_unique<OneAnswer>(drawing_);
    }

private:
    /// Of each problem of the memory one solution, the likest last.
    std::string before(const SearchProblem &problem, const std::vector<Episode> &episodes, const Bm25 &index,
                       const SearchContext &context) const {
        const std::string question = problem.problem.question();
        const std::string &asked = question.empty() ? problem.problem.prompt : question;
        std::set<std::string> taken{formOf(asked, context)};
        std::string out;
        std::int64_t shown = 0;
        for (const Found &found : index.find(asked, episodes.size())) {
            if (shown == config_.examples) break;
            const Episode &episode = episodes[found.document];
            if (!taken.insert(episode.form).second) continue;
            out.insert(0, episode.shown + config_.between);
            ++shown;
        }
        return out;
    }

    MemoryConfig config_;
    Drawing drawing_;
};

} // namespace

const MethodInfo &memoryInfo() {
    static const MethodInfo method = [] {
        MethodInfo out = strategyInfo("memory", "one answer behind problems like it that the model solved before",
                                      described().spec());
        out.inputs.push_back({.name = kPort,
                              .what = Artifact::Rows,
                              .layout = "prompt_completion",
                              .effect = "problems that the model solved itself, as a stage keeps right samples"});
        return out;
    }();
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeMemory(const Json &config) {
    return makeStrategy<Memory>(described(), config);
}

} // namespace lapidary
