// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/svamp.h"
#include "core/data/layouts/fields.h"
#include <cmath>

namespace lapidary {
namespace {

/// The digits of a number, 145 for 145.0; nothing where there is neither number nor text.
Result<std::string> answerOf(const Json &row) {
    const auto it = row.find("Answer");
    if (it != row.end() && it->is_number()) {
        const double value = it->get<double>();
        const bool whole = std::abs(value) < 1e15 && std::trunc(value) == value;
        return whole ? std::to_string(static_cast<std::int64_t>(value)) : dumpJson(*it);
    }
    return wordsField(row, "Answer");
}

Result<Record> read(const Json &row) {
    auto body = wordsField(row, "Body"), question = wordsField(row, "Question");
    auto answer = answerOf(row);
    for (const auto *text : {&body, &question, &answer})
        if (!*text) return unexpected(text->error());
    auto record = named(row, PromptOnly{plain(*body + "\n" + *question)});
    if (!record) return record;
    record->reference = std::move(*answer);
    if (const Json id = row.value("ID", Json()); id.is_string())
        record->id = id.get<std::string>();
    else if (!id.is_null())
        return fail(wrongType("ID", id, "text"));
    return record;
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<PromptOnly>(&record.what);
    const auto prompt = it ? plainText(it->prompt) : std::nullopt;
    const auto cut = prompt ? prompt->rfind('\n') : std::string::npos;
    if (cut == std::string::npos || !record.reference) return std::nullopt;
    Json row = Json::object();
    if (record.id) row["ID"] = *record.id;
    row["Body"] = prompt->substr(0, cut);
    row["Question"] = prompt->substr(cut + 1);
    const auto number = parseJson(*record.reference);
    row["Answer"] = number && number->is_number() ? *number : Json(*record.reference);
    return ifSame(withOther(std::move(row), record), record, read);
}

} // namespace

const Layout &svampLayout() {
    static const Layout layout{.name = "svamp",
                               .summary = translated("Layout", "SVAMP: Body, Question, Answer"),
                               .makes = "prompt_only",
                               .columns = {{.name = "Body", .required = true},
                                           {.name = "Question", .required = true},
                                           {.name = "Answer", .required = true, .kind = Column::Kind::Name},
                                           {.name = "ID"}},
                               .read = read,
                               .write = write,
                               .example = {{"Body", "Ann has 3 pens and buys 2."},
                                           {"Question", "How many pens does she have now?"},
                                           {"Answer", 5}}};
    return layout;
}

} // namespace lapidary
