// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/multiple_choice.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/lettered_choices.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    const Json &choices = row.at("choices");
    return choices.is_array() && !choices.empty() && choices.front().is_string();
}

/// The letter of the right choice.
Result<std::string> letterOf(const Json &row, std::size_t choices) {
    const auto it = row.find("answer");
    const Json answer = it == row.end() ? Json() : *it;
    const std::string word = answer.is_string() ? answer.get<std::string>() : "";
    for (std::size_t i = 0; i < choices; ++i)
        if (word == choiceLetter(i) || word == std::to_string(i) || answer == i) return choiceLetter(i);
    Error error = wrongType("answer", answer, {"a number from 0 to {0}, or a letter", choices - 1});
    error.found = dumpJson(answer).substr(0, 60);
    return fail(std::move(error));
}

Result<Record> read(const Json &row) {
    auto question = wordsField(row, "question");
    auto choices = textsField(row, "choices", 1, 26);
    if (!question) return unexpected(question.error());
    if (!choices) return unexpected(choices.error());
    auto letter = letterOf(row, choices->size());
    if (!letter) return unexpected(letter.error());
    auto record = named(row, PromptOnly{plain(letteredQuestion(*question, *choices))});
    if (record) record->reference = std::move(*letter);
    return record;
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<PromptOnly>(&record.what);
    const auto prompt = it ? plainText(it->prompt) : std::nullopt;
    const auto parts = prompt ? letteredParts(*prompt) : std::nullopt;
    if (!parts || !record.reference || record.reference->size() != 1) return std::nullopt;
    Json row = begun(record);
    row["question"] = parts->question;
    row["choices"] = parts->choices;
    row["answer"] = static_cast<std::int64_t>((*record.reference)[0] - 'A');
    return ifSame(withOther(std::move(row), record), record, read);
}

} // namespace

const Layout &multipleChoiceLayout() {
    static const Layout layout{
        .name = "multiple_choice",
        .summary = translated("Layout", "Multiple choice as in MMLU: question, choices, answer"),
        .makes = "prompt_only",
        .columns = {{.name = "question", .required = true},
                    {.name = "choices", .required = true, .kind = Column::Kind::List},
                    {.name = "answer", .required = true, .kind = Column::Kind::Name},
                    kIdColumn},
        .read = read,
        .write = write,
        .example = {{"question", "Which is a prime number?"}, {"choices", {"4", "7", "9"}}, {"answer", 1}},
        .holds = holds};
    return layout;
}

} // namespace lapidary
