// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/completion_only.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    auto completion = textField(row, "completion");
    if (!completion) return unexpected(completion.error());
    const auto terminated = flagField(row, "terminated", true);
    if (!terminated) return unexpected(terminated.error());
    return named(row, Demonstration{plain(""), plain(std::move(*completion)), *terminated});
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    if (!shown || !shown->prompt.empty()) return std::nullopt;
    Json row = begun(record);
    row["completion"] = shown->completion;
    row = finished(std::move(row), record);
    if (!shown->terminated) row["terminated"] = false;
    return row;
}

} // namespace

const Layout &completionOnlyLayout() {
    static const Layout layout{
        .name = "completion",
        .summary = translated("Layout", "Completions without prompts"),
        .makes = "prompt_completion",
        .columns = {{.name = "completion", .required = true}, kIdColumn, kReferenceColumn, kTerminatedColumn},
        .read = read,
        .write = write,
        .example = {{"completion", "All that glitters is not gold."}},
        .imports = false};
    return layout;
}

} // namespace lapidary
