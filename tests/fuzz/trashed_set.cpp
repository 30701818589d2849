// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/set_files.h"
#include "core/workbench/data/set_trash.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// What an entry says of its files stays below its folder, and what was read is written and read again.
void trashed_set(std::string_view bytes) {
    const auto value = parseJson(std::string(bytes));
    if (!value) return;
    const auto set = trashedFromJson(*value);
    if (!set) return promise(!set.error().code.empty() && !set.error().message.str().empty());
    for (const auto &file : set->files) promise(!leadsOut(file));
    const auto again = trashedFromJson(toJson(*set));
    promise(again && again->set == set->set && again->files == set->files && again->table == set->table);
}

} // namespace lapidary::fuzz
