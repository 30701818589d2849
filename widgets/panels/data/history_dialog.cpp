// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/history_dialog.h"
#include "widgets/common/theme.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/qt_text.h"
#include "widgets/panels/data/versions_dialog.h"
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>

namespace lapidary {

namespace {
constexpr std::int64_t kMost = 1000; ///< steps of all rows: a person reads no more
}

HistoryDialog::HistoryDialog(CurationViewModel &model, std::int64_t row, QWidget *parent)
    : CurationDialog(model, QStringLiteral("historyDialog"),
                     row > 0 ? tr("History of row %1").arg(row) : tr("What was done"),
                     row > 0 ? tr("Every change since the import, the oldest first.")
                             : tr("Every step since the import, the newest first. Undo and redo are steps too."),
                     parent),
      lines_(addTable(QStringLiteral("historyLines"), tr("Changes"), {tr("When"), tr("Who"), tr("What")})) {
    lines_->setColumnWidth(0, 36 * kGrid);
    lines_->setColumnWidth(1, 24 * kGrid);
    if (row == 0) {
        auto *compare = addButton(QStringLiteral("historyCompare"), tr("Compare &versions…"));
        connect(compare, &QPushButton::clicked, this, [this, parent] {
            (new VersionsDialog(this->model(), parent))->open();
            accept();
        });
    }
    resize(170 * kGrid, 100 * kGrid);
    run<std::vector<Line>>(
        RowService::Lane::Looks, tr("Reading"), [row](RowStore &rows, const StoreWork &) { return linesOf(rows, row); },
        [this](const std::vector<Line> &all) {
            lines_->setRowCount(int(all.size()));
            for (int at = 0; const Line &line : all) {
                setCell(*lines_, at, 0, timeWord(line.step.time));
                setCell(*lines_, at, 1, toQt(line.step.who));
                setCell(*lines_, at++, 2, line.edit ? editWord(*line.edit) : stepWord(line.step));
            }
            if (all.empty()) setResult(tr("Nothing has changed since the import."));
        });
}

Result<std::vector<HistoryDialog::Line>> HistoryDialog::linesOf(RowStore &rows, std::int64_t row) {
    std::vector<Line> out;
    if (row == 0) {
        const auto steps = rows.steps(0, kMost);
        if (!steps) return unexpected(steps.error());
        for (const RowStep &each : *steps) out.push_back({each, {}});
        return out;
    }
    const auto edits = rows.editsOfRow(row);
    if (!edits) return unexpected(edits.error());
    for (const RowEdit &edit : *edits) {
        const auto step = rows.steps(edit.step + 1, 1);
        if (!step) return unexpected(step.error());
        out.push_back({step->empty() ? RowStep{} : step->front(), edit});
    }
    return out;
}

} // namespace lapidary
