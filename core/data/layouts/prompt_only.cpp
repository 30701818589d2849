// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/prompt_only.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

Result<Record> read(const Json &row) {
    auto prompt = textField(row, "prompt");
    if (!prompt) return unexpected(prompt.error());
    return named(row, PromptOnly{plain(std::move(*prompt))});
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<PromptOnly>(&record.what);
    const auto prompt = it ? plainText(it->prompt) : std::nullopt;
    if (!prompt) return std::nullopt;
    Json row = begun(record);
    row["prompt"] = *prompt;
    return finished(std::move(row), record);
}

} // namespace

const Layout &promptOnlyLayout() {
    static const Layout layout{.name = "prompt",
                               .summary = translated("Layout", "Problems: prompt, reference"),
                               .makes = "prompt_only",
                               .columns = {{.name = "prompt", .required = true}, kIdColumn, kReferenceColumn},
                               .read = read,
                               .write = write,
                               .example = {{"prompt", "2+2="}, {"reference", "4"}}};
    return layout;
}

} // namespace lapidary
