// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/unpaired_preference.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    auto prompt = textField(row, "prompt"), completion = textField(row, "completion");
    if (!prompt) return unexpected(prompt.error());
    if (!completion) return unexpected(completion.error());
    const auto label = row.find("label");
    if (label == row.end() || label->is_null())
        return fail({.code = "row.missing",
                     .message = "a field is missing",
                     .field = "label",
                     .found = "nothing",
                     .expected = "true or false"});
    const auto good = flagField(row, "label", false);
    if (!good) return unexpected(good.error());
    return named(row, Unpaired{plain(std::move(*prompt)), plain(std::move(*completion)), *good});
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Unpaired>(&record.what);
    const auto prompt = it ? plainText(it->prompt) : std::nullopt,
               completion = it ? plainText(it->completion) : std::nullopt;
    if (!prompt || !completion) return std::nullopt;
    Json row = begun(record);
    row["prompt"] = *prompt;
    row["completion"] = *completion;
    row["label"] = it->good;
    return finished(std::move(row), record);
}

} // namespace

const Layout &unpairedPreferenceLayout() {
    static const Layout layout{.name = "unpaired_preference",
                               .summary =
                                   translated("Layout", "Single answers, good or bad: prompt, completion, label"),
                               .makes = "unpaired_preference",
                               .columns = {{.name = "prompt", .required = true},
                                           {.name = "completion", .required = true},
                                           {.name = "label", .required = true, .kind = Column::Kind::Flag},
                                           kIdColumn,
                                           kReferenceColumn},
                               .read = read,
                               .write = write,
                               .example = {{"prompt", "2+2="}, {"completion", "5"}, {"label", false}}};
    return layout;
}

} // namespace lapidary
