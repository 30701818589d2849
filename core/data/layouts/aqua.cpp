// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/aqua.h"
#include "core/data/layouts/fields.h"
#include "core/data/layouts/lettered_choices.h"

namespace lapidary {
namespace {

/// "21" of "A)21"; an option without its letter is a mistake of the file.
Result<std::vector<std::string>> optionsOf(const Json &row) {
    auto options = textsField(row, "options", 1, 26);
    for (std::size_t i = 0; options && i < options->size(); ++i) {
        std::string &option = (*options)[i];
        if (!option.starts_with(choiceLetter(i) + ")"))
            return fail({.code = "row.wrong_type",
                         .message = "an option does not begin with its letter",
                         .field = "options[" + std::to_string(i) + "]",
                         .found = option.substr(0, 60),
                         .expected = {"{0}) and the option", choiceLetter(i)}});
        option.erase(0, 2);
    }
    return options;
}

Result<Record> read(const Json &row) {
    auto question = wordsField(row, "question"), rationale = wordsField(row, "rationale"),
         correct = wordsField(row, "correct");
    for (const auto *text : {&question, &rationale, &correct})
        if (!*text) return unexpected(text->error());
    const auto options = optionsOf(row);
    if (!options) return unexpected(options.error());
    auto record =
        named(row, Demonstration{plain(letteredQuestion(*question, *options) + "\n"), plain(std::move(*rationale))});
    if (record) record->reference = std::move(*correct);
    return record;
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    if (!shown || !record.reference || !shown->prompt.ends_with('\n')) return std::nullopt;
    auto parts = letteredParts(shown->prompt.substr(0, shown->prompt.size() - 1));
    if (!parts) return std::nullopt;
    for (std::size_t i = 0; i < parts->choices.size(); ++i) parts->choices[i].insert(0, choiceLetter(i) + ")");
    Json row = begun(record);
    row["question"] = parts->question;
    row["options"] = parts->choices;
    row["rationale"] = shown->completion;
    row["correct"] = *record.reference;
    return ifSame(withOther(std::move(row), record), record, read);
}

} // namespace

const Layout &aquaLayout() {
    static const Layout layout{.name = "aqua",
                               .summary = translated("Layout", "AQuA: question, options, rationale, correct"),
                               .makes = "prompt_completion",
                               .columns = {{.name = "question", .required = true},
                                           {.name = "options", .required = true, .kind = Column::Kind::List},
                                           {.name = "rationale", .required = true},
                                           {.name = "correct", .required = true},
                                           kIdColumn},
                               .read = read,
                               .write = write,
                               .example = {{"question", "Two and two?"},
                                           {"options", {"A)3", "B)4"}},
                                           {"rationale", "2 + 2 = 4. The answer is B."},
                                           {"correct", "B"}}};
    return layout;
}

} // namespace lapidary
