// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/allocate.h"
#include "core/workbench/data/fit_allocation.h"
#include "core/workbench/queue/owner_job.h"

namespace lapidary {
namespace {

constexpr const char *kFile = "allocation.jsonl";

Result<RunKind::Made> work(const fs::path &runFolder, const Json &settings, const RowWork &rows) {
    const auto config = AllocationConfig::described().read(settings);
    if (!config) return fail(joined(config.error()));
    const auto problems = samplesToFit(runFolder / "samples.jsonl", rows);
    if (!problems) return unexpected(problems.error());
    const auto fitted = fitAllocation(*problems, *config);
    if (!fitted) return unexpected(fitted.error());
    const auto bands = rowsOf(fitted->allocation);
    if (auto written = writeFileAtomic(runFolder / kFile, toJsonl(bands)); !written) return unexpected(written.error());
    const Json result = {{"file", kFile},
                         {"rows", bands.size()},
                         {"prompts", fitted->allocation.fittedProblems},
                         {"tokens", fitted->allocation.fittedTokens},
                         {"accuracy", fitted->accuracy},
                         {"tokens_per_problem", fitted->tokens},
                         {"equal_accuracy", fitted->equalAccuracy},
                         {"equal_tokens_per_problem", fitted->equalTokens}};
    return RunKind::Made{.result = result};
}

} // namespace

RunKind allocateKind() {
    return {
        .info = {.name = "allocate",
                 .summary = "how much is drawn",
                 .role = "stage",
                 .spec = AllocationConfig::described().spec(),
                 .inputs = {{.name = "samples",
                             .what = Artifact::Samples,
                             .effect = "graded samples of problems that no arm is measured on"}},
                 .outputs = {{.name = "allocation", .what = Artifact::Rows, .file = kFile, .layout = "allocation"}}},
        .work = work};
}

} // namespace lapidary
