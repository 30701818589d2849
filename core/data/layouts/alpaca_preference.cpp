// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/alpaca_preference.h"
#include "core/data/layouts/alpaca_prompt.h"
#include "core/data/layouts/sides.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    const auto instruction = wordsField(row, "instruction");
    auto chosen = textField(row, "chosen"), rejected = textField(row, "rejected");
    for (const auto *text : {&instruction, &std::as_const(chosen), &std::as_const(rejected)})
        if (!*text) return unexpected(text->error());
    const auto input = optionalText(row, "input");
    if (!input) return unexpected(input.error());
    return named(row, Preference{.prompt = plain(alpacaPrompt({*instruction, input->value_or("")})),
                                 .chosen = plain(std::move(*chosen)),
                                 .rejected = plain(std::move(*rejected))});
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Preference>(&record.what);
    if (!it) return std::nullopt;
    const auto prompt = plainText(it->prompt), chosen = plainText(it->chosen), rejected = plainText(it->rejected);
    const auto task = prompt ? alpacaTaskOf(*prompt) : std::nullopt;
    if (!task || !chosen || !rejected) return std::nullopt;
    Json row = begun(record);
    row["instruction"] = task->instruction;
    if (!task->input.empty()) row["input"] = task->input;
    row["chosen"] = *chosen;
    row["rejected"] = *rejected;
    return ifSame(finished(std::move(row), record), record, read);
}

} // namespace

const Layout &alpacaPreferenceLayout() {
    static const Layout layout{
        .name = "alpaca_preference",
        .summary = translated("Layout", "Alpaca pairs: instruction, input, chosen, rejected"),
        .makes = "preference",
        .columns = {{.name = "instruction", .required = true},
                    {.name = "chosen", .required = true},
                    {.name = "rejected", .required = true},
                    kIdColumn,
                    kReferenceColumn,
                    {.name = "input"}},
        .read = read,
        .write = write,
        .example = {{"instruction", "Add."}, {"input", "2 and 2"}, {"chosen", "4"}, {"rejected", "5"}}};
    return layout;
}

} // namespace lapidary
