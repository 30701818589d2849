// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

// How layouts read the cells of a row. A cell that is not there and one that is null are the same. Errors: row.missing,
// row.wrong_type, row.empty, with the field.

Result<std::string> textField(const Json &row, std::string_view name);
/// As above, with at least one character that is no blank.
Result<std::string> wordsField(const Json &row, std::string_view name);
Result<std::optional<std::string>> optionalText(const Json &row, std::string_view name);
/// A list of texts, and how many there must be at the least and may be at the most. The field of an error names the
/// element, as in "choices[2]".
Result<std::vector<std::string>> textsField(const Json &row, std::string_view name, std::size_t least = 0,
                                            std::size_t most = SIZE_MAX);
/// "terminated" and the like; also written as a word, as tables of text have it.
Result<bool> flagField(const Json &row, std::string_view name, bool otherwise);
/// The same of one that must be there.
Result<bool> givenFlag(const Json &row, std::string_view name);
Result<double> numberField(const Json &row, std::string_view name, double otherwise);

Error wrongType(std::string_view name, const Json &found, Sentence expected);

/// The columns that a row of any layout may have beside its own: id and reference. Numbers are welcome in both.
Result<Record> named(const Json &row, decltype(Record::what) what);
/// A row that begins with the record's id. The reference and what is kept beside the record go behind the texts:
/// finished() puts them there.
Json begun(const Record &record);
Json finished(Json row, const Record &record);
Json withOther(Json row, const Record &record);

/// The row where it reads as this record again, else nothing: for layouts that find out what is what.
std::optional<Json> ifSame(Json row, const Record &record, Result<Record> (*read)(const Json &row));

/// Whether a cell says true or false, as itself or as a word.
bool isFlag(const Json &cell);

inline const Column kIdColumn{.name = "id", .kind = Column::Kind::Name};
inline const Column kReferenceColumn{.name = "reference", .kind = Column::Kind::Name};
inline const Column kTerminatedColumn{.name = "terminated", .kind = Column::Kind::Flag};

/// The record as a demonstration of plain words, and as other kinds; null where it is something else.
struct PlainDemonstration {
    std::string prompt{}, completion{};
    bool terminated = true;
};
std::optional<PlainDemonstration> plainDemonstration(const Record &record);

} // namespace lapidary
