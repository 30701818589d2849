// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/self_instruct.h"
#include "core/data/layouts/alpaca_prompt.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

bool holds(const Json &row) {
    const Json &instances = row.at("instances");
    return instances.is_array() && !instances.empty() && instances[0].is_object();
}

Result<Json> onlyInstance(const Json &row) {
    const auto it = row.find("instances");
    if (it == row.end() || it->is_null() || *it == Json::array())
        return fail({.code = "row.missing",
                     .message = "a field is missing",
                     .field = "instances",
                     .found = it == row.end() ? Sentence("nothing") : Sentence("an empty list"),
                     .expected = "[{\"input\": …, \"output\": …}]"});
    if (!it->is_array()) return fail(wrongType("instances", *it, "[{\"input\": …, \"output\": …}]"));
    if (it->size() > 1)
        return fail({.code = "row.several",
                     .message = "the task has several instances, which would be as many rows",
                     .field = "instances",
                     .found = std::to_string(it->size()),
                     .expected = "1",
                     .remedy = "Write a row for each instance."});
    if (!(*it)[0].is_object()) return fail(wrongType("instances[0]", (*it)[0], "{\"input\": …, \"output\": …}"));
    return (*it)[0];
}

Error inInstance(Error error) {
    error.field = "instances[0]." + error.field;
    return error;
}

Result<Record> read(const Json &row) {
    const auto instruction = wordsField(row, "instruction");
    if (!instruction) return unexpected(instruction.error());
    const auto instance = onlyInstance(row);
    if (!instance) return unexpected(instance.error());
    auto output = wordsField(*instance, "output");
    const auto input = optionalText(*instance, "input");
    if (!output) return fail(inInstance(output.error()));
    if (!input) return fail(inInstance(input.error()));
    return named(row,
                 Demonstration{plain(alpacaPrompt({*instruction, input->value_or("")})), plain(std::move(*output))});
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    const auto task = shown ? alpacaTaskOf(shown->prompt) : std::nullopt;
    if (!task) return std::nullopt;
    Json row = begun(record);
    row["instruction"] = task->instruction;
    row["instances"] = Json::array({{{"input", task->input}, {"output", shown->completion}}});
    return ifSame(finished(std::move(row), record), record, read);
}

} // namespace

const Layout &selfInstructLayout() {
    static const Layout layout{
        .name = "self_instruct",
        .summary = translated("Layout", "Self-Instruct: instruction, instances"),
        .makes = "prompt_completion",
        .columns = {{.name = "instruction", .required = true},
                    {.name = "instances", .required = true, .kind = Column::Kind::Turns},
                    kIdColumn,
                    kReferenceColumn},
        .read = read,
        .write = write,
        .example = {{"instruction", "Add."}, {"instances", Json::array({{{"input", "2 and 2"}, {"output", "4"}}})}},
        .holds = holds};
    return layout;
}

} // namespace lapidary
