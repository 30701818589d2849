// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/job/channel.h"
#include "core/job/run_lock.h"
#include "core/job/run_log.h"
#include "core/workbench/queue/run_folder.h"
#include <CLI/CLI.hpp>
#include <thread>

namespace lapidary {
namespace {

struct EventsFlags {
    std::string run;
    bool follow = false;
    LineFlags lines;
};

/// A run log, the folder of a run, or the id or the name of a run in the project.
Result<fs::path> logOf(const std::string &run, const Common &common) {
    std::error_code ignored;
    for (const fs::path &path :
         {fs::path(run), fs::path(run) / "run.log", fs::path(common.project) / "runs" / run / "run.log",
          newestRun(run, common) / "run.log"})
        if (fs::is_regular_file(path, ignored)) return path;
    return fail({.code = "run.not_found",
                 .message = "There is no such run",
                 .file = run,
                 .expected = "a folder with run.log, or a run of the project " + common.project});
}

/// How long a run may be without a worker until it counts as dead: one that is started anew takes its folder soon.
constexpr std::chrono::seconds kPatience{3};

Result<int> run(const EventsFlags &flags, const Common &common) {
    const auto path = logOf(flags.run, common);
    if (!path) return unexpected(path.error());
    auto writer = LineWriter::open(flags.lines.out);
    if (!writer) return unexpected(writer.error());
    RunLogReader reader(*path);
    LiveRun live; // its newest state counts: a run that was stopped may have been resumed
    auto alive = std::chrono::steady_clock::now();
    for (;;) {
        const auto events = reader.next();
        if (!events) return unexpected(events.error());
        for (const auto &event : *events) {
            if (const auto ok = writer->write(toJson(event)); !ok) return unexpected(ok.error());
            live.see(event);
        }
        if (interrupted()) return fail(cancelled());
        if (!events->empty()) continue; // a reader gives a part of a long log at a time
        if (!flags.follow || isOver(live.standing().state)) break;
        const auto now = std::chrono::steady_clock::now();
        if (workerOf(path->parent_path()) || isListening(path->parent_path()))
            alive = now;
        else if (now - alive > kPatience)
            return fail(workerDied(path->parent_path(), "has gone"));
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    if (const auto ok = writer->close(); !ok) return unexpected(ok.error());
    return kDone;
}

} // namespace

Action defineEvents(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<EventsFlags>();
    command.add_option("run", flags->run, "Folder of a run, its run.log, or its name or id in the project")
        ->required()
        ->type_name("RUN");
    command.add_flag("--follow", flags->follow,
                     "Go on until the run ends; exit code 4 where its worker dies (default: off)");
    addOutFlag(command, flags->lines);
    command.footer("One event a line: {\"seq\", \"time\", \"type\", \"body\"}.");
    return [flags, &common]() { return run(*flags, common); };
}

} // namespace lapidary
