// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_flags.h"
#include "app/cli/project_flags.h"
#include "app/cli/trace_word.h"
#include "app/cli/verbs/registry.h"
#include "core/data/layouts/registry.h"
#include "core/job/model_reference.h"
#include "core/job/worker_launcher.h"
#include "core/workbench/curves/export_curves.h"
#include "core/workbench/exports.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct ExportFlags {
    std::string name, path, layout, type = "f32", format;
    ModelFlags model{}; ///< of what the worker writes
};

struct Exported {
    const char *what, *summary, *name, *path;
    Status (*copy)(Project &project, const ExportFlags &flags);
    enum class Choice { None, Layout, Curves } choice = Choice::None; ///< in which words or format it is written
};
template <Status (*copy)(Project &, const std::string &, const fs::path &)>
Status byName(Project &project, const ExportFlags &flags) {
    return copy(project, flags.name, flags.path);
}
Status rowsByName(Project &project, const ExportFlags &flags) {
    return exportDataset(project, flags.name, flags.path, flags.layout);
}
Status curvesByName(Project &project, const ExportFlags &flags) {
    return exportCurves(project, {flags.name}, flags.path, flags.format);
}
constexpr Exported kExported[] = {
    {"model", "A training's model, or one of models/, as a Hugging Face folder",
     "Name or id of a finished training, or of a folder of models/", "DIR", byName<exportModel>},
    {"adapter", "A training's LoRA adapter, as a PEFT folder",
     "Name or id of a finished training, or of a folder of models/", "DIR", byName<exportAdapter>},
    {"dataset", "A frozen data set as JSON Lines, or as Parquet where FILE ends in .parquet",
     "Name or hash of the data set", "FILE", rowsByName, Exported::Choice::Layout},
    {"labels", "A labelling queue's labels as JSON Lines, or Parquet, as what they teach", "Name of the queue", "FILE",
     byName<exportLabels>},
    {"curves", "What a run logged, step by step: as CSV, JSON Lines, for TensorBoard or for Trackio",
     "Name or id of a run", "FILE|DIR", curvesByName, Exported::Choice::Curves},
};

/// What is computed and not copied: a model with its adapters merged, or one adapter made of several.
constexpr struct {
    const char *word, *what, *summary, *path = "DIR";
} kWritten[] = {
    {"merged", "model", "A model with its adapters merged into the weights, as a Hugging Face folder"},
    {"mixed", "adapter", "One adapter made of several by their weights, as a PEFT folder"},
    {"gguf", "gguf", "A model with its adapters merged into the weights, as a GGUF file for llama.cpp", "FILE"},
};

std::vector<std::string> layoutNames() {
    std::vector<std::string> names;
    for (const auto *layout : layouts()) names.emplace_back(layout->name);
    return names;
}

void addChoice(CLI::App &word, Exported::Choice choice, ExportFlags &flags) {
    if (choice == Exported::Choice::Layout)
        word.add_option("--layout", flags.layout, "What the rows are written as (default: as they were frozen)")
            ->check(CLI::IsMember(layoutNames()));
    if (choice != Exported::Choice::Curves) return;
    std::vector<std::string> names;
    std::string about;
    for (const CurveFormat &format : curveFormats()) {
        names.emplace_back(format.name);
        about += (about.empty() ? "" : "; ") + std::string(format.name) + ": " + format.summary;
    }
    flags.format = names.front();
    word.add_option("--format", flags.format, about)->check(CLI::IsMember(names))->capture_default_str();
    word.footer("Steps that a resumed run logged again are written once; a fork begins with the steps that it took "
                "over. For TensorBoard and Trackio the metrics are called train/loss, eval/loss, as transformers and "
                "TRL file them; Trackio shows a file that lies in its folder, under the file's name.");
}

Result<int> writeByWorker(const char *what, const ExportFlags &flags, const Common &common) {
    auto model = modelReference(flags.model, common);
    if (!model) return unexpected(model.error());
    const auto path = workerProgram();
    if (!path) return unexpected(path.error());
    auto worker = WorkerClient::start(*path);
    if (!worker) return unexpected(worker.error());
    std::error_code ignored;
    const std::string out = fs::absolute(flags.path, ignored).string();
    Json asked = {{"verb", "export"}, {"what", what}, {"out", out}, {"model", std::move(*model)}};
    if (what == std::string_view("gguf")) asked["type"] = flags.type;
    const auto written = worker->ask(asked, interrupted, tellNotice);
    if (!written) fs::remove_all(unfinishedExport(out), ignored); // its worker may have been killed
    if (!written) return unexpected(written.error());
    std::fprintf(stderr, "Wrote %s\n", flags.path.c_str());
    return kDone;
}

} // namespace

Action defineExport(CLI::App &command, const Common &common) {
    command.fallthrough(); // the flags that every verb has may stand behind the word too
    const auto flags = std::make_shared<ExportFlags>();
    const auto chosen = std::make_shared<const Exported *>(nullptr);
    for (const Exported &each : kExported) {
        CLI::App *word = command.add_subcommand(each.what, each.summary);
        word->add_option("NAME", flags->name, each.name)->required()->type_name("NAME");
        word->add_option("PATH", flags->path, "Where to; it must not be there yet")->required()->type_name(each.path);
        addChoice(*word, each.choice, *flags);
        word->callback([chosen, &each] { *chosen = &each; });
    }
    const auto written = std::make_shared<const char *>(nullptr);
    for (const auto &each : kWritten) {
        CLI::App *word = command.add_subcommand(each.word, each.summary);
        addModelFlags(*word, flags->model);
        word->add_option("PATH", flags->path, "Where to; it must not be there yet")->required()->type_name(each.path);
        if (each.what == std::string_view("gguf"))
            word->add_option("--type", flags->type, "Numbers of its matrices: f32, bf16 or q8_0")
                ->check(CLI::IsMember({"f32", "bf16", "q8_0"}))
                ->capture_default_str();
        word->callback([written, &each] { *written = each.what; });
    }
    CLI::App *trace = command.add_subcommand(
        "trace", "A search's tree as rows to learn from (demonstration, preference, stepwise), or as dot, "
                 "json or html");
    const Action writeTrace = defineTraceWord(*trace);
    command.require_subcommand(1);
    return [flags, chosen, written, trace, writeTrace, &common]() -> Result<int> {
        if (trace->parsed()) return writeTrace();
        if (*written) return writeByWorker(*written, *flags, common);
        const auto project = Project::open(common.project, "lapidary-cli export");
        if (!project) return unexpected(project.error());
        if (auto copied = (*chosen)->copy(**project, *flags); !copied) return unexpected(copied.error());
        std::fprintf(stderr, "Wrote %s\n", flags->path.c_str());
        return kDone;
    };
}

} // namespace lapidary
