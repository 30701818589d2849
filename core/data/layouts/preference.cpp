// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/preference.h"
#include "core/data/layouts/fields.h"
#include <cmath>

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    auto prompt = textField(row, "prompt"), chosen = textField(row, "chosen"), rejected = textField(row, "rejected");
    for (const auto *text : {&prompt, &chosen, &rejected})
        if (!*text) return unexpected(text->error());
    const auto chosenEnds = flagField(row, "chosen_terminated", true),
               rejectedEnds = flagField(row, "rejected_terminated", true);
    if (!chosenEnds) return unexpected(chosenEnds.error());
    if (!rejectedEnds) return unexpected(rejectedEnds.error());
    const auto strength = numberField(row, "strength", 1);
    if (!strength) return unexpected(strength.error());
    return named(row, Preference{plain(std::move(*prompt)), plain(std::move(*chosen)), plain(std::move(*rejected)),
                                 *strength, *chosenEnds, *rejectedEnds});
}

/// Whole numbers as such: 2, not 2.0.
Json numberOf(double value) {
    const bool whole = std::abs(value) < 1e15 && std::trunc(value) == value;
    return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Preference>(&record.what);
    if (!it) return std::nullopt;
    const auto prompt = plainText(it->prompt), chosen = plainText(it->chosen), rejected = plainText(it->rejected);
    if (!prompt || !chosen || !rejected) return std::nullopt;
    Json row = begun(record);
    row["prompt"] = *prompt;
    row["chosen"] = *chosen;
    row["rejected"] = *rejected;
    row = finished(std::move(row), record);
    if (!it->chosenTerminated) row["chosen_terminated"] = false;
    if (!it->rejectedTerminated) row["rejected_terminated"] = false;
    if (it->strength != 1) row["strength"] = numberOf(it->strength);
    return row;
}

} // namespace

const Layout &preferenceLayout() {
    static const Layout layout{.name = "preference",
                               .summary = translated("Layout", "Preference pairs: prompt, chosen, rejected"),
                               .makes = "preference",
                               .columns = {{.name = "prompt", .required = true},
                                           {.name = "chosen", .required = true},
                                           {.name = "rejected", .required = true},
                                           kIdColumn,
                                           kReferenceColumn,
                                           {.name = "strength", .kind = Column::Kind::Number},
                                           {.name = "chosen_terminated", .kind = Column::Kind::Flag},
                                           {.name = "rejected_terminated", .kind = Column::Kind::Flag}},
                               .read = read,
                               .write = write,
                               .example = {{"prompt", "2+2="}, {"chosen", "4"}, {"rejected", "5"}}};
    return layout;
}

} // namespace lapidary
