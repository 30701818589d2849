// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/statistics.h"
#include "app/cli/verbs/registry.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct StatsFlags {
    std::string name;
    bool list = false;
    LineFlags lines;
};

Result<int> list(const StatsFlags &flags) {
    auto writer = LineWriter::open(flags.lines.out);
    if (!writer) return unexpected(writer.error());
    for (const auto &each : statistics())
        if (const auto ok = writer->write(
                {{"name", each.name}, {"summary", each.summary}, {"request", each.request}, {"answer", each.answer}});
            !ok)
            return unexpected(ok.error());
    if (const auto ok = writer->close(); !ok) return unexpected(ok.error());
    return kDone;
}

Result<int> run(const StatsFlags &flags, const Common &common) {
    if (flags.list) return list(flags);
    std::string known;
    for (const auto &each : statistics()) {
        if (flags.name == each.name) return answerLines(flags.lines, common, each.compute);
        known += (known.empty() ? "" : ", ") + std::string(each.name);
    }
    return fail(usageError("There is no such statistic", "NAME", flags.name.empty() ? "nothing" : flags.name,
                           known + ", or --list"));
}

} // namespace

Action defineStats(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<StatsFlags>();
    command.add_option("name", flags->name, "Which statistic")->type_name("NAME");
    command.add_flag("--list", flags->list,
                     "List the statistics with the fields of their requests and answers (default: off)");
    addLineFlags(command, flags->lines);
    return [flags, &common]() { return run(*flags, common); };
}

} // namespace lapidary
