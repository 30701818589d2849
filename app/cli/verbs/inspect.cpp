// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/inspect.h"
#include "app/cli/lines.h"
#include "app/cli/verbs/registry.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct InspectFlags {
    std::string path;
    bool validate = false;
    LineFlags lines;
};

Result<int> run(const InspectFlags &flags) {
    const auto found = inspectPath(flags.path, flags.validate);
    if (!found) return unexpected(found.error());
    Json out = {{"path", flags.path}};
    out.update(found->facts);
    if (flags.validate) out["valid"] = found->problems.empty();
    if (!found->problems.empty()) {
        out["error"] = toJson(found->problems.front());
        for (const auto &problem : found->problems) {
            out["problems"].push_back(toJson(problem));
            std::fprintf(stderr, "lapidary-cli: %s\n", describe(problem).c_str());
        }
    }
    for (const auto &warning : found->facts.value("warnings", Json::array()))
        std::fprintf(stderr, "lapidary-cli: notice: %s\n", warning.get<std::string>().c_str());
    auto writer = LineWriter::open(flags.lines.out);
    if (!writer) return unexpected(writer.error());
    if (const auto ok = writer->write(out); !ok) return unexpected(ok.error());
    if (const auto ok = writer->close(); !ok) return unexpected(ok.error());
    return found->problems.empty() ? kDone : kFailed;
}

} // namespace

Action defineInspect(CLI::App &command, const Common &) {
    const auto flags = std::make_shared<InspectFlags>();
    command
        .add_option("path", flags->path,
                    "A *.safetensors, *.jsonl, tokenizer.json, tokenizer.model or run.log, or the folder of a model, "
                    "adapter, tokenizer, data set, checkpoint, run or project")
        ->required()
        ->type_name("PATH");
    command.add_flag("--validate", flags->validate, "Check every byte that can be checked (default: off)");
    addOutFlag(command, flags->lines);
    command.footer("One line: {\"path\", \"kind\", its facts, \"valid\"? (with --validate), \"error\"?, "
                   "\"problems\"?}; exit code 1 where there is a problem.");
    return [flags]() { return run(*flags); };
}

} // namespace lapidary
