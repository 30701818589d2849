// SPDX-License-Identifier: Apache-2.0
// The words of the two templates are those that tatsu-lab/stanford_alpaca publishes (Apache-2.0), letter by letter:
// models that were tuned on such data know them.
#include "core/data/layouts/alpaca_prompt.h"

namespace lapidary {
namespace {

constexpr std::string_view kWithInput =
    "Below is an instruction that describes a task, paired with an input that provides further context. Write a "
    "response that appropriately completes the request.\n\n### Instruction:\n";
constexpr std::string_view kWithoutInput = "Below is an instruction that describes a task. Write a response that "
                                           "appropriately completes the request.\n\n### Instruction:\n";
constexpr std::string_view kInput = "\n\n### Input:\n", kResponse = "\n\n### Response:";

} // namespace

std::string alpacaPrompt(const AlpacaTask &task) {
    const bool withInput = !task.input.empty();
    std::string prompt(withInput ? kWithInput : kWithoutInput);
    prompt += task.instruction;
    if (withInput) prompt.append(kInput).append(task.input);
    return prompt.append(kResponse);
}

std::optional<AlpacaTask> alpacaTaskOf(const std::string &prompt) {
    const bool withInput = prompt.starts_with(kWithInput);
    if (!prompt.ends_with(kResponse) || (!withInput && !prompt.starts_with(kWithoutInput))) return std::nullopt;
    const std::size_t begin = (withInput ? kWithInput : kWithoutInput).size();
    if (prompt.size() < begin + kResponse.size()) return std::nullopt;
    AlpacaTask task{.instruction = prompt.substr(begin, prompt.size() - kResponse.size() - begin)};
    if (!withInput) return task;
    const auto at = task.instruction.find(kInput);
    if (at == std::string::npos) return std::nullopt;
    task.input = task.instruction.substr(at + kInput.size());
    task.instruction.resize(at);
    return task;
}

} // namespace lapidary
