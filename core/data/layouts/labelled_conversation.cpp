// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/labelled_conversation.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/sharegpt.h"
#include "core/data/layouts/turns.h"

namespace lapidary {
namespace {

/// The last message is what the label is about.
Result<Record> labelled(const Json &row, Messages turns, const char *column, const char *label) {
    const auto good = givenFlag(row, label);
    if (!good) return unexpected(good.error());
    if (turns.size() < 2 || turns.back().role != "assistant")
        return fail({.code = "row.no_answer",
                     .message = "the conversation ends without an answer that could be good or bad",
                     .field = column,
                     .found = {"{0} messages, the last by {1}", turns.size(), turns.empty() ? "" : turns.back().role},
                     .expected = "a question, and an answer of the assistant at the end"});
    Messages answer{std::move(turns.back())};
    turns.pop_back();
    return named(row, Unpaired{std::move(turns), std::move(answer), *good});
}

std::optional<Json> written(const Record &record, const char *column, const char *label, const TurnWords &words) {
    const auto *it = std::get_if<Unpaired>(&record.what);
    if (!it || it->prompt.empty() || it->completion.size() != 1) return std::nullopt;
    Messages turns = it->prompt;
    turns.push_back(it->completion[0]);
    auto list = writeTurns(turns, words);
    if (!list) return std::nullopt;
    Json row = begun(record);
    row[column] = std::move(*list);
    row[label] = it->good;
    return finished(std::move(row), record);
}

bool holdsMessagesAndLabel(const Json &row) {
    return holdsTurns(row, "messages") && isFlag(row.at("label"));
}
Result<Record> readMessages(const Json &row) {
    auto turns = readTurns(row, "messages");
    return turns ? labelled(row, std::move(*turns), "messages", "label") : unexpected(turns.error());
}
std::optional<Json> writeMessages(const Record &record) {
    auto row = written(record, "messages", "label", kRoleAndContent);
    return row ? ifSame(std::move(*row), record, readMessages) : std::nullopt;
}

bool holdsShareGptAndTag(const Json &row) {
    return holdsTurns(row, "conversations") && isFlag(row.at("kto_tag"));
}
Result<Record> readShareGpt(const Json &row) {
    auto turns = shareGptTurns(row);
    return turns ? labelled(row, std::move(*turns), "conversations", "kto_tag") : unexpected(turns.error());
}
std::optional<Json> writeShareGpt(const Record &record) {
    auto row = written(record, "conversations", "kto_tag", kFromAndValue);
    return row ? ifSame(std::move(*row), record, readShareGpt) : std::nullopt;
}

Json example(const char *role, const char *content, const char *user, const char *assistant) {
    return Json::array({{{role, user}, {content, "2+2?"}}, {{role, assistant}, {content, "5"}}});
}

} // namespace

const Layout &labelledMessagesLayout() {
    using Kind = Column::Kind;
    static const Layout layout{
        .name = "labelled_messages",
        .summary = translated("Layout", "Conversations, good or bad: messages, label"),
        .makes = "unpaired_preference",
        .columns = {{.name = "messages", .required = true, .kind = Kind::Turns},
                    {.name = "label", .required = true, .kind = Kind::Flag},
                    kIdColumn,
                    kReferenceColumn},
        .read = readMessages,
        .write = writeMessages,
        .example = {{"messages", example("role", "content", "user", "assistant")}, {"label", false}},
        .holds = holdsMessagesAndLabel};
    return layout;
}

const Layout &labelledShareGptLayout() {
    using Kind = Column::Kind;
    static const Layout layout{
        .name = "labelled_sharegpt",
        .summary = translated("Layout", "ShareGPT, good or bad: conversations, kto_tag"),
        .makes = "unpaired_preference",
        .columns = {{.name = "conversations", .required = true, .kind = Kind::Turns},
                    {.name = "kto_tag", .required = true, .kind = Kind::Flag},
                    kIdColumn,
                    kReferenceColumn,
                    {.name = "system"}},
        .read = readShareGpt,
        .write = writeShareGpt,
        .example = {{"conversations", example("from", "value", "human", "gpt")}, {"kto_tag", false}},
        .holds = holdsShareGptAndTag};
    return layout;
}

} // namespace lapidary
