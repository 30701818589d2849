// SPDX-License-Identifier: Apache-2.0
#include "app/parquet/cells.h"
#include "app/parquet/times.h"
#include <arrow/array.h>
#include <arrow/extension_type.h>
#include <arrow/type.h>
#include <arrow/util/float16.h>
#include <charconv>
#include <cmath>
#include <utility>

namespace lapidary::parquet_rows {
namespace {

using arrow::Array;
using arrow::Type;
using Trouble = std::optional<Unsayable>;

template <class A> const A &as(const Array &array) {
    return static_cast<const A &>(array);
}

Trouble typeHasNone(const Array &array) {
    return Unsayable{"", array.type()->ToString()};
}

Trouble inside(Trouble trouble, const std::string &place) {
    if (trouble) trouble->field = place + trouble->field;
    return trouble;
}

template <class N> void appendInteger(std::string &out, N value) {
    char text[24];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

/// The shortest digits that are this number again; a whole one stays no integer, unless it was one (`whole`).
template <class F> Trouble appendReal(std::string &out, F value, bool whole = false) {
    if (!std::isfinite(value)) return Unsayable{"", std::isnan(value) ? "NaN" : value < 0 ? "-infinity" : "infinity"};
    char text[64];
    const std::string_view digits(text,
                                  static_cast<std::size_t>(std::to_chars(text, text + sizeof text, value).ptr - text));
    out += digits;
    if (!whole && digits.find_first_of(".e") == digits.npos) out += ".0";
    return std::nullopt;
}

Trouble appendSaid(std::string &out, const std::optional<std::string> &text, std::string_view behind = "") {
    if (!text) return Unsayable{"", "a time outside of the years 0 to 9999, or of a day"};
    appendText(out, *text + std::string(behind));
    return std::nullopt;
}

std::int64_t perSecond(arrow::TimeUnit::type unit) {
    switch (unit) {
    case arrow::TimeUnit::SECOND:
        return 1;
    case arrow::TimeUnit::MILLI:
        return 1000;
    case arrow::TimeUnit::MICRO:
        return 1000000;
    case arrow::TimeUnit::NANO:
        return 1000000000;
    }
    return 1;
}

Trouble appendNumber(std::string &out, const Array &array, std::int64_t i, const Marks &marks) {
    switch (array.type_id()) {
    case Type::BOOL:
        out += as<arrow::BooleanArray>(array).Value(i) ? "true" : "false";
        return std::nullopt;
    case Type::INT8:
        return appendInteger(out, as<arrow::Int8Array>(array).Value(i)), std::nullopt;
    case Type::INT16:
        return appendInteger(out, as<arrow::Int16Array>(array).Value(i)), std::nullopt;
    case Type::INT32:
        return appendInteger(out, as<arrow::Int32Array>(array).Value(i)), std::nullopt;
    case Type::INT64:
        return appendInteger(out, as<arrow::Int64Array>(array).Value(i)), std::nullopt;
    case Type::UINT8:
        return appendInteger(out, as<arrow::UInt8Array>(array).Value(i)), std::nullopt;
    case Type::UINT16:
        return appendInteger(out, as<arrow::UInt16Array>(array).Value(i)), std::nullopt;
    case Type::UINT32:
        return appendInteger(out, as<arrow::UInt32Array>(array).Value(i)), std::nullopt;
    case Type::UINT64:
        return appendInteger(out, as<arrow::UInt64Array>(array).Value(i)), std::nullopt;
    case Type::HALF_FLOAT:
        return appendReal(out, arrow::util::Float16::FromBits(as<arrow::HalfFloatArray>(array).Value(i)).ToFloat());
    case Type::FLOAT:
        return appendReal(out, as<arrow::FloatArray>(array).Value(i));
    case Type::DOUBLE:
        return appendReal(out, as<arrow::DoubleArray>(array).Value(i), marks.whole);
    case Type::DECIMAL128:
        return appendText(out, as<arrow::Decimal128Array>(array).FormatValue(i)), std::nullopt;
    case Type::DECIMAL256:
        return appendText(out, as<arrow::Decimal256Array>(array).FormatValue(i)), std::nullopt;
    default:
        return typeHasNone(array);
    }
}

Trouble appendTime(std::string &out, const Array &array, std::int64_t i) {
    switch (array.type_id()) {
    case Type::DATE32:
        return appendSaid(out, dateText(as<arrow::Date32Array>(array).Value(i)));
    case Type::DATE64:
        return appendSaid(out, momentText(as<arrow::Date64Array>(array).Value(i), 1000));
    case Type::TIME32:
        return appendSaid(out, clockText(as<arrow::Time32Array>(array).Value(i),
                                         perSecond(static_cast<const arrow::Time32Type &>(*array.type()).unit())));
    case Type::TIME64:
        return appendSaid(out, clockText(as<arrow::Time64Array>(array).Value(i),
                                         perSecond(static_cast<const arrow::Time64Type &>(*array.type()).unit())));
    default: { // a time that belongs to a zone is stored in UTC
        const auto &type = static_cast<const arrow::TimestampType &>(*array.type());
        return appendSaid(out, momentText(as<arrow::TimestampArray>(array).Value(i), perSecond(type.unit())),
                          type.timezone().empty() ? "" : "Z");
    }
    }
}

/// A text, or the value whose JSON it is: written anew, so that no end of a line stands in it.
void appendWords(std::string &out, std::string_view text, const Marks &marks) {
    const auto value = marks.json ? parseJson(text, {.depth = 128}) : Result<Json>();
    if (marks.json && value)
        out += dumpJson(*value);
    else
        appendText(out, text);
}

Trouble appendList(std::string &out, const Array &values, std::int64_t from, std::int64_t size, const Marks &marks) {
    out += '[';
    for (std::int64_t k = 0; k < size; ++k) {
        if (k > 0) out += ',';
        if (auto trouble = appendCell(out, values, from + k, marks))
            return inside(std::move(trouble), "[" + std::to_string(k) + "]");
    }
    out += ']';
    return std::nullopt;
}

Trouble appendMap(std::string &out, const arrow::MapArray &map, std::int64_t i) {
    const Array &keys = *map.keys(), &items = *map.items();
    const bool named = keys.type_id() == Type::STRING;
    out += named ? '{' : '[';
    for (std::int64_t k = map.value_offset(i), end = k + map.value_length(i), first = k; k < end; ++k) {
        if (k > first) out += ',';
        if (!named) out += "{\"key\":";
        if (auto trouble = appendCell(out, keys, k)) return inside(std::move(trouble), ".key");
        out += named ? ":" : ",\"value\":";
        if (auto trouble = appendCell(out, items, k)) return inside(std::move(trouble), ".value");
        if (!named) out += '}';
    }
    out += named ? '}' : ']';
    return std::nullopt;
}

Trouble appendNested(std::string &out, const Array &array, std::int64_t i, const Marks &marks) {
    switch (array.type_id()) {
    case Type::LIST: {
        const auto &list = as<arrow::ListArray>(array);
        return appendList(out, *list.values(), list.value_offset(i), list.value_length(i), marks.ofElement());
    }
    case Type::LARGE_LIST: {
        const auto &list = as<arrow::LargeListArray>(array);
        return appendList(out, *list.values(), list.value_offset(i), list.value_length(i), marks.ofElement());
    }
    case Type::FIXED_SIZE_LIST: {
        const auto &list = as<arrow::FixedSizeListArray>(array);
        return appendList(out, *list.values(), list.value_offset(i), list.value_length(i), marks.ofElement());
    }
    case Type::MAP:
        return appendMap(out, as<arrow::MapArray>(array), i);
    case Type::STRUCT:
        return appendRow(out, as<arrow::StructArray>(array), i, marks);
    case Type::DICTIONARY: {
        const auto &words = as<arrow::DictionaryArray>(array);
        return appendCell(out, *words.dictionary(), words.GetValueIndex(i));
    }
    case Type::EXTENSION:
        return appendCell(out, *as<arrow::ExtensionArray>(array).storage(), i);
    default:
        return typeHasNone(array);
    }
}

} // namespace

void appendText(std::string &out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
            out += code;
        } else
            out += c;
    }
    out += '"';
}

std::optional<Unsayable> appendCell(std::string &out, const Array &column, std::int64_t row, const Marks &marks) {
    if (column.type_id() == Type::NA || column.IsNull(row)) {
        out += "null";
        return std::nullopt;
    }
    switch (column.type_id()) {
    case Type::STRING:
        return appendWords(out, as<arrow::StringArray>(column).GetView(row), marks), std::nullopt;
    case Type::LARGE_STRING:
        return appendText(out, as<arrow::LargeStringArray>(column).GetView(row)), std::nullopt;
    case Type::STRING_VIEW:
        return appendText(out, as<arrow::StringViewArray>(column).GetView(row)), std::nullopt;
    case Type::DATE32:
    case Type::DATE64:
    case Type::TIME32:
    case Type::TIME64:
    case Type::TIMESTAMP:
        return appendTime(out, column, row);
    case Type::LIST:
    case Type::LARGE_LIST:
    case Type::FIXED_SIZE_LIST:
    case Type::MAP:
    case Type::STRUCT:
    case Type::DICTIONARY:
    case Type::EXTENSION:
        return appendNested(out, column, row, marks);
    default:
        return appendNumber(out, column, row, marks);
    }
}

std::optional<Unsayable> appendRow(std::string &out, const arrow::StructArray &table, std::int64_t row,
                                   const Marks &marks) {
    out += '{';
    bool first = true;
    for (int k = 0; k < table.num_fields(); ++k) {
        const std::string &name = table.struct_type()->field(k)->name();
        const Marks &mark = marks.of(name);
        const Array &column = *table.field(k);
        if (mark.absent && column.IsNull(row)) continue;
        if (!std::exchange(first, false)) out += ',';
        appendText(out, name);
        out += ':';
        if (auto trouble = appendCell(out, column, row, mark)) return inside(std::move(trouble), "." + name);
    }
    out += '}';
    return std::nullopt;
}

} // namespace lapidary::parquet_rows
