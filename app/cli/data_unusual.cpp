// SPDX-License-Identifier: Apache-2.0
#include "app/cli/data_word.h"
#include "app/cli/lines.h"
#include "app/cli/row_flags.h"
#include "core/workbench/curation/unusual_rows.h"
#include "core/workbench/labels/label_queue.h"
#include <CLI/CLI.hpp>
#include <algorithm>

namespace lapidary {
namespace {

struct UnusualFlags : RowFlags {
    std::string name;
    std::vector<std::string> flags, languages;
    bool mark = false, remove = false;
};

/// Without a choice all flags are meant, and no language.
Result<UnusualChoice> choiceOf(const UnusualFlags &flags) {
    UnusualChoice out{.languages = flags.languages};
    const bool all = flags.flags.empty() && flags.languages.empty();
    std::string known;
    for (const RowFlagInfo &info : rowFlags()) {
        const bool named = std::find(flags.flags.begin(), flags.flags.end(), info.tag) != flags.flags.end();
        if (all || named) out.flags = static_cast<RowFlagSet>(out.flags | bitOf(info.flag));
        known += (known.empty() ? "" : ", ") + std::string(info.tag);
    }
    for (const auto &each : flags.flags)
        if (std::none_of(rowFlags().begin(), rowFlags().end(), [&](const auto &info) { return info.tag == each; }))
            return fail(usageError("There is no such flag", "--flag", each, known));
    return out;
}

Json lineOf(const UnusualRows &found, const UnusualRows::Row &row) {
    Json line = {{"row", row.id}, {"flags", Json::array()}, {"language", found.languages[row.language]}};
    for (const RowFlagInfo &info : rowFlags())
        if ((row.flags & bitOf(info.flag)) != 0) line["flags"].push_back(info.tag);
    return line;
}

Json summaryOf(const UnusualRows &found) {
    Json out = {{"looked_at", found.rows.size()}, {"flags", Json::object()}, {"languages", found.inLanguages()}};
    for (const auto &[flag, rows] : found.flagged())
        out["flags"][std::string(rowFlags()[static_cast<std::size_t>(flag)].tag)] = rows;
    return out;
}

Result<int> tellUnusual(const UnusualFlags &flags, const Common &common) {
    const auto choice = choiceOf(flags);
    if (!choice) return unexpected(choice.error());
    const auto place = curatedPlace(flags.name, flags.remove || flags.mark, common);
    if (!place) return unexpected(place.error());
    const auto query = queryOf(flags);
    if (!query) return unexpected(query.error());
    const RowsAtWork atWork(common);
    const auto found = findUnusual(*place->rows, *query, atWork.work());
    if (!found) return unexpected(found.error());
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    const auto chosen = chosenOf(*found, *choice);
    for (std::size_t next = 0; const auto &row : found->rows) {
        if (next == chosen.size() || chosen[next] != row.id) continue;
        ++next;
        if (auto written = writer->write(lineOf(*found, row)); !written) return unexpected(written.error());
    }
    Json told = summaryOf(*found);
    if (flags.mark) {
        const auto step = tagUnusual(*place->rows, *found, *choice, annotatorHere(), atWork.work());
        if (!step) return unexpected(step.error());
        told["tagged"] = step->rows;
    }
    if (flags.remove) {
        const auto step = place->rows->change(
            {.kind = "delete", .what = dumpJson(Json{{"unusual", chosen.size()}}), .who = annotatorHere()}, chosen,
            [](const StoredRow &) -> Result<RowChange> { return RowChange{.deleted = true}; }, atWork.work());
        if (!step) return unexpected(step.error());
        told["deleted"] = step->rows;
    }
    const auto written = writer->write(told);
    return written ? Result<int>(kDone) : unexpected(written.error());
}

} // namespace

Action defineDataUnusual(CLI::App &word, const Common &common) {
    const auto flags = std::make_shared<UnusualFlags>();
    word.add_option("NAME", flags->name, "The data set, as it was opened")->required();
    word.add_option("--flag", flags->flags, "Only rows with this flag; repeatable (default: any)")
        ->type_name("FLAG")
        ->expected(1)
        ->take_all();
    word.add_option("--language", flags->languages, "Or in this language, as \"en\" or \"und\"; repeatable")
        ->type_name("CODE")
        ->expected(1)
        ->take_all();
    auto *mark = word.add_flag("--mark", flags->mark, "Tag each row with its own flags and language (default: off)");
    word.add_flag("--delete", flags->remove, "Delete them (default: off)")->excludes(mark);
    addRowFilters(word, *flags);
    word.footer(
        "Answer lines {\"row\", \"flags\", \"language\"}, then {\"looked_at\", \"flags\", \"languages\", "
        "\"tagged\"?, \"deleted\"?}. Flags: empty-answer, repeats, cut-off, no-end-mark, copies-prompt, refusal, "
        "odd-characters, very-short, very-long.");
    return [flags, &common] { return tellUnusual(*flags, common); };
}

} // namespace lapidary
