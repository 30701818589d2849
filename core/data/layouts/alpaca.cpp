// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/alpaca.h"
#include "core/data/layouts/alpaca_prompt.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    auto instruction = wordsField(row, "instruction"), output = wordsField(row, "output");
    if (!instruction) return unexpected(instruction.error());
    if (!output) return unexpected(output.error());
    const auto input = optionalText(row, "input");
    if (!input) return unexpected(input.error());
    return named(row,
                 Demonstration{plain(alpacaPrompt({*instruction, input->value_or("")})), plain(std::move(*output))});
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    const auto task = shown ? alpacaTaskOf(shown->prompt) : std::nullopt;
    if (!task) return std::nullopt;
    Json row = begun(record);
    row["instruction"] = task->instruction;
    if (!task->input.empty()) row["input"] = task->input;
    row["output"] = shown->completion;
    return ifSame(finished(std::move(row), record), record,
                  read); // empty texts, an input that is none, one that was cut
}

} // namespace

const Layout &alpacaLayout() {
    static const Layout layout{
        .name = "alpaca",
        .summary = translated("Layout", "Alpaca: instruction, input, output"),
        .makes = "prompt_completion",
        .columns = {{.name = "instruction", .required = true},
                    {.name = "output", .required = true},
                    kIdColumn,
                    kReferenceColumn,
                    {.name = "input"}},
        .read = read,
        .write = write,
        .example = {{"instruction", "Translate to French."}, {"input", "good night"}, {"output", "bonne nuit"}}};
    return layout;
}

} // namespace lapidary
