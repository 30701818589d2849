// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/bad_rows.h"
#include "core/data/formats/json_row.h"

namespace lapidary {
namespace {

constexpr const char *kWhy = "bad_row", *kRow = "row";

} // namespace

Json badRow(const Error &why, const Json &raw) {
    Error said = why; // the reason does not say once more where it is
    said.file.clear();
    said.line = 0;
    said.offset = -1;
    return {{kWhy,
             {{"file", why.file},
              {"line", why.line},
              {"field", why.field},
              {"code", why.code},
              {"reason", describe(said)}}},
            {kRow, raw}};
}

bool isBadRow(const Json &row) {
    return row.is_object() && row.size() == 2 && row.contains(kWhy) && row[kWhy].is_object() && row.contains(kRow);
}

Result<Json> rowOfBad(const Json &line) {
    const Json &row = line.at(kRow);
    if (row.is_object()) return row;
    if (!row.is_string())
        return fail({.code = "bad_row.nothing",
                     .message = "the row of an earlier import is not there",
                     .field = kRow,
                     .found = row.type_name(),
                     .expected = "the row as an object",
                     .remedy = "Write the row there, as the file that it comes from should have had it."});
    if (row.get_ref<const std::string &>().find("\uFFFD") != std::string::npos)
        return fail({.code = "bad_row.text",
                     .message = "the row of an earlier import has the sign of unknown characters where the file had "
                                "bytes that are no UTF-8",
                     .field = kRow,
                     .expected = "the characters that are meant",
                     .remedy = "Put them there, or write the row as an object."});
    auto read = parseRow(row.get_ref<const std::string &>(), {}, "bad_row.");
    if (read) return read;
    Error error = read.error();
    error.code = "bad_row.text";
    error.message = {"the row of an earlier import is still a text that cannot be read: {0}", error.message};
    error.field = kRow;
    error.offset = -1;
    error.remedy = "Mend it there, or write the row as an object.";
    return fail(std::move(error));
}

} // namespace lapidary
