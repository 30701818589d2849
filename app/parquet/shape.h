// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/parquet/marks.h"
#include <arrow/type_fwd.h>
#include <cstdint>
#include <optional>
#include <vector>

namespace lapidary::parquet_rows {

/// What the values at one place of the rows are, all of them looked at.
class Shape {
public:
    void see(const Json &value, int depth = 0);

    struct Field;
    bool texts = false, flags = false, whole = false, real = false, lists = false, tables = false, nulls = false;
    bool negative = false;               ///< a whole number below 0
    bool huge = false;                   ///< one above those of 64 bits with a sign
    bool inexact = false;                ///< one that a number with a fraction cannot be
    bool turned = false;                 ///< tables have the same keys in another order
    bool deep = false;                   ///< it lies deeper than columns are made for
    std::int64_t count = 0;              ///< of tables
    std::vector<Field> fields;           ///< of tables, in the order in which they stand there
    std::shared_ptr<Shape> element = {}; ///< of lists

private:
    void seeNumber(const Json &value);
    void seeTable(const Json &value, int depth);
};
struct Shape::Field {
    std::string name{};
    Shape shape{};
    std::int64_t count = 0; ///< tables that have it
};

/// How a place of the rows becomes a column.
struct Cell {
    enum class As { Text, Flag, Whole, Unsigned, Real, List, Table, Words } as = As::Text; ///< Words: as JSON
    struct Named;
    std::vector<Named> fields;
    std::vector<Cell> element; ///< one, of a list
};
struct Cell::Named {
    std::string name{};
    Cell cell{};
};
struct Columns {
    Cell row{}; ///< a table
    Marks marks{};
};
/// A value whose kind differs, a table whose keys are data, and what lies very deep become texts of JSON.
Columns columnsOf(const Shape &rows);
std::shared_ptr<arrow::DataType> typeOf(const Cell &cell);

} // namespace lapidary::parquet_rows
