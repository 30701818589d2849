// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/preference.h"
#include "core/data/layouts/sides.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    auto prompt = textField(row, "prompt"), chosen = textField(row, "chosen"), rejected = textField(row, "rejected");
    for (const auto *text : {&prompt, &chosen, &rejected})
        if (!*text) return unexpected(text->error());
    Preference pair{.prompt = plain(std::move(*prompt)),
                    .chosen = plain(std::move(*chosen)),
                    .rejected = plain(std::move(*rejected))};
    if (auto judged = readJudgement(row, pair); !judged) return unexpected(judged.error());
    return named(row, std::move(pair));
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
    putJudgement(row, *it);
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
                                           kStrengthColumn,
                                           kChosenTerminatedColumn,
                                           kRejectedTerminatedColumn},
                               .read = read,
                               .write = write,
                               .example = {{"prompt", "2+2="}, {"chosen", "4"}, {"rejected", "5"}}};
    return layout;
}

} // namespace lapidary
