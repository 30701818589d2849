// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/gsm8k.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/question_answer.h"
#include "core/data/tasks/gsm8k.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    const Json &answer = row.at("answer");
    return answer.is_string() && markedAnswer(answer.get_ref<const std::string &>()).has_value();
}

Result<Record> read(const Json &row) {
    auto record = questionAnswerLayout().read(row);
    if (record && !record->reference)
        return fail({.code = "gsm8k.no_answer",
                     .message = "the answer ends in no number",
                     .field = "answer",
                     .found = "\"" + textField(row, "answer").value_or("").substr(0, 60) + "\"",
                     .expected = "\"#### 18\" at the end"});
    return record;
}

std::optional<Json> write(const Record &record) {
    return record.reference ? questionAnswerLayout().write(record) : std::nullopt;
}

} // namespace

const Layout &gsm8kLayout() {
    static const Layout layout{.name = "gsm8k",
                               .summary = translated("Layout", "GSM8K: question, answer with ####"),
                               .makes = "prompt_completion",
                               .columns = questionAnswerLayout().columns,
                               .read = read,
                               .write = write,
                               .example = {{"question", "Two and two?"}, {"answer", "It is <<2+2=4>>4.\n#### 4"}},
                               .holds = holds};
    return layout;
}

} // namespace lapidary
