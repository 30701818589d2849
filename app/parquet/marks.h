// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace lapidary::parquet_rows {

/// What the columns of a file that we wrote cannot say of its rows themselves, so that these come back as they were.
/// Another reader does without: it then meets an empty cell, a text of JSON, or 1.0 for 1.
struct Marks {
    bool absent = false; ///< an empty cell of a table was no key at all
    bool json = false;   ///< a text is the JSON of a value whose kind differs from row to row
    bool whole = false;  ///< a number without a fraction was a whole one
    std::map<std::string, Marks> fields{};
    std::shared_ptr<Marks> element{};

    bool any() const;
    const Marks &of(const std::string &field) const; ///< without any where there is none
    const Marks &ofElement() const;
};

/// The key of a file's own words under which they stand.
inline constexpr const char *kMarksKey = "lapidary.rows";

Json toJson(const Marks &marks);
/// Of a file that anybody may have written: what is no mark is none.
Marks marksFromJson(const Json &said);

} // namespace lapidary::parquet_rows
