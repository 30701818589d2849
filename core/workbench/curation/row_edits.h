// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/rows/row_store.h"
#include <span>

namespace lapidary {

/// Sets a field of one row. `field`: its name, or a JSON pointer ("/messages/2/content"); null takes a field out.
/// Errors beside the store's: curation.no_field (of a pointer whose parent is not there), curation.bad_pointer.
Result<RowStep> editField(RowStore &rows, std::int64_t row, const std::string &field, const Json &value,
                          const std::string &who);

/// What is put for what in texts.
struct TextReplacement {
    std::string find{}, with{};
    bool regex = false;  ///< PCRE2 of Python's dialect; \1 … \9 in `with` are not known: it is put as it stands
    std::string field{}; ///< a field by its name; empty: all texts but the id and what is kept beside the row
};
/// In these rows, as one step. Errors beside the store's: curation.nothing_to_find, curation.bad_expression;
/// curation.expression_gave_up where it gives up on a row: then nothing has changed.
Result<RowStep> replaceText(RowStore &rows, std::span<const std::int64_t> ids, const TextReplacement &wanted,
                            const std::string &who, const StoreWork &work = {});
/// What replaceText() would do, without a change: how many rows it touches, and the first of them.
struct ReplacementPreview {
    static constexpr std::size_t kMost = 20; ///< examples
    struct Example {
        std::int64_t row = 0;
        std::string field{}, before{}, after{}; ///< the first field that changes: its text, else JSON
    };
    std::int64_t rows = 0;
    std::vector<Example> first{};
};
Result<ReplacementPreview> previewReplacement(RowStore &rows, std::span<const std::int64_t> ids,
                                              const TextReplacement &wanted, const StoreWork &work = {});

} // namespace lapidary
