// SPDX-License-Identifier: Apache-2.0
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/workbench/run_control.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct RunFlags {
    std::string run{}, text{};
};

std::shared_ptr<RunFlags> runFlags(CLI::App &command) {
    auto flags = std::make_shared<RunFlags>();
    command.add_option("RUN", flags->run, "The run's id, as jobs lists it, in --project; or the path of its folder")
        ->required();
    return flags;
}

Action wordsVerb(CLI::App &command, const Common &common, const char *name, const char *about,
                 Status (*keep)(Project &, const std::string &, const std::string &)) {
    const auto flags = runFlags(command);
    command.add_option(name, flags->text, about)->required()->type_name("TEXT");
    return [flags, &common, keep]() -> Result<int> {
        const auto [folder, id] = runPlace(flags->run, common);
        const auto project = Project::open(folder, "lapidary-cli");
        if (!project) return unexpected(project.error());
        const auto kept = keep(**project, id, flags->text);
        return kept ? Result<int>(kDone) : Result<int>(unexpected(kept.error()));
    };
}

} // namespace

Action defineRename(CLI::App &command, const Common &common) {
    return wordsVerb(command, common, "TITLE", "What to call it; \"\" gives it its own name back", renameRun);
}

Action defineNote(CLI::App &command, const Common &common) {
    return wordsVerb(command, common, "NOTES", "What there is to say about it; \"\" takes the notes away", noteRun);
}

Action defineDelete(CLI::App &command, const Common &common) {
    const auto flags = runFlags(command);
    return [flags, &common]() -> Result<int> {
        const auto [folder, id] = runPlace(flags->run, common);
        const auto project = Project::open(folder, "lapidary-cli");
        if (!project) return unexpected(project.error());
        const auto uses = usesOfRun(**project, id);
        if (!uses) return unexpected(uses.error());
        const auto bytes = bytesOfRun(**project, id);
        if (auto gone = deleteRun(**project, id); !gone) return unexpected(gone.error());
        std::fprintf(stderr, "Deleted %s with its folder (%.1f MiB).\n", id.c_str(),
                     static_cast<double>(bytes) / (1 << 20));
        for (const RunUse &use : *uses)
            std::fprintf(stderr, "%s %s was made from it and cannot be repeated any more.\n", use.kind.c_str(),
                         use.name.c_str());
        return kDone;
    };
}

} // namespace lapidary
