// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/alpaca_chat.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

bool isEmpty(const Json &row, const char *name) {
    const auto it = row.find(name);
    return it == row.end() || it->is_null() || *it == "" || *it == Json::array();
}

bool holds(const Json &row) {
    return !isEmpty(row, "history") || !isEmpty(row, "system");
}

/// [[question, answer], …]
Result<Messages> historyOf(const Json &row) {
    if (isEmpty(row, "history")) return Messages{};
    const Json &history = row["history"];
    if (!history.is_array()) return fail(wrongType("history", history, "a list of [question, answer]"));
    Messages turns;
    for (std::size_t i = 0; i < history.size(); ++i) {
        const Json &pair = history[i];
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string()) {
            Error error = wrongType("history[" + std::to_string(i) + "]", pair, "[question, answer], two texts");
            error.found = dumpJson(pair).substr(0, 100);
            return fail(std::move(error));
        }
        turns.push_back({.role = "user", .content = pair[0].get<std::string>()});
        turns.push_back({.role = "assistant", .content = pair[1].get<std::string>()});
    }
    return turns;
}

/// An input stands a line below its instruction.
Result<Record> read(const Json &row) {
    auto instruction = wordsField(row, "instruction"), output = wordsField(row, "output");
    if (!instruction) return unexpected(instruction.error());
    if (!output) return unexpected(output.error());
    const auto input = optionalText(row, "input"), system = optionalText(row, "system");
    if (!input) return unexpected(input.error());
    if (!system) return unexpected(system.error());
    auto turns = historyOf(row);
    if (!turns) return unexpected(turns.error());
    if (!system->value_or("").empty()) turns->insert(turns->begin(), Message{.role = "system", .content = **system});
    if (!input->value_or("").empty()) instruction->append("\n").append(**input);
    turns->push_back({.role = "user", .content = std::move(*instruction)});
    turns->push_back({.role = "assistant", .content = std::move(*output)});
    return named(row, Conversation{std::move(*turns)});
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Conversation>(&record.what);
    if (!it || it->turns.size() < 2) return std::nullopt;
    const auto &turns = it->turns;
    const std::size_t last = turns.size() - 2, first = turns[0].role == "system";
    if (last < first || (last - first) % 2 != 0) return std::nullopt;
    Json row = begun(record), history = Json::array();
    if (first > 0) row["system"] = turns[0].content;
    row["instruction"] = turns[last].content;
    row["output"] = turns[last + 1].content;
    for (std::size_t i = first; i < last; i += 2)
        history.push_back(Json::array({turns[i].content, turns[i + 1].content}));
    if (!history.empty()) row["history"] = std::move(history);
    if (!holds(row)) return std::nullopt; // then it is plain Alpaca
    return ifSame(finished(std::move(row), record), record, read);
}

} // namespace

const Layout &alpacaChatLayout() {
    static const Layout layout{
        .name = "alpaca_chat",
        .summary = translated("Layout", "Alpaca as conversations: instruction, input, output, system, history"),
        .makes = "conversation",
        .columns = {{.name = "instruction", .required = true},
                    {.name = "output", .required = true},
                    kIdColumn,
                    kReferenceColumn,
                    {.name = "input"},
                    {.name = "system"},
                    {.name = "history", .kind = Column::Kind::Turns}},
        .read = read,
        .write = write,
        .example = {{"instruction", "And 3+3?"},
                    {"output", "6"},
                    {"history", Json::array({Json::array({"2+2?", "4"})})}},
        .holds = holds};
    return layout;
}

} // namespace lapidary
