// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/row_filter.h"
#include "widgets/models/qt_text.h"
#include <QStringList>
#include <algorithm>

namespace lapidary {

namespace {

/// What is no number and no truth value is a text.
Json valueOf(const QString &text) {
    const auto value = parseJson(fromQt(text));
    return value && (value->is_number() || value->is_boolean()) ? *value : Json(fromQt(text));
}

} // namespace

std::optional<ColumnTest> columnTestOf(const QString &column, const QString &text) {
    using Is = ColumnTest::Is;
    static const std::pair<QString, Is> signs[] = {{QStringLiteral("!="), Is::Unequal},
                                                   {QStringLiteral("≠"), Is::Unequal},
                                                   {QStringLiteral("="), Is::Equal},
                                                   {QStringLiteral("<"), Is::Less},
                                                   {QStringLiteral(">"), Is::Greater}};
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty()) return std::nullopt;
    const std::string name = fromQt(column);
    if (trimmed == QLatin1String("?")) return ColumnTest{name, Is::Missing, {}};
    for (const auto &[sign, is] : signs) {
        if (!trimmed.startsWith(sign)) continue;
        const QString value = trimmed.mid(sign.size()).trimmed();
        if (value.isEmpty()) return std::nullopt; // still being typed
        return ColumnTest{name, is, valueOf(value)};
    }
    return ColumnTest{name, Is::Containing, fromQt(trimmed)};
}

void addTagTests(const QString &text, RowQuery &query) {
    QString word;
    bool quoted = false;
    const auto put = [&] {
        const bool without = word.startsWith(QLatin1Char('-')) && word.size() > 1;
        if (without) query.withoutTags.push_back(fromQt(word.mid(1)));
        if (!without && !word.isEmpty()) query.tags.push_back(fromQt(word));
        word.clear();
    };
    for (const QChar c : text) {
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (!quoted && (c.isSpace() || c == QLatin1Char(',')))
            put();
        else
            word.append(c);
    }
    put();
}

QStringList tagsIn(const QString &text) {
    QStringList out;
    for (const QString &each : text.split(QLatin1Char(',')))
        if (const QString tag = each.trimmed(); !tag.isEmpty() && !out.contains(tag)) out.append(tag);
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace lapidary
