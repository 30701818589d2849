// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/row_cells.h"
#include "core/data/layouts/layout.h"
#include "widgets/models/qt_text.h"

namespace lapidary {

namespace {

/// "user: …" and so on, line by line; nothing where it is no list of messages with words alone.
std::optional<std::string> spoken(const Json &value) {
    if (!value.is_array() || value.empty()) return std::nullopt;
    std::string out;
    for (const Json &turn : value) {
        const auto role = getString(turn, "role"), content = getString(turn, "content");
        if (!role || !content || turn.size() != 2) return std::nullopt;
        out += (out.empty() ? "" : "\n") + *role + ": " + *content;
    }
    return out;
}

} // namespace

QString cellTextOf(const Json &value) {
    if (value.is_string()) return toQt(value.get_ref<const std::string &>());
    const auto words = spoken(value);
    return toQt(words ? *words : dumpJson(value));
}

RowCells cellsOf(const StoredRow &row) {
    RowCells out{.id = row.id, .body = row.body, .deleted = row.deleted};
    for (const auto &tag : row.tags) out.tags.append(toQt(tag));
    const auto body = parseJson(row.body, {.depth = 128});
    if (!body || !body->is_object()) return out;
    const auto put = [&out](const QString &column, const Json &value) {
        out.columns.append(column);
        out.texts.insert(column, cellTextOf(value));
        if (value.is_structured()) out.json.insert(column, toQt(dumpJson(value, 2)));
    };
    for (const auto &[name, value] : body->items()) {
        if (name == kOriginalCells) continue;
        if (!value.is_object()) {
            put(toQt(name), value);
            continue;
        }
        for (const auto &[member, inner] : value.items()) put(toQt(name + "." + member), inner);
    }
    return out;
}

QString tsvLine(QStringList cells) {
    for (QString &cell : cells)
        cell.replace(QLatin1Char('\t'), QLatin1Char(' '))
            .replace(QLatin1String("\r\n"), QLatin1String("\\n"))
            .replace(QLatin1Char('\n'), QLatin1String("\\n"));
    return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

} // namespace lapidary
