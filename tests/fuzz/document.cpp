// SPDX-License-Identifier: Apache-2.0
#include "core/config/spec.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// run.toml and its like: what was read can be written and read again.
void document(std::string_view bytes) {
    const auto read = parseToml(bytes, "x");
    if (!read) return promise(!read.error().code.empty() && read.error().file == "x");
    promise(read->values.is_object());
    for (const auto &[path, line] : read->lines) promise(line >= 0 && read->lineOf(path) == line);
    const auto again = parseToml(writeToml(read->values), "y");
    promise(again && dumpJson(again->values) == dumpJson(read->values));
    const ConfigSpec spec{{.name = "a", .type = FieldType::Integer, .defaultValue = 1, .minimum = 0},
                          {.name = "b", .type = FieldType::TextList, .defaultValue = Json::array()}};
    if (const auto resolved = resolve(spec, read->values, *read); resolved)
        promise(resolved->size() == spec.size());
    else
        promise(!resolved.error().empty());
}

} // namespace lapidary::fuzz
