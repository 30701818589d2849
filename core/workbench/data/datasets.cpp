// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/datasets.h"
#include "core/base/content_hash.h"
#include "core/base/rng.h"
#include "core/data/layouts/registry.h"
#include "core/data/tasks/task.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/installed.h"
#include <algorithm>
#include <cmath>
#include <set>

namespace lapidary {
namespace {

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
            std::string prompt = questionOf(row);
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
    for (const auto &other : set.disjointFrom)
        if (auto read = each(other, [&](const Json &row) { forms.insert(canonicalForm(rule, questionOf(row))); });
            !read)
            return unexpected(read.error());
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

Result<const std::vector<Json> *> Datasets::remembered(const DataSet &set) {
    if (const auto it = generated_.find(set.name); it != generated_.end()) return &it->second;
    auto rows = set.mix.empty() ? generated(set) : mixed(set);
    if (!rows) return unexpected(rows.error());
    return &(generated_[set.name] = std::move(*rows));
}

/// Each set so often as its weight says, a share of it drawn without replacement, and all of them shuffled together.
Result<std::vector<Json>> Datasets::mixed(const DataSet &set) {
    const auto excluded = excludedBy(set, experiment_.rule);
    if (!excluded) return unexpected(excluded.error());
    const std::uint64_t seed = set.seed + (set.followSeed ? 1000003 * experiment_.seed : 0);
    std::vector<Json> all;
    for (std::size_t i = 0; i < set.mix.size(); ++i) {
        std::vector<Json> rows;
        auto read = each(set.mix[i], [&](const Json &row) {
            if (excluded->empty() || !excluded->count(canonicalForm(experiment_.rule, questionOf(row))))
                rows.push_back(row);
        });
        if (!read) return unexpected(read.error());
        Rng(seed, "data/mix/" + set.mix[i]).shuffle(rows);
        const double weight = set.weights.empty() ? 1 : set.weights[i];
        for (auto left = static_cast<std::size_t>(std::llround(weight * static_cast<double>(rows.size()))); left > 0;) {
            const std::size_t some = std::min(left, rows.size());
            all.insert(all.end(), rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(some));
            left -= some;
        }
    }
    if (all.empty())
        return fail({.code = "data.empty", .message = "the data set has no rows", .field = "data." + set.name});
    Rng(seed, "data/mixture").shuffle(all);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].contains("id")) all[i]["id"] = std::to_string(i); // sets count from the same number
    return all;
}

Status Datasets::each(const std::string &name, const std::function<void(const Json &)> &see) {
    const auto set = std::find_if(experiment_.data.begin(), experiment_.data.end(),
                                  [&](const DataSet &s) { return s.name == name; }); // names were checked at reading
    if (!set->task.empty() || !set->mix.empty()) {
        const auto rows = remembered(*set);
        if (!rows) return unexpected(rows.error());
        std::for_each((*rows)->begin(), (*rows)->end(), see);
        return {};
    }
    const auto excluded = excludedBy(*set, experiment_.rule);
    if (!excluded) return unexpected(excluded.error());
    std::int64_t count = 0;
    auto read = forEachRow(experiment_.folder / set->file, [&](const Json &row) -> Status {
        if (!excluded->empty() && excluded->count(canonicalForm(experiment_.rule, questionOf(row)))) return {};
        ++count;
        see(row);
        return {};
    });
    if (!read || count > 0) return read;
    return fail({.code = "data.empty",
                 .message = "the data set has no rows",
                 .file = (experiment_.folder / set->file).string(),
                 .field = "data." + set->name});
}

Status Datasets::eachFramed(const DataSet &set, const std::function<void(const Json &)> &see) {
    if (!set.framing.any()) return each(set.name, see);
    fs::path model;
    if (!set.framing.chat.empty()) {
        const auto folder = modelFolder(experiment_.models.at(set.framing.chat), experiment_.folder);
        if (!folder) return unexpected(folder.error());
        model = *folder;
    }
    std::vector<Json> examples;
    if (set.framing.shots > 0) {
        auto read = each(set.framing.examples, [&](const Json &row) {
            if (static_cast<std::int64_t>(examples.size()) < set.framing.shots) examples.push_back(row);
        });
        if (!read) return read;
    }
    Framer framer(set.framing, model, std::move(examples));
    Status framed;
    auto read = each(set.name, [&](const Json &row) {
        if (!framed) return;
        auto one = framer.frame(row);
        if (one)
            see(*one);
        else
            framed = unexpected(one.error());
    });
    return framed ? read : framed;
}

/// The rows are read a second time rather than held, and only where nobody has frozen them before.
Status Datasets::write(const std::string &name, const fs::path &file) {
    if (auto made = makeFolders(file.parent_path()); !made) return made;
    return writeFileAtomic(file, [&](const ByteSink &sink) -> Status {
        Status written;
        const auto set = std::find_if(experiment_.data.begin(), experiment_.data.end(),
                                      [&](const DataSet &s) { return s.name == name; });
        auto read = eachFramed(*set, [&](const Json &row) {
            if (written) written = sink(dumpJson(row) + "\n");
        });
        return written ? read : written;
    });
}

Result<Datasets::Frozen> Datasets::freeze(const std::string &name) {
    if (const auto it = frozen_.find(name); it != frozen_.end()) return it->second;
    const auto set = std::find_if(experiment_.data.begin(), experiment_.data.end(),
                                  [&](const DataSet &s) { return s.name == name; });
    Frozen frozen;
    ContentHasher hasher;
    auto read = eachFramed(*set, [&](const Json &row) {
        hasher.add(dumpJson(row) + "\n");
        ++frozen.rows;
        if (const auto record = readRecord(row)) frozen.longestText = std::max(frozen.longestText, textBytes(*record));
    });
    if (!read) return unexpected(read.error());
    frozen.hash = hasher.hash();
    frozen.format = set->format;
    frozen.file = fs::path("datasets") / frozen.hash / "rows.jsonl";
    std::error_code ignored;
    if (!fs::exists(project_ / frozen.file, ignored))
        if (auto written = write(name, project_ / frozen.file); !written) return unexpected(written.error());
    Json origin = {{"file", set->file}};
    if (!set->mix.empty()) origin = {{"mix", set->mix}, {"weights", set->weights}};
    if (!set->task.empty()) origin = {{"task", set->task}, {"seed", set->seed}, {"parts", set->parts.size()}};
    if (auto saved = store_.save(DatasetRecord{frozen.hash, name, dumpJson(origin), frozen.rows}); !saved)
        return unexpected(saved.error());
    return frozen_[name] = frozen;
}

} // namespace lapidary
