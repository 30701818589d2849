// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/prompt_completion.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    auto prompt = textField(row, "prompt"), completion = textField(row, "completion");
    if (!prompt) return unexpected(prompt.error());
    if (!completion) return unexpected(completion.error());
    const auto terminated = flagField(row, "terminated", true);
    if (!terminated) return unexpected(terminated.error());
    return named(row, Demonstration{plain(std::move(*prompt)), plain(std::move(*completion)), *terminated});
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    if (!shown) return std::nullopt;
    Json row = begun(record);
    row["prompt"] = shown->prompt;
    row["completion"] = shown->completion;
    row = finished(std::move(row), record);
    if (!shown->terminated) row["terminated"] = false;
    return row;
}

} // namespace

const Layout &promptCompletionLayout() {
    static const Layout layout{.name = "prompt_completion",
                               .summary = translated("Layout", "Demonstrations: prompt, completion"),
                               .makes = "prompt_completion",
                               .columns = {{.name = "prompt", .required = true},
                                           {.name = "completion", .required = true},
                                           kIdColumn,
                                           kReferenceColumn,
                                           kTerminatedColumn},
                               .read = read,
                               .write = write,
                               .example = {{"prompt", "2+2="}, {"completion", "4"}}};
    return layout;
}

} // namespace lapidary
