// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/json_array.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// Rows come in the file's order, inside the file; what was read can be written as an array and read again.
void json_array(std::string_view bytes) {
    const auto rowsOf = [](std::string_view text, std::vector<Json> &rows) {
        const MemoryFile file(text);
        auto reader = openJsonArray(file.path(), {.rowBytes = 4096, .keys = 64});
        promise(reader.has_value());
        std::int64_t bad = 0, at = 0;
        for (;;) {
            auto row = (*reader)->next();
            if (!row) return promise(!row.error().code.empty() && rows.empty() && bad == 0), -1;
            if (!*row) return static_cast<int>(bad);
            promise((*row)->line > 0 && (*row)->offset >= 0 &&
                    (*row)->offset <= static_cast<std::int64_t>(text.size()));
            if (!(*row)->value) {
                promise(!(*row)->value.error().message.empty());
                ++bad;
                continue;
            }
            promise((*row)->offset >= at);
            at = (*row)->offset + 1;
            rows.push_back(std::move(*(*row)->value));
        }
    };
    std::vector<Json> rows, again;
    if (rowsOf(bytes, rows) < 0) return;
    promise(rowsOf(dumpJson(Json(rows)), again) == 0 || dumpJson(Json(rows)).size() > 4096);
    if (dumpJson(Json(rows)).size() <= 4096) promise(again == rows);
}

} // namespace lapidary::fuzz
