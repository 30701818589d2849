// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/registry.h"
#include "core/data/layouts/registry.h"
#include "core/data/tasks/rule.h"
#include "core/workbench/data/import_data.h"
#include "tests/fuzz/memory_file.h"

namespace lapidary::fuzz {

/// The first byte chooses the format, the others are the file: rows come out in the fields of their layout, or are
/// counted as bad.
void import_rows(std::string_view bytes) {
    if (bytes.empty()) return;
    const std::size_t chosen = static_cast<unsigned char>(bytes[0]) % (formats().size() + 1); // 0: none
    const MemoryFile file(bytes.substr(1));
    const auto preview =
        previewImport(file.path(), {.format = chosen == 0 ? "" : std::string(formats()[chosen - 1].name)});
    if (!preview) return promise(!preview.error().code.empty());
    promise(static_cast<std::int64_t>(preview->problems.size()) <= preview->counts.bad);
    for (const auto &row : preview->first) {
        promise(row.is_object());
        if (!preview->layout.empty()) { // what an import writes, trainings read, and it teaches something
            const auto record = readRecord(row, std::vector{layoutNamed(preview->layout)->makes});
            promise(record && teaches(*record) && *writeRecord(*record) == row);
        }
        if (const auto problem = problemFromJson(row))
            promise(problem->row == row);
        else
            promise(!problem.error().code.empty());
    }
}

} // namespace lapidary::fuzz
