// SPDX-License-Identifier: Apache-2.0
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include <CLI/CLI.hpp>
#include <algorithm>

namespace lapidary {

Action defineNew(CLI::App &command, const Common &common) {
    struct Flags {
        std::string folder, from;
    };
    const auto flags = std::make_shared<Flags>();
    command.add_option("DIR", flags->folder, "The new project's folder; must not hold anything yet")
        ->required()
        ->type_name("DIR");
    command
        .add_option(
            "--from", flags->from,
            "A folder, or the name of a ready-made project such as starter, or of a template such as rlhf (default: "
            "an empty project)")
        ->type_name("DIR|NAME");
    return [flags, &common]() -> Result<int> {
        static_cast<void>(common);
        if (auto made = createProject(flags->folder, flags->from); !made) return unexpected(made.error());
        std::fprintf(stderr, "Made %s. %s\n", flags->folder.c_str(),
                     flags->from.empty() ? "Say what it trains and compares in its experiment.toml."
                                         : ("Run it with: lapidary-cli run " + flags->folder).c_str());
        return kDone;
    };
}

Action defineOpen(CLI::App &command, const Common &common) {
    const auto folder = std::make_shared<std::string>();
    command.add_option("DIR", *folder, "Project folder (default: --project)")->type_name("DIR");
    return [folder, &common]() -> Result<int> {
        const auto project = openProject(*folder, common);
        if (!project) return unexpected(project.error());
        std::printf("project     %s\n", (*project)->folder().c_str());
        if ((*project)->readOnly()) std::printf("read-only   %s\n", describe(*(*project)->readOnly()).c_str());
        const auto experiments = (*project)->store().experiments();
        if (!experiments) return unexpected(experiments.error());
        for (const auto &experiment : *experiments) {
            std::string overrides = experiment.overrides;
            std::replace(overrides.begin(), overrides.end(), '\n', ' ');
            std::printf("experiment  %s  seed %llu  %s\n", experiment.name.c_str(),
                        static_cast<unsigned long long>(experiment.seed), overrides.c_str());
        }
        const auto runs = (*project)->runs();
        if (!runs) return unexpected(runs.error());
        std::map<std::string, int> states;
        for (const auto &run : *runs) ++states[run.state];
        std::printf("runs        %zu", runs->size());
        for (const auto &[state, count] : states) std::printf("  %d %s", count, state.c_str());
        const auto datasets = (*project)->store().datasets();
        if (!datasets) return unexpected(datasets.error());
        std::printf("\n");
        for (const auto &set : *datasets)
            std::printf("data        %-16s %8lld rows  %s\n", set.name.c_str(), static_cast<long long>(set.rows),
                        set.hash.c_str());
        return kDone;
    };
}

} // namespace lapidary
