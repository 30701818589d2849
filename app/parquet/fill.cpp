// SPDX-License-Identifier: Apache-2.0
#include "app/parquet/fill.h"
#include <arrow/builder.h>

namespace lapidary::parquet_rows {
namespace {

template <class B> B &as(arrow::ArrayBuilder &column) {
    return static_cast<B &>(column);
}

arrow::Status fillTable(arrow::StructBuilder &column, const Cell &cell, const Json &value) {
    ARROW_RETURN_NOT_OK(column.Append());
    int place = 0;
    for (const auto &[name, each] : cell.fields) {
        const auto it = value.find(name);
        ARROW_RETURN_NOT_OK(fill(*column.field_builder(place++), each, it == value.end() ? nullptr : &*it));
    }
    return arrow::Status::OK();
}

arrow::Status fillList(arrow::ListBuilder &column, const Cell &cell, const Json &value) {
    ARROW_RETURN_NOT_OK(column.Append());
    for (const Json &each : value) ARROW_RETURN_NOT_OK(fill(*column.value_builder(), cell.element.front(), &each));
    return arrow::Status::OK();
}

} // namespace

arrow::Status fill(arrow::ArrayBuilder &column, const Cell &cell, const Json *value) {
    if (!value) return column.AppendNull();
    if (cell.as == Cell::As::Words) return as<arrow::StringBuilder>(column).Append(dumpJson(*value));
    if (value->is_null()) return column.AppendNull();
    switch (cell.as) {
    case Cell::As::Flag:
        return as<arrow::BooleanBuilder>(column).Append(value->get<bool>());
    case Cell::As::Whole:
        return as<arrow::Int64Builder>(column).Append(value->get<std::int64_t>());
    case Cell::As::Unsigned:
        return as<arrow::UInt64Builder>(column).Append(value->get<std::uint64_t>());
    case Cell::As::Real:
        return as<arrow::DoubleBuilder>(column).Append(value->get<double>());
    case Cell::As::List:
        return fillList(as<arrow::ListBuilder>(column), cell, *value);
    case Cell::As::Table:
        return fillTable(as<arrow::StructBuilder>(column), cell, *value);
    case Cell::As::Text:
    case Cell::As::Words:
        break;
    }
    return as<arrow::StringBuilder>(column).Append(value->get_ref<const std::string &>());
}

} // namespace lapidary::parquet_rows
