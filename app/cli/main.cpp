// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"
#include "app/cli/verb.h"
#include "core/base/json.h"
#include "core/job/worker_client.h"
#include "core/job/worker_launcher.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace {

using namespace lapidary;

void addCommonFlags(CLI::App &app, Common &common) {
    app.add_flag("--json-errors", common.jsonErrors,
                 "Give a failure before the first answer as {\"error\": …} on standard output (default: off)");
    app.add_option("--progress", common.progress, "Progress on standard error: auto (on a terminal), jsonl, off")
        ->check(CLI::IsMember({"auto", "jsonl", "off"}))
        ->capture_default_str();
    app.add_option("--project", common.project, "Project folder in which names are looked up")
        ->type_name("DIR")
        ->capture_default_str();
}

int report(const Error &error, const Common &common) {
    std::fprintf(stderr, "lapidary-cli: %s\n", describe(error).c_str());
    Json told = toJson(error);
    for (const Error &each : *common.problems) told["problems"].push_back(toJson(each));
    if (common.jsonErrors) std::printf("%s\n", dumpJson(Json{{"error", told}}).c_str());
    return exitCodeOf(error);
}

/// What a bug report needs: the build, LibTorch and the devices, which only the worker knows.
int printVersion() {
    std::printf("lapidary-cli %s (%s, %s)\n", LAPIDARY_VERSION, LAPIDARY_BUILD_TYPE, __VERSION__);
    const auto program = workerProgram();
    auto worker = program ? WorkerClient::start(*program) : Result<WorkerClient>(unexpected(program.error()));
    const auto facts = worker ? worker->ask({{"verb", "info"}}, interrupted) : Result<Json>(unexpected(worker.error()));
    if (!facts) {
        std::printf("LibTorch    unknown: %s\n", describe(facts.error()).c_str());
        return kDone;
    }
    std::printf("worker      %s (%s)\nLibTorch    %s\ndevices    ", facts->value("version", "").c_str(),
                program->c_str(), facts->value("libtorch", "").c_str());
    for (const auto &device : facts->value("devices", Json::array()))
        std::printf(" %s", device.get<std::string>().c_str());
    std::printf("\n");
    return kDone;
}

} // namespace

int main(int argc, char **argv) {
    catchInterrupts();
    CLI::App app("Lapidary: post-training of language models on the command line", "lapidary-cli");
    Common common;
    addCommonFlags(app, common);
    app.require_subcommand(0, 1); // of two, the second is a name: methods data, events compare
    bool version = false;
    app.add_flag("--version", version, "Print the build, LibTorch and the devices");
    std::vector<std::pair<CLI::App *, Action>> actions;
    for (const auto &verb : verbs()) {
        CLI::App *command = app.add_subcommand(verb.name, verb.summary);
        actions.emplace_back(command, verb.define(*command, common));
        addCommonFlags(*command, common);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &asked) { // --help
        return app.exit(asked);
    } catch (const CLI::ParseError &wrong) {
        return report({.code = "usage.flags", .message = wrong.what(), .remedy = "See --help."}, common);
    }
    try {
        if (version) return printVersion();
        for (const auto &[command, action] : actions) {
            if (!command->parsed()) continue;
            const auto code = action();
            return code ? *code : report(code.error(), common);
        }
    } catch (const std::exception &defect) {
        return report({.code = "internal.exception",
                       .message = defect.what(),
                       .remedy = "This is a defect of Lapidary; please report it."},
                      common);
    }
    return report({.code = "usage.flags", .message = "A verb is missing", .remedy = "See --help."}, common);
}
