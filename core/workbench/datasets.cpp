// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/datasets.h"
#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/data/tasks/task.h"
#include "core/workbench/jsonl.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

std::string promptOf(const Json &row) {
    const auto prompt = row.find("prompt");
    return prompt != row.end() && prompt->is_string() ? prompt->get<std::string>() : dumpJson(row);
}

/// `count` rows whose prompts are not in `seen`, which grows by them, and whose problems are not in `excluded` under
/// any names and in any order. Asks for more where too many are left out.
Result<std::vector<Json>> fresh(const TaskInfo &task, const DataPart &part, std::uint64_t seed,
                                const std::set<std::string> &excluded, std::set<std::string> &seen) {
    const auto count = static_cast<std::size_t>(part.count);
    for (std::int64_t asked = part.count;; asked *= 2) {
        auto rows = task.make(part.config, seed, asked);
        if (!rows) return rows;
        std::vector<Json> kept;
        std::vector<std::string> prompts;
        for (auto &row : *rows) {
            if (kept.size() == count) break;
            std::string prompt = promptOf(row);
            if (seen.count(prompt) || (!excluded.empty() && excluded.count(canonicalForm(task.rule, prompt)))) continue;
            prompts.push_back(std::move(prompt));
            kept.push_back(std::move(row));
        }
        if (kept.size() < count) continue; // task.exhausted ends this when there are no more
        seen.insert(std::make_move_iterator(prompts.begin()), std::make_move_iterator(prompts.end()));
        return kept;
    }
}

} // namespace

Result<std::set<std::string>> Datasets::excludedBy(const DataSet &set, const std::string &rule) {
    std::set<std::string> forms;
    for (const auto &other : set.disjointFrom) {
        const auto rows = remembered(other);
        if (!rows) return unexpected(rows.error());
        for (const auto &row : **rows) forms.insert(canonicalForm(rule, promptOf(row)));
    }
    return forms;
}

Result<std::vector<Json>> Datasets::generated(const DataSet &set) {
    const auto task = taskByName(set.task);
    if (!task) return unexpected(task.error());
    const auto excluded = excludedBy(set, (*task)->rule);
    if (!excluded) return unexpected(excluded.error());
    std::set<std::string> seen;
    // Parts and seeds of an experiment get streams of their own; part 0 of a set that follows nothing is the plain
    // seed.
    const std::uint64_t seed = set.seed + (set.followSeed ? 1000003 * experiment_.seed : 0);
    std::vector<Json> all;
    for (std::size_t i = 0; i < set.parts.size(); ++i) {
        DataPart part = set.parts[i];
        if (const std::string file = part.config.value("file", ""); !file.empty())
            part.config["file"] = (experiment_.folder / file).string();
        auto rows = fresh(**task, part, seed + 7919 * i, *excluded, seen);
        if (!rows) return rows;
        std::move(rows->begin(), rows->end(), std::back_inserter(all));
    }
    if (set.parts.size() > 1) {
        Rng(seed, "data/mixture").shuffle(all);
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i]["id"] = std::to_string(i); // parts count from the same number
    }
    return all;
}

Result<std::vector<Json>> Datasets::rowsOf(const DataSet &set) {
    if (!set.task.empty()) return generated(set);
    const auto excluded = excludedBy(set, experiment_.rule);
    if (!excluded) return unexpected(excluded.error());
    std::vector<Json> all;
    const auto read = forEachRow(experiment_.folder / set.file, [&](const Json &row) -> Status {
        if (excluded->empty() || !excluded->count(canonicalForm(experiment_.rule, promptOf(row)))) all.push_back(row);
        return {};
    });
    if (!read) return unexpected(read.error());
    if (all.empty())
        return fail({.code = "data.empty",
                     .message = "the data set has no rows",
                     .file = (experiment_.folder / set.file).string(),
                     .field = "data." + set.name});
    return all;
}

Result<const std::vector<Json> *> Datasets::remembered(const std::string &name) {
    if (const auto it = rows_.find(name); it != rows_.end()) return &it->second;
    const auto set = std::find_if(experiment_.data.begin(), experiment_.data.end(),
                                  [&](const DataSet &s) { return s.name == name; });
    auto rows = rowsOf(*set); // names were checked when the experiment was read
    if (!rows) return unexpected(rows.error());
    return &(rows_[name] = std::move(*rows));
}

Result<Datasets::Frozen> Datasets::freeze(const std::string &name) {
    if (const auto it = frozen_.find(name); it != frozen_.end()) return it->second;
    const auto rows = remembered(name);
    if (!rows) return unexpected(rows.error());
    const auto set = std::find_if(experiment_.data.begin(), experiment_.data.end(),
                                  [&](const DataSet &s) { return s.name == name; });
    const std::string text = toJsonl(**rows);
    Frozen frozen{.hash = contentHash(text), .rows = static_cast<std::int64_t>((*rows)->size()), .format = set->format};
    frozen.file = fs::path("datasets") / frozen.hash / "rows.jsonl";
    for (const auto &row : **rows) {
        std::int64_t bytes = 0;
        for (const char *key : {"prompt", "completion", "text"})
            if (const auto it = row.find(key); it != row.end() && it->is_string())
                bytes += static_cast<std::int64_t>(it->get_ref<const std::string &>().size());
        frozen.longestText = std::max(frozen.longestText, bytes);
    }
    std::error_code ignored;
    if (!fs::exists(project_ / frozen.file, ignored)) {
        if (auto made = makeFolders((project_ / frozen.file).parent_path()); !made) return unexpected(made.error());
        if (auto written = writeFileAtomic(project_ / frozen.file, text); !written) return unexpected(written.error());
    }
    const Json origin = set->task.empty()
                            ? Json{{"file", set->file}}
                            : Json{{"task", set->task}, {"seed", set->seed}, {"parts", set->parts.size()}};
    if (auto saved = store_.save(DatasetRecord{frozen.hash, name, dumpJson(origin), frozen.rows}); !saved)
        return unexpected(saved.error());
    return frozen_[name] = frozen;
}

} // namespace lapidary
