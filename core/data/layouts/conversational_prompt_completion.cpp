// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/conversational_prompt_completion.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/turns.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    return holdsMessages(row, "prompt") && holdsMessages(row, "completion");
}

Result<Record> read(const Json &row) {
    auto prompt = readTurns(row, "prompt"), completion = readTurns(row, "completion");
    if (!prompt) return unexpected(prompt.error());
    if (!completion) return unexpected(completion.error());
    const auto terminated = flagField(row, "terminated", true);
    if (!terminated) return unexpected(terminated.error());
    return named(row, Demonstration{std::move(*prompt), std::move(*completion), *terminated});
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Demonstration>(&record.what);
    auto prompt = it ? writeTurns(it->prompt, kRoleAndContent) : std::nullopt,
         completion = it ? writeTurns(it->completion, kRoleAndContent) : std::nullopt;
    if (!prompt || !completion) return std::nullopt;
    Json row = begun(record);
    row["prompt"] = std::move(*prompt);
    row["completion"] = std::move(*completion);
    row = finished(std::move(row), record);
    if (!it->terminated) row["terminated"] = false;
    return row;
}

} // namespace

const Layout &conversationalPromptCompletionLayout() {
    using Kind = Column::Kind;
    static const Layout layout{.name = "conversational_prompt_completion",
                               .summary = translated("Layout", "Demonstrations in messages: prompt, completion"),
                               .makes = "prompt_completion",
                               .columns = {{.name = "prompt", .required = true, .kind = Kind::Turns},
                                           {.name = "completion", .required = true, .kind = Kind::Turns},
                                           kIdColumn,
                                           kReferenceColumn,
                                           kTerminatedColumn},
                               .read = read,
                               .write = write,
                               .example = {{"prompt", Json::array({{{"role", "user"}, {"content", "2+2?"}}})},
                                           {"completion", Json::array({{{"role", "assistant"}, {"content", "4"}}})}},
                               .holds = holds};
    return layout;
}

} // namespace lapidary
