// SPDX-License-Identifier: Apache-2.0
#include "app/cli/data_word.h"
#include "app/cli/lines.h"
#include "app/cli/row_flags.h"
#include "core/workbench/labels/label_queue.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct ViewFlags : RowFlags {
    std::string name, from;
    std::int64_t first = 0, count = 100, row = 0, step = 0;
    std::string before, after;
    bool unindexed = false;
};

std::shared_ptr<ViewFlags> named(CLI::App &word) {
    auto flags = std::make_shared<ViewFlags>();
    word.add_option("NAME", flags->name, "The data set, as it was opened")->required();
    return flags;
}

Result<int> writeAll(const std::vector<Json> &lines) {
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    for (const Json &line : lines)
        if (auto written = writer->write(line); !written) return unexpected(written.error());
    return kDone;
}

/// The index of words, some thousand rows a transaction, so that an end loses little.
Status indexAll(RowStore &rows, const StoreWork &work) {
    for (std::int64_t left = 1; left > 0;) {
        const auto next = rows.index(20000, {.stop = work.stop});
        if (!next) return unexpected(next.error());
        left = *next;
    }
    return {};
}

Result<int> openRows(const ViewFlags &flags, const Common &common) {
    auto project = Project::open(common.project, "lapidary-cli");
    if (!project) return unexpected(project.error());
    if ((*project)->readOnly()) return fail(*(*project)->readOnly());
    const fs::path folder = (*project)->folder();
    const fs::path from =
        flags.from.empty() ? folder / "datasets" / "imported" / (flags.name + ".jsonl") : fs::path(flags.from);
    const RowsAtWork atWork(common);
    if (auto begun = beginCuration(folder, flags.name, from, annotatorHere(), atWork.work()); !begun)
        return unexpected(begun.error());
    auto rows = openCurated(folder, flags.name, true);
    if (!rows) return unexpected(rows.error());
    if (!flags.unindexed)
        if (auto indexed = indexAll(**rows, atWork.work()); !indexed) return unexpected(indexed.error());
    const auto versions = (*rows)->versions();
    if (!versions) return unexpected(versions.error());
    return writeAll({{{"name", flags.name},
                      {"file", curatedFile(folder, flags.name).string()},
                      {"rows", versions->front().rows},
                      {"hash", versions->front().hash}}});
}

Result<int> indexRows(const ViewFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, true, common);
    if (!place) return unexpected(place.error());
    const RowsAtWork atWork(common);
    if (auto indexed = indexAll(*place->rows, atWork.work()); !indexed) return unexpected(indexed.error());
    return writeAll({{{"name", flags.name}, {"indexed", true}}});
}

Result<int> showRows(const ViewFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, false, common);
    if (!place) return unexpected(place.error());
    const auto query = queryOf(flags);
    if (!query) return unexpected(query.error());
    const RowsAtWork atWork(common);
    const auto ids = place->rows->find(*query, atWork.work());
    if (!ids) return unexpected(ids.error());
    const auto first = std::min(static_cast<std::size_t>(flags.first), ids->size());
    const auto page =
        std::span(*ids).subspan(first, std::min(static_cast<std::size_t>(flags.count), ids->size() - first));
    const auto rows = place->rows->page(page);
    if (!rows) return unexpected(rows.error());
    std::vector<Json> lines;
    for (const auto &row : *rows) lines.push_back(toJson(row));
    std::fprintf(stderr, "%zu rows\n", ids->size());
    return writeAll(lines);
}

Result<int> showInfo(const ViewFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, false, common);
    if (!place) return unexpected(place.error());
    RowStore &rows = *place->rows;
    const auto there = rows.find({}), deleted = rows.find({.deleted = true});
    const auto columns = rows.columns();
    const auto tags = rows.tags();
    const auto versions = rows.versions();
    const auto steps = rows.steps(0, 1);
    const auto source = rows.source();
    for (const Error *error :
         {there ? nullptr : &there.error(), deleted ? nullptr : &deleted.error(), columns ? nullptr : &columns.error(),
          tags ? nullptr : &tags.error(), versions ? nullptr : &versions.error(), steps ? nullptr : &steps.error(),
          source ? nullptr : &source.error()})
        if (error) return fail(*error);
    Json out = {{"name", flags.name},
                {"source", *source},
                {"rows", there->size()},
                {"deleted", deleted->size()},
                {"columns", *columns},
                {"tags", *tags},
                {"steps", steps->empty() ? 0 : steps->front().seq}};
    for (const auto &version : *versions) out["versions"].push_back(toJson(version));
    return writeAll({out});
}

Json toJson(const RowEdit &edit) {
    const auto valueOf = [](const std::optional<std::string> &text) {
        const auto value = text ? parseJson(*text, {.depth = 128}) : Result<Json>(Json());
        return value ? *value : Json(*text);
    };
    return {{"step", edit.step},
            {"row", edit.row},
            {"part", edit.part},
            {"field", edit.field},
            {"before", valueOf(edit.before)},
            {"after", valueOf(edit.after)}};
}

Result<int> showHistory(const ViewFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, false, common);
    if (!place) return unexpected(place.error());
    std::vector<Json> lines;
    if (flags.row > 0 || flags.step > 0) {
        const auto edits = flags.row > 0 ? place->rows->editsOfRow(flags.row)
                                         : place->rows->editsOfStep(flags.step, flags.first, flags.count);
        if (!edits) return unexpected(edits.error());
        for (const auto &edit : *edits) lines.push_back(toJson(edit));
        return writeAll(lines);
    }
    const auto steps = place->rows->steps(0, flags.count);
    if (!steps) return unexpected(steps.error());
    for (const auto &step : *steps) lines.push_back(lapidary::toJson(step));
    return writeAll(lines);
}

/// "step:N", or a version by its number or by its hash.
Result<std::int64_t> stepNamed(RowStore &rows, const std::string &name) {
    if (name.starts_with("step:"))
        if (const auto step = parseJson(name.substr(5)); step && step->is_number_unsigned())
            return step->get<std::int64_t>();
    const auto versions = rows.versions();
    if (!versions) return unexpected(versions.error());
    std::string all;
    for (const auto &version : *versions) {
        if (name == std::to_string(version.seq) || name == version.hash) return version.step;
        all += (all.empty() ? "" : ", ") + std::to_string(version.seq);
    }
    return fail({.code = "curation.no_version",
                 .message = "there is no such version",
                 .found = name,
                 .expected = {"a version ({0}), its hash, or step:N", all}});
}

Result<int> showDifference(const ViewFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, false, common);
    if (!place) return unexpected(place.error());
    const auto before = stepNamed(*place->rows, flags.before), after = stepNamed(*place->rows, flags.after);
    if (!before) return unexpected(before.error());
    if (!after) return unexpected(after.error());
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    const RowsAtWork atWork(common);
    const auto told = place->rows->difference(
        *before, *after,
        [&](const RowStore::Difference &each) {
            return writer->write({{"row", each.row},
                                  {"before", each.before ? lapidary::toJson(*each.before) : Json()},
                                  {"after", each.after ? lapidary::toJson(*each.after) : Json()}});
        },
        atWork.work());
    return told ? Result<int>(kDone) : unexpected(told.error());
}

Result<int> verifyRows(const ViewFlags &flags, const Common &common) {
    const auto place = curatedPlace(flags.name, false, common);
    if (!place) return unexpected(place.error());
    const RowsAtWork atWork(common);
    if (auto whole = place->rows->verify(atWork.work()); !whole) return unexpected(whole.error());
    return writeAll({{{"name", flags.name}, {"whole", true}}});
}

} // namespace

Action defineDataOpen(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("--from", flags->from,
                    "A JSONL file, such as datasets/<hash>/rows.jsonl (default: the imported data set of this name)")
        ->type_name("FILE");
    word.add_flag("--no-index", flags->unindexed,
                  "Leave out the index of words: searching looks at every text then (default: off)");
    return [flags, &common] { return openRows(*flags, common); };
}

Action defineDataRows(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    addRowFilters(word, *flags);
    word.add_option("--order-by", flags->query.orderBy, "A column (default: the order of the file)")
        ->type_name("COLUMN");
    word.add_flag("--descending", flags->query.descending, "The largest, or the last, first (default: off)");
    word.add_option("--first", flags->first, "How many rows are passed over")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    word.add_option("--count", flags->count, "How many rows are shown at most")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    word.footer(
        "Answer lines {\"row\", \"tags\", \"deleted\"?, \"body\"}; how many there are in all stands on standard "
        "error.");
    return [flags, &common] { return showRows(*flags, common); };
}

Action defineDataIndex(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    return [flags, &common] { return indexRows(*flags, common); };
}

Action defineDataInfo(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    return [flags, &common] { return showInfo(*flags, common); };
}

Action defineDataHistory(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("--row", flags->row, "The edits of this row, oldest first")->type_name("N");
    word.add_option("--step", flags->step, "The edits of this step")->type_name("N");
    word.add_option("--first", flags->first, "How many edits of the step are passed over")->capture_default_str();
    word.add_option("--count", flags->count, "How many lines at most")->capture_default_str();
    return [flags, &common] { return showHistory(*flags, common); };
}

Action defineDataDiff(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    word.add_option("BEFORE", flags->before, "A version by its number or hash, or step:N")->required();
    word.add_option("AFTER", flags->after, "The other one")->required();
    word.footer("Answer lines {\"row\", \"before\", \"after\"}; null stands for a row that was not there.");
    return [flags, &common] { return showDifference(*flags, common); };
}

Action defineDataVerify(CLI::App &word, const Common &common) {
    const auto flags = named(word);
    return [flags, &common] { return verifyRows(*flags, common); };
}

} // namespace lapidary
