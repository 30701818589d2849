// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/prontoqa.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

constexpr const char *kColumn = "test_example";

Error inside(Error error) {
    error.field = std::string(kColumn) + "." + error.field;
    return error;
}

Result<Record> read(const Json &row) {
    const auto it = row.find(kColumn);
    if (it == row.end() || !it->is_object())
        return fail(wrongType(kColumn, it == row.end() ? Json() : *it, "{\"question\", \"query\", … }"));
    const auto question = wordsField(*it, "question"), query = wordsField(*it, "query"),
               answer = wordsField(*it, "answer");
    for (const auto *text : {&question, &query, &answer})
        if (!*text) return fail(inside(text->error()));
    const auto chain = textsField(*it, "chain_of_thought", 1);
    if (!chain) return fail(inside(chain.error()));
    std::string words;
    for (const auto &step : *chain) words += (words.empty() ? "" : "\n") + step;
    auto record = named(row, Demonstration{plain(*question + "\n" + *query + "\n"), plain(std::move(words))});
    if (record) record->reference = *answer;
    return record;
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    if (!shown || !record.reference || !shown->prompt.ends_with('\n')) return std::nullopt;
    const std::string asked = shown->prompt.substr(0, shown->prompt.size() - 1);
    const auto cut = asked.rfind('\n');
    if (cut == asked.npos) return std::nullopt;
    Json row = begun(record), chain = Json::array();
    for (std::size_t at = 0; at <= shown->completion.size();) {
        const auto end = std::min(shown->completion.find('\n', at), shown->completion.size());
        chain.push_back(shown->completion.substr(at, end - at));
        at = end + 1;
    }
    row[kColumn] = {{"question", asked.substr(0, cut)},
                    {"query", asked.substr(cut + 1)},
                    {"chain_of_thought", std::move(chain)},
                    {"answer", *record.reference}};
    return ifSame(withOther(std::move(row), record), record, read);
}

} // namespace

const Layout &prontoQaLayout() {
    static const Layout layout{
        .name = "prontoqa",
        .summary = translated("Layout", "ProntoQA: test_example with a chain of thought"),
        .makes = "prompt_completion",
        .columns = {{.name = kColumn, .required = true, .kind = Column::Kind::Table}, kIdColumn},
        .read = read,
        .write = write,
        .example = {{kColumn,
                     {{"question", "Every cat is an animal. Tom is a cat."},
                      {"query", "True or false: Tom is an animal."},
                      {"chain_of_thought", Json::array({"Tom is a cat.", "Every cat is an animal."})},
                      {"answer", "True"}}}}};
    return layout;
}

} // namespace lapidary
