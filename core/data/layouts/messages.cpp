// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/messages.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/turns.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    return holdsTurns(row, "messages");
}

Result<Record> read(const Json &row) {
    auto turns = readTurns(row, "messages");
    if (!turns) return unexpected(turns.error());
    auto tools = readTools(row);
    if (!tools) return unexpected(tools.error());
    return named(row, Conversation{std::move(*turns), std::move(*tools)});
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Conversation>(&record.what);
    auto turns = it ? writeTurns(it->turns, kRoleAndContent) : std::nullopt;
    if (!turns) return std::nullopt;
    Json row = begun(record);
    row["messages"] = std::move(*turns);
    if (!it->tools.is_null()) row["tools"] = it->tools;
    return finished(std::move(row), record);
}

} // namespace

const Layout &messagesLayout() {
    static const Layout layout{.name = "messages",
                               .summary = translated("Layout", "Conversations: messages with role and content"),
                               .makes = "conversation",
                               .columns = {{.name = "messages", .required = true, .kind = Column::Kind::Turns},
                                           kIdColumn,
                                           kReferenceColumn,
                                           {.name = "tools", .kind = Column::Kind::Turns}},
                               .read = read,
                               .write = write,
                               .example = {{"messages", Json::array({{{"role", "user"}, {"content", "2+2?"}},
                                                                     {{"role", "assistant"}, {"content", "4"}}})}},
                               .holds = holds};
    return layout;
}

} // namespace lapidary
