// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/json_object.h"
#include "tests/fuzz/memory_file.h"

namespace lapidary::fuzz {

/// Whatever the object holds, its rows are objects, numbered one after the other, and bad ones say why and what stands
/// there.
void json_object(std::string_view bytes) {
    isJsonObject(bytes);
    const MemoryFile file(bytes);
    auto reader = openJsonObject(file.path(), {.rowBytes = 4096, .keys = 64});
    if (!reader) return promise(!reader.error().code.empty());
    for (std::int64_t line = 1;; ++line) {
        const auto row = (*reader)->next();
        promise(row.has_value());
        if (!*row) return;
        promise((*row)->line == line);
        if ((*row)->value)
            promise((*row)->value->is_object() && (*row)->raw.empty());
        else
            promise(!(*row)->value.error().message.empty() && !(*row)->raw.empty());
    }
}

} // namespace lapidary::fuzz
