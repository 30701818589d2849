// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/curation/curated_rows.h"
#include "core/base/content_hash.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/models/import_model.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr const char *kEnding = ".rows";

fs::path curatedFolder(const fs::path &project) {
    return project / "datasets" / "curated";
}

const char *wordFor(ColumnTest::Is is) {
    switch (is) {
    case ColumnTest::Is::Equal:
        return "equal";
    case ColumnTest::Is::Unequal:
        return "unequal";
    case ColumnTest::Is::Less:
        return "less";
    case ColumnTest::Is::Greater:
        return "greater";
    case ColumnTest::Is::Containing:
        return "containing";
    case ColumnTest::Is::Missing:
        break;
    }
    return "missing";
}

/// Nothing of a line is held; an error of the store ends the reading at once.
Status feedFrom(const fs::path &file, const std::function<Status(const Json &)> &take) {
    Status taken;
    auto read = forEachRow(file, [&](const Json &row) -> Status {
        taken = take(row);
        return taken ? Status{} : fail(kCancelled, "Stopped on request");
    });
    return taken ? read : taken;
}

} // namespace

fs::path curatedFile(const fs::path &project, const std::string &name) {
    return curatedFolder(project) / (name + kEnding);
}

std::vector<std::string> curatedNames(const fs::path &project) {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto &entry : fs::directory_iterator(curatedFolder(project), none))
        if (entry.path().extension() == kEnding) names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

Status beginCuration(const fs::path &project, const std::string &name, const fs::path &rows, const std::string &who,
                     const StoreWork &work) {
    if (auto good = checkImportName(name); !good) return good;
    const fs::path file = curatedFile(project, name);
    if (auto made = makeFolders(file.parent_path()); !made) return made;
    const std::string source = rows.lexically_proximate(project).generic_string();
    const auto feed = [&](const std::function<Status(const Json &)> &take) -> Status {
        std::int64_t count = 0;
        auto fed = feedFrom(rows, [&](const Json &row) {
            ++count;
            return take(row);
        });
        if (!fed || count > 0) return fed;
        return fail({.code = "curation.no_rows", .message = "the file has no rows", .file = rows.string()});
    };
    return RowStore::make(file, source, who, feed, work);
}

Result<std::unique_ptr<RowStore>> openCurated(const fs::path &project, const std::string &name, bool writable) {
    if (auto good = checkImportName(name); !good) return unexpected(good.error());
    auto opened = RowStore::open(curatedFile(project, name), writable);
    if (opened || opened.error().code != "store.missing") return opened;
    std::string all;
    for (const auto &each : curatedNames(project)) all += (all.empty() ? "" : ", ") + each;
    opened.error().found = name;
    opened.error().expected = all.empty() ? Sentence("the name of an imported data set") : Sentence(all);
    opened.error().remedy = "Open the data set for editing first.";
    return opened;
}

Json toJson(const RowQuery &query) {
    Json out = Json::object();
    if (!query.words.empty()) out["words"] = query.words;
    if (!query.tags.empty()) out["tags"] = query.tags;
    if (!query.withoutTags.empty()) out["without_tags"] = query.withoutTags;
    for (const auto &test : query.columns)
        out["columns"].push_back({{"column", test.column}, {"is", wordFor(test.is)}, {"value", test.value}});
    if (query.deleted) out["deleted"] = true;
    if (!query.orderBy.empty()) out["order_by"] = query.orderBy;
    if (query.descending) out["descending"] = true;
    return out;
}

Result<FrozenRows> freezeRows(const fs::path &project, Store &store, RowStore &rows, const std::string &name,
                              const RowQuery &query, const std::string &who, const StoreWork &work) {
    auto out = writeFrozen(project, rows, name, query, who, work);
    if (!out) return out;
    if (auto saved = store.save(out->record); !saved) return unexpected(saved.error());
    return out;
}

Result<FrozenRows> writeFrozen(const fs::path &project, RowStore &rows, const std::string &name, const RowQuery &query,
                               const std::string &who, const StoreWork &work) {
    const fs::path folder = project / "datasets", making = folder / (name + ".freezing");
    if (auto made = makeFolders(folder); !made) return unexpected(made.error());
    ContentHasher hasher;
    RowStore::Streamed streamed;
    auto written = writeFileAtomic(making, [&](const ByteSink &sink) -> Status {
        auto all = rows.stream(
            query,
            [&](const StoredRow &row) {
                hasher.add(row.body + "\n");
                return sink(row.body + "\n");
            },
            work);
        if (!all) return unexpected(all.error());
        streamed = *all;
        if (streamed.rows > 0) return {};
        return fail({.code = "curation.no_rows",
                     .message = "no row is left to be frozen",
                     .found = dumpJson(toJson(query)),
                     .remedy = "Take a filter away, or undo a deletion."});
    });
    if (!written) return unexpected(written.error());
    FrozenRows out{.file = fs::path("datasets") / hasher.hash() / "rows.jsonl"};
    std::error_code failed;
    if (fs::exists(project / out.file, failed)) {
        fs::remove(making, failed);
    } else {
        if (auto made = makeFolders((project / out.file).parent_path()); !made) return unexpected(made.error());
        fs::rename(making, project / out.file, failed);
        if (failed) return fail(systemError("rename to", project / out.file, failed.value()));
        if (auto synced = syncFolder((project / out.file).parent_path()); !synced) return unexpected(synced.error());
    }
    const Json asked = toJson(query);
    auto version = rows.add(RowVersion{.hash = hasher.hash(),
                                       .step = streamed.step,
                                       .rows = streamed.rows,
                                       .query = asked.empty() ? "" : dumpJson(asked),
                                       .who = who});
    if (!version) return unexpected(version.error());
    out.version = std::move(*version);
    const Json origin = {{"curated", name}, {"version", out.version.seq}, {"query", asked}};
    out.project = project;
    out.record = {out.version.hash, name, dumpJson(origin), streamed.rows};
    return out;
}

} // namespace lapidary
