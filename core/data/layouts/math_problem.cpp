// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/math_problem.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    auto problem = wordsField(row, "problem"), solution = wordsField(row, "solution");
    if (!problem) return unexpected(problem.error());
    if (!solution) return unexpected(solution.error());
    auto answer = optionalText(row, "answer");
    if (!answer) return unexpected(answer.error());
    auto record = named(row, Demonstration{plain(*problem + "\n"), plain(std::move(*solution))});
    if (record) record->reference = std::move(*answer);
    return record;
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    if (!shown || !shown->prompt.ends_with('\n')) return std::nullopt;
    Json row = begun(record);
    row["problem"] = shown->prompt.substr(0, shown->prompt.size() - 1);
    row["solution"] = shown->completion;
    if (record.reference) row["answer"] = *record.reference;
    return ifSame(withOther(std::move(row), record), record, read);
}

} // namespace

const Layout &mathProblemLayout() {
    static const Layout layout{.name = "math_problem",
                               .summary = translated("Layout", "MATH: problem, solution, answer"),
                               .makes = "prompt_completion",
                               .columns = {{.name = "problem", .required = true},
                                           {.name = "solution", .required = true},
                                           {.name = "answer"},
                                           kIdColumn},
                               .read = read,
                               .write = write,
                               .example = {{"problem", "What is $2+2$?"}, {"solution", "$2+2=4$."}, {"answer", "4"}}};
    return layout;
}

} // namespace lapidary
