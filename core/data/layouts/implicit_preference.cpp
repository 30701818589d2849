// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/implicit_preference.h"
#include "core/data/layouts/sides.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    const auto chosen = textField(row, "chosen"), rejected = textField(row, "rejected");
    if (!chosen) return unexpected(chosen.error());
    if (!rejected) return unexpected(rejected.error());
    Preference pair = partedTexts(*chosen, *rejected);
    if (auto judged = readJudgement(row, pair); !judged) return unexpected(judged.error());
    return named(row, std::move(pair));
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Preference>(&record.what);
    if (!it) return std::nullopt;
    const auto prompt = plainText(it->prompt), chosen = plainText(it->chosen), rejected = plainText(it->rejected);
    if (!prompt || !chosen || !rejected) return std::nullopt;
    Json row = begun(record);
    row["chosen"] = *prompt + *chosen;
    row["rejected"] = *prompt + *rejected;
    row = finished(std::move(row), record);
    putJudgement(row, *it);
    return ifSame(std::move(row), record, read);
}

} // namespace

const Layout &implicitPreferenceLayout() {
    static const Layout layout{.name = "implicit_preference",
                               .summary = translated("Layout", "Preference pairs of whole texts: chosen, rejected"),
                               .makes = "preference",
                               .columns = {{.name = "chosen", .required = true},
                                           {.name = "rejected", .required = true},
                                           kIdColumn,
                                           kReferenceColumn,
                                           kStrengthColumn,
                                           kChosenTerminatedColumn,
                                           kRejectedTerminatedColumn},
                               .read = read,
                               .write = write,
                               .example = {{"chosen", "The sky is blue."}, {"rejected", "The sky is green."}}};
    return layout;
}

} // namespace lapidary
