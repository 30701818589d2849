// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/set_name_change.h"
#include "core/store/dataset_names.h"
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/experiment/experiment_files.h"
#include "core/workbench/models/import_model.h"
#include <algorithm>

namespace lapidary {
namespace {

Error taken(const std::string &name, const fs::path &file) {
    return {.code = "data.place_taken",
            .message = "there is another data set of this name",
            .file = file.string(),
            .found = name,
            .remedy = "Choose another name."};
}

std::size_t namedIn(const ExperimentEditor &editor, const std::string &name) {
    const TableName table{"data", name};
    const auto &all = editor.references();
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const Reference &each) { return each.target == table; }));
}

/// The experiment with the set under its new name, meant wherever it was meant.
Result<ExperimentEditor> renamed(const ExperimentEditor &editor, const std::string &old, const std::string &name) {
    auto out = editor.rename({"data", old}, name);
    if (!out || namedIn(*out, name) == namedIn(editor, old)) return out;
    return fail({.code = "config.duplicate_name",
                 .message = "a stage of this name is meant where the data set is named",
                 .found = name,
                 .remedy = "Choose another name."});
}

/// A file that the project keeps of a set, when it gets another name: it has both until the experiment names the new
/// one, so that a crash between the two loses nothing.
struct KeptFile {
    fs::path old{}, wanted{};
    bool any() const { return !wanted.empty(); }
    void drop(const fs::path &which) const {
        std::error_code ignored;
        if (any()) fs::remove(which, ignored);
    }
};

Result<KeptFile> keptFile(const Project &project, const ExperimentEditor &editor, const std::string &set,
                          const std::string &name) {
    const std::string file = getString(editor.table({"data", set}), "file").value_or("");
    const auto &sets = editor.draft().experiment.data;
    const auto readers =
        std::count_if(sets.begin(), sets.end(), [&](const DataSet &each) { return each.file == file; });
    if (file != "datasets/imported/" + set + ".jsonl" || readers != 1 || !checkImportName(name)) return KeptFile{};
    KeptFile out{project.folder() / file, project.folder() / "datasets" / "imported" / (name + ".jsonl")};
    std::error_code wrong;
    if (!fs::exists(out.old, wrong)) return KeptFile{};
    if (fs::exists(out.wanted, wrong)) return fail(taken(name, out.wanted));
    fs::create_hard_link(out.old, out.wanted, wrong);
    if (!wrong) return out;
    if (auto copied = copyFile(out.old, out.wanted, [](std::size_t) { return true; }); !copied)
        return unexpected(copied.error());
    return out;
}

Status renameNamed(Project &project, const std::string &old, const std::string &name,
                   const std::vector<std::string> &frozen) {
    const fs::path folder = project.folder();
    const auto texts = readExperimentTexts(folder);
    if (!texts) return unexpected(texts.error());
    auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto editor =
        ExperimentEditor::read(*texts, folder, std::make_shared<const Catalogue>(std::move(*catalogue)));
    if (!editor) return unexpected(editor.error());
    auto changed = renamed(*editor, old, name);
    if (!changed) return unexpected(changed.error());
    const auto file = keptFile(project, *editor, old, name);
    if (!file) return unexpected(file.error());
    if (file->any()) changed = changed->set({"data", name}, {"file"}, "datasets/imported/" + name + ".jsonl");
    auto done = changed ? writeExperimentTexts(folder, *texts, changed->texts()) : Status(unexpected(changed.error()));
    if (done) {
        done = renameDatasets(folder / "project.db", frozen, name);
        if (!done) std::ignore = writeExperimentTexts(folder, changed->texts(), *texts);
    }
    file->drop(done ? file->old : file->wanted);
    return done;
}

/// Opened and closed the database is one file, without a journal that must keep its name.
Status renameCurated(Project &project, const std::string &old, const std::string &name,
                     const std::vector<std::string> &frozen) {
    const fs::path folder = project.folder();
    if (auto good = checkImportName(name); !good) return good;
    const fs::path from = curatedFile(folder, old), to = curatedFile(folder, name);
    std::error_code wrong;
    if (fs::exists(to, wrong)) return fail(taken(name, to));
    auto rows = openCurated(folder, old, true);
    if (!rows) return unexpected(rows.error());
    rows->reset();
    if (fs::exists(from.string() + "-wal", wrong))
        return fail({.code = "data.open_elsewhere",
                     .message = "the rows are open",
                     .file = from.string(),
                     .remedy = "Close them first."});
    if (auto done = renameDatasets(folder / "project.db", frozen, name); !done) return done;
    fs::rename(from, to, wrong);
    if (!wrong) return syncFolder(to.parent_path());
    std::ignore = renameDatasets(folder / "project.db", frozen, old);
    return fail(systemError("rename to", to, wrong.value()));
}

} // namespace

Status renameSet(Project &project, const SetName &set, const std::string &name) {
    if (project.readOnly()) return fail(*project.readOnly());
    if (set.kind == SetName::Kind::Snapshot)
        return fail({.code = "data.snapshot_name",
                     .message = "frozen rows are called after the data set that they were made of",
                     .found = set.name,
                     .remedy = "Give that data set another name."});
    if (const auto known = usesOfSet(project, set); !known) return unexpected(known.error());
    if (name == set.name) return {};
    const auto frozen = frozenOf(project, set);
    if (!frozen) return unexpected(frozen.error());
    return set.kind == SetName::Kind::Named ? renameNamed(project, set.name, name, *frozen)
                                            : renameCurated(project, set.name, name, *frozen);
}

} // namespace lapidary
