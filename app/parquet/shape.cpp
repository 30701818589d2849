// SPDX-License-Identifier: Apache-2.0
#include "app/parquet/shape.h"
#include <algorithm>
#include <arrow/type.h>

namespace lapidary::parquet_rows {
namespace {

constexpr int kDeepest = 24;               ///< of lists and tables in each other
constexpr std::size_t kMostFields = 256;   ///< of a table: more are no columns, but data
constexpr std::int64_t kExact = 1LL << 53; ///< up to here a whole number is one of 64 bits with a fraction too

/// The places of nobody's row.
Cell wordsCell(Marks &marks) {
    marks.json = true;
    return {.as = Cell::As::Words};
}

bool isOfOneKind(const Shape &shape) {
    const int kinds =
        int(shape.texts) + int(shape.flags) + int(shape.whole || shape.real) + int(shape.lists) + int(shape.tables);
    const bool fits = !(shape.huge && shape.negative) && !(shape.real && shape.inexact);
    return kinds <= 1 && fits && !shape.deep;
}

/// Whether its tables are a column for each key.
bool isTable(const Shape &shape) {
    const bool nameless = std::any_of(shape.fields.begin(), shape.fields.end(),
                                      [](const Shape::Field &each) { return each.name.empty(); });
    return !shape.fields.empty() && shape.fields.size() <= kMostFields && !nameless && !shape.turned;
}

Cell cellOf(const Shape &shape, Marks &marks);

Cell tableCell(const Shape &shape, Marks &marks) {
    Cell cell{.as = Cell::As::Table};
    for (const Shape::Field &each : shape.fields) {
        Marks &mark = marks.fields[each.name];
        const bool lacking = each.count < shape.count;
        // An empty cell cannot be both: no key, and a key with null.
        cell.fields.push_back({each.name, lacking && each.shape.nulls ? wordsCell(mark) : cellOf(each.shape, mark)});
        mark.absent = lacking;
    }
    return cell;
}

Cell cellOf(const Shape &shape, Marks &marks) {
    if (!isOfOneKind(shape) || (shape.tables && !isTable(shape))) return wordsCell(marks);
    if (shape.flags) return {.as = Cell::As::Flag};
    if (shape.real) {
        marks.whole = shape.whole;
        return {.as = Cell::As::Real};
    }
    if (shape.whole) return {.as = shape.huge ? Cell::As::Unsigned : Cell::As::Whole};
    if (shape.tables) return tableCell(shape, marks);
    if (!shape.lists) return {}; // texts, or nothing but null
    marks.element = std::make_shared<Marks>();
    return {.as = Cell::As::List, .element = {shape.element ? cellOf(*shape.element, *marks.element) : Cell{}}};
}

} // namespace

void Shape::seeNumber(const Json &value) {
    if (value.is_number_float()) {
        real = true;
        return;
    }
    whole = true;
    const bool above = value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t(INT64_MAX);
    const std::int64_t number = above ? INT64_MAX : value.get<std::int64_t>();
    huge = huge || above;
    negative = negative || number < 0;
    inexact = inexact || number > kExact || number < -kExact;
}

void Shape::seeTable(const Json &value, int depth) {
    tables = true;
    ++count;
    std::size_t next = 0; // behind the key before
    for (const auto &[name, each] : value.items()) {
        auto at =
            std::find_if(fields.begin(), fields.end(), [&key = name](const Field &field) { return field.name == key; });
        if (at == fields.end()) {
            if (fields.size() > kMostFields) continue; // it is no table of columns any more
            at = fields.insert(fields.begin() + static_cast<std::ptrdiff_t>(next), Field{.name = name});
        }
        const auto place = static_cast<std::size_t>(at - fields.begin());
        if (place < next) turned = true;
        next = std::max(next, place + 1);
        ++at->count;
        at->shape.see(each, depth + 1);
    }
}

void Shape::see(const Json &value, int depth) {
    if (depth > kDeepest) {
        deep = true;
        return;
    }
    if (value.is_null()) nulls = true;
    if (value.is_string()) texts = true;
    if (value.is_boolean()) flags = true;
    if (value.is_number()) seeNumber(value);
    if (value.is_object()) seeTable(value, depth);
    if (!value.is_array()) return;
    lists = true;
    if (!element) element = std::make_shared<Shape>();
    for (const Json &each : value) element->see(each, depth + 1);
}

Columns columnsOf(const Shape &rows) {
    Columns out;
    out.row = tableCell(rows, out.marks);
    return out;
}

std::shared_ptr<arrow::DataType> typeOf(const Cell &cell) {
    switch (cell.as) {
    case Cell::As::Flag:
        return arrow::boolean();
    case Cell::As::Whole:
        return arrow::int64();
    case Cell::As::Unsigned:
        return arrow::uint64();
    case Cell::As::Real:
        return arrow::float64();
    case Cell::As::List:
        return arrow::list(typeOf(cell.element.front()));
    case Cell::As::Table: {
        arrow::FieldVector fields;
        for (const auto &[name, each] : cell.fields) fields.push_back(arrow::field(name, typeOf(each)));
        return arrow::struct_(std::move(fields));
    }
    case Cell::As::Text:
    case Cell::As::Words:
        break;
    }
    return arrow::utf8();
}

} // namespace lapidary::parquet_rows
