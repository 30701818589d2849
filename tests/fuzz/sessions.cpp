// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/sessions.h"
#include "core/data/layouts/registry.h"
#include "tests/fuzz/memory_file.h"

namespace lapidary::fuzz {

/// Rows have messages, which the layout of conversations reads or refuses with a reason; lines that are none are told.
void sessions(std::string_view bytes) {
    isSession(bytes);
    const MemoryFile file(bytes);
    auto reader = openSession(file.path());
    if (!reader) return promise(!reader.error().code.empty());
    for (;;) {
        const auto row = (*reader)->next();
        if (!row) return promise(!row.error().code.empty());
        if (!*row) return;
        if (!(*row)->value) {
            promise((*row)->value.error().line > 0);
            continue;
        }
        promise((*row)->value->at("messages").is_array());
        const auto record = layoutNamed("messages")->read(*(*row)->value);
        promise(record || !record.error().code.empty());
    }
}

} // namespace lapidary::fuzz
