// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/set_trash.h"
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/data/set_files.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/experiment_files.h"
#include <algorithm>
#include <chrono>

namespace lapidary {
namespace {

constexpr const char *kSheet = "set.json", *kImported = "datasets/imported/";

fs::path trashOf(const fs::path &project) {
    return project / "trash";
}

bool isId(const std::string &id) {
    return !id.empty() && id.size() < 19 &&
           std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// One behind all that there are. Whoever owns the project is alone here.
std::string nextId(const fs::path &project) {
    std::int64_t last = 0;
    std::error_code none;
    for (const auto &entry : fs::directory_iterator(trashOf(project), none))
        if (const std::string id = entry.path().filename().string(); isId(id)) last = std::max(last, std::stol(id));
    return std::to_string(last + 1);
}

Result<ExperimentEditor> editorIn(const fs::path &folder) {
    const auto texts = readExperimentTexts(folder);
    if (!texts) return unexpected(texts.error());
    auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    return ExperimentEditor::read(*texts, folder, std::make_shared<const Catalogue>(std::move(*catalogue)));
}

/// The file of a set that the project itself keeps, where no other set reads it.
std::vector<std::string> ownFile(const Project &project, const ExperimentEditor &editor, const TableName &table) {
    const std::string file = getString(editor.table(table), "file").value_or("");
    std::error_code none;
    if (!file.starts_with(kImported) || leadsOut(file) || !fs::exists(project.folder() / file, none)) return {};
    const auto &sets = editor.draft().experiment.data;
    const auto readers =
        std::count_if(sets.begin(), sets.end(), [&](const DataSet &each) { return each.file == file; });
    return readers > 1 ? std::vector<std::string>() : std::vector{file};
}

/// The database of curated rows with what SQLite keeps beside it.
std::vector<std::string> curatedFiles(const Project &project, const std::string &name) {
    // Opened and closed it is one file; one that cannot be opened goes with its journal.
    if (auto rows = openCurated(project.folder(), name, true); rows) rows->reset();
    const fs::path file = curatedFile(project.folder(), name);
    std::vector<std::string> out;
    for (const char *ending : {"-wal", "-shm", ""})
        if (std::error_code none; fs::exists(file.string() + ending, none))
            out.push_back((file.string() + ending).substr(project.folder().string().size() + 1));
    return out;
}

std::uint64_t bytesBelow(const fs::path &folder, const std::vector<std::string> &files) {
    std::uint64_t bytes = 0;
    for (const auto &each : files)
        if (std::error_code none; fs::is_regular_file(folder / each, none)) bytes += fs::file_size(folder / each, none);
    return bytes;
}

Error inUse(const SetName &set, const std::vector<SetUse> &uses) {
    std::string users;
    for (const SetUse &use : uses)
        if (use.blocks) users += (users.empty() ? "" : ", ") + use.kind + " " + use.name;
    return {.code = "data.in_use",
            .message = "the data set is needed",
            .field = set.name,
            .found = users,
            .remedy = "Give these another data set first, or take them away."};
}

/// What the trash shall know, and the files that go; of a set of the experiment also the texts without it.
struct Leaving {
    TrashedSet set{};
    ExperimentTexts before{}, after{};
};

Result<Leaving> leavingOf(Project &project, const SetName &set) {
    using Kind = SetName::Kind;
    Leaving out{.set = {.set = set, .shown = set.name}};
    out.set.time = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    if (set.kind == Kind::Curated) out.set.files = curatedFiles(project, set.name);
    if (set.kind == Kind::Snapshot) {
        const auto records = project.store().datasets();
        if (!records) return unexpected(records.error());
        for (const DatasetRecord &each : *records)
            if (each.hash == set.name) out.set.shown = each.name;
        out.set.files = {"datasets/" + set.name + "/rows.jsonl"};
    }
    if (set.kind != Kind::Named) return out;
    const auto editor = editorIn(project.folder());
    if (!editor) return unexpected(editor.error());
    const TableName table{"data", set.name};
    const auto without = editor->remove({table});
    if (!without) return unexpected(without.error());
    out.before = editor->texts();
    out.after = without->texts();
    out.set.table = editor->copy({table});
    out.set.added = out.before.added != out.after.added;
    out.set.files = ownFile(project, *editor, table);
    return out;
}

/// The experiment's file with the table again, where it stood in it, or among what was added.
Status addTable(Project &project, const TrashedSet &set) {
    if (set.added) {
        const auto table = parseToml(set.table, (trashOf(project.folder()) / set.id / kSheet).string());
        return table ? project.add(table->values) : Status(unexpected(table.error()));
    }
    const auto editor = editorIn(project.folder());
    if (!editor) return unexpected(editor.error());
    const auto with = editor->paste(set.table);
    if (!with) return unexpected(with.error());
    const auto &wrong = with->draft().problems;
    const auto own = std::find_if(wrong.begin(), wrong.end(), [&](const Error &each) {
        return each.field.starts_with("data." + set.set.name + ".");
    });
    if (own != wrong.end()) return fail(*own);
    return writeExperimentTexts(project.folder(), editor->texts(), with->texts());
}

Status nameMustBeFree(Project &project, const TrashedSet &set) {
    if (set.set.kind != SetName::Kind::Named) return {};
    const auto editor = editorIn(project.folder());
    if (!editor) return unexpected(editor.error());
    if (editor->table({"data", set.set.name}).is_null()) return {};
    return fail({.code = "data.place_taken",
                 .message = "the experiment has another data set of this name by now",
                 .file = project.folder().string(),
                 .found = set.set.name,
                 .remedy = "Give that one another name first."});
}

Result<TrashedSet> readEntry(const fs::path &project, const std::string &id) {
    const fs::path sheet = trashOf(project) / id / kSheet;
    std::error_code none;
    if (!isId(id) || !fs::exists(sheet, none))
        return fail({.code = "data.not_in_trash",
                     .message = "the trash has no such data set",
                     .file = trashOf(project).string(),
                     .found = id});
    const auto text = readFile(sheet);
    const auto value = text ? parseJson(*text) : Result<Json>(unexpected(text.error()));
    auto set = value ? trashedFromJson(*value) : Result<TrashedSet>(unexpected(value.error()));
    if (!set) {
        set.error().file = sheet.string();
        return set;
    }
    set->id = id;
    set->bytes = bytesBelow(trashOf(project) / id, set->files);
    return set;
}

} // namespace

Result<TrashedSet> deleteSet(Project &project, const SetName &set) {
    if (project.readOnly()) return fail(*project.readOnly());
    const auto uses = usesOfSet(project, set);
    if (!uses) return unexpected(uses.error());
    if (std::any_of(uses->begin(), uses->end(), [](const SetUse &use) { return use.blocks; }))
        return fail(inUse(set, *uses));
    auto leaving = leavingOf(project, set);
    if (!leaving) return unexpected(leaving.error());
    TrashedSet &out = leaving->set;
    out.id = nextId(project.folder());
    const fs::path entry = trashOf(project.folder()) / out.id;
    if (auto made = makeFolders(entry); !made) return unexpected(made.error());
    // First what it is: after a crash at any moment the trash knows what lies in it.
    auto done = writeFileAtomic(entry / kSheet, dumpJson(toJson(out), 2) + "\n");
    if (done) done = moveFiles(project.folder(), entry, out.files);
    if (done && set.kind == SetName::Kind::Named) {
        done = writeExperimentTexts(project.folder(), leaving->before, leaving->after);
        if (!done) std::ignore = moveFiles(entry, project.folder(), out.files);
    }
    if (!done) {
        std::error_code ignored;
        if (bytesBelow(entry, out.files) == 0) fs::remove_all(entry, ignored);
        return unexpected(done.error());
    }
    out.bytes = bytesBelow(entry, out.files);
    return std::move(out);
}

std::vector<TrashedSet> trashedSets(const fs::path &project, std::vector<Error> *problems) {
    std::vector<TrashedSet> out;
    std::error_code none;
    for (const auto &entry : fs::directory_iterator(trashOf(project), none)) {
        const std::string id = entry.path().filename().string();
        if (!isId(id)) continue;
        auto read = readEntry(project, id);
        if (read)
            out.push_back(std::move(*read));
        else if (problems)
            problems->push_back(read.error());
    }
    std::sort(out.begin(), out.end(),
              [](const TrashedSet &a, const TrashedSet &b) { return std::stol(a.id) > std::stol(b.id); });
    return out;
}

Result<SetName> putBackSet(Project &project, const std::string &id) {
    if (project.readOnly()) return fail(*project.readOnly());
    const auto set = readEntry(project.folder(), id);
    if (!set) return unexpected(set.error());
    if (auto free = nameMustBeFree(project, *set); !free) return unexpected(free.error());
    const fs::path entry = trashOf(project.folder()) / id;
    if (auto moved = moveFiles(entry, project.folder(), set->files); !moved) return unexpected(moved.error());
    if (set->set.kind == SetName::Kind::Named)
        if (auto added = addTable(project, *set); !added) {
            std::ignore = moveFiles(project.folder(), entry, set->files);
            return unexpected(added.error());
        }
    std::error_code ignored; // an empty entry harms nobody
    fs::remove_all(entry, ignored);
    return set->set;
}

Status forgetSet(Project &project, const std::string &id) {
    if (project.readOnly()) return fail(*project.readOnly());
    if (const auto set = readEntry(project.folder(), id); !set && set.error().code == "data.not_in_trash")
        return unexpected(set.error());
    const fs::path entry = trashOf(project.folder()) / id;
    std::error_code wrong;
    fs::remove_all(entry, wrong);
    return wrong ? Status(fail(systemError("delete", entry, wrong.value()))) : Status{};
}

Json toJson(const TrashedSet &set) {
    return {{"kind", wordFor(set.set.kind)},
            {"name", set.set.name},
            {"shown", set.shown},
            {"table", set.table},
            {"added", set.added},
            {"files", set.files},
            {"deleted", set.time}};
}

Result<TrashedSet> trashedFromJson(const Json &value) {
    TrashedSet out;
    const auto wrong = [](const char *field, const Json &found) {
        return fail({.code = "data.bad_trash",
                     .message = "this says nothing of a deleted data set",
                     .field = field,
                     .found = dumpJson(found).substr(0, 100),
                     .remedy = "The files beside it are what was deleted: they can be copied back by hand."});
    };
    if (!value.is_object()) return wrong("", value);
    const auto kind = setKindOf(getString(value, "kind").value_or(""));
    if (!kind) return wrong("kind", value.value("kind", Json()));
    const auto name = getString(value, "name"), shown = getString(value, "shown"), table = getString(value, "table");
    for (const auto *each : {&name, &shown, &table})
        if (!*each) return unexpected(each->error());
    const auto time = getNumber(value, "deleted");
    if (!time) return unexpected(time.error());
    const Json files = value.value("files", Json()), added = value.value("added", Json());
    if (!added.is_boolean()) return wrong("added", added);
    if (!files.is_array()) return wrong("files", files);
    for (const Json &each : files) {
        if (!each.is_string() || leadsOut(each.get<std::string>())) return wrong("files", each);
        out.files.push_back(each.get<std::string>());
    }
    out.set = {*kind, *name};
    out.shown = *shown;
    out.table = *table;
    out.added = added.get<bool>();
    out.time = *time;
    return out;
}

} // namespace lapidary
