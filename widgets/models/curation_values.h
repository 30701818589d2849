// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/curation/curated_rows.h"
#include "core/workbench/curation/row_service.h"
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>
#include <functional>

/// What passes between the window and the thread of a row service while rows are curated.
namespace lapidary {

/// Which rows are wanted, and where they come from if nobody has opened them for editing yet.
struct CurationRequest {
    int ticket = 0;
    QString project{}, name{};
    QString file{};        ///< JSONL whose rows are taken; empty: they are opened already
    bool readOnly = false; ///< the project belongs to somebody else
    std::stop_source stop{};
};

/// Work on the rows in a lane of their service. What it returns is called on the thread of whoever asked.
struct RowJob {
    using Then = std::function<void()>;
    qint64 id = 0;
    RowService::Lane lane = RowService::Lane::Looks;
    std::function<Then(RowStore &rows, const StoreWork &work)> run{};
    Then cancelled{};        ///< called instead where it never ran
    std::stop_source stop{}; ///< may be asked from any thread
};

/// What a person should know of the rows as a whole.
struct CurationState {
    std::map<std::string, std::int64_t> tags{}; ///< and how many rows have each
    QStringList columns{};                      ///< by which rows are put in order
    std::int64_t rows = 0, deleted = 0;
    std::optional<RowStep> undo{}, redo{}; ///< the steps that they mean
};

} // namespace lapidary

Q_DECLARE_METATYPE(lapidary::CurationRequest)
Q_DECLARE_METATYPE(lapidary::RowJob)
