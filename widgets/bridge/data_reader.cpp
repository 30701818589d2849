// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/data_reader.h"
#include "core/data/formats/registry.h"
#include "core/data/row_findings.h"
#include "core/workbench/data/import_data.h"
#include "widgets/bridge/conversions.h"
#include "widgets/models/row_cells.h"
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {

ImportOptions optionsOf(const ImportRequest &request) {
    ImportOptions options{.format = fromQt(request.format), .layout = fromQt(request.layout)};
    for (const TokenizerValues &each : request.tokenizers)
        options.tokenizers.push_back({fromQt(each.model), fromQt(each.folder)});
    for (auto it = request.map.begin(); it != request.map.end(); ++it)
        options.map[fromQt(it.key())] = fromQt(it.value());
    return options;
}

/// A row with the columns that are kept beside it as columns of their own; without cells that are kept twice.
Json shown(const Json &row) {
    Json out = row;
    out.erase(std::string(kOriginalCells));
    out.erase(std::string(kOtherColumns));
    if (const auto other = row.find(kOtherColumns); other != row.end() && other->is_object())
        for (const auto &[name, value] : other->items())
            if (!out.contains(name)) out[name] = value;
    return out;
}

ImportValues valuesOf(const ImportPreview &preview, const ImportRequest &request) {
    ImportValues out{.request = request, .format = toQt(preview.format), .layout = toQt(preview.layout)};
    for (const auto &column : preview.columns) out.columns.append(toQt(column));
    for (const auto &column : preview.unused()) {
        const bool left = std::find(preview.leftOut.begin(), preview.leftOut.end(), column) != preview.leftOut.end();
        (left ? out.leftOut : out.kept).append(toQt(column));
    }
    for (const auto &[column, field] : preview.map) out.map.insert(toQt(column), toQt(field));
    QVector<Json> first;
    for (const Json &row : preview.first) first.append(shown(row));
    for (const Json &row : first)
        for (const auto &[name, value] : row.items())
            if (!out.shownColumns.contains(toQt(name))) out.shownColumns.append(toQt(name));
    for (const Json &row : first) {
        QStringList cells;
        for (const QString &column : out.shownColumns) {
            const auto it = row.find(fromQt(column));
            cells.append(it == row.end() ? QString() : cellTextOf(*it));
        }
        out.first.append(cells);
    }
    out.rows = preview.counts.rows;
    out.bad = preview.counts.bad;
    out.blank = preview.counts.blank;
    for (Error problem : preview.problems) {
        const auto line = problem.line;
        problem.file.clear(); // the page says which file
        problem.line = 0;
        problem.offset = -1;
        out.problems.append({line, toQt(problem)});
    }
    for (Error note : preview.notes) {
        note.file.clear();
        out.notes.append(toQt(note));
    }
    return out;
}

} // namespace

QVector<ImportLayoutValues> importLayoutValues() {
    QVector<ImportLayoutValues> out;
    for (const Layout *layout : importLayouts()) {
        ImportLayoutValues values{.name = toQt(std::string(layout->name)),
                                  .summary = toQt(std::string(layout->summary))};
        for (const bool required : {true, false})
            for (const Column &column : layout->columns) {
                if (column.required != required) continue;
                values.fields.append(toQt(std::string(column.name)));
                values.required += required;
            }
        out.append(values);
    }
    return out;
}

QVector<ImportFormatValues> importFormatValues() {
    QVector<ImportFormatValues> out;
    for (const Format &format : formats()) out.append({toQt(std::string(format.name)), toQt(Sentence(format.summary))});
    return out;
}

DataReader::DataReader(QObject *parent) : QObject(parent) {}
DataReader::~DataReader() = default;

void DataReader::open(const QString &file) {
    searched_.clear();
    counted_.clear();
    name_ = file;
    file_.reset();
    columns_.clear();
    auto rows = RowFile::open(fromQt(file), [this](std::uint64_t) { return !leaving_; });
    if (!rows) {
        if (!leaving_) Q_EMIT openFailed(file, toQt(rows.error()));
        return;
    }
    file_.emplace(std::move(*rows));
    for (const auto column : tableColumns()) // in this order, as far as any row has it
        if (file_->fields().contains(std::string(column))) columns_.append(toQt(std::string(column)));
    if (!columns_.isEmpty() && file_->fields().contains(kOtherColumns)) columns_.append(QLatin1String(kOtherColumns));
    if (columns_.isEmpty()) // rows of another kind: what they have
        for (const auto &[name, count] : file_->fields())
            if (columns_.size() < 6) columns_.append(toQt(name));
    DataShape shape{.file = file, .columns = columns_, .rows = int(file_->size()), .badCount = file_->badCount()};
    for (Error problem : file_->bad()) {
        problem.file = fromQt(QFileInfo(file).fileName());
        shape.bad.append(toQt(problem));
    }
    Q_EMIT opened(shape);
}

QStringList DataReader::cellsOf(const Json &row) const {
    constexpr int kMost = 4000; // characters of a cell: a table shows no books
    QStringList cells;
    for (const QString &column : columns_) {
        const auto it = row.find(fromQt(column));
        cells.append(it == row.end() ? QString() : cellTextOf(*it).left(kMost));
    }
    return cells;
}

void DataReader::readRows(const QString &file, const QVector<int> &rows) {
    if (!isOpen(file)) return;
    QVector<DataRowValues> out;
    for (const int row : rows) {
        if (row < 0 || row >= int(file_->size())) continue;
        const auto value = file_->row(std::size_t(row));
        if (!value) {
            Q_EMIT openFailed(file, toQt(value.error()));
            return;
        }
        out.append({row, file_->lineOf(std::size_t(row)), cellsOf(*value)});
    }
    Q_EMIT rowsRead(file, out);
}

void DataReader::search(const QString &file, const QString &text) {
    if (!isOpen(file)) return;
    searched_ = text;
    searchAt_ = 0;
    if (!text.isEmpty() && !searchQueued_) searchOn();
}

void DataReader::searchOn() {
    searchQueued_ = false;
    if (!file_ || searched_.isEmpty() || leaving_) return;
    QElapsedTimer clock;
    clock.start();
    DataHits hits{.file = name_, .text = searched_};
    for (; searchAt_ < int(file_->size()) && clock.elapsed() < kSliceMs; ++searchAt_) {
        const auto row = file_->row(std::size_t(searchAt_));
        if (!row) {
            Q_EMIT openFailed(name_, toQt(row.error()));
            return;
        }
        const qint64 before = hits.occurrences;
        for (const QString &column : columns_)
            if (const auto it = row->find(fromQt(column)); it != row->end())
                hits.occurrences += cellTextOf(*it).count(searched_, Qt::CaseInsensitive);
        if (hits.occurrences > before) hits.rows.append(searchAt_);
    }
    hits.done = searchAt_ == int(file_->size());
    Q_EMIT found(hits);
    if (hits.done) return;
    searchQueued_ = true;
    QMetaObject::invokeMethod(this, &DataReader::searchOn, Qt::QueuedConnection);
}

const Tokenizer *DataReader::tokenizer(const QString &folder, QString &problem) {
    if (tokenizer_ && tokenizerFolder_ == folder) return &*tokenizer_;
    tokenizer_.reset();
    tokenizerFolder_ = folder;
    auto loaded = Tokenizer::load(fromQt(folder));
    chat_.emplace(fs::path(fromQt(folder)));
    if (loaded)
        tokenizer_.emplace(std::move(*loaded));
    else
        problem = toQt(loaded.error());
    return tokenizer_ ? &*tokenizer_ : nullptr;
}

void DataReader::countTokens(const QString &file, const QString &folder) {
    if (!isOpen(file)) return;
    counted_ = folder;
    countAt_ = 0;
    findings_ = {};
    if (!countQueued_) countOn();
}

void DataReader::countOn() {
    countQueued_ = false;
    QString problem;
    if (!file_ || counted_.isEmpty() || leaving_) return;
    const Tokenizer *with = tokenizer(counted_, problem);
    if (!with) return; // the view of the chosen row says why
    QElapsedTimer clock;
    clock.start();
    TokenLengths out{.file = name_, .tokenizer = counted_, .first = countAt_};
    for (; countAt_ < int(file_->size()) && clock.elapsed() < kSliceMs; ++countAt_) {
        const auto row = file_->row(std::size_t(countAt_));
        const auto tokens = row ? tokensOfRow(*with, *row, &*chat_) : Result<std::int64_t>(-1);
        out.lengths.append(tokens ? qint32(*tokens) : -1);
        if (tokens) (void)noteRow(findings_, *with, *row, countAt_ + 1); // what cannot be read is told by its length
    }
    out.lostRows = findings_.lostRows();
    out.lostCharacters = findings_.lostCharacters();
    out.lost = toQt(findings_.mostLost());
    out.done = countAt_ == int(file_->size());
    Q_EMIT tokensCounted(out);
    if (out.done) return;
    countQueued_ = true;
    QMetaObject::invokeMethod(this, &DataReader::countOn, Qt::QueuedConnection);
}

void DataReader::viewRow(const RowViewRequest &request) {
    if (!isOpen(request.file) || request.row < 0 || request.row >= int(file_->size())) return;
    RowViewValues out{.request = request};
    const auto row = file_->row(std::size_t(request.row));
    if (!row) out.problem = toQt(row.error());
    if (row) out.conversation = conversationOf(dumpJson(*row));
    const bool asked = row && !request.tokenizer.isEmpty();
    const Tokenizer *with = asked ? tokenizer(request.tokenizer, out.problem) : nullptr;
    if (with) {
        auto view = lapidary::viewRow(*with, *row,
                                      {.maxLength = request.maxLength,
                                       .completionOnly = request.completionOnly,
                                       .assistantOnly = request.assistantOnly,
                                       .side = fromQt(request.side)},
                                      &*chat_);
        if (!view)
            out.problem = toQt(view.error());
        else
            out.view = std::move(*view);
    }
    Q_EMIT rowViewed(out);
}

/// Tells the progress in hundredths; false once somebody has cancelled.
bool DataReader::goOn(int ticket, double share) {
    if (std::abs(share - told_) >= 0.01) Q_EMIT progressed(told_ = share);
    return cancelled_ == ticket && !leaving_;
}

void DataReader::preview(const ImportRequest &request) {
    const double bytes = double(std::max<qint64>(QFileInfo(request.file).size(), 1));
    const auto read =
        previewImport(fromQt(request.file), optionsOf(request), [&, ticket = cancelled_.load()](std::uint64_t done) {
            return goOn(ticket, double(done) / bytes);
        });
    if (read)
        Q_EMIT previewed(valuesOf(*read, request));
    else if (read.error().code != kCancelled)
        Q_EMIT previewed({.request = request, .error = toQt(read.error())});
}

void DataReader::import(const ImportRequest &request) {
    const double bytes = double(std::max<qint64>(QFileInfo(request.file).size(), 1));
    const auto written =
        writeImport(fromQt(request.project), fromQt(request.file), fromQt(request.name), optionsOf(request),
                    [&, ticket = cancelled_.load()](std::uint64_t done) { return goOn(ticket, double(done) / bytes); });
    if (written)
        Q_EMIT importWritten(request.name, toQt((fs::path(fromQt(request.project)) / written->file).string()),
                             dataTables(*written));
    else if (written.error().code != kCancelled)
        Q_EMIT importFailed(request.name, toQt(written.error()));
}

void DataReader::saveBadRows(const ImportRequest &request, const QString &file) {
    const auto saved =
        writeBadRows(fromQt(request.file), optionsOf(request), fromQt(file),
                     [this, ticket = cancelled_.load()](std::uint64_t) { return cancelled_ == ticket && !leaving_; });
    if (!saved && saved.error().code == kCancelled) return;
    Q_EMIT badRowsSaved(request, saved ? tr("%1 bad rows are in %2. Mend what stands in \"row\" there, and import that "
                                            "file.")
                                             .arg(QLocale().toString(qlonglong(*saved)), QFileInfo(file).fileName())
                                       : toQt(saved.error()));
}

} // namespace lapidary
