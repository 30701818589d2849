// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/exports.h"
#include "core/data/formats/jsonl.h"
#include "core/data/formats/parquet_writer.h"
#include "core/data/layouts/registry.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <utility>

namespace lapidary {
namespace {

constexpr std::uint64_t kLargest = 64ull << 30;

Error unknown(const Sentence &what, const std::string &name, const std::string &known) {
    return {.code = "export.unknown",
            .message = {"the project has no such {0}", what},
            .found = name,
            .expected = known.empty() ? Sentence("none is there yet") : Sentence(known)};
}

void list(std::string &known, const std::string &name) {
    known += (known.empty() ? "" : ", ") + name;
}

/// The folder that `name` means, and all names that there are.
struct Found {
    fs::path folder{};
    std::string known{};
};
Result<Found> findModel(Project &project, const std::string &name, const char *wanted) {
    const auto runs = project.runs();
    if (!runs) return unexpected(runs.error());
    Found found;
    std::error_code wrong;
    for (const auto &run : *runs) { // of equal names the newest
        const fs::path output = project.runFolder(run.id) / "model";
        if (!isTraining(run.kind) || !fs::exists(output / wanted, wrong)) {
            if (isTraining(run.kind) && (run.id == name || run.name == name)) found.folder = output;
            continue;
        }
        list(found.known, run.name);
        if (run.id == name || run.name == name) found.folder = output;
    }
    for (const auto &entry : fs::directory_iterator(project.folder() / "models", wrong)) {
        if (fs::exists(entry.path() / wanted, wrong)) list(found.known, entry.path().filename().string());
        if (entry.path().filename() == name) found.folder = entry.path();
    }
    return found;
}

Status copyModel(Project &project, const std::string &name, const fs::path &target, bool adapter) {
    const char *wanted = adapter ? "adapter_config.json" : "config.json",
               *other = adapter ? "config.json" : "adapter_config.json";
    if (auto free = mustBeFree(target); !free) return free;
    const auto found = findModel(project, name, wanted);
    if (!found) return unexpected(found.error());
    std::error_code wrong;
    if (found->folder.empty()) return fail(unknown(adapter ? "adapter" : "model", name, found->known));
    if (fs::exists(found->folder / wanted, wrong)) return copyOut(found->folder, target, {});
    if (fs::exists(found->folder / other, wrong))
        return fail({.code = adapter ? "export.is_model" : "export.is_adapter",
                     .message = adapter ? "this is a whole model" : "this training made an adapter, not a whole model",
                     .file = found->folder.string(),
                     .found = name,
                     .remedy = adapter ? "Export it with: export model" : "Export it with: export adapter"});
    return fail({.code = "export.not_there",
                 .message = "this run has no output",
                 .file = found->folder.string(),
                 .found = name,
                 .expected = found->known,
                 .remedy = "Let it finish first."});
}

} // namespace

Status mustBeFree(const fs::path &target) {
    std::error_code wrong;
    if (!fs::exists(fs::symlink_status(target, wrong))) return {};
    return fail({.code = "export.exists",
                 .message = "there is something at this path already",
                 .file = target.string(),
                 .remedy = "Choose another path; nothing is overwritten."});
}

Status copyOut(const fs::path &from, const fs::path &target, const CopyProgress &goOn) {
    if (auto free = mustBeFree(target); !free) return free;
    const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
    const fs::path making = parent / ("." + target.filename().string() + ".making"); // renamed when it is whole
    std::error_code wrong, ignored;
    std::vector<fs::path> files;
    std::uint64_t done = 0, total = 0;
    for (const auto &entry : fs::recursive_directory_iterator(from, wrong))
        if (entry.is_regular_file(ignored)) {
            files.push_back(entry.path());
            total += entry.file_size(ignored);
        }
    if (wrong) return fail(systemError("read", from, wrong.value()));
    fs::remove_all(making, ignored);
    Status copied = makeFolders(making);
    for (const auto &file : files) {
        if (!copied) break;
        const fs::path to = making / file.lexically_relative(from);
        copied = makeFolders(to.parent_path());
        if (copied) copied = copyFile(file, to, [&](std::size_t bytes) { return !goOn || goOn(done += bytes, total); });
    }
    if (copied) fs::rename(making, target, wrong);
    if (copied && wrong) copied = fail(systemError("rename to", target, wrong.value()));
    fs::remove_all(making, ignored);
    return copied ? syncFolder(parent) : copied;
}

Status nameOwnBase(const fs::path &adapter, const fs::path &place) {
    std::error_code ignored;
    if (!fs::exists(adapter / "base" / "config.json", ignored)) return {};
    const fs::path file = adapter / "adapter_config.json";
    const auto text = readFile(file);
    if (!text) return unexpected(text.error());
    auto config = parseJson(*text, {}, file.string());
    if (!config) return unexpected(config.error());
    (*config)["base_model_name_or_path"] = (fs::absolute(place).lexically_normal() / "base").string();
    return writeFileAtomic(file, dumpJson(*config, 2));
}

Status exportModel(Project &project, const std::string &name, const fs::path &target) {
    return copyModel(project, name, target, false);
}
Status exportAdapter(Project &project, const std::string &name, const fs::path &target) {
    if (auto copied = copyModel(project, name, target, true); !copied) return copied;
    return nameOwnBase(target, target);
}

namespace {

/// The row with what its file held beside it; what has the name of one of its fields stays apart.
Json withColumns(Json row, const Json &other, const Layout &layout) {
    for (const auto &[column, value] : other.items()) {
        const bool isField = std::any_of(layout.columns.begin(), layout.columns.end(),
                                         [&name = column](const Column &each) { return each.name == name; });
        (isField || row.contains(column) ? row[kOtherColumns][column] : row[column]) = value;
    }
    return row;
}

} // namespace

Result<Json> rowInLayout(const Json &row, const Layout &layout) {
    auto record = readRecord(row, std::span(&layout.makes, 1));
    if (!record) return unexpected(record.error());
    const Json other = std::exchange(record->other, Json()), original = std::exchange(record->original, Json());
    const auto written = layout.write(*record);
    Json asGiven = written.value_or(Json::object());
    const auto cells = original.find(std::string(layout.name));
    if (cells != original.end() && cells->is_object()) asGiven.update(*cells);
    const auto again = layout.read(asGiven);
    if (again && *again == *record) return withColumns(std::move(asGiven), other, layout);
    if (written) return withColumns(*written, other, layout);
    return fail({.code = "export.no_words",
                 .message = "the layout cannot say what this row says",
                 .field = "layout",
                 .found = dumpJson(row).substr(0, 200),
                 .expected = {"a row such as {0}", dumpJson(layout.example)},
                 .remedy = "Export it without a layout, or in another one."});
}

namespace {

Status writeInLayout(const fs::path &rows, const fs::path &target, const Layout &layout) {
    auto reader = openJsonlRows(rows);
    if (!reader) return fail(reader.error());
    return writeRowsFile(target, [&](const ByteSink &sink) -> Status {
        for (;;) {
            auto row = (*reader)->next();
            if (!row) return fail(row.error());
            if (!*row) return {};
            if (!(*row)->value) return fail((*row)->value.error());
            auto written = rowInLayout(*(*row)->value, layout);
            if (!written) {
                written.error().file = rows.string();
                written.error().line = (*row)->line;
                return fail(written.error());
            }
            if (auto sunk = sink(dumpJson(*written) + "\n"); !sunk) return sunk;
        }
    });
}

Result<const Layout *> layoutFor(const std::string &name) {
    std::string names;
    for (const auto *layout : layouts()) {
        if (layout->name == name) return layout;
        list(names, std::string(layout->name));
    }
    return fail({.code = "export.unknown_layout",
                 .message = "there is no such layout",
                 .field = "layout",
                 .found = name,
                 .expected = names});
}

} // namespace

Status exportDataset(Project &project, const std::string &name, const fs::path &target, const std::string &layout) {
    if (auto free = mustBeFree(target); !free) return free;
    const auto sets = project.store().datasets();
    if (!sets) return unexpected(sets.error());
    std::string known, matches, hash;
    int count = 0;
    for (const auto &set : *sets) {
        list(known, set.name + " (" + set.hash + ")");
        if (set.name != name && set.hash != name) continue;
        ++count;
        hash = set.hash;
        list(matches, set.hash);
    }
    if (count == 0) {
        Error none = unknown("data set", name, known);
        none.remedy = "What was imported alone is frozen by the first experiment that reads it.";
        return fail(std::move(none));
    }
    if (count > 1)
        return fail({.code = "export.ambiguous",
                     .message = "several data sets of this name were frozen",
                     .found = name,
                     .expected = matches,
                     .remedy = "Give the hash instead of the name."});
    const fs::path rows = project.folder() / "datasets" / hash / "rows.jsonl";
    if (layout.empty() && isParquetName(target)) return writeParquet(rows, target);
    if (layout.empty()) return copyFile(rows, target, [](std::size_t) { return true; });
    const auto chosen = layoutFor(layout);
    if (!chosen) return unexpected(chosen.error());
    return writeInLayout(rows, target, **chosen);
}

Status exportLabels(Project &project, const std::string &queue, const fs::path &target) {
    if (auto free = mustBeFree(target); !free) return free;
    const auto made = writeLabels(project, queue);
    if (!made) return unexpected(made.error());
    const auto bytes = readFile(made->file, kLargest);
    if (!bytes) return unexpected(bytes.error());
    return writeRowsFile(target, [&](const ByteSink &sink) { return sink(*bytes); });
}

} // namespace lapidary
