// SPDX-License-Identifier: Apache-2.0
#include "app/cli/data_word.h"
#include "app/cli/lines.h"
#include "app/cli/row_flags.h"
#include "core/workbench/curation/row_edits.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/labels/label_queue.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct EditFlags : RowFlags {
    std::string name, field, value, tag, path;
    std::int64_t row = 0;
    bool remove = false;
    TextReplacement text{};
};

/// What a word does to the rows; the answer is the step that it made.
using Work = std::function<Result<RowStep>(const EditFlags &flags, RowStore &rows, const StoreWork &work)>;

Action editing(CLI::App &word, const Common &common, const std::shared_ptr<EditFlags> &flags, Work what) {
    word.footer("Answer {\"step\", \"kind\", \"rows\", \"who\", \"time\", \"what\"?}; step 0: nothing has changed.");
    return [flags, &common, what = std::move(what)]() -> Result<int> {
        const auto place = curatedPlace(flags->name, true, common);
        if (!place) return unexpected(place.error());
        const RowsAtWork atWork(common);
        const auto step = what(*flags, *place->rows, atWork.work());
        if (!step) return unexpected(step.error());
        auto writer = LineWriter::open({});
        if (!writer) return unexpected(writer.error());
        const auto written = writer->write(toJson(*step));
        return written ? Result<int>(kDone) : unexpected(written.error());
    };
}

std::shared_ptr<EditFlags> named(CLI::App &word) {
    auto flags = std::make_shared<EditFlags>();
    word.add_option("NAME", flags->name, "The data set, as it was opened")->required();
    return flags;
}

/// The same becomes of all rows that are chosen.
Result<RowStep> changeChosen(const char *kind, const EditFlags &flags, RowStore &rows, const RowChange &change,
                             const StoreWork &work) {
    const auto ids = chosenRows(rows, flags, work);
    if (!ids) return unexpected(ids.error());
    const auto query = queryOf(flags);
    if (!query) return unexpected(query.error());
    Json what = flags.rows.empty() ? toJson(*query) : Json{{"rows", flags.rows}};
    if (!flags.tag.empty()) what["tag"] = flags.tag;
    return rows.change(
        {.kind = kind, .what = dumpJson(what), .who = annotatorHere()}, *ids,
        [&](const StoredRow &) -> Result<RowChange> { return change; }, work);
}

Result<RowStep> addRows(const EditFlags &flags, RowStore &rows, const StoreWork &work) {
    std::vector<Json> all;
    const auto read = forEachRow(flags.path, [&](const Json &row) -> Status {
        all.push_back(row);
        return work.stop.stop_requested() ? fail(kCancelled, "Stopped on request") : Status{};
    });
    if (!read) return unexpected(read.error());
    return rows.add(RowStep{.kind = "add", .what = dumpJson(Json{{"file", flags.path}}), .who = annotatorHere()}, all);
}

Action turning(CLI::App &word, const Common &common, bool back) {
    return editing(word, common, named(word), [back](const EditFlags &, RowStore &rows, const StoreWork &work) {
        const auto turned = back ? rows.undo(annotatorHere(), work) : rows.redo(annotatorHere(), work);
        if (!turned) return Result<RowStep>(unexpected(turned.error()));
        return Result<RowStep>(turned->value_or(RowStep{}));
    });
}

} // namespace

Action defineDataEdit(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("ROW", flags->row, "The row's number")->required();
    word.add_option("FIELD", flags->field, "A field, or a JSON pointer such as /messages/2/content")->required();
    word.add_option("VALUE", flags->value, "JSON, else it is a text; null takes the field out")->required();
    return editing(word, common, flags, [](const EditFlags &given, RowStore &rows, const StoreWork &) {
        const auto value = parseJson(given.value, {.depth = 128});
        return editField(rows, given.row, given.field, value ? *value : Json(given.value), annotatorHere());
    });
}

Action defineDataAdd(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("FILE", flags->path, "Rows as JSON Lines")->required();
    return editing(word, common, flags, addRows);
}

Action defineDataDelete(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    addRowChoice(word, *flags);
    return editing(word, common, flags, [](const EditFlags &given, RowStore &rows, const StoreWork &work) {
        return changeChosen("delete", given, rows, {.deleted = true}, work);
    });
}

Action defineDataRestore(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    addRowChoice(word, *flags);
    return editing(word, common, flags, [](const EditFlags &given, RowStore &rows, const StoreWork &work) {
        EditFlags deleted = given;
        deleted.query.deleted = true;
        return changeChosen("restore", deleted, rows, {.deleted = false}, work);
    });
}

Action defineDataTag(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("TAG", flags->tag, "The tag")->required();
    word.add_flag("--remove", flags->remove, "Take it from them (default: off)");
    addRowChoice(word, *flags);
    return editing(word, common, flags, [](const EditFlags &given, RowStore &rows, const StoreWork &work) {
        const RowChange change = given.remove ? RowChange{.untag = {given.tag}} : RowChange{.tag = {given.tag}};
        return changeChosen(given.remove ? "untag" : "tag", given, rows, change, work);
    });
}

Action defineDataReplace(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("--find", flags->text.find, "What is looked for")->required()->type_name("TEXT");
    word.add_option("--with", flags->text.with, "What is put for it (default: nothing)")->type_name("TEXT");
    word.add_flag("--regex", flags->text.regex, "--find is a regular expression (default: off)");
    word.add_option("--field", flags->text.field,
                    "Only in this field (default: in all texts but the id and the columns without a role)")
        ->type_name("FIELD");
    addRowChoice(word, *flags);
    return editing(word, common, flags, [](const EditFlags &given, RowStore &rows, const StoreWork &work) {
        const auto ids = chosenRows(rows, given, work);
        if (!ids) return Result<RowStep>(unexpected(ids.error()));
        return replaceText(rows, *ids, given.text, annotatorHere(), work);
    });
}

Action defineDataUndo(CLI::App &word, const Common &common) {
    return turning(word, common, true);
}
Action defineDataRedo(CLI::App &word, const Common &common) {
    return turning(word, common, false);
}

} // namespace lapidary
