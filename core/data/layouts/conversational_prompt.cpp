// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/conversational_prompt.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/turns.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    return holdsMessages(row, "prompt");
}

Result<Record> read(const Json &row) {
    auto prompt = readTurns(row, "prompt");
    if (!prompt) return unexpected(prompt.error());
    return named(row, PromptOnly{std::move(*prompt)});
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<PromptOnly>(&record.what);
    auto prompt = it ? writeTurns(it->prompt, kRoleAndContent) : std::nullopt;
    if (!prompt) return std::nullopt;
    Json row = begun(record);
    row["prompt"] = std::move(*prompt);
    return finished(std::move(row), record);
}

} // namespace

const Layout &conversationalPromptLayout() {
    static const Layout layout{
        .name = "conversational_prompt",
        .summary = translated("Layout", "Problems in messages: prompt, reference"),
        .makes = "prompt_only",
        .columns = {{.name = "prompt", .required = true, .kind = Column::Kind::Turns}, kIdColumn, kReferenceColumn},
        .read = read,
        .write = write,
        .example = {{"prompt", Json::array({{{"role", "user"}, {"content", "2+2?"}}})}, {"reference", "4"}},
        .holds = holds};
    return layout;
}

} // namespace lapidary
