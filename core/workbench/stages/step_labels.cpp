// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/stages/step_labels.h"
#include "core/config/spec.h"
#include "core/workbench/data/step_rows.h"
#include "core/workbench/queue/owner_job.h"

namespace lapidary {
namespace {

constexpr const char *kFile = "steps.jsonl";

Result<std::unique_ptr<Rule>> ruleOf(const fs::path &runFolder) {
    const auto run = readDocument((runFolder / "run.toml").string());
    if (!run) return unexpected(run.error());
    const std::string name = run->values.value("rule", "");
    if (!name.empty()) return ruleByName(name);
    return fail({.code = "steps.no_rule",
                 .message = "steps are labelled by the rule that grades the problems, and there is none",
                 .field = "rule",
                 .expected = "one of those that `lapidary-cli grade --help` names",
                 .remedy = "Put rule = \"…\" at the beginning of the experiment."});
}

Result<RunKind::Made> work(const fs::path &runFolder, const Json &settings, const RowWork &rows) {
    const auto config = StepRowsConfig::described().read(settings);
    if (!config) return fail(joined(config.error()));
    const auto rule = ruleOf(runFolder);
    if (!rule) return unexpected(rule.error());
    const auto made = makeStepRows(runFolder / "samples.jsonl", **rule, *config, rows);
    if (!made) return unexpected(made.error());
    if (auto written = writeFileAtomic(runFolder / kFile, toJsonl(made->rows)); !written)
        return unexpected(written.error());
    Json result = {{"file", kFile},
                   {"rows", made->rows.size()},
                   {"prompts", made->prompts},
                   {"samples", made->samples},
                   {"cut", made->cut},
                   {"without_steps", made->withoutSteps},
                   {"repeated", made->repeated},
                   {"steps", made->steps},
                   {"wrong_steps", made->wrong}};
    return RunKind::Made{std::move(result),
                         cutSentence(made->cut, made->samples, "the steps that they have keep their labels")};
}

} // namespace

RunKind stepLabelsKind() {
    return {.info = {.name = "step_labels",
                     .summary = "labelled steps",
                     .role = "stage",
                     .spec = StepRowsConfig::described().spec(),
                     .inputs = {{.name = "samples",
                                 .what = Artifact::Samples,
                                 .effect = "graded samples; each step gets the label of the exact grader"}},
                     .outputs =
                         {{.name = "rows", .what = Artifact::Rows, .file = kFile, .layout = "stepwise_supervision"}}},
            .work = work};
}

} // namespace lapidary
