// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/unpaired_preference.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/turns.h"

namespace lapidary {
namespace {

/// A label that is no flag belongs to something else than preferences: then it is a demonstration with a column more.
bool holdsTexts(const Json &row) {
    return isFlag(row.at("label")) && !holdsMessages(row, "prompt") && !holdsMessages(row, "completion");
}
bool holdsTalks(const Json &row) {
    return isFlag(row.at("label")) && holdsMessages(row, "prompt") && holdsMessages(row, "completion");
}

/// One that was cut says so; the end of the others is their own.
Json ended(Json row, const Unpaired &record) {
    if (!record.terminated) row["terminated"] = false;
    return row;
}

Result<Record> readTexts(const Json &row) {
    auto prompt = textField(row, "prompt"), completion = textField(row, "completion");
    if (!prompt) return unexpected(prompt.error());
    if (!completion) return unexpected(completion.error());
    const auto good = givenFlag(row, "label");
    if (!good) return unexpected(good.error());
    const auto terminated = flagField(row, "terminated", true);
    if (!terminated) return unexpected(terminated.error());
    return named(row, Unpaired{plain(std::move(*prompt)), plain(std::move(*completion)), *good, *terminated});
}

std::optional<Json> writeTexts(const Record &record) {
    const auto *it = std::get_if<Unpaired>(&record.what);
    const auto prompt = it ? plainText(it->prompt) : std::nullopt,
               completion = it ? plainText(it->completion) : std::nullopt;
    if (!prompt || !completion) return std::nullopt;
    Json row = begun(record);
    row["prompt"] = *prompt;
    row["completion"] = *completion;
    row["label"] = it->good;
    return ended(finished(std::move(row), record), *it);
}

Result<Record> readTalks(const Json &row) {
    auto prompt = readTurns(row, "prompt"), completion = readTurns(row, "completion");
    if (!prompt) return unexpected(prompt.error());
    if (!completion) return unexpected(completion.error());
    const auto good = givenFlag(row, "label");
    if (!good) return unexpected(good.error());
    const auto terminated = flagField(row, "terminated", true);
    if (!terminated) return unexpected(terminated.error());
    return named(row, Unpaired{std::move(*prompt), std::move(*completion), *good, *terminated});
}

std::optional<Json> writeTalks(const Record &record) {
    const auto *it = std::get_if<Unpaired>(&record.what);
    auto prompt = it ? writeTurns(it->prompt, kRoleAndContent) : std::nullopt,
         completion = it ? writeTurns(it->completion, kRoleAndContent) : std::nullopt;
    if (!prompt || !completion) return std::nullopt;
    Json row = begun(record);
    row["prompt"] = std::move(*prompt);
    row["completion"] = std::move(*completion);
    row["label"] = it->good;
    return ended(finished(std::move(row), record), *it);
}

std::vector<Column> columns(Column::Kind kind) {
    return {{.name = "prompt", .required = true, .kind = kind},
            {.name = "completion", .required = true, .kind = kind},
            {.name = "label", .required = true, .kind = Column::Kind::Flag},
            kIdColumn,
            kReferenceColumn,
            kTerminatedColumn};
}

} // namespace

const Layout &unpairedPreferenceLayout() {
    static const Layout layout{.name = "unpaired_preference",
                               .summary =
                                   translated("Layout", "Single answers, good or bad: prompt, completion, label"),
                               .makes = "unpaired_preference",
                               .columns = columns(Column::Kind::Text),
                               .read = readTexts,
                               .write = writeTexts,
                               .example = {{"prompt", "2+2="}, {"completion", "5"}, {"label", false}},
                               .holds = holdsTexts};
    return layout;
}

const Layout &conversationalUnpairedPreferenceLayout() {
    static const Layout layout{
        .name = "conversational_unpaired_preference",
        .summary = translated("Layout", "Single answers in messages, good or bad: prompt, completion, label"),
        .makes = "unpaired_preference",
        .columns = columns(Column::Kind::Turns),
        .read = readTalks,
        .write = writeTalks,
        .example = {{"prompt", Json::array({{{"role", "user"}, {"content", "2+2?"}}})},
                    {"completion", Json::array({{{"role", "assistant"}, {"content", "5"}}})},
                    {"label", false}},
        .holds = holdsTalks};
    return layout;
}

} // namespace lapidary
