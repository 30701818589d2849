// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/conversational_preference.h"
#include "core/data/layouts/sides.h"
#include "core/data/layouts/turns.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    return (row.at("prompt").is_string() || holdsMessages(row, "prompt")) && holdsMessages(row, "chosen") &&
           holdsMessages(row, "rejected");
}

bool asks(const Message &message) {
    return message.role == "user" || message.role == "system" || message.role == "developer";
}

/// A prompt that is a text is the user's, where the sides do not begin with it themselves.
Result<Preference> pairOf(const Json &row) {
    auto chosen = readTurns(row, "chosen"), rejected = readTurns(row, "rejected");
    for (const auto *turns : {&chosen, &rejected})
        if (!*turns) return unexpected(turns->error());
    const bool isText = row.contains("prompt") && row["prompt"].is_string();
    if (isText && !chosen->empty() && asks(chosen->front())) return partedTalks(*chosen, *rejected, "rejected");
    auto prompt = isText ? Messages{Message{.role = "user", .content = row["prompt"].get<std::string>()}}
                         : readTurns(row, "prompt");
    if (!prompt) return unexpected(prompt.error());
    if (prompt->empty()) return partedTalks(*chosen, *rejected, "rejected");
    return pairedTalks(std::move(*prompt), std::move(*chosen), std::move(*rejected));
}

Result<Record> read(const Json &row) {
    auto pair = pairOf(row);
    if (!pair) return unexpected(pair.error());
    if (auto judged = readJudgement(row, *pair); !judged) return unexpected(judged.error());
    return named(row, std::move(*pair));
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Preference>(&record.what);
    if (!it) return std::nullopt;
    Json row = begun(record);
    for (const auto &[name, turns] :
         {std::pair{"prompt", &it->prompt}, {"chosen", &it->chosen}, {"rejected", &it->rejected}}) {
        auto written = writeTurns(*turns, kRoleAndContent);
        if (!written) return std::nullopt;
        row[name] = std::move(*written);
    }
    row = finished(std::move(row), record);
    putJudgement(row, *it);
    return row;
}

bool holdsWhole(const Json &row) {
    return holdsTurns(row, "chosen") && holdsTurns(row, "rejected");
}

Result<Record> readWhole(const Json &row) {
    auto chosen = readTurns(row, "chosen"), rejected = readTurns(row, "rejected");
    for (const auto *turns : {&chosen, &rejected})
        if (!*turns) return unexpected(turns->error());
    auto pair = partedTalks(*chosen, *rejected, "rejected");
    if (!pair) return unexpected(pair.error());
    if (auto judged = readJudgement(row, *pair); !judged) return unexpected(judged.error());
    return named(row, std::move(*pair));
}

std::optional<Json> writeWhole(const Record &record) {
    const auto *it = std::get_if<Preference>(&record.what);
    auto chosen = it ? writeTurns(wholeTalk(it->prompt, it->chosen), kRoleAndContent) : std::nullopt,
         rejected = it ? writeTurns(wholeTalk(it->prompt, it->rejected), kRoleAndContent) : std::nullopt;
    if (!chosen || !rejected) return std::nullopt;
    Json row = begun(record);
    row["chosen"] = std::move(*chosen);
    row["rejected"] = std::move(*rejected);
    row = finished(std::move(row), record);
    putJudgement(row, *it);
    return ifSame(std::move(row), record, readWhole);
}

Json talk(std::initializer_list<std::pair<const char *, const char *>> turns) {
    Json list = Json::array();
    for (const auto &[role, content] : turns) list.push_back({{"role", role}, {"content", content}});
    return list;
}

} // namespace

const Layout &conversationalPreferenceLayout() {
    using Kind = Column::Kind;
    static const Layout layout{.name = "conversational_preference",
                               .summary =
                                   translated("Layout", "Preference pairs of messages: prompt, chosen, rejected"),
                               .makes = "preference",
                               .columns = {{.name = "prompt", .required = true, .kind = Kind::Turns},
                                           {.name = "chosen", .required = true, .kind = Kind::Turns},
                                           {.name = "rejected", .required = true, .kind = Kind::Turns},
                                           kIdColumn,
                                           kReferenceColumn,
                                           kStrengthColumn,
                                           kChosenTerminatedColumn,
                                           kRejectedTerminatedColumn},
                               .read = read,
                               .write = write,
                               .example = {{"prompt", talk({{"user", "2+2?"}})},
                                           {"chosen", talk({{"assistant", "4"}})},
                                           {"rejected", talk({{"assistant", "5"}})}},
                               .holds = holds};
    return layout;
}

const Layout &implicitConversationalPreferenceLayout() {
    using Kind = Column::Kind;
    static const Layout layout{.name = "implicit_conversational_preference",
                               .summary =
                                   translated("Layout", "Preference pairs of whole conversations: chosen, rejected"),
                               .makes = "preference",
                               .columns = {{.name = "chosen", .required = true, .kind = Kind::Turns},
                                           {.name = "rejected", .required = true, .kind = Kind::Turns},
                                           kIdColumn,
                                           kReferenceColumn,
                                           kStrengthColumn,
                                           kChosenTerminatedColumn,
                                           kRejectedTerminatedColumn},
                               .read = readWhole,
                               .write = writeWhole,
                               .example = {{"chosen", talk({{"user", "2+2?"}, {"assistant", "4"}})},
                                           {"rejected", talk({{"user", "2+2?"}, {"assistant", "5"}})}},
                               .holds = holdsWhole};
    return layout;
}

} // namespace lapidary
