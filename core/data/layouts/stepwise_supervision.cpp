// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/stepwise_supervision.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

Result<const Json *> listIn(const Json &row, const char *name, const Sentence &expected) {
    const auto it = row.find(name);
    if (it != row.end() && it->is_array()) return &*it;
    if (it != row.end() && !it->is_null()) return fail(wrongType(name, *it, expected));
    return fail({.code = "row.missing",
                 .message = "a field is missing",
                 .field = name,
                 .found = "nothing",
                 .expected = expected});
}

std::string place(const char *name, std::size_t i) {
    return std::string(name) + "[" + std::to_string(i) + "]";
}

Result<std::optional<double>> labelOf(const Json &label, std::size_t i) {
    if (label.is_null()) return std::nullopt;
    if (label.is_boolean()) return label.get<bool>() ? 1.0 : 0.0;
    if (label.is_number() && label >= 0 && label <= 1) return label.get<double>();
    Error error = wrongType(place("labels", i), label, "true, false, a number from 0 to 1, or null");
    error.found = dumpJson(label);
    return fail(std::move(error));
}

bool holds(const Json &row) {
    return row.at("completions").is_array() && row.at("labels").is_array();
}

Result<Record> read(const Json &row) {
    auto prompt = textField(row, "prompt");
    if (!prompt) return unexpected(prompt.error());
    const auto steps = listIn(row, "completions", "a list of texts"),
               labels = listIn(row, "labels", "a list of labels");
    if (!steps) return unexpected(steps.error());
    if (!labels) return unexpected(labels.error());
    Stepwise out{.prompt = plain(std::move(*prompt))};
    for (std::size_t i = 0; i < (*steps)->size(); ++i) {
        const Json &step = (**steps)[i];
        if (!step.is_string()) return fail(wrongType(place("completions", i), step, "text"));
        out.steps.push_back(step.get<std::string>());
    }
    for (std::size_t i = 0; i < (*labels)->size(); ++i) {
        const auto label = labelOf((**labels)[i], i);
        if (!label) return unexpected(label.error());
        out.labels.push_back(*label);
    }
    if (out.steps.size() != out.labels.size())
        return fail({.code = "row.wrong_type",
                     .message = "there are not as many labels as steps",
                     .field = "labels",
                     .found = std::to_string(out.labels.size()),
                     .expected = std::to_string(out.steps.size())});
    return named(row, std::move(out));
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Stepwise>(&record.what);
    const auto prompt = it ? plainText(it->prompt) : std::nullopt;
    if (!prompt) return std::nullopt;
    Json row = begun(record);
    row["prompt"] = *prompt;
    row["completions"] = it->steps;
    row["labels"] = Json::array();
    for (const auto &label : it->labels)
        row["labels"].push_back(!label ? Json() : *label == 0 || *label == 1 ? Json(*label == 1) : Json(*label));
    return finished(std::move(row), record);
}

} // namespace

const Layout &stepwiseSupervisionLayout() {
    using Kind = Column::Kind;
    static const Layout layout{
        .name = "stepwise_supervision",
        .summary = translated("Layout", "Steps with labels: prompt, completions, labels"),
        .makes = "stepwise_supervision",
        .columns = {{.name = "prompt", .required = true},
                    {.name = "completions", .required = true, .kind = Kind::Turns},
                    {.name = "labels", .required = true, .kind = Kind::Turns},
                    kIdColumn,
                    kReferenceColumn},
        .read = read,
        .write = write,
        .example = {{"prompt", "2+2+2="}, {"completions", {"2+2=4.", "4+2=7."}}, {"labels", {true, false}}},
        .holds = holds};
    return layout;
}

} // namespace lapidary
