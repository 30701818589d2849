// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/question_answer.h"
#include "core/data/layouts/fields.h"
#include "core/data/tasks/gsm8k.h"

namespace lapidary {
namespace {

/// With choices beside them it is a question of an exam.
bool holds(const Json &row) {
    return !row.contains("choices");
}

Result<Record> read(const Json &row) {
    auto question = wordsField(row, "question"), answer = wordsField(row, "answer");
    if (!question) return unexpected(question.error());
    if (!answer) return unexpected(answer.error());
    auto marked = markedAnswer(*answer);
    auto record = named(row, Demonstration{plain(*question + "\n"), plain(std::move(*answer))});
    if (record) record->reference = std::move(marked);
    return record;
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    if (!shown || !shown->terminated || shown->prompt.size() < 2 || !shown->prompt.ends_with('\n')) return std::nullopt;
    if (markedAnswer(shown->completion) != record.reference) return std::nullopt;
    Json row = begun(record);
    row["question"] = shown->prompt.substr(0, shown->prompt.size() - 1);
    row["answer"] = shown->completion;
    return withOther(std::move(row), record);
}

} // namespace

const Layout &questionAnswerLayout() {
    static const Layout layout{
        .name = "question_answer",
        .summary = translated("Layout", "Questions and answers"),
        .makes = "prompt_completion",
        .columns = {{.name = "question", .required = true}, {.name = "answer", .required = true}, kIdColumn},
        .read = read,
        .write = write,
        .example = {{"question", "What is the capital of France?"}, {"answer", "Paris"}},
        .holds = holds};
    return layout;
}

} // namespace lapidary
