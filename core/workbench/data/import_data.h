// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/data/layouts/registry.h"
#include "core/workbench/data/row_watch.h"
#include <map>
#include <nlohmann/json.hpp>

namespace lapidary {

class Project;
struct Experiment;

/// The layouts that an import recognises, see core/data/layouts. Imported rows are written in the canonical layout of
/// their kind. What that layout cannot say as the file said it, and what the file's other columns hold, stays in the
/// row under kOtherColumns, so that an export in the file's layout gives back what the file held.
std::vector<const Layout *> importLayouts();

struct ImportOptions {
    std::string format{}; ///< a name of formats(); empty: by the file's name and its beginning
    std::string layout{}; ///< empty: recognised
    /// Column of the file → field of the layout; "" leaves it out, kOtherColumns keeps it beside the row, which happens
    /// to columns without a role anyway.
    std::map<std::string, std::string> map{};
    std::vector<NamedTokenizer> tokenizers{}; ///< the rows are looked at through each
};

struct ImportCounts {
    std::int64_t rows = 0, bad = 0, blank = 0;
    std::int64_t repeatedIds = 0, repeatedRows = 0; ///< among the rows: they count
};

/// What an import would do.
struct ImportPreview {
    std::string format{}, layout{};           ///< layout: empty where none was recognised
    std::vector<std::string> columns{};       ///< of the file
    std::map<std::string, std::string> map{}; ///< complete: every column that is used, with its field
    std::vector<Json> first{};                ///< the first rows as they would be written
    ImportCounts counts{};
    std::vector<Error> problems{}; ///< bad rows with line and reason, the first 1,000
    /// What a person should know though nothing is wrong: names that were read loosely, what repeats, what a tokenizer
    /// cannot express, and where no layout was recognised what the columns probably are.
    std::vector<Error> notes{};
    std::vector<std::string> unused() const; ///< columns that become no field: nothing reads them
    std::vector<std::string> leftOut{};      ///< those of them that the person leaves out; the others are kept
};

/// Asked now and then with the bytes read so far; false ends the work with kCancelled.
using ImportProgress = std::function<bool(std::uint64_t bytes)>;

/// Reads the whole file once. Errors: file.*, jsonl.not_jsonl, csv.*, import.unknown_layout, import.unknown_format,
/// import.no_column and import.two_columns (of the map). A file whose layout is not recognised is no error: the person
/// maps its columns.
Result<ImportPreview> previewImport(const fs::path &file, const ImportOptions &options,
                                    const ImportProgress &goOn = {});

/// Writes the rows that an import with these options would leave out, all of them: a line each, as bad_rows.h has it. A
/// person mends what stands there and imports that file. How many there are; the file is written even where there are
/// none. Errors: those above, import.layout (not recognised and not given), export.exists, and those of writing.
Result<std::int64_t> writeBadRows(const fs::path &file, const ImportOptions &options, const fs::path &target,
                                  const ImportProgress &goOn = {});

struct Imported {
    std::string name{};
    fs::path file{}; ///< relative to the project
    ImportPreview summary{};
};
/// The tokenizers of an experiment's models that lie on this machine, each once.
std::vector<NamedTokenizer> tokenizersOf(const Experiment &experiment);

/// Writes datasets/imported/<name>.jsonl, whole or not at all, and adds the data set to the experiment. Bad rows are
/// left out and listed. Errors beside those above: import.bad_name, import.exists, import.no_rows, import.layout (not
/// recognised and not given), and those of Project::add.
Result<Imported> importData(Project &project, const fs::path &file, const std::string &name,
                            const ImportOptions &options, const ImportProgress &goOn = {});

/// The two halves of it, for a window that writes on another thread than the one that owns the project.
Result<Imported> writeImport(const fs::path &project, const fs::path &file, const std::string &name,
                             const ImportOptions &options, const ImportProgress &goOn);
Json dataTables(const Imported &imported); ///< as additions.h wants them

} // namespace lapidary
