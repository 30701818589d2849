// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/text.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    auto text = textField(row, "text");
    if (!text) return unexpected(text.error());
    const auto terminated = flagField(row, "terminated", true);
    if (!terminated) return unexpected(terminated.error());
    return named(row, Text{std::move(*text), *terminated});
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Text>(&record.what);
    if (!it) return std::nullopt;
    Json row = begun(record);
    row["text"] = it->text;
    row = finished(std::move(row), record);
    if (!it->terminated) row["terminated"] = false;
    return row;
}

} // namespace

const Layout &textLayout() {
    static const Layout layout{
        .name = "text",
        .summary = translated("Layout", "Plain text"),
        .makes = "text",
        .columns = {{.name = "text", .required = true}, kIdColumn, kReferenceColumn, kTerminatedColumn},
        .read = read,
        .write = write,
        .example = {{"text", "Once upon a time there was a stone that shone."}}};
    return layout;
}

} // namespace lapidary
