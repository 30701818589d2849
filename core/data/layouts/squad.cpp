// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/squad.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

constexpr const char *kBetween = "\n\n";

/// The text of the first answer, null where there is none.
const Json *firstText(const Json &answers) {
    const Json *texts = &answers;
    if (answers.is_object()) {
        const auto it = answers.find("text");
        if (it == answers.end()) return nullptr;
        texts = &*it;
    }
    if (!texts->is_array() || texts->empty()) return nullptr;
    const Json &first = texts->front();
    if (!first.is_object()) return &first;
    const auto it = first.find("text");
    return it == first.end() ? nullptr : &*it;
}

bool holds(const Json &row) {
    const Json &answers = row.at("answers");
    const bool table = answers.is_object() && answers.contains("text");
    return table || (answers.is_array() && (answers.empty() || answers.front().is_object()));
}

Result<Record> read(const Json &row) {
    auto context = wordsField(row, "context"), question = wordsField(row, "question");
    if (!context) return unexpected(context.error());
    if (!question) return unexpected(question.error());
    const auto answers = row.find("answers");
    const Json *text = answers == row.end() ? nullptr : firstText(*answers);
    if (!text || !text->is_string())
        return fail({.code = "row.no_answer",
                     .message = "the question has no answer",
                     .field = "answers",
                     .found = answers == row.end() ? Sentence("nothing") : Sentence(dumpJson(*answers).substr(0, 60)),
                     .expected = "a list of {\"text\": …} with at least one"});
    std::string answer = text->get<std::string>();
    auto record = named(row, Demonstration{plain(*context + kBetween + *question + "\n"), plain(answer)});
    if (record) record->reference = std::move(answer);
    return record;
}

std::optional<Json> write(const Record &record) {
    const auto shown = plainDemonstration(record);
    if (!shown || !shown->prompt.ends_with('\n')) return std::nullopt;
    const std::string asked = shown->prompt.substr(0, shown->prompt.size() - 1);
    const auto cut = asked.rfind(kBetween);
    if (cut == asked.npos) return std::nullopt;
    Json row = begun(record);
    row["context"] = asked.substr(0, cut);
    row["question"] = asked.substr(cut + 2);
    row["answers"] = Json::array({Json{{"text", shown->completion}}});
    return ifSame(withOther(std::move(row), record), record, read);
}

} // namespace

const Layout &squadLayout() {
    static const Layout layout{.name = "squad",
                               .summary = translated("Layout", "SQuAD: context, question, answers"),
                               .makes = "prompt_completion",
                               .columns = {{.name = "context", .required = true},
                                           {.name = "question", .required = true},
                                           {.name = "answers", .required = true, .kind = Column::Kind::List},
                                           kIdColumn},
                               .read = read,
                               .write = write,
                               .example = {{"context", "Ada lived in London."},
                                           {"question", "Where did Ada live?"},
                                           {"answers", Json::array({Json{{"text", "London"}}})}},
                               .holds = holds};
    return layout;
}

} // namespace lapidary
