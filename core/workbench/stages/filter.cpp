// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/filter.h"
#include "core/workbench/data/filter.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/queue/owner_job.h"

namespace lapidary {
namespace {

constexpr const char *kFile = "kept.jsonl";

Result<RunKind::Made> work(const fs::path &runFolder, const Json &settings, const RowWork &rows) {
    const auto config = FilterConfig::described().read(settings);
    if (!config) return fail(joined(config.error()));
    const auto kept = filterSamples(runFolder / "samples.jsonl", *config, rows);
    if (!kept) return unexpected(kept.error());
    if (auto written = writeFileAtomic(runFolder / kFile, toJsonl(kept->rows)); !written)
        return unexpected(written.error());
    Json result = {{"file", kFile},
                   {"rows", kept->rows.size()},
                   {"prompts", kept->prompts},
                   {"without_right", kept->withoutRight},
                   {"may_stay", kept->mayStay},
                   {"samples", kept->samples},
                   {"cut", kept->cut}};
    return RunKind::Made{std::move(result), cutSentence(kept->cut, kept->samples, "none of them was kept")};
}

} // namespace

RunKind filterKind() {
    return {
        .info = {.name = "filter",
                 .summary = "right samples",
                 .role = "stage",
                 .spec = FilterConfig::described().spec(),
                 .inputs = {{.name = "samples",
                             .what = Artifact::Samples,
                             .effect = "graded samples; the right ones become demonstrations"}},
                 .outputs = {{.name = "rows", .what = Artifact::Rows, .file = kFile, .layout = "prompt_completion"}}},
        .work = work};
}

} // namespace lapidary
