// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/set_uses.h"
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/experiment/experiment_files.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

constexpr std::pair<SetName::Kind, const char *> kWords[] = {
    {SetName::Kind::Named, "experiment"}, {SetName::Kind::Curated, "curated"}, {SetName::Kind::Snapshot, "snapshot"}};

Error unknown(const Project &project, const SetName &set, const std::vector<std::string> &names) {
    std::string all;
    for (const auto &each : names) all += (all.empty() ? "" : ", ") + each;
    return {.code = "data.unknown_set",
            .message = "the project has no such data set",
            .file = project.folder().string(),
            .found = set.name,
            .expected = all.empty() ? Sentence("there is none yet") : Sentence(all)};
}

std::string rowsOf(const std::string &hash) {
    return (fs::path("datasets") / hash / "rows.jsonl").generic_string();
}

/// The tables [[data]] of both files.
std::vector<Json> tablesOf(const ExperimentTexts &texts, const fs::path &folder) {
    std::vector<Json> out;
    for (const std::string &text : {texts.main, texts.added}) {
        const auto read = parseToml(text, folder.string());
        if (!read) continue; // whoever reads the files has told it already
        const Json tables = read->values.value("data", Json::array());
        for (const Json &each : tables.is_array() ? tables : Json::array())
            if (each.is_object()) out.push_back(each);
    }
    return out;
}

/// Runs of remembered plans that were given one of these files. Those that have begun keep the rows in their folders.
Status addRuns(Project &project, const std::set<std::string> &files, std::vector<SetUse> &out) {
    const auto runs = project.runs();
    if (!runs) return unexpected(runs.error());
    const auto experiments = project.store().experiments();
    if (!experiments) return unexpected(experiments.error());
    std::set<std::string> told;
    for (const auto &remembered : *experiments) {
        const auto plan = planFromJson(remembered.plan);
        if (!plan) continue; // of an older program: nothing of it waits
        for (const PlannedRun &planned : plan->runs) {
            const bool reads = std::any_of(planned.files.begin(), planned.files.end(), [&](const auto &each) {
                return files.count(each.second.generic_string()) > 0;
            });
            const auto run =
                std::find_if(runs->begin(), runs->end(), [&](const RunRecord &each) { return each.id == planned.id; });
            if (reads && run != runs->end() && told.insert(planned.id).second)
                out.push_back({.kind = "run", .name = planned.id, .blocks = run->state == "queued"});
        }
    }
    return {};
}

Result<std::vector<SetUse>> usesOfNamed(Project &project, const SetName &set) {
    const auto texts = readExperimentTexts(project.folder());
    if (!texts) return unexpected(texts.error());
    auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto editor =
        ExperimentEditor::read(*texts, project.folder(), std::make_shared<const Catalogue>(std::move(*catalogue)));
    if (!editor) return unexpected(editor.error());
    if (editor->table({"data", set.name}).is_null()) {
        std::vector<std::string> names;
        for (const Json &each : tablesOf(*texts, project.folder()))
            names.push_back(getString(each, "name").value_or(""));
        return fail(unknown(project, set, names));
    }
    const auto runs = project.runs();
    if (!runs) return unexpected(runs.error());
    std::vector<SetUse> out;
    for (const Reference &each : editor->references()) {
        if (!(each.target == TableName{"data", set.name})) continue;
        const auto same = [&](const SetUse &use) { return use.kind == each.owner.list && use.name == each.owner.name; };
        if (std::any_of(out.begin(), out.end(), same)) continue;
        const bool measured = each.port == "buckets" && std::any_of(runs->begin(), runs->end(), [&](const auto &run) {
                                  return run.name == each.owner.name && run.state == "finished";
                              });
        out.push_back({.kind = each.owner.list, .name = each.owner.name, .blocks = true, .anew = measured});
    }
    return out;
}

} // namespace

const char *wordFor(SetName::Kind kind) {
    for (const auto &[each, word] : kWords)
        if (each == kind) return word;
    return "";
}

std::optional<SetName::Kind> setKindOf(std::string_view word) {
    for (const auto &[kind, each] : kWords)
        if (word == each) return kind;
    return std::nullopt;
}

Result<std::vector<std::string>> frozenOf(Project &project, const SetName &set) {
    const auto records = project.store().datasets();
    if (!records) return unexpected(records.error());
    std::vector<std::string> out;
    for (const DatasetRecord &record : *records) {
        const auto origin = parseJson(record.origin);
        const bool curated = origin && origin->is_object() && origin->contains("curated");
        const bool means = set.kind == SetName::Kind::Snapshot
                               ? record.hash == set.name
                               : record.name == set.name && curated == (set.kind == SetName::Kind::Curated);
        if (means) out.push_back(record.hash);
    }
    return out;
}

Result<std::vector<SetUse>> usesOfSet(Project &project, const SetName &set) {
    const auto frozen = frozenOf(project, set);
    if (!frozen) return unexpected(frozen.error());
    std::set<std::string> files;
    for (const auto &hash : *frozen) files.insert(rowsOf(hash));
    auto out = set.kind == SetName::Kind::Named ? usesOfNamed(project, set) : Result<std::vector<SetUse>>();
    if (!out) return out;
    if (set.kind == SetName::Kind::Curated) {
        const auto names = curatedNames(project.folder());
        if (std::find(names.begin(), names.end(), set.name) == names.end()) return fail(unknown(project, set, names));
    }
    if (set.kind == SetName::Kind::Snapshot && frozen->empty()) return fail(unknown(project, set, {}));
    if (set.kind != SetName::Kind::Named) {
        const auto texts = readExperimentTexts(project.folder());
        if (!texts) return unexpected(texts.error());
        for (const Json &table : tablesOf(*texts, project.folder()))
            if (files.count(fs::path(getString(table, "file").value_or("")).lexically_normal().generic_string()))
                out->push_back({.kind = "data",
                                .name = getString(table, "name").value_or(""),
                                .blocks = set.kind == SetName::Kind::Snapshot});
    }
    if (auto added = addRuns(project, files, *out); !added) return unexpected(added.error());
    if (set.kind != SetName::Kind::Snapshot) // what was frozen stays where it is
        for (SetUse &use : *out) use.blocks = use.blocks && use.kind != "run";
    return out;
}

} // namespace lapidary
