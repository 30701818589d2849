// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/task.h"
#include "app/cli/lines.h"
#include "app/cli/settings.h"
#include "app/cli/verbs/registry.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct TaskFlags {
    std::string name;
    std::uint64_t seed = 0;
    std::int64_t count = 1;
    bool list = false;
    std::vector<std::string> set;
    LineFlags lines;
};

Result<std::vector<Json>> rowsOf(const TaskFlags &flags) {
    if (flags.list) {
        std::vector<Json> rows;
        for (const auto &task : tasks())
            rows.push_back({{"name", task.name},
                            {"summary", task.summary},
                            {"rule", task.rule},
                            {"settings", toJson(task.spec())}});
        return rows;
    }
    if (flags.name.empty()) return fail(usageError("Which task?", "NAME", "nothing", "a name, or --list"));
    const auto task = taskByName(flags.name);
    if (!task) return unexpected(task.error());
    const auto settings = parseSettings(flags.set);
    if (!settings) return unexpected(settings.error());
    const auto resolved = resolve((*task)->spec(), *settings);
    if (!resolved) return fail(joined(resolved.error()));
    return (*task)->make(*resolved, flags.seed, flags.count);
}

Result<int> run(const TaskFlags &flags) {
    const auto rows = rowsOf(flags);
    if (!rows) return unexpected(rows.error());
    auto writer = LineWriter::open(flags.lines.out);
    if (!writer) return unexpected(writer.error());
    for (const auto &row : *rows) {
        if (interrupted()) return fail(cancelled());
        if (const auto ok = writer->write(row); !ok) return unexpected(ok.error());
    }
    if (const auto ok = writer->close(); !ok) return unexpected(ok.error());
    return kDone;
}

} // namespace

Action defineTask(CLI::App &command, const Common &) {
    const auto flags = std::make_shared<TaskFlags>();
    command.add_option("name", flags->name, "Which task")->type_name("NAME");
    command.add_option("--seed", flags->seed, "Seed of the random numbers; the same seed gives the same problems")
        ->type_name("N")
        ->capture_default_str();
    command.add_option("--count", flags->count, "How many problems")
        ->type_name("K")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{10'000'000}))
        ->capture_default_str();
    command.add_option("--set", flags->set, "A setting of the task; repeatable (default: none)")
        ->type_name("KEY=VALUE")
        ->expected(1)
        ->take_all();
    command.add_flag("--list", flags->list, "List the tasks with their settings instead (default: off)");
    addOutFlag(command, flags->lines);
    command.footer("One problem a line: {\"id\", \"prompt\", \"reference\", \"completion\", \"chain\", …}.");
    return [flags]() { return run(*flags); };
}

} // namespace lapidary
