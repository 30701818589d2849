// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/verb.h"

namespace lapidary {

Action defineEvents(CLI::App &command, const Common &common);
Action defineGenerate(CLI::App &command, const Common &common);
Action defineGrade(CLI::App &command, const Common &common);
Action defineImport(CLI::App &command, const Common &common);
Action defineInspect(CLI::App &command, const Common &common);
Action defineLogits(CLI::App &command, const Common &common);
Action defineLogprobs(CLI::App &command, const Common &common);
Action defineLoss(CLI::App &command, const Common &common);
Action defineMethods(CLI::App &command, const Common &common);
Action defineScore(CLI::App &command, const Common &common);
Action defineStats(CLI::App &command, const Common &common);
Action defineTask(CLI::App &command, const Common &common);
Action defineTool(CLI::App &command, const Common &common);
Action defineTokens(CLI::App &command, const Common &common);
Action defineTemplate(CLI::App &command, const Common &common);

// The porcelain: projects and their experiments.
Action defineCompare(CLI::App &command, const Common &common);
Action defineDiff(CLI::App &command, const Common &common);
Action defineData(CLI::App &command, const Common &common);
Action defineExport(CLI::App &command, const Common &common);
Action defineJobs(CLI::App &command, const Common &common);
Action defineLabel(CLI::App &command, const Common &common);
Action defineNew(CLI::App &command, const Common &common);
Action defineOpen(CLI::App &command, const Common &common);
Action definePause(CLI::App &command, const Common &common);
Action defineRemote(CLI::App &command, const Common &common);
Action defineReport(CLI::App &command, const Common &common);
Action defineResume(CLI::App &command, const Common &common);
Action defineRun(CLI::App &command, const Common &common);
Action defineAsk(CLI::App &command, const Common &common);
Action defineStop(CLI::App &command, const Common &common);
Action defineRename(CLI::App &command, const Common &common);
Action defineNote(CLI::App &command, const Common &common);
Action defineDelete(CLI::App &command, const Common &common);

} // namespace lapidary
