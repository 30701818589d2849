// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/curation/unusual_rows.h"
#include "widgets/panels/data/curation_dialog.h"

namespace lapidary {

/// What stands out in the rows on show, and the languages they are in, each with how many rows; those that are ticked
/// are tagged or deleted, as one step.
class UnusualDialog : public CurationDialog {
    Q_OBJECT
public:
    UnusualDialog(CurationViewModel &model, QWidget *parent);

protected:
    void refresh() override;

private:
    using Found = std::shared_ptr<const UnusualRows>;
    void look();
    void show(const Found &found);
    void addLine(const QString &what, std::int64_t rows, const QString &tag, const QString &tip);
    UnusualChoice choice() const;
    void tag();
    void remove();
    QTableWidget *table_;
    QPushButton *tag_, *delete_;
    Found found_{};
    std::size_t chosen_ = 0; ///< rows that the ticks mean
};

} // namespace lapidary
