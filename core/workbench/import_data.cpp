// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/import_data.h"
#include "core/data/formats/csv.h"
#include "core/data/formats/foreign_kind.h"
#include "core/data/formats/jsonl.h"
#include "core/remote/book.h"
#include "core/workbench/import_layout.h"
#include "core/workbench/import_model.h"
#include "core/workbench/installed.h"
#include "core/workbench/project.h"
#include "core/workbench/row_watch.h"
#include <algorithm>
#include <cctype>
#include <set>

namespace lapidary {
namespace {

constexpr std::size_t kFirst = 50, kMostListed = 1000, kLookedAt = 200;
constexpr std::uint64_t kHead = 1 << 16;
/// Beside the columns of a layout: false for a text that was cut.
constexpr std::string_view kHowEnded[] = {"terminated", "chosen_terminated", "rejected_terminated"};

std::string endingOf(const fs::path &file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending;
}

Result<std::string> headOf(const fs::path &file) {
    auto reader = FileReader::open(file);
    if (!reader) return unexpected(reader.error());
    std::string head(std::min<std::uint64_t>(reader->size(), kHead), '\0');
    const auto got = reader->read(head);
    if (!got) return unexpected(got.error());
    head.resize(*got);
    return head;
}

struct Source {
    std::string format{};
    char separator = ',';
};

/// By the name first; a file of another name by what it begins with.
Result<Source> sourceOf(const fs::path &file, const std::string &given) {
    const auto head = headOf(file);
    if (!head) return unexpected(head.error());
    const std::string ending = endingOf(file);
    std::string format = given;
    if (format.empty() && (ending == ".jsonl" || ending == ".ndjson" || ending == ".json")) format = "jsonl";
    if (format.empty() && (ending == ".csv" || ending == ".tsv")) format = ending.substr(1);
    const auto first = head->find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const auto separator = guessSeparator(*head);
    if (format.empty())
        format = (first != head->npos && (*head)[first] == '{') || wholeJson(*head) ? "jsonl"
                 : separator == '\t'                                                ? "tsv"
                                                                                    : "csv";
    return Source{format, format == "tsv" ? '\t' : separator.value_or(',')};
}

/// One pass over the file: rows as objects of their columns, whatever the format.
struct Pass {
    std::function<bool(Json row, std::int64_t line)> onRow;
    std::function<void(Error)> onBad;
    ImportProgress goOn;
    bool stopped = false;

    bool take(Json row, std::int64_t line, std::int64_t offset) {
        stopped = goOn && !goOn(static_cast<std::uint64_t>(offset));
        return !stopped && onRow(std::move(row), line);
    }
};

/// The blank lines that were met, and the names of the columns where the file names them first.
struct PassEnd {
    std::int64_t blank = 0;
    std::vector<std::string> header{};
    bool blankBehindSeparator = false;
};

Result<PassEnd> readThrough(const fs::path &file, const Source &source, Pass &pass) {
    PassEnd end;
    if (source.format == "jsonl") {
        const auto read = forEachJsonlRow(
            file, {}, [&](JsonlRow row) { return pass.take(std::move(row.value), row.line, row.offset); }, pass.onBad);
        if (!read) return unexpected(read.error());
        end.blank = read->blank;
    } else {
        const auto take = [&](const std::vector<std::string> &header, CsvRow row) {
            Json object = Json::object();
            for (std::size_t i = 0; i < header.size(); ++i) object[header[i]] = std::move(row.fields[i]);
            return pass.take(std::move(object), row.line, row.offset);
        };
        const auto read = forEachCsvRow(file, {.separator = source.separator}, take, pass.onBad);
        if (!read) return unexpected(read.error());
        end.blank = read->counts.blank;
        end.header = read->header;
        end.blankBehindSeparator = read->blankBehindSeparator;
    }
    if (pass.stopped) return fail(kCancelled, "Stopped on request");
    return end;
}

/// What the file looks like, from its first rows.
Status lookAt(const fs::path &file, const Source &source, const ImportOptions &options, ImportPreview &out) {
    std::vector<Json> sample;
    Pass pass{.onRow =
                  [&](Json row, std::int64_t) {
                      for (const auto &[name, value] : row.items())
                          if (std::find(out.columns.begin(), out.columns.end(), name) == out.columns.end())
                              out.columns.push_back(name);
                      sample.push_back(std::move(row));
                      return sample.size() < kLookedAt;
                  },
              .onBad = [](const Error &) {},
              .goOn = {}};
    const auto end = readThrough(file, source, pass);
    if (!end) return unexpected(end.error());
    if (!end->header.empty()) out.columns = end->header;
    if (end->blankBehindSeparator)
        out.notes.push_back({.code = "import.blank_behind_separator",
                             .message = "the names of the columns begin with a blank: the blank behind each separator "
                                        "is taken for a part of it",
                             .file = file.string()});
    for (const auto &[column, field] : options.map)
        if (std::find(out.columns.begin(), out.columns.end(), column) == out.columns.end()) {
            std::string all;
            for (const auto &each : out.columns) all += (all.empty() ? "" : ", ") + each;
            return fail({.code = "import.no_column",
                         .message = "the file has no such column",
                         .file = file.string(),
                         .found = column,
                         .expected = all});
        }
    const ImportLayout *layout =
        options.layout.empty() ? recogniseLayout(out.columns, options.map, sample) : layoutNamed(options.layout);
    if (!layout) {
        if (!sample.empty()) out.notes.push_back(unknownLayout(file, out.columns));
        return {};
    }
    out.layout = layout->name;
    return assignColumns(file, fieldsOf(*layout), options.map, out);
}

/// Rows of the file as rows of the layout.
class Mapper {
public:
    Mapper(const ImportLayout &layout, const ColumnMap &map) : layout_(layout) {
        for (const auto &[column, field] : map) columns_[field] = column;
    }

    Result<Json> operator()(const Json &row) const {
        Json taken = Json::object();
        for (const auto field : fieldsOf(layout_)) {
            const bool required =
                std::find(layout_.required.begin(), layout_.required.end(), field) != layout_.required.end();
            const auto column = columns_.find(field);
            const auto value = column == columns_.end() ? row.end() : row.find(column->second);
            const std::string where = column == columns_.end() ? std::string(field) : column->second;
            if (value == row.end() || value->is_null()) {
                if (required)
                    return fail({.code = "import.missing",
                                 .message = "a field is missing",
                                 .field = where,
                                 .found = "nothing",
                                 .expected = "text"});
                continue;
            }
            if (!required && value->is_number())
                taken[std::string(field)] = dumpJson(*value); // ids and answers
            else if (value->is_string())
                taken[std::string(field)] = *value;
            else
                return fail({.code = "import.wrong_type",
                             .message = "a field is of the wrong type",
                             .field = where,
                             .found = value->type_name(),
                             .expected = "text"});
        }
        for (const auto ended : kHowEnded) // whether a text was cut says if its end is learnt
            if (const auto said = row.find(ended); said != row.end() && said->is_boolean())
                taken[std::string(ended)] = *said;
        return shaped(std::move(taken));
    }

private:
    static Result<Json> empty(const char *field) {
        return fail({.code = "import.empty",
                     .message = "nothing could be learnt from an empty text",
                     .field = field,
                     .found = "\"\"",
                     .expected = "text"});
    }

    Result<Json> shaped(Json row) const {
        const auto blank = [&](const char *field) {
            return row[field].get_ref<const std::string &>().find_first_not_of(" \t\r\n") == std::string::npos;
        };
        if (layout_.name == "preference") {
            if (row["chosen"] == row["rejected"])
                return fail({.code = "import.equal_sides",
                             .message = "chosen and rejected are the same text",
                             .field = "rejected",
                             .expected = "two different answers"});
            return row;
        }
        if (layout_.name == "text") return blank("text") ? empty("text") : Result<Json>(std::move(row));
        if (layout_.name == "prompt") return blank("prompt") ? empty("prompt") : Result<Json>(std::move(row));
        if (layout_.name == "prompt_completion")
            return blank("completion") ? empty("completion") : Result<Json>(std::move(row));
        if (blank("question")) return empty("question");
        if (blank("answer")) return empty("answer");
        Json out = Json::object();
        if (row.contains("id")) out["id"] = row["id"];
        out["prompt"] = row["question"].get<std::string>() + "\n";
        out["completion"] = row["answer"];
        const auto number = markedAnswer(row["answer"].get_ref<const std::string &>());
        if (number)
            out["reference"] = *number;
        else if (layout_.name == "gsm8k")
            return fail({.code = "gsm8k.no_answer",
                         .message = "the answer ends in no number",
                         .field = "answer",
                         .expected = "\"#### 18\" at the end"});
        return out;
    }

    const ImportLayout &layout_;
    std::map<std::string, std::string, std::less<>> columns_{};
};

/// Hands every good row to `sink` and the bad ones to `out`.
Status mapRows(const fs::path &file, const Source &source, const ImportOptions &options, ImportPreview &out,
               const ImportProgress &goOn, const std::function<Status(const Json &)> &sink) {
    RowWatch watch(options.tokenizers);
    const ImportLayout *layout = layoutNamed(out.layout);
    std::optional<Mapper> mapper;
    if (layout) mapper.emplace(*layout, out.map);
    Status written;
    const auto note = [&](Error error) {
        ++out.counts.bad;
        if (out.problems.size() < kMostListed) out.problems.push_back(std::move(error));
    };
    Pass pass{.onRow =
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
    const auto end = readThrough(file, source, pass);
    if (!end) return unexpected(end.error());
    out.counts.blank = end->blank;
    out.counts.repeatedIds = watch.repeatedIds();
    out.counts.repeatedRows = watch.repeatedRows();
    for (auto &each : watch.notes(file.string())) out.notes.push_back(std::move(each));
    return written;
}

Result<Source> begin(const fs::path &file, const ImportOptions &options, ImportPreview &out) {
    if (!options.layout.empty() && !layoutNamed(options.layout)) {
        std::string names;
        for (const auto &layout : importLayouts()) names += (names.empty() ? "" : ", ") + std::string(layout.name);
        return fail({.code = "import.unknown_layout",
                     .message = "there is no such layout",
                     .field = "layout",
                     .found = options.layout,
                     .expected = names});
    }
    auto source = sourceOf(file, options.format);
    if (!source) return source;
    out.format = source->format;
    if (auto looked = lookAt(file, *source, options, out); !looked) return unexpected(looked.error());
    return source;
}

} // namespace

std::vector<std::string> ImportPreview::unused() const {
    std::vector<std::string> out;
    for (const auto &column : columns)
        if (!map.contains(column) &&
            std::find(std::begin(kHowEnded), std::end(kHowEnded), column) == std::end(kHowEnded))
            out.push_back(column);
    return out;
}

Result<ImportPreview> previewImport(const fs::path &file, const ImportOptions &options, const ImportProgress &goOn) {
    ImportPreview out;
    const auto source = begin(file, options, out);
    if (!source) return unexpected(source.error());
    if (auto read = mapRows(file, *source, options, out, goOn, [](const Json &) { return Status{}; }); !read)
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
    const auto written = writeFileAtomic(target, [&](const ByteSink &sink) -> Status {
        if (auto read = mapRows(file, *source, options, out.summary, goOn,
                                [&](const Json &row) { return sink(dumpJson(row) + "\n"); });
            !read)
            return read;
        if (out.summary.counts.rows > 0) return {};
        Error error{.code = "import.no_rows",
                    .message = "the file has no good row",
                    .file = file.string(),
                    .found = std::to_string(out.summary.counts.bad) + " bad rows"};
        if (!out.summary.problems.empty()) error.message += "; the first: " + describe(out.summary.problems.front());
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
