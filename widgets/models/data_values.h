// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/data/token_view.h"
#include "widgets/models/row_turns.h"
#include <QHash>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>

/// What the Data panel shows, as plain values.
namespace lapidary {

struct DataSetValues {
    enum Kind { Imported, Curated, Declared, Made, Snapshot }; ///< Curated: rows that are being edited
    Kind kind = Declared;
    QString name{}, file{}; ///< file: absolute; empty where the rows are not there yet
    QString origin{};       ///< where the rows come from, in words
    QString hash{};         ///< of the frozen rows; empty: not frozen yet
    qint64 rows = -1;       ///< -1: not counted yet
    QString trainedBy{};    ///< the first training on it, and how that reads it
    int maxLength = 0;      ///< 0: no training says
    bool completionOnly = true, assistantOnly = true;
    bool operator==(const DataSetValues &) const = default;
};

/// A tokenizer that rows can be seen through: the model's name and its folder.
struct TokenizerValues {
    QString model{}, folder{};
    qint64 context = 0; ///< tokens that the model was made to read at once; 0: it does not say
    bool operator==(const TokenizerValues &) const = default;
};

/// A data set that was opened: its rows come piece by piece.
struct DataShape {
    QString file{};
    QStringList columns{};
    int rows = 0;
    qint64 badCount = 0;
    QStringList bad{}; ///< the first bad lines, as sentences
};

struct DataRowValues {
    int row = 0; ///< of the file, from 0
    qint64 line = 0;
    QStringList cells{};
};

struct DataHits {
    QString file{}, text{};
    QVector<int> rows{};    ///< found since the last message, in order
    qint64 occurrences = 0; ///< in these rows
    bool done = false;
};

struct TokenLengths {
    QString file{}, tokenizer{};
    int first = 0;
    QVector<qint32> lengths{};               ///< -1: this row cannot be tokenised
    qint64 lostRows = 0, lostCharacters = 0; ///< of all rows so far: what the tokenizer cannot express
    QString lost{};                          ///< those characters and how often each, the most frequent first
    bool done = false;
};

/// A data set of several, each taken as often as its weight says.
struct DataMixture {
    QString name{};
    QVector<QPair<QString, double>> parts{};
    int seed = 0;
};

struct RowViewRequest {
    QString file{}, tokenizer{}; ///< tokenizer: a folder
    int row = -1;
    int maxLength = 1024;
    bool completionOnly = true, assistantOnly = true;
    QString side = QStringLiteral("chosen");
};

struct RowViewValues {
    RowViewRequest request{};
    TokenView view{};
    RowConversation conversation{}; ///< also where there is no view
    QString problem{};
};

struct ImportRequest {
    QString file{}, project{}, name{};
    QVector<TokenizerValues> tokenizers{}; ///< the rows are looked at through each
    QString layout{};                      ///< empty: recognised
    QHash<QString, QString> map{};         ///< column → field
    QString format{};                      ///< how the file holds its rows; empty: recognised
};

/// A way in which a file holds rows: its name and what it is, in the window's language.
struct ImportFormatValues {
    QString name{}, words{};
};

struct ImportLayoutValues {
    QString name{}, summary{}; ///< the summary in the language of the sources
    QStringList fields{};      ///< the required ones first
    int required = 0;
};

struct ImportValues {
    ImportRequest request{};
    QString format{}, layout{};
    QStringList columns{}, kept{}, leftOut{}; ///< kept: without a role, beside the rows
    QHash<QString, QString> map{};
    QStringList shownColumns{};
    QVector<QStringList> first{};
    qint64 rows = 0, bad = 0, blank = 0;
    QVector<QPair<qint64, QString>> problems{}; ///< line and reason
    QStringList notes{};                        ///< what a person should know though nothing is wrong
    QString error{};                            ///< why nothing can be imported at all
    QString saved{};                            ///< what became of the bad rows that were to be saved
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::DataSetValues)
