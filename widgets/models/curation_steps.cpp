// SPDX-License-Identifier: GPL-3.0-or-later
// What is done with curated rows: every change is a step that can be undone.
#include "core/workbench/curation/cell_edits.h"
#include "core/workbench/labels/label_queue.h"
#include "widgets/common/core_text.h"
#include "widgets/models/curation_view_model.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/qt_text.h"

namespace lapidary {

namespace {
using Lane = RowService::Lane;
}

qint64 CurationViewModel::askStep(const QString &title, Work<RowStep> work, Answer<RowStep> then) {
    if (!canWrite()) return 0;
    setProblem({});
    const Answer<RowStep> answer = [this, then = std::move(then)](const Result<RowStep> &step) {
        if (!step && step.error().code != kCancelled) setProblem(coreText(step.error()));
        find(); // also where nothing has changed: a cell shows what was typed
        readState();
        if (then) then(step);
    };
    return ask<RowStep>(Lane::Edits, title, std::move(work), answer);
}

void CurationViewModel::edit(qint64 row, const QString &column, const QString &text) {
    askStep({}, [row, column = fromQt(column), text = fromQt(text)](RowStore &rows, const StoreWork &) {
        return editCell(rows, row, column, text, annotatorHere());
    });
}

void CurationViewModel::setTags(qint64 row, const QStringList &tags) {
    std::vector<std::string> all;
    for (const QString &tag : tags) all.push_back(fromQt(tag));
    askStep({}, [row, all](RowStore &rows, const StoreWork &) {
        return lapidary::setTags(rows, row, all, annotatorHere());
    });
}

void CurationViewModel::changeAll(const char *kind, const QString &title, const Ids &ids, const RowChange &change,
                                  const Json &what) {
    if (ids.empty()) return;
    askStep(title, [kind = std::string(kind), ids, change, what](RowStore &rows, const StoreWork &work) {
        return rows.change(
            {.kind = kind, .what = what.empty() ? std::string() : dumpJson(what), .who = annotatorHere()}, ids,
            [&](const StoredRow &) -> Result<RowChange> { return change; }, work);
    });
}

void CurationViewModel::remove(const Ids &ids) {
    changeAll("delete", tr("Deleting"), ids, {.deleted = true}, {});
}
void CurationViewModel::restore(const Ids &ids) {
    changeAll("restore", tr("Bringing back"), ids, {.deleted = false}, {});
}
void CurationViewModel::tag(const Ids &ids, const QString &tag, bool on) {
    RowChange change;
    (on ? change.tag : change.untag) = {fromQt(tag)};
    changeAll(on ? "tag" : "untag", on ? tr("Tagging") : tr("Taking the tag away"), ids, change,
              {{"tag", fromQt(tag)}});
}

void CurationViewModel::turn(bool back) {
    askStep(back ? tr("Undoing") : tr("Redoing"), [back](RowStore &rows, const StoreWork &work) -> Result<RowStep> {
        const auto turned = back ? rows.undo(annotatorHere(), work) : rows.redo(annotatorHere(), work);
        if (!turned) return unexpected(turned.error());
        return turned->value_or(RowStep{});
    });
}
void CurationViewModel::undo() {
    turn(true);
}
void CurationViewModel::redo() {
    turn(false);
}

QString CurationViewModel::undoText() const {
    return state_.undo ? stepWord(*state_.undo) : QString();
}
QString CurationViewModel::redoText() const {
    return state_.redo ? stepWord(*state_.redo) : QString();
}

void CurationViewModel::copy(const Ids &ids) {
    if (ids.empty()) return;
    QStringList columns = rows_.shownColumns();
    ask<QString>(
        Lane::Looks, tr("Copying"),
        [ids, columns](RowStore &rows, const StoreWork &work) -> Result<QString> {
            constexpr std::size_t kPage = 256;
            QString out = tsvLine(QStringList{QStringLiteral("row")} + columns + QStringList{QStringLiteral("tags")});
            for (std::size_t at = 0; at < ids.size() && !work.stop.stop_requested(); at += kPage) {
                const auto page = rows.page(std::span(ids).subspan(at, std::min(kPage, ids.size() - at)));
                if (!page) return unexpected(page.error());
                for (const StoredRow &row : *page) {
                    const RowCells cells = cellsOf(row);
                    QStringList line{QString::number(row.id)};
                    for (const QString &column : columns) line.append(cells.texts.value(column));
                    out += tsvLine(line + QStringList{cells.tags.join(QStringLiteral(", "))});
                }
                if (work.progress) work.progress(std::int64_t(at));
            }
            if (work.stop.stop_requested()) return fail(kCancelled, "Stopped on request");
            return out;
        },
        [this](const Result<QString> &text) {
            if (text) Q_EMIT copied(*text);
        });
}

} // namespace lapidary
