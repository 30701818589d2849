// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/curation_view_model.h"
#include "widgets/common/core_text.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/row_filter.h"
#include <QLocale>

namespace lapidary {

namespace {
constexpr std::int64_t kIndexedAtOnce = 2000; ///< rows; an edit waits no longer than for these
using Lane = RowService::Lane;

struct Found {
    RowView view{};
    std::int64_t there = 0, deleted = 0;
};

/// The ids of a query, and how many rows there are in all.
Result<Found> findIn(RowStore &rows, const RowQuery &query, const StoreWork &work) {
    auto ids = rows.find(query, work);
    if (!ids) return unexpected(ids.error());
    Found out{.view = {std::make_shared<const std::vector<std::int64_t>>(std::move(*ids))}};
    for (const bool deleted : {false, true}) {
        const auto all = rows.find({.deleted = deleted}, work);
        if (!all) return unexpected(all.error());
        (deleted ? out.deleted : out.there) = std::int64_t(all->size());
    }
    return out;
}

Result<std::optional<RowStep>> stepAt(RowStore &rows, std::int64_t seq) {
    if (seq == 0) return std::optional<RowStep>();
    const auto steps = rows.steps(seq + 1, 1);
    if (!steps) return unexpected(steps.error());
    return steps->empty() ? std::optional<RowStep>() : std::optional(steps->front());
}

/// What only the lane that writes knows.
Result<CurationState> stateOf(RowStore &rows) {
    CurationState out;
    auto tags = rows.tags();
    if (!tags) return unexpected(tags.error());
    out.tags = std::move(*tags);
    const auto columns = rows.columns();
    if (!columns) return unexpected(columns.error());
    for (const auto &each : *columns) out.columns.append(toQt(each));
    const auto undo = stepAt(rows, rows.nextUndo()), redo = stepAt(rows, rows.nextRedo());
    if (!undo || !redo) return unexpected((undo ? redo : undo).error());
    out.undo = *undo;
    out.redo = *redo;
    return out;
}

} // namespace

CurationViewModel::CurationViewModel(QObject *parent) : QObject(parent) {
    connect(&rows_, &CuratedRowsModel::pageWanted, this, &CurationViewModel::fetch);
    connect(&rows_, &CuratedRowsModel::cellEdited, this, &CurationViewModel::edit);
    connect(&rows_, &CuratedRowsModel::tagsEdited, this, &CurationViewModel::setTags);
    connect(&rows_, &CuratedRowsModel::orderWanted, this, [this](const QString &column, bool descending) {
        if (!isOpen()) return;
        if (query_.orderBy == fromQt(column) && query_.descending == descending) return;
        query_.orderBy = fromQt(column);
        query_.descending = descending;
        setQuery();
    });
}

void CurationViewModel::setProject(const QString &folder, bool readOnly) {
    close();
    project_ = folder;
    readOnly_ = readOnly;
}

void CurationViewModel::close() {
    if (stage_ == Stage::Closed) return;
    ++generation_;
    opening_.request_stop();
    for (auto &stop : stops_) stop.request_stop();
    stops_.clear();
    working_.clear();
    filters_.clear();
    tagFilter_.clear();
    query_ = {};
    state_ = {};
    finding_ = fresh_ = deletedShown_ = false;
    unindexed_ = 0;
    problem_.clear();
    name_.clear();
    stage_ = Stage::Closed;
    rows_.clear();
    Q_EMIT closeRequested();
    Q_EMIT stageChanged();
}

void CurationViewModel::open(const QString &name, const QString &file) {
    close();
    if (project_.isEmpty()) return;
    ++generation_;
    name_ = name;
    fresh_ = !file.isEmpty();
    stage_ = Stage::Opening;
    openingDone_ = 0;
    opening_ = std::stop_source();
    rows_.setWritable(!readOnly_);
    Q_EMIT stageChanged();
    Q_EMIT openRequested({generation_, project_, name, file, readOnly_, opening_});
}

void CurationViewModel::setOpened(int ticket, const QString &why) {
    if (ticket != generation_ || stage_ != Stage::Opening) return;
    stage_ = why.isEmpty() ? Stage::Open : Stage::Failed;
    problem_ = why;
    Q_EMIT stageChanged();
    Q_EMIT problemChanged();
    if (stage_ != Stage::Open) return;
    if (fresh_) Q_EMIT opened(name_);
    readState();
    find();
    if (canWrite()) index();
}

void CurationViewModel::setProgress(qint64 job, qint64 done) {
    if (job == 0) openingDone_ = done;
    for (Working &each : working_)
        if (each.id == job) each.done = done;
    Q_EMIT workChanged();
}

QString CurationViewModel::workTitle() const {
    const auto with = [](const QString &title, qint64 done) {
        return done > 0 ? tr("%1: %2").arg(title, rowsWord(done)) : title + QStringLiteral(" …");
    };
    if (stage_ == Stage::Opening) return with(fresh_ ? tr("Copying the rows") : tr("Opening"), openingDone_);
    return working_.isEmpty() ? QString() : with(working_.first().title, working_.first().done);
}

void CurationViewModel::begun(qint64 id, const QString &title, const std::stop_source &stop) {
    stops_.insert(id, stop);
    if (title.isEmpty()) return;
    working_.append({id, title});
    Q_EMIT workChanged();
}

bool CurationViewModel::finished(int generation, qint64 id) {
    if (generation != generation_) return false;
    stops_.remove(id);
    working_.removeIf([id](const Working &each) { return each.id == id; });
    Q_EMIT workChanged();
    return true;
}

void CurationViewModel::cancel(qint64 job) {
    if (const auto at = stops_.find(job); at != stops_.end()) at->request_stop();
}

void CurationViewModel::cancelShown() {
    if (stage_ == Stage::Opening) return close();
    if (!working_.isEmpty()) cancel(working_.first().id);
}

void CurationViewModel::setProblem(const QString &problem) {
    if (problem == problem_) return;
    problem_ = problem;
    Q_EMIT problemChanged();
}
void CurationViewModel::dismissProblem() {
    if (stage_ == Stage::Failed && fresh_) return close(); // back to the rows of the file
    setProblem({});
}

void CurationViewModel::readState() {
    ask<CurationState>(
        Lane::Edits, {}, [](RowStore &rows, const StoreWork &) { return stateOf(rows); },
        [this](const Result<CurationState> &state) {
            if (!state) return setProblem(coreText(state.error()));
            const auto before = state_;
            state_ = *state;
            state_.rows = before.rows;
            state_.deleted = before.deleted;
            rows_.setColumns(state_.columns);
            Q_EMIT stateChanged();
        });
}

/// In the background, and an edit between two slices.
void CurationViewModel::index() {
    ask<std::int64_t>(
        Lane::Edits, {}, [](RowStore &rows, const StoreWork &work) { return rows.index(kIndexedAtOnce, work); },
        [this](const Result<std::int64_t> &left) {
            if (!left) return setProblem(coreText(left.error()));
            unindexed_ = *left;
            Q_EMIT stateChanged();
            if (*left > 0) index();
        });
}

void CurationViewModel::find() {
    cancel(finder_);
    finding_ = true;
    finder_ = ask<Found>(
        Lane::Looks, {}, [query = query_](RowStore &rows, const StoreWork &work) { return findIn(rows, query, work); },
        [this](const Result<Found> &found) {
            if (!found && found.error().code == kCancelled) return; // a newer one is on its way
            finding_ = false;
            if (found) {
                state_.rows = found->there;
                state_.deleted = found->deleted;
                rows_.setView(found->view);
            } else {
                setProblem(coreText(found.error()));
            }
            Q_EMIT viewChanged();
        });
    Q_EMIT viewChanged();
}

void CurationViewModel::fetch(const RowView &view, std::size_t first, std::size_t count) {
    ask<QVector<RowCells>>(
        Lane::Pages, {},
        [view, first, count](RowStore &rows, const StoreWork &) -> Result<QVector<RowCells>> {
            const auto page = rows.page(std::span(*view.ids).subspan(first, count));
            if (!page) return unexpected(page.error());
            QVector<RowCells> out;
            for (const StoredRow &row : *page) out.append(cellsOf(row));
            return out;
        },
        [this, view, first](const Result<QVector<RowCells>> &page) {
            if (page) return rows_.setPage(view, first, *page);
            rows_.setPageFailed();
            if (page.error().code == "rows.no_row") return find(); // its adding was undone
            setProblem(coreText(page.error()));
        });
}

void CurationViewModel::setQuery() {
    RowQuery query{
        .words = query_.words, .deleted = deletedShown_, .orderBy = query_.orderBy, .descending = query_.descending};
    for (auto each = filters_.begin(); each != filters_.end(); ++each)
        if (auto test = columnTestOf(each.key(), each.value())) query.columns.push_back(std::move(*test));
    addTagTests(tagFilter_, query);
    query_ = std::move(query);
    Q_EMIT queryChanged();
    find();
}

void CurationViewModel::setWords(const QString &words) {
    if (!isOpen() || words == this->words()) return;
    query_.words = fromQt(words);
    setQuery();
}

void CurationViewModel::setColumnFilter(const QString &column, const QString &text) {
    if (!isOpen() || text == columnFilter(column)) return;
    if (text.isEmpty())
        filters_.remove(column);
    else
        filters_.insert(column, text);
    setQuery();
}

void CurationViewModel::setTagFilter(const QString &text) {
    if (!isOpen() || text == tagFilter_) return;
    tagFilter_ = text;
    setQuery();
}

void CurationViewModel::setDeletedShown(bool deleted) {
    if (!isOpen() || deleted == deletedShown_) return;
    deletedShown_ = deleted;
    setQuery();
}

bool CurationViewModel::isFiltered() const {
    return !query_.words.empty() || !query_.columns.empty() || !query_.tags.empty() || !query_.withoutTags.empty();
}

void CurationViewModel::clearFilters() {
    query_.words.clear();
    filters_.clear();
    tagFilter_.clear();
    setQuery();
}

QString CurationViewModel::summary() const {
    const QLocale locale;
    const qint64 shown = qint64(rows_.view().size());
    QString text =
        deletedShown_ ? tr("%1 of %2 deleted rows").arg(locale.toString(shown), locale.toString(qint64(state_.deleted)))
        : isFiltered() ? tr("%1 of %2 rows").arg(locale.toString(shown), locale.toString(qint64(state_.rows)))
                       : rowsWord(shown);
    if (!deletedShown_ && state_.deleted > 0)
        text += tr("  ·  %1 deleted").arg(locale.toString(qint64(state_.deleted)));
    if (unindexed_ > 0) text += tr("  ·  %1 not indexed yet").arg(locale.toString(unindexed_));
    return finding_ ? text + QStringLiteral("  ·  …") : text;
}

} // namespace lapidary
