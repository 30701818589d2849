// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/registry.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// Any object as a row of every layout: read, or refused with a reason; what was read can be written and is the same
/// again.
void layouts(std::string_view bytes) {
    const auto row = parseJson(bytes, {.depth = 128});
    if (!row || !row->is_object()) return;
    for (const auto *layout : lapidary::layouts()) {
        fits(*layout, *row);
        const auto record = layout->read(*row);
        if (layout->readAll) {
            const auto all = layout->readAll(*row);
            promise(all.has_value() == record.has_value() && (!all || all->front() == *record));
        }
        if (!record) {
            promise(!record.error().code.empty() && !record.error().message.empty());
            continue;
        }
        promise(kindOf(*record) == layout->makes);
        const auto written = writeRecord(*record);
        promise(written.has_value());
        const auto again = readRecord(*written, std::vector{layout->makes});
        promise(again && *again == *record);
        if (const auto own = layout->write(*record)) {
            const auto same = layout->read(*own);
            promise(same && *same == *record);
        }
    }
}

} // namespace lapidary::fuzz
