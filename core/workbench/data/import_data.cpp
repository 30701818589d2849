// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/import_data.h"
#include "core/base/quick_json.h"
#include "core/base/utf8.h"
#include "core/data/formats/registry.h"
#include "core/remote/book.h"
#include "core/workbench/data/bad_rows.h"
#include "core/workbench/data/import_layout.h"
#include "core/workbench/data/import_mapper.h"
#include "core/workbench/data/row_watch.h"
#include "core/workbench/exports.h"
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
    std::function<void(Error, Json raw)> onBad; ///< raw: what stands there, as BadRow has it
    ImportProgress goOn{};
};

Result<FileFacts> readThrough(const Source &source, const Pass &pass) {
    auto reader = source.format->open(source.file, source.head);
    if (!reader) return unexpected(reader.error());
    for (;;) {
        auto row = (*reader)->next();
        if (!row) return unexpected(row.error());
        if (!*row) return (*reader)->facts();
        if (pass.goOn && !pass.goOn((*reader)->bytesRead())) return fail(kCancelled, "Stopped on request");
        Json raw = (*row)->raw.empty() ? Json() : Json(utf8::sanitize((*row)->raw));
        auto value = std::move((*row)->value);
        if (value && isBadRow(*value)) {
            raw = (*value)["row"];
            value = rowOfBad(*value);
            if (!value) {
                value.error().file = source.file.string();
                value.error().line = (*row)->line;
            }
        } else if (value && source.format->onlyTexts)
            value = withLists(std::move(*value));
        if (!value)
            pass.onBad(std::move(value.error()), std::move(raw));
        else if (!pass.onRow(std::move(*value), (*row)->line))
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
                    .onBad = [](const Error &, const Json &) {}};
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

/// What is done with the rows of a file.
struct Sinks {
    std::function<Status(const Json &row)> good;
    std::function<Status(const Error &why, const Json &raw)> bad = [](const Error &, const Json &) { return Status{}; };
};

/// One pass over the rows with all that it needs.
class RowPass {
public:
    RowPass(const Source &source, const ImportOptions &options, ImportPreview &out, const Sinks &sinks)
        : source_(source), out_(out), sinks_(sinks), watch_(options.tokenizers) {
        if (const Layout *layout = layoutNamed(out.layout)) mapper_.emplace(*layout, out);
    }

    Status run(const ImportProgress &goOn) {
        const Pass pass{.onRow = [&](Json row, std::int64_t line) { return take(std::move(row), line); },
                        .onBad = [&](Error error, const Json &raw) { note(std::move(error), raw); },
                        .goOn = goOn};
        const auto end = readThrough(source_, pass);
        if (!end) return unexpected(end.error());
        out_.counts.blank = end->blank;
        out_.counts.repeatedIds = watch_.repeatedIds();
        out_.counts.repeatedRows = watch_.repeatedRows();
        if (several_ > 0)
            out_.notes.push_back(
                {.code = "import.pairs",
                 .message = {"{0} rankings become {1} pairs, one of each two answers that differ", several_, pairs_},
                 .file = source_.file.string()});
        for (auto &each : watch_.notes(source_.file.string())) out_.notes.push_back(std::move(each));
        return written_;
    }

private:
    bool take(Json row, std::int64_t line) {
        auto mapped = mapper_ ? (*mapper_)(row) : Result<std::vector<Json>>(std::vector{row});
        if (!mapped) {
            mapped.error().file = source_.file.string();
            mapped.error().line = line;
            note(std::move(mapped.error()), row);
            return written_.has_value();
        }
        if (mapped->size() > 1) {
            ++several_;
            pairs_ += static_cast<std::int64_t>(mapped->size());
        }
        for (Json &each : *mapped) {
            ++out_.counts.rows;
            if (mapper_) watch_.see(each, line);
            if (written_) written_ = sinks_.good(each);
            if (out_.first.size() < kFirst) out_.first.push_back(std::move(each));
        }
        return written_.has_value();
    }

    void note(Error error, const Json &raw) {
        ++out_.counts.bad;
        if (written_) written_ = sinks_.bad(error, raw);
        if (out_.problems.size() < kMostListed) out_.problems.push_back(std::move(error));
    }

    const Source &source_;
    ImportPreview &out_;
    const Sinks &sinks_;
    RowWatch watch_;
    std::optional<Mapper> mapper_{};
    Status written_{};
    std::int64_t several_ = 0, pairs_ = 0; ///< rows of the file that became several, and how many
};

Status mapRows(const Source &source, const ImportOptions &options, ImportPreview &out, const ImportProgress &goOn,
               const Sinks &sinks) {
    return RowPass(source, options, out, sinks).run(goOn);
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
    if (auto read = mapRows(*source, options, out, goOn, {.good = [](const Json &) { return Status{}; }}); !read)
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
                                {.good =
                                     [&](const Json &row) {
                                         line.clear();
                                         appendJson(line, row);
                                         return sink(line += '\n');
                                     }});
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

Result<std::int64_t> writeBadRows(const fs::path &file, const ImportOptions &options, const fs::path &target,
                                  const ImportProgress &goOn) {
    if (auto free = mustBeFree(target); !free) return unexpected(free.error());
    ImportPreview preview;
    const auto source = begin(file, options, preview);
    if (!source) return unexpected(source.error());
    if (preview.layout.empty()) return fail(unknownLayout(file, preview.columns));
    const auto written = writeFileAtomic(target, [&](const ByteSink &sink) {
        const Sinks sinks{.good = [](const Json &) { return Status{}; },
                          .bad =
                              [&](const Error &why, const Json &raw) {
                                  std::string line;
                                  appendJson(line, badRow(why, raw));
                                  return sink(line += '\n');
                              }};
        return mapRows(*source, options, preview, goOn, sinks);
    });
    if (!written) return unexpected(written.error());
    return preview.counts.bad;
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
