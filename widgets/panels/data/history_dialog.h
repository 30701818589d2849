// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_dialog.h"

namespace lapidary {

/// What was done to a row, or to all of them, by whom and when.
class HistoryDialog : public CurationDialog {
    Q_OBJECT
public:
    HistoryDialog(CurationViewModel &model, std::int64_t row, QWidget *parent); ///< row 0: the steps of all rows

private:
    struct Line {
        RowStep step{};
        std::optional<RowEdit> edit{};
    };
    static Result<std::vector<Line>> linesOf(RowStore &rows, std::int64_t row);
    QTableWidget *lines_;
};

} // namespace lapidary
