// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/jsonl.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// Every line is a row, a bad row with its place, or blank; what was read can be written and read again.
void jsonl(std::string_view bytes) {
    std::int64_t rows = 0, bad = 0, lastLine = 0;
    const auto inOrder = [&](std::int64_t line, std::int64_t offset) {
        promise(line > lastLine && offset >= 0 && offset <= static_cast<std::int64_t>(bytes.size()));
        lastLine = line;
    };
    const auto counts = forEachJsonlRow(
        bytes, "x", {.fields = {{"a"}}, .rowBytes = 4096, .keys = 64},
        [&](JsonlRow row) {
            inOrder(row.line, row.offset);
            const auto again = parseJson(dumpJson(row.value), {.depth = 128});
            promise(again && *again == row.value);
            ++rows;
            return true;
        },
        [&](Error error) {
            inOrder(error.line, error.offset);
            promise(!error.message.empty());
            ++bad;
        });
    promise(counts.rows == rows && counts.bad == bad && counts.lines == rows + bad + counts.blank &&
            counts.bytes == bytes.size());
}

} // namespace lapidary::fuzz
