// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/data/curation_dialog.h"

class QLineEdit;

namespace lapidary {

class DataViewModel;

/// Writes the rows on show as a data set that experiments read, by a name of the experiment.
class FreezeDialog : public CurationDialog {
    Q_OBJECT
public:
    FreezeDialog(CurationViewModel &model, DataViewModel &data, QWidget *parent);

protected:
    void refresh() override;

private:
    void apply();
    DataViewModel &data_;
    QLineEdit *name_;
    QPushButton *apply_;
    bool written_ = false;
};

} // namespace lapidary
