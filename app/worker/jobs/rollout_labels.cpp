// SPDX-License-Identifier: Apache-2.0
#include "app/worker/jobs/rollout_labels.h"
#include "app/worker/jobs/problem_job.h"
#include "core/config/described.h"
#include "core/engine/search/candidates.h"
#include <numeric>

namespace lapidary {
namespace {

struct RolloutLabelsConfig {
    CandidateConfig drawing{};
    std::string search = "all", labels = "soft", stepSeparator = "\n";
    static const Described<RolloutLabelsConfig> &described() {
        using C = RolloutLabelsConfig;
        static const auto d =
            Described<C>()
                .include(describedCandidates(), &C::drawing)
                .choice("search", &C::search, {"all", "binary"},
                        "binary looks for the first step behind which nothing comes right, by halves: far fewer tokens")
                .choice("labels", &C::labels, {"soft", "hard"},
                        "soft: the share of answers that come right; hard: right where one of them does")
                .add("step_separator", &C::stepSeparator, "", "text behind every step");
        return d;
    }
};

/// A chain whose steps get labels.
struct Chain {
    Problem problem;
    std::vector<std::string> steps{};
    std::vector<std::optional<double>> labels{};
    std::int64_t tokens = 0;       ///< that were drawn behind its steps
    std::size_t low = 0, high = 0; ///< of the search by halves: the first step behind which nothing comes right

    std::string upTo(std::size_t step, const std::string &separator) const {
        std::string text;
        for (std::size_t i = 0; i <= step; ++i) text += steps[i] + (i + 1 < steps.size() ? separator : "");
        return text;
    }
};

Result<Chain> chainOf(Problem problem, const Rule &rule, const std::string &separator) {
    Chain chain{.problem = std::move(problem)};
    const Json steps = chain.problem.row.value("completions", Json());
    const auto isText = [](const Json &step) { return step.is_string(); };
    if (!steps.is_array() || steps.empty() || !std::all_of(steps.begin(), steps.end(), isText))
        return fail({.code = "row.missing",
                     .message = "there are no steps to label",
                     .field = "completions",
                     .found = dumpJson(steps).substr(0, 80),
                     .expected = "a list of texts"});
    if (!rule.scorable(chain.problem))
        return fail({.code = "row.missing",
                     .message = "nothing can come right: the row has no answer to compare with",
                     .field = "reference",
                     .found = "nothing",
                     .expected = "the right answer, as the stage step_labels leaves it"});
    for (const Json &step : steps) chain.steps.push_back(step.get<std::string>());
    chain.labels.resize(chain.steps.size());
    chain.labels.back() = rule.grade(chain.problem, chain.upTo(chain.steps.size() - 1, separator)).correct;
    chain.high = chain.steps.size() - 1;
    return chain;
}

/// A step behind which the model is to go on.
struct Asked {
    std::size_t chain, step;
};

class Labeller {
public:
    Labeller(const RolloutLabelsConfig &config, const Rule &rule, SearchContext &search)
        : config_(config), rule_(rule), search_(search) {}

    /// `first`: how many chains came before these, which names their random numbers.
    Status label(std::vector<Chain> &chains, std::size_t first) {
        first_ = first;
        if (auto ok = config_.search == "all" ? every(chains) : byHalves(chains); !ok) return ok;
        for (Chain &chain : chains)
            if (config_.labels == "hard")
                for (auto &label : chain.labels) label = *label > 0;
        return {};
    }

private:
    Status every(std::vector<Chain> &chains) {
        std::vector<Asked> asked;
        for (std::size_t c = 0; c < chains.size(); ++c)
            for (std::size_t s = 0; s + 1 < chains[c].steps.size(); ++s) asked.push_back({c, s});
        const auto shares = rightShares(chains, asked);
        if (!shares) return unexpected(shares.error());
        for (std::size_t i = 0; i < asked.size(); ++i) chains[asked[i].chain].labels[asked[i].step] = (*shares)[i];
        return {};
    }

    Status byHalves(std::vector<Chain> &chains) {
        for (Chain &chain : chains)
            if (*chain.labels.back() > 0) chain.low = chain.high; // it came right itself
        for (;;) {
            std::vector<Asked> asked;
            for (std::size_t c = 0; c < chains.size(); ++c)
                if (chains[c].low < chains[c].high) asked.push_back({c, (chains[c].low + chains[c].high) / 2});
            if (asked.empty()) break;
            const auto shares = rightShares(chains, asked);
            if (!shares) return unexpected(shares.error());
            for (std::size_t i = 0; i < asked.size(); ++i) {
                Chain &chain = chains[asked[i].chain];
                ((*shares)[i] > 0 ? chain.low : chain.high) = asked[i].step + ((*shares)[i] > 0);
            }
        }
        for (Chain &chain : chains)
            for (std::size_t s = 0; s + 1 < chain.steps.size(); ++s) chain.labels[s] = s < chain.low;
        return {};
    }

    Result<std::vector<double>> rightShares(std::vector<Chain> &chains, const std::vector<Asked> &asked) {
        std::vector<SearchProblem> problems;
        std::vector<std::string> written;
        for (const auto &[c, step] : asked) {
            written.push_back(chains[c].upTo(step, config_.stepSeparator));
            Problem going = chains[c].problem;
            going.prompt += written.back();
            problems.push_back(
                {.problem = std::move(going), .stream = streamOfRow(first_ + c) + "/" + std::to_string(step)});
        }
        const auto outcomes = drawSamples(problems, search_, config_.drawing);
        if (!outcomes) return unexpected(outcomes.error());
        std::vector<double> shares;
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const SearchOutcome &outcome = (*outcomes)[i];
            if (outcome.cancelled) return fail(kCancelled, "The job was stopped; what is written stays.");
            double right = 0;
            for (const Candidate &each : outcome.candidates) {
                chains[asked[i].chain].tokens += each.completion.tokens();
                right += gradeCompletion(rule_, chains[asked[i].chain].problem, written[i] + each.text,
                                         each.completion.finishReason)
                             .correct;
            }
            shares.push_back(right / static_cast<double>(config_.drawing.n));
        }
        return shares;
    }

    const RolloutLabelsConfig &config_;
    const Rule &rule_;
    SearchContext &search_;
    std::size_t first_ = 0;
};

Json rowOf(const Chain &chain) {
    Json row = chain.problem.row;
    row["labels"] = Json::array();
    for (const auto &label : chain.labels) row["labels"].push_back(*label);
    row["rollout_tokens"] = chain.tokens;
    return row;
}

/// Of all rows, also those of an earlier sitting: how often labels agree with exact ones, and what they cost.
Result<Json> totals(const fs::path &file, const std::vector<Chain> &chains) {
    const auto rows = readProblems(file);
    if (!rows) return unexpected(rows.error());
    std::int64_t compared = 0, same = 0, tokens = 0;
    for (std::size_t r = 0; r < rows->size() && r < chains.size(); ++r) {
        const Json exact = chains[r].problem.row.value("labels", Json::array()), &labels = (*rows)[r].row["labels"];
        tokens += (*rows)[r].row.value("rollout_tokens", std::int64_t{0});
        for (std::size_t s = 0; s < labels.size() && s < exact.size(); ++s) {
            if (!exact[s].is_boolean()) continue;
            ++compared;
            same += exact[s].get<bool>() == (labels[s].get<double>() >= 0.5);
        }
    }
    return Json{{"file", file.filename().string()},
                {"rows", rows->size()},
                {"steps_compared", compared},
                {"steps_agreeing", same},
                {"cost", {{"tokens_trained", 0}, {"tokens_sampled", tokens}}}};
}

Result<std::vector<Chain>> readChains(const fs::path &file, const Rule &rule, const std::string &separator) {
    auto problems = readProblems(file);
    if (!problems) return unexpected(problems.error());
    std::vector<Chain> chains;
    for (std::size_t i = 0; i < problems->size(); ++i) {
        auto chain = chainOf(std::move((*problems)[i]), rule, separator);
        if (!chain) {
            chain.error().file = file.string();
            chain.error().line = static_cast<std::int64_t>(i + 1);
            return unexpected(chain.error());
        }
        chains.push_back(std::move(*chain));
    }
    return chains;
}

Result<std::unique_ptr<Rule>> ruleOf(const Json &run) {
    if (const auto name = getString(run, "rule")) return ruleByName(*name);
    return fail({.code = "steps.no_rule",
                 .message = "answers come right by the rule that grades the problems, and there is none",
                 .field = "rule",
                 .remedy = "Put rule = \"…\" at the beginning of the experiment."});
}

} // namespace

const MethodInfo &rolloutLabelsInfo() {
    static const MethodInfo method{
        .name = "rollout_labels",
        .summary = "Labels steps by what a model makes of them",
        .role = "stage",
        .spec = RolloutLabelsConfig::described().spec(),
        .inputs = {{.name = "policy", .effect = "the model that goes on behind each step"},
                   {.name = "chains",
                    .what = Artifact::Rows,
                    .layout = "stepwise_supervision",
                    .effect = "chains with the right answers of their problems"}},
        .outputs = {{.name = "rows", .what = Artifact::Rows, .file = "steps.jsonl", .layout = "stepwise_supervision"}},
        .sideBySide = {"n"}};
    return method;
}

Result<Json> runRolloutLabels(const Json &run, JobContext &context) {
    const fs::path folder = context.runFolder();
    Json settings = run.value("config", Json::object());
    if (run.contains("seed") && !settings.contains("seed")) settings["seed"] = run["seed"];
    const auto config = RolloutLabelsConfig::described().read(settings);
    if (!config) return fail(joined(config.error()));
    const auto rule = ruleOf(run);
    if (!rule) return unexpected(rule.error());
    const auto file = getString(run.value("data", Json::object()), "chains");
    if (!file) return unexpected(file.error());
    auto chains = readChains(folder / *file, **rule, config->stepSeparator);
    if (!chains) return unexpected(chains.error());
    const auto session = modelReferenceOf(run, folder).and_then([](const Json &model) { return openModel(model); });
    if (!session) return unexpected(session.error());
    auto out = LineFile::open(folder / "steps.jsonl");
    if (!out) return unexpected(out.error());
    SearchContext search = searchForJob(*session, context);
    search.rule = rule->get();
    Labeller labeller(*config, **rule, search);
    ProgressReporter progress(context.sink(), "rollout_labels", std::ssize(*chains),
                              static_cast<std::int64_t>(out->lines()));
    const std::size_t chunk = std::max<std::size_t>(1, problemsPerChunk(*session, config->drawing.n) / 4);
    while (out->lines() < chains->size()) {
        context.waitWhilePaused();
        const auto begin = chains->begin() + static_cast<std::ptrdiff_t>(out->lines());
        const auto count = std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(chunk), chains->end() - begin);
        std::vector<Chain> part(begin, begin + count);
        if (auto ok = labeller.label(part, out->lines()); !ok) return unexpected(ok.error());
        for (const Chain &chain : part)
            if (auto ok = out->append(rowOf(chain)); !ok) return unexpected(ok.error());
        if (auto ok = out->flush(); !ok) return unexpected(ok.error());
        progress.update(static_cast<std::int64_t>(out->lines()));
    }
    return totals(folder / "steps.jsonl", *chains);
}

} // namespace lapidary
