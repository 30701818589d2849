// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_pairs.h"
#include "core/base/rng.h"
#include "core/data/formats/jsonl.h"
#include "core/job/run_log.h"
#include "core/workbench/data/drawn_sample.h"
#include "core/workbench/data/graded_answer.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>

namespace lapidary {
namespace {

/// The different answers to one prompt, in the order in which they were met.
struct PromptAnswers {
    std::string prompt{};
    std::vector<LabelCandidate> all{};
    void add(LabelCandidate candidate) {
        const bool known =
            std::any_of(all.begin(), all.end(), [&](const auto &each) { return each.text == candidate.text; });
        if (!known) all.push_back(std::move(candidate));
    }
};

class Collector {
public:
    explicit Collector(bool includeTruncated) : includeTruncated_(includeTruncated) {}
    Status read(const fs::path &folder, const RunRecord &run) {
        run_ = {.run = run.id, .name = run.name};
        std::error_code wrong;
        if (fs::exists(folder / "samples.jsonl", wrong)) return rows(folder / "samples.jsonl");
        if (fs::exists(folder / "answers.jsonl", wrong)) return rows(folder / "answers.jsonl");
        return log(folder / "run.log");
    }
    const std::vector<PromptAnswers> &answers() const { return answers_; }
    std::size_t cut() const { return cut_; }
    std::size_t empty() const { return empty_; }

private:
    void add(const std::string &prompt, const Answer &answer) {
        const std::string fault = answer.fault();
        empty_ += fault == "empty";
        const bool left = !fault.empty() && !(fault == "cut" && includeTruncated_);
        cut_ += left && fault != "empty";
        if (left) return;
        const auto [it, isNew] = byPrompt_.emplace(prompt, answers_.size());
        if (isNew) answers_.push_back({.prompt = prompt});
        LabelCandidate candidate = run_;
        candidate.text = answer.text;
        candidate.terminated = fault.empty();
        answers_[it->second].add(std::move(candidate));
    }

    Status row(const Json &row) {
        const auto prompt = getString(row, "prompt");
        if (!prompt) return unexpected(prompt.error());
        if (!row.contains("completions")) {
            const auto answer = gradedAnswer(row);
            if (!answer) return unexpected(answer.error());
            add(*prompt, answer->answer);
            return {};
        }
        const auto completions = gradedAnswers(row, "completions");
        if (!completions) return unexpected(completions.error());
        for (const GradedAnswer &each : *completions) add(*prompt, each.answer);
        return {};
    }

    /// The whole lines of a file that may still grow: a last line without its end is not there yet.
    Status rows(const fs::path &file) {
        auto text = readFile(file, 4ull << 30);
        if (!text) return unexpected(text.error());
        text->resize(text->rfind('\n') == text->npos ? 0 : text->rfind('\n') + 1);
        std::optional<Error> bad;
        const auto take = [&](const JsonlRow &read) {
            if (auto ok = row(read.value); !ok) {
                bad = ok.error();
                bad->file = file.string();
                bad->line = read.line;
            }
            return !bad;
        };
        forEachJsonlRow(*text, file.string(), {}, take, [&](Error error) {
            if (!bad) bad = std::move(error);
        });
        return bad ? Status(fail(*bad)) : Status{};
    }

    Status log(const fs::path &file) {
        std::error_code wrong;
        if (!fs::exists(file, wrong)) return {};
        RunLogReader reader(file);
        for (;;) {
            const auto events = reader.next();
            if (!events) return unexpected(events.error());
            if (events->empty()) return {};
            for (const auto &event : *events) {
                if (event.type != "sample") continue;
                const auto prompt = getString(event.body, "prompt");
                if (prompt && getString(event.body, "completion")) add(*prompt, drawnSample(event.body).answer);
            }
        }
    }

    bool includeTruncated_;
    std::size_t cut_ = 0, empty_ = 0;
    LabelCandidate run_{};
    std::vector<PromptAnswers> answers_{};
    std::map<std::string, std::size_t> byPrompt_{};
};

/// Pairs of one prompt: those of two runs before those of one, each kind in random order, no answer twice while others
/// are left.
void addPairs(const PromptAnswers &answers, const LabelPairsConfig &config, Rng &rng, std::vector<LabelItem> &out) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < answers.all.size(); ++i)
        for (std::size_t j = i + 1; j < answers.all.size(); ++j) pairs.push_back({i, j});
    rng.shuffle(pairs);
    std::stable_partition(pairs.begin(), pairs.end(), [&](const auto &pair) {
        return answers.all[pair.first].run != answers.all[pair.second].run;
    });
    std::vector<int> uses(answers.all.size(), 0);
    for (std::int64_t made = 0; made < config.pairsPerPrompt && !pairs.empty(); ++made) {
        const auto least = std::min_element(pairs.begin(), pairs.end(), [&](const auto &x, const auto &y) {
            return uses[x.first] + uses[x.second] < uses[y.first] + uses[y.second];
        });
        ++uses[least->first];
        ++uses[least->second];
        LabelItem item{.prompt = answers.prompt,
                       .a = answers.all[least->first],
                       .b = answers.all[least->second],
                       .origin = "runs"};
        item.id = labelItemId(item);
        out.push_back(std::move(item));
        pairs.erase(least);
    }
}

Result<RunRecord> runNamed(const std::vector<RunRecord> &runs, const std::string &name) {
    std::string known;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) { // of equal names the newest
        if (run->id == name || run->name == name) return *run;
        known = run->id + (known.empty() ? "" : ", ") + known;
    }
    return fail({.code = "run.unknown",
                 .message = "the project has no such run",
                 .found = name,
                 .expected = known.empty() ? Sentence("none has been started yet") : Sentence(known)});
}

} // namespace

const Described<LabelPairsConfig> &LabelPairsConfig::described() {
    using C = LabelPairsConfig;
    static const auto d =
        Described<C>()
            .add("pairs_per_prompt", &C::pairsPerPrompt, between(1, 100), "pairs",
                 "more pairs, but of fewer different prompts")
            .add("max_pairs", &C::maxPairs, atLeast(0), "pairs", "a random part of the pairs; 0 takes all")
            .add("seed", &C::seed, atLeast(0), "", "another one draws other pairs and other sides")
            .add("include_truncated_completions", &C::includeTruncatedCompletions, "",
                 "takes completions that were cut before they ended");
    return d;
}

bool mayHaveSamples(const RunRecord &run) {
    return runKind(run.kind) && !ownerJob(run.kind); // a worker wrote, and showed, what it drew
}

Result<LabelPairs> pairsFromRuns(Project &project, const std::vector<std::string> &names,
                                 const LabelPairsConfig &config) {
    const auto runs = project.store().runs();
    if (!runs) return unexpected(runs.error());
    Collector collector(config.includeTruncatedCompletions);
    for (const auto &name : names) {
        const auto run = runNamed(*runs, name);
        if (!run) return unexpected(run.error());
        if (auto read = collector.read(project.runFolder(run->id), *run); !read) return unexpected(read.error());
    }
    LabelPairs made{.cut = collector.cut(), .empty = collector.empty()};
    Rng rng(static_cast<std::uint64_t>(config.seed), "labels/pairs");
    for (const auto &answers : collector.answers()) {
        ++made.prompts;
        if (answers.all.size() < 2)
            ++made.withoutContrast;
        else
            addPairs(answers, config, rng, made.items);
    }
    if (made.items.empty())
        return fail(
            {.code = "labels.no_pairs",
             .message = "no prompt has two different answers in these runs",
             .file = project.folder().string(),
             .found = {"{0} prompts with answers; {1} cut and {2} empty answers left out", made.prompts, made.cut,
                       made.empty},
             .remedy =
                 "Choose a run that samples several answers a prompt, or two runs that answer the same prompts."});
    rng.shuffle(made.items);
    if (config.maxPairs > 0 && made.items.size() > static_cast<std::size_t>(config.maxPairs))
        made.items.resize(static_cast<std::size_t>(config.maxPairs));
    return made;
}

} // namespace lapidary
