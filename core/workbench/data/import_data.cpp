// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/import_data.h"
#include "core/base/quick_json.h"
#include "core/data/formats/registry.h"
#include "core/remote/book.h"
#include "core/workbench/data/import_layout.h"
#include "core/workbench/data/row_watch.h"
#include "core/workbench/installed.h"
#include "core/workbench/models/import_model.h"
#include "core/workbench/project.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

constexpr std::size_t kFirst = 50, kMostListed = 1000, kLookedAt = 200;

/// A file that is about to be read, and how.
struct Source {
    fs::path file{};
    const Format *format = nullptr;
    std::string head{};
};

/// As the person says, else by the name and what the file begins with.
Result<Source> sourceOf(const fs::path &file, const std::string &given) {
    auto head = headOf(file);
    if (!head) return unexpected(head.error());
    const Format *format = given.empty() ? &formatOf(file, *head) : formatNamed(given);
    if (format) return Source{file, format, std::move(*head)};
    std::string names;
    for (const auto &each : formats()) names += (names.empty() ? "" : ", ") + std::string(each.name);
    return fail({.code = "import.unknown_format",
                 .message = "there is no such format",
                 .field = "format",
                 .found = given,
                 .expected = names});
}

/// In a table of texts a list of messages stands as its JSON: the row with what is meant.
Json withLists(Json row) {
    const auto isMessage = [](const Json &value) {
        return value.is_object() && (value.contains("role") || value.contains("from"));
    };
    for (const auto &[name, cell] : row.items()) {
        const std::string_view text = cell.is_string() ? std::string_view(cell.get_ref<const std::string &>()) : "";
        const auto first = text.find_first_not_of(" \t\r\n[");
        if (first == text.npos || text[first] != '{') continue;
        auto parsed = parseJson(text, {.depth = 128});
        if (parsed && (isMessage(*parsed) || (parsed->is_array() && !parsed->empty() && isMessage(parsed->front()))))
            cell = std::move(*parsed);
    }
    return row;
}

/// One pass over the file: rows as objects of their columns, whatever the format.
struct Pass {
    std::function<bool(Json row, std::int64_t line)> onRow;
    std::function<void(Error)> onBad;
    ImportProgress goOn;
};

Result<FileFacts> readThrough(const Source &source, const Pass &pass) {
    auto reader = source.format->open(source.file, source.head);
    if (!reader) return unexpected(reader.error());
    for (;;) {
        auto row = (*reader)->next();
        if (!row) return unexpected(row.error());
        if (!*row) return (*reader)->facts();
        if (pass.goOn && !pass.goOn((*reader)->bytesRead())) return fail(kCancelled, "Stopped on request");
        if (!(*row)->value)
            pass.onBad(std::move((*row)->value.error()));
        else if (auto &value = *(*row)->value;
                 !pass.onRow(source.format->onlyTexts ? withLists(std::move(value)) : std::move(value), (*row)->line))
            return (*reader)->facts();
    }
}

/// What the file looks like, from its first rows.
Status lookAt(const Source &source, const ImportOptions &options, ImportPreview &out) {
    std::vector<Json> sample;
    const Pass pass{.onRow =
                        [&](Json row, std::int64_t) {
                            for (const auto &[name, value] : row.items())
                                if (std::find(out.columns.begin(), out.columns.end(), name) == out.columns.end())
                                    out.columns.push_back(name);
                            sample.push_back(std::move(row));
                            return sample.size() < kLookedAt;
                        },
                    .onBad = [](const Error &) {},
                    .goOn = {}};
    const fs::path &file = source.file;
    const auto end = readThrough(source, pass);
    if (!end) return unexpected(end.error());
    if (!end->header.empty()) out.columns = end->header;
    if (end->blankBehindSeparator)
        out.notes.push_back({.code = "import.blank_behind_separator",
                             .message = "the names of the columns begin with a blank: the blank behind each separator "
                                        "is taken for a part of it",
                             .file = file.string()});
    if (auto fields = mustBeFields(file, options.map); !fields) return fields;
    for (const auto &[column, field] : options.map) {
        if (field.empty()) out.leftOut.push_back(column);
        if (std::find(out.columns.begin(), out.columns.end(), column) == out.columns.end()) {
            std::string all;
            for (const auto &each : out.columns) all += (all.empty() ? "" : ", ") + each;
            return fail({.code = "import.no_column",
                         .message = "the file has no such column",
                         .file = file.string(),
                         .found = column,
                         .expected = all});
        }
    }
    const Layout *layout =
        options.layout.empty() ? recogniseLayout(out.columns, options.map, sample) : layoutNamed(options.layout);
    if (!layout) {
        if (!sample.empty()) out.notes.push_back(unknownLayout(file, out.columns));
        return {};
    }
    out.layout = layout->name;
    if (auto assigned = assignColumns(file, *layout, options.map, out); !assigned) return assigned;
    tellUnread(file, *layout, options.map, out);
    return {};
}

/// Rows of the file as rows of the project: read in the layout, written in the canonical one of their kind.
class Mapper {
public:
    Mapper(const Layout &layout, const ImportPreview &preview) : layout_(layout) {
        for (const auto &[column, field] : preview.map) columns_[field] = column;
        known_.insert(preview.leftOut.begin(), preview.leftOut.end());
        for (const auto &[column, field] : preview.map) known_.insert(column);
    }

    Result<Json> operator()(const Json &row) const {
        Json taken = Json::object();
        for (const auto &[field, column] : columns_)
            if (const auto value = row.find(column); value != row.end()) taken[field] = *value;
        auto record = layout_.read(taken);
        if (!record) return fail(ofImport(std::move(record.error())));
        if (auto good = teaches(*record); !good) return fail(ofImport(std::move(good.error())));
        record->other = otherOf(row);
        record->original = originalOf(row, taken, *record);
        auto written = writeRecord(*record);
        if (!written) return fail(ofImport(std::move(written.error())));
        return written;
    }

private:
    /// What a row of a project has kept already.
    static Json keptIn(const Json &row, const char *name) {
        const auto it = row.find(name);
        return it != row.end() && it->is_object() && !it->empty() ? *it : Json();
    }

    /// Columns without a role.
    Json otherOf(const Json &row) const {
        Json other = keptIn(row, kOtherColumns);
        for (const auto &[column, value] : row.items()) {
            const bool isOwn = (column == kOtherColumns || column == kOriginalCells) && value.is_object();
            if (!isOwn && !known_.contains(column)) other[column] = value;
        }
        return other;
    }

    /// Cells that the layout would write in another way.
    Json originalOf(const Json &row, const Json &taken, const Record &record) const {
        const auto written = layout_.write(record);
        Json original = keptIn(row, kOriginalCells);
        for (const auto &[field, value] : taken.items())
            if (!written || !written->contains(field) || !isSame((*written)[field], value))
                original[std::string(layout_.name)][field] = value;
        return original;
    }

    /// Whatever the order of their members.
    static bool isSame(const Json &a, const Json &b) {
        return a == b || (a.is_structured() && nlohmann::json(a) == nlohmann::json(b));
    }

    /// The same in the words of the file: its column instead of the field.
    Error ofImport(Error error) const {
        if (error.code.starts_with("row.")) error.code.replace(0, 3, "import");
        const auto end = std::min(error.field.find_first_of("[."), error.field.size()); // "messages[2].content"
        if (const auto column = columns_.find(error.field.substr(0, end)); column != columns_.end())
            error.field.replace(0, end,
                                column->second == error.field.substr(0, end)
                                    ? column->second
                                    : column->second + " (" + column->first + ")"); // the field's own name, too
        return error;
    }

    const Layout &layout_;
    std::map<std::string, std::string, std::less<>> columns_{}; ///< field → column
    std::set<std::string> known_{};                             ///< columns that are fields, or left out
};

/// Hands every good row to `sink` and the bad ones to `out`.
Status mapRows(const Source &source, const ImportOptions &options, ImportPreview &out, const ImportProgress &goOn,
               const std::function<Status(const Json &)> &sink) {
    const fs::path &file = source.file;
    RowWatch watch(options.tokenizers);
    const Layout *layout = layoutNamed(out.layout);
    std::optional<Mapper> mapper;
    if (layout) mapper.emplace(*layout, out);
    Status written;
    const auto note = [&](Error error) {
        ++out.counts.bad;
        if (out.problems.size() < kMostListed) out.problems.push_back(std::move(error));
    };
    const Pass pass{.onRow =
                        [&](const Json &row, std::int64_t line) {
                            auto mapped = mapper ? (*mapper)(row) : Result<Json>(row);
                            if (!mapped) {
                                mapped.error().file = file.string();
                                mapped.error().line = line;
                                note(std::move(mapped.error()));
                                return true;
                            }
                            ++out.counts.rows;
                            if (mapper) watch.see(*mapped, line);
                            written = sink(*mapped);
                            if (out.first.size() < kFirst) out.first.push_back(std::move(*mapped));
                            return written.has_value();
                        },
                    .onBad = note,
                    .goOn = goOn};
    const auto end = readThrough(source, pass);
    if (!end) return unexpected(end.error());
    out.counts.blank = end->blank;
    out.counts.repeatedIds = watch.repeatedIds();
    out.counts.repeatedRows = watch.repeatedRows();
    for (auto &each : watch.notes(file.string())) out.notes.push_back(std::move(each));
    return written;
}

Result<Source> begin(const fs::path &file, const ImportOptions &options, ImportPreview &out) {
    const Layout *asked = layoutNamed(options.layout);
    if (!options.layout.empty() && (!asked || !asked->imports)) {
        std::string names;
        for (const auto *layout : importLayouts()) names += (names.empty() ? "" : ", ") + std::string(layout->name);
        return fail({.code = "import.unknown_layout",
                     .message = "there is no such layout",
                     .field = "layout",
                     .found = options.layout,
                     .expected = names});
    }
    auto source = sourceOf(file, options.format);
    if (!source) return source;
    out.format = source->format->name;
    if (auto looked = lookAt(*source, options, out); !looked) return unexpected(looked.error());
    return source;
}

} // namespace

std::vector<std::string> ImportPreview::unused() const {
    std::vector<std::string> out;
    for (const auto &column : columns)
        if (!map.contains(column)) out.push_back(column);
    return out;
}

Result<ImportPreview> previewImport(const fs::path &file, const ImportOptions &options, const ImportProgress &goOn) {
    ImportPreview out;
    const auto source = begin(file, options, out);
    if (!source) return unexpected(source.error());
    if (auto read = mapRows(*source, options, out, goOn, [](const Json &) { return Status{}; }); !read)
        return unexpected(read.error());
    return out;
}

Result<Imported> writeImport(const fs::path &project, const fs::path &file, const std::string &name,
                             const ImportOptions &options, const ImportProgress &goOn) {
    if (auto good = checkImportName(name); !good) return unexpected(good.error());
    Imported out{.name = name, .file = fs::path("datasets") / "imported" / (name + ".jsonl")};
    const fs::path target = project / out.file;
    std::error_code ignored;
    if (fs::exists(target, ignored))
        return fail({.code = "import.exists",
                     .message = "the project has an imported data set of this name already",
                     .file = target.string(),
                     .field = "name",
                     .found = name,
                     .remedy = "Choose another name."});
    const auto source = begin(file, options, out.summary);
    if (!source) return unexpected(source.error());
    if (out.summary.layout.empty()) return fail(unknownLayout(file, out.summary.columns));
    if (auto made = makeFolders(target.parent_path()); !made) return unexpected(made.error());
    std::string line;
    const auto written = writeFileAtomic(target, [&](const ByteSink &sink) -> Status {
        if (auto read = mapRows(*source, options, out.summary, goOn,
                                [&](const Json &row) {
                                    line.clear();
                                    appendJson(line, row);
                                    return sink(line += '\n');
                                });
            !read)
            return read;
        if (out.summary.counts.rows > 0) return {};
        Error error{.code = "import.no_rows",
                    .message = "the file has no good row",
                    .file = file.string(),
                    .found = {"{0} bad rows", out.summary.counts.bad}};
        if (!out.summary.problems.empty())
            error.message = {"{0}; the first: {1}", error.message, told(out.summary.problems.front())};
        return fail(std::move(error));
    });
    if (!written) return unexpected(written.error());
    return out;
}

std::vector<NamedTokenizer> tokenizersOf(const Experiment &experiment) {
    std::vector<NamedTokenizer> out;
    std::set<fs::path> seen;
    for (const auto &[name, place] : experiment.models) {
        if (remoteNameOf(place)) continue;
        const auto folder = modelFolder(place, experiment.folder);
        if (folder && Tokenizer::isIn(*folder) && seen.insert(folder->lexically_normal()).second)
            out.push_back({name, *folder});
    }
    return out;
}

Json dataTables(const Imported &imported) {
    return {{"data", Json::array({Json{{"name", imported.name}, {"file", imported.file.generic_string()}}})}};
}

Result<Imported> importData(Project &project, const fs::path &file, const std::string &name,
                            const ImportOptions &options, const ImportProgress &goOn) {
    if (project.readOnly()) return fail(*project.readOnly());
    auto imported = writeImport(project.folder(), file, name, options, goOn);
    if (!imported) return imported;
    if (auto added = project.add(dataTables(*imported)); !added) {
        std::error_code ignored;
        fs::remove(project.folder() / imported->file, ignored); // nothing names it
        return unexpected(added.error());
    }
    return imported;
}

} // namespace lapidary
