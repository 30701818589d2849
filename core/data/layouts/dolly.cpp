// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/dolly.h"
#include "core/data/layouts/alpaca_prompt.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    const auto instruction = wordsField(row, "instruction"), context = textField(row, "context");
    auto response = wordsField(row, "response");
    if (!instruction) return unexpected(instruction.error());
    if (!context) return unexpected(context.error());
    if (!response) return unexpected(response.error());
    return named(row, Demonstration{plain(alpacaPrompt({*instruction, *context})), plain(std::move(*response))});
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    const auto task = shown ? alpacaTaskOf(shown->prompt) : std::nullopt;
    if (!task) return std::nullopt;
    Json row = begun(record);
    row["instruction"] = task->instruction;
    row["context"] = task->input;
    row["response"] = shown->completion;
    return ifSame(finished(std::move(row), record), record, read);
}

} // namespace

const Layout &dollyLayout() {
    static const Layout layout{
        .name = "dolly",
        .summary = translated("Layout", "Dolly: instruction, context, response"),
        .makes = "prompt_completion",
        .columns = {{.name = "instruction", .required = true},
                    {.name = "context", .required = true},
                    {.name = "response", .required = true},
                    kIdColumn,
                    kReferenceColumn},
        .read = read,
        .write = write,
        .example = {{"instruction", "Translate to French."}, {"context", "good night"}, {"response", "bonne nuit"}}};
    return layout;
}

} // namespace lapidary
