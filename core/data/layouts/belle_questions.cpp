// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/belle_questions.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    auto question = wordsField(row, "question"), answer = textField(row, "std_answer");
    if (!question) return unexpected(question.error());
    if (!answer) return unexpected(answer.error());
    std::optional<std::string> reference;
    if (!answer->empty()) reference = std::move(*answer);
    auto record = named(row, PromptOnly{plain(std::move(*question))});
    if (record) record->reference = std::move(reference);
    return record;
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<PromptOnly>(&record.what);
    const auto prompt = it ? plainText(it->prompt) : std::nullopt;
    if (!prompt) return std::nullopt;
    Json row = begun(record);
    row["question"] = *prompt;
    row["std_answer"] = record.reference.value_or("");
    return ifSame(withOther(std::move(row), record), record, read);
}

} // namespace

const Layout &belleQuestionsLayout() {
    static const Layout layout{
        .name = "belle_questions",
        .summary = translated("Layout", "BELLE: question, std_answer"),
        .makes = "prompt_only",
        .columns = {{.name = "question", .required = true}, {.name = "std_answer", .required = true}, kIdColumn},
        .read = read,
        .write = write,
        .example = {{"question", "中国的首都是哪里？"}, {"std_answer", "北京"}}};
    return layout;
}

} // namespace lapidary
