// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/additions.h"
#include "core/base/files.h"
#include "core/job/changes.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr const char *kHead = "# Added by lapidary; same format as experiment.toml, which it continues.\n\n";
constexpr const char *kLists[] = {"data", "stage", "arm"};

/// Reads the experiment with `added` in the place of what was added so far, and writes it if all is well.
Status writeChecked(const fs::path &folder, const Catalogue &catalogue, const Json &added) {
    const fs::path file = additionsFile(folder);
    if (auto begun = beginExperiment(folder); !begun) return begun;
    const std::string text = kHead + writeToml(added);
    auto document = readDocument((folder / "experiment.toml").string());
    if (!document) return unexpected(document.error());
    auto again = parseToml(text, file.string()); // what will be read is what is checked
    if (!again) return unexpected(again.error());
    if (auto read = readExperiment(std::move(*document), std::move(*again), catalogue, {}, true); !read)
        return fail(joined(read.error()));
    return writeFileAtomic(file, text);
}

Result<Document> additionsWith(const fs::path &folder, const Json &tables) {
    auto added = readAdditions(folder);
    if (!added) return added;
    for (const char *key : kLists)
        for (const auto &table : tables.value(key, Json::array())) added->values[key].push_back(table);
    const Json models = tables.value("models", Json::object());
    for (const auto &[name, path] : models.items()) added->values["models"][name] = path;
    return added;
}

Sentence list(const std::vector<std::int64_t> &steps) {
    std::string text;
    for (const auto step : steps) text += (text.empty() ? "" : ", ") + std::to_string(step);
    return text.empty() ? Sentence("none") : Sentence(text);
}

} // namespace

fs::path additionsFile(const fs::path &folder) {
    return folder / "added.toml";
}

Status beginExperiment(const fs::path &folder) {
    std::error_code ignored;
    const fs::path file = folder / "experiment.toml";
    if (fs::exists(file, ignored)) return {};
    const std::string own = fs::weakly_canonical(folder, ignored).filename().string();
    return writeFileAtomic(file, "# What this experiment trains and compares is said here. It is yours to write, here "
                                 "or on the graph of the window;\n"
                                 "# what is started from a form or the command line goes to added.toml beside it.\n" +
                                     writeToml({{"version", 1}, {"name", own.empty() ? "experiment" : own}}));
}

Result<Document> readAdditions(const fs::path &folder) {
    std::error_code ignored;
    if (!fs::exists(additionsFile(folder), ignored)) return Document{};
    return readDocument(additionsFile(folder).string());
}

Status addToExperiment(const fs::path &folder, const Catalogue &catalogue, const Json &tables) {
    const auto added = additionsWith(folder, tables);
    return added ? writeChecked(folder, catalogue, added->values) : Status(unexpected(added.error()));
}

Result<Experiment> experimentWith(const fs::path &folder, const Catalogue &catalogue, const Json &tables) {
    auto document = readDocument((folder / "experiment.toml").string());
    if (!document) return unexpected(document.error());
    auto added = additionsWith(folder, tables);
    if (!added) return unexpected(added.error());
    auto experiment = readExperiment(std::move(*document), std::move(*added), catalogue);
    if (!experiment) return fail(joined(experiment.error()));
    return std::move(*experiment);
}

Status removeAddition(const fs::path &folder, const Catalogue &catalogue, const std::string &name) {
    auto added = readAdditions(folder);
    if (!added) return unexpected(added.error());
    bool found = false;
    for (const char *key : kLists) {
        Json kept = Json::array();
        for (const auto &table : added->values.value(key, Json::array())) {
            if (table.value("name", "") == name)
                found = true;
            else
                kept.push_back(table);
        }
        if (kept.empty())
            added->values.erase(key);
        else
            added->values[key] = std::move(kept);
    }
    if (!found)
        return fail({.code = "additions.unknown",
                     .message = "nothing of this name was added",
                     .file = additionsFile(folder).string(),
                     .found = name});
    auto written = writeChecked(folder, catalogue, added->values);
    if (!written) written.error().code = "additions.in_use";
    return written;
}

Status removeAddedModel(const fs::path &folder, const Catalogue &catalogue, const std::string &name) {
    auto added = readAdditions(folder);
    if (!added) return unexpected(added.error());
    const auto models = added->values.find("models");
    if (models == added->values.end() || models->erase(name) == 0)
        return fail({.code = "additions.unknown",
                     .message = "no model of this name was added",
                     .file = additionsFile(folder).string(),
                     .found = name});
    auto written = writeChecked(folder, catalogue, added->values);
    if (!written) written.error().code = "additions.in_use";
    return written;
}

std::string freeName(const Experiment &experiment, const std::string &wanted) {
    const auto taken = [&](const std::string &name) {
        const auto is = [&](const auto &each) { return each.name == name; };
        return std::any_of(experiment.data.begin(), experiment.data.end(), is) ||
               std::any_of(experiment.stages.begin(), experiment.stages.end(), is) ||
               std::any_of(experiment.sweeps.begin(), experiment.sweeps.end(),
                           [&](const Sweep &each) { return each.stage == name; }) ||
               std::any_of(experiment.arms.begin(), experiment.arms.end(), is);
    };
    std::string name = wanted;
    for (int number = 2; taken(name); ++number) name = wanted + " " + std::to_string(number);
    return name;
}

Result<Json> forkStage(const fs::path &runFolder, std::int64_t step, const std::string &name, const Json &changes) {
    const auto run = readDocument((runFolder / "run.toml").string());
    if (!run) return unexpected(run.error());
    const std::string kind = run->values.value("kind", "");
    if (!isTraining(kind))
        return fail({.code = "fork.not_a_training",
                     .message = "only a training can be forked",
                     .file = run->file,
                     .found = kind});
    const auto steps = checkpointSteps(runFolder);
    if (std::find(steps.begin(), steps.end(), step) == steps.end())
        return fail({.code = "fork.no_checkpoint",
                     .message = "the run has no checkpoint of this step",
                     .file = (runFolder / "checkpoints").string(),
                     .field = "fork_step",
                     .found = std::to_string(step),
                     .expected = list(steps),
                     .remedy = "Runs keep their newest checkpoints: a higher save_total_limit keeps more."});
    Json config = settingsAt(runFolder, run->values.value("config", Json::object()), step);
    config.update(changes);
    return Json{{"name", name},
                {"kind", kind},
                {"algorithm", run->values.value("algorithm", "")},
                {"fork", runFolder.filename().string()},
                {"fork_step", step},
                {"config", std::move(config)}};
}

} // namespace lapidary
