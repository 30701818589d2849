// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/curation_wording.h"
#include "widgets/models/qt_text.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace lapidary {

namespace {

struct CurationWording {
    Q_DECLARE_TR_FUNCTIONS(CurationWording)
};

/// What was asked for, by its name; empty where nothing is said of it.
QString asked(const RowStep &step, const char *name) {
    const auto what = parseJson(step.what);
    const auto text = what ? getString(*what, name) : Result<std::string>(std::string());
    return text ? toQt(*text) : QString();
}

QString shortened(const std::optional<std::string> &json) {
    constexpr qsizetype kMost = 200;
    if (!json) return CurationWording::tr("nothing");
    const auto value = parseJson(*json, {.depth = 128});
    QString text = toQt(value && value->is_string() ? value->get<std::string>() : *json);
    text.replace(QLatin1Char('\n'), QChar(0x23CE));
    return QStringLiteral("“%1”").arg(text.size() > kMost ? text.left(kMost) + QChar(0x2026) : text);
}

} // namespace

QString rowsWord(qint64 rows) {
    return rows == 1 ? CurationWording::tr("1 row") : CurationWording::tr("%1 rows").arg(QLocale().toString(rows));
}

QString stepWord(const RowStep &step) {
    const QString rows = rowsWord(step.rows), tag = asked(step, "tag");
    if (step.kind == "edit") return CurationWording::tr("edit of %1").arg(rows);
    if (step.kind == "tags") return CurationWording::tr("tags of %1").arg(rows);
    if (step.kind == "tag") return CurationWording::tr("tag “%1” on %2").arg(tag, rows);
    if (step.kind == "untag") return CurationWording::tr("removal of tag “%1” from %2").arg(tag, rows);
    if (step.kind == "delete") return CurationWording::tr("deletion of %1").arg(rows);
    if (step.kind == "restore") return CurationWording::tr("restoring of %1").arg(rows);
    if (step.kind == "replace") return CurationWording::tr("replacement of “%1” in %2").arg(asked(step, "find"), rows);
    if (step.kind == "split") return CurationWording::tr("split of %1").arg(rows);
    if (step.kind == "duplicates") return CurationWording::tr("marking of %1 as duplicates").arg(rows);
    if (step.kind == "contamination") return CurationWording::tr("marking of %1 as contaminated").arg(rows);
    if (step.kind == "unusual") return CurationWording::tr("marking of %1 as unusual").arg(rows);
    if (step.kind == "add") return CurationWording::tr("adding of %1").arg(rows);
    if (step.kind == "instruct") return CurationWording::tr("adding of %1 that a model wrote").arg(rows);
    if (step.kind == "undo") return CurationWording::tr("undoing of step %1, %2").arg(step.meant).arg(rows);
    if (step.kind == "redo") return CurationWording::tr("redoing of step %1, %2").arg(step.meant).arg(rows);
    return CurationWording::tr("change of %1").arg(rows);
}

QString editWord(const RowEdit &edit) {
    if (edit.part == "deleted")
        return edit.after == "true" ? CurationWording::tr("deleted") : CurationWording::tr("brought back");
    if (edit.part == "tag")
        return (edit.after == "true" ? CurationWording::tr("tag “%1” given")
                                     : CurationWording::tr("tag “%1” taken away"))
            .arg(toQt(edit.field));
    const QString field = edit.field.empty() ? CurationWording::tr("whole row") : toQt(edit.field.substr(1));
    return CurationWording::tr("%1: %2 → %3").arg(field, shortened(edit.before), shortened(edit.after));
}

QString timeWord(double secondsSince1970) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(qint64(secondsSince1970 * 1000)), QLocale::ShortFormat);
}

} // namespace lapidary
