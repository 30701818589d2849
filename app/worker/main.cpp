// SPDX-License-Identifier: Apache-2.0
// lapidary-worker: the only program that links LibTorch. One process per job.
#include "app/worker/facts.h"
#include "app/worker/run.h"
#include "app/worker/serve.h"
#include "app/worker/signals.h"
#include "core/base/files.h"
#include "core/base/log.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

using namespace lapidary;

namespace {

/// Threads that spin at barriers starve each other as soon as anything else uses the cores: measured with one busy
/// neighbour, 29 instead of 6100 tokens a second. The run time reads this before main(), so we begin again with it.
void waitPassively(char **argv) {
    if (std::getenv("OMP_WAIT_POLICY") || setenv("OMP_WAIT_POLICY", "passive", 1) != 0) return;
    execv("/proc/self/exe", argv);
    log::warning("Could not restart with passive threads; a busy machine will slow this down.");
}

/// oneDNN keeps what it made for each shape of a product, 1,024 of them unless it is told. Texts have other lengths in
/// every batch: a fine-tuning of 135 M parameters grew to 5.5 GB in 80 steps, and with 64 of them stays below 3 GB.
void keepFewShapes() {
    setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64", 0);
}

constexpr int kFailed = 1, kWrongUsage = 2;

int report(const Status &status) {
    if (status) return 0;
    log::error(describe(status.error()));
    return kFailed;
}

/// Everything of a job is written and closed by now. LibTorch would take back its thousands of operators one by one,
/// which takes a third as long as the start of a worker.
[[noreturn]] void leave(int code) {
    std::cout.flush();
    std::fflush(nullptr);
    std::_Exit(code);
}

int writeCatalogue(const std::string &file) {
    const std::string text = dumpJson(catalogue(), 1) + "\n";
    if (!file.empty()) return report(writeFileAtomic(file, text));
    std::cout << text;
    return 0;
}

} // namespace

int main(int argc, char **argv) {
    waitPassively(argv);
    keepFewShapes();
    holdSignals();
    CLI::App app("Trains, generates, searches and scores for Lapidary. Started by lapidary and lapidary-cli.",
                 "lapidary-worker");
    app.require_subcommand(1);
    std::string folder, socket, out;
    auto *run = app.add_subcommand("run", "do the batch job that RUN_FOLDER/run.toml describes");
    run->add_option("RUN_FOLDER", folder, "folder with run.toml")->required();
    auto *serve = app.add_subcommand("serve", "answer JSON requests until the input ends");
    bool lines = true;
    auto *stdio = serve->add_flag("--stdio", lines, "requests on standard input, answers on standard output");
    serve->add_option("--socket", socket, "local socket to listen at")->excludes(stdio);
    auto *list = app.add_subcommand("catalogue", "print all algorithms, strategies and stages as JSON");
    list->add_option("--out", out, "file to write instead of standard output");
    auto *version = app.add_subcommand("version", "print the build, LibTorch and the devices as JSON");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? 0 : kWrongUsage;
    }
    if (*run) leave(runFolder(folder));
    if (*serve) return report(socket.empty() ? serveStdio() : serveSocket(socket));
    if (*list) return writeCatalogue(out);
    if (*version) std::cout << dumpJson(buildFacts()) << '\n';
    return 0;
}
