// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/pairs.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/data/pairs.h"
#include "core/workbench/queue/owner_job.h"

namespace lapidary {
namespace {

constexpr const char *kFile = "pairs.jsonl";

Result<RunKind::Made> work(const fs::path &runFolder, const Json &settings, const RowWork &rows) {
    const auto config = PairsConfig::described().read(settings);
    if (!config) return fail(joined(config.error()));
    const auto made = makePairs(runFolder / "samples.jsonl", *config, rows);
    if (!made) return unexpected(made.error());
    if (auto written = writeFileAtomic(runFolder / kFile, toJsonl(made->rows)); !written)
        return unexpected(written.error());
    Json result = {{"file", kFile},
                   {"pairs", made->rows.size()},
                   {"prompts", made->prompts},
                   {"without_contrast", made->withoutContrast},
                   {"samples", made->samples},
                   {"cut", made->cut},
                   {"empty", made->empty},
                   {"unscorable", made->unscorable},
                   {"misranked", made->misranked}};
    return RunKind::Made{std::move(result),
                         cutSentence(made->cut, made->samples,
                                     config->includeTruncatedCompletions
                                         ? "they may only be rejected, and have no end to learn"
                                         : "they are in no pair (include_truncated_completions takes them)")};
}

} // namespace

RunKind pairsKind() {
    return {.info = {.name = "pairs",
                     .summary = "preferences",
                     .role = "stage",
                     .spec = PairsConfig::described().spec(),
                     .inputs = {{.name = "samples",
                                 .what = Artifact::Samples,
                                 .effect = "graded samples; right and wrong ones of a prompt make its pairs"}},
                     .outputs = {{.name = "rows", .what = Artifact::Rows, .file = kFile, .layout = "preference"}}},
            .work = work};
}

} // namespace lapidary
