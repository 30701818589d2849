// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/openai_preference.h"
#include "core/data/layouts/sides.h"
#include "core/data/layouts/turns.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    const Json &input = row.at("input");
    return input.is_object() && holdsTurns(input, "messages") && holdsMessages(row, "preferred_output") &&
           holdsMessages(row, "non_preferred_output");
}

Result<Messages> promptOf(const Json &row) {
    const auto it = row.find("input");
    if (it == row.end() || it->is_null())
        return fail({.code = "row.missing",
                     .message = "a field is missing",
                     .field = "input",
                     .found = "nothing",
                     .expected = "{\"messages\": …}"});
    if (!it->is_object()) return fail(wrongType("input", *it, "{\"messages\": …}"));
    auto prompt = readTurns(*it, "messages");
    if (!prompt) {
        Error error = prompt.error();
        error.field = "input." + error.field;
        return fail(std::move(error));
    }
    if (!prompt->empty()) return prompt;
    return fail({.code = "row.empty",
                 .message = "there is nothing that the two sides answer",
                 .field = "input.messages",
                 .found = "[]",
                 .expected = "at least one message"});
}

Result<Record> read(const Json &row) {
    auto prompt = promptOf(row), chosen = readTurns(row, "preferred_output"),
         rejected = readTurns(row, "non_preferred_output");
    for (const auto *turns : {&prompt, &chosen, &rejected})
        if (!*turns) return unexpected(turns->error());
    return named(row, pairedTalks(std::move(*prompt), std::move(*chosen), std::move(*rejected)));
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Preference>(&record.what);
    if (!it) return std::nullopt;
    auto prompt = writeTurns(it->prompt, kRoleAndContent), chosen = writeTurns(it->chosen, kRoleAndContent),
         rejected = writeTurns(it->rejected, kRoleAndContent);
    if (!prompt || !chosen || !rejected) return std::nullopt;
    Json row = begun(record);
    row["input"] = {{"messages", std::move(*prompt)}};
    row["preferred_output"] = std::move(*chosen);
    row["non_preferred_output"] = std::move(*rejected);
    return ifSame(finished(std::move(row), record), record, read);
}

Json says(const char *role, const char *text) {
    return Json::array({{{"role", role}, {"content", text}}});
}

} // namespace

const Layout &openAiPreferenceLayout() {
    using Kind = Column::Kind;
    static const Layout layout{.name = "openai_preference",
                               .summary =
                                   translated("Layout", "OpenAI pairs: input, preferred_output, non_preferred_output"),
                               .makes = "preference",
                               .columns = {{.name = "input", .required = true, .kind = Kind::Turns},
                                           {.name = "preferred_output", .required = true, .kind = Kind::Turns},
                                           {.name = "non_preferred_output", .required = true, .kind = Kind::Turns},
                                           kIdColumn,
                                           kReferenceColumn},
                               .read = read,
                               .write = write,
                               .example = {{"input", {{"messages", says("user", "2+2?")}}},
                                           {"preferred_output", says("assistant", "4")},
                                           {"non_preferred_output", says("assistant", "5")}},
                               .holds = holds};
    return layout;
}

} // namespace lapidary
