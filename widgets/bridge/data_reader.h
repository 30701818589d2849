// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/data/row_file.h"
#include "core/text/chat_prompt.h"
#include "core/text/text_findings.h"
#include "widgets/models/data_values.h"
#include <QObject>
#include <atomic>
#include <optional>

namespace lapidary {

/// Reads data sets for the window, on a thread of its own. What takes long (searching, counting tokens) is done in
/// slices, so that rows which a person scrolls to are never behind it.
class DataReader : public QObject {
    Q_OBJECT
public:
    static constexpr int kSliceMs = 20;
    explicit DataReader(QObject *parent = nullptr);
    ~DataReader() override;

    void open(const QString &file);
    void readRows(const QString &file, const QVector<int> &rows);
    void search(const QString &file, const QString &text);
    void countTokens(const QString &file, const QString &tokenizer);
    void viewRow(const RowViewRequest &request);
    void preview(const ImportRequest &request);
    void import(const ImportRequest &request);
    void saveBadRows(const ImportRequest &request, const QString &file);
    void cancel() { ++cancelled_; } ///< from any thread: ends the preview or the import that is under way
    void leave() { leaving_ = true; }

Q_SIGNALS:
    void opened(const lapidary::DataShape &shape);
    void openFailed(const QString &file, const QString &why);
    void rowsRead(const QString &file, const QVector<lapidary::DataRowValues> &rows);
    void found(const lapidary::DataHits &hits);
    void tokensCounted(const lapidary::TokenLengths &lengths);
    void rowViewed(const lapidary::RowViewValues &view);
    void previewed(const lapidary::ImportValues &values);
    void progressed(double share);
    /// The rows are written; `tables` is what the experiment has to be told (core/workbench/experiment/additions.h).
    void importWritten(const QString &name, const QString &file, const lapidary::Json &tables);
    void importFailed(const QString &name, const QString &why);
    void badRowsSaved(const lapidary::ImportRequest &request, const QString &told);

private:
    bool isOpen(const QString &file) const { return file_ && file == name_; }
    QStringList cellsOf(const Json &row) const;
    void searchOn();
    void countOn();
    const Tokenizer *tokenizer(const QString &folder, QString &problem);
    bool goOn(int ticket, double share);
    QString name_{};
    std::optional<RowFile> file_{};
    QStringList columns_{};
    QString searched_{}, counted_{};
    TextFindings findings_{}; ///< of the rows that are counted
    int searchAt_ = 0, countAt_ = 0;
    bool searchQueued_ = false, countQueued_ = false;
    QString tokenizerFolder_{};
    std::optional<Tokenizer> tokenizer_{};
    std::optional<ChatPrompt> chat_{}; ///< writes conversations for the same model
    std::atomic<int> cancelled_ = 0;
    std::atomic<bool> leaving_ = false;
    double told_ = 0;
};

QVector<ImportLayoutValues> importLayoutValues();
QVector<ImportFormatValues> importFormatValues();

} // namespace lapidary
