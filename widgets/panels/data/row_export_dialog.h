// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_dialog.h"

namespace lapidary {

class Choice;

/// Writes the rows on show as JSON Lines or Parquet, in any layout that has words for them.
class RowExportDialog : public CurationDialog {
    Q_OBJECT
public:
    RowExportDialog(CurationViewModel &model, QWidget *parent);
    void write(const QString &file);

protected:
    void refresh() override;

private:
    void chooseFile();
    Choice *layout_;
    QPushButton *apply_;
};

} // namespace lapidary
