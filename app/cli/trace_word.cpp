// SPDX-License-Identifier: Apache-2.0
#include "app/cli/trace_word.h"
#include "core/workbench/exports.h"
#include "core/workbench/traces/trace_formats.h"
#include <CLI/CLI.hpp>
#include <map>

namespace lapidary {
namespace {

struct TraceFlags {
    std::string file, format, out, problems, rule;
    PairsBy pairs = PairsBy::Choice;
    LabelSource labels = LabelSource::Answers;
};

const TraceFormat &formatNamed(const std::string &name) {
    const auto formats = traceFormats();
    return *std::find_if(formats.begin(), formats.end() - 1, [&](const auto &each) { return name == each.name; });
}

Result<int> run(const TraceFlags &flags) {
    if (auto free = mustBeFree(flags.out); !free) return unexpected(free.error());
    auto trees = readTrace(flags.file);
    if (!trees) return unexpected(trees.error());
    if (!flags.problems.empty())
        if (auto ok = addProblems(*trees, flags.problems); !ok) return unexpected(ok.error());
    const auto rule = flags.rule.empty() ? Result<std::unique_ptr<Rule>>(nullptr) : ruleByName(flags.rule);
    if (!rule) return unexpected(rule.error());
    const TraceFormat &format = formatNamed(flags.format);
    const auto made = format.write(*trees, {.pairs = flags.pairs, .labels = flags.labels, .rule = rule->get()});
    if (!made) return unexpected(made.error());
    for (const auto &[why, count] : made->leftOut)
        std::fprintf(stderr, "Left out: %s (%lld)\n", why.str().c_str(), static_cast<long long>(count));
    if (format.asksPrompts && made->rows == 0)
        return fail({.code = "trace.nothing",
                     .message = "These searches teach nothing that could be written.",
                     .file = flags.file,
                     .expected = "at least one row",
                     .remedy = "What was left out, and why, is told above."});
    if (auto ok = writeFileAtomic(flags.out, made->text); !ok) return unexpected(ok.error());
    if (format.asksPrompts)
        std::fprintf(stderr, "Wrote %s (%lld rows)\n", flags.out.c_str(), static_cast<long long>(made->rows));
    else
        std::fprintf(stderr, "Wrote %s\n", flags.out.c_str());
    return kDone;
}

} // namespace

Action defineTraceWord(CLI::App &word) {
    const auto flags = std::make_shared<TraceFlags>();
    std::vector<std::string> names;
    std::string about;
    for (const TraceFormat &format : traceFormats()) {
        names.emplace_back(format.name);
        about += (about.empty() ? "" : "; ") + std::string(format.name) + ": " + format.summary;
    }
    word.add_option("FILE", flags->file,
                    "A run's folder or its run.log, events as generate --trace writes them (JSON Lines), or a JSON "
                    "file with a list of events or an answer with a \"trace\"")
        ->required()
        ->type_name("FILE");
    word.add_option("--format", flags->format, about)->required()->check(CLI::IsMember(names));
    word.add_option("--out", flags->out, "Where to; it must not be there yet")->required()->type_name("FILE");
    word.add_option("--problems", flags->problems,
                    "JSON Lines of what was asked: id, prompt, reference (default: those of the run)")
        ->type_name("FILE");
    word.add_option("--rule", flags->rule,
                    "Rule that grades the answers: for the labels of steps, and so that no wrong answer is taught "
                    "(default: none)")
        ->type_name("RULE");
    const std::map<std::string, PairsBy> pairs{{"choice", PairsBy::Choice}, {"scores", PairsBy::Scores}};
    word.add_option("--pairs", flags->pairs,
                    "Of preference: choice compares each piece of the chosen answer with the others of its place, "
                    "scores the best with the worst of every place (default: choice)")
        ->transform(CLI::CheckedTransformer(pairs));
    const std::map<std::string, LabelSource> labels{{"answers", LabelSource::Answers}, {"scores", LabelSource::Scores}};
    word.add_option("--labels", flags->labels,
                    "Of stepwise: answers takes the share of right answers behind a step, scores its score (default: "
                    "answers)")
        ->transform(CLI::CheckedTransformer(labels));
    return [flags]() { return run(*flags); };
}

} // namespace lapidary
