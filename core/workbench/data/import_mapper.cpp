// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/import_mapper.h"
#include <algorithm>

namespace lapidary {
namespace {

/// What a row of a project has kept already.
Json keptIn(const Json &row, const char *name) {
    const auto it = row.find(name);
    return it != row.end() && it->is_object() && !it->empty() ? *it : Json();
}

/// Whatever the order of their members.
bool isSame(const Json &a, const Json &b) {
    return a == b || (a.is_structured() && nlohmann::json(a) == nlohmann::json(b));
}

} // namespace

Mapper::Mapper(const Layout &layout, const ImportPreview &preview) : layout_(layout) {
    for (const auto &[column, field] : preview.map) columns_[field] = column;
    known_.insert(preview.leftOut.begin(), preview.leftOut.end());
    for (const auto &[column, field] : preview.map) known_.insert(column);
}

Result<std::vector<Record>> Mapper::read(const Json &taken) const {
    if (layout_.readAll) return layout_.readAll(taken);
    auto record = layout_.read(taken);
    if (!record) return unexpected(record.error());
    std::vector<Record> out;
    out.push_back(std::move(*record));
    return out;
}

Result<Json> Mapper::written(Record record, const Json &other, const Json &original) const {
    if (auto good = teaches(record); !good) return unexpected(good.error());
    record.other = other;
    record.original = original;
    return writeRecord(record);
}

Result<std::vector<Json>> Mapper::operator()(const Json &row) const {
    Json taken = Json::object();
    for (const auto &[field, column] : columns_)
        if (const auto value = row.find(column); value != row.end()) taken[field] = *value;
    auto records = read(taken);
    if (!records) return fail(ofImport(std::move(records.error())));
    const Json other = otherOf(row);
    Json original = originalOf(row, taken, records->front());
    std::vector<Json> out;
    for (Record &record : *records) {
        auto line = written(std::move(record), other, std::exchange(original, Json()));
        if (!line) return fail(ofImport(std::move(line.error())));
        out.push_back(std::move(*line));
    }
    return out;
}

/// Columns without a role.
Json Mapper::otherOf(const Json &row) const {
    Json other = keptIn(row, kOtherColumns);
    for (const auto &[column, value] : row.items()) {
        const bool isOwn = (column == kOtherColumns || column == kOriginalCells) && value.is_object();
        if (!isOwn && !known_.contains(column)) other[column] = value;
    }
    return other;
}

/// Cells that the layout would write in another way.
Json Mapper::originalOf(const Json &row, const Json &taken, const Record &record) const {
    const auto written = layout_.write(record);
    Json original = keptIn(row, kOriginalCells);
    for (const auto &[field, value] : taken.items())
        if (!written || !written->contains(field) || !isSame((*written)[field], value))
            original[std::string(layout_.name)][field] = value;
    return original;
}

/// The same in the words of the file: its column instead of the field.
Error Mapper::ofImport(Error error) const {
    if (error.code.starts_with("row.")) error.code.replace(0, 3, "import");
    const auto end = std::min(error.field.find_first_of("[."), error.field.size()); // "messages[2].content"
    if (const auto column = columns_.find(error.field.substr(0, end)); column != columns_.end())
        error.field.replace(0, end,
                            column->second == error.field.substr(0, end)
                                ? column->second
                                : column->second + " (" + column->first + ")"); // the field's own name, too
    return error;
}

} // namespace lapidary
