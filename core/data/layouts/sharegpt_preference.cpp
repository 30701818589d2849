// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/sharegpt_preference.h"
#include "core/data/layouts/sharegpt.h"
#include "core/data/layouts/sides.h"
#include "core/data/layouts/turns.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    return holdsTurns(row, "conversations") && holdsMessages(row, "chosen") && holdsMessages(row, "rejected");
}

Result<Record> read(const Json &row) {
    auto prompt = shareGptTurns(row), chosen = readTurns(row, "chosen"), rejected = readTurns(row, "rejected");
    for (const auto *turns : {&prompt, &chosen, &rejected})
        if (!*turns) return unexpected(turns->error());
    if (prompt->empty())
        return fail({.code = "row.empty",
                     .message = "there is nothing that the two sides answer",
                     .field = "conversations",
                     .found = "[]",
                     .expected = "at least one message"});
    return named(row, pairedTalks(std::move(*prompt), std::move(*chosen), std::move(*rejected)));
}

/// One message stands there by itself.
std::optional<Json> sideOf(const Messages &side) {
    auto turns = writeTurns(side, kFromAndValue);
    if (turns && turns->size() == 1) return turns->front();
    return turns;
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Preference>(&record.what);
    if (!it) return std::nullopt;
    auto prompt = writeTurns(it->prompt, kFromAndValue), chosen = sideOf(it->chosen), rejected = sideOf(it->rejected);
    if (!prompt || !chosen || !rejected) return std::nullopt;
    Json row = begun(record);
    row["conversations"] = std::move(*prompt);
    row["chosen"] = std::move(*chosen);
    row["rejected"] = std::move(*rejected);
    return ifSame(finished(std::move(row), record), record, read);
}

} // namespace

const Layout &shareGptPreferenceLayout() {
    using Kind = Column::Kind;
    static const Layout layout{.name = "sharegpt_preference",
                               .summary = translated("Layout", "ShareGPT pairs: conversations, chosen, rejected"),
                               .makes = "preference",
                               .columns = {{.name = "conversations", .required = true, .kind = Kind::Turns},
                                           {.name = "chosen", .required = true, .kind = Kind::Turns},
                                           {.name = "rejected", .required = true, .kind = Kind::Turns},
                                           kIdColumn,
                                           kReferenceColumn,
                                           {.name = "system"}},
                               .read = read,
                               .write = write,
                               .example = {{"conversations", Json::array({{{"from", "human"}, {"value", "2+2?"}}})},
                                           {"chosen", {{"from", "gpt"}, {"value", "4"}}},
                                           {"rejected", {{"from", "gpt"}, {"value", "5"}}}},
                               .holds = holds};
    return layout;
}

} // namespace lapidary
