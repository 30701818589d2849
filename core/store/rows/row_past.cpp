// SPDX-License-Identifier: Apache-2.0
#include "core/store/rows/row_past.h"
#include "core/store/rows/row_writer.h"

namespace lapidary {
namespace {

Result<RowState> stateNow(RowStore &rows, std::int64_t row) {
    auto page = rows.page(std::span(&row, 1));
    if (!page && page.error().code == "rows.no_row") return RowState{}; // its coming was undone
    if (!page) return unexpected(page.error());
    StoredRow &now = page->front();
    return RowState{std::move(now.body), now.deleted, std::move(now.tags)};
}

} // namespace

/// Row and edits are two looks: where somebody edits the row between them, both are taken again.
Result<std::optional<StoredRow>> rowAt(RowStore &rows, std::int64_t row, std::int64_t step) {
    for (;;) {
        const auto edits = rows.editsOfRow(row);
        if (!edits) return unexpected(edits.error());
        auto state = stateNow(rows, row);
        if (!state) return unexpected(state.error());
        const auto again = rows.editsOfRow(row);
        if (!again) return unexpected(again.error());
        if (again->size() != edits->size()) continue;
        for (auto edit = edits->rbegin(); edit != edits->rend() && edit->step > step; ++edit)
            if (auto back = apply(*state, *edit, false); !back) return unexpected(back.error());
        if (!state->body) return std::optional<StoredRow>();
        return std::optional(StoredRow{row, std::move(*state->body), state->deleted, std::move(state->tags)});
    }
}

} // namespace lapidary
