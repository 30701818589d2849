// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/turn_questions.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    const Json &turns = row.at("turns");
    return turns.is_array() && !turns.empty() && turns.front().is_string();
}

Result<Record> read(const Json &row) {
    auto turns = textsField(row, "turns", 1);
    if (!turns) return unexpected(turns.error());
    auto question = named(row, PromptOnly{plain(turns->front())});
    if (question) question->reference = std::nullopt;
    return question;
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<PromptOnly>(&record.what);
    const auto prompt = it ? plainText(it->prompt) : std::nullopt;
    if (!prompt) return std::nullopt;
    Json row = begun(record);
    row["turns"] = Json::array({*prompt});
    return ifSame(withOther(std::move(row), record), record, read);
}

} // namespace

const Layout &turnQuestionsLayout() {
    static const Layout layout{.name = "turn_questions",
                               .summary =
                                   translated("Layout", "MT-Bench: questions in turns, of which the first is asked"),
                               .makes = "prompt_only",
                               .columns = {{.name = "turns", .required = true, .kind = Column::Kind::List}, kIdColumn},
                               .read = read,
                               .write = write,
                               .example = {{"turns", Json::array({"Write a poem."})}},
                               .holds = holds};
    return layout;
}

} // namespace lapidary
