// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/prm800k.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

const Json *memberOf(const Json &object, const char *name) {
    if (!object.is_object()) return nullptr;
    const auto it = object.find(name);
    return it == object.end() || it->is_null() ? nullptr : &*it;
}

bool holds(const Json &row) {
    return memberOf(row.at("question"), "problem") && memberOf(row.at("label"), "steps");
}

/// What the chain goes on with: null where it ends.
const Json *taken(const Json &step) {
    const Json *completions = memberOf(step, "completions"), *chosen = memberOf(step, "chosen_completion");
    const bool some = completions && completions->is_array() && !completions->empty();
    if (some && chosen && chosen->is_number_unsigned() && *chosen < completions->size())
        return &(*completions)[chosen->get<std::size_t>()];
    if (const Json *own = memberOf(step, "human_completion")) return own;
    return some ? &completions->front() : nullptr;
}

std::optional<double> labelOf(const Json &completion) {
    const Json *rating = memberOf(completion, "rating");
    if (!rating || !rating->is_number()) return std::nullopt;
    return *rating == 0 ? 0.5 : *rating > 0 ? 1.0 : 0.0;
}

Result<Record> read(const Json &row) {
    const auto question = row.find("question"), label = row.find("label");
    const Json *problem = question == row.end() ? nullptr : memberOf(*question, "problem");
    if (!problem || !problem->is_string())
        return fail(wrongType("question", question == row.end() ? Json() : *question, "{\"problem\": … }"));
    const Json *steps = label == row.end() ? nullptr : memberOf(*label, "steps");
    if (!steps || !steps->is_array())
        return fail(wrongType("label", label == row.end() ? Json() : *label, "{\"steps\": [ … ]}"));
    Stepwise out{.prompt = plain(problem->get<std::string>())};
    for (const Json &step : *steps) {
        const Json *words = taken(step);
        if (!words) break;
        const Json *text = memberOf(*words, "text");
        if (!text || !text->is_string())
            return fail(wrongType("label.steps[" + std::to_string(out.steps.size()) + "]", *words, "{\"text\": … }"));
        out.steps.push_back(text->get<std::string>());
        out.labels.push_back(labelOf(*words));
    }
    auto record = named(row, std::move(out));
    const Json *answer = memberOf(*question, "ground_truth_answer");
    if (record && answer && answer->is_string()) record->reference = answer->get<std::string>();
    return record;
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Stepwise>(&record.what);
    const auto prompt = it ? plainText(it->prompt) : std::nullopt;
    if (!prompt || it->steps.size() != it->labels.size()) return std::nullopt;
    Json row = begun(record), steps = Json::array();
    row["question"] = {{"problem", *prompt}};
    if (record.reference) row["question"]["ground_truth_answer"] = *record.reference;
    for (std::size_t i = 0; i < it->steps.size(); ++i) {
        const auto &label = it->labels[i];
        const Json rating = label ? Json(*label == 0.5 ? 0 : *label > 0 ? 1 : -1) : Json();
        steps.push_back({{"completions", Json::array({Json{{"text", it->steps[i]}, {"rating", rating}}})},
                         {"chosen_completion", 0u}});
    }
    row["label"] = {{"steps", std::move(steps)}};
    return ifSame(withOther(std::move(row), record), record, read);
}

Json example() {
    return *parseJson(R"({"question": {"problem": "2+2+2?", "ground_truth_answer": "6"}, "label": {"steps": [
        {"completions": [{"text": "2+2=4.", "rating": 1}], "chosen_completion": 0},
        {"completions": [{"text": "4+2=7.", "rating": -1}], "chosen_completion": 0}]}})");
}

} // namespace

const Layout &prm800kLayout() {
    static const Layout layout{.name = "prm800k",
                               .summary = translated("Layout", "PRM800K: question, label with rated steps"),
                               .makes = "stepwise_supervision",
                               .columns = {{.name = "question", .required = true, .kind = Column::Kind::Table},
                                           {.name = "label", .required = true, .kind = Column::Kind::Table},
                                           kIdColumn},
                               .read = read,
                               .write = write,
                               .example = example(),
                               .holds = holds};
    return layout;
}

} // namespace lapidary
