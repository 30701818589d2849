// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/sharegpt.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/turns.h"

namespace lapidary {

/// `system`: LLaMA-Factory's place for it; a first message of that kind does the same.
Result<Messages> shareGptTurns(const Json &row) {
    auto turns = readTurns(row, "conversations");
    if (!turns) return unexpected(turns.error());
    auto system = optionalText(row, "system");
    if (!system) return unexpected(system.error());
    if (*system && !(*system)->empty() && !turns->empty())
        turns->insert(turns->begin(), Message{.role = "system", .content = std::move(**system)});
    return turns;
}

namespace {

bool holds(const Json &row) {
    return holdsTurns(row, "conversations");
}

Result<Record> read(const Json &row) {
    auto turns = shareGptTurns(row);
    if (!turns) return unexpected(turns.error());
    auto tools = readTools(row);
    if (!tools) return unexpected(tools.error());
    return named(row, Conversation{std::move(*turns), std::move(*tools)});
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Conversation>(&record.what);
    auto turns = it ? writeTurns(it->turns, kFromAndValue) : std::nullopt;
    if (!turns) return std::nullopt;
    Json row = begun(record);
    row["conversations"] = std::move(*turns);
    if (!it->tools.is_null()) row["tools"] = it->tools;
    return finished(std::move(row), record);
}

} // namespace

const Layout &sharegptLayout() {
    static const Layout layout{.name = "sharegpt",
                               .summary = translated("Layout", "ShareGPT: conversations with from and value"),
                               .makes = "conversation",
                               .columns = {{.name = "conversations", .required = true, .kind = Column::Kind::Turns},
                                           kIdColumn,
                                           kReferenceColumn,
                                           {.name = "system"},
                                           {.name = "tools", .kind = Column::Kind::Turns}},
                               .read = read,
                               .write = write,
                               .example = {{"conversations", Json::array({{{"from", "human"}, {"value", "2+2?"}},
                                                                          {{"from", "gpt"}, {"value", "4"}}})}},
                               .holds = holds};
    return layout;
}

} // namespace lapidary
