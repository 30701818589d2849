// SPDX-License-Identifier: Apache-2.0
// bench CASE…: how fast the engine does what it does, beside what the machine allows. See README.md.
#include "tests/bench/cases.h"
#include <ATen/Parallel.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

using namespace lapidary;
using namespace lapidary::bench;

namespace {

constexpr int kFailed = 1, kWrongUsage = 2;

/// Threads wait as in the worker, whose run time reads this before main().
void waitPassively(char **argv) {
    if (std::getenv("OMP_WAIT_POLICY") || setenv("OMP_WAIT_POLICY", "passive", 1) != 0) return;
    execv("/proc/self/exe", argv);
    std::fprintf(stderr, "bench: could not start again with passive threads\n");
}

void addFlags(CLI::App &app, Settings &settings, std::vector<std::string> &names, std::vector<std::string> &config) {
    std::vector<std::string> known{"all"};
    std::string list = "Cases, or all:";
    for (const auto &each : cases()) {
        known.emplace_back(each.name);
        list += std::string("\n") + each.name + ": " + each.effect;
    }
    app.add_option("CASE", names, list)->check(CLI::IsMember(known))->required();
    auto *model = app.add_option("--model", settings.model, "Hugging Face folder (default: the shipped starter)");
    app.add_option("--shape", settings.shape, "Random weights in the shape of starter5m, smol135 or qwen05 instead")
        ->check(CLI::IsMember(shapeNames()))
        ->excludes(model);
    app.add_option("--dtype", settings.dtype,
                   "float32, bfloat16, float16 or int8; in a training of the matrix products")
        ->capture_default_str();
    app.add_option("--device", settings.device, "cpu, cuda or cuda:N")->capture_default_str();
    const auto number = [&app](const char *flag, auto &value, const char *effect) {
        using Number = std::remove_reference_t<decltype(value)>;
        app.add_option(flag, value, effect)->check(CLI::Range(Number{0}, Number{1000000}))->capture_default_str();
    };
    number("--threads", settings.threads, "0: as the engine chooses");
    number("--rows", settings.rows, "Samples, prompts or rows of a step; 0: as the case has them");
    number("--max-rows", settings.maxRows, "Rows decoded side by side; 0: as the case has them");
    number("--prompt", settings.prompt, "Tokens of a prompt; 0: as the case has them");
    number("--tokens", settings.tokens, "New tokens of a sequence; 0: as the case has them");
    number("--repetitions", settings.repetitions, "At least so many, in a training exactly; 0: as the case has them");
    number("--seconds", settings.seconds, "Repeat until so much is measured");
    number("--busy", settings.busy, "Processes that compute beside the case contention");
    app.add_option("--set", config, "A further setting of a training, KEY=JSON; repeatable");
    app.add_option("--out", settings.out, "Folder of the case rows");
    app.add_flag("--no-roofs{false}", settings.roofs, "Leave the roofs out, which take a second or two");
}

Status readConfig(const std::vector<std::string> &lines, Settings &settings) {
    for (const auto &line : lines) {
        const auto middle = line.find('=');
        auto value = parseJson(middle == line.npos ? "" : line.substr(middle + 1));
        if (!value)
            return fail({.code = "bench.setting",
                         .message = "a setting cannot be read",
                         .field = "--set",
                         .found = line,
                         .expected = "KEY=JSON, as in packing=true"});
        settings.config[line.substr(0, middle)] = std::move(*value);
    }
    return {};
}

Status runAll(const Settings &settings, const std::vector<std::string> &names, bool table) {
    setThreads(settings.threads);
    const auto subject = openSubject(settings);
    if (!subject) return unexpected(subject.error());
    Report report(settings, table);
    for (const auto &each : cases()) {
        const bool asked = std::find(names.begin(), names.end(), each.name) != names.end();
        const bool figure = std::string_view(each.effect).substr(0, 9) != "no figure";
        if (!asked && !(figure && names.front() == "all")) continue;
        report.beginCase();
        if (auto ok = each.run({settings, *subject, report}, each.name); !ok) return ok;
    }
    return {};
}

} // namespace

int main(int argc, char **argv) {
    waitPassively(argv);
    CLI::App app("Measures Lapidary's engine. One JSON line for each figure.", "bench");
    Settings settings;
    std::vector<std::string> names, config;
    bool table = false;
    addFlags(app, settings, names, config);
    app.add_flag("--table", table, "A table for people instead of JSON Lines");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? 0 : kWrongUsage;
    }
    Status done = readConfig(config, settings);
    if (done) done = runAll(settings, names, table);
    if (done) return 0;
    std::fprintf(stderr, "bench: %s\n", describe(done.error()).c_str());
    return kFailed;
}
