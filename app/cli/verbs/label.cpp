// SPDX-License-Identifier: Apache-2.0
#include "app/cli/key_source.h"
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/workbench/labels/label_pairs.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct LabelFlags {
    std::string project, queue, annotator = annotatorHere();
    std::vector<std::string> from;
    LabelPairsConfig pairs{};
    bool list = false, json = false;
};

constexpr const char *kHelp =
    "1 left  2 right  3 tie  4 both bad  (!, @ or 1!, 2!: strongly)  Space or s skip  u undo  r redo\n"
    "e ideal answer  c comment  f flag  n next  p previous  h guidelines and keys  q end\n";

/// Control characters of data and models are not for the terminal.
std::string printable(const std::string &text) {
    std::string out;
    for (const char c : text)
        out += (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f ? '?' : c;
    return out;
}

const char *word(LabelStatus status) {
    switch (status) {
    case LabelStatus::Pending:
        return "pending";
    case LabelStatus::Draft:
        return "draft";
    case LabelStatus::Done:
        return "done";
    case LabelStatus::Skipped:
        return "skipped";
    }
    return "";
}

void show(const LabelDesk &desk) {
    const LabelItem *item = desk.item();
    if (!item) return;
    const LabelMark &mark = *desk.mark();
    const bool swapped = desk.order() == "ba";
    const bool done = mark.status() == LabelStatus::Done;
    std::printf("\n--- pair %zu of %zu, %s%s%s%s\n%s\n", *desk.index() + 1, desk.state().items().size(),
                word(mark.status()), done ? ": " : "", mark.verdict.c_str(), mark.flagged ? ", flagged" : "",
                printable(item->prompt).c_str());
    for (const bool left : {true, false}) {
        const LabelCandidate &candidate = left != swapped ? item->a : item->b;
        std::printf("\n%s%s%s%s\n%s\n", left ? "[1] LEFT" : "[2] RIGHT", done ? "  " : "",
                    done ? printable(candidate.name).c_str() : "", candidate.terminated ? "" : "  (cut before its end)",
                    printable(candidate.text).c_str());
    }
    if (!mark.ideal.empty()) std::printf("\nideal answer: %s\n", printable(mark.ideal).c_str());
    if (!mark.comment.empty()) std::printf("\ncomment: %s\n", printable(mark.comment).c_str());
    std::fflush(stdout);
}

/// False where the key means the end.
bool press(LabelDesk &desk, const KeyPress &given, const std::string &guidelines) {
    static constexpr const char *verdicts[] = {"left", "right", "tie", "both_bad"};
    const std::string plain = "1234", strong = "!@#$";
    if (const auto at = plain.find(given.key); given.key && at != plain.npos)
        desk.choose(verdicts[at], false);
    else if (const auto shifted = strong.find(given.key); given.key && shifted != strong.npos)
        desk.choose(verdicts[shifted], true);
    else
        switch (given.key) {
        case ' ':
        case 's':
            desk.skip();
            break;
        case 'u':
            if (!desk.undo()) std::printf("Nothing to undo.\n");
            break;
        case 'r':
            if (!desk.redo()) std::printf("Nothing to redo.\n");
            break;
        case 'f':
            desk.flag();
            break;
        case 'c':
            desk.comment(given.text);
            break;
        case 'e':
            desk.ideal(given.text);
            break;
        case 'n':
            desk.move(1);
            break;
        case 'p':
            desk.move(-1);
            break;
        case 'q':
            return false;
        default:
            std::printf("%s%s%s", guidelines.c_str(), guidelines.empty() ? "" : "\n", kHelp);
        }
    return true;
}

void summary(const LabelState &state) {
    const LabelFigures f = figuresOf(state);
    std::printf("\n%zu pairs: %zu done (%zu left, %zu right, %zu ties, %zu both bad), %zu skipped, %zu pending, %zu "
                "drafts, %zu flagged\n",
                f.total, f.done, f.left, f.right, f.ties, f.bothBad, f.skipped, f.pending, f.draft, f.flagged);
    if (f.medianSeconds) std::printf("median time per pair %.1f s", *f.medianSeconds);
    if (f.leftShare)
        std::printf(", left side preferred %.0f %% (95 %% interval %.0f to %.0f)", 100 * f.leftShare->value,
                    100 * f.leftShare->low, 100 * f.leftShare->high);
    if (f.medianSeconds) std::printf("\n");
}

Status makeQueue(Project &project, const LabelFlags &flags) {
    auto pairs = pairsFromRuns(project, flags.from, flags.pairs);
    if (!pairs) return unexpected(pairs.error());
    std::vector<std::string> runs;
    for (const auto &item : pairs->items)
        for (const auto *run : {&item.a.run, &item.b.run})
            if (std::find(runs.begin(), runs.end(), *run) == runs.end()) runs.push_back(*run);
    std::fprintf(
        stderr,
        "%zu pairs from %zu prompts (%zu without two different answers; left out: %zu cut and %zu empty answers)\n",
        pairs->items.size(), pairs->prompts, pairs->withoutContrast, pairs->cut, pairs->empty);
    return makeLabelQueue(project.folder(), {.name = flags.queue,
                                             .seed = labelSeed(flags.queue),
                                             .runs = std::move(runs),
                                             .items = std::move(pairs->items)});
}

Result<int> label(Project &project, const LabelFlags &flags) {
    if (project.readOnly()) return fail(*project.readOnly());
    if (!flags.from.empty())
        if (auto made = makeQueue(project, flags); !made) return unexpected(made.error());
    const auto queue = readLabelQueue(project.folder(), flags.queue);
    if (!queue) return unexpected(queue.error());
    auto desk = openLabelDesk(project, flags.queue, flags.annotator);
    if (!desk) return unexpected(desk.error());
    KeySource keys;
    std::printf("%s", kHelp);
    for (;;) {
        if (auto saved = writeEvents(project.store(), desk->take()); !saved)
            return unexpected(saved.error()); // before anything else is shown
        show(*desk);
        const auto given = keys.next();
        if (!given || !press(*desk, *given, queue->guidelines)) break;
    }
    if (auto saved = writeEvents(project.store(), desk->take()); !saved) return unexpected(saved.error());
    summary(desk->state());
    if (interrupted()) return fail(cancelled());
    return kDone;
}

Result<int> listQueues(Project &project, bool json) {
    for (const auto &name : labelQueueNames(project.folder())) {
        const auto queue = readLabelQueue(project.folder(), name);
        if (!queue) return unexpected(queue.error());
        const auto state = labelState(project.store(), *queue);
        if (!state) return unexpected(state.error());
        const LabelFigures f = figuresOf(*state);
        if (json)
            std::printf("%s\n", dumpJson({{"queue", name},
                                          {"total", f.total},
                                          {"pending", f.pending},
                                          {"draft", f.draft},
                                          {"done", f.done},
                                          {"skipped", f.skipped},
                                          {"flagged", f.flagged}})
                                    .c_str());
        else
            std::printf("%-24s %6zu pairs  %6zu pending  %4zu drafts  %6zu done  %5zu skipped  %4zu flagged\n",
                        name.c_str(), f.total, f.pending, f.draft, f.done, f.skipped, f.flagged);
    }
    return kDone;
}

} // namespace

Action defineLabel(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<LabelFlags>();
    command.add_option("PROJECT", flags->project, "Project folder (default: --project)")->type_name("DIR");
    command.add_option("--queue", flags->queue, "The queue to label; with --from it is made")->type_name("NAME");
    command
        .add_option("--from", flags->from,
                    "Run whose samples or answers are paired, by id or name; repeatable (default: none)")
        ->type_name("RUN")
        ->expected(1)
        ->take_all();
    command.add_option("--pairs-per-prompt", flags->pairs.pairsPerPrompt, "Pairs of each prompt, of a new queue")
        ->type_name("N")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command.add_option("--max-pairs", flags->pairs.maxPairs, "At most so many pairs, of a new queue; 0: all")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command.add_option("--seed", flags->pairs.seed, "Draws the pairs of a new queue")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command.add_flag("--include-truncated-completions", flags->pairs.includeTruncatedCompletions,
                     "Pair answers that were cut before they ended too, of a new queue (default: off)");
    command.add_option("--annotator", flags->annotator, "Who labels")->type_name("NAME")->capture_default_str();
    command.add_flag("--list", flags->list, "List the queues with their counts instead (default: off)");
    command.add_flag("--json", flags->json, "With --list: one JSON object a queue (default: off)");
    command.footer(std::string("Keys:\n") + kHelp +
                   "Where standard input is no terminal: one line a key, \"c\" and \"e\" with their text behind it.");
    return [flags, &common]() -> Result<int> {
        if (!flags->list && flags->queue.empty())
            return fail(usageError("which queue is to be labelled?", "--queue", "nothing",
                                   "a name; --list shows those that there are"));
        const auto project = openProject(flags->project, common);
        if (!project) return unexpected(project.error());
        return flags->list ? listQueues(**project, flags->json) : label(**project, *flags);
    };
}

} // namespace lapidary
