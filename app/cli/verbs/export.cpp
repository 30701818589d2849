// SPDX-License-Identifier: Apache-2.0
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/workbench/exports.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct ExportFlags {
    std::string name, path;
};

struct Exported {
    const char *what, *summary, *name, *path;
    Status (*copy)(Project &project, const std::string &name, const fs::path &target);
};
constexpr Exported kExported[] = {
    {"model", "A training's model, or one of models/, as a Hugging Face folder", "Name or id of a finished training, or of a folder of models/", "DIR", exportModel},
    {"adapter", "A training's LoRA adapter, as a PEFT folder", "Name or id of a finished training, or of a folder of models/", "DIR", exportAdapter},
    {"dataset", "A frozen data set as JSON Lines", "Name or hash of the data set", "FILE", exportDataset},
    {"labels", "A labelling queue's preferences as JSON Lines: prompt, chosen, rejected", "Name of the queue", "FILE", exportLabels},
};

} // namespace

Action defineExport(CLI::App &command, const Common &common) {
    command.fallthrough(); // the flags that every verb has may stand behind the word too
    const auto flags = std::make_shared<ExportFlags>();
    const auto chosen = std::make_shared<const Exported *>(nullptr);
    for (const Exported &each : kExported) {
        CLI::App *word = command.add_subcommand(each.what, each.summary);
        word->add_option("NAME", flags->name, each.name)->required()->type_name("NAME");
        word->add_option("PATH", flags->path, "Where to; it must not be there yet")->required()->type_name(each.path);
        word->callback([chosen, &each] { *chosen = &each; });
    }
    command.require_subcommand(1);
    return [flags, chosen, &common]() -> Result<int> {
        const auto project = Project::open(common.project, "lapidary-cli export");
        if (!project) return unexpected(project.error());
        if (auto copied = (*chosen)->copy(**project, flags->name, flags->path); !copied) return unexpected(copied.error());
        std::fprintf(stderr, "Wrote %s\n", flags->path.c_str());
        return kDone;
    };
}

} // namespace lapidary
