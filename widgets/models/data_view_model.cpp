// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/data_view_model.h"
#include <QFileInfo>
#include <QLocale>
#include <algorithm>

namespace lapidary {

namespace {

/// Of "rows.jsonl" and of "rows.jsonl.gz", as of all packed ones: "rows".
QString plainName(const QString &file) {
    const QFileInfo info(file);
    const QStringList packed{QStringLiteral("gz"), QStringLiteral("zst"), QStringLiteral("zstd"),
                             QStringLiteral("zip")};
    if (!packed.contains(info.suffix(), Qt::CaseInsensitive)) return info.completeBaseName();
    return QFileInfo(info.completeBaseName()).completeBaseName();
}

} // namespace

DataViewModel::DataViewModel(QObject *parent) : QObject(parent) {
    connect(&rows_, &DataRowsModel::rowsWanted, this,
            [this](const QVector<int> &rows) { Q_EMIT rowsRequested(currentFile_, rows); });
}

void DataViewModel::setProject(const QString &folder, bool readOnly) {
    if (previewing_ || importing_) Q_EMIT cancelRequested();
    project_ = folder;
    readOnly_ = readOnly;
    listIsOld_ = true;
    listed_ = opening_ = previewing_ = importing_ = false;
    sets_.clear();
    tokenizers_.clear();
    tokenizer_ = -1;
    currentFile_.clear();
    currentName_.clear();
    problem_.clear();
    searched_.clear();
    import_ = {};
    view_ = {};
    rows_.clear();
    Q_EMIT setsChanged();
    Q_EMIT currentChanged();
    Q_EMIT tokenizersChanged();
    Q_EMIT importChanged();
}

void DataViewModel::outdate() {
    listIsOld_ = true;
    Q_EMIT outdated();
}

void DataViewModel::wantList() {
    if (project_.isEmpty() || !listIsOld_) return;
    listIsOld_ = false;
    Q_EMIT listRequested();
}

void DataViewModel::setSets(const QVector<DataSetValues> &sets) {
    sets_ = sets;
    listed_ = true;
    Q_EMIT setsChanged();
    const auto is = [this](const DataSetValues &set) { // names repeat: rows are edited under that of their source
        const bool kind = !wantedKind_ || set.kind == *wantedKind_ ||
                          (set.kind == DataSetValues::Imported && *wantedKind_ == DataSetValues::Declared);
        const bool ofKind = wanted_.isEmpty() ? set.file == currentFile_ : kind;
        return set.name == (wanted_.isEmpty() ? currentName_ : wanted_) && ofKind && !set.file.isEmpty();
    };
    auto found = std::find_if(sets_.begin(), sets_.end(), is);
    const bool fresh = currentName_.isEmpty() || !wanted_.isEmpty();
    if (found == sets_.end() && wanted_.isEmpty()) // it has other rows now
        found = std::find_if(sets_.begin(), sets_.end(), [this](const DataSetValues &set) {
            return set.name == currentName_ && !set.file.isEmpty();
        });
    if (found == sets_.end())
        found = std::find_if(sets_.begin(), sets_.end(), [](const DataSetValues &set) { return !set.file.isEmpty(); });
    wanted_.clear();
    wantedKind_.reset();
    if (found != sets_.end() && (fresh || found->file != currentFile_))
        choose(int(found - sets_.begin()));
    else if (found == sets_.end() && !current())
        choose(0); // none has rows yet
}

void DataViewModel::setTokenizers(const QVector<TokenizerValues> &tokenizers) {
    if (tokenizers == tokenizers_) return;
    const QString before = folderOfTokenizer();
    tokenizers_ = tokenizers;
    tokenizer_ = tokenizers_.isEmpty() ? -1 : 0;
    for (int i = 0; i < tokenizers_.size(); ++i)
        if (tokenizers_[i].folder == before) tokenizer_ = i;
    Q_EMIT tokenizersChanged();
    if (folderOfTokenizer() != before) chooseTokenizer(tokenizer_);
}

const DataSetValues *DataViewModel::current() const {
    for (const DataSetValues &set : sets_)
        if (set.name == currentName_ && set.file == currentFile_) return &set;
    return nullptr;
}

void DataViewModel::choose(int index) {
    if (index < 0 || index >= sets_.size()) return;
    const DataSetValues &set = sets_[index];
    currentName_ = set.name;
    currentFile_ = set.file;
    problem_.clear();
    searched_.clear();
    searching_ = false;
    view_ = {};
    request_.row = -1;
    request_.maxLength = set.maxLength > 0 ? set.maxLength : 1024;
    request_.completionOnly = set.completionOnly;
    request_.assistantOnly = set.assistantOnly;
    request_.side = QStringLiteral("chosen");
    rows_.clear();
    counted_ = {};
    counting_ = false;
    opening_ = !set.file.isEmpty() && set.kind != DataSetValues::Curated;
    Q_EMIT currentChanged();
    Q_EMIT searchChanged();
    Q_EMIT rowViewChanged();
    Q_EMIT lengthsChanged();
    if (opening_) Q_EMIT openRequested(set.file);
}

bool DataViewModel::isCurated() const {
    return current() && current()->kind == DataSetValues::Curated;
}

bool DataViewModel::canCurate() const {
    const DataSetValues *set = current();
    return set && !readOnly_ && !set->file.isEmpty() && !isCurated() && problem_.isEmpty() && !opening_;
}

bool DataViewModel::canTrain() const {
    const DataSetValues *set = current();
    return set && !readOnly_ && set->kind != DataSetValues::Snapshot && !isCurated();
}

/// What may be there several times under one name is told apart by what stands beside the name.
void DataViewModel::curate() {
    if (!canCurate()) return;
    const DataSetValues set = *current();
    const bool repeats = set.kind == DataSetValues::Snapshot || set.kind == DataSetValues::Made;
    const QString name = repeats ? QStringLiteral("%1-%2").arg(set.name, set.origin) : set.name;
    for (int i = 0; i < sets_.size(); ++i)
        if (sets_[i].kind == DataSetValues::Curated && sets_[i].name == name) return choose(i);
    Q_EMIT curationRequested(name, set.file);
}

void DataViewModel::setCurated(const QString &name) {
    await(name, DataSetValues::Curated);
}

void DataViewModel::await(const QString &name, DataSetValues::Kind kind) {
    wanted_ = name;
    wantedKind_ = kind;
    outdate();
    wantList();
}

bool DataViewModel::isTaken(const QString &name) const {
    return std::any_of(sets_.begin(), sets_.end(), [&](const DataSetValues &set) {
        return set.name == name && (set.kind == DataSetValues::Imported || set.kind == DataSetValues::Declared);
    });
}

void DataViewModel::addFrozen(const FrozenRows &rows, const QString &name) {
    Q_EMIT freezeRequested(rows, name);
}

void DataViewModel::setFrozen(const QString &name, const QString &why) {
    outdate();
    wantList();
    Q_EMIT frozen(name, why);
}

void DataViewModel::setShape(const DataShape &shape) {
    if (shape.file != currentFile_) return;
    opening_ = false;
    rows_.open(shape);
    Q_EMIT currentChanged();
    askForLengths();
    if (shape.rows > 0) chooseRow(0);
}

void DataViewModel::setOpenFailed(const QString &file, const QString &why) {
    if (file != currentFile_) return;
    opening_ = false;
    problem_ = why;
    Q_EMIT currentChanged();
}

void DataViewModel::addRows(const QString &file, const QVector<DataRowValues> &rows) {
    if (file == currentFile_) rows_.addRows(rows);
}

void DataViewModel::search(const QString &text) {
    if (text == searched_ || currentFile_.isEmpty()) return;
    searched_ = text;
    occurrences_ = 0;
    searching_ = !text.isEmpty();
    rows_.setFilter(text.isEmpty() ? std::nullopt : std::optional(QVector<int>()));
    Q_EMIT searchChanged();
    Q_EMIT searchRequested(currentFile_, text);
}

void DataViewModel::addHits(const DataHits &hits) {
    if (hits.file != currentFile_ || hits.text != searched_ || searched_.isEmpty()) return;
    rows_.addToFilter(hits.rows);
    occurrences_ += hits.occurrences;
    searching_ = !hits.done;
    Q_EMIT searchChanged();
}

QString DataViewModel::searchSummary() const {
    if (searched_.isEmpty())
        return rows_.shape().rows > 0 ? tr("%1 rows").arg(QLocale().toString(rows_.shape().rows)) : QString();
    const QString found = occurrences_ == 1
                              ? tr("1 hit in %1 rows").arg(QLocale().toString(rows_.shape().rows))
                              : tr("%1 hits in %2 of %3 rows")
                                    .arg(QLocale().toString(occurrences_), QLocale().toString(rows_.rowCount()),
                                         QLocale().toString(rows_.shape().rows));
    return searching_ ? found + QStringLiteral(" …") : found;
}

QString DataViewModel::folderOfTokenizer() const {
    return tokenizer_ >= 0 && tokenizer_ < tokenizers_.size() ? tokenizers_[tokenizer_].folder : QString();
}

void DataViewModel::chooseTokenizer(int index) {
    tokenizer_ = index;
    askForLengths();
    askForRow();
}

void DataViewModel::askForLengths() {
    rows_.forgetLengths();
    counted_ = {};
    counting_ = rows_.shape().rows > 0 && !folderOfTokenizer().isEmpty();
    Q_EMIT lengthsChanged();
    if (counting_) Q_EMIT lengthsRequested(currentFile_, folderOfTokenizer());
}

void DataViewModel::addLengths(const TokenLengths &lengths) {
    if (lengths.file != currentFile_ || lengths.tokenizer != folderOfTokenizer()) return;
    if (!counting_) return; // it was stopped
    rows_.setLengths(lengths.first, lengths.lengths);
    counted_ = lengths;
    counted_.lengths.clear();
    counting_ = !lengths.done;
    Q_EMIT lengthsChanged();
}

void DataViewModel::stopCounting() {
    if (!counting_) return;
    counting_ = false;
    Q_EMIT lengthsRequested(currentFile_, {});
    Q_EMIT lengthsChanged();
}

qint64 DataViewModel::context() const {
    return tokenizer_ >= 0 && tokenizer_ < tokenizers_.size() ? tokenizers_[tokenizer_].context : 0;
}

bool DataViewModel::canMix() const {
    const auto named = [](const DataSetValues &set) {
        return set.kind == DataSetValues::Imported || set.kind == DataSetValues::Declared;
    };
    return !readOnly_ && std::count_if(sets_.begin(), sets_.end(), named) >= 2;
}

void DataViewModel::setMixed(const QString &name, const QString &why) {
    if (why.isEmpty()) wanted_ = name;
    outdate();
    wantList();
    Q_EMIT mixed(name, why);
}

void DataViewModel::chooseRow(int fileRow) {
    request_.row = fileRow;
    askForRow();
}

void DataViewModel::setMaxLength(int tokens) {
    request_.maxLength = tokens;
    askForRow();
    Q_EMIT lengthsChanged();
}

void DataViewModel::setSide(const QString &side) {
    request_.side = side;
    askForRow();
}

void DataViewModel::askForRow() {
    request_.file = currentFile_;
    request_.tokenizer = folderOfTokenizer();
    if (request_.row >= 0) Q_EMIT rowViewRequested(request_); // it can be read without a tokenizer, too
}

void DataViewModel::setRowView(const RowViewValues &view) {
    const RowViewRequest &of = view.request;
    if (of.file != currentFile_ || of.row != request_.row || of.tokenizer != request_.tokenizer ||
        of.maxLength != request_.maxLength || of.side != request_.side)
        return;
    view_ = view;
    Q_EMIT rowViewChanged();
}

void DataViewModel::preview(const ImportRequest &request) {
    if (project_.isEmpty() || importing_) return;
    if (import_.request.file != request.file) import_ = {};
    import_.request = request;
    import_.request.project = project_;
    import_.request.tokenizers = tokenizers_;
    if (import_.request.name.isEmpty()) import_.request.name = plainName(request.file);
    previewing_ = true;
    Q_EMIT importChanged();
    Q_EMIT previewRequested(import_.request);
}

void DataViewModel::setPreview(const ImportValues &values) {
    const ImportRequest &now = import_.request;
    if (values.request.file != now.file || values.request.layout != now.layout || values.request.map != now.map ||
        values.request.format != now.format)
        return; // asked again meanwhile
    previewing_ = false;
    import_ = values;
    Q_EMIT importChanged();
}

void DataViewModel::startImport(const QString &name) {
    import_.request.name = name;
    importing_ = true;
    progress_ = 0;
    Q_EMIT importChanged();
    Q_EMIT importRequested(import_.request);
}

void DataViewModel::setImportProgress(double share) {
    progress_ = share;
    if (importing_ || previewing_) Q_EMIT importChanged();
}

void DataViewModel::setImported(const QString &name, const QString &why) {
    if (!importing_) return;
    importing_ = false;
    import_.error = why;
    if (!why.isEmpty()) {
        Q_EMIT importChanged();
        return;
    }
    import_ = {};
    wanted_ = name;
    outdate();
    Q_EMIT importChanged();
    Q_EMIT imported(name);
    wantList();
}

void DataViewModel::setBadRowsSaved(const ImportRequest &request, const QString &told) {
    if (request.file != import_.request.file) return; // another file is looked at by now
    import_.saved = told;
    Q_EMIT importChanged();
}

void DataViewModel::cancelImport() {
    Q_EMIT cancelRequested();
    import_ = {};
    previewing_ = importing_ = false;
    Q_EMIT importChanged();
}

} // namespace lapidary
