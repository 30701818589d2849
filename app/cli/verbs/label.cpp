// SPDX-License-Identifier: Apache-2.0
#include "app/cli/key_source.h"
#include "app/cli/label_words.h"
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/labels/label_items.h"
#include "core/workbench/labels/label_suggestions.h"
#include <CLI/CLI.hpp>
#include <algorithm>

namespace lapidary {
namespace {

struct LabelFlags {
    std::string project, queue, annotator = annotatorHere(), kind, guidelines, adjudicate;
    std::vector<std::string> from, fromData, criteria;
    LabelItemsConfig items{};
    bool list = false, json = false, quality = false;
};

bool pressCommon(LabelDesk &desk, const KeyPress &given, const std::string &guidelines) {
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
        if (desk.state().kind().takesIdeal) desk.ideal(given.text);
        break;
    case 'j':
        desk.aim(desk.at() + 1);
        break;
    case 'k':
        desk.aim(desk.at() > 0 ? desk.at() - 1 : 0);
        break;
    case 'w':
        desk.unblind();
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
        std::printf("%s%s%s", guidelines.c_str(), guidelines.empty() ? "" : "\n", labelHelp(desk).c_str());
    }
    return true;
}

/// False where the key means the end.
bool press(LabelDesk &desk, const KeyPress &given, const std::string &guidelines) {
    const auto [action, emphatic] = labelMeaning(desk, given.key);
    if (action.empty()) return pressCommon(desk, given, guidelines);
    if (!desk.act(action, emphatic)) std::printf("That is not enough for a verdict yet.\n");
    return true;
}

std::vector<std::string> runsOf(const std::vector<LabelItem> &items) {
    std::vector<std::string> runs;
    for (const auto &item : items)
        for (const auto &answer : item.answers)
            if (!answer.run.empty() && std::find(runs.begin(), runs.end(), answer.run) == runs.end())
                runs.push_back(answer.run);
    return runs;
}

/// What the rows are made for, where nobody says what they are to be.
Result<const LabelKind *> kindFor(Project &project, const std::vector<std::string> &sources, const LabelFlags &flags) {
    if (!flags.kind.empty() || flags.fromData.empty())
        return labelKindNamed(flags.kind.empty() ? labelKinds().front()->name : flags.kind);
    const auto looked = itemsFor(project, sources, *labelKindNamed("ideal").value(), {});
    if (!looked) return unexpected(looked.error());
    return looked->proposed;
}

Status makeQueue(Project &project, const LabelFlags &flags) {
    std::vector<std::string> sources = flags.from;
    for (const auto &name : flags.fromData) sources.push_back(kLabelDataPrefix + name);
    const auto kind = kindFor(project, sources, flags);
    if (!kind) return unexpected(kind.error());
    auto made = itemsFor(project, sources, **kind, flags.items);
    if (!made) return unexpected(made.error());
    std::fprintf(stderr,
                 "%zu items (%zu of them asked twice) from %zu prompts (%zu with too few different answers; left out: "
                 "%zu cut and %zu empty answers)\n",
                 made->items.size(), made->repeated, made->prompts, made->withoutContrast, made->cut, made->empty);
    auto runs = runsOf(made->items);
    return makeLabelQueue(project.folder(), {.name = flags.queue,
                                             .setup = {.kind = *kind, .criteria = flags.criteria},
                                             .seed = labelSeed(flags.queue),
                                             .runs = std::move(runs),
                                             .items = std::move(made->items)});
}

/// What is asked for before anything is labelled.
Status prepare(Project &project, const LabelFlags &flags) {
    if (!flags.from.empty() || !flags.fromData.empty())
        if (auto made = makeQueue(project, flags); !made) return made;
    if (!flags.adjudicate.empty())
        if (auto made = adjudicationOf(project, flags.adjudicate, flags.queue); !made) return unexpected(made.error());
    if (flags.guidelines.empty()) return {};
    const auto text = readFile(flags.guidelines, 1 << 20);
    return text ? writeGuidelines(project.folder(), flags.queue, *text) : Status(unexpected(text.error()));
}

Result<int> label(Project &project, const LabelFlags &flags) {
    if (project.readOnly()) return fail(*project.readOnly());
    if (auto done = prepare(project, flags); !done) return unexpected(done.error());
    const auto queue = readLabelQueue(project.folder(), flags.queue);
    if (!queue) return unexpected(queue.error());
    auto desk = openLabelDesk(project, flags.queue, flags.annotator);
    if (!desk) return unexpected(desk.error());
    KeySource keys;
    std::printf("%s", labelHelp(*desk).c_str());
    for (;;) {
        if (auto saved = writeEvents(project.store(), desk->take()); !saved)
            return unexpected(saved.error()); // before anything else is shown
        printLabelItem(*desk);
        const auto given = keys.next();
        if (!given || !press(*desk, *given, queue->guidelines)) break;
    }
    if (auto saved = writeEvents(project.store(), desk->take()); !saved) return unexpected(saved.error());
    printLabelSummary(desk->state());
    if (interrupted()) return fail(cancelled());
    return kDone;
}

Result<int> quality(Project &project, const LabelFlags &flags) {
    const auto queue = readLabelQueue(project.folder(), flags.queue);
    if (!queue) return unexpected(queue.error());
    const auto book = labelBook(project.store(), *queue);
    if (!book) return unexpected(book.error());
    const auto said = suggestionsFor(project, *queue);
    if (!said) return unexpected(said.error());
    LabelQuality told = qualityOf(*book);
    told.judges = judgeAgreement(*book, *said);
    printLabelQuality(told, flags.json);
    return kDone;
}

/// One person's counts of a queue.
Result<int> listQueues(Project &project, const LabelFlags &flags) {
    for (const auto &name : labelQueueNames(project.folder())) {
        const auto queue = readLabelQueue(project.folder(), name);
        if (!queue) return unexpected(queue.error());
        const auto state = labelState(project.store(), *queue, flags.annotator);
        if (!state) return unexpected(state.error());
        const LabelFigures f = figuresOf(*state);
        const std::string kind(queue->setup.kind->name);
        if (flags.json)
            std::printf("%s\n", dumpJson({{"queue", name},
                                          {"kind", kind},
                                          {"total", f.total},
                                          {"pending", f.pending},
                                          {"draft", f.draft},
                                          {"done", f.done},
                                          {"skipped", f.skipped},
                                          {"flagged", f.flagged}})
                                    .c_str());
        else
            std::printf("%-24s %-8s %6zu items  %6zu pending  %4zu drafts  %6zu done  %5zu skipped  %4zu flagged\n",
                        name.c_str(), kind.c_str(), f.total, f.pending, f.draft, f.done, f.skipped, f.flagged);
    }
    return kDone;
}

std::string kindNames() {
    std::string out;
    for (const auto *kind : labelKinds()) out += (out.empty() ? "" : ", ") + std::string(kind->name);
    return out;
}

void defineNewQueue(CLI::App &command, LabelFlags &flags) {
    command
        .add_option("--from", flags.from,
                    "Run whose samples or answers are labelled, by id or name; repeatable (default: none)")
        ->type_name("RUN")
        ->expected(1)
        ->take_all();
    command
        .add_option("--from-data", flags.fromData,
                    "Frozen data set whose answers are labelled, by name or hash; repeatable (default: none)")
        ->type_name("NAME")
        ->expected(1)
        ->take_all();
    command
        .add_option("--kind", flags.kind,
                    "What a new queue asks for: " + kindNames() +
                        " (default: pair; of a data set what its rows are made for)")
        ->type_name("KIND");
    command
        .add_option("--criteria", flags.criteria,
                    "What is rated, of a new queue of ratings; with commas (default: none)")
        ->type_name("WORDS")
        ->delimiter(',');
}

void defineItems(CLI::App &command, LabelFlags &flags) {
    command
        .add_option("--items-per-prompt,--pairs-per-prompt", flags.items.itemsPerPrompt,
                    "Items of each prompt, of a new queue")
        ->type_name("N")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command
        .add_option("--answers-per-item", flags.items.answersPerItem,
                    "Answers that are judged at one go, of a new queue; 0: as is usual for its kind")
        ->type_name("N")
        ->check(CLI::Range(0, 9))
        ->capture_default_str();
    command
        .add_option("--max-items,--max-pairs", flags.items.maxItems, "At most so many items, of a new queue; 0: all")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command
        .add_option("--asked-twice", flags.items.askedTwice,
                    "The share of the items that is asked a second time, of a new queue")
        ->type_name("SHARE")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command.add_option("--seed", flags.items.seed, "Draws the items of a new queue")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command.add_flag("--include-truncated-completions", flags.items.includeTruncatedCompletions,
                     "Take answers that were cut before they ended too, of a new queue (default: off)");
    command
        .add_option("--adjudicate", flags.adjudicate,
                    "Queue whose disputed items become the new queue; what is said there settles them (default: none)")
        ->type_name("NAME");
}

} // namespace

Action defineLabel(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<LabelFlags>();
    command.add_option("PROJECT", flags->project, "Project folder (default: --project)")->type_name("DIR");
    command.add_option("--queue", flags->queue, "The queue to label; with --from it is made")->type_name("NAME");
    defineNewQueue(command, *flags);
    defineItems(command, *flags);
    command
        .add_option("--guidelines", flags->guidelines,
                    "Text file that says how to judge; it is kept with the queue "
                    "(default: none)")
        ->type_name("FILE");
    command.add_option("--annotator", flags->annotator, "Who labels")->type_name("NAME")->capture_default_str();
    command.add_flag("--list", flags->list, "List the queues with their counts instead (default: off)");
    command.add_flag("--quality", flags->quality,
                     "Tell how the queue was labelled instead: agreement, biases, consistency (default: off)");
    command.add_flag("--json", flags->json, "With --list or --quality: JSON (default: off)");
    command.footer(
        "Keys: each kind of item shows its own; h shows them again. 1 left, 2 right, 3 tie, 4 both bad for a "
        "pair; 1! strongly; d submits.\n"
        "Where standard input is no terminal: one line a key, \"c\" and \"e\" with their text behind it.");
    return [flags, &common]() -> Result<int> {
        if (!flags->list && flags->queue.empty())
            return fail(usageError("which queue is to be labelled?", "--queue", "nothing",
                                   "a name; --list shows those that there are"));
        const auto project = openProject(flags->project, common);
        if (!project) return unexpected(project.error());
        return flags->list      ? listQueues(**project, *flags)
               : flags->quality ? quality(**project, *flags)
                                : label(**project, *flags);
    };
}

} // namespace lapidary
