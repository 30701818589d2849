// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/additions.h"
#include "core/base/files.h"
#include "core/config/toml_text.h"
#include "core/job/changes.h"
#include "core/workbench/experiment/experiment_spec.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr const char *kHead = "# Added by lapidary; same format as experiment.toml, which it continues.\n\n";
constexpr const char *kLists[] = {"data", "stage", "arm"};

/// What was added so far, or the beginning of such a file.
Result<TomlText> addedText(const fs::path &folder) {
    const fs::path file = additionsFile(folder);
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return TomlText::read(kHead, file.string());
    auto text = readFile(file);
    return text ? TomlText::read(std::move(*text), file.string()) : unexpected(text.error());
}

/// Reads the experiment with `added` in the place of what was added so far, and writes it if all is well.
Status writeChecked(const fs::path &folder, const Catalogue &catalogue, const TomlText &added) {
    if (auto begun = beginExperiment(folder); !begun) return begun;
    auto document = readDocument((folder / "experiment.toml").string());
    if (!document) return unexpected(document.error());
    // What will be read is what is checked.
    if (auto read = readExperiment(std::move(*document), added.document(), catalogue, {}, true); !read)
        return fail(joined(read.error()));
    return writeFileAtomic(additionsFile(folder), added.text());
}

/// Behind what stands there, of which every byte stays.
Result<TomlText> additionsWith(const fs::path &folder, const Json &tables) {
    auto text = addedText(folder);
    const Json models = tables.value("models", Json::object());
    for (const auto &[name, path] : models.items())
        if (text) text = text->set({"models", name}, path);
    for (const char *list : kLists)
        for (const auto &table : tables.value(list, Json::array())) {
            if (!text) return text;
            const std::size_t count = text->count(list);
            text = text->add(list, tomlElement(list, table, keysOfList(list)),
                             count > 0 ? std::optional(count - 1) : std::nullopt);
        }
    return text;
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
    return added ? writeChecked(folder, catalogue, *added) : Status(unexpected(added.error()));
}

Result<Experiment> experimentWith(const fs::path &folder, const Catalogue &catalogue, const Json &tables) {
    auto document = readDocument((folder / "experiment.toml").string());
    if (!document) return unexpected(document.error());
    const auto added = additionsWith(folder, tables);
    if (!added) return unexpected(added.error());
    auto experiment = readExperiment(std::move(*document), added->document(), catalogue);
    if (!experiment) return fail(joined(experiment.error()));
    return std::move(*experiment);
}

namespace {

Status removeFrom(const fs::path &folder, const Catalogue &catalogue, const TomlText &text,
                  const std::vector<TomlPath> &gone, Error unknown) {
    if (gone.empty()) return fail(std::move(unknown));
    Result<TomlText> left = text;
    for (const TomlPath &path : gone)
        if (left) left = left->remove(path);
    if (!left) return unexpected(left.error());
    auto written = writeChecked(folder, catalogue, *left);
    if (!written) written.error().code = "additions.in_use";
    return written;
}

} // namespace

Status removeAddition(const fs::path &folder, const Catalogue &catalogue, const std::string &name) {
    const auto added = addedText(folder);
    if (!added) return unexpected(added.error());
    std::vector<TomlPath> gone;
    for (const char *list : kLists)
        for (std::size_t i = added->count(list); i-- > 0;) // the last first: the others keep their numbers
            if (added->values()[list][i].value("name", "") == name) gone.push_back({list, std::to_string(i)});
    return removeFrom(folder, catalogue, *added, gone,
                      {.code = "additions.unknown",
                       .message = "nothing of this name was added",
                       .file = additionsFile(folder).string(),
                       .found = name});
}

Status removeAddedModel(const fs::path &folder, const Catalogue &catalogue, const std::string &name) {
    const auto added = addedText(folder);
    if (!added) return unexpected(added.error());
    std::vector<TomlPath> gone;
    if (added->values().value("models", Json::object()).contains(name)) gone.push_back({"models", name});
    return removeFrom(folder, catalogue, *added, gone,
                      {.code = "additions.unknown",
                       .message = "no model of this name was added",
                       .file = additionsFile(folder).string(),
                       .found = name});
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
