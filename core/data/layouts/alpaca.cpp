// SPDX-License-Identifier: Apache-2.0
// The words of the two templates are those that tatsu-lab/stanford_alpaca publishes (Apache-2.0), letter by letter:
// models that were tuned on such data know them.
#include "core/data/layouts/alpaca.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

constexpr std::string_view kWithInput =
    "Below is an instruction that describes a task, paired with an input that provides further context. Write a "
    "response that appropriately completes the request.\n\n### Instruction:\n";
constexpr std::string_view kWithoutInput = "Below is an instruction that describes a task. Write a response that "
                                           "appropriately completes the request.\n\n### Instruction:\n";
constexpr std::string_view kInput = "\n\n### Input:\n", kResponse = "\n\n### Response:";

std::string promptOf(const std::string &instruction, const std::string &input) {
    std::string prompt(input.empty() ? kWithoutInput : kWithInput);
    prompt += instruction;
    if (!input.empty()) prompt.append(kInput).append(input);
    return prompt.append(kResponse);
}

Result<Record> read(const Json &row) {
    auto instruction = wordsField(row, "instruction"), output = wordsField(row, "output");
    if (!instruction) return unexpected(instruction.error());
    if (!output) return unexpected(output.error());
    const auto input = optionalText(row, "input");
    if (!input) return unexpected(input.error());
    return named(row, Demonstration{plain(promptOf(*instruction, input->value_or(""))), plain(std::move(*output))});
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    if (!shown || !shown->terminated || !shown->prompt.ends_with(kResponse)) return std::nullopt;
    const bool withInput = shown->prompt.starts_with(kWithInput);
    if (!withInput && !shown->prompt.starts_with(kWithoutInput)) return std::nullopt;
    const std::size_t begin = (withInput ? kWithInput : kWithoutInput).size();
    if (shown->prompt.size() < begin + kResponse.size()) return std::nullopt;
    std::string instruction = shown->prompt.substr(begin, shown->prompt.size() - kResponse.size() - begin), input;
    if (withInput) {
        const auto at = instruction.find(kInput);
        if (at == instruction.npos) return std::nullopt;
        input = instruction.substr(at + kInput.size());
        instruction.resize(at);
    }
    Json row = begun(record);
    row["instruction"] = instruction;
    if (!input.empty()) row["input"] = input;
    row["output"] = shown->completion;
    row = finished(std::move(row), record);
    const auto again = read(row); // empty texts, and an input that is none
    return again && *again == record ? std::optional(std::move(row)) : std::nullopt;
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
