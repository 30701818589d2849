// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/message_pairs.h"
#include "core/data/layouts/sides.h"
#include "core/data/layouts/turns.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    return holdsTurns(row, "chosen_messages") && holdsTurns(row, "rejected_messages");
}

Result<Record> read(const Json &row) {
    auto chosen = readTurns(row, "chosen_messages"), rejected = readTurns(row, "rejected_messages");
    for (const auto *turns : {&chosen, &rejected})
        if (!*turns) return unexpected(turns->error());
    auto pair = partedTalks(*chosen, *rejected, "rejected_messages");
    if (!pair) return unexpected(pair.error());
    return named(row, std::move(*pair));
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Preference>(&record.what);
    auto chosen = it ? writeTurns(wholeTalk(it->prompt, it->chosen), kRoleAndContent) : std::nullopt,
         rejected = it ? writeTurns(wholeTalk(it->prompt, it->rejected), kRoleAndContent) : std::nullopt;
    if (!chosen || !rejected) return std::nullopt;
    Json row = begun(record);
    row["chosen_messages"] = std::move(*chosen);
    row["rejected_messages"] = std::move(*rejected);
    return ifSame(finished(std::move(row), record), record, read);
}

Json example(const char *answer) {
    return Json::array({{{"role", "user"}, {"content", "2+2?"}}, {{"role", "assistant"}, {"content", answer}}});
}

} // namespace

const Layout &messagePairsLayout() {
    using Kind = Column::Kind;
    static const Layout layout{.name = "message_pairs",
                               .summary =
                                   translated("Layout", "Pairs of conversations: chosen_messages, rejected_messages"),
                               .makes = "preference",
                               .columns = {{.name = "chosen_messages", .required = true, .kind = Kind::Turns},
                                           {.name = "rejected_messages", .required = true, .kind = Kind::Turns},
                                           kIdColumn,
                                           kReferenceColumn},
                               .read = read,
                               .write = write,
                               .example = {{"chosen_messages", example("4")}, {"rejected_messages", example("5")}},
                               .holds = holds};
    return layout;
}

} // namespace lapidary
